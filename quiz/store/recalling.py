"""How fast a person recalls, and what is taken for what: both read from the log."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, and_, bindparam, func, select

from quiz.cards import Kind, Note, Rating
from quiz.repository import Confusion, Timed
from quiz.store import entries, rows
from quiz.store.columns import StudyDay
from quiz.store.rows import CARD, DECK, NOTE, REVIEW

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
_CONFUSED_WITH = (
    select(REVIEW.c.confused_with, func.count())
    .join(CARD, CARD.c.id == REVIEW.c.card_id)
    .join(NOTE, NOTE.c.id == REVIEW.c.confused_with)
    .join(DECK, DECK.c.id == NOTE.c.deck_id)
    .where(CARD.c.note_id == bindparam("asked"), REVIEW.c.confused_with != CARD.c.note_id, REVIEW.c.undone.is_(None))
    .where(REVIEW.c.day >= bindparam("since", type_=StudyDay))
    .where(NOTE.c.deleted.is_(None), DECK.c.deleted.is_(None))
    .group_by(REVIEW.c.confused_with)
    .order_by(func.count().desc(), func.max(REVIEW.c.id).desc())
)
_ANSWERS = (
    select(
        REVIEW.c.id,
        REVIEW.c.card_id,
        REVIEW.c.rating,
        func.row_number().over(partition_by=REVIEW.c.card_id, order_by=REVIEW.c.id.desc()).label("ago"),
    )
    .where(REVIEW.c.card_id.in_(bindparam("cards", expanding=True)))
    .where(REVIEW.c.undone.is_(None), REVIEW.c.kind <= Kind.INTERVIEW)
    .subquery()
)
_LAST_ANSWERS = (
    select(_ANSWERS.c.card_id, _ANSWERS.c.rating)
    .where(_ANSWERS.c.ago <= bindparam("most"))
    .order_by(_ANSWERS.c.id.desc())
)


def recall_times(reader: Connection, mode: str, limit: int) -> list[Timed]:
    """Return the times of the last right answers of a schedule in a mode, the newest first, at most ``limit``.

    Only the end of the log is read. Answers taken back and cards that rest, as those of deleted notes do, are left out.
    """
    values = {"newest": limit * _LOOK_BACK, "mode": mode, "wanted": limit}
    found = reader.execute(_TIMES, values).all()
    notes = _notes(reader, sorted({row.note_id for row in found}))
    return [Timed(notes[row.note_id], row.direction, row.recall_ms) for row in found]


def confused_with(reader: Connection, note_id: int, since: date) -> list[tuple[int, int]]:
    """Return the ids of the notes whose answers were given for a note since a study day, and how often each was.

    The most frequent comes first, then the last. Answers taken back, deleted notes and notes of deleted decks are left
    out. Only the log of the note's own cards is read.
    """
    return [(other, times) for other, times in reader.execute(_CONFUSED_WITH, {"asked": note_id, "since": since})]


def answered_instead(reader: Connection, note_id: int) -> list[int]:
    """Return the ids of the notes whose answers were ever given for a note, the most frequent first, then the last."""
    return [other for other, _times in confused_with(reader, note_id, date.min)]


def last_answers(reader: Connection, card_ids: Sequence[int], most: int) -> dict[int, list[Rating]]:
    """Return the last ratings of cards, at most so many of each, the newest first; nothing for one without answers.

    Those of drills are among them, those taken back are not.
    """
    found: dict[int, list[Rating]] = {}
    for part in rows.chunks(card_ids):
        for card_id, rating in reader.execute(_LAST_ANSWERS, {"cards": part, "most": most}):
            found.setdefault(card_id, []).append(rating)
    return found


def confusions(reader: Connection, since: date) -> list[Confusion]:
    """Return which note's answer was given to which other note since a study day, the most frequent first.

    Answers taken back, deleted notes and notes of deleted decks are left out.
    """
    pair = (CARD.c.note_id, REVIEW.c.confused_with)
    count, last, entry = func.count(), func.max(REVIEW.c.day), func.max(REVIEW.c.id)
    statement = (
        select(*pair, count, last, entry)
        .join(CARD, CARD.c.id == REVIEW.c.card_id)
        .where(REVIEW.c.id >= entries.least_id_of(since), REVIEW.c.day >= since, REVIEW.c.undone.is_(None))
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


def _directions(reader: Connection, entry_ids: Sequence[int]) -> dict[int, str]:
    """Return the slug of the direction that was asked, by entry of the log."""
    found = {}
    for part in rows.chunks(entry_ids):
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
