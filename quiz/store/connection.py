"""Everything that is SQLite's alone: opening the file, pragmas, transactions.

Transactions are explicit: the driver's own handling would not roll back changes of the schema. A transaction that
writes takes the lock at its beginning, so that what it has read stays true until it commits.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from quiz.store.columns import UnreadableError
from quiz.store.explaining import explained
from quiz.store.insertion import json_text

BUSY_TIMEOUT_MS = 5000
"""How long the opening of a file, and a transaction, wait for another program's lock, in milliseconds."""
_LOOKS_AGAIN_AFTER = 0.005
"""Seconds between two attempts at what SQLite itself does not wait for."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)
_STEPS = 100_000
"""After so many of its own steps, some milliseconds, the database asks whether it is to go on."""
_HELD_BY_OTHERS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PROTOCOL}
_WRITES = {"quiz_writes": True}
Result = TypeVar("Result")


def open_engine(path: Path) -> Engine:
    """Return an engine on the SQLite file; every connection waits for locks and writes through to the disk."""
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 0},
        json_serializer=json_text,
        json_deserializer=_json_value,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _json_value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError(text) from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in _PRAGMAS:
        patiently(partial(connection.execute, pragma))


def patiently(action: Callable[[], Result]) -> Result:
    """Do something that SQLite gives up at once where another program opens or closes the file at this moment.

    Its own waiting does not cover these: the change of a file to a write-ahead log, and the end of the last connection,
    which takes that log away. It is tried again for at most :data:`BUSY_TIMEOUT_MS`; then the last error is raised.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            return action()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _HELD_BY_OTHERS or time.monotonic() >= deadline:
                raise
        time.sleep(_LOOKS_AGAIN_AFTER)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("quiz_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection that sees one state of the database from beginning to end."""
    with explained(path), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection whose changes are kept together when the block ends, or not at all when it raises."""
    with explained(path), engine.connect().execution_options(**_WRITES) as connection, connection.begin():
        yield connection


@contextmanager
def part(writer: Connection, path: Path) -> Iterator[Connection]:
    """Give a connection on which a transaction has begun; of what is done in the block nothing is kept if it raises."""
    with explained(path):
        begun = writer.begin_nested()
        try:
            yield writer
        except BaseException:
            # A disk that is full, or a second interruption, may have ended the whole transaction: what happened is
            # told, not that this is gone.
            with suppress(DatabaseError):
                begun.close()
            raise
        begun.commit()


@contextmanager
def interrupted_by(connection: Connection, pause: Callable[[], None]) -> Iterator[None]:
    """Call ``pause`` time and again while statements are executed; what it raises ends them and leaves the block."""
    driver: Any = connection.connection.driver_connection
    raised: list[BaseException] = []

    def interrupts() -> bool:
        try:
            pause()
        except BaseException as error:
            raised.append(error)
        return bool(raised)

    driver.set_progress_handler(interrupts, _STEPS)
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError):
        if raised:
            raise raised[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
META = "SELECT value FROM meta WHERE key ="


def table_names(connection: Connection) -> set[str]:
    """Return the names of all tables and views, without building a picture of their columns."""
    return {str(row[0]) for row in connection.exec_driver_sql(TABLES)}


def meta_value(connection: Connection, key: str) -> str | None:
    """Return what is known of the file under this key. It is asked at every start, and compiling it took longer."""
    row = connection.exec_driver_sql(f"{META} ?", (key,)).fetchone()
    return str(row[0]) if row else None
