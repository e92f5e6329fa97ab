"""What decks, note types and notes have inside JSON: whether it is readable, and what statements need of it."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quiz.cards import JUDGES, NoteType, key_of
from quiz.deck_settings import DECK_SETTINGS
from quiz.locale import ngettext
from quiz.store import rows
from quiz.store.doctoring.findings import Finding, of_rows
from quiz.study_settings import DeckSettings
from quiz.text import folded

DECK_SHAPES: dict[str, Callable[[Any], bool]] = {
    "titles": lambda value: is_texts(value),
    "front": lambda value: is_texts(value),
    "imported": lambda value: isinstance(value, dict),
    "settings": lambda value: isinstance(value, dict),
    "categories": lambda value: is_categories(value),
}
"""Whether each column of ``deck`` with JSON has what the program takes."""


@dataclass(frozen=True, slots=True)
class Head:
    """What decks and note types say: slugs off by deck, slugs asked by note type, both as a whole."""

    off: dict[int, tuple[str, ...]] = field(default_factory=dict)
    asked: dict[int, list[str]] = field(default_factory=dict)
    types: dict[int, NoteType] = field(default_factory=dict)
    settings: dict[int, DeckSettings] = field(default_factory=dict)


def loaded(text: Any) -> Any:
    """Return the value of a text of JSON, or nothing where it is none."""
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None


def is_texts(value: Any) -> bool:
    """Tell whether a value is texts by names."""
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def is_categories(value: Any) -> bool:
    """Tell whether a value is a list of categories, as it is stored."""
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and one.keys() == {"code", "title", "titles"}
        and is_texts({"code": one["code"], "title": one["title"]})
        and is_texts(one["titles"])
        for one in value
    )


def good_settings(value: Any) -> dict[str, Any]:
    """Return those of the settings of a deck that exist and have a value which they take."""
    given = value if isinstance(value, dict) else {}
    return {name: one for name, one in given.items() if name in DECK_SETTINGS and _is_setting(name, one)}


def _is_setting(name: str, value: Any) -> bool:
    setting, wanted = DECK_SETTINGS[name], tuple(value) if isinstance(value, list) else value
    try:
        return bool(setting.parse(setting.show(wanted)) is not None) and _same_kind(name, wanted)
    except Exception:  # a value of any kind may be there, and show takes only its own
        return False


def _same_kind(name: str, value: Any) -> bool:
    usual = getattr(DeckSettings(), name)
    kinds = (int, float) if isinstance(usual, float) else (type(usual),)
    return isinstance(value, kinds) and not isinstance(value, bool)


def note_type(row: Any) -> NoteType | None:
    """Return the note type of a row (id, name, fields, key_field, directions), or nothing where it can't be read."""
    number, name, fields, key_field, directions = row
    names, ways = loaded(fields), loaded(directions)
    if not _is_names(names) or key_field not in names or not isinstance(ways, list):
        return None
    if not all(_is_direction(one) for one in ways) or len({one["slug"] for one in ways}) < len(ways):
        return None
    return rows.note_type(_Row(id=number, name=name, fields=names, key_field=key_field, directions=ways))  # type: ignore[arg-type]


class _Row:
    """A row as :mod:`quiz.store.rows` takes it."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(name, str) for name in value)


def _is_direction(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and one.keys() >= {"slug", "prompt", "answer", "hint", "judge"}
        and isinstance(one["slug"], str)
        and _is_names(one["prompt"])
        and _is_names(one["answer"])
        and (one["hint"] == [] or _is_names(one["hint"]))
        and one["judge"] in JUDGES
    )


TYPE_COLUMNS = "id, name, fields, key_field, directions"


def read(connection: sqlite3.Connection) -> Head:
    """Return what decks and note types say, as far as it can be read."""
    head = Head()
    for number, settings in connection.execute("SELECT id, settings FROM deck"):
        head.settings[number] = rows.settings(good_settings(loaded(settings)))
        head.off[number] = head.settings[number].directions_off
    for row in connection.execute(f"SELECT {TYPE_COLUMNS} FROM note_type"):
        kind = note_type(row)
        if kind is not None:
            head.types[kind.id] = kind
            head.asked[kind.id] = [direction.slug for direction in kind.directions]
    return head


def examine(connection: sqlite3.Connection, head: Head) -> Iterator[Finding]:
    """Yield what is wrong inside the JSON of decks, note types and notes, and what follows from the texts of notes."""
    yield from of_rows(
        "deck-settings",
        _wrong_decks(connection),
        lambda n: ngettext(
            "{count} part of a deck's settings and titles cannot be read.",
            "{count} parts of decks' settings and titles cannot be read.",
            n,
        ),
    )
    yield from of_rows(
        "note-type",
        (row[0] for row in connection.execute("SELECT id FROM note_type") if row[0] not in head.types),
        lambda n: ngettext("{count} note type cannot be read.", "{count} note types cannot be read.", n),
    )
    wrong: dict[str, list[int]] = {"fields": [], "key": [], "search": [], "tags": [], "imported": []}
    for number, changes in wrong_notes(connection, head.types):
        for name in changes:
            wrong[name].append(number)
    for name, found in wrong.items():
        yield from of_rows(f"note-{name}", found, _NOTE_WORDS[name])


_NOTE_WORDS = {
    "fields": lambda n: ngettext(
        "The fields of {count} note cannot be read.", "The fields of {count} notes cannot be read.", n
    ),
    "key": lambda n: ngettext(
        "{count} note has another key than its text.", "{count} notes have other keys than their texts.", n
    ),
    "search": lambda n: ngettext(
        "{count} note is not found by its texts.", "{count} notes are not found by their texts.", n
    ),
    "tags": lambda n: ngettext(
        "The tags of {count} note cannot be read.", "The tags of {count} notes cannot be read.", n
    ),
    "imported": lambda n: ngettext(
        "What was last imported of {count} note cannot be read.",
        "What was last imported of {count} notes cannot be read.",
        n,
    ),
}


def _wrong_decks(connection: sqlite3.Connection) -> Iterator[str]:
    names = list(DECK_SHAPES)
    for number, *texts in connection.execute(f"SELECT id, {', '.join(names)} FROM deck"):
        for name, text in zip(names, texts, strict=True):
            value = loaded(text)
            if not DECK_SHAPES[name](value):
                yield f"{number}: {name}"
            elif name == "settings":
                yield from (f"{number}: {one}" for one in value if one not in good_settings(value))


def wrong_notes(connection: sqlite3.Connection, types: Mapping[int, NoteType]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the notes of which something is wrong, by their ids, with what each part of it would be."""
    statement = 'SELECT id, type_id, "key", fields, tags, imported, search_text FROM note ORDER BY id'
    for number, type_id, key, fields, tags, imported, search in connection.execute(statement):
        changes = _wrong_note(types.get(type_id), (_text(key), fields, _text(tags), imported, _text(search)))
        if changes:
            yield number, changes


def _text(value: Any) -> str:
    """Return a text, or none for a value of another kind, which is a finding of its own."""
    return value if isinstance(value, str) else ""


def _wrong_note(kind: NoteType | None, row: tuple[Any, ...]) -> dict[str, Any]:
    key, fields, tags, imported, search = row
    changes: dict[str, Any] = {}
    texts = loaded(fields)
    if not is_texts(texts) or not texts:
        texts = remade_fields(kind, key, search)
        changes["fields"] = texts
    if kind is not None and not key_of(texts.get(kind.key_field, "")):
        changes["fields"] = texts = {**texts, kind.key_field: key or LOST}
    if kind is not None and key != key_of(texts[kind.key_field]):
        changes["key"] = key_of(texts[kind.key_field])
    if search != folded("\n".join(texts.values())):
        changes["search"] = folded("\n".join(texts.values()))
    if tags != rows.stored_tags(rows.tags(tags)):
        changes["tags"] = rows.stored_tags(rows.tags(tags))
    if imported is not None and not isinstance(loaded(imported), dict):
        changes["imported"] = {}
    return changes


def remade_fields(kind: NoteType | None, key: str, search: str) -> dict[str, str]:
    """Return fields for a note whose own can't be read: from the text for searching, where that has a line for each.

    A field whose text is lost says so.
    """
    names = kind.fields if kind is not None else ("key", "meaning")
    key_field = kind.key_field if kind is not None else "key"
    lines = search.split("\n")
    given = dict(zip(names, lines, strict=True)) if len(lines) == len(names) else dict.fromkeys(names, LOST)
    return {**given, key_field: key}


LOST = "⟨…⟩"
"""What stands for a text that is lost, in any language."""
