"""Why a file or a database could not be used, in the words of SQLite and of the system, or in the user's language."""

import errno
import sqlite3

from quiz.locale import _, mark

_KNOWN = frozenset(
    (
        mark("database or disk is full"),
        mark("database disk image is malformed"),
        mark("file is not a database"),
        mark("disk I/O error"),
        mark("database is locked"),
        mark("attempt to write a readonly database"),
        mark("unable to open database file"),
        mark("No space left on device"),
    )
)
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


def reason_text(error: BaseException | str) -> str:
    """Return why something failed: the usual reasons in the user's language, others as SQLite or the system says."""
    said = (isinstance(error, OSError) and error.strerror) or str(error)
    return _(said) if said in _KNOWN else said


def is_no_space(error: BaseException) -> bool:
    """Tell whether something failed because a disk is full."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    return isinstance(error, OSError) and error.errno in _NO_SPACE
