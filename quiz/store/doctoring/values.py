"""Whether each column has what its model says: the right kind of value, in its range; and what else it may have.

A value that can't be read is mended by what else is known: the time of an answer is in its id, the state of a card
follows from its log. What the column had stays in the backup that is made before.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, Integer, String
from sqlmodel import SQLModel

from quiz.cards import Kind
from quiz.locale import ngettext
from quiz.scheduling.memory import STABILITY_MAX, STABILITY_MIN
from quiz.store import models as _models
from quiz.store.columns import TEN_THOUSAND, Code, Instant, StudyDay, TenThousandths, to_milliseconds
from quiz.store.doctoring.findings import SHOWN, Finding
from quiz.store.migrations import DEVICE_BITS

TABLES = ("meta", "deck", "note_type", "note", "card", "review", "day", "hour")
"""All tables of :mod:`quiz.store.models`, those first that others refer to."""

assert set(TABLES) == set(SQLModel.metadata.tables), _models

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAYS = (date.min.toordinal() - _EPOCH_DAY, date.max.toordinal() - _EPOCH_DAY)
_INSTANTS = (to_milliseconds(datetime.min.replace(tzinfo=UTC)), to_milliseconds(datetime.max.replace(tzinfo=UTC)))
_OFFSET = 24 * 60 - 1
_NUMBER = 2**63 - 1
_RANGES: dict[tuple[str, str], tuple[float, float]] = {
    ("card", "flag"): (0, 7),
    ("review", "id"): (1, _NUMBER),
    ("review", "utc_offset"): (-_OFFSET, _OFFSET),
    ("hour", "hour"): (0, 23),
}
_STABILITY, _DIFFICULTY = (STABILITY_MIN, STABILITY_MAX), (1, 10)
_FLOATS = {"stability": _STABILITY, "difficulty": _DIFFICULTY}

_ANSWER = f"kind BETWEEN 0 AND {int(Kind.INTERVIEW)}"
_DAY_MS = 24 * 60 * 60 * 1000
MENDED = "mended(CAST({name} AS BLOB))"
"""SQL for a text in which what is no text was replaced; ``mended`` is a function of :func:`prepare`."""

_MENDED: dict[tuple[str, str], str] = {
    ("deck", "created"): ":now",
    ("note", "deck_id"): "ifnull((SELECT min(id) FROM deck), 1)",
    ("note", "type_id"): "ifnull((SELECT min(id) FROM note_type t WHERE t.deck_id = note.deck_id), 1)",
    ("note", "position"): "id",
    ("note", "created"): ":now",
    ("note", "changed"): "created",
    ("note", "imported"): "'{}'",
    ("note_type", "deck_id"): "ifnull((SELECT min(id) FROM deck), 1)",
    ("card", "note_id"): "ifnull((SELECT max(id) FROM note), 0) + id",
    ("card", "deck_id"): "ifnull((SELECT n.deck_id FROM note n WHERE n.id = card.note_id), 1)",
    ("review", "card_id"): "ifnull((SELECT max(id) FROM card), 0) + 1",
    ("review", "time"): f"id >> {DEVICE_BITS}",
    ("review", "day"): f"(time + utc_offset * 60000 - 4 * 60 * 60 * 1000) / {_DAY_MS}",
    ("review", "kind"): "CASE WHEN rating IS NULL THEN CASE WHEN stability IS NULL THEN 6 ELSE 7 END"
    " ELSE scheduled_days IS NOT NULL END",
    ("review", "phase"): "CASE WHEN step IS NULL AND due_at IS NULL THEN 2 ELSE 1 END",
    ("review", "rating"): f"CASE WHEN {_ANSWER} THEN CASE WHEN phase = 3 OR phase = 1 AND step = 0 THEN 1 ELSE 3 END"
    " END",
}
"""What a column gets, as SQL, that can't have what it has; others have no value, 0, or what of a text is readable."""
_LAST = (("review", "kind"), ("review", "day"), ("review", "phase"), ("review", "rating"))
"""What is mended by other columns of its row, and so after them, in this order."""


@dataclass(frozen=True, slots=True)
class Value:
    """A column, the SQL that is true for a value that it can't have, and the SQL for what it gets instead."""

    table: str
    name: str
    wrong: str
    instead: str


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the statements of this module use, and let it read texts that are none."""
    connection.create_function("is_text", 1, _is_text, deterministic=True)
    connection.create_function("mended", 1, _mended, deterministic=True)
    connection.text_factory = lambda raw: raw.decode(errors="replace")


def _is_text(raw: Any) -> bool:
    try:
        return "\0" not in raw.decode()
    except (AttributeError, UnicodeDecodeError):
        return False


def _mended(raw: bytes | None) -> str:
    return (raw or b"").decode(errors="replace").replace("\0", "\ufffd")


def columns() -> Iterator[Value]:
    """Yield all columns that can have a wrong value, in the order in which they are mended."""
    found = [_value(table, column) for table in TABLES for column in SQLModel.metadata.tables[table].columns]
    kept = [value for value in found if value.wrong]
    yield from (value for value in kept if (value.table, value.name) not in _LAST)
    for place in _LAST:
        yield from (value for value in kept if (value.table, value.name) == place)


def _value(table: str, column: Column[Any]) -> Value:
    name = f'"{column.name}"'
    right = _right(table, column, name)
    if table == "review" and column.name == "rating":
        right = f"CASE WHEN {_ANSWER} THEN {name} IS NOT NULL AND {right} ELSE {name} IS NULL END"
        return Value(table, column.name, f"NOT ({right})", _MENDED[table, column.name])
    wrong = f"{name} IS NOT NULL AND NOT ({right})" if column.nullable else f"{name} IS NULL OR NOT ({right})"
    return Value(table, column.name, wrong, _instead(table, column, name))


def _right(table: str, column: Column[Any], name: str) -> str:
    """Return the SQL that is true for a value, not NULL, that a column can have."""
    kind = column.type
    if isinstance(kind, JSON):
        return f"typeof({name}) = 'text' AND is_text(CAST({name} AS BLOB)) AND json_valid({name})"
    if is_text(column):
        return f"typeof({name}) = 'text' AND ({name} = '' OR is_text(CAST({name} AS BLOB)))"
    if isinstance(kind, Float):
        least, most = _FLOATS[column.name]
        return f"typeof({name}) IN ('real', 'integer') AND {name} BETWEEN {least} AND {most}"
    least, most = _range(table, column)
    return f"typeof({name}) = 'integer' AND {name} BETWEEN {least} AND {most}"


def _range(table: str, column: Column[Any]) -> tuple[float, float]:
    kind = column.type
    if isinstance(kind, Code):
        return min(kind.members), max(kind.members)
    if isinstance(kind, StudyDay):
        return _DAYS
    if isinstance(kind, Instant):
        return _INSTANTS
    if isinstance(kind, TenThousandths):
        return 0, TEN_THOUSAND
    if isinstance(kind, Boolean):
        return 0, 1
    assert isinstance(kind, Integer)
    signed = column.name in ("position",)
    return _RANGES.get((table, column.name), (-_NUMBER if signed else 0, _NUMBER))


def _instead(table: str, column: Column[Any], name: str) -> str:
    chosen = _MENDED.get((table, column.name))
    if chosen is not None:
        return chosen
    if column.nullable:
        return "NULL"
    if isinstance(column.type, JSON):
        read = MENDED.format(name=name)
        return f"CASE WHEN json_valid({read}) THEN {read} ELSE '{{}}' END"
    return MENDED.format(name=name) if is_text(column) else "0"


def is_text(column: Column[Any]) -> bool:
    """Tell whether a column has plain text."""
    return isinstance(column.type, String) or isinstance(getattr(column.type, "impl", None), String)


def examine(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield the columns that have values which they can't have. The connection is one of :func:`prepare`."""
    for table in TABLES:
        mine = [value for value in columns() if value.table == table]
        sums = ", ".join(f"sum(CASE WHEN {value.wrong} THEN 1 ELSE 0 END)" for value in mine)
        counts = connection.execute(f"SELECT {sums} FROM {table} NOT INDEXED").fetchone()
        for value, count in zip(mine, counts, strict=True):
            if count:
                yield _finding(connection, value, count)


def _finding(connection: sqlite3.Connection, value: Value, count: int) -> Finding:
    statement = f"SELECT rowid FROM {value.table} NOT INDEXED WHERE {value.wrong} LIMIT {SHOWN}"
    rows = tuple(str(row[0]) for row in connection.execute(statement))
    said = ngettext(
        "{count} row of “{table}” has a value in “{column}” that cannot be there.",
        "{count} rows of “{table}” have a value in “{column}” that cannot be there.",
        count,
    )
    message = said.format(count=count, table=value.table, column=value.name)
    return Finding(f"value-{value.table}-{value.name}", message, count=count, examples=rows)
