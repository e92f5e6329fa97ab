"""How fast a person recalls, and what is taken for what: both read from the log."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, select

from quiz.cards import Kind, Note, Rating
from quiz.repository import Confusion, Timed
from quiz.store import rows
from quiz.store.columns import to_milliseconds
from quiz.store.migrations import DEVICE_BITS
from quiz.store.rows import CARD, DECK, NOTE, REVIEW

_EARLIEST = timedelta(days=2)
"""How long before the midnight of a study day in UTC an answer of that day may have been given, at most."""

_LOOK_BACK = 20
"""How many entries of the log are looked at for each time that is wanted."""

# Statements of every card are built once: building them takes longer than executing them.
_LOOKED_AT = [REVIEW.c[name] for name in ("id", "card_id", "kind", "rating", "mode", "recall_ms", "undone")]
_NEWEST = select(*_LOOKED_AT).order_by(REVIEW.c.id.desc()).limit(bindparam("newest")).subquery()
_TIMES = (
    select(CARD.c.note_id, CARD.c.direction, _NEWEST.c.recall_ms)
    .select_from(_NEWEST)
    .join(CARD, CARD.c.id == _NEWEST.c.card_id)
    .where(_NEWEST.c.mode == bindparam("mode"), _NEWEST.c.recall_ms.is_not(None), _NEWEST.c.undone.is_(None))
    .where(_NEWEST.c.rating >= Rating.HARD, _NEWEST.c.kind <= Kind.RELEARN, CARD.c.retired.is_(False))
    .order_by(_NEWEST.c.id.desc())
    .limit(bindparam("wanted"))
)
_INSTEAD = (
    select(REVIEW.c.confused_with)
    .join(CARD, CARD.c.id == REVIEW.c.card_id)
    .join(NOTE, NOTE.c.id == REVIEW.c.confused_with)
    .join(DECK, DECK.c.id == NOTE.c.deck_id)
    .where(CARD.c.note_id == bindparam("asked"), REVIEW.c.confused_with != CARD.c.note_id, REVIEW.c.undone.is_(None))
    .where(NOTE.c.deleted.is_(None), DECK.c.deleted.is_(None))
    .group_by(REVIEW.c.confused_with)
    .order_by(func.count().desc(), func.max(REVIEW.c.id).desc())
)


def recall_times(reader: Connection, mode: str, limit: int) -> list[Timed]:
    """Return the times of the last right answers of a schedule in a mode, the newest first, at most ``limit``.

    Only the end of the log is read. Answers taken back and cards that rest, as those of deleted notes do, are left out.
    """
    values = {"newest": limit * _LOOK_BACK, "mode": mode, "wanted": limit}
    found = reader.execute(_TIMES, values).all()
    notes = _notes(reader, sorted({row.note_id for row in found}))
    return [Timed(notes[row.note_id], row.direction, row.recall_ms) for row in found]


def answered_instead(reader: Connection, note_id: int) -> list[int]:
    """Return the ids of the notes whose answers were given for a note, the most frequent first, then the last.

    Answers taken back, deleted notes and notes of deleted decks are left out.
    """
    return list(reader.scalars(_INSTEAD, {"asked": note_id}))


def confusions(reader: Connection, since: date) -> list[Confusion]:
    """Return which note's answer was given to which other note since a study day, the most frequent first.

    Answers taken back, deleted notes and notes of deleted decks are left out.
    """
    oldest = to_milliseconds(datetime(since.year, since.month, since.day, tzinfo=UTC) - _EARLIEST) << DEVICE_BITS
    pair = (CARD.c.note_id, REVIEW.c.confused_with)
    count, last, entry = func.count(), func.max(REVIEW.c.day), func.max(REVIEW.c.id)
    statement = (
        select(*pair, count, last, entry)
        .join(CARD, CARD.c.id == REVIEW.c.card_id)
        .where(REVIEW.c.id >= oldest, REVIEW.c.day >= since, REVIEW.c.undone.is_(None))
        .where(REVIEW.c.confused_with.is_not(None), REVIEW.c.confused_with != CARD.c.note_id)
    )
    found = reader.execute(statement.group_by(*pair).order_by(count.desc(), last.desc(), *pair)).all()
    notes = _notes(reader, sorted({number for row in found for number in row[:2]}), in_living_decks=True)
    asked = _directions(reader, [row[4] for row in found])
    return [
        Confusion(notes[note], notes[other], times, day, asked[entry_id], entry_id)
        for note, other, times, day, entry_id in found
        if note in notes and other in notes
    ]


def _directions(reader: Connection, entries: Sequence[int]) -> dict[int, str]:
    """Return the slug of the direction that was asked, by entry of the log."""
    found = {}
    for part in rows.chunks(entries):
        statement = select(REVIEW.c.id, CARD.c.direction).join(CARD, CARD.c.id == REVIEW.c.card_id)
        found.update({row.id: row.direction for row in reader.execute(statement.where(REVIEW.c.id.in_(part)))})
    return found


def _notes(reader: Connection, ids: Sequence[int], *, in_living_decks: bool = False) -> dict[int, Note]:
    """Return notes by id, without deleted ones, and where that is asked for without those whose deck is deleted."""
    found = {}
    for part in rows.chunks(ids):
        statement = select(NOTE).where(NOTE.c.id.in_(part), NOTE.c.deleted.is_(None))
        if in_living_decks:
            statement = statement.join(DECK, and_(DECK.c.id == NOTE.c.deck_id, DECK.c.deleted.is_(None)))
        found.update({row.id: rows.note(row) for row in reader.execute(statement)})
    return found
