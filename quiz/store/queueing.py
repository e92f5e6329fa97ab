"""What the queue of a day is made from: due reviews, new cards, cards in learning steps, answers of today."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    type_coerce,
)

from quiz.cards import Card, Kind, Phase, Review
from quiz.repository import AnsweredCard, DeckCounts
from quiz.scheduling.days import MOST_OF_A_JOURNEY
from quiz.scheduling.forgetting import decay_of
from quiz.scheduling.queue import Candidate
from quiz.scheduling.replay import KNOWN_FOR_GOOD
from quiz.store import entries, log, rows
from quiz.store.columns import StudyDay
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
_LONGEST_DAY = timedelta(hours=84)
"""How long ago an answer of today may have been given, at most: only so much of the end of the log is read.

A day has 24 hours, its start can be put off by 12, and from the easternmost offset to the westernmost it is 48.
"""


def _available(day: date | BindParameter[date]) -> ColumnElement[bool]:
    free = or_(CARD.c.buried_until.is_(None), CARD.c.buried_until <= day)
    return and_(CARD.c.suspended.is_(False), CARD.c.retired.is_(False), free)


# Statements of every card that is asked are built once: building them takes longer than executing them.
_DAY: BindParameter[date] = bindparam("day", type_=StudyDay)
_LEARNING = (
    select(*_COLUMNS, CARD.c.last_review)
    .where(CARD.c.deck_id.in_(bindparam("decks", expanding=True)), CARD.c.phase.in_(_STEPS), _available(_DAY))
    .order_by(CARD.c.due_at, CARD.c.id)
)
_ANSWERED = (
    select(REVIEW.c.id, CARD.c.note_id, CARD.c.id, CARD.c.deck_id)
    .join(CARD, CARD.c.id == REVIEW.c.card_id)
    .where(REVIEW.c.id >= bindparam("oldest"), REVIEW.c.day == _DAY)
    .where(REVIEW.c.undone.is_(None), REVIEW.c.kind <= Kind.RELEARN)
)
_CARDS_OF_NOTES = (
    select(CARD)
    .where(CARD.c.note_id.in_(bindparam("notes", expanding=True)), CARD.c.retired.is_(False))
    .order_by(CARD.c.id)
)
_PRIME = 2**31 - 1


def due_reviews(reader: Connection, deck_ids: Sequence[int], day: date, until: date) -> list[Candidate]:
    """Return all cards in review that are due on ``day``, or ``until`` a later one if not answered on ``day``.

    A card known for good is not asked before it is due.
    """
    due = CARD.c.due_day <= day
    if until > day:
        due = and_(CARD.c.due_day <= until, or_(due, and_(_not_answered(day), not_(_known_for_good()))))
    if _has_answers_to_come(reader, day):
        due = or_(due, answered_to_come(day))
    decays = _decays(reader, deck_ids)
    mine = and_(CARD.c.deck_id.in_(deck_ids), CARD.c.phase == Phase.REVIEW, due)
    found = reader.execute(select(*_COLUMNS).where(mine, _available(day)))
    return [_candidate(row, decays[row.deck_id]) for row in found]


def next_review_day(reader: Connection, deck_ids: Sequence[int], day: date, after: date) -> date | None:
    """Return the first study day later than ``after`` on which a card falls due that was not answered on ``day``.

    Cards known for good are left out.
    """
    mine = and_(CARD.c.deck_id.in_(deck_ids), CARD.c.phase == Phase.REVIEW, CARD.c.due_day > after)
    ahead = and_(_available(day), _not_answered(day), not_(_known_for_good()))
    return reader.scalar(select(func.min(CARD.c.due_day)).where(mine, ahead))


def _has_answers_to_come(reader: Connection, day: date) -> bool:
    """Whether the log may have an answer of a study day that :func:`quiz.scheduling.days.is_to_come`.

    Only its last entry is looked at: ids never get smaller. Twelve hours are more than any offset and start of a day.
    """
    beyond = day + MOST_OF_A_JOURNEY
    return log.last_entry(reader) >= entries.least_id(datetime(beyond.year, beyond.month, beyond.day, 12, tzinfo=UTC))


def answered_to_come(day: date) -> ColumnElement[bool]:
    """Whether the last answer to a card was given when the clock was ahead: such a card is due at once.

    It is true or false, never unknown. Otherwise it would be asked only when that day has come.
    """
    last = func.coalesce(CARD.c.last_day, literal(day, StudyDay()))
    return and_(last > day + MOST_OF_A_JOURNEY, not_(_known_for_good()))


def _not_answered(day: date) -> ColumnElement[bool]:
    return or_(CARD.c.last_day.is_(None), CARD.c.last_day != day)


def _known_for_good() -> ColumnElement[bool]:
    """Whether a card is as :func:`quiz.scheduling.replay.known_for_good` leaves it, until it is answered or moved.

    It is true or false, never unknown. Only columns of the card are looked at, not its log: answers alone bring a card
    there only where the next one is a hundred years away, too.
    """
    stability = func.coalesce(CARD.c.stability, 0)
    interval = func.coalesce(type_coerce(CARD.c.due_day - CARD.c.last_day, Integer), 0)
    return and_(stability >= KNOWN_FOR_GOOD.stability, interval >= int(KNOWN_FOR_GOOD.stability))


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
    found = reader.execute(_LEARNING, {"decks": deck_ids, "day": day})
    return [replace(_candidate(row), answered=row.last_review) for row in found]


def new_cards(
    reader: Connection, deck_id: int, day: date, after: tuple[int, int], *, shuffled: bool
) -> list[tuple[Candidate, int]]:
    """Return a page of the new cards of a deck in an order, each with its place in that; empty at the end.

    ``after`` is the place and the id of the last card of the page before.
    """
    place: ColumnElement[int] = _shuffled_place(day) if shuffled else CARD.c.position
    least, last_id = after
    later = or_(place > least, and_(place == least, CARD.c.id > last_id))
    new = and_(CARD.c.deck_id == deck_id, CARD.c.phase == Phase.NEW, CARD.c.due_day.is_(None))
    statement = select(*_COLUMNS, place.label("place")).where(new, place >= least, later, _available(day))
    found = reader.execute(statement.order_by(place, CARD.c.id).limit(_PAGE))
    return [(_candidate(row), row.place) for row in found]


def _shuffled_place(day: date) -> ColumnElement[int]:
    """Return a place for the cards of each note that is as good as random, the same all day and another tomorrow.

    A linear step modulo a prime alone would show as regular strides; squaring hides them.
    """
    seed = blake2b(str(day.toordinal()).encode(), digest_size=8).digest()
    factor, shift = (int.from_bytes(half) % _PRIME for half in (seed[:4], seed[4:]))
    step = (CARD.c.note_id * _number(factor or 1) + _number(shift)) % _number(_PRIME)
    place: ColumnElement[int] = (step * step) % _number(_PRIME)
    return place


def _number(value: int) -> ColumnElement[int]:
    return literal(value, BigInteger())


def answered_on(reader: Connection, day: date, now: datetime, after: int) -> list[AnsweredCard]:
    """Return the answers of a study day that moved a schedule and whose entry has a larger id than ``after``."""
    oldest = max(after + 1, entries.least_id(now - _LONGEST_DAY))
    return [AnsweredCard(*row) for row in reader.execute(_ANSWERED, {"oldest": oldest, "day": day})]


def log_of_day(reader: Connection, deck_ids: Sequence[int], day: date, now: datetime) -> list[Review]:
    """Return all answers of a study day in some decks, in order, without those taken back.

    The sum keeps the database from going through all cards of the decks: the end of the log is nearer.
    """
    statement = (
        select(REVIEW)
        .join(CARD, CARD.c.id == REVIEW.c.card_id)
        .where(REVIEW.c.id >= entries.least_id(now - _LONGEST_DAY), REVIEW.c.day == day, REVIEW.c.undone.is_(None))
        .where(REVIEW.c.kind <= Kind.INTERVIEW, (CARD.c.deck_id + 0).in_(deck_ids))
    )
    return [rows.review(row) for row in reader.execute(statement.order_by(REVIEW.c.id))]


def next_due(
    reader: Connection,
    deck_ids: Sequence[int],
    fresh_deck_ids: Sequence[int],
    day: date,
    only: Collection[int] | None = None,
) -> tuple[datetime | None, date | None]:
    """Return when the next card in learning steps is due, and the first later study day with other cards to ask.

    These are reviews that fall due or are left over, without those known for good, and new cards of the decks in
    ``fresh_deck_ids``; where ``only`` is given, of the cards with these ids.
    """
    steps = select(func.min(CARD.c.due_at)).where(CARD.c.deck_id.in_(deck_ids), CARD.c.phase.in_(_STEPS))
    tomorrow = literal(day + timedelta(days=1), StudyDay())
    later = and_(CARD.c.due_day > tomorrow, not_(answered_to_come(day)))
    due = case((later, CARD.c.due_day), else_=tomorrow)
    asked = case((CARD.c.buried_until > due, CARD.c.buried_until), else_=due)
    reviews = and_(CARD.c.deck_id.in_(deck_ids), CARD.c.phase == Phase.REVIEW, not_(_known_for_good()))
    fresh = and_(CARD.c.deck_id.in_(fresh_deck_ids), CARD.c.phase == Phase.NEW)
    others = select(func.min(asked)).where(or_(reviews, fresh), CARD.c.suspended.is_(False), CARD.c.retired.is_(False))
    return _first(reader, steps.where(_available(day)), only), _first(reader, others, only)


def _first(reader: Connection, statement: Select[Any], only: Collection[int] | None) -> Any:
    """Return the least that a statement finds, of all cards or only of some; nothing where there is none."""
    parts = [true()] if only is None else rows.among(CARD.c.id, only)
    found = (reader.scalar(statement.where(part)) for part in parts)
    return min((value for value in found if value is not None), default=None)


def counts(reader: Connection, day: date) -> dict[int, DeckCounts]:
    """Return for each deck how many notes and cards it has, and how many cards are new, in steps, due, suspended."""
    open_ = CARD.c.suspended.is_(False)
    statement = select(
        CARD.c.deck_id,
        func.count(func.distinct(CARD.c.note_id)),
        func.count(),
        _count(open_, CARD.c.phase == Phase.NEW),
        _count(open_, CARD.c.phase.in_(_STEPS)),
        _count(_available(day), CARD.c.phase == Phase.REVIEW, or_(CARD.c.due_day <= day, answered_to_come(day))),
        _count(CARD.c.suspended.is_(True)),
    )
    found = reader.execute(statement.where(CARD.c.retired.is_(False), living()).group_by(CARD.c.deck_id))
    return {row[0]: DeckCounts(*(int(value) for value in row[1:])) for row in found}


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)


def cards(reader: Connection, deck_ids: Sequence[int] | None) -> list[Card]:
    """Return the cards of some decks, or of all, by id, without retired ones."""
    mine = living() if deck_ids is None else CARD.c.deck_id.in_(deck_ids)
    statement = select(CARD).where(CARD.c.retired.is_(False), mine).order_by(CARD.c.id)
    return [rows.card(row) for row in reader.execute(statement)]


def cards_of_note(reader: Connection, note_id: int) -> list[Card]:
    """Return the cards of a note by id, without retired ones."""
    statement = select(CARD).where(CARD.c.note_id == note_id, CARD.c.retired.is_(False)).order_by(CARD.c.id)
    return [rows.card(row) for row in reader.execute(statement)]


def cards_of_notes(reader: Connection, note_ids: Sequence[int]) -> list[Card]:
    """Return the cards of some notes, those of each by id, without retired ones."""
    parts = rows.chunks(note_ids)
    return [rows.card(row) for part in parts for row in reader.execute(_CARDS_OF_NOTES, {"notes": part})]


def living() -> ColumnElement[bool]:
    """Whether a card is in a deck that was not deleted."""
    condition: ColumnElement[bool] = CARD.c.deck_id.in_(select(DECK.c.id).where(DECK.c.deleted.is_(None)))
    return condition
