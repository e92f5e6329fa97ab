"""Putting a database aside as the files that it is, and another one in its place."""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from quiz.store.backups.making import put, sync

_LOGS = ("-wal", "-journal")
_INDEX = "-shm"
_LOCK_PLACE, _LOCK_BYTES = 0x40000000, 512


def check_alone(database: Path) -> None:
    """Raise :class:`QuizError` where another program has a file open: put aside, it would go on writing into it.

    SQLite itself is not asked: opening a damaged file changes it. Every connection to it holds a lock on these bytes
    (SQLite's file format, "the lock-byte page"). Where there are no such locks the system keeps the file in its place.
    """
    try:
        import fcntl  # noqa: PLC0415  not on every system
    except ImportError:
        return
    with database.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _LOCK_PLACE)
        except BlockingIOError as error:
            from quiz.store.explaining import locked  # noqa: PLC0415  it needs this module

            raise locked(database) from error


def set_aside(database: Path, ready: Path, now: datetime) -> Path | None:
    """Put the file ``ready`` in the place of a database, and return where that is kept; nothing where there was none.

    A link is followed. The former one is kept as it is, with its log, under both names until the very end: the name of
    the database always has a file. Its log is taken away before the other comes, since SQLite would otherwise write it
    into that one. Raises ``OSError``.
    """
    database = database.resolve()
    kept = _free(database, now)
    for suffix in ("", *_LOGS):
        file = Path(f"{database}{suffix}")
        if file.exists() and file.stat().st_size:
            _also_known_as(file, Path(f"{kept}{suffix}"))
    sync(ready)
    sync(database.parent)
    for suffix in (*_LOGS, _INDEX):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    ready.chmod(0o600)
    put(ready, database)
    return kept if kept.exists() else None


def _free(database: Path, now: datetime) -> Path:
    """Return a name that is free, and says when the database was put aside."""
    first = database.with_name(f"{database.name}.damaged-{now:%Y%m%dT%H%M%S}")
    number, path = 1, first
    while path.exists():
        number += 1
        path = first.with_name(f"{first.name}-{number}")
    return path


def _also_known_as(file: Path, name: Path) -> None:
    """Give a file a second name; where the file system has none, copy it."""
    try:
        os.link(file, name)
    except OSError:
        shutil.copyfile(file, name)
        with suppress(OSError):
            name.chmod(0o600)
        sync(name)
