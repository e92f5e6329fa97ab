"""The log and the cards as columns of numbers, for statistics; see :mod:`quiz.store.joined` for how they are read."""

from collections.abc import Callable, Sequence
from typing import Any
from typing import cast as cast_to

import numpy as np
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    func,
    select,
    type_coerce,
)

from quiz.cards import MATURE_DAYS
from quiz.stats.columns import MODES, NO_DAY, UNKNOWN, Cards, History, NoteGroup, Notes, Numbers
from quiz.store import rows
from quiz.store.joined import flag, joined, number, numbers_of
from quiz.store.rows import CARD, NOTE, REVIEW
from quiz.store.searching.schedules import LIVING
from quiz.study_settings import LEECH_TAG

_AT_ONCE = 50_000
"""How many entries of the log are read together."""

_NAN = -1.0

_MINUTES = type_coerce(REVIEW.c.time, BigInteger) // 60_000 + REVIEW.c.utc_offset
_HISTORY: dict[str, tuple[ColumnElement[Any], type[Any]]] = {
    "card": (REVIEW.c.card_id, np.int32),
    "day": (type_coerce(REVIEW.c.day, Integer), np.int32),
    "hour": (_MINUTES // 60 % 24, np.int8),
    "kind": (type_coerce(REVIEW.c.kind, Integer), np.int8),
    "rating": (number(REVIEW.c.rating, 0), np.int8),
    "mode": (case(*((REVIEW.c.mode == mode, n) for n, mode in enumerate(MODES) if mode), else_=0), np.int8),
    "milliseconds": (REVIEW.c.milliseconds, np.int32),
    "mature": (flag(func.coalesce(REVIEW.c.scheduled_days, 0) >= MATURE_DAYS), np.int8),
    "predicted": (number(REVIEW.c.predicted, UNKNOWN), np.int16),
    "confused": (func.coalesce(REVIEW.c.confused_with, 0), np.int32),
}
_CARDS: dict[str, tuple[ColumnElement[Any], type[Any]]] = {
    "id": (CARD.c.id, np.int32),
    "note": (CARD.c.note_id, np.int32),
    "deck": (CARD.c.deck_id, np.int32),
    "phase": (type_coerce(CARD.c.phase, Integer), np.int8),
    "due": (number(CARD.c.due_day, NO_DAY), np.int32),
    "last": (number(CARD.c.last_day, NO_DAY), np.int32),
    "stability": (func.coalesce(CARD.c.stability, _NAN), np.float64),
    "difficulty": (func.coalesce(CARD.c.difficulty, _NAN), np.float64),
    "reps": (CARD.c.reps, np.int32),
    "lapses": (CARD.c.lapses, np.int32),
    "suspended": (flag(CARD.c.suspended.is_(True)), np.int8),
    "buried": (number(CARD.c.buried_until, NO_DAY), np.int32),
}
_NOTES: dict[str, tuple[ColumnElement[Any], type[Any]]] = {
    "id": (NOTE.c.id, np.int32),
    "created": (type_coerce(NOTE.c.created, BigInteger), np.int64),
    "leech": (flag(NOTE.c.tags.contains(rows.stored_tags([LEECH_TAG]), autoescape=True)), np.int8),
}
"""The columns of each table, as numbers, and the type that holds them."""


def _columns(of: dict[str, tuple[ColumnElement[Any], type[Any]]], source: Select[Any] | None = None) -> Select[Any]:
    """Return the statement that makes a text of each column, of a table or of the rows of a statement."""
    if source is None:
        return cast_to(Select[Any], select(*(joined(column) for column, _kind in of.values())))
    found = source.subquery()
    return cast_to(Select[Any], select(func.max(found.c.entry), *(joined(found.c[name]) for name in of)))


def _parsed(texts: Sequence[str | None], of: dict[str, tuple[ColumnElement[Any], type[Any]]]) -> dict[str, Numbers]:
    return {name: numbers_of(text, kind) for text, (name, (_column, kind)) in zip(texts, of.items(), strict=True)}


_PART = _columns(
    _HISTORY,
    select(REVIEW.c.id.label("entry"), *(column.label(name) for name, (column, _kind) in _HISTORY.items()))
    .where(REVIEW.c.id > bindparam("after"), REVIEW.c.undone.is_(None))
    .order_by(REVIEW.c.id)
    .limit(bindparam("at_once")),
)
_COUNT = select(func.count()).select_from(REVIEW).where(REVIEW.c.undone.is_(None))
_ALL_CARDS = _columns(_CARDS).where(*LIVING)
_ALL_NOTES = _columns(_NOTES).where(NOTE.c.deleted.is_(None))


def log(reader: Connection, pause: Callable[[], None]) -> History:
    """Return the entries of the log that were not taken back. ``pause`` is called now and then, and may raise.

    They are written where they stay: a million entries in parts and as a whole would take twice the memory.
    """
    count, end, after = int(reader.scalar(_COUNT) or 0), 0, 0
    columns = {name: np.empty(count, dtype=kind) for name, (_column, kind) in _HISTORY.items()}
    while end < count:
        pause()
        after, *texts = reader.execute(_PART, {"after": after, "at_once": _AT_ONCE}).one()
        part = _parsed(texts, _HISTORY)
        begin, end = end, end + len(part["card"])
        for name, numbers in part.items():
            columns[name][begin:end] = numbers
    return History(**columns)


def cards(reader: Connection) -> Cards:
    """Return all cards that are not retired, in decks that are not deleted."""
    columns = _parsed(reader.execute(_ALL_CARDS).one(), _CARDS)
    for name in ("stability", "difficulty"):
        columns[name] = np.where(columns[name] < 0, np.nan, columns[name])
    return Cards(**{**columns, "suspended": columns["suspended"].astype(bool)})


def notes(reader: Connection) -> Notes:
    """Return all notes that are not deleted."""
    columns = _parsed(reader.execute(_ALL_NOTES).one(), _NOTES)
    return Notes(**{**columns, "leech": columns["leech"].astype(bool)})


def note_groups(reader: Connection) -> list[NoteGroup]:
    """Return all notes that are not deleted by their type, home deck and category."""
    place = (NOTE.c.type_id, NOTE.c.deck_id, NOTE.c.category)
    statement = select(*place, joined(NOTE.c.id)).where(NOTE.c.deleted.is_(None))
    found = reader.execute(statement.group_by(*place).order_by(*place))
    return [NoteGroup(type_id, deck_id, code, numbers_of(text)) for type_id, deck_id, code, text in found]


def cards_by_direction(reader: Connection) -> dict[str, Numbers]:
    """Return the ids of all cards that are not retired, in decks that are not deleted, by the slug of the direction."""
    statement = select(CARD.c.direction, joined(CARD.c.id)).where(*LIVING).group_by(CARD.c.direction)
    return {direction: numbers_of(text) for direction, text in reader.execute(statement.order_by(CARD.c.direction))}


def cards_by_deck(reader: Connection) -> dict[int, Numbers]:
    """Return the ids of all cards by their deck, retired ones and those of deleted decks included."""
    statement = select(CARD.c.deck_id, joined(CARD.c.id)).group_by(CARD.c.deck_id).order_by(CARD.c.deck_id)
    return {deck: numbers_of(text) for deck, text in reader.execute(statement)}
