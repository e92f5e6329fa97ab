"""What errors of the database mean, in the user's words, and whether a database can be where one is named."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from quiz.errors import DamagedError, QuizError
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.store.backup import backups, folder_of
from quiz.store.backups.contents import OURS
from quiz.store.columns import UnreadableError
from quiz.text import literal

_LITTLE_SPACE = 64 * 1024
"""Bytes; with less, an I/O error means that the disk is full: SQLite's files beside the database need as much."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the errors of the database into :class:`QuizError` in the user's words."""
    try:
        yield
    except DatabaseError as error:
        raise _explanation(path, str(error.orig)) from error
    except sqlite3.DatabaseError as error:
        raise _explanation(path, str(error)) from error
    except UnreadableError as error:
        raise damaged(path, _("a value in it cannot be read")) from error


@contextmanager
def read_as_text() -> Iterator[None]:
    """Tell of a message of SQLite that is no text as of damage: the name in it was damaged, too."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise UnreadableError(error.object) from error


def _explanation(path: Path, reason: str) -> QuizError:
    shown = literal(str(path))
    lowered = reason.lower()
    if "locked" in lowered or "busy" in lowered or "locking protocol" in lowered:
        return locked(path)
    if "not a database" in lowered:
        return damaged(path, reason) if _was_ours(path) else not_ours(path)
    if "malformed" in lowered or "could not decode" in lowered:
        return damaged(path, reason)
    if "readonly" in lowered or "read-only" in lowered:
        return read_only(path)
    if "full" in lowered or ("i/o error" in lowered and _has_no_space(path)):
        return QuizError(
            _("There is no space left for the database {path}. Nothing that was stored is lost.").format(path=shown),
            _("Free some space and try again."),
        )
    if "i/o error" in lowered:
        return QuizError(
            _("The disk did not let the database {path} be read or written ({reason}).").format(
                path=shown, reason=reason_text(reason)
            ),
            _("What was stored before is there. Check whether the disk is full, damaged or gone, and try again."),
        )
    return QuizError(
        _("The database {path} cannot be used: {reason}.").format(path=shown, reason=reason_text(reason)),
        _("Check the file and its folder, or name another one with --database."),
    )


def _has_no_space(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LITTLE_SPACE
    except OSError:  # the disk is gone
        return False


def damaged(path: Path, reason: str) -> DamagedError:
    """Return the error for a database of this program that can't be read any more; ``reason`` is SQLite's."""
    return DamagedError(
        _("The database {path} is damaged ({reason}).").format(
            path=literal(str(path)), reason=literal(reason_text(reason))
        ),
        _(
            "“quiz restore” brings a backup from {folder} back, “quiz doctor --fix” saves what is readable; the damaged"
            " file is kept."
        ).format(folder=literal(str(folder_of(path)))),
    )


def strange(path: Path, tables: set[str]) -> QuizError:
    """Return the error for a database with these tables that does not say which schema it has."""
    if tables >= OURS or _was_ours(path):
        return damaged(path, _("the number of its schema cannot be read"))
    return not_ours(path)


def check_not_emptied(path: Path) -> None:
    """Raise :class:`DamagedError` for a file without any content that has backups: it was not made so."""
    is_empty = False
    with suppress(OSError):
        is_empty = path.is_file() and not path.stat().st_size
    if is_empty and has_backups(path):
        raise damaged(path, _("it is empty, and there are backups of it"))


def _was_ours(path: Path) -> bool:
    """Tell whether a file that is no database was one of this program: it has backups, or there are rows in it."""
    from quiz.store.salvaging import recognises  # noqa: PLC0415  it needs this module, and only damage needs it

    return has_backups(path) or recognises(path)


def has_backups(path: Path) -> bool:
    """Tell whether there is a backup of a database that was checked when it was made."""
    try:
        return any(one.is_proven for one in backups(path))
    except OSError:
        return False


def locked(path: Path) -> QuizError:
    """Return the error for a file that another program has for itself."""
    return QuizError(
        _("The database {path} is locked by another program.").format(path=literal(str(path))),
        _("Close the other program, or wait until it has finished, and try again."),
    )


def not_ours(path: Path) -> QuizError:
    """Return the error for a file that is no database of this program."""
    return QuizError(
        _("{path} is not a database of quiz.").format(path=literal(str(path))),
        _("Name another file with --database or QUIZ_DATABASE."),
    )


def read_only(path: Path) -> QuizError:
    """Return the error for a file or folder that can't be written to."""
    return QuizError(
        _("The database {path} cannot be written to.").format(path=literal(str(path))),
        _("Change the permissions of the file and its folder, or name another file with --database."),
    )


def take_place(path: Path) -> None:
    """Make an empty file, which only its owner may read, where there is none.

    Raises :class:`QuizError` unless a database can be opened, or made, at ``path``.
    """
    try:
        _check_place(path)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise _explanation(path, error.strerror or str(error)) from error


def _check_place(path: Path) -> None:
    shown = literal(str(path))
    if path.is_dir():
        raise QuizError(_("{path} is a folder, not a database.").format(path=shown), _("Name a file in it."))
    if path.exists() and not path.is_file():
        raise QuizError(_("{path} is a pipe or a device, not a database.").format(path=shown), _("Name a file."))
    if not path.parent.is_dir():
        raise QuizError(
            _("The folder of the database {path} does not exist.").format(path=shown),
            _("Make the folder, or name another file with --database."),
        )
    if path.exists() and not os.access(path, os.R_OK):
        raise QuizError(
            _("The database {path} cannot be read.").format(path=shown),
            _("Change the permissions of the file, or name another one with --database."),
        )
    if (path.exists() and not os.access(path, os.W_OK)) or not os.access(path.parent, os.W_OK | os.X_OK):
        raise read_only(path)
