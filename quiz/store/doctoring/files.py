"""Whether the file is sound as SQLite sees it, and has the tables and indexes that a new one has."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import create_engine
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from quiz.locale import _, ngettext
from quiz.store import migrations
from quiz.store.backups.damage import lacks_files_beside
from quiz.store.backups.stamps import stamps_of
from quiz.store.connection import BUSY_TIMEOUT_MS
from quiz.store.doctoring import values
from quiz.store.doctoring.findings import Finding, Remedy, of_rows
from quiz.store.peeking import is_alone

_MOST = 1000
"""So many complaints of SQLite are enough."""
_OF_INDEXES = ("missing from index", "wrong # of entries in index", "rowid not at end")
_OF_VALUES = ("NULL value in", "NUMERIC value in", "TEXT value in")
"""What SQLite says of values, which the doctor says in its own words."""


def reader(path: Path) -> sqlite3.Connection:
    """Return a connection that changes nothing in a file, with what the statements of the doctor need.

    A file that nobody has open is read as one that never changes: otherwise files beside it would be left. So is one
    whose log is empty, on a disk that is full.
    """
    if not is_alone(path):
        connection = _opened(path, "mode=ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            connection.close()
            if stamps_of(path)[1] or not lacks_files_beside(error):
                raise
        else:
            return connection
    return _opened(path, "immutable=1")


def _opened(path: Path, manner: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?{manner}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    values.prepare(connection)
    return connection


def complaints(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite says is wrong with a file; none for a sound one, or one whose values alone are wrong."""
    try:
        lines = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for text in lines for line in text.splitlines() if line != "ok" and not _is_of_values(line)]


def _is_of_values(line: str) -> bool:
    return line.startswith(_OF_VALUES)


def _is_of_index(line: str) -> bool:
    return any(part in line for part in _OF_INDEXES)


def integrity(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield whether the file is damaged, and whether that is of its indexes alone."""
    found = complaints(connection)
    indexes = [line for line in found if _is_of_index(line)]
    if not found:
        return
    if len(indexes) == len(found):
        yield from of_rows(
            "indexes",
            indexes,
            lambda n: ngettext(
                "An index of the file is damaged ({count} complaint of SQLite); no answer is lost by that.",
                "Indexes of the file are damaged ({count} complaints of SQLite); no answer is lost by that.",
                n,
            ),
        )
        return
    yield from of_rows(
        "file",
        (line for line in found if line != "*** in database main ***"),
        lambda n: ngettext(
            "The file is damaged ({count} complaint of SQLite).",
            "The file is damaged ({count} complaints of SQLite).",
            n,
        ),
        Remedy.REBUILD,
    )


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of each table (name, type, whether it must have a value, place in the key), and the indexes.

    Behind the columns of a table stands what must be there only once in it.
    """

    tables: dict[str, tuple[object, ...]]
    indexes: dict[str, tuple[str, ...]]


def schema_of(connection: sqlite3.Connection) -> Schema:
    """Return the schema of a file."""
    tables, indexes = {}, {}
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        if kind == "table":
            tables[name] = _columns_of(connection, name)
        elif kind == "index":
            indexes[name] = _over(connection, name)
    return Schema(tables, indexes)


def _columns_of(connection: sqlite3.Connection, table: str) -> tuple[object, ...]:
    found = connection.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', [table]).fetchall()
    alone = "SELECT name FROM pragma_index_list(?) WHERE origin = 'u' ORDER BY name"
    once = [_over(connection, name) for (name,) in connection.execute(alone, [table]).fetchall()]
    return (*found, *once)


def _over(connection: sqlite3.Connection, index: str) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute("SELECT name FROM pragma_index_info(?)", [index]))


def statements() -> dict[str, str]:
    """Return the statements that make each table and index of a new database, by their names."""
    dialect = create_engine("sqlite://").dialect
    made = {}
    for table in SQLModel.metadata.sorted_tables:
        made[table.name] = str(CreateTable(table).compile(dialect=dialect))
        made |= {str(index.name): str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes}
    return made


@cache
def expected() -> Schema:
    """Return the schema of a new database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements().values():
            connection.execute(statement)
        return schema_of(connection)


def schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield how the tables and indexes differ from those of a new database."""
    found, wanted = schema_of(connection), expected()
    missing = [*(wanted.tables.keys() - found.tables.keys()), *(wanted.indexes.keys() - found.indexes.keys())]
    yield from of_rows(
        "schema-missing",
        sorted(missing),
        lambda n: ngettext("{count} table or index is missing.", "{count} tables or indexes are missing.", n),
    )
    different = [name for name, columns in wanted.tables.items() if found.tables.get(name, columns) != columns]
    yield from of_rows(
        "schema-columns",
        different,
        lambda n: ngettext(
            "{count} table has other columns than it should have.",
            "{count} tables have other columns than they should have.",
            n,
        ),
        Remedy.REBUILD,
    )
    others = [name for name, columns in wanted.indexes.items() if found.indexes.get(name, columns) != columns]
    yield from of_rows(
        "schema-indexes",
        others,
        lambda n: ngettext(
            "{count} index is over other columns than it should be.",
            "{count} indexes are over other columns than they should be.",
            n,
        ),
    )
    yield from _strange(connection, found, wanted)
    yield from _meta(connection)


def _strange(connection: sqlite3.Connection, found: Schema, wanted: Schema) -> Iterator[Finding]:
    strange = sorted(found.tables.keys() - wanted.tables.keys()) + sorted(found.indexes.keys() - wanted.indexes.keys())
    active = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    strange += [row[0] for row in connection.execute(active)]
    yield from of_rows(
        "schema-strange",
        strange,
        lambda n: ngettext(
            "{count} table, index, trigger or view is not of this program.",
            "{count} tables, indexes, triggers or views are not of this program.",
            n,
        ),
        Remedy.NONE,
    )


def _meta(connection: sqlite3.Connection) -> Iterator[Finding]:
    known = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    device = str(known.get("device", ""))
    if not device.isdecimal() or int(device) >= 1 << migrations.DEVICE_BITS:
        yield Finding("meta-device", _("The number of this device, which new answers need, cannot be read."))


def journal(path: Path) -> Iterator[Finding]:
    """Yield whether the file says that it is written to without a write-ahead log (file format, section 1.3)."""
    with path.open("rb") as file:
        head = file.read(20)
    if head[18:20] != b"\2\2":
        yield Finding("journal", _("The file has no write-ahead log; the next start gives it one."), Remedy.NONE)
