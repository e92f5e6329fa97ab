"""Whether something can't be done with a database because of what is in it, or for another reason."""

import sqlite3

from quiz.errors import DamagedError, QuizError

_READING = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
_OTHER_REASONS = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip
_UNWRITABLE = {
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM,
}  # fmt: skip


def lacks_files_beside(error: sqlite3.Error) -> bool:
    """Tell whether SQLite could not make the files beside a database that it needs: the disk is full, say."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _UNWRITABLE and code not in _READING


def means_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error of SQLite, or of our own checks, comes from the content of the file, or its sectors."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code in _READING or code & 0xFF not in _OTHER_REASONS


def comes_of_damage(error: QuizError) -> bool:
    """Tell whether what a person is told is damage, or has such an error as its cause."""
    return isinstance(error, DamagedError) or (
        isinstance(error.__cause__, sqlite3.Error) and means_damage(error.__cause__)
    )
