"""What the statistics take for askable today is what a session asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.cards import Card, Phase, Rating
from quiz.deck_tree import with_subdecks
from quiz.stats.askable import Askable
from quiz.stats.material import Collection, Material, Scope
from quiz.study import Session
from tests.stats.life import Life

RIGHT, WRONG = (Rating.EASY, "type", 3000), (Rating.AGAIN, "type", 3000)
FIRST, SUB, SECOND = range(3)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """A life on its first day: two decks, one of them with a sub-deck, of whose notes each has two cards."""
    begun = Life(tmp_path / "quiz.db")
    begun.begin()
    yield begun
    begun.store.close()


def changed(life: Life, deck: int, **settings: Any) -> None:
    chosen = life.deck(deck)
    life.store.set_settings(chosen, replace(chosen.settings, **settings))


def material_of(life: Life, deck_ids: tuple[int, ...] | None) -> Material:
    return Material(Collection(life.store), Scope(deck_ids), life.now, life.day_start)


def asked_by_sessions(life: Life, deck: int | None) -> set[int]:
    """Return the ids of the cards, none of them in steps, that a session of each alone asks."""
    chosen = None if deck is None else [life.deck(deck)]

    def asks(card: Card) -> bool:
        session = Session(life.store, chosen, day_start=life.day_start, only=frozenset({card.id}))
        return not card.state.phase.in_steps and session.next(life.now) is not None

    return {card.id for card in life.store.cards() if asks(card)}


def check(life: Life) -> None:
    """Compare what is askable with what sessions ask, of all decks and of each with those below it."""
    everything = life.store.decks()
    for deck in (None, *range(len(everything))):
        below = None if deck is None else with_subdecks(everything, [life.deck(deck)])
        material = material_of(life, None if below is None else tuple(one.id for one in below))
        found = material.askable
        ids = set(material.cards.id[found.new | found.due].tolist())
        assert ids == asked_by_sessions(life, deck)


def askable(life: Life) -> Askable:
    return material_of(life, None).askable


def test_on_the_first_day_all_new_cards_are_askable(life: Life) -> None:
    check(life)
    assert askable(life).new.all()
    assert not askable(life).due.any()


@pytest.mark.parametrize("ratings", [[RIGHT], [WRONG], [RIGHT, WRONG, RIGHT], [RIGHT] * 16, [WRONG] * 5])
def test_siblings_of_what_was_answered_wait(life: Life, ratings: list[tuple[Rating, str, int]]) -> None:
    life.study(0, ratings, 0)
    check(life)
    life.wait(days=1)
    check(life)
    life.wait(days=30)
    check(life)


@pytest.mark.parametrize("deck", [FIRST, SUB, SECOND])
def test_limits_hold_for_a_deck_and_those_below_it(life: Life, deck: int) -> None:
    changed(life, deck, new_per_day=2)
    life.study(0, [RIGHT] * 5, 0)
    check(life)
    changed(life, deck, new_per_day=0)
    life.wait(days=1)
    check(life)
    assert 0 < askable(life).to_come.sum() < len(askable(life).to_come)


def test_reviews_beyond_the_limit_are_due_anyway(life: Life) -> None:
    life.study(0, [RIGHT] * 8, 0)
    life.wait(days=60)
    for deck in (FIRST, SUB, SECOND):
        changed(life, deck, reviews_per_day=0)
    check(life)
    assert not askable(life).due.any()
    assert askable(life).due_anyway.any()


def test_suspended_and_buried_cards_are_not_askable(life: Life) -> None:
    life.study(0, [RIGHT] * 3, 0)
    life.wait(days=60)
    ids = [card.id for card in life.store.cards()]
    life.store.suspend(ids[:3])
    life.store.bury(ids[4:9], life.day + timedelta(days=1))
    check(life)
    life.store.suspend(ids)
    check(life)
    assert not askable(life).to_come.any()


def test_a_card_in_steps_keeps_its_siblings_waiting_on_another_day_too(life: Life) -> None:
    life.study(0, [WRONG] * 4, 0)
    life.wait(days=2)
    assert any(card.state.phase in (Phase.LEARNING, Phase.RELEARNING) for card in life.store.cards())
    check(life)


@pytest.mark.parametrize("deck", [FIRST, SUB])
def test_a_plan_to_catch_up_holds_for_the_decks_below(life: Life, deck: int) -> None:
    sub = life.deck(SUB)
    assert not material_of(life, (sub.id,)).askable.catches_up
    changed(life, deck, catch_up=f"{life.day + timedelta(days=9)} 1")
    assert material_of(life, (sub.id,)).askable.catches_up
    life.study(0, [RIGHT] * 8, 0)
    life.wait(days=5)
    check(life)
    life.wait(days=60)
    assert not material_of(life, (sub.id,)).askable.catches_up
