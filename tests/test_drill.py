"""A drill: exactly these cards, outside the schedule, until each was remembered."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.asking import Asking, Bounds, Counts, Manner
from quiz.cards import Kind, Phase, Rating
from quiz.drill import Drill
from quiz.errors import StaleCardError
from quiz.modes import Given
from quiz.questions import Question
from quiz.repository import Step
from quiz.scheduling.answering import outcomes
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.scheduling.memory import MemoryModel
from quiz.store import Store
from quiz.study import Session
from tests.store.support import BOTH_WAYS, Clock, answer_all, answer_next, import_terms

TERMS = ["a", "b", "c", "d"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(tmp_path / "quiz.db", clock.now) as opened:
        import_terms(opened, "D", TERMS, clock.now, directions=BOTH_WAYS[:1])
        yield opened


def drill_of(
    store: Store, keys: str = "abcd", *, scheduled: bool = False, answers: int = 0, manner: Manner | None = None
) -> Drill:
    ids = dict(zip(TERMS, (card.id for card in store.cards()), strict=True))
    return Drill(
        store,
        [ids[key] for key in keys],
        day_start=DEFAULT_DAY_START,
        manner=manner or Manner(),
        bounds=Bounds(answers),
        scheduled=scheduled,
    )


def question_of(drill: Asking, clock: Clock) -> Question:
    question = drill.next(clock.now)
    assert question is not None
    return question


def rate(drill: Drill, clock: Clock, *ratings: Rating) -> str:
    """Answer so many cards and return their keys."""
    asked = ""
    for rating in ratings:
        question = question_of(drill, clock)
        drill.answer(question, drill.reveal(question, clock.now), rating, clock.forward(seconds=2), mode="flip")
        asked += question.note.key
    return asked


AGAIN, HARD, GOOD, EASY = Rating


def test_exactly_these_cards_are_asked_in_this_order_each_once(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "cabca")
    assert rate(drill, clock, GOOD, HARD, EASY) == "cab"
    assert drill.next(clock.now) is None
    assert drill.waiting(clock.now) is None


def test_cards_are_asked_that_a_session_would_not_ask(store: Store, clock: Clock) -> None:
    answer_all(Session(store), clock)
    store.suspend([store.cards()[0].id])
    store.bury([store.cards()[1].id], clock.day + timedelta(days=9))
    assert rate(drill_of(store, "abc"), clock, GOOD, GOOD, GOOD) == "abc"


def test_a_card_that_was_missed_comes_again_after_two_others(store: Store, clock: Clock) -> None:
    assert rate(drill_of(store), clock, AGAIN, GOOD, GOOD, AGAIN, GOOD, GOOD) == "abcada"


def test_a_card_that_was_missed_comes_again_at_once_where_no_other_is_left(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    assert rate(drill, clock, AGAIN, AGAIN, GOOD, AGAIN, GOOD) == "ababb"
    assert drill.next(clock.now) is None


def test_the_schedule_is_untouched_and_the_log_knows_of_it(store: Store, clock: Clock) -> None:
    answer_all(Session(store), clock)
    clock.forward(days=3)
    before = [card.state for card in store.cards()]
    rate(drill_of(store), clock, AGAIN, GOOD, EASY, HARD, GOOD)
    assert [card.state for card in store.cards()] == before
    assert [entry.kind for entry in store.log(store.cards()[0].id)][-2:] == [Kind.CRAM, Kind.CRAM]
    assert store.done_on(clock.day) == {store.decks()[0].id: (0, 0)}
    assert store.disagreements() == []


def test_no_rating_promises_another_schedule(store: Store, clock: Clock) -> None:
    answer_all(Session(store), clock)
    drill = drill_of(store, "a")
    question = question_of(drill, clock)
    for outcome in drill.reveal(question, clock.now).outcomes.values():
        assert outcome.taken(clock.now) == question.card.state
        assert outcome.interval == timedelta(0)


def test_the_counts_go_from_left_to_done(store: Store, clock: Clock) -> None:
    drill, found = drill_of(store, "abc"), []
    for rating in (AGAIN, GOOD, GOOD, GOOD):
        found.append(drill.counts(clock.now))
        rate(drill, clock, rating)
    found.append(drill.counts(clock.now))
    assert [(counts.due, counts.done) for counts in found] == [(3, 0), (3, 0), (2, 1), (1, 2), (0, 3)]
    assert {(counts.new, counts.learning) for counts in found} == {(0, 0)}


def test_a_card_can_be_put_off(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "abc")
    drill.later(question_of(drill, clock), clock.now)
    assert rate(drill, clock, GOOD, GOOD, GOOD) == "bca"


def test_every_step_of_the_drill_is_taken_back(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "abc")
    rate(drill, clock, AGAIN)
    drill.later(question_of(drill, clock), clock.now)
    rate(drill, clock, GOOD)
    steps = []
    while (undone := drill.undo(clock.now)) is not None:
        steps.append((undone.what, undone.card_id, question_of(drill, clock).note.key))
    ids = [card.id for card in store.cards()]
    assert steps == [(Step.ANSWER, ids[2], "c"), (Step.LATER, ids[1], "b"), (Step.ANSWER, ids[0], "a")]
    assert drill.counts(clock.now) == Counts(new=0, learning=0, due=3, done=0)
    assert rate(drill, clock, GOOD, GOOD, GOOD) == "abc"
    assert store.disagreements() == []


def test_what_was_answered_outside_the_drill_is_not_taken_back(store: Store, clock: Clock) -> None:
    answer_next(Session(store), GOOD, clock.now)
    drill = drill_of(store, "ab")
    assert drill.undo(clock.now) is None
    entry = rate(drill, clock, GOOD)
    assert entry == "a"
    answer_next(Session(store), GOOD, clock.now)
    undone = drill.undo(clock.now)
    assert undone is not None
    assert undone.entry is not None
    assert undone.entry.kind is Kind.CRAM
    assert drill.undo(clock.now) is None


def test_a_session_does_not_take_a_drill_back(store: Store, clock: Clock) -> None:
    answered = answer_next(Session(store), EASY, clock.now)
    rate(drill_of(store, "b"), clock, GOOD)
    undone = Session(store).undo(clock.now)
    assert undone is not None
    assert undone.card_id == answered.card.id
    assert Session(store).undo(clock.now) is None


def test_an_answer_that_was_taken_back_elsewhere_is_passed_over(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    rate(drill, clock, GOOD, GOOD)
    second = store.log(store.cards()[1].id)[-1]
    assert store.undo_entry(second.id, clock.now) is not None
    assert store.undo_entry(second.id, clock.now) is None
    undone = drill.undo(clock.now)
    assert undone is not None
    assert undone.card_id == store.cards()[0].id
    assert rate(drill, clock, GOOD, GOOD) == "ab"


def test_a_stale_answer_is_refused_and_the_card_asked_again(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    question = question_of(drill, clock)
    store.flag([question.card.id], 1)
    with pytest.raises(StaleCardError):
        drill.answer(question, drill.reveal(question, clock.now), GOOD, clock.now, mode="flip")
    assert rate(drill, clock, GOOD, GOOD) == "ab"


def test_a_deck_that_was_deleted_meanwhile_is_passed_over(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    store.delete_deck(store.decks()[0], clock.now)
    assert drill.next(clock.now) is None


def test_a_card_that_was_deleted_meanwhile_is_passed_over(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    store.delete_note(question_of(drill, clock).note, clock.now)
    assert rate(drill, clock, GOOD) == "b"
    assert drill.next(clock.now) is None


# In the schedule


def test_a_drill_in_the_schedule_promises_and_does_what_a_session_would(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab", scheduled=True)
    question = question_of(drill, clock)
    promised = drill.reveal(question, clock.now).outcomes
    model = MemoryModel(store.decks()[0].settings)
    assert promised == outcomes(question.card.state, model, clock.day)
    rate(drill, clock, EASY)
    assert store.card(question.card.id).state == promised[EASY].taken(clock.now)
    assert store.log(question.card.id)[-1].kind is Kind.LEARN
    assert store.done_on(clock.day) == {store.decks()[0].id: (1, 0)}
    assert store.disagreements() == []


def test_a_drill_in_the_schedule_moves_cards_that_are_not_due(store: Store, clock: Clock) -> None:
    answer_all(Session(store), clock)
    clock.forward(days=1)
    before = store.cards()[0]
    assert before.state.due_day is not None
    assert before.state.due_day > clock.day
    rate(drill_of(store, "a", scheduled=True), clock, AGAIN)
    after = store.card(before.id)
    assert (after.state.phase, after.state.lapses, after.state.last_day) == (Phase.RELEARNING, 1, clock.day)
    assert [entry.kind for entry in store.log(before.id)][-1] is Kind.REVIEW


def test_a_card_that_is_missed_in_the_schedule_goes_on_from_there(store: Store, clock: Clock) -> None:
    assert rate(drill_of(store, "a", scheduled=True), clock, AGAIN, GOOD) == "aa"
    card = store.cards()[0]
    assert (card.state.phase, card.state.step, card.state.reps) == (Phase.LEARNING, 1, 2)
    assert store.disagreements() == []


def test_an_answer_in_the_schedule_is_taken_back_by_the_drill_and_by_a_session(store: Store, clock: Clock) -> None:
    new = store.cards()[0].state
    drill = drill_of(store, "ab", scheduled=True)
    rate(drill, clock, EASY, EASY)
    assert drill.undo(clock.now) is not None
    undone = Session(store).undo(clock.now)
    assert undone is not None
    assert [card.state for card in store.cards()] == [new] * 4
    assert drill.undo(clock.now) is None, "somebody else has taken it back"


# How it ends, and how it is asked


def test_a_drill_ends_after_as_many_answers_as_were_meant(store: Store, clock: Clock) -> None:
    drill = drill_of(store, answers=3)
    assert rate(drill, clock, AGAIN, GOOD, AGAIN) == "abc"
    assert drill.next(clock.now) is None
    assert (drill.counts(clock.now).left, drill.counts(clock.now).done) == (0, 3)
    drill.go_further()
    assert rate(drill, clock, GOOD, GOOD, GOOD) == "adc"
    assert drill.next(clock.now) is None


def test_an_undo_gives_an_answer_back_and_putting_off_takes_none(store: Store, clock: Clock) -> None:
    drill = drill_of(store, answers=2)
    drill.later(question_of(drill, clock), clock.now)
    rate(drill, clock, GOOD)
    assert drill.answers_left == 1
    drill.undo(clock.now)
    drill.undo(clock.now)
    assert drill.answers_left == 2
    assert rate(drill, clock, GOOD, GOOD) == "ab"


def test_a_drill_asks_in_the_mode_of_its_manner(store: Store, clock: Clock) -> None:
    assert [
        drill.mode_of(question_of(drill, clock))
        for drill in (drill_of(store), *(drill_of(store, manner=Manner(mode)) for mode in ("flip", "type", "choice")))
    ] == ["choice", "flip", "type", "choice"]


def test_the_times_of_a_drill_are_no_usual_times(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "a")
    for _answer in range(9):
        rate(drill, clock, AGAIN)
    drill = drill_of(store, "abcd" * 2)
    rate(drill, clock, GOOD, GOOD, GOOD, GOOD)
    question = question_of(drill_of(store, "a"), clock)
    assert store.recall_times("flip") == []
    judged = drill.judge(question, "flip", Given(), clock.forward(seconds=50))
    assert judged.proposal.usual is None
