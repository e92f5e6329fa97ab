"""Taking the place of a database: within one transaction, or, where it is too damaged for one, as a file."""

import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from quiz.errors import QuizError
from quiz.store import backup, connection, explaining, migrations
from quiz.store.backups.damage import comes_of_damage
from quiz.store.backups.setting_aside import check_alone, set_aside

_ONE_PAGE = 1
_ROOM = 1000
"""By so much the revisions of restored cards are higher than any: other programs may still answer meanwhile."""


def replaced(database: Path, ready: Path, now: datetime, *, readable: bool) -> Path | None:
    """Let the file ``ready`` take the place of a database, and return where that is kept, or nothing.

    A database that is not ``readable`` is not opened: what SQLite does then would change it.
    """
    if not database.exists() or not database.stat().st_size:
        _fit(ready, None)
        return set_aside(database, ready, now)
    if readable:
        keep = partial(backup.keep, database, now, "restore")
        try:
            _begin_log(database)
            keep()  # so that little is left to be done while others wait
        except QuizError as error:
            if not comes_of_damage(error):
                raise
        else:
            with explaining.explained(database):
                return _write_over(database, ready, keep)
    check_alone(database)
    _fit(ready, None)
    return set_aside(database, ready, now)


def _begin_log(database: Path) -> None:
    """Give a database a write-ahead log before it is kept: that changes the file, and it would be kept once more."""
    with explaining.explained(database):
        _opened(database).close()


def _write_over(database: Path, ready: Path, keep: Callable[[], Path]) -> Path:
    """Replace all pages in one transaction, and return where the present database is kept as it is with the lock held.

    SQLite takes the lock with the first page, and commits with the last.
    """
    kept: list[Path] = []

    def step(status: int, _remaining: int, _total: int) -> None:
        if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise sqlite3.OperationalError("database is locked")
        if not kept:
            kept.append(keep())

    with closing(_opened(database)) as sink:
        _fit(ready, sink)
        with closing(sqlite3.connect(ready, isolation_level=None)) as source:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(sink, pages=_ONE_PAGE, progress=step)
        sink.execute("PRAGMA busy_timeout=0")  # who reads on keeps the log a while; that is no reason to wait
        sink.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return kept[0]


def _opened(database: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(database.absolute()))}?mode=rw"
    opened = sqlite3.connect(uri, uri=True, timeout=connection.BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    for pragma in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"):
        connection.patiently(partial(opened.execute, pragma))
    return opened


def _fit(ready: Path, sink: sqlite3.Connection | None) -> None:
    """Make what is ready fit the place that it comes to.

    Every card gets a revision that none has had there: an answer to a card as it was shown before is then refused. The
    number of the device stays, or is a new one where there was no database: two machines would have the same one.
    """
    newest, device, page = _place_of(sink) if sink is not None else (0, None, 0)
    with closing(sqlite3.connect(ready)) as writer:
        with writer:
            writer.execute(_REVISIONS, (newest, _ROOM))
            writer.execute(_DEVICE, (device or str(secrets.randbits(migrations.DEVICE_BITS)),))
        if page and writer.execute("PRAGMA page_size").fetchone()[0] != page:
            writer.execute(f"PRAGMA page_size={page}")
            writer.execute("VACUUM")


_REVISIONS = "UPDATE card SET revision = max(?, (SELECT coalesce(max(revision), 0) FROM card)) + ?"
_DEVICE = "UPDATE meta SET value = ? WHERE key = 'device'"
_PLACE = "SELECT (SELECT coalesce(max(revision), 0) FROM card), (SELECT value FROM meta WHERE key = 'device')"


def _place_of(sink: sqlite3.Connection) -> tuple[int, str | None, int]:
    """Return the highest revision of a card in a database, the number of its device, and the size of its pages."""
    newest, device = sink.execute(_PLACE).fetchone()
    (page,) = sink.execute("PRAGMA page_size").fetchone()
    return int(newest), device, int(page)
