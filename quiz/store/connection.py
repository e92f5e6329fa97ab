"""Everything that is SQLite's alone: opening the file, pragmas, transactions, and what its errors mean.

Transactions are explicit: the driver's own handling would not roll back changes of the schema. A transaction that
writes takes the lock at its beginning, so that what it has read stays true until it commits.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from json import JSONEncoder
from json.encoder import encode_basestring
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert
from sqlalchemy.exc import DatabaseError

from quiz.errors import QuizError
from quiz.locale import _
from quiz.store.backup import folder_of
from quiz.text import literal

BUSY_TIMEOUT_MS = 5000
"""How long a transaction waits for another program's lock, in milliseconds."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
)
_LITTLE_SPACE = 64 * 1024
"""Bytes; with less, an I/O error means that the disk is full: SQLite's files beside the database need as much."""
_STEPS = 100_000
"""After so many of its own steps, some milliseconds, the database asks whether it is to go on."""
_WRITES = {"quiz_writes": True}


def open_engine(path: Path) -> Engine:
    """Return an engine on the SQLite file; every connection waits for locks and writes through to the disk."""
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
        json_serializer=json_text,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


_encoded: Callable[[Any], str] = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_quoted: Callable[[str], str] = lru_cache(4096)(encode_basestring)


def json_text(value: Any) -> str:
    """Return what the database keeps of a value in a column of JSON; most are texts by names, which are quick."""
    if type(value) is dict:
        with suppress(TypeError):
            return "{" + ",".join([f"{_quoted(name)}:{encode_basestring(text)}" for name, text in value.items()]) + "}"
    return _encoded(value)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(pragma)


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
            # A disk that is full may have ended the whole transaction: what happened is told, not that this is gone.
            with suppress(DatabaseError):
                begun.rollback()
            raise
        begun.commit()


def insert_rows(writer: Connection, table: Table, names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert many rows, each given by its values in the order of the names of its columns.

    Three times as fast as rows given by names, since the statement is made ready once for all of them.
    """
    statement = insert(table).compile(dialect=writer.dialect, column_keys=list(names))
    ready = list(map(list, values))
    if not ready:
        return
    for place, name in enumerate(names):
        process = table.c[name].type.dialect_impl(writer.dialect).bind_processor(writer.dialect)
        if process is not None:
            _process(ready, place, process)
    order = statement.positiontup
    if order is None:
        writer.exec_driver_sql(str(statement), [dict(zip(names, row, strict=True)) for row in ready])
    else:
        in_order = itemgetter(*(names.index(name) for name in order))
        writer.exec_driver_sql(str(statement), [in_order(row) for row in ready])


def _process(rows: Sequence[list[Any]], place: int, process: Callable[[Any], Any]) -> None:
    """Let one column of rows have what the driver takes; what stands in many rows is worked out once."""
    before, after = rows[0][place], process(rows[0][place])
    for row in rows:
        if row[place] is not before:
            before, after = row[place], process(row[place])
        row[place] = after


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


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the errors of the database into :class:`QuizError` in the user's words."""
    try:
        yield
    except DatabaseError as error:
        raise _explanation(path, str(error.orig)) from error
    except sqlite3.DatabaseError as error:
        raise _explanation(path, str(error)) from error


def _explanation(path: Path, reason: str) -> QuizError:
    shown = literal(str(path))
    lowered = reason.lower()
    if "locked" in lowered or "busy" in lowered:
        return QuizError(
            _("The database {path} is locked by another program.").format(path=shown),
            _("Close the other program, or wait until it has finished, and try again."),
        )
    if "not a database" in lowered:
        return not_ours(path)
    if "malformed" in lowered:
        return QuizError(
            _("The database {path} is damaged ({reason}).").format(path=shown, reason=reason),
            _("Put a backup from {folder} in its place.").format(folder=literal(str(folder_of(path)))),
        )
    if "readonly" in lowered or "read-only" in lowered:
        return read_only(path)
    if "full" in lowered or ("i/o error" in lowered and shutil.disk_usage(path.parent).free < _LITTLE_SPACE):
        return QuizError(
            _("There is no space left for the database {path}. Nothing that was stored is lost.").format(path=shown),
            _("Free some space and try again."),
        )
    return QuizError(
        _("The database {path} cannot be used: {reason}.").format(path=shown, reason=reason),
        _("Check the file and its folder, or name another one with --database."),
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


_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
_META = "SELECT value FROM meta WHERE key ="
_OURS = {"meta", "card", "review"}
"""Tables that the database has had in every schema."""


def table_names(connection: Connection) -> set[str]:
    """Return the names of all tables and views, without building a picture of their columns."""
    return {str(row[0]) for row in connection.exec_driver_sql(_TABLES)}


def meta_value(connection: Connection, key: str) -> str | None:
    """Return what is known of the file under this key. It is asked at every start, and compiling it took longer."""
    row = connection.exec_driver_sql(f"{_META} ?", (key,)).fetchone()
    return str(row[0]) if row else None


def peek(path: Path) -> tuple[set[str], str | None]:
    """Return the names of the tables and views in a file and the number of its schema, without changing a byte."""
    uri = f"file:{quote(str(path.absolute()))}?mode=ro"
    timeout = BUSY_TIMEOUT_MS / 1000
    with explained(path), closing(sqlite3.connect(uri, uri=True, timeout=timeout)) as reader:
        tables = {str(row[0]) for row in reader.execute(_TABLES)}
        if not tables >= _OURS:
            return tables, None
        row = reader.execute(f"{_META} ?", ("schema",)).fetchone()
    return tables, str(row[0]) if row else None
