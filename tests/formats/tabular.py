"""Tables as the tests of their formats write them down and read them."""

from collections.abc import Mapping
from dataclasses import replace

from quiz.cards import Deck, Note, NoteType
from quiz.deck_drafts import NoteDraft, Unread
from quiz.formats import FORMATS, Export, Part, ReadOptions, Source, SourceFile
from quiz.study_settings import DeckSettings
from tests.formats.drawn_decks import DrawnDeck
from tests.formats.support import NOW, export_of

KEPT = ("csv", "tsv", "anki-text")
"""The formats that keep fields, tags, category, id, deck and note type of notes."""


def table(text: str | bytes, name: str = "csv", *, raw: bool = False, **fields: str) -> Source:
    """Read a table; ``fields`` says what columns are."""
    return mapped(text, fields, name, raw=raw)


def mapped(text: str | bytes, fields: Mapping[str, str], name: str = "csv", *, raw: bool = False) -> Source:
    """Read a table whose columns are what ``fields`` says."""
    read = FORMATS[name].read
    assert read is not None
    data = text.encode() if isinstance(text, str) else text
    return read(SourceFile(f"x.{name}", data=data), ReadOptions("deck", fields, raw))


def notes(source: Source) -> list[NoteDraft]:
    """Return the notes of a source."""
    return [item for item in source.items if isinstance(item, NoteDraft)]


def unread(source: Source) -> list[tuple[int, str]]:
    """Return the lines that can't be read and why."""
    return [(item.line, item.reason) for item in source.items if isinstance(item, Unread)]


def texts(source: Source) -> list[dict[str, str]]:
    """Return the fields of the notes."""
    return [dict(note.fields) for note in notes(source)]


def details(source: Source) -> str:
    """Return all that is said of how a source was understood."""
    return " ".join([source.dialect, *source.details])


def kept(note: NoteDraft, main: str) -> tuple[object, ...]:
    """Return what has to be kept of a note."""
    return (note.fields, note.tags, note.category, note.type_name or main, note.deck)


def drawn_export(drawn: DrawnDeck, deck: str = "") -> Export:
    """Return a drawn deck as it is exported, under another name where one is given."""
    return export_of(replace(drawn.draft, name=deck or drawn.draft.name), drawn.notes)


def joined(first: Export, second: Export) -> Export:
    """Return two decks as one export."""
    shift = 1000
    [part] = second.parts
    kinds = tuple(replace(kind, id=kind.id + shift) for kind in part.types)
    moved = [replace(note, deck_id=2, type_id=note.type_id + shift) for note in second.notes]
    return Export((*first.parts, Part(replace(part.deck, id=2), kinds)), [*first.notes, *moved])


def one_note(fields: Mapping[str, str], kind: NoteType, **values: object) -> Export:
    """Return a deck with one note as it is exported."""
    deck = Deck(1, "Deck", {}, "", "", DeckSettings(), (), {})
    note = Note(1, "guid", 1, kind.id, fields[kind.key_field], fields, (), "", 0, NOW, NOW)
    return Export((Part(deck, (kind,)),), [replace(note, **values)])  # type: ignore[arg-type]
