"""Writing the rows that were found into a new database, each once, and what only the indexes know."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Float
from sqlmodel import SQLModel

from quiz.store import models as _models
from quiz.store.columns import to_milliseconds
from quiz.store.doctoring.values import is_text
from quiz.store.raw.finding import INDEXES, TABLES, Found, Row

_AT_ONCE = 10_000
_ONCE: dict[str, str] = {"deck": "name", "note_type": "name", "note": "guid"}
"""The column of each table whose text no other row may have."""
_EMPTY_JSON = {"categories": "[]", "fields": "{}", "directions": "[]"}

assert set(TABLES) <= set(SQLModel.metadata.tables), _models

_CARD_ENTRIES = """
INSERT OR IGNORE INTO card (id, note_id, direction, deck_id, position, phase, reps, lapses, suspended, flag, retired,
 revision)
SELECT a.row, a.note_id, a.direction, q.deck_id, q.position, 0, 0, 0, 0, 0, 0, 0
FROM temp.found_sqlite_autoindex_card_1 a
LEFT JOIN temp.found_card_queue q ON q.row = a.row
WHERE a.row NOT IN (SELECT id FROM card) AND typeof(a.note_id) = 'integer' AND q.deck_id IS NOT NULL
"""
_NOTE_ENTRIES = """
INSERT OR IGNORE INTO note (id, guid, deck_id, type_id, "key", fields, tags, category, position, created, changed,
 search_text)
SELECT g.row, g.guid, k.deck_id, ifnull((SELECT min(t.id) FROM note_type t WHERE t.deck_id = k.deck_id), 1),
 k."key", '{}', '', '', ifnull(p.position, g.row), :now, :now, ''
FROM temp.found_sqlite_autoindex_note_1 g
JOIN temp.found_note_by_key k ON k.row = g.row
LEFT JOIN temp.found_note_by_position p ON p.row = g.row
WHERE g.row NOT IN (SELECT id FROM note)
"""
_DECK_ENTRIES = """
INSERT OR IGNORE INTO deck (id, name, titles, description, language, settings, categories, front, imported, created)
SELECT row, name, '{}', '', '', '{}', '[]', '{}', '{}', ?
FROM temp.found_sqlite_autoindex_deck_1 WHERE row NOT IN (SELECT id FROM deck) AND typeof(name) = 'text'
"""
_LOST = "SELECT count(DISTINCT row) FROM temp.found_review_by_card WHERE row NOT IN (SELECT id FROM review)"


class Intake:
    """Takes rows into a new database, on a connection whose transaction has begun."""

    def __init__(self, writer: sqlite3.Connection) -> None:
        self._writer = writer
        self._joined: list[tuple[int, int]] = []

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self._writer.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def take(self, found: Found) -> None:
        """Take every row that can be reached, then those on other pages whose numbers nobody has yet."""
        for table in TABLES:
            self._add(table, found.rows(table))
        for index, names in INDEXES.items():
            self._note_entries(index, names, found)
        parts = found.strays()
        while batch := list(islice(parts, _AT_ONCE)):
            for table in TABLES:
                self._add(table, (row for of, row in batch if of == table))
        self._writer.executemany("UPDATE review SET card_id = ? WHERE card_id = ?", self._joined)

    def complete(self, now: datetime) -> int:
        """Add the decks, cards and notes that only the indexes know; return how many entries of the log are lost."""
        self._writer.execute(_DECK_ENTRIES, [to_milliseconds(now)])
        self._writer.execute(_CARD_ENTRIES)
        if self.count("deck"):  # else those that come with the program would come again
            self._writer.execute("INSERT OR IGNORE INTO meta VALUES ('first_decks', 'done')")
        self._writer.execute(_NOTE_ENTRIES, {"now": to_milliseconds(now)})
        return int(self._writer.execute(_LOST).fetchone()[0])

    def _note_entries(self, index: str, names: Sequence[str], found: Found) -> None:
        columns = ", ".join(f'"{name}"' for name in names)
        self._writer.execute(f"CREATE TEMP TABLE found_{index} ({columns}, row INTEGER PRIMARY KEY)")
        marks = ", ".join("?" * (len(names) + 1))
        entries = (entry for entry in found.entries(index) if isinstance(entry[-1], int))
        self._writer.executemany(f"INSERT OR IGNORE INTO temp.found_{index} VALUES ({marks})", entries)

    def _add(self, table: str, rows: Iterator[Row]) -> None:
        if table == "meta":
            self._add_meta(rows)
            return
        columns = list(SQLModel.metadata.tables[table].columns)
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT OR IGNORE INTO {table} VALUES ({marks})"
        complete = (_complete(columns, number, values) for number, values in rows if len(values) <= len(columns))
        if table == "review":
            self._writer.executemany(statement, complete)
            return
        for values in complete:
            if not self._writer.execute(statement, values).rowcount:
                self._add_otherwise(table, statement, columns, values)

    def _add_meta(self, rows: Iterator[Row]) -> None:
        """Take what is known of the file itself, without the number of its schema, which is that of the new one."""
        for _number, values in rows:
            if len(values) == len(("key", "value")) and values[0] in ("device", "first_decks"):
                self._writer.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)

    def _add_otherwise(self, table: str, statement: str, columns: Sequence[Any], values: list[Any]) -> None:
        """Take a row whose name or guid another one has: it gets one of its own. A card twice is joined with it."""
        if self._writer.execute(f"SELECT 1 FROM {table} WHERE id = ?", values[:1]).fetchone():
            return
        names = [column.name for column in columns]
        if table in _ONCE:
            place = names.index(_ONCE[table])
            values[place] = f"{values[place]} ({values[0]})" if table != "note" else secrets.token_urlsafe(9)
            self._writer.execute(statement, values)
        elif table == "card":
            same = "SELECT id FROM card WHERE note_id = ? AND direction = ?"
            kept = self._writer.execute(same, values[1:3]).fetchone()
            if kept is not None:
                self._joined.append((kept[0], values[0]))


def _complete(columns: Sequence[Any], number: int, values: Sequence[Any]) -> list[Any]:
    """Return a row with its number, and with what columns have that it lacks."""
    row = [*values, *[None] * (len(columns) - len(values))]
    row[0] = number
    for place, column in enumerate(columns):
        if row[place] is None and not column.nullable:
            row[place] = _nothing(column)
        elif isinstance(column.type, Float) and isinstance(row[place], str | bytes):
            row[place] = None
    return row


def _nothing(column: Any) -> Any:
    if column.name in _EMPTY_JSON:
        return _EMPTY_JSON[column.name]
    if isinstance(column.type, JSON):
        return "{}"
    return "" if is_text(column) else 0
