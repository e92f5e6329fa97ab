"""Known for good: a manual entry of the log that can be taken back as any other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quiz.cards import Card, Deck, Kind, Memory, Phase, Rating
from quiz.errors import QuizError
from quiz.store import Store
from quiz.study import Session
from tests.store.support import NOW, Clock, answer_all, import_terms, record


@pytest.fixture(autouse=True)
def deck(store: Store) -> Deck:
    """Two notes, each asked in two directions."""
    return import_terms(store, "Net", ["tcp", "udp"], NOW)


def know_all_but_one(store: Store, clock: Clock) -> Card:
    """Mark all cards as known for good but one, which is due in some days; return that, on the next day."""
    one, *others = (card.id for card in store.cards())
    record(store, one, Rating.EASY, clock.now)
    store.mark_known(others, clock.now, clock.day)
    clock.tomorrow()
    return store.card(one)


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


# What is asked ahead


def test_where_all_is_known_for_good_nothing_is_asked_ahead_and_nothing_comes_next(store: Store, clock: Clock) -> None:
    store.mark_known([card.id for card in store.cards()], clock.now, clock.day)
    clock.tomorrow()
    session = Session(store)
    assert session.next(clock.now) is None
    assert not session.study_ahead(clock.now)
    ending = session.ending(clock.now)
    assert (ending.next_at, ending.next_day) == (None, None)


def test_what_is_not_known_is_asked_ahead_without_what_is(store: Store, clock: Clock) -> None:
    one = know_all_but_one(store, clock)
    session = Session(store)
    assert session.ending(clock.now).next_day == one.state.due_day
    assert session.study_ahead(clock.now)
    assert [question.card.id for question in answer_all(session, clock)] == [one.id]
    assert not session.study_ahead(clock.now)


@pytest.mark.parametrize("years", [1, 99, 101])
def test_it_is_not_asked_ahead_however_far(store: Store, deck: Deck, clock: Clock, years: int) -> None:
    one = know_all_but_one(store, clock)
    until = clock.day + timedelta(days=365 * years + 30)
    found = store.due_reviews([deck.id], clock.day, until)
    assert [candidate.card_id for candidate in found] == [one.id]
    assert store.next_review_day([deck.id], clock.day, until) is None


def test_after_a_hundred_years_it_is_due_like_any_other(store: Store, deck: Deck, clock: Clock) -> None:
    store.mark_known([card.id for card in store.cards()], clock.now, clock.day)
    due = clock.day + timedelta(days=36500)
    assert store.due_reviews([deck.id], due - timedelta(days=1), due) == []
    assert len(store.due_reviews([deck.id], due, due)) == 4
    assert len(store.due_reviews([deck.id], due, due + timedelta(days=1))) == 4


def test_a_card_that_was_given_another_day_is_not_known_for_good_any_more(store: Store, clock: Clock) -> None:
    known = [card.id for card in store.cards()]
    store.mark_known(known, clock.now, clock.day)
    due = clock.day + timedelta(days=9)
    store.reschedule(known[:1], due, clock.now, clock.day)
    clock.tomorrow()
    session = Session(store)
    assert session.ending(clock.now).next_day == due
    assert session.study_ahead(clock.now)
    assert [question.card.id for question in answer_all(session, clock)] == known[:1]


def test_the_most_stable_card_is_asked_ahead_where_the_deck_asks_each_within_a_month(
    store: Store, deck: Deck, clock: Clock
) -> None:
    store.set_settings(deck, replace(deck.settings, maximum_interval=30, new_per_day=0))
    known = [card.id for card in store.cards()]
    store.mark_known(known, clock.now, clock.day)
    record(store, known[0], Rating.EASY, clock.forward(days=40))
    state = store.card(known[0]).state
    assert state.memory is not None
    assert state.memory.stability == 36500
    clock.tomorrow()
    session = Session(store)
    assert session.ending(clock.now).next_day == state.due_day
    assert session.study_ahead(clock.now)


def test_taken_back_it_comes_next_again(store: Store, clock: Clock) -> None:
    one = know_all_but_one(store, clock)
    store.mark_known([one.id], clock.now, clock.day)
    clock.tomorrow()
    assert Session(store).ending(clock.now).next_day is None
    store.undo_last(None, clock.now)
    assert Session(store).ending(clock.now).next_day == one.state.due_day


def test_it_is_counted_and_found_as_a_review_that_is_not_due(store: Store, deck: Deck, clock: Clock) -> None:
    store.mark_known([card.id for card in store.cards()], clock.now, clock.day)
    counts = store.deck_counts(clock.day)[deck.id]
    assert (counts.cards, counts.new, counts.due) == (4, 0, 0)
    later = clock.day + timedelta(days=36500)
    assert store.deck_counts(later)[deck.id].due == 4
