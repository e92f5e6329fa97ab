"""Copies of the whole database: consistent while others write, checked, compressed, and only then given their name.

The parts are in :mod:`quiz.store.backups`, loaded when a backup is made or looked at.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.locale import _
from quiz.store.backups.names import Backup, backups, folder_of, is_closed, is_no_folder, latest_first
from quiz.text import literal

if TYPE_CHECKING:
    from quiz.store.backups.contents import Contents

__all__ = [
    "Backup",
    "backups",
    "check",
    "folder_of",
    "folder_problem",
    "is_as_made",
    "keep",
    "known_contents",
    "latest_first",
    "make",
    "tidy",
    "unpack",
    "write",
]


def make(database: Path, now: datetime, reason: str) -> Path:
    """Write a compressed copy of the database into its folder of backups and return its path.

    ``reason`` is a word for the file's name. Backups that are not kept any more are removed. Raises :class:`QuizError`
    where the copy can't be written or is not sound; no half copy stays behind. With the reasons ``repair`` and
    ``damaged`` a database is copied as it is, sound or not.
    """
    from quiz.store.backups import making  # noqa: PLC0415  only where a backup is made

    return making.make(database, now, reason)


def keep(database: Path, now: datetime, reason: str) -> Path:
    """Return a backup of the database as it is now, made only where there is none as good. Raises as :func:`make`."""
    from quiz.store.backups import making  # noqa: PLC0415  only where a backup is made

    return making.keep(database, now, reason)


def write(database: Path, target: Path, now: datetime) -> "Contents":
    """Write a checked copy of the database to a file and return what is in it; a file that is there is replaced.

    It is packed where the name ends in ``.zst``, otherwise a plain database. Raises :class:`QuizError`.
    """
    from quiz.store.backups import making  # noqa: PLC0415  only where a backup is made

    return making.write(database, target, now)


def tidy(database: Path, now: datetime) -> list[Path]:
    """Remove the backups that are not kept (see :mod:`quiz.store.backups.retention`) and return which these were.

    Raises ``OSError`` where one can't be removed.
    """
    from quiz.store.backups import making  # noqa: PLC0415  only where a backup is made

    return making.tidy(database, now)


def folder_problem(database: Path) -> QuizError | None:
    """Return what keeps every backup of a database from being made: its folder can't be written to, or is none."""
    folder = literal(str(folder_of(database)))
    if is_no_folder(database):
        said = _("{folder} is no folder: no backup can be made.")
        return QuizError(said.format(folder=folder), _("Move it away: the next backup makes the folder."))
    if is_closed(database):
        said = _("The folder of backups {folder} cannot be written to: no backup can be made.")
        return QuizError(said.format(folder=folder), _("Change the permissions of the folder."))
    return None


def check(file: Path, scratch: Path) -> "Contents":
    """Write the database that a file holds, packed or plain, to the new file ``scratch``, and say what is in it.

    Raises :class:`QuizError` where it is damaged, of another program, or of a newer version of this one.
    """
    from quiz.store.backups import checking  # noqa: PLC0415  only where a backup is looked at

    return checking.check(file, scratch)


def known_contents(backup: Backup) -> "Contents | None":
    """Return what a backup says that it holds, without unpacking it; nothing where it does not say."""
    from quiz.store.backups import contents, packing  # noqa: PLC0415  only where a backup is looked at

    return contents.from_json(packing.head_of(backup.path))


def is_as_made(database: Path, made: datetime) -> bool:
    """Tell whether a database that was made at this instant has nothing but the notes that it was made with."""
    from quiz.store.backups import contents  # noqa: PLC0415  only where a backup might be made

    return contents.is_as_made(database, made)


def unpack(backup: Path, target: Path) -> None:
    """Write the database that a backup holds to ``target``, which only its owner may read.

    Raises ``OSError``, and what :func:`quiz.store.backups.packing.unpack` does.
    """
    from quiz.store.backups import packing  # noqa: PLC0415  only where a backup is looked at

    packing.unpack(backup, target)
