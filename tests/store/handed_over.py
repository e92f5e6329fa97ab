"""Whole databases as they are, without the numbers that are their own, and collections handed from one to another."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from quiz.collection import Collection
from quiz.formats import ReadOptions, SourceFile
from quiz.formats.json import read, write
from quiz.store import ImportReport, Store
from tests.store.support import NOW

_NAMES = {"deck_id": "deck", "type_id": "type", "note_id": "note", "card_id": "card", "confused_with": "note"}


def written(store: Store) -> str:
    """Everything in a store as JSON."""
    return "".join(write(store.everything()))


def collection(text: str) -> Collection:
    """What a text has."""
    found = read(
        SourceFile("collection.json", data=text.encode("utf-8", "surrogatepass")), ReadOptions("deck")
    ).collection
    assert found is not None
    return found


def take_in(store: Store, text: str, **more: Any) -> tuple[ImportReport, ...]:
    """Import a text."""
    return store.import_collection(collection(text), now=more.pop("now", NOW), **more)


def hand_over(source: Store, target: Store, now: datetime = NOW) -> tuple[ImportReport, ...]:
    """Import everything of one store into another."""
    return take_in(target, written(source), now=now)


def changed(store: Store, **parts: Any) -> str:
    """What a store writes, with other members of the whole."""
    return json.dumps({**json.loads(written(store)), **parts}, ensure_ascii=False)


@contextmanager
def stores(folder: Path, count: int) -> Iterator[list[Store]]:
    """Some empty databases."""
    opened = [Store.open(folder / f"{number}.db", NOW) for number in range(count)]
    try:
        yield opened
    finally:
        for store in opened:
            store.close()


def contents(store: Store, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """Every row of every table but ``meta``, with names and guids instead of the numbers of the database.

    ``without`` names columns, as ``note.changed``, that are left out.
    """
    with closing(sqlite3.connect(store.path)) as reader:
        reader.row_factory = sqlite3.Row
        names = _names(reader)
        tables = ("deck", "note_type", "note", "card", "review", "day", "hour")
        return {table: sorted(_rows(reader, table, names, without)) for table in tables}


def _names(reader: sqlite3.Connection) -> dict[str, dict[Any, str]]:
    decks: dict[Any, str] = {}
    for row in reader.execute("SELECT id, name, deleted FROM deck ORDER BY id"):
        name = f"{row['name'].removesuffix('::::' + str(row['id']))}|{row['deleted']}|"
        decks[row["id"]] = name + str(sum(other.startswith(name) for other in decks.values()))
    types = {row["id"]: f"{decks[row['deck_id']]}/{row['name']}" for row in reader.execute("SELECT * FROM note_type")}
    notes = {row["id"]: row["guid"] for row in reader.execute("SELECT id, guid FROM note")}
    cards = {row["id"]: f"{notes[row['note_id']]}/{row['direction']}" for row in reader.execute("SELECT * FROM card")}
    return {"deck": decks, "type": types, "note": notes, "card": cards, "note_type": types}


def _rows(
    reader: sqlite3.Connection, table: str, names: dict[str, dict[Any, str]], without: Sequence[str]
) -> Iterator[str]:
    for row in reader.execute(f"SELECT * FROM {table}"):
        values = {}
        for name in row.keys():  # noqa: SIM118  a row yields its values
            value = row[name]
            if name in _NAMES:
                value = None if value is None else names[_NAMES[name]][value]
            elif name == "id" and table in names:
                value = names[table][value]
            elif table == "deck" and name == "name":
                value = names["deck"][row["id"]]
            elif isinstance(value, str) and value[:1] in ("{", "["):
                value = json.loads(value)
            if f"{table}.{name}" not in without:
                values[name] = value
        yield json.dumps(values, sort_keys=True, ensure_ascii=False)
