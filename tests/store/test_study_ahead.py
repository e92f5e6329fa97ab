"""Studying more than the day's share, in the same session."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from quiz.cards import Deck, Phase, Rating
from quiz.store import Store
from quiz.study import Session
from tests.store.support import BOTH_WAYS, Clock, answer_all, answer_next, asked, import_terms, keys

TERMS = [f"t{number}" for number in range(8)]


@pytest.fixture
def deck(store: Store, clock: Clock) -> Deck:
    """Eight terms, asked in one direction, two new ones a day."""
    made = import_terms(store, "D", TERMS, clock.now, directions=BOTH_WAYS[:1])
    return change(store, made, new_per_day=2)


def change(store: Store, deck: Deck, **changes: Any) -> Deck:
    store.set_settings(deck, replace(deck.settings, **changes))
    return store.deck(deck.id)


def schedule(store: Store, clock: Clock, *days: int) -> list[int]:
    """Make cards reviews that are due in so many days, answered long ago, and return their ids."""
    cards = store.cards()[: len(days)]
    for card in cards:
        store.reset([card.id], clock.now, clock.day)
    session = Session(store)
    for _card in cards:
        answer_next(session, Rating.EASY, clock.now)
    clock.tomorrow()
    for card, ahead in zip(cards, days, strict=True):
        store.reschedule([card.id], clock.day + timedelta(days=ahead), clock.now, clock.day)
    return [card.id for card in cards]


def test_another_helping_of_new_cards_is_asked_at_each_call(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    assert keys(answer_all(session, clock)) == TERMS[:2]
    assert session.study_ahead(clock.now)
    assert keys(answer_all(session, clock)) == TERMS[2:4]
    assert session.study_ahead(clock.now)
    assert keys(answer_all(session, clock)) == TERMS[4:6]
    assert session.study_ahead(clock.now)
    assert keys(answer_all(session, clock)) == TERMS[6:]
    assert not session.study_ahead(clock.now)
    assert session.next(clock.now) is None


def test_the_reviews_of_the_next_day_that_has_any_come_with_it(store: Store, deck: Deck, clock: Clock) -> None:
    change(store, deck, new_per_day=9)
    ids = schedule(store, clock, 3, 3, 5)
    change(store, deck, new_per_day=0)
    session = Session(store)
    assert session.next(clock.now) is None
    assert session.study_ahead(clock.now)
    assert session.counts(clock.now).due == 2
    assert {question.card.id for question in answer_all(session, clock)} == set(ids[:2])
    assert session.study_ahead(clock.now)
    assert [question.card.id for question in answer_all(session, clock)] == ids[2:]
    assert not session.study_ahead(clock.now), "all were answered today"


def test_studying_ahead_moves_the_schedule(store: Store, deck: Deck, clock: Clock) -> None:
    change(store, deck, new_per_day=9)
    (card_id, *_rest) = schedule(store, clock, 3)
    change(store, deck, new_per_day=0)
    session = Session(store)
    session.study_ahead(clock.now)
    before = store.card(card_id).state
    answer_next(session, Rating.GOOD, clock.now)
    after = store.card(card_id).state
    assert after.reps == before.reps + 1
    assert after.due_day is not None
    assert before.due_day is not None
    assert after.due_day > before.due_day
    assert store.disagreements() == []


def test_reviews_that_the_limit_left_over_come_before_those_of_later_days(
    store: Store, deck: Deck, clock: Clock
) -> None:
    change(store, deck, new_per_day=9)
    ids = schedule(store, clock, 0, -1, -2, 4)
    change(store, deck, new_per_day=0, reviews_per_day=2)
    session = Session(store)
    first = answer_all(session, clock)
    assert len(first) == 2
    assert session.study_ahead(clock.now)
    second = answer_all(session, clock)
    assert {question.card.id for question in first + second} == set(ids[:3])
    assert session.study_ahead(clock.now)
    assert [question.card.id for question in answer_all(session, clock)] == ids[3:]


def test_siblings_follow_where_there_is_nothing_else(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["a", "b"], clock.now)
    session = Session(store)
    assert [question.direction.slug for question in answer_all(session, clock)] == ["term", "term"]
    assert session.study_ahead(clock.now)
    assert [question.direction.slug for question in answer_all(session, clock)] == ["meaning", "meaning"]
    assert not session.study_ahead(clock.now)


def test_it_survives_an_undo_but_not_the_day(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    answer_all(session, clock)
    session.study_ahead(clock.now)
    answer_next(session, Rating.EASY, clock.now)
    session.undo(clock.now)
    assert session.counts(clock.now).new == 2
    assert keys(answer_all(session, clock)) == TERMS[2:4]
    clock.tomorrow()
    new = [question for question in answer_all(session, clock) if question.card.state.phase is Phase.NEW]
    assert keys(new) == TERMS[4:6]


def test_cards_that_are_aside_are_not_asked_ahead(store: Store, deck: Deck, clock: Clock) -> None:
    change(store, deck, new_per_day=9)
    ids = schedule(store, clock, 2, 2, 2)
    change(store, deck, new_per_day=0)
    store.suspend(ids[:1])
    store.bury(ids[1:2], clock.day + timedelta(days=1))
    session = Session(store)
    assert session.study_ahead(clock.now)
    assert [question.card.id for question in answer_all(session, clock)] == ids[2:]


def test_a_limit_of_nothing_stays_nothing(store: Store, deck: Deck, clock: Clock) -> None:
    change(store, deck, new_per_day=0)
    assert not Session(store).study_ahead(clock.now)


def test_the_card_on_the_screen_stays_when_asking_more(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    question = asked(session, clock.now)
    assert session.study_ahead(clock.now)
    assert asked(session, clock.now).card.id == question.card.id
