"""A folder for what is not finished yet, which is removed when it is left, or by the next one where it was not.

A run that was killed leaves its folder behind. The lock in each tells whether somebody still works in it; SQLite's own
lock is one on every system, and ends with the process that has it.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

PREFIX = ".quiz-unfinished-"
_LOCK = "lock"
_ATTEMPTS = 10


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Yield a new folder, for its owner alone, in ``folder``, and remove it at the end, with those left by killed runs.

    Raises ``OSError`` where it can't be made.
    """
    sweep(folder)
    place, lock = _taken(folder)
    try:
        yield place
    finally:
        lock.close()
        shutil.rmtree(place, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what killed runs have left; what somebody still works in stays."""
    for place in folder.glob(f"{PREFIX}*"):
        with suppress(OSError, sqlite3.Error):
            if (place / _LOCK).exists():
                with closing(_locked(place)):
                    shutil.rmtree(place, ignore_errors=True)
            else:  # nothing else was made in it yet: who has just made it makes another one
                place.rmdir()


def _taken(folder: Path) -> tuple[Path, sqlite3.Connection]:
    """Make a folder and take its lock; again where another process swept it away before it was locked."""
    import tempfile  # noqa: PLC0415  it takes long to load, and most runs make no backup

    failed: sqlite3.Error | None = None
    for _attempt in range(_ATTEMPTS):
        place = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        try:
            lock = _locked(place)
        except sqlite3.Error as error:
            failed = error
            shutil.rmtree(place, ignore_errors=True)
        else:
            if (place / _LOCK).exists():
                return place, lock
            lock.close()
    raise _as_of_system(failed) from failed


def _as_of_system(error: sqlite3.Error | None) -> OSError:
    """Return what the system would say of what kept a lock from being taken: that the disk is full above all."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_BUSY)
    if code & 0xFF == sqlite3.SQLITE_BUSY:
        return BlockingIOError(None, "busy")
    if code & 0xFF == sqlite3.SQLITE_FULL:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return OSError(None, str(error))


def _locked(place: Path) -> sqlite3.Connection:
    """Return a connection that has the lock of a folder until it is closed. Raises ``sqlite3.Error`` at once."""
    lock = sqlite3.connect(place / _LOCK, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        lock.close()
        raise
    return lock
