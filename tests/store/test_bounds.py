"""Sessions that end earlier or ask less: by number, by minutes, of a selection; and changes that are no answers."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.asking import Bounds, Counts
from quiz.cards import Deck, Kind, Phase, Rating
from quiz.drill import Drill
from quiz.repository import Step, Undone
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.store import Store
from quiz.study import Session
from tests.store.support import (
    BOTH_WAYS,
    Clock,
    answer_all,
    answer_next,
    asked,
    card_of,
    deck_named,
    give,
    import_terms,
    keys,
)

AGAIN, HARD, GOOD, EASY = Rating


@pytest.fixture
def deck(store: Store, clock: Clock) -> Deck:
    """Five terms, asked in one direction."""
    return import_terms(store, "D", "abcde", clock.now, directions=BOTH_WAYS[:1])


def of_answers(store: Store, number: int) -> Session:
    return Session(store, bounds=Bounds(answers=number))


def only(store: Store, *terms: str) -> frozenset[int]:
    """The ids of the cards of these terms."""
    return frozenset(card_of(store, term).id for term in terms)


def undone(session: Session, clock: Clock) -> Undone:
    found = session.undo(clock.now)
    assert found is not None
    return found


# So many answers


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_session_ends_after_as_many_answers_as_were_meant(
    store: Store, deck: Deck, clock: Clock, number: int
) -> None:
    session = of_answers(store, number)
    assert keys(answer_all(session, clock)) == list("abcde"[:number])
    assert session.is_over(clock.now)
    assert (session.next(clock.now), session.waiting(clock.now)) == (None, None)


def test_a_card_that_is_asked_again_is_another_answer(store: Store, deck: Deck, clock: Clock) -> None:
    session = of_answers(store, 3)
    questions = answer_all(session, clock, AGAIN, seconds=61)
    assert keys(questions) == ["a", "a", "a"]
    assert session.is_over(clock.now)


def test_a_session_without_bounds_ends_with_the_cards(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    assert session.answers_left is None
    assert len(answer_all(session, clock)) == 5
    assert not session.is_over(clock.forward(days=1))


def test_undo_gives_an_answer_back(store: Store, deck: Deck, clock: Clock) -> None:
    session = of_answers(store, 2)
    answer_all(session, clock)
    assert (session.answers_left, session.next(clock.now)) == (0, None)
    assert undone(session, clock).what is Step.ANSWER
    assert session.answers_left == 1
    assert keys(answer_all(session, clock)) == ["b"]


def test_taking_back_what_was_answered_before_the_session_makes_it_no_longer(
    store: Store, deck: Deck, clock: Clock
) -> None:
    answer_next(Session(store), EASY, clock.now)
    session = of_answers(store, 2)
    undone(session, clock)
    assert session.answers_left == 2
    assert len(answer_all(session, clock)) == 2


def test_putting_off_and_suspending_are_no_answers(store: Store, deck: Deck, clock: Clock) -> None:
    session = of_answers(store, 2)
    session.later(asked(session, clock.now), clock.now)
    session.suspend(asked(session, clock.now), clock.now)
    session.mark_known(asked(session, clock.now), clock.now)
    assert session.answers_left == 2
    assert undone(session, clock).what is Step.CHANGE
    assert undone(session, clock).what is Step.SUSPENDED
    assert session.answers_left == 2


def test_who_wants_to_goes_further_than_was_meant(store: Store, deck: Deck, clock: Clock) -> None:
    session = of_answers(store, 1)
    answer_all(session, clock)
    session.go_further()
    assert session.answers_left is None
    assert keys(answer_all(session, clock)) == list("bcde")


# So many minutes


def test_a_session_ends_when_its_time_is_over(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, bounds=Bounds(time=timedelta(minutes=2)))
    assert len(answer_all(session, clock, seconds=50)) == 3
    assert session.is_over(clock.now)
    assert not session.is_over(clock.now - timedelta(seconds=40))
    session.go_further()
    assert len(answer_all(session, clock, seconds=50)) == 2


def test_the_time_runs_from_the_first_card(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, bounds=Bounds(time=timedelta(minutes=2)))
    assert not session.is_over(clock.forward(hours=1))
    assert session.next(clock.now) is not None
    assert session.next(clock.forward(seconds=119)) is not None
    assert session.next(clock.forward(seconds=1)) is None


def test_an_answer_that_was_begun_in_time_is_still_stored(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, bounds=Bounds(time=timedelta(minutes=1)))
    question = asked(session, clock.now)
    give(session, question, GOOD, clock.forward(minutes=5))
    assert store.card(question.card.id).state.phase is Phase.LEARNING


def test_after_the_time_what_was_taken_back_is_asked_and_nothing_else(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, bounds=Bounds(time=timedelta(minutes=1)))
    answer_next(session, EASY, clock.now)
    clock.forward(minutes=1)
    assert session.next(clock.now) is None
    undone(session, clock)
    assert session.next(clock.now) is not None
    answer_next(session, EASY, clock.now)
    assert session.next(clock.now) is None


@pytest.mark.parametrize("bounds", [Bounds(2, timedelta(minutes=9)), Bounds(9, timedelta(seconds=20))])
def test_of_two_bounds_the_first_one_counts(store: Store, deck: Deck, clock: Clock, bounds: Bounds) -> None:
    assert len(answer_all(Session(store, bounds=bounds), clock, seconds=10)) == 2


# Counts


def test_the_counts_are_those_of_the_answers_that_are_left(store: Store, deck: Deck, clock: Clock) -> None:
    session = of_answers(store, 3)
    assert session.counts(clock.now) == Counts(new=5, learning=0, due=0, done=0, most=3)
    assert session.counts(clock.now).left == 3
    answer_next(session, EASY, clock.now)
    assert session.counts(clock.now) == Counts(new=4, learning=0, due=0, done=1, most=2)
    answer_next(session, AGAIN, clock.now)
    assert session.counts(clock.now) == Counts(new=3, learning=1, due=0, done=2, most=1)
    answer_next(session, GOOD, clock.now)
    assert session.counts(clock.now).left == 0
    session.go_further()
    assert session.counts(clock.now) == Session(store).counts(clock.now)


def test_more_than_there_is_cannot_be_left(store: Store, deck: Deck, clock: Clock) -> None:
    for _card in "ab":
        answer_next(Session(store), EASY, clock.now)
    clock.forward(days=30)
    answer_next(Session(store, only=only(store, "c")), AGAIN, clock.now)
    assert Session(store).counts(clock.now) == Counts(new=2, learning=1, due=2, done=0)
    assert [of_answers(store, number).counts(clock.now).left for number in (1, 2, 4, 5, 9)] == [1, 2, 4, 5, 5]


@given(ratings=st.lists(st.sampled_from(list(Rating)), max_size=8), number=st.integers(1, 9), undos=st.integers(0, 3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_session_promises_or_takes_more_answers_than_were_meant(
    store: Store, ratings: list[Rating], number: int, undos: int
) -> None:
    clock = Clock()
    if store.decks():
        store.delete_deck(store.decks()[0], clock.now)
    import_terms(store, "D", "abcde", clock.now, directions=BOTH_WAYS[:1])
    session, given_answers = of_answers(store, number), 0
    for rating in ratings:
        question = session.next(clock.forward(minutes=1))
        if question is None:
            break
        give(session, question, rating, clock.now)
        given_answers += 1
        assert session.counts(clock.now).left <= max(0, number - given_answers) == session.answers_left
    for _undo in range(min(undos, given_answers)):
        undone(session, clock)
        given_answers -= 1
        assert session.answers_left == number - given_answers
        assert session.next(clock.now) is not None


# A selection


def test_only_what_was_selected_is_asked(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, only=only(store, "b", "d"))
    assert session.counts(clock.now) == Counts(new=2, learning=0, due=0, done=0)
    assert keys(answer_all(session, clock)) == ["b", "d"]
    assert session.counts(clock.now) == Counts(new=0, learning=0, due=0, done=2)
    assert keys(answer_all(Session(store), clock)) == ["a", "c", "e"]


def test_a_selection_holds_for_steps_and_reviews_too(store: Store, deck: Deck, clock: Clock) -> None:
    answer_all(Session(store, only=only(store, "a", "b")), clock)
    clock.forward(days=30)
    answer_next(Session(store, only=only(store, "c", "d")), AGAIN, clock.now)
    answer_next(Session(store, only=only(store, "d")), AGAIN, clock.now)
    clock.forward(minutes=2)
    session = Session(store, only=only(store, "b", "d"))
    assert session.counts(clock.now) == Counts(new=0, learning=1, due=1, done=0)
    assert sorted(keys(answer_all(session, clock))) == ["b", "d"]


def test_a_selection_of_nothing_asks_nothing(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, only=frozenset())
    assert session.next(clock.now) is None
    assert session.counts(clock.now) == Counts(new=0, learning=0, due=0)
    assert not session.study_ahead(clock.now)


def test_what_is_selected_but_elsewhere_is_not_asked(store: Store, deck: Deck, clock: Clock) -> None:
    import_terms(store, "E", "xy", clock.now, directions=BOTH_WAYS[:1])
    session = Session(store, [deck_named(store, "E")], only=only(store, "a", "x"))
    assert keys(answer_all(session, clock)) == ["x"]


def test_the_limits_of_the_day_hold_for_a_selection_too(store: Store, clock: Clock) -> None:
    import_terms(store, "Many", [f"t{number}" for number in range(30)], clock.now, directions=BOTH_WAYS[:1])
    chosen = [card.id for card in store.cards()][::-1][:25]
    assert len(answer_all(Session(store, only=frozenset(chosen)), clock)) == 20


def test_a_selected_card_waits_for_a_sibling_that_was_not_selected(store: Store, clock: Clock) -> None:
    import_terms(store, "D", "ab", clock.now)
    answer_next(Session(store), EASY, clock.now)
    session = Session(store, only=frozenset([card_of(store, "a", "meaning").id]))
    assert session.next(clock.now) is None
    assert session.ending(clock.now).waiting_siblings == 1


def test_studying_a_selection_ahead_reaches_its_own_next_review(store: Store, deck: Deck, clock: Clock) -> None:
    answer_next(Session(store, only=only(store, "a")), EASY, clock.now)
    clock.forward(days=1)
    answer_next(Session(store, only=only(store, "b")), EASY, clock.now)
    clock.forward(days=1)
    session = Session(store, only=only(store, "b"))
    assert session.next(clock.now) is None
    assert session.study_ahead(clock.now), "a falls due before, but is not meant"
    assert keys([asked(session, clock.now)]) == ["b"]


# Known for good, and reset


def test_a_card_that_is_known_for_good_is_not_asked_any_more(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    known = asked(session, clock.now)
    session.mark_known(known, clock.now)
    assert keys(answer_all(session, clock)) == list("bcde")
    assert [entry.kind for entry in store.log(known.card.id)] == [Kind.KNOWN]
    clock.forward(days=300)
    assert sorted(keys(answer_all(Session(store), clock))) == list("bcde")
    assert store.disagreements() == []


def test_known_for_good_is_undone_and_the_card_asked_next(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    answer_next(session, EASY, clock.now)
    before = asked(session, clock.now)
    session.mark_known(before, clock.now)
    answer_next(session, EASY, clock.now)
    assert undone(session, clock).what is Step.ANSWER
    assert undone(session, clock).what is Step.CHANGE
    assert asked(session, clock.now).card.id == before.card.id
    assert store.card(before.card.id).state == before.card.state
    assert undone(session, clock).what is Step.ANSWER
    assert keys([asked(session, clock.now)]) == ["a"]


def test_known_for_good_is_undone_after_a_restart_too(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    known = asked(session, clock.now)
    session.mark_known(known, clock.now)
    again = Session(store)
    assert keys([asked(again, clock.now)]) == ["b"]
    found = undone(again, clock)
    assert (found.what, found.card_id) == (Step.CHANGE, known.card.id)
    assert keys(answer_all(again, clock)) == list("abcde")
    assert again.undo(clock.now) is not None


def test_a_card_in_steps_that_is_reset_is_new_again_and_comes_back_with_an_undo(
    store: Store, deck: Deck, clock: Clock
) -> None:
    session = Session(store)
    answer_next(session, AGAIN, clock.now)
    question = asked(session, clock.forward(minutes=2))
    assert question.note.key == "a"
    session.reset(question, clock.now)
    assert store.card(question.card.id).state.phase is Phase.NEW
    assert store.card(question.card.id).state.memory is None
    assert session.counts(clock.now) == Counts(new=5, learning=0, due=0, done=0)
    assert undone(session, clock).what is Step.CHANGE
    assert asked(session, clock.now).card.id == question.card.id
    assert store.card(question.card.id).state == question.card.state


def test_a_review_that_is_reset_is_new_and_undone_after_a_restart(store: Store, deck: Deck, clock: Clock) -> None:
    answer_all(Session(store), clock)
    clock.forward(days=30)
    session = Session(store)
    question = asked(session, clock.now)
    session.reset(question, clock.now)
    assert session.counts(clock.now) == Counts(new=1, learning=0, due=4, done=0)
    again = Session(store)
    assert undone(again, clock).card_id == question.card.id
    assert again.counts(clock.now) == Counts(new=0, learning=0, due=5, done=0)
    assert store.card(question.card.id).state == question.card.state


def test_a_change_uses_up_no_limit_of_the_day(store: Store, clock: Clock) -> None:
    import_terms(store, "Many", [f"t{number}" for number in range(30)], clock.now, directions=BOTH_WAYS[:1])
    session = Session(store)
    session.mark_known(asked(session, clock.now), clock.now)
    assert len(answer_all(session, clock)) == 20


def test_a_card_that_was_put_off_and_is_known_now_does_not_come_at_the_end(
    store: Store, deck: Deck, clock: Clock
) -> None:
    session = Session(store)
    first = asked(session, clock.now)
    session.later(first, clock.now)
    session.mark_known(first, clock.now)
    assert keys(answer_all(session, clock)) == list("bcde")


# Drills


def test_a_drill_keeps_its_bounds_too(store: Store, deck: Deck, clock: Clock) -> None:
    ids = [card.id for card in store.cards()]
    drill = Drill(store, ids, day_start=DEFAULT_DAY_START, bounds=Bounds(answers=2))
    assert drill.counts(clock.now).left == 2
    for _answer in range(2):
        question = drill.next(clock.now)
        assert question is not None
        drill.answer(question, drill.reveal(question, clock.now), GOOD, clock.now, mode="flip")
    assert drill.next(clock.now) is None
    assert (drill.counts(clock.now).left, drill.counts(clock.now).done) == (0, 2)
    assert drill.undo(clock.now) is not None
    assert drill.answers_left == 1
    drill.go_further()
    assert drill.counts(clock.now) == Counts(new=0, learning=0, due=4, done=1)


# What is put aside or changed, taken back, or outside a selection


def test_a_session_that_is_over_ends_again_after_what_was_taken_back_is_put_aside(
    store: Store, deck: Deck, clock: Clock
) -> None:
    session = Session(store, bounds=Bounds(time=timedelta(minutes=1)))
    answer_next(session, EASY, clock.now)
    clock.forward(minutes=1)
    undone(session, clock)
    session.bury(asked(session, clock.now), clock.now)
    assert session.next(clock.now) is None


def test_an_answer_outside_the_selection_that_is_taken_back_is_asked(store: Store, deck: Deck, clock: Clock) -> None:
    first = answer_next(Session(store), EASY, clock.now)
    others = frozenset(card.id for card in store.cards() if card.note_id != first.note.id)
    session = Session(store, only=others)
    undone(session, clock)
    assert asked(session, clock.now).card.id == first.card.id


def test_a_change_that_is_taken_back_leaves_nothing_put_off(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, together=True)
    before = [one.note.key for one in answer_all(Session(store, together=True), clock)]
    for _answer in before:
        undone(session, clock)
    session.mark_known(asked(session, clock.now), clock.now)
    undone(session, clock)
    assert [one.note.key for one in answer_all(session, clock)] == before


def test_a_card_that_is_asked_again_leaves_no_step_of_its_suspension(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    answered_one = answer_next(session, EASY, clock.now)
    question = asked(session, clock.now)
    session.suspend(question, clock.now)
    session.ask_again(question)
    assert not store.card(question.card.id).suspended
    undone(session, clock)
    assert asked(session, clock.now).card.id == answered_one.card.id
