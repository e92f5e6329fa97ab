"""Known for good: a manual entry of the log that can be taken back as any other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quiz.cards import Kind, Memory, Phase, Rating
from quiz.errors import QuizError
from quiz.store import Store
from quiz.study import Session
from tests.store.support import NOW, Clock, answer_all, import_terms, record


@pytest.fixture(autouse=True)
def deck(store: Store) -> None:
    """Two notes, each asked in two directions."""
    import_terms(store, "Net", ["tcp", "udp"], NOW)


def test_a_card_known_for_good_is_not_asked_any_more(store: Store, clock: Clock) -> None:
    known = store.cards()[0].id
    store.mark_known([known], clock.now, clock.day)
    state = store.card(known).state
    assert (state.memory, state.phase) == (Memory(36500.0, 1.0), Phase.REVIEW)
    assert state.due_day == clock.day + timedelta(days=36500)
    asked = answer_all(Session(store, together=True), clock)
    assert known not in {question.card.id for question in asked}
    assert store.disagreements() == []


def test_the_log_says_so(store: Store, clock: Clock) -> None:
    card = store.cards()[0]
    store.mark_known([card.id], clock.now, clock.day)
    (entry,) = store.log(card.id)
    assert (entry.kind, entry.rating, entry.imported) == (Kind.KNOWN, None, Memory(36500.0, 1.0))
    assert store.entries_of(card.id) == 1
    assert store.done_on(clock.day) == {}


@pytest.mark.parametrize("ratings", [[], [Rating.GOOD], [Rating.EASY, Rating.AGAIN]])
@pytest.mark.parametrize("change", ["mark_known", "reset"])
def test_undo_gives_the_card_back_exactly(store: Store, clock: Clock, ratings: list[Rating], change: str) -> None:
    card_id = store.cards()[0].id
    for rating in ratings:
        record(store, card_id, rating, clock.forward(days=9))
    before = store.card(card_id)
    getattr(store, change)([card_id], clock.forward(minutes=1), clock.day)
    undone = store.undo_last(None, clock.forward(minutes=1))
    assert undone is not None
    assert undone.card_id == card_id
    assert replace(store.card(card_id), revision=0) == replace(before, revision=0)
    assert store.disagreements() == []


def test_a_card_known_for_good_is_no_new_one_when_it_is_answered(store: Store, clock: Clock) -> None:
    card_id = store.cards()[0].id
    store.mark_known([card_id], clock.now, clock.day)
    entry = record(store, card_id, Rating.GOOD, clock.forward(days=40))
    assert entry.kind is Kind.REVIEW
    assert list(store.done_on(clock.day).values()) == [(0, 1)]
    assert store.disagreements() == []


def test_it_stays_known_with_other_parameters_and_in_another_deck(store: Store, clock: Clock) -> None:
    card_id = store.cards()[0].id
    record(store, card_id, Rating.GOOD, clock.now)
    store.mark_known([card_id], clock.forward(days=1), clock.day)
    before = store.card(card_id).state
    store.move([card_id], store.add_deck("Other", clock.now))
    assert store.card(card_id).state == before


def test_a_card_that_is_not_there_is_refused(store: Store, clock: Clock) -> None:
    with pytest.raises(QuizError, match="no card 99"):
        store.mark_known([store.cards()[0].id, 99], clock.now, clock.day)
    assert store.last_entry() == 0
