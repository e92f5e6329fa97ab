"""Mending what is in the rows themselves: values that can't be there, JSON that can't be read, texts that follow."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from quiz.cards import NoteType
from quiz.deck_drafts import default_directions
from quiz.locale import _, ngettext
from quiz.store import migrations, rows
from quiz.store.columns import to_milliseconds
from quiz.store.doctoring import files, heads, rules, values
from quiz.store.doctoring.changes import Change, changed
from quiz.store.insertion import json_text

Writer = sqlite3.Connection
_PLAIN: dict[str, Any] = {"titles": {}, "front": {}, "imported": {}, "settings": {}, "categories": []}


def schema(writer: Writer) -> Iterator[Change]:
    """Make the tables and indexes that are missing, and indexes that are over other columns anew."""
    found, wanted = files.schema_of(writer), files.expected()
    made = files.statements()
    lost = [name for name in made if name not in found.tables and name not in found.indexes]
    others = [
        name for name, over in wanted.indexes.items() if name in found.indexes and found.indexes[name] != over
    ]  # fmt: skip
    for name in others:
        writer.execute(f"DROP INDEX {name}")
    for name in made:
        if name in lost or name in others:
            writer.execute(made[name])
    yield from changed(
        "schema-made",
        [*lost, *others],
        lambda n: ngettext("{count} table or index was made.", "{count} tables or indexes were made.", n),
    )


def meta(writer: Writer) -> Iterator[Change]:
    """Let the file say its schema and the number of its device."""
    known = dict(writer.execute("SELECT key, value FROM meta").fetchall())
    if known.get("schema") != str(migrations.latest()):
        writer.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", [str(migrations.latest())])
        writer.execute("INSERT OR IGNORE INTO meta SELECT 'first_decks', 'done' WHERE EXISTS (SELECT 1 FROM deck)")
        yield Change("meta-schema", _("The number of the schema was written again."))
    device = str(known.get("device", ""))
    if not device.isdecimal() or int(device) >= 1 << migrations.DEVICE_BITS:
        number = str(secrets.randbits(migrations.DEVICE_BITS))
        writer.execute("INSERT OR REPLACE INTO meta VALUES ('device', ?)", [number])
        yield Change("meta-device", _("This device got a new number for the answers to come."))


def columns(writer: Writer, now: datetime) -> Iterator[Change]:
    """Give columns that have what can't be there what else is known of them, or nothing."""
    for value in values.columns():
        statement = f'UPDATE OR IGNORE {value.table} SET "{value.name}" = {value.instead} WHERE {value.wrong}'
        found = [row[0] for row in writer.execute(f"SELECT rowid FROM {value.table} WHERE {value.wrong}")]
        if found:
            writer.execute(statement, {"now": to_milliseconds(now)} if ":now" in statement else {})
            yield from changed(f"value-{value.table}-{value.name}", found, _value_words(value))


def _value_words(value: values.Value) -> Any:
    def words(count: int) -> str:
        said = ngettext(
            "{count} row of “{table}” got a readable value in “{column}”.",
            "{count} rows of “{table}” got readable values in “{column}”.",
            count,
        )
        return said.replace("{table}", value.table).replace("{column}", value.name)

    return words


def decks(writer: Writer) -> Iterator[Change]:
    """Let decks have settings, titles and categories that can be read; those that can be are kept."""
    done = []
    names = list(heads.DECK_SHAPES)
    for number, *texts in writer.execute(f"SELECT id, {', '.join(names)} FROM deck").fetchall():
        for name, text in zip(names, texts, strict=True):
            value = heads.loaded(text)
            good = value if heads.DECK_SHAPES[name](value) else _PLAIN[name]
            good = heads.good_settings(good) if name == "settings" else good
            if good != value:
                writer.execute(f"UPDATE deck SET {name} = ? WHERE id = ?", [json_text(good), number])
                done.append(f"{number}: {name}")
    yield from changed(
        "deck-settings",
        done,
        lambda n: ngettext(
            "{count} part of a deck's settings and titles was set to what is usual.",
            "{count} parts of decks' settings and titles were set to what is usual.",
            n,
        ),
    )


def note_types(writer: Writer, numbers: Sequence[int]) -> Iterator[Change]:
    """Make note types again that can't be read, from the fields of their notes and the directions of their cards."""
    for number in numbers:
        kind = remade_type(writer, number)
        stored = rows.note_type_values(kind)
        writer.execute(
            "UPDATE note_type SET fields = ?, key_field = ?, directions = ? WHERE id = ?",
            [json_text(stored["fields"]), kind.key_field, json_text(stored["directions"]), number],
        )
    yield from changed(
        "note-type",
        numbers,
        lambda n: ngettext(
            "{count} note type was made again from its notes.",
            "{count} note types were made again from their notes.",
            n,
        ),
    )


def remade_type(reader: Writer, number: int, name: str = "") -> NoteType:
    """Return a note type as its notes and cards show it: their fields, and the directions in which they are asked."""
    found = reader.execute(
        'SELECT "key", fields FROM note WHERE type_id = ? ORDER BY id LIMIT 100', [number]
    ).fetchall()
    asked = (
        "SELECT DISTINCT c.direction FROM card c JOIN note n ON n.id = c.note_id WHERE n.type_id = ?"
        " AND NOT c.retired ORDER BY c.direction"
    )
    slugs = [row[0] for row in reader.execute(asked, [number])]
    return type_of(number, name, [(key, heads.loaded(fields)) for key, fields in found], slugs)


def type_of(number: int, name: str, notes: Sequence[tuple[str, Any]], slugs: Sequence[str]) -> NoteType:
    """Return a note type for notes, given by their keys and fields, and for the slugs of their cards."""
    fields, key_field = _fields_of(notes)
    usual = default_directions(fields, key_field)
    if not slugs or set(slugs) == {direction.slug for direction in usual}:
        return NoteType(name, fields, key_field, usual, number)
    others = tuple(field for field in fields if field != key_field)
    ways = {direction.slug: direction for direction in usual}
    directions = tuple(ways.get(slug) or type(usual[0])(slug, (key_field,), others) for slug in slugs)
    return NoteType(name, fields, key_field, directions, number)


def _fields_of(notes: Sequence[tuple[str, Any]]) -> tuple[tuple[str, ...], str]:
    """Return the names of fields that the notes have in common, and which of them is the key."""
    good = [(key, fields) for key, fields in notes if heads.is_texts(fields) and len(fields) > 1]
    if not good:
        return ("key", "meaning"), "key"
    names = tuple(name for name in good[0][1] if all(name in fields for _key, fields in good))
    names = names if len(names) > 1 else tuple(good[0][1])
    agree = {name: sum(fields.get(name, "") == key for key, fields in good) for name in names}
    return names, max(names, key=lambda name: agree[name])


def notes(writer: Writer, head: heads.Head) -> Iterator[Change]:
    """Let keys, texts for searching and tags be what follows from the texts of the notes."""
    done: dict[str, list[int]] = {name: [] for name in _NOTE_COLUMNS}
    for number, changes in list(heads.wrong_notes(writer, head.types)):
        for name, value in changes.items():
            text = value if isinstance(value, str) else json_text(value)
            writer.execute(f'UPDATE note SET "{_NOTE_COLUMNS[name]}" = ? WHERE id = ?', [text, number])
            done[name].append(number)
    for name, numbers in done.items():
        yield from changed(f"note-{name}", numbers, _NOTE_WORDS[name])


_NOTE_COLUMNS = {"fields": "fields", "key": "key", "search": "search_text", "tags": "tags", "imported": "imported"}
_NOTE_WORDS = {
    "fields": lambda n: ngettext(
        "The fields of {count} note were made again, from what is known of them.",
        "The fields of {count} notes were made again, from what is known of them.",
        n,
    ),
    "key": lambda n: ngettext("{count} note got the key of its text.", "{count} notes got the keys of their texts.", n),
    "search": lambda n: ngettext(
        "{count} note is found by its texts again.", "{count} notes are found by their texts again.", n
    ),
    "tags": lambda n: ngettext(
        "The tags of {count} note were put in order.", "The tags of {count} notes were put in order.", n
    ),
    "imported": lambda n: ngettext(
        "{count} note counts as imported as it is now.", "{count} notes count as imported as they are now.", n
    ),
}


def memories(writer: Writer) -> Iterator[Change]:
    """Let entries of the log have a memory or none, and not half of one."""
    found = [row[0] for row in writer.execute(rules.HALF_MEMORY.format(table="review"))]
    writer.execute(
        "UPDATE review SET stability = NULL, difficulty = NULL WHERE (stability IS NULL) <> (difficulty IS NULL)"
    )
    yield from changed(
        "review-half-memory",
        found,
        lambda n: ngettext(
            "{count} entry of the log has no memory now.", "{count} entries of the log have no memory now.", n
        ),
    )
