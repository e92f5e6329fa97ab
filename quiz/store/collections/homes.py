"""The decks of a collection: which are here already, and which are added as they are.

A living deck of the same name is the same deck; what it has stays, and it gets what its notes need: more note types,
fields, directions and categories. A deleted deck is the same as one that had the same name and was deleted at the same
instant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from quiz.cards import Category, Deck, NoteType
from quiz.collection import DeckRecord
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import decks, rows
from quiz.store.import_report import ImportReport
from quiz.store.rows import DECK, NOTE_TYPE
from quiz.text import literal


@dataclass(slots=True)
class Homes:
    """The ids here of decks and the note types here by the ids that they have there, and a report for each deck.

    ``widened`` are the note types here that got more directions.
    """

    places: dict[int, int] = field(default_factory=dict)
    kinds: dict[int, NoteType] = field(default_factory=dict)
    reports: dict[int, ImportReport] = field(default_factory=dict)
    widened: list[NoteType] = field(default_factory=list)


def settle(writer: Connection, records: Iterable[DeckRecord], now: datetime) -> Homes:
    """Find or add the decks of a collection with their note types.

    Raises :class:`QuizError` where a note type here has another key field than that of the same name there.
    """
    homes, existing = Homes(), _existing(writer)
    for record in records:
        alike = existing.get((record.deck.name, record.deck.deleted))
        same = alike.pop() if alike else None
        if same is not None:
            _widen(writer, homes, same, record)
        else:
            _add(writer, homes, record, now)
        homes.reports[record.deck.id] = ImportReport(record.deck.name, is_new=same is None)
    return homes


def _existing(reader: Connection) -> dict[tuple[str, datetime | None], list[Deck]]:
    """Return the decks that are here by what makes them the same, the first of those that are alike as the last."""
    alike: dict[tuple[str, datetime | None], list[Deck]] = {}
    for deck in sorted(decks.all_decks(reader, deleted=True), key=lambda deck: -deck.id):
        alike.setdefault((deck.name, deck.deleted), []).append(deck)
    return alike


def _add(writer: Connection, homes: Homes, record: DeckRecord, now: datetime) -> None:
    deck = record.deck
    values = {
        "titles": dict(deck.titles),
        "description": deck.description,
        "language": deck.language,
        "settings": rows.settings_values(deck.settings),
        "categories": rows.categories_values(deck.categories),
        "front": dict(deck.front),
        "imported": dict(record.imported),
        "created": record.created or now,
        "deleted": deck.deleted,
    }
    added = writer.execute(insert(DECK).values(name=deck.name + (_HIDDEN if deck.deleted else ""), **values))
    assert added.inserted_primary_key is not None
    deck_id = int(added.inserted_primary_key[0])
    if deck.deleted:
        hidden = deck.name + rows.deleted_suffix(deck_id)
        writer.execute(update(DECK).where(DECK.c.id == deck_id).values(name=hidden))
    homes.places[deck.id] = deck_id
    for kind in record.types:
        homes.kinds[kind.id] = _add_type(writer, deck_id, kind)


_HIDDEN = "::::"
"""What a name ends in that no deck has, while the number of a deleted deck is not known yet."""


def _add_type(writer: Connection, deck_id: int, kind: NoteType) -> NoteType:
    added = writer.execute(insert(NOTE_TYPE).values(deck_id=deck_id, **rows.note_type_values(kind)))
    assert added.inserted_primary_key is not None
    return replace(kind, id=int(added.inserted_primary_key[0]))


def _widen(writer: Connection, homes: Homes, deck: Deck, record: DeckRecord) -> None:
    """Give a deck that is here what it lacks for the notes of the same deck there."""
    homes.places[record.deck.id] = deck.id
    known = {kind.name: kind for kind in decks.types_of(writer, deck.id)}
    for kind in record.types:
        if kind.name not in known:
            homes.kinds[kind.id] = _add_type(writer, deck.id, kind)
            continue
        here = known[kind.name]
        wider = _wider(here, kind, deck)
        if wider != here:
            values: dict[str, Any] = rows.note_type_values(wider)
            writer.execute(update(NOTE_TYPE).where(NOTE_TYPE.c.id == here.id).values(**values))
        if wider.directions != here.directions:
            homes.widened.append(wider)
        homes.kinds[kind.id] = wider
    categories = _with_more(deck.categories, record.deck.categories)
    if categories != deck.categories:
        stored = rows.categories_values(categories)
        writer.execute(update(DECK).where(DECK.c.id == deck.id).values(categories=stored))


def _wider(here: NoteType, there: NoteType, deck: Deck) -> NoteType:
    if here.key_field != there.key_field:
        raise QuizError(
            _("In the deck “{deck}” the notes here have the key “{old}”, those of the file “{new}”.").format(
                deck=literal(deck.name), old=literal(here.key_field), new=literal(there.key_field)
            ),
            _("Rename the deck here, then import again: that makes a deck of its own."),
        )
    names = tuple(dict.fromkeys((*here.fields, *there.fields)))
    slugs = {direction.slug for direction in here.directions}
    more = (direction for direction in there.directions if direction.slug not in slugs)
    return replace(here, fields=names, directions=(*here.directions, *more))


def _with_more(here: Sequence[Category], there: Iterable[Category]) -> tuple[Category, ...]:
    codes = {category.code for category in here}
    return (*here, *(category for category in there if category.code not in codes))
