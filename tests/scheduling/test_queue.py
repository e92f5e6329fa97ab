"""The queue of a day: its order, its limits, and siblings kept apart."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import Phase
from quiz.scheduling.forgetting import DEFAULT_DECAY, retrievability
from quiz.scheduling.queue import Candidate, DayQueue, Limits, build

DAY = date(2026, 3, 2)
NOTHING: Mapping[int, frozenset[int]] = {}
DECK = 1


def new(card_id: int, note_id: int = 0, deck_id: int = DECK) -> Candidate:
    return Candidate(card_id, note_id or card_id, deck_id, Phase.NEW)


def due(
    card_id: int, stability: float = 10.0, days: int = 10, note_id: int = 0, deck_id: int = DECK, decay: float = 0.1542
) -> Candidate:
    last = DAY - timedelta(days=days)
    return Candidate(card_id, note_id or card_id, deck_id, Phase.REVIEW, DAY, None, stability, last, decay)


def limits(new_cards: int = 1000, reviews: int = 1000) -> Limits:
    return Limits({DECK: (new_cards, reviews)}, {DECK: (DECK,)})


def ids(queue: DayQueue) -> list[int]:
    return [card.card_id for card in queue.cards]


def test_reviews_come_best_known_first() -> None:
    reviews = [due(1, 10, 30), due(2, 10, 3), due(3, 100, 10), due(4, 0.5, 60)]
    assert ids(build(reviews, [], limits(), NOTHING, DAY)) == [3, 2, 1, 4]


def test_retrievability_follows_the_parameters_of_each_deck() -> None:
    steep, flat = due(1, 10, 40, decay=0.8), due(2, 10, 40, decay=0.1)
    assert ids(build([steep, flat], [], limits(), NOTHING, DAY)) == [2, 1]


@given(st.lists(st.tuples(st.floats(0.01, 1000), st.integers(0, 400)), max_size=30))
def test_retrievability_never_rises_along_the_queue(cards: list[tuple[float, int]]) -> None:
    reviews = [due(number, stability, days) for number, (stability, days) in enumerate(cards, 1)]
    queue = build(reviews, [], limits(), NOTHING, DAY).cards
    known = [retrievability(c.stability or 0, (DAY - (c.last_day or DAY)).days, DEFAULT_DECAY) for c in queue]
    assert known == sorted(known, reverse=True)
    assert len(queue) == len(reviews)


@pytest.mark.parametrize(
    ("order", "expected"), [("known", [3, 2, 1, 4]), ("weak", [4, 1, 2, 3]), ("due", [4, 1, 3, 2])]
)
def test_reviews_come_in_the_order_that_is_wanted(order: str, expected: list[int]) -> None:
    cards = [due(1, 10, 30), due(2, 10, 3), due(3, 100, 10), due(4, 0.5, 60)]
    reviews = [replace(card, due_day=(card.last_day or DAY) + timedelta(days=1)) for card in cards]
    assert ids(build(reviews, [], limits(), NOTHING, DAY, review_order=order)) == expected


def test_reviews_by_chance_come_in_an_order_that_lasts_a_day() -> None:
    cards = [due(number, number) for number in range(1, 40)]
    first = ids(build(cards, [], limits(), NOTHING, DAY, review_order="random"))
    assert ids(build(cards[::-1], [], limits(), NOTHING, DAY, review_order="random")) == first
    assert ids(build(cards, [], limits(), NOTHING, DAY + timedelta(days=1), review_order="random")) != first
    assert first not in (sorted(first), sorted(first, reverse=True))


def test_equal_reviews_come_in_an_order_that_lasts_a_day_and_changes_tomorrow() -> None:
    def order(day: date, cards: list[Candidate]) -> list[int]:
        return ids(build(cards, [], limits(), NOTHING, day))

    cards = [due(number) for number in range(1, 40)]
    today = order(DAY, cards)
    assert order(DAY, cards[::-1]) == today
    assert order(DAY, cards[5:]) == [number for number in today if number > 5]
    assert order(DAY + timedelta(days=1), cards) != today
    assert today != sorted(today)


def test_new_cards_come_in_the_order_of_the_deck() -> None:
    cards = [new(5), new(3), new(9)]
    assert ids(build([], [cards], limits(), NOTHING, DAY)) == [5, 3, 9]


def test_new_cards_are_spread_evenly_among_reviews_after_a_review() -> None:
    reviews, fresh = [due(number) for number in range(1, 10)], [new(101), new(102), new(103)]
    phases = "".join("n" if n > 100 else "r" for n in ids(build(reviews, [fresh], limits(), NOTHING, DAY)))
    assert phases == "rrrnrrnrrnrr"


@given(st.integers(0, 60), st.integers(0, 60))
def test_no_card_is_lost_when_new_ones_are_spread(review_count: int, new_count: int) -> None:
    reviews = [due(number) for number in range(1, review_count + 1)]
    fresh = [new(number) for number in range(101, 101 + new_count)]
    found = ids(build(reviews, [fresh], limits(), NOTHING, DAY))
    assert sorted(found) == sorted(card.card_id for card in [*reviews, *fresh])
    assert [number for number in found if number > 100] == [card.card_id for card in fresh]
    if reviews and fresh:
        assert found[0] <= 100
        stretches = [len(part) for part in "".join("n" if n > 100 else "r" for n in found).split("n")]
        assert max(stretches) <= -(-review_count // (new_count + 1)) + 1


def test_limits_hold_for_new_cards_and_reviews_apart() -> None:
    reviews, fresh = [due(number) for number in range(1, 9)], [new(number) for number in range(101, 109)]
    found = ids(build(reviews, [fresh], limits(2, 3), NOTHING, DAY))
    assert len([number for number in found if number < 100]) == 3
    assert [number for number in found if number > 100] == [101, 102]


def test_a_limit_that_is_used_up_or_overdrawn_lets_nothing_through() -> None:
    assert ids(build([due(1)], [[new(2)]], limits(0, -5), NOTHING, DAY)) == []


def test_a_backlog_beyond_the_limit_keeps_the_best_known() -> None:
    reviews = [due(1, 10, 30), due(2, 10, 3), due(3, 10, 90)]
    assert ids(build(reviews, [], limits(reviews=2), NOTHING, DAY)) == [2, 1]


PARENT, FIRST, SECOND = 1, 2, 3
CHAINS = {PARENT: (PARENT,), FIRST: (FIRST, PARENT), SECOND: (SECOND, PARENT)}


def test_a_sub_deck_keeps_its_own_limit() -> None:
    allowed = Limits({PARENT: (10, 10), FIRST: (1, 10), SECOND: (10, 10)}, CHAINS)
    fresh = [[new(1, deck_id=FIRST), new(2, deck_id=FIRST)], [new(3, deck_id=SECOND), new(4, deck_id=SECOND)]]
    assert ids(build([], fresh, allowed, NOTHING, DAY)) == [1, 3, 4]


def test_sub_decks_share_the_limit_of_the_deck_above() -> None:
    allowed = Limits({PARENT: (3, 2), FIRST: (10, 10), SECOND: (10, 10)}, CHAINS)
    fresh = [[new(number, deck_id=deck) for number in range(deck * 10, deck * 10 + 5)] for deck in (FIRST, SECOND)]
    reviews = [due(number, deck_id=deck) for number, deck in ((1, FIRST), (2, SECOND), (3, PARENT))]
    found = ids(build(reviews, fresh, allowed, NOTHING, DAY))
    assert len([number for number in found if number < 10]) == 2
    assert [number for number in found if number >= 10] == [20, 21, 22]


def test_a_full_sub_deck_does_not_use_up_the_limit_of_its_parent() -> None:
    allowed = Limits({PARENT: (2, 10), FIRST: (0, 10), SECOND: (10, 10)}, CHAINS)
    fresh = [[new(1, deck_id=FIRST)], [new(2, deck_id=SECOND), new(3, deck_id=SECOND)]]
    assert ids(build([], fresh, allowed, NOTHING, DAY)) == [2, 3]


def test_of_a_note_only_one_card_is_taken() -> None:
    queue = build([due(1, note_id=7), due(2, days=90, note_id=7)], [[new(3, 7), new(4, 8)]], limits(), NOTHING, DAY)
    assert sorted(ids(queue)) == [1, 4]
    assert queue.waiting_siblings == 2


def test_siblings_of_cards_answered_today_wait() -> None:
    queue = build(
        [due(1, note_id=7)], [[new(2, 8), new(3, 9)]], limits(), {7: frozenset({50}), 8: frozenset({51})}, DAY
    )
    assert ids(queue) == [3]
    assert queue.waiting_siblings == 2


def test_a_card_is_no_sibling_of_itself() -> None:
    assert ids(build([due(1, note_id=7)], [], limits(), {7: frozenset({1})}, DAY)) == [1]


def test_siblings_follow_at_the_end_when_they_may() -> None:
    fresh = [new(1, 7), new(2, 7), new(3, 8), new(4, 8)]
    queue = build([], [fresh], limits(), NOTHING, DAY, together=True)
    assert ids(queue) == [1, 3, 2, 4]
    assert queue.waiting_siblings == 0


@pytest.mark.parametrize("together", [True, False])
def test_siblings_stay_within_the_limits(together: bool) -> None:
    fresh = [new(1, 7), new(2, 7), new(3, 8), new(4, 8)]
    queue = build([], [fresh], limits(3), NOTHING, DAY, together)
    assert len(queue.cards) + queue.waiting_siblings == 3


def test_new_cards_are_read_only_as_far_as_the_limit_allows() -> None:
    read: list[int] = []

    def deck() -> Iterator[Candidate]:
        for number in range(1, 1_000_000):
            read.append(number)
            yield new(number)

    assert len(build([], [deck()], limits(5), NOTHING, DAY).cards) == 5
    assert len(read) <= 6
