"""What the queue of a day is made from: due reviews, new cards, cards in learning steps, answers of today."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, case, func, literal, or_, select

from quiz.cards import Card, Kind, Phase
from quiz.repository import DeckCounts
from quiz.scheduling.forgetting import decay_of
from quiz.scheduling.queue import Candidate
from quiz.store import rows
from quiz.store.columns import StudyDay, to_milliseconds
from quiz.store.migrations import DEVICE_BITS
from quiz.store.rows import CARD, DECK, REVIEW

_PAGE = 100
_STEPS = (Phase.LEARNING, Phase.RELEARNING)
_COLUMNS = (
    CARD.c.id,
    CARD.c.note_id,
    CARD.c.deck_id,
    CARD.c.phase,
    CARD.c.due_day,
    CARD.c.due_at,
    CARD.c.stability,
    CARD.c.last_day,
)
_LONGEST_DAY = timedelta(hours=50)


def _available(day: date | BindParameter[date]) -> ColumnElement[bool]:
    free = or_(CARD.c.buried_until.is_(None), CARD.c.buried_until <= day)
    return and_(CARD.c.suspended.is_(False), CARD.c.retired.is_(False), free)


# Statements of every card that is asked are built once: building them takes longer than executing them.
_DAY: BindParameter[date] = bindparam("day", type_=StudyDay)
_LEARNING = (
    select(*_COLUMNS)
    .where(CARD.c.deck_id.in_(bindparam("decks", expanding=True)), CARD.c.phase.in_(_STEPS), _available(_DAY))
    .order_by(CARD.c.due_at, CARD.c.id)
)
_ANSWERED = (
    select(REVIEW.c.id, CARD.c.note_id, CARD.c.id)
    .join(CARD, CARD.c.id == REVIEW.c.card_id)
    .where(REVIEW.c.id >= bindparam("oldest"), REVIEW.c.day == _DAY)
    .where(REVIEW.c.undone.is_(None), REVIEW.c.kind <= Kind.INTERVIEW)
)


def due_reviews(reader: Connection, deck_ids: Sequence[int], day: date) -> list[Candidate]:
    """Return all cards in review that are due on ``day``, in no order."""
    due = and_(CARD.c.deck_id.in_(deck_ids), CARD.c.phase == Phase.REVIEW, CARD.c.due_day <= day)
    decays = _decays(reader, deck_ids)
    found = reader.execute(select(*_COLUMNS).where(due, _available(day)))
    return [_candidate(row, decays[row.deck_id]) for row in found]


def _decays(reader: Connection, deck_ids: Sequence[int]) -> dict[int, float]:
    found = reader.execute(select(DECK.c.id, DECK.c.settings).where(DECK.c.id.in_(deck_ids)))
    return {row.id: decay_of(rows.settings(row.settings).parameters) for row in found}


def _candidate(row: Any, decay: float = 0.0) -> Candidate:
    """Return the candidate of a row that begins with :data:`_COLUMNS`."""
    return Candidate(
        row.id, row.note_id, row.deck_id, row.phase, row.due_day, row.due_at, row.stability, row.last_day, decay
    )


def learning(reader: Connection, deck_ids: Sequence[int], day: date) -> list[Candidate]:
    """Return all cards in learning steps, the one that is due first at the beginning."""
    return [_candidate(row) for row in reader.execute(_LEARNING, {"decks": deck_ids, "day": day})]


def new_cards(reader: Connection, deck_id: int, day: date, after: tuple[int, int]) -> list[tuple[Candidate, int]]:
    """Return a page of the new cards of a deck in its order, each with its position; empty at the end.

    ``after`` is the position and the id of the last card of the page before.
    """
    position, last_id = after
    later = or_(CARD.c.position > position, and_(CARD.c.position == position, CARD.c.id > last_id))
    chosen = and_(
        CARD.c.deck_id == deck_id,
        CARD.c.phase == Phase.NEW,
        CARD.c.due_day.is_(None),
        CARD.c.position >= position,
        later,
        _available(day),
    )
    statement = select(*_COLUMNS, CARD.c.position).where(chosen).order_by(CARD.c.position, CARD.c.id).limit(_PAGE)
    return [(_candidate(row), row.position) for row in reader.execute(statement)]


def answered_on(reader: Connection, day: date, now: datetime, after: int) -> list[tuple[int, int, int]]:
    """Return (entry, note, card) for each answer of a study day whose entry has a larger id than ``after``.

    Ids grow with time, so that only the end of the log is read.
    """
    oldest = max(after + 1, to_milliseconds(now - _LONGEST_DAY) << DEVICE_BITS)
    return [(row[0], row[1], row[2]) for row in reader.execute(_ANSWERED, {"oldest": oldest, "day": day})]


def next_due(
    reader: Connection, deck_ids: Sequence[int], fresh_deck_ids: Sequence[int], day: date
) -> tuple[datetime | None, date | None]:
    """Return when the next card in learning steps is due, and the first later study day with other cards to ask.

    These are reviews that fall due or are left over, and new cards of the decks in ``fresh_deck_ids``.
    """
    steps = select(func.min(CARD.c.due_at)).where(CARD.c.deck_id.in_(deck_ids), CARD.c.phase.in_(_STEPS))
    tomorrow = literal(day + timedelta(days=1), StudyDay())
    due = case((CARD.c.due_day > tomorrow, CARD.c.due_day), else_=tomorrow)
    asked = case((CARD.c.buried_until > due, CARD.c.buried_until), else_=due)
    reviews = and_(CARD.c.deck_id.in_(deck_ids), CARD.c.phase == Phase.REVIEW)
    fresh = and_(CARD.c.deck_id.in_(fresh_deck_ids), CARD.c.phase == Phase.NEW)
    others = select(func.min(asked)).where(or_(reviews, fresh), CARD.c.suspended.is_(False), CARD.c.retired.is_(False))
    return reader.scalar(steps.where(_available(day))), reader.scalar(others)


def counts(reader: Connection, day: date) -> dict[int, DeckCounts]:
    """Return for each deck how many notes and cards it has, and how many cards are new, in steps, due, suspended."""
    open_ = CARD.c.suspended.is_(False)
    statement = select(
        CARD.c.deck_id,
        func.count(func.distinct(CARD.c.note_id)),
        func.count(),
        _count(open_, CARD.c.phase == Phase.NEW),
        _count(open_, CARD.c.phase.in_(_STEPS)),
        _count(_available(day), CARD.c.phase == Phase.REVIEW, CARD.c.due_day <= day),
        _count(CARD.c.suspended.is_(True)),
    )
    found = reader.execute(statement.where(CARD.c.retired.is_(False)).group_by(CARD.c.deck_id))
    return {row[0]: DeckCounts(*(int(value) for value in row[1:])) for row in found}


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)


def cards(reader: Connection, deck_ids: Sequence[int] | None) -> list[Card]:
    """Return the cards of some decks, or of all, by id, without retired ones."""
    statement = select(CARD).where(CARD.c.retired.is_(False)).order_by(CARD.c.id)
    if deck_ids is not None:
        statement = statement.where(CARD.c.deck_id.in_(deck_ids))
    return [rows.card(row) for row in reader.execute(statement)]
