"""What an answer does: learning steps in minutes, reviews in whole days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.cards import CardState, Memory, Phase, Rating
from quiz.scheduling.answering import Outcome, outcome, outcomes
from quiz.scheduling.memory import MemoryModel
from quiz.study_settings import DeckSettings

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 22, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
MODEL = MemoryModel(DeckSettings())


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def in_review(stability: float = 20.0, days_ago: int = 20) -> CardState:
    last = DAY - timedelta(days=days_ago)
    return CardState(Phase.REVIEW, due_day=DAY, memory=Memory(stability, 5.0), reps=4, lapses=1, last_day=last)


def after(*ratings: Rating, state: CardState | None = None, model: MemoryModel = MODEL) -> Outcome:
    """What is left of a card after some answers on one day."""
    found = Outcome(state or CardState(), timedelta(0))
    for rating in ratings:
        found = outcome(found.state, model, rating, DAY)
    return found


@pytest.mark.parametrize(
    ("rating", "interval", "step"),
    [(Rating.AGAIN, minutes(1), 0), (Rating.HARD, minutes(5.5), 0), (Rating.GOOD, minutes(10), 1)],
)
def test_a_new_card_goes_into_learning_steps(rating: Rating, interval: timedelta, step: int) -> None:
    found = after(rating)
    assert (found.state.phase, found.state.step, found.interval) == (Phase.LEARNING, step, interval)


def test_an_easy_new_card_leaves_the_steps_at_once() -> None:
    found = after(Rating.EASY)
    assert (found.state.phase, found.state.step) == (Phase.REVIEW, None)
    assert found.interval >= timedelta(days=1)


def test_good_in_the_last_step_leaves_the_steps() -> None:
    found = after(Rating.GOOD, Rating.GOOD)
    assert found.state.phase is Phase.REVIEW
    assert found.state.due_day == DAY + found.interval
    assert found.interval == timedelta(days=2)


def test_again_in_the_last_step_goes_back_to_the_first() -> None:
    found = after(Rating.GOOD, Rating.AGAIN)
    assert (found.state.phase, found.state.step, found.interval) == (Phase.LEARNING, 0, minutes(1))


def test_hard_in_the_last_step_repeats_it() -> None:
    found = after(Rating.GOOD, Rating.HARD)
    assert (found.state.step, found.interval) == (1, minutes(10))


def test_a_forgotten_card_is_relearnt_in_ten_minutes_and_lapses() -> None:
    found = after(Rating.AGAIN, state=in_review())
    assert (found.state.phase, found.state.step, found.interval) == (Phase.RELEARNING, 0, minutes(10))
    assert found.state.lapses == 2


def test_a_relearnt_card_goes_back_to_review() -> None:
    found = after(Rating.AGAIN, Rating.GOOD, state=in_review())
    assert found.state.phase is Phase.REVIEW
    assert found.state.lapses == 2
    assert found.interval >= timedelta(days=1)


def test_forgetting_in_learning_is_no_lapse() -> None:
    assert after(Rating.AGAIN, Rating.AGAIN).state.lapses == 0


def test_without_steps_every_answer_leads_to_a_day() -> None:
    model = MemoryModel(DeckSettings(learning_steps=(), relearning_steps=()))
    for state in (CardState(), in_review()):
        for found in outcomes(state, model, DAY).values():
            assert found.state.phase is Phase.REVIEW
            assert found.interval >= timedelta(days=1)


def test_steps_are_a_setting() -> None:
    model = MemoryModel(DeckSettings(learning_steps=(3.0, 25.0, 600.0), relearning_steps=(7.0,)))
    assert [after(*[Rating.GOOD] * count, model=model).interval for count in (1, 2)] == [minutes(25), minutes(600)]
    assert after(Rating.AGAIN, state=in_review(), model=model).interval == minutes(7)


def test_a_card_beyond_steps_that_are_gone_goes_to_review() -> None:
    short = MemoryModel(DeckSettings(learning_steps=(1.0,)))
    found = outcome(after(Rating.GOOD).state, short, Rating.GOOD, DAY)
    assert found.state.phase is Phase.REVIEW


STATES = st.builds(
    lambda stability, difficulty, gap: CardState(
        Phase.REVIEW, due_day=DAY, memory=Memory(stability, difficulty), reps=3, last_day=DAY - timedelta(days=gap)
    ),
    st.floats(0.001, 36500),
    st.floats(1, 10),
    st.integers(0, 3650),
)


@given(STATES, st.integers(1, 36500))
@settings(deadline=None)
def test_reviews_come_back_after_a_whole_number_of_days_up_to_the_longest(state: CardState, longest: int) -> None:
    model = MemoryModel(DeckSettings(maximum_interval=longest))
    found = outcomes(state, model, DAY)
    days = [found[rating].interval / timedelta(days=1) for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
    assert all(count == int(count) and 1 <= count <= longest for count in days)
    assert days == sorted(days)
    due = [found[rating].state.due_day for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
    assert due == [DAY + timedelta(days=count) for count in days]


def test_a_higher_desired_retention_asks_earlier() -> None:
    intervals = [
        outcome(in_review(), MemoryModel(DeckSettings(desired_retention=wanted)), Rating.GOOD, DAY).interval
        for wanted in (0.8, 0.9, 0.97)
    ]
    assert intervals == sorted(intervals, reverse=True)
    assert len(set(intervals)) == 3


def test_steps_run_in_real_time_from_the_answer() -> None:
    taken = after(Rating.GOOD).taken(NOW)
    assert taken.due_at == NOW + minutes(10)
    assert taken.last_review == NOW
    assert taken.due_at.tzinfo is UTC


def test_a_review_is_due_on_a_day_and_at_no_instant() -> None:
    taken = after(Rating.EASY).taken(NOW)
    assert taken.due_at is None
    assert taken.due_day == after(Rating.EASY).state.due_day
    assert taken.last_day == DAY


@pytest.mark.parametrize("rating", list(Rating))
def test_every_answer_counts_as_a_repetition(rating: Rating) -> None:
    assert after(rating, state=in_review()).state.reps == 5
