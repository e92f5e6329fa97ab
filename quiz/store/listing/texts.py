"""The places of texts among all texts of a column, by which the table is sorted. Loads numpy."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from sqlalchemy import ColumnElement, Connection, Text, cast, select

from quiz.browsing import cells
from quiz.browsing.finder import Numbers, Values
from quiz.browsing.lines import Look, other_fields, side_text
from quiz.cards import NoteType, text_in
from quiz.store import decks, rows
from quiz.store.joined import joined, joined_texts, numbers_of, texts_of
from quiz.store.listing.numbers import by_id
from quiz.store.rows import CARD, NOTE, NOTE_TYPE
from quiz.store.searching.deciding import FIELDS, fields_of
from quiz.store.searching.reading import in_parts
from quiz.store.searching.schedules import LIVING
from quiz.text import all_folded

_OF_NOTES = NOTE.c.deleted.is_(None)

Pause = Callable[[], None]


def places(texts: Sequence[str]) -> Numbers:
    """Return the place of each text among all; the same for equal ones, NaN for an empty one."""
    plain = all_folded(texts)
    ordered = {text: float(place) for place, text in enumerate(sorted(set(plain)))} | {"": np.nan}
    return np.fromiter(map(ordered.__getitem__, plain), np.float64, len(plain))


def of_column(reader: Connection, column: ColumnElement[str]) -> Values:
    """Return the places of what notes have in a column of texts."""
    ids, found = reader.execute(select(joined(NOTE.c.id), joined_texts(column)).where(_OF_NOTES)).one()
    return Values(numbers_of(ids), places([text.strip() for text in texts_of(found)]))


def deck_places(reader: Connection, look: Look) -> Numbers:
    """Return the place of the name of each deck, by its id."""
    known = decks.all_decks(reader, deleted=True)
    names = places([cells.deck_name(deck, look) for deck in known])
    return by_id(dict(zip((deck.id for deck in known), names.tolist(), strict=True)))


def of_categories(reader: Connection, look: Look) -> Values:
    """Return the places of the categories of notes."""
    homes = {deck.id: deck for deck in decks.all_decks(reader, deleted=True)}
    place = (NOTE.c.deck_id, NOTE.c.category)
    found = reader.execute(select(*place, joined(NOTE.c.id)).where(_OF_NOTES).group_by(*place)).all()
    names = [cells.category_name(homes[deck], code, look) for deck, code, _ids in found]
    return _stacked((numbers_of(row[2]) for row in found), places(names))


def of_directions(reader: Connection) -> Values:
    """Return the places of the directions of cards, by their slugs."""
    found = _cards_by_direction(reader)
    return _stacked((ids for ids, _notes in found.values()), places(list(found)))


def _stacked(ids: Iterable[Numbers], values: Numbers) -> Values:
    """Return the same value for all lines of a group."""
    groups = list(ids)
    together = np.concatenate([np.empty(0, np.int32), *groups])
    return Values(together, np.repeat(values, [len(group) for group in groups]))


def _cards_by_direction(reader: Connection) -> dict[str, tuple[Numbers, Numbers]]:
    """Return the ids of the cards of each direction, by its slug, and those of their notes."""
    columns = (CARD.c.direction, joined(CARD.c.id), joined(CARD.c.note_id))
    found = reader.execute(select(*columns).where(*LIVING).group_by(CARD.c.direction).order_by(CARD.c.direction))
    return {slug: (numbers_of(ids), numbers_of(notes)) for slug, ids, notes in found}


# Texts of fields


def of_field(reader: Connection, name: str, look: Look, pause: Pause) -> Values:
    """Return the places of the texts of one field."""
    return _of_fields(reader, lambda fields, _kind: text_in(fields, name, look.language), pause)


def of_contents(reader: Connection, look: Look, pause: Pause) -> Values:
    """Return the places of the texts of notes beside their keys."""
    return _of_fields(reader, lambda fields, kind: side_text(fields, other_fields(kind), look.language), pause)


def of_sides(reader: Connection, side: str, look: Look, pause: Pause) -> Values:
    """Return the places of what is asked by cards, or expected: ``side`` is ``prompt`` or ``answer``."""
    by_direction = _cards_by_direction(reader)
    asked = {slug: dict[int, str]() for slug in by_direction}
    for number, fields, kind in _fields(reader, pause):
        for direction in kind.directions:
            if direction.slug in asked:
                asked[direction.slug][number] = side_text(fields, getattr(direction, side), look.language)
    texts = [asked[slug].get(note, "") for slug, (_ids, notes) in by_direction.items() for note in notes.tolist()]
    together = np.concatenate([np.empty(0, np.int32), *(ids for ids, _notes in by_direction.values())])
    return Values(together, places(texts))


def _of_fields(reader: Connection, text: Callable[[Mapping[str, str], NoteType], str], pause: Pause) -> Values:
    found = {number: text(fields, kind) for number, fields, kind in _fields(reader, pause)}
    return Values(np.fromiter(found, np.int64, len(found)), places(list(found.values())))


def _fields(reader: Connection, pause: Pause) -> Iterator[tuple[int, dict[str, str], NoteType]]:
    """Yield the id, the fields and the type of each note."""
    kinds = {str(row.id): rows.note_type(row) for row in reader.execute(select(NOTE_TYPE))}
    for part in in_parts(reader, (FIELDS, cast(NOTE.c.type_id, Text)), [_OF_NOTES], pause):
        for row, fields in zip(part, fields_of(part), strict=True):
            yield row[0], fields, kinds[row[2]]
