"""The memory model held against the package it is made from and against Anki's engine."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import fsrs
import fsrs_rs_python as anki
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.cards import CardState, Kind, Memory, Phase, Rating, Review
from quiz.errors import QuizError
from quiz.scheduling.days import elapsed_days, study_day
from quiz.scheduling.forgetting import DEFAULT_DECAY, decay_of, retrievability
from quiz.scheduling.memory import STABILITY_MAX, STABILITY_MIN, MemoryModel, check_parameters
from quiz.scheduling.replay import known_for_good, replayed
from quiz.study_settings import DeckSettings

DEFAULTS: tuple[float, ...] = tuple(fsrs.scheduler.DEFAULT_PARAMETERS)
RATINGS = st.sampled_from(list(Rating))
HISTORIES = st.lists(st.tuples(RATINGS, st.integers(0, 365)), min_size=1, max_size=60)
PARAMETERS = st.sampled_from(
    [
        (),
        DEFAULTS,
        (0.4, 1.1, 3.1, 15.7, 7.2, 0.53, 1.07, 0.01, 1.5, 0.15, 1.0, 1.9, 0.1, 0.3, 2.3, 0.23, 2.9, 0.5, 0.7, 0.1, 0.2),
        (0.05, 0.4, 1.0, 5.0, 5.0, 1.2, 2.5, 0.1, 2.2, 0.3, 0.5, 1.0, 0.05, 0.2, 1.2, 0.5, 2.0, 0.8, 0.05, 0.2, 0.35),
    ]
)
MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def by_model(history: Sequence[tuple[Rating, int]], parameters: tuple[float, ...]) -> Memory:
    model = MemoryModel(DeckSettings(parameters=parameters))
    memory = None
    for rating, gap in history:
        memory = model.after(memory, rating, gap)
    assert memory is not None
    return memory


def by_package(history: Sequence[tuple[Rating, int]], parameters: tuple[float, ...]) -> Memory:
    """The package, driven as its documentation says, at UTC midnights."""
    scheduler = fsrs.Scheduler(parameters=parameters or DEFAULTS, enable_fuzzing=False)
    card, now = fsrs.Card(card_id=1, due=MIDNIGHT), MIDNIGHT
    for index, (rating, gap) in enumerate(history):
        now += timedelta(days=gap if index else 0)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), now)
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(card.stability, card.difficulty)


def by_anki(history: Sequence[tuple[Rating, int]], parameters: tuple[float, ...]) -> Memory:
    reviews = [anki.FSRSReview(int(rating), gap if index else 0) for index, (rating, gap) in enumerate(history)]
    state = anki.FSRS(list(parameters or DEFAULTS)).memory_state(anki.FSRSItem(reviews))
    return Memory(state.stability, state.difficulty)


def assert_close(found: Memory, expected: Memory) -> None:
    assert found.stability == pytest.approx(min(expected.stability, STABILITY_MAX), rel=1e-4)
    assert found.difficulty == pytest.approx(expected.difficulty, rel=1e-4)


@given(HISTORIES, PARAMETERS)
@settings(deadline=None)
def test_memory_agrees_with_the_package_at_utc_midnights(
    history: list[tuple[Rating, int]], parameters: tuple[float, ...]
) -> None:
    assert_close(by_model(history, parameters), by_package(history, parameters))


@given(HISTORIES, PARAMETERS)
@settings(deadline=None)
def test_memory_agrees_with_ankis_engine(history: list[tuple[Rating, int]], parameters: tuple[float, ...]) -> None:
    assert_close(by_model(history, parameters), by_anki(history, parameters))


@given(HISTORIES, PARAMETERS)
@settings(deadline=None)
def test_learning_steps_change_nothing_about_memory(
    history: list[tuple[Rating, int]], parameters: tuple[float, ...]
) -> None:
    model = MemoryModel(DeckSettings(parameters=parameters))
    state = CardState()
    for rating, gap in history:
        memory, phase, step, _ = model.next(state, rating, gap)
        assert memory == model.after(state.memory, rating, gap)
        state = CardState(phase=phase, step=step, memory=memory)


@given(HISTORIES, PARAMETERS)
@settings(deadline=None)
def test_memory_stays_in_its_range(history: list[tuple[Rating, int]], parameters: tuple[float, ...]) -> None:
    memory = by_model(history, parameters)
    assert STABILITY_MIN <= memory.stability <= STABILITY_MAX
    assert 1 <= memory.difficulty <= 10


def test_ten_hours_over_night_are_one_day() -> None:
    evening = datetime(2026, 3, 1, 22, tzinfo=SHANGHAI)
    morning = datetime(2026, 3, 2, 8, tzinfo=SHANGHAI)
    gap = elapsed_days(study_day(evening), study_day(morning))
    assert gap == 1
    assert by_model([(Rating.GOOD, 0), (Rating.GOOD, gap)], ()).stability == pytest.approx(7.32, abs=0.005)


def test_two_answers_on_one_study_day_are_no_day_apart() -> None:
    assert by_model([(Rating.GOOD, 0), (Rating.GOOD, 0)], ()).stability == pytest.approx(2.31, abs=0.005)


@given(st.floats(0.001, 36500), st.integers(0, 36500), PARAMETERS)
def test_the_forgetting_curve_is_that_of_the_package(
    stability: float, days: int, parameters: tuple[float, ...]
) -> None:
    scheduler = fsrs.Scheduler(parameters=parameters or DEFAULTS)
    card = fsrs.Card(card_id=1, state=fsrs.State.Review, stability=stability, difficulty=5.0, last_review=MIDNIGHT)
    expected = scheduler.get_card_retrievability(card, MIDNIGHT + timedelta(days=days))
    assert retrievability(stability, days, decay_of(parameters)) == pytest.approx(expected, rel=1e-9)


def test_the_default_decay_is_that_of_the_package() -> None:
    assert DEFAULTS[20] == DEFAULT_DECAY
    assert decay_of(()) == DEFAULT_DECAY
    assert decay_of((*DEFAULTS[:20], 0.3)) == 0.3


def test_stability_is_the_number_of_days_until_recall_falls_to_nine_in_ten() -> None:
    assert retrievability(17.0, 0) == 1.0
    assert retrievability(17.0, 17) == pytest.approx(0.9)
    assert retrievability(17.0, 17, 0.4) == pytest.approx(0.9)


@pytest.mark.parametrize("parameters", [(1.0,), tuple([-5.0] * 21), DEFAULTS[:20]])
def test_impossible_parameters_are_refused_with_a_reason(parameters: tuple[float, ...]) -> None:
    with pytest.raises(QuizError, match="FSRS parameters cannot be used"):
        check_parameters(parameters)


def test_the_defaults_and_no_parameters_are_accepted() -> None:
    check_parameters(())
    check_parameters(DEFAULTS)


# Replay: the log is the truth.

DAY = date(2026, 3, 2)


def entry(number: int, kind: Kind, rating: Rating | None = None, day: int = 0, **left: object) -> Review:
    values: dict[str, object] = {
        "id": number,
        "card_id": 1,
        "time": MIDNIGHT + timedelta(days=day),
        "day": DAY + timedelta(days=day),
        "utc_offset": 0,
        "kind": kind,
        "rating": rating,
        "mode": "flip",
        "milliseconds": 0,
        "given": "",
        "confused_with": None,
        "phase": Phase.REVIEW,
        "step": None,
        "due_day": DAY + timedelta(days=day + 3),
        "due_at": None,
    }
    return Review(**{**values, **left})  # type: ignore[arg-type]


MODEL = MemoryModel(DeckSettings())


def test_an_empty_log_makes_a_new_card() -> None:
    assert replayed([], MODEL) == CardState()


def test_a_reset_forgets_everything_before_it() -> None:
    log = [entry(1, Kind.LEARN, Rating.EASY), entry(2, Kind.RESET), entry(3, Kind.LEARN, Rating.GOOD, 1)]
    assert replayed(log[:2], MODEL) == CardState()
    assert replayed(log, MODEL) == replayed(log[2:], MODEL)
    assert replayed(log, MODEL).reps == 1


def test_a_change_of_the_due_day_leaves_memory_alone() -> None:
    log = [entry(1, Kind.LEARN, Rating.EASY), entry(2, Kind.RESCHEDULE, day=1, due_day=DAY + timedelta(days=40))]
    before, after = replayed(log[:1], MODEL), replayed(log, MODEL)
    assert after.due_day == DAY + timedelta(days=40)
    assert (after.memory, after.last_day, after.reps) == (before.memory, before.last_day, before.reps)


@pytest.mark.parametrize("kind", [Kind.CRAM, Kind.INTERVIEW])
def test_cramming_and_interviews_move_nothing(kind: Kind) -> None:
    log = [entry(1, Kind.LEARN, Rating.EASY), entry(2, kind, Rating.AGAIN, 1, due_day=None, phase=Phase.RELEARNING)]
    assert replayed(log, MODEL) == replayed(log[:1], MODEL)


def test_an_imported_memory_is_learnt_on_from() -> None:
    memory = Memory(20.0, 4.0)
    log = [entry(1, Kind.IMPORTED, imported=memory), entry(2, Kind.REVIEW, Rating.GOOD, 10)]
    assert replayed(log[:1], MODEL).memory == memory
    assert replayed(log, MODEL).memory == MODEL.after(memory, Rating.GOOD, 10)


def test_a_card_known_for_good_is_the_most_stable_there_is_and_comes_again_in_a_hundred_years() -> None:
    learnt = replayed([entry(1, Kind.LEARN, Rating.EASY)], MODEL)
    known = known_for_good(learnt, MIDNIGHT + timedelta(days=3), DAY + timedelta(days=3))
    assert known.memory == Memory(STABILITY_MAX, 1.0)
    assert (known.phase, known.step, known.due_at) == (Phase.REVIEW, None, None)
    assert known.due_day == DAY + timedelta(days=36503)
    assert (known.reps, known.lapses) == (learnt.reps, learnt.lapses)
    log = [entry(1, Kind.LEARN, Rating.EASY), entry(2, Kind.KNOWN, day=3, due_day=known.due_day, imported=known.memory)]
    assert replace(replayed(log, MODEL), last_review=known.last_review) == known


def test_only_forgetting_a_card_in_review_is_a_lapse() -> None:
    log = [
        entry(1, Kind.LEARN, Rating.AGAIN, phase=Phase.LEARNING),
        entry(2, Kind.LEARN, Rating.EASY),
        entry(3, Kind.REVIEW, Rating.AGAIN, 5, phase=Phase.RELEARNING),
        entry(4, Kind.RELEARN, Rating.AGAIN, 5, phase=Phase.RELEARNING),
    ]
    assert [replayed(log[:count], MODEL).lapses for count in range(1, 5)] == [0, 0, 1, 1]


def test_what_was_taken_back_counts_for_nothing() -> None:
    log = [entry(1, Kind.LEARN, Rating.EASY), entry(2, Kind.REVIEW, Rating.AGAIN, 5, undone=MIDNIGHT)]
    assert replayed(log, MODEL) == replayed(log[:1], MODEL)


@given(st.lists(st.integers(-30, 30), min_size=2, max_size=12))
@settings(deadline=None)
def test_days_that_run_backwards_count_as_the_same_day(shifts: list[int]) -> None:
    days = [sum(shifts[: index + 1]) for index in range(len(shifts))]
    log = [entry(number, Kind.REVIEW, Rating.GOOD, day) for number, day in enumerate(days)]
    gaps = [0, *(max(0, later - earlier) for earlier, later in pairwise(days))]
    assert replayed(log, MODEL).memory == by_model([(Rating.GOOD, gap) for gap in gaps], ())
