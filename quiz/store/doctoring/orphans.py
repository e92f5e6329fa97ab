"""What belongs to something that is gone gets something to belong to again: nothing that was learnt is thrown away.

A card, note or entry of the log whose other half is lost goes into a deck or a note that is made for it and says so.
Such cards are suspended: nobody can answer them, but merging their note with the right one gives their history back.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime

from quiz.cards import NoteType, key_of
from quiz.locale import _, ngettext
from quiz.store import notes, rows
from quiz.store.columns import to_milliseconds
from quiz.store.doctoring import mending
from quiz.store.doctoring.changes import Change, changed
from quiz.store.doctoring.heads import LOST
from quiz.store.insertion import json_text
from quiz.text import folded

Writer = sqlite3.Connection

_DECKS = (
    "SELECT deck_id FROM (SELECT deck_id FROM note_type UNION SELECT deck_id FROM note UNION SELECT deck_id FROM card)"
    " WHERE deck_id NOT IN (SELECT id FROM deck) ORDER BY deck_id"
)
_TYPES = "SELECT DISTINCT type_id FROM note WHERE type_id NOT IN (SELECT id FROM note_type) ORDER BY type_id"
_NOTES = "SELECT DISTINCT note_id FROM card WHERE note_id NOT IN (SELECT id FROM note) ORDER BY note_id"
_CARDS = "SELECT DISTINCT card_id FROM review WHERE card_id NOT IN (SELECT id FROM card) ORDER BY card_id"
_CONFUSED = "SELECT id FROM review WHERE confused_with IS NOT NULL AND confused_with NOT IN (SELECT id FROM note)"
_FRESH = (
    "INSERT INTO card (id, note_id, direction, deck_id, position, phase, reps, lapses, suspended, flag, retired,"
    " revision) VALUES (?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 0)"
)


def adopt(writer: Writer, now: datetime) -> Iterator[Change]:
    """Let every row belong to something that is there."""
    yield from _decks(writer, now)
    yield from _types(writer)
    yield from _notes(writer, now)
    yield from _cards(writer, now)
    lost = [row[0] for row in writer.execute(_CONFUSED)]
    writer.execute(f"UPDATE review SET confused_with = NULL WHERE id IN ({_CONFUSED})")
    yield from changed(
        "confused",
        lost,
        lambda n: ngettext(
            "{count} entry of the log names no other note any more.",
            "{count} entries of the log name no other note any more.",
            n,
        ),
    )
    for table in ("day", "hour"):
        writer.execute(f"DELETE FROM {table} WHERE deck_id NOT IN (SELECT id FROM deck)")


def _numbers(writer: Writer, statement: str) -> list[int]:
    return [row[0] for row in writer.execute(statement)]


def _decks(writer: Writer, now: datetime) -> Iterator[Change]:
    lost = _numbers(writer, _DECKS)
    for number in lost:
        _add_deck(writer, number, now)
    yield from changed(
        "deck-recovered",
        lost,
        lambda n: ngettext(
            "{count} deck whose name and settings are lost was made again.",
            "{count} decks whose names and settings are lost were made again.",
            n,
        ),
    )


def _add_deck(writer: Writer, number: int | None, now: datetime) -> int:
    """Add a deck for what was recovered and return its id."""
    taken = {row[0] for row in writer.execute("SELECT name FROM deck")}
    base = _("Recovered") if number is None else _("Recovered {number}").format(number=number)
    name = next(one for one in (base, *(f"{base} ({n})" for n in range(2, len(taken) + 3))) if one not in taken)
    added = writer.execute(
        "INSERT INTO deck (id, name, titles, description, language, settings, categories, front, imported, created)"
        " VALUES (?, ?, '{}', '', '', '{}', '[]', '{}', '{}', ?)",
        [number, name, to_milliseconds(now)],
    )
    assert added.lastrowid is not None
    return added.lastrowid


def _types(writer: Writer) -> Iterator[Change]:
    lost = _numbers(writer, _TYPES)
    for number in lost:
        deck = writer.execute("SELECT min(deck_id) FROM note WHERE type_id = ?", [number]).fetchone()[0]
        _add_type(writer, number, deck, mending.remade_type(writer, number))
    yield from changed(
        "type-recovered",
        lost,
        lambda n: ngettext(
            "{count} note type was made again from its notes.",
            "{count} note types were made again from their notes.",
            n,
        ),
    )


def _add_type(writer: Writer, number: int | None, deck_id: int, kind: NoteType) -> int:
    taken = {row[0] for row in writer.execute("SELECT name FROM note_type WHERE deck_id = ?", [deck_id])}
    name = next(one for one in ("basic", *(f"recovered-{n}" for n in range(1, len(taken) + 2))) if one not in taken)
    stored = rows.note_type_values(kind)
    added = writer.execute(
        "INSERT INTO note_type (id, deck_id, name, fields, key_field, directions) VALUES (?, ?, ?, ?, ?, ?)",
        [number, deck_id, name, json_text(stored["fields"]), kind.key_field, json_text(stored["directions"])],
    )
    assert added.lastrowid is not None
    return added.lastrowid


def _notes(writer: Writer, now: datetime) -> Iterator[Change]:
    """Make notes for cards without one, and suspend these."""
    lost = _numbers(writer, _NOTES)
    types: dict[tuple[int, tuple[str, ...]], int] = {}
    for number in lost:
        found = writer.execute("SELECT deck_id, direction FROM card WHERE note_id = ? ORDER BY direction", [number])
        places = found.fetchall()
        deck_id, slugs = places[0][0], tuple(dict.fromkeys(slug for _deck, slug in places))
        _add_note(writer, number, deck_id, _type_for(writer, types, deck_id, slugs), now, _("note {number}"))
        writer.execute("UPDATE card SET suspended = 1, revision = revision + 1 WHERE note_id = ?", [number])
    yield from changed(
        "note-recovered",
        lost,
        lambda n: ngettext(
            "{count} note whose texts are lost was made again, and its cards were suspended.",
            "{count} notes whose texts are lost were made again, and their cards were suspended.",
            n,
        ),
    )


def _type_for(
    writer: Writer, types: dict[tuple[int, tuple[str, ...]], int], deck_id: int, slugs: tuple[str, ...]
) -> int:
    """Return a note type of a deck for notes without texts that are asked in these directions."""
    if (deck_id, slugs) not in types:
        types[deck_id, slugs] = _add_type(writer, None, deck_id, mending.type_of(0, "", [], slugs))
    return types[deck_id, slugs]


def _add_note(writer: Writer, number: int | None, deck_id: int, type_id: int, now: datetime, named: str) -> int:
    """Add a note without texts, whose key is its number, and return its id."""
    row = writer.execute("SELECT ifnull(max(id), 0) + 1 FROM note").fetchone()
    number = row[0] if number is None else number
    key = key_of(named.format(number=number))
    fields = {"key": key, "meaning": LOST}
    place = writer.execute("SELECT ifnull(max(position), -1) + 1 FROM note WHERE deck_id = ?", [deck_id]).fetchone()[0]
    instant = to_milliseconds(now)
    writer.execute(
        'INSERT INTO note (id, guid, deck_id, type_id, "key", fields, tags, category, position, created, changed,'
        " search_text) VALUES (?, ?, ?, ?, ?, ?, '', '', ?, ?, ?, ?)",
        [number, notes.random_guid(), deck_id, type_id, key, json_text(fields), place, instant, instant,
         folded("\n".join(fields.values()))],
    )  # fmt: skip
    return number


def _cards(writer: Writer, now: datetime) -> Iterator[Change]:
    """Make cards for entries of the log without one, each of a note of its own in a deck of its own, suspended."""
    lost = _numbers(writer, _CARDS)
    if lost:
        deck_id = _add_deck(writer, None, now)
        type_id = _add_type(writer, None, deck_id, mending.type_of(0, "", [], ["meaning"]))
        for number in lost:
            note_id = _add_note(writer, None, deck_id, type_id, now, _card_name(number))
            writer.execute(_FRESH, [number, note_id, "meaning", deck_id, 0, 1])
    yield from changed("card-recovered", lost, _card_words)


def _card_name(number: int) -> str:
    return _("card {number}").format(number=number)


def _card_words(count: int) -> str:
    return ngettext(
        "The log of {count} card that is lost was kept, in the deck “{deck}”; the card is suspended.",
        "The logs of {count} cards that are lost were kept, in the deck “{deck}”; the cards are suspended.",
        count,
    ).replace("{deck}", _("Recovered"))


def add_missing(writer: Writer, missing: Sequence[tuple[int, str]]) -> None:
    """Add new cards of notes, given by the notes' ids and the slugs of directions."""
    for note_id, slug in missing:
        row = writer.execute("SELECT deck_id, position FROM note WHERE id = ?", [note_id]).fetchone()
        writer.execute(_FRESH, [None, note_id, slug, row[0], row[1], 0])
