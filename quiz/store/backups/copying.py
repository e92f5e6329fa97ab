"""Copying a database that others may have open, as one transaction sees it, also where nothing can be written."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from quiz.store.backups import packing
from quiz.store.backups.contents import UnsoundError
from quiz.store.backups.damage import lacks_files_beside
from quiz.store.backups.stamps import stamps_of

_WAIT_S = 5.0
_HELD_BY_OTHERS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def copy_database(database: Path, copy: Path) -> None:
    """Copy a database that others may have open to a new file of its own, as one transaction sees it.

    Where the database or its folder may not be written to, or the disk is full, SQLite can't make the files beside it
    that it needs to read it, or leaves them behind; then the files themselves are copied. Raises ``sqlite3.Error``,
    also where others keep it locked for longer than some seconds.
    """
    packing.open_new(copy).close()
    if not _may_be_written(database) and _copy_files(database, copy):
        return
    uri = f"file:{quote(str(database.absolute()))}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=_WAIT_S)) as source:
            _copy_pages(source, copy)
    except sqlite3.OperationalError as error:
        if not lacks_files_beside(error) or not _copy_files(database, copy):
            raise


def _may_be_written(database: Path) -> bool:
    return os.access(database, os.W_OK) and os.access(database.resolve().parent, os.W_OK | os.X_OK)


def _copy_pages(source: sqlite3.Connection, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as sink:
        sink.execute("PRAGMA synchronous=OFF")
        source.backup(sink, progress=_give_up_waiting)
        with suppress(UnsoundError):
            sink.execute("PRAGMA journal_mode=DELETE")


def _copy_files(database: Path, copy: Path) -> bool:
    """Copy a database with its log as the files that they are, and tell whether nobody wrote to them meanwhile."""
    try:
        before = stamps_of(database)
        for suffix in ("-wal", "-journal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{database.resolve()}{suffix}", f"{copy}{suffix}")
        shutil.copyfile(database, copy)
        is_whole = before == stamps_of(database)
    except OSError:
        is_whole = False
    if is_whole:
        with closing(sqlite3.connect(copy)) as sink:
            sink.execute("PRAGMA journal_mode=DELETE")
        return True
    for suffix in ("-wal", "-journal"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    os.truncate(copy, 0)
    return False


def _give_up_waiting(status: int, _remaining: int, _total: int) -> None:
    """End a copy that another program does not let begin: it would be tried for ever."""
    if status & 0xFF in _HELD_BY_OTHERS:
        raise sqlite3.OperationalError("database is locked")
