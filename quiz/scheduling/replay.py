"""The review log is the truth: a card's state computed again from its entries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from quiz.cards import CardState, Kind, Memory, Phase, Rating, Review
from quiz.scheduling.days import elapsed_days
from quiz.scheduling.memory import STABILITY_MAX, MemoryModel

KNOWN_FOR_GOOD = Memory(STABILITY_MAX, 1.0)
"""The memory of a card that a person knows for good: the most stable and the easiest there is."""


def known_for_good(state: CardState, now: datetime, day: date) -> CardState:
    """Return the state of a card that is marked as known for good at ``now``, an instant in UTC: due in 100 years."""
    return replace(
        state,
        phase=Phase.REVIEW,
        step=None,
        due_day=day + timedelta(days=KNOWN_FOR_GOOD.stability),
        due_at=None,
        memory=KNOWN_FOR_GOOD,
        last_review=now,
        last_day=day,
    )


def replayed(log: Iterable[Review], model: MemoryModel) -> CardState:
    """Return the state of a card whose log this is, in the order of its ids, entries taken back included.

    Memory, reps, lapses and the last review are computed with ``model``; phase, step and due are what the last entry
    left, since the settings of that moment decided them.
    """
    state = CardState()
    for entry in log:
        if entry.undone is None:
            state = after(state, entry, model)
    return state


def after(state: CardState, entry: Review, model: MemoryModel) -> CardState:
    """Return the state of a card after an entry of its log that was not taken back.

    Another due day is nothing to a card without memory: it is new since what was before was taken back or reset.
    """
    if entry.kind is Kind.RESET:
        return CardState()
    if entry.kind.brings_memory:
        state = replace(state, memory=entry.imported, last_review=entry.time, last_day=entry.day)
    elif entry.kind.moves_memory and entry.rating is not None:
        state = _answered(state, entry, entry.rating, model)
    elif entry.kind is not Kind.RESCHEDULE or state.memory is None:
        return state
    return replace(state, phase=entry.phase, step=entry.step, due_day=entry.due_day, due_at=entry.due_at)


def _answered(state: CardState, entry: Review, rating: Rating, model: MemoryModel) -> CardState:
    elapsed = elapsed_days(state.last_day, entry.day)
    return replace(
        state,
        memory=model.after(state.memory, rating, elapsed),
        reps=state.reps + 1,
        lapses=state.lapses + (state.phase is Phase.REVIEW and rating is Rating.AGAIN),
        last_review=entry.time,
        last_day=entry.day,
    )
