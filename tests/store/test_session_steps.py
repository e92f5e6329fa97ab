"""What a session does beside answering: waiting, putting off, suspending, burying, and taking all of it back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.cards import Deck, Kind, Rating
from quiz.repository import Step, Undone
from quiz.scheduling.days import study_day
from quiz.store import Store
from quiz.study import Session
from tests.store.support import (
    BOTH_WAYS,
    NOW,
    Clock,
    answer_all,
    answer_next,
    asked,
    give,
    import_terms,
    keys,
)

NOT_FORWARD = timedelta(0)


@pytest.fixture
def deck(store: Store, clock: Clock) -> Deck:
    """Three terms, asked in one direction."""
    return import_terms(store, "D", ["a", "b", "c"], clock.now, directions=BOTH_WAYS[:1])


def undone(session: Session, clock: Clock) -> Undone:
    """What an undo takes back; there has to be something."""
    found = session.undo(clock.now)
    assert found is not None
    return found


# Waiting


def test_a_session_that_brings_nothing_forward_waits_for_the_next_step(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, forward=NOT_FORWARD)
    assert session.waiting(clock.now) is None, "something is asked"
    answer_next(session, Rating.AGAIN, clock.now)
    answer_next(session, Rating.GOOD, clock.now)
    answer_next(session, Rating.EASY, clock.now)
    assert session.next(clock.now) is None
    assert session.waiting(clock.now) == NOW + timedelta(minutes=1)
    clock.forward(minutes=1)
    assert keys([asked(session, clock.now)]) == ["a"]
    assert session.waiting(clock.now) is None


def test_a_session_that_brings_forward_does_not_wait(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    for _card in range(3):
        answer_next(session, Rating.GOOD, clock.now)
    assert session.waiting(clock.now) is None
    assert session.next(clock.now) is not None


def test_nobody_waits_for_a_step_that_is_far_away(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", ["a"], clock.now, directions=BOTH_WAYS[:1])
    store.set_settings(deck, replace(deck.settings, learning_steps=(1.0, 25.0)))
    session = Session(store, forward=NOT_FORWARD)
    answer_next(session, Rating.GOOD, clock.now)
    assert session.waiting(clock.now) is None
    assert session.waiting(clock.forward(minutes=5)) == NOW + timedelta(minutes=25)


def test_a_card_that_is_waited_for_can_be_brought_forward_until_it_is_answered(
    store: Store, deck: Deck, clock: Clock
) -> None:
    session = Session(store, forward=NOT_FORWARD)
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY):
        answer_next(session, rating, clock.now)
    session.bring_forward(clock.now)
    assert keys([asked(session, clock.now)]) == keys([asked(session, clock.now)]) == ["b"]
    assert session.waiting(clock.now) is None
    answer_next(session, Rating.EASY, clock.now)
    assert session.next(clock.now) is None
    assert session.waiting(clock.now) == NOW + timedelta(minutes=10)


def test_nothing_is_brought_forward_where_nothing_is_waited_for(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, forward=NOT_FORWARD)
    session.bring_forward(clock.now)
    assert keys(answer_all(session, clock)) == ["a", "b", "c"]
    session.bring_forward(clock.now)
    assert session.next(clock.now) is None


def test_a_card_that_was_brought_forward_and_put_off_is_waited_for_again(
    store: Store, deck: Deck, clock: Clock
) -> None:
    session = Session(store, forward=NOT_FORWARD)
    for _card in range(3):
        answer_next(session, Rating.GOOD, clock.now)
    session.bring_forward(clock.now)
    session.later(asked(session, clock.now), clock.now)
    assert session.next(clock.now) is None
    assert session.waiting(clock.now) is not None
    assert keys(answer_all(session, clock)) == []
    assert keys([asked(session, clock.forward(minutes=10))]) == ["b"]


# Later


def test_a_card_that_is_put_off_comes_behind_all_others(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    before = session.counts(clock.now)
    session.later(asked(session, clock.now), clock.now)
    assert session.counts(clock.now) == before
    assert keys(answer_all(session, clock)) == ["b", "c", "a"]


def test_cards_that_were_put_off_come_in_the_order_in_which_they_were(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    for _time in range(4):
        session.later(asked(session, clock.now), clock.now)
    assert keys(answer_all(session, clock)) == ["b", "c", "a"]


def test_a_card_in_steps_can_be_put_off_too(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    answer_next(session, Rating.AGAIN, clock.now)
    clock.forward(minutes=2)
    session.later(asked(session, clock.now), clock.now)
    assert keys(answer_all(session, clock)) == ["b", "c", "a"]


def test_a_card_that_was_put_off_and_answered_elsewhere_is_not_asked(
    path: Path, store: Store, deck: Deck, clock: Clock
) -> None:
    session = Session(store)
    session.later(asked(session, clock.now), clock.now)
    with Store.open(path, clock.now) as elsewhere:
        answer_next(Session(elsewhere), Rating.EASY, clock.now)
    assert keys(answer_all(session, clock)) == ["b", "c"]


def test_a_card_is_put_off_for_a_day_only(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    session.later(asked(session, clock.now), clock.now)
    clock.tomorrow()
    assert keys([asked(session, clock.now)]) == ["a"]


def test_a_card_stays_put_off_when_another_answer_is_taken_back(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    session.later(asked(session, clock.now), clock.now)
    answer_next(session, Rating.EASY, clock.now)
    assert undone(session, clock).what is Step.ANSWER
    assert keys(answer_all(session, clock)) == ["b", "c", "a"]


# Suspending and burying


@pytest.mark.parametrize("whole_note", [True, False])
def test_a_suspended_card_is_not_asked_any_more(store: Store, clock: Clock, whole_note: bool) -> None:
    import_terms(store, "D", ["a", "b"], clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    assert session.suspend(question, clock.now, whole_note=whole_note) == 1 + whole_note
    assert session.counts(clock.now).new == 1
    assert keys(answer_all(session, clock)) == ["b"]
    suspended = [card.direction for card in store.cards_of_note(question.note.id) if card.suspended]
    assert suspended == (["term", "meaning"] if whole_note else ["term"])


@pytest.mark.parametrize("whole_note", [True, False])
def test_a_buried_card_is_asked_again_on_the_next_study_day(store: Store, clock: Clock, whole_note: bool) -> None:
    import_terms(store, "D", ["a", "b"], clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    assert session.bury(question, clock.now, whole_note=whole_note) == 1 + whole_note
    assert keys(answer_all(session, clock)) == ["b"]
    assert store.card(question.card.id).buried_until == clock.day + timedelta(days=1)
    clock.tomorrow()
    assert "a" in keys(answer_all(session, clock))


def test_what_is_aside_already_is_not_touched(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a"], clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    sibling = next(card for card in store.cards() if card.id != question.card.id)
    until = clock.day + timedelta(days=9)
    store.bury([sibling.id], until)
    assert session.bury(question, clock.now, whole_note=True) == 1
    assert store.card(sibling.id).buried_until == until
    store.suspend([question.card.id])
    assert session.suspend(question, clock.now) == 0


def test_a_card_in_steps_that_is_suspended_is_not_waited_for(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, forward=NOT_FORWARD)
    answer_next(session, Rating.AGAIN, clock.now)
    clock.forward(minutes=1)
    session.suspend(asked(session, clock.now), clock.now)
    assert keys(answer_all(session, clock)) == ["b", "c"]
    assert session.waiting(clock.now) is None
    assert session.counts(clock.now).learning == 0


# Taking back


def test_putting_off_is_taken_back(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    first = asked(session, clock.now)
    session.later(first, clock.now)
    assert undone(session, clock) == Undone(Step.LATER, first.card.id)
    assert keys(answer_all(session, clock)) == ["a", "b", "c"]


def test_suspending_a_note_is_taken_back_as_it_was(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a", "b"], clock.now)
    sibling = store.cards()[1]
    store.suspend([sibling.id])
    session = Session(store)
    question = asked(session, clock.now)
    assert session.suspend(question, clock.now, whole_note=True) == 1
    assert undone(session, clock) == Undone(Step.SUSPENDED, question.card.id)
    assert [card.suspended for card in store.cards_of_note(question.note.id)] == [False, True]
    assert asked(session, clock.now).card.id == question.card.id


def test_burying_is_taken_back_as_it_was(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a", "b"], clock.now)
    cards = store.cards()[:2]
    store.bury([cards[1].id], clock.day)
    session = Session(store)
    question = asked(session, clock.now)
    assert session.bury(question, clock.now, whole_note=True) == 2
    assert keys([asked(session, clock.now)]) == ["b"]
    assert undone(session, clock) == Undone(Step.BURIED, question.card.id, cards=2)
    assert [card.buried_until for card in store.cards_of_note(question.note.id)] == [None, clock.day]
    assert asked(session, clock.now).card.id == question.card.id


def test_steps_and_answers_are_taken_back_in_the_order_in_which_they_happened(
    store: Store, deck: Deck, clock: Clock
) -> None:
    answer_next(Session(store), Rating.EASY, clock.now)
    session = Session(store)
    session.later(asked(session, clock.forward(seconds=1)), clock.now)
    answer_next(session, Rating.EASY, clock.forward(seconds=1))
    session.suspend(asked(session, clock.now), clock.now)
    assert session.next(clock.now) is None
    steps = []
    while (step := session.undo(clock.forward(seconds=1))) is not None:
        steps.append((step.what, asked(session, clock.now).note.key))
    assert steps == [(Step.SUSPENDED, "b"), (Step.ANSWER, "c"), (Step.LATER, "b"), (Step.ANSWER, "a")]
    assert keys(answer_all(session, clock)) == ["a", "b", "c"]


def test_an_answer_given_elsewhere_after_a_step_is_taken_back_before_it(
    path: Path, store: Store, deck: Deck, clock: Clock
) -> None:
    session = Session(store)
    session.later(asked(session, clock.now), clock.now)
    with Store.open(path, clock.now) as elsewhere:
        other = answer_next(Session(elsewhere), Rating.EASY, clock.forward(seconds=1))
    assert undone(session, clock).what is Step.ANSWER
    assert asked(session, clock.now).card.id == other.card.id
    assert undone(session, clock).what is Step.LATER
    assert session.undo(clock.now) is None


def test_a_change_in_the_log_is_taken_back_as_such(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    question = answer_next(session, Rating.EASY, clock.now)
    store.reset([question.card.id], clock.forward(minutes=1), clock.day)
    step = undone(session, clock)
    assert (step.what, step.card_id) == (Step.CHANGE, question.card.id)
    assert step.entry is not None
    assert step.entry.kind is Kind.RESET
    assert undone(session, clock).what is Step.ANSWER


def test_a_card_that_was_taken_back_can_be_put_off_or_aside(store: Store, deck: Deck, clock: Clock) -> None:
    store.set_settings(deck, replace(deck.settings, new_per_day=1))
    session = Session(store)
    answer_next(session, Rating.EASY, clock.now)
    session.undo(clock.now)
    session.later(asked(session, clock.now), clock.now)
    assert session.counts(clock.now).new == 1
    question = asked(session, clock.now)
    assert keys([question]) == ["a"]
    session.bury(question, clock.now)
    assert session.next(clock.now) is None
    assert undone(session, clock).what is Step.BURIED
    give(session, asked(session, clock.now), Rating.EASY, clock.now)
    assert session.next(clock.now) is None


def test_steps_are_not_taken_back_by_another_session(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    session.suspend(asked(session, clock.now), clock.now)
    assert Session(store).undo(clock.now) is None


def test_the_session_goes_on_under_the_new_name_of_its_deck(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store, [deck])
    answer_next(session, Rating.EASY, clock.now)
    store.rename_deck(deck, "E")
    session.undo(clock.now)
    assert keys(answer_all(session, clock)) == ["a", "b", "c"]


def test_a_step_of_yesterday_is_taken_back_today(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    session.suspend(asked(session, clock.now), clock.now)
    clock.tomorrow()
    assert study_day(clock.now) > study_day(NOW)
    assert undone(session, clock).what is Step.SUSPENDED
    assert keys([asked(session, clock.now)]) == ["a"]
