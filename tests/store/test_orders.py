"""The order of new cards and of reviews, as the decks want it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from quiz.cards import Deck, Phase, Rating
from quiz.store import Store
from quiz.study import Session
from tests.store.support import BOTH_WAYS, Clock, answer_all, answer_next, import_terms, keys

TERMS = [f"t{number:02}" for number in range(30)]


def change(store: Store, deck: Deck, **changes: Any) -> None:
    store.set_settings(deck, replace(store.deck(deck.id).settings, **changes))


def new_keys(store: Store, clock: Clock, *chosen: Deck) -> list[str]:
    """The keys of the new cards of a day, without answering them."""
    day = clock.day
    decks = list(chosen) or store.decks()
    candidates = [card for deck in decks for card in store.new_cards(deck.id, day, shuffled=True)]
    return [store.note(card.note_id).key for card in candidates]


def test_new_cards_come_in_the_order_of_the_deck_or_by_chance(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", TERMS, clock.now, directions=BOTH_WAYS[:1])
    change(store, deck, new_per_day=99)
    in_order = Session(store)
    assert in_order.counts(clock.now).new == 30
    change(store, deck, new_order="random")
    asked = keys(answer_all(Session(store), clock))
    assert asked != TERMS
    assert sorted(asked) == TERMS


def test_the_order_by_chance_is_the_same_all_day_and_another_tomorrow(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", TERMS, clock.now, directions=BOTH_WAYS[:1])
    change(store, deck, new_order="random")
    today = new_keys(store, clock)
    answer_all(Session(store), clock, Rating.EASY)
    assert new_keys(store, clock) == today[20:]
    clock.tomorrow()
    assert new_keys(store, clock) != today[20:]


def test_more_new_cards_than_a_page_come_each_once_by_chance(store: Store, clock: Clock) -> None:
    many = [f"n{number}" for number in range(450)]
    deck = import_terms(store, "D", many, clock.now)
    found = list(store.new_cards(deck.id, clock.day, shuffled=True))
    assert len({card.card_id for card in found}) == len(found) == 900
    notes = [card.note_id for card in found]
    steps = {after - before for before, after in zip(notes[::2], notes[2::2], strict=False)}
    assert len(steps) > 200, "no regular strides"


def test_by_chance_the_first_direction_of_a_note_still_comes_first(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", TERMS, clock.now)
    change(store, deck, new_order="random")
    assert {question.direction.slug for question in answer_all(Session(store), clock)} == {"term"}


@pytest.mark.parametrize("several", [True, False])
def test_the_order_of_the_one_chosen_deck_holds_for_its_sub_decks(store: Store, clock: Clock, several: bool) -> None:
    above = import_terms(store, "A", TERMS[:1], clock.now, directions=BOTH_WAYS[:1])
    below = import_terms(store, "A::B", TERMS[1:], clock.now, directions=BOTH_WAYS[:1])
    for deck in (above, below):
        change(store, deck, new_per_day=99)
    change(store, above, new_order="random")
    asked = keys(answer_all(Session(store, [above, below] if several else [above]), clock))
    assert (asked == TERMS) == several, "of several decks each has its own order"


@pytest.mark.parametrize("order", ["known", "weak", "due", "random"])
def test_reviews_come_in_the_order_of_the_deck(store: Store, clock: Clock, order: str) -> None:
    deck = import_terms(store, "D", TERMS[:3], clock.now, directions=BOTH_WAYS[:1])
    change(store, deck, learning_steps=(), review_order=order)
    session = Session(store)
    for rating in (Rating.EASY, Rating.AGAIN, Rating.GOOD):
        answer_next(session, rating, clock.now)
    cards = store.cards()
    assert {card.state.phase for card in cards} == {Phase.REVIEW}
    clock.forward(days=30)
    for card, days in zip(cards, (5, 1, 9), strict=True):
        store.reschedule([card.id], clock.day - timedelta(days=days), clock.now, clock.day)
    asked = keys(answer_all(Session(store), clock))
    expected = {"known": ["t00", "t02", "t01"], "weak": ["t01", "t02", "t00"], "due": ["t02", "t00", "t01"]}
    assert asked == expected.get(order, asked)


def test_of_several_decks_the_first_by_name_orders_the_reviews(store: Store, clock: Clock) -> None:
    first = import_terms(store, "A", ["a"], clock.now, directions=BOTH_WAYS[:1])
    second = import_terms(store, "B", ["b"], clock.now, directions=BOTH_WAYS[:1])
    change(store, first, review_order="weak")
    answer_next(Session(store, [first]), Rating.EASY, clock.now)
    change(store, second, learning_steps=())
    answer_next(Session(store, [second]), Rating.HARD, clock.now)
    clock.forward(days=300)
    assert keys(answer_all(Session(store, [second, first]), clock)) == ["b", "a"]
