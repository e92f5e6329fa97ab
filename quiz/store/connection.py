"""Everything that is SQLite's alone: opening the file, pragmas, transactions, and what its errors mean.

Transactions are explicit: the driver's own handling would not roll back changes of the schema. A transaction that
writes takes the lock at its beginning, so that what it has read stays true until it commits.
"""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache, partial
from itertools import chain
from json import JSONEncoder
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Dialect, Engine, Table, create_engine, event, insert
from sqlalchemy.exc import DatabaseError

from quiz.errors import DamagedError, QuizError
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.store.backup import backups, folder_of
from quiz.store.backups.damage import lacks_files_beside
from quiz.store.columns import UnreadableError
from quiz.text import literal

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
_LITTLE_SPACE = 64 * 1024
"""Bytes; with less, an I/O error means that the disk is full: SQLite's files beside the database need as much."""
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


_encoded: Callable[[Any], str] = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_text(value: Any) -> str:
    """Return what the database keeps of a value in a column of JSON; most are texts by names, which are quick."""
    if type(value) is dict:
        try:
            return _object_of(tuple(value)) % tuple(map(encode_basestring, value.values()))
        except TypeError:
            pass
    return _encoded(value)


@lru_cache(4096)
def _object_of(names: tuple[str, ...]) -> str:
    """Return the JSON of texts by these names, with a place for each text."""
    return "{" + ",".join([encode_basestring(name).replace("%", "%%") + ":%s" for name in names]) + "}"


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


def insert_rows(writer: Connection, table: Table, names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert many rows, each given by its values in the order of the names of its columns."""
    insertion(writer.dialect, table, names, values)(writer)


def insertion(
    dialect: Dialect, table: Table, names: Sequence[str], values: Sequence[Sequence[Any]]
) -> Callable[[Connection], None]:
    """Return what inserts many rows, each given by its values in the order of the names of its columns.

    Three times as fast as rows given by names, since the statement is made ready once for all of them. As many as
    possible are given to SQLite at once: Python goes on meanwhile, if there is something to do in another thread.
    """
    if not values:
        return lambda _writer: None
    columns = dict(zip(names, zip(*values, strict=True), strict=True))
    for name, column in columns.items():
        process = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            columns[name] = _processed(column, process)
    statement = insert(table).compile(dialect=dialect, column_keys=list(names))
    order = statement.positiontup
    rows = list(zip(*(columns[name] for name in order or names), strict=True))

    def execute(writer: Connection) -> None:
        if order is None:
            writer.exec_driver_sql(str(statement), [dict(zip(names, row, strict=True)) for row in rows])
            return
        driver: Any = writer.connection.driver_connection
        step = max(1, driver.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // len(order))
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            writer.exec_driver_sql(_of_many(str(statement), len(part)), tuple(chain.from_iterable(part)))

    return execute


@lru_cache(64)
def _of_many(statement: str, count: int) -> str:
    """Return a statement that inserts one row as one that inserts several."""
    head, values, row = statement.partition(" VALUES ")
    return head + values + ", ".join([row] * count)


def _processed(column: Sequence[Any], process: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Return a column as the driver takes it; what stands in many rows one after the other is worked out once."""
    before, after = column[0], process(column[0])
    if column[-1] is before and all(value is before for value in column):
        return (after,) * len(column)
    found = []
    for value in column:
        if value is not before:
            before, after = value, process(value)
        found.append(after)
    return tuple(found)


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
    if tables >= _OURS_ALL or _was_ours(path):
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


_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
_META = "SELECT value FROM meta WHERE key ="
_OURS = {"meta", "card", "review"}
_OURS_ALL = _OURS | {"deck", "note_type", "note", "day"}
"""Tables that the database has had in every schema; a few of them, and all."""


def table_names(connection: Connection) -> set[str]:
    """Return the names of all tables and views, without building a picture of their columns."""
    return {str(row[0]) for row in connection.exec_driver_sql(_TABLES)}


def meta_value(connection: Connection, key: str) -> str | None:
    """Return what is known of the file under this key. It is asked at every start, and compiling it took longer."""
    row = connection.exec_driver_sql(f"{_META} ?", (key,)).fetchone()
    return str(row[0]) if row else None


def peek(path: Path) -> tuple[set[str], str | None]:
    """Return the names of the tables and views in a file and the number of its schema, without changing a byte."""
    with explained(path), read_as_text():
        return patiently(lambda: _peeked(path))


def _peeked(path: Path) -> tuple[set[str], str | None]:
    """Look into a file that nobody has open, or may write to, as into one that never changes.

    Otherwise files beside it would be left.
    """
    beside = (Path(f"{path.resolve()}{suffix}") for suffix in ("-wal", "-journal"))
    if not any(file.exists() for file in beside) or not os.access(path, os.W_OK):
        with suppress(sqlite3.DatabaseError):
            return _looked_into(path, "immutable=1")
    try:
        return _looked_into(path, "mode=ro")
    except sqlite3.OperationalError as error:
        if not lacks_files_beside(error):
            raise
    return _looked_into(path, "immutable=1")


def _looked_into(path: Path, manner: str) -> tuple[set[str], str | None]:
    uri = f"file:{quote(str(path.absolute()))}?{manner}"
    with closing(sqlite3.connect(uri, uri=True, timeout=0)) as reader:
        tables = {str(row[0]) for row in reader.execute(_TABLES)}
        if not tables >= _OURS:
            return tables, None
        row = reader.execute(f"{_META} ?", ("schema",)).fetchone()
    return tables, str(row[0]) if row else None
