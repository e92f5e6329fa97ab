"""Why a file or a database could not be used, in the words of SQLite and of the system, or in the user's language.

The words of the system are those of glibc and musl, and most of them of macOS; others stay as they are.
"""

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
        mark("Disk quota exceeded"),
        mark("File too large"),
        mark("Permission denied"),
        mark("Operation not permitted"),
        mark("Read-only file system"),
        mark("No such file or directory"),
        mark("Is a directory"),
        mark("Not a directory"),
        mark("Directory not empty"),
        mark("File exists"),
        mark("File name too long"),
        mark("Too many levels of symbolic links"),
        mark("Too many open files"),
        mark("Cannot allocate memory"),
        mark("Input/output error"),
        mark("Device or resource busy"),
        mark("No such device or address"),
        mark("Invalid argument"),
        mark("Broken pipe"),
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
