"""By what the table is sorted: a number for each card, or note, and column. Loads numpy.

Texts are sorted as the program folds them, which no database does; so they become numbers here: each is its place among
all texts of the column. NaN stands where there is nothing.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, and_, case, func, literal, type_coerce

from quiz.browsing.columns import FIELD
from quiz.browsing.finder import IN_ORDER, OF_NOTE, Values
from quiz.browsing.lines import Condition, Look
from quiz.cards import Phase
from quiz.scheduling.forgetting import decay_of
from quiz.stats.days import day_number
from quiz.store import decks
from quiz.store.listing import texts
from quiz.store.listing.numbers import by_id, columns
from quiz.store.rows import CARD, NOTE
from quiz.store.searching.schedules import LIVING

_DAY_MS = 86_400_000
_PLACES = 2**32
"""More places than a deck has."""

Pause = Callable[[], None]


def values(reader: Connection, column: str, look: Look, pause: Pause, *, notes: bool) -> Values:
    """Return what all cards, or notes, are sorted by in a column, or in their usual order."""
    if notes:
        return _of_notes(reader, column, look, pause)
    if column in _CARD_NUMBERS:
        return _cards(reader, _CARD_NUMBERS[column](look))
    match column:
        case _ if column == OF_NOTE:
            return _cards(reader, CARD.c.note_id)
        case "retrievability":
            return _recalled(reader, look)
        case "deck":
            return _by_deck(_cards(reader, CARD.c.deck_id), reader, look)
        case "direction":
            return texts.of_directions(reader)
        case "prompt" | "answer":
            return texts.of_sides(reader, column, look, pause)
        case _:
            return _by_note(reader, _of_notes(reader, column, look, pause))


def _of_notes(reader: Connection, column: str, look: Look, pause: Pause) -> Values:
    if column in _NOTE_NUMBERS:
        return _notes(reader, _NOTE_NUMBERS[column])
    if column.startswith(FIELD):
        return texts.of_field(reader, column.removeprefix(FIELD), look, pause)
    match column:
        case "key" | "tags":
            return texts.of_column(reader, NOTE.c[column])
        case "deck":
            return _by_deck(_notes(reader, NOTE.c.deck_id), reader, look)
        case "category":
            return texts.of_categories(reader, look)
        case "fields":
            return texts.of_contents(reader, look, pause)
        case "cards":
            return _counted(reader, literal(1))
        case "lapses":
            return _counted(reader, CARD.c.lapses)
        case "due":
            return _first_due(reader, look)
        case _:
            raise AssertionError(column)


# Numbers of cards


def _state(look: Look) -> ColumnElement[Any]:
    buried = func.coalesce(CARD.c.buried_until > look.day, False)
    phase = type_coerce(CARD.c.phase, Integer)
    return case((CARD.c.suspended.is_(True), int(Condition.SUSPENDED)), (buried, int(Condition.BURIED)), else_=phase)


def _due(look: Look) -> ColumnElement[Any]:
    day = type_coerce(CARD.c.due_day, BigInteger) * _DAY_MS + look.day_offset
    return func.coalesce(type_coerce(CARD.c.due_at, BigInteger), day)


def _interval(_look: Look) -> ColumnElement[Any]:
    days = type_coerce(CARD.c.due_day - CARD.c.last_day, Integer)
    return case((and_(CARD.c.phase == Phase.REVIEW, days < 0), 0), (CARD.c.phase == Phase.REVIEW, days))


_CARD_NUMBERS: dict[str, Callable[[Look], ColumnElement[Any]]] = {
    IN_ORDER: lambda _look: type_coerce(CARD.c.deck_id, BigInteger) * _PLACES + CARD.c.position,
    "state": _state,
    "due": _due,
    "interval": _interval,
    "stability": lambda _look: CARD.c.stability,
    "difficulty": lambda _look: CARD.c.difficulty,
    "lapses": lambda _look: CARD.c.lapses,
    "reps": lambda _look: CARD.c.reps,
    "reviewed": lambda _look: type_coerce(CARD.c.last_review, BigInteger),
    "flag": lambda _look: func.nullif(CARD.c.flag, 0),
}
"""What the database knows of a card as a number; none is negative."""

_NOTE_NUMBERS: dict[str, ColumnElement[Any]] = {
    IN_ORDER: type_coerce(NOTE.c.deck_id, BigInteger) * _PLACES + NOTE.c.position,
    "added": type_coerce(NOTE.c.created, BigInteger),
    "changed": type_coerce(NOTE.c.changed, BigInteger),
}


def _cards(reader: Connection, value: ColumnElement[Any]) -> Values:
    ids, found = columns(reader, (CARD.c.id, value), *LIVING)
    return Values(ids.astype(np.int64), found)


def _notes(reader: Connection, value: ColumnElement[Any]) -> Values:
    ids, found = columns(reader, (NOTE.c.id, value), NOTE.c.deleted.is_(None))
    return Values(ids.astype(np.int64), found)


def _recalled(reader: Connection, look: Look) -> Values:
    """Return how likely each card is remembered, with the parameters of its deck."""
    wanted = (CARD.c.id, CARD.c.deck_id, type_coerce(CARD.c.last_day, Integer), CARD.c.stability)
    ids, deck_ids, last, stability = columns(reader, wanted, *LIVING)
    decays = by_id({deck.id: decay_of(deck.settings.parameters) for deck in decks.all_decks(reader)})
    decay = decays[deck_ids.astype(np.int64)]
    waited = np.fmax(day_number(look.day) - last, 0)
    recall = (1 + (0.9 ** (-1 / decay) - 1) * np.nan_to_num(waited) / stability) ** -decay
    return Values(ids.astype(np.int64), recall)


def _by_deck(found: Values, reader: Connection, look: Look) -> Values:
    """Return the place of the name of the deck whose number is a value."""
    return Values(found.ids, texts.deck_places(reader, look)[found.values.astype(np.int64)])


# Notes and their cards


def _by_note(reader: Connection, of_notes: Values) -> Values:
    """Return for each card what its note is sorted by."""
    cards = _cards(reader, CARD.c.note_id)
    known = by_id(dict(zip(of_notes.ids.tolist(), of_notes.values.tolist(), strict=True)))
    return Values(cards.ids, known[cards.values.astype(np.int64)])


def _counted(reader: Connection, weight: ColumnElement[Any]) -> Values:
    """Return for each note the sum of a number of its cards."""
    notes, weights = columns(reader, (CARD.c.note_id, weight), *LIVING)
    sums = np.bincount(notes.astype(np.int64), weights)
    ids = np.unique(notes).astype(np.int64)
    return Values(ids, sums[ids])


def _first_due(reader: Connection, look: Look) -> Values:
    """Return for each note when its first card is due."""
    notes, due = columns(reader, (CARD.c.note_id, _due(look)), *LIVING)
    order = np.lexsort((due, notes))
    ids, places = np.unique(notes[order], return_index=True)
    return Values(ids.astype(np.int64), due[order][places])
