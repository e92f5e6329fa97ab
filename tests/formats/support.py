"""Decks as they are exported and read in the tests of formats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from quiz.cards import Category, Deck, Note, NoteType, derived_guid, key_of
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.formats import FORMATS, Export, Part, ReadOptions, Source, SourceFile, read_file
from quiz.study_settings import DeckSettings

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plain:
    """What every format keeps of a note."""

    fields: dict[str, str]
    tags: tuple[str, ...]
    category: str


def export_of(draft: DeckDraft, notes: Iterable[NoteDraft]) -> Export:
    """Return a deck of drafts as it is exported."""
    deck = Deck(
        1, draft.name, draft.titles, draft.description, draft.language, DeckSettings(), draft.categories, draft.front
    )
    kinds = tuple(replace(kind, id=number) for number, kind in enumerate(draft.types))
    by_name = {kind.name: kind for kind in kinds}
    made = [_note(number, note, by_name.get(note.type_name, kinds[0]), draft) for number, note in enumerate(notes)]
    return Export((Part(deck, kinds),), made)


def export_of_source(source: Source) -> Export:
    """Return a source as it is exported again."""
    items = list(source.items)
    categories = tuple(item for item in items if isinstance(item, Category))
    draft = replace(source.draft, categories=categories)
    return export_of(draft, [item for item in items if isinstance(item, NoteDraft)])


def _note(number: int, draft: NoteDraft, kind: NoteType, deck: DeckDraft) -> Note:
    key = key_of(draft.fields[kind.key_field])
    guid = draft.guid or derived_guid(deck.name, key)
    return Note(number, guid, 1, kind.id, key, draft.fields, draft.tags, draft.category, number, NOW, NOW)


def written(name: str, export: Export) -> str:
    """Return what a format writes."""
    write = FORMATS[name].write
    assert write is not None
    return "".join(write(export))


def source_of(name: str, data: bytes) -> Source:
    """Read bytes in the format of this name."""
    return read_file(SourceFile("-", data=data), ReadOptions("deck"), name)


def plain_notes(source: Source) -> Iterator[Plain | Unread]:
    """Yield the notes of a source, of a collection too, and what could not be read."""
    if source.collection is not None:
        for record in source.collection.notes():
            if isinstance(record, Unread):
                yield record
            else:
                yield Plain(dict(record.note.fields), record.note.tags, record.note.category)
    for item in source.items:
        if isinstance(item, NoteDraft):
            yield Plain(dict(item.fields), item.tags, item.category)
        elif isinstance(item, Unread):
            yield item
