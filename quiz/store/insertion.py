"""Many rows inserted at once, and the JSON in them."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import JSON, Connection, Dialect, Table, insert

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


def json_texts(values: Sequence[Any]) -> list[str]:
    """Return what the database keeps of some values as :func:`json_text` does of each: texts by the same names."""
    if set(map(type, values)) == {dict}:
        names, *others = set(map(tuple, values))
        if names and not others:
            with suppress(TypeError):
                columns = [map(encode_basestring, column) for column in zip(*map(dict.values, values), strict=True)]
                return list(map(_object_of(names).__mod__, zip(*columns, strict=True)))
    return list(map(json_text, values))


def insert_rows(writer: Connection, table: Table, names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert many rows, each given by its values in the order of the names of its columns."""
    columns = zip(*values, strict=True) if values else [()] * len(names)
    insertion(writer.dialect, table, dict(zip(names, columns, strict=True)))(writer)


def insertion(dialect: Dialect, table: Table, values: Mapping[str, Sequence[Any]]) -> Callable[[Connection], None]:
    """Return what inserts many rows, given by columns and their names.

    Three times as fast as rows given by names, since the statement is made ready once for all of them. As many as
    possible are given to SQLite at once: Python goes on meanwhile, if there is something to do in another thread.
    """
    names, columns = list(values), dict(values)
    for name, column in values.items():
        kind = table.c[name].type.dialect_impl(dialect)
        process = kind.bind_processor(dialect)
        if process is not None and column:
            columns[name] = _processed(column, process, json_texts if isinstance(kind, JSON) else None)
    statement, order = _compiled(dialect, table, tuple(names))
    rows = list(zip(*(columns[name] for name in order or names), strict=True))

    def execute(writer: Connection) -> None:
        if order is None:
            writer.exec_driver_sql(statement, [dict(zip(names, row, strict=True)) for row in rows])
            return
        driver: Any = writer.connection.driver_connection
        step = max(1, driver.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // len(order))
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            writer.exec_driver_sql(_of_many(statement, len(part)), tuple(chain.from_iterable(part)))

    return execute


@lru_cache(16)
def _compiled(dialect: Dialect, table: Table, names: tuple[str, ...]) -> tuple[str, Sequence[str] | None]:
    """Return the statement that inserts one row, and the order of its values where they have no names."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(compiled), compiled.positiontup


@lru_cache(64)
def _of_many(statement: str, count: int) -> str:
    """Return a statement that inserts one row as one that inserts several."""
    head, values, row = statement.partition(" VALUES ")
    return head + values + ", ".join([row] * count)


def _processed(
    column: Sequence[Any], process: Callable[[Any], Any], together: Callable[[Sequence[Any]], Sequence[Any]] | None
) -> Sequence[Any]:
    """Return a column as the driver takes it; what stands in many rows one after the other is worked out once.

    ``together`` does as ``process`` for many dictionaries.
    """
    before, after = column[0], process(column[0])
    if column[-1] is before and all(value is before for value in column):
        return (after,) * len(column)
    if together is not None and set(map(type, column)) == {dict}:
        return together(column)
    found = []
    for value in column:
        if value is not before:
            before, after = value, process(value)
        found.append(after)
    return tuple(found)
