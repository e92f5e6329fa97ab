"""Whatever the clock and the time zone do, no card and no answer is lost, and the past is never another one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.cards import Rating
from quiz.study import Session
from tests.time.travellers import ACTION, LAST, START, Traveller, zone

pytestmark = pytest.mark.no_cover

EXAMPLES = int(os.environ.get("QUIZ_TIME_EXAMPLES", "25"))
"""How many lives are drawn; thousands by hand."""


@contextmanager
def begun(start: datetime, name: str) -> Iterator[Traveller]:
    with tempfile.TemporaryDirectory() as folder:
        traveller = Traveller(Path(folder) / "quiz.db", start, name)
        try:
            yield traveller
        finally:
            traveller.store.close()


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(START, zone(), st.lists(ACTION, min_size=4, max_size=25))
def test_nothing_is_lost_and_the_past_stays_whatever_the_clock_does(
    start: datetime, name: str, actions: list[tuple[str, Any]]
) -> None:
    with begun(start, name) as traveller:
        for action, value in actions:
            traveller.act(action, value)
        assert traveller.store.disagreements() == []
        everything_comes_back(traveller)


def everything_comes_back(traveller: Traveller) -> None:
    """With the clock set right, each card that was begun and is not suspended is asked after its interval."""
    traveller.skew = timedelta()
    traveller.restart()
    for deck in traveller.decks:
        traveller.store.set_settings(deck, replace(deck.settings, new_per_day=0, reviews_per_day=999))
    states = {card.id: card.state for card in traveller.store.cards() if card.state.reps and not card.suspended}
    longest = max((state.scheduled_days or 0 for state in states.values()), default=0)
    asked: set[int] = set()
    if traveller.true + timedelta(days=longest + 15) > LAST:
        return
    for later in (timedelta(days=longest + 4), timedelta(days=10)):
        traveller.true += later
        traveller.session = Session(traveller.store, None, day_start=traveller.day_start, together=True)
        while (question := traveller.session.next(traveller.now)) is not None:
            asked.add(question.card.id)
            choices = traveller.session.reveal(question, traveller.now)
            traveller.session.answer(question, choices, Rating.EASY, traveller.now, mode="flip")
            traveller.true += timedelta(seconds=9)
    assert asked >= states.keys()
    assert traveller.store.disagreements() == []
