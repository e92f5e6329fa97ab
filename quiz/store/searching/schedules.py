"""Conditions on the schedule of a card: its state, its numbers, its days. Each is true or false, never unknown."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    type_coerce,
)

from quiz.cards import Deck, Phase
from quiz.query.conditions import ORDER, Amount, Operator, Quantity, State
from quiz.scheduling.forgetting import decay_of
from quiz.store.columns import StudyDay
from quiz.store.queueing import answered_to_come
from quiz.store.rows import CARD, DECK

# The sum keeps the database from going through all cards by their decks: in the order of the file it is quicker.
DECK_ID = CARD.c.deck_id + 0
"""The deck of a card, in conditions that many cards fulfil."""

LIVING = (DECK_ID.in_(select(DECK.c.id).where(DECK.c.deleted.is_(None))), CARD.c.retired.is_(False))
"""The conditions on all cards that are not retired, in decks that are not deleted."""

_ENDLESS = 1e18
"""More stabilities than any card can have waited."""


def one_of(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that a column, which always has a value, has one of these."""
    condition: ColumnElement[bool] = column.in_(values)
    return condition


def between(column: ColumnElement[Any], first: date | None, last: date | None) -> ColumnElement[bool]:
    """Return the condition that a column has a study day, not before ``first`` and not after ``last``."""
    after = true() if first is None else column >= first
    return and_(column.is_not(None), after, true() if last is None else column <= last)


def is_in(state: State, day: date) -> ColumnElement[bool]:
    """Return the condition that a card is in a state on a study day; being a leech is a matter of its note."""
    buried = between(CARD.c.buried_until, day + timedelta(days=1), None)
    match state:
        case State.NEW:
            return one_of(CARD.c.phase, [Phase.NEW])
        case State.LEARNING:
            return one_of(CARD.c.phase, [Phase.LEARNING, Phase.RELEARNING])
        case State.REVIEW:
            return one_of(CARD.c.phase, [Phase.REVIEW])
        case State.DUE:
            due = or_(between(CARD.c.due_day, None, day), answered_to_come(day))
            return and_(one_of(CARD.c.phase, [Phase.REVIEW]), due, CARD.c.suspended.is_(False), not_(buried))
        case State.SUSPENDED:
            return and_(CARD.c.suspended.is_(True))
        case State.BURIED:
            return buried
        case State.FLAGGED:
            return and_(CARD.c.flag != 0)
        case State.LEECH:
            raise AssertionError(state)


def measured(quantity: Quantity, amount: Amount) -> ColumnElement[bool]:
    """Return the condition on a number that the card has as it is; the interval is that of a card in review."""
    if quantity is Quantity.INTERVAL:
        days = type_coerce(CARD.c.due_day - CARD.c.last_day, Integer)
        known = and_(CARD.c.due_day.is_not(None), CARD.c.last_day.is_not(None))
        return and_(one_of(CARD.c.phase, [Phase.REVIEW]), known, _compared(days, amount))
    column = CARD.c[quantity.value]
    return and_(column.is_not(None), _compared(column, amount))


def _compared(number: ColumnElement[Any], amount: Amount) -> ColumnElement[bool]:
    if amount.operator is not Operator.EQUAL:
        condition: ColumnElement[bool] = ORDER[amount.operator](number, literal(amount.value, Float()))
        return condition
    least, beyond = (literal(bound, Float()) for bound in amount.bounds)
    return and_(number >= least, number < beyond) if amount.tolerance else and_(number == least)


def remembered(amount: Amount, day: date, decks: Sequence[Deck]) -> ColumnElement[bool]:
    """Return the condition on the retrievability of a card on a study day, with the parameters of its deck.

    It is one on the days since the last review, in stabilities, for the decks of each forgetting curve.
    """
    by_decay: dict[float, list[int]] = {}
    for deck in decks:
        by_decay.setdefault(decay_of(deck.settings.parameters), []).append(deck.id)
    parts = [and_(one_of(DECK_ID, ids), _waited(amount, day, decay)) for decay, ids in sorted(by_decay.items())]
    return and_(CARD.c.stability.is_not(None), or_(false(), *parts))


def _waited(amount: Amount, day: date, decay: float) -> ColumnElement[bool]:
    """Return the condition that so many days have passed. The longer ago, the less is remembered: signs turn."""
    today = literal(day, StudyDay())
    passed = type_coerce(today - CARD.c.last_day, Integer)
    waited = func.coalesce(case((CARD.c.last_day > today, 0), else_=passed), 0)

    def compared(how: Operator, value: float) -> ColumnElement[bool]:
        limit = literal(_stabilities(value, decay), Float()) * CARD.c.stability
        condition: ColumnElement[bool] = ORDER[how](limit, waited)
        return condition

    if amount.operator is Operator.EQUAL:
        least, beyond = amount.bounds
        return and_(compared(Operator.AT_LEAST, least), compared(Operator.LESS, beyond))
    return compared(amount.operator, amount.value)


def _stabilities(retrievability: float, decay: float) -> float:
    """Return after how many stabilities a card is remembered so well: FSRS-6's forgetting curve turned round.

    From R = (1 + factor · t / S)^(−decay) follows t / S = (R^(−1/decay) − 1) / factor.
    """
    if retrievability <= 0:
        return _ENDLESS
    try:
        return float(min((retrievability ** (-1 / decay) - 1) / (0.9 ** (-1 / decay) - 1), _ENDLESS))
    except OverflowError:
        return _ENDLESS
