"""Copies of the whole database: consistent while others write, checked, compressed, and only then given their name."""

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal

_SUFFIX = ".db.zst"


def folder_of(database: Path) -> Path:
    """Return the folder in which the backups of a database lie."""
    return database.with_name(database.name + ".backups")


def make(database: Path, now: datetime, reason: str) -> Path:
    """Write a compressed copy of the database into its folder of backups and return its path.

    ``reason`` is a word for the file's name. Raises :class:`QuizError` where the copy can't be written or is not sound;
    no half copy stays behind.
    """
    folder = folder_of(database)
    target = folder / f"{now:%Y%m%dT%H%M%S%f}-{reason}{_SUFFIX}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            copy = Path(scratch) / "copy.db"
            _copy(database, copy)
            packed = Path(scratch) / "copy.zst"
            _compress(copy, packed)
            packed.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise QuizError(
            _("No backup of {path} could be made: {reason}.").format(path=literal(str(database)), reason=error),
            _("Nothing was changed. Check the folder {folder}.").format(folder=literal(str(folder))),
        ) from error
    return target


def unpack(backup: Path, target: Path) -> None:
    """Write the database that a backup holds to ``target``, which only its owner may read."""
    import zstandard  # noqa: PLC0415  only backups need it

    target.touch(mode=0o600)
    with backup.open("rb") as source, target.open("wb") as sink:
        zstandard.ZstdDecompressor().copy_stream(source, sink)


def _copy(database: Path, copy: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as sink:
        source.backup(sink)
        verdict = sink.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _compress(source: Path, target: Path) -> None:
    import zstandard  # noqa: PLC0415  only backups need it

    with source.open("rb") as plain, target.open("xb") as packed:
        target.chmod(0o600)
        zstandard.ZstdCompressor(level=3).copy_stream(plain, packed)
        packed.flush()
        os.fsync(packed.fileno())
