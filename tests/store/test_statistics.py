"""The facts that the statistics are computed from, as the database gives them."""

from datetime import timedelta

from quiz import stats
from quiz.cards import Kind, Phase, Rating
from quiz.store import Store
from quiz.study import Session
from tests.store.support import Clock, answer_all, answer_next, import_terms


def test_the_facts_of_a_deck_are_those_of_its_cards_alone(store: Store, clock: Clock) -> None:
    first = import_terms(store, "A", ["a", "b", "c"], clock.now)
    second = import_terms(store, "B", ["d"], clock.now)
    answer_next(Session(store, [first]), Rating.AGAIN, clock.now)
    answer_next(Session(store, [first]), Rating.EASY, clock.now)
    facts = store.statistics([first.id], clock.day)
    assert facts.phases == {Phase.NEW: 4, Phase.LEARNING: 1, Phase.REVIEW: 1}
    assert [(row.kind, row.again, row.easy, row.cards_new) for row in facts.days] == [(Kind.LEARN, 1, 1, 2)]
    assert sum(facts.due.values()) == 1
    assert store.statistics([second.id], clock.day).days == ()
    assert stats.today(store.statistics([first.id, second.id], clock.day), clock.day)["answers"] == 2


def test_suspended_and_buried_cards_are_counted_and_suspended_ones_not_forecast(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b", "c"], clock.now)
    answer_all(Session(store), clock)
    answered = [card for card in store.cards() if card.state.phase is Phase.REVIEW]
    store.suspend([answered[0].id])
    store.bury([answered[1].id], clock.day + timedelta(days=1))
    facts = store.statistics([deck.id], clock.day)
    assert (facts.suspended, facts.buried) == (1, 1)
    assert sum(facts.due.values()) == 2
    assert store.statistics([deck.id], clock.day + timedelta(days=1)).buried == 0


def test_an_answer_that_was_taken_back_leaves_the_statistics(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a"], clock.now)
    answer_next(Session(store), Rating.EASY, clock.now)
    store.undo_last(None, clock.now)
    assert store.statistics([deck.id], clock.day).days == ()


def test_moved_cards_take_their_statistics_with_them(store: Store, clock: Clock) -> None:
    first = import_terms(store, "A", ["a", "b"], clock.now)
    answer_all(Session(store), clock)
    target = store.add_deck("B", clock.now)
    store.move([store.cards()[0].id], target)
    days = [stats.today(store.statistics([deck.id], clock.day), clock.day) for deck in (first, target)]
    assert [day["answers"] for day in days] == [1, 1]
    assert [day["new"] for day in days] == [1, 1]


def test_an_empty_deck_has_empty_facts(store: Store, clock: Clock) -> None:
    deck = store.add_deck("A", clock.now)
    facts = store.statistics([deck.id], clock.day)
    assert (facts.days, facts.phases, facts.suspended, facts.buried, facts.due) == ((), {}, 0, 0, {})


def test_the_counts_of_a_deck_leave_out_what_may_not_be_asked(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b", "c"], clock.now)
    answer_all(Session(store), clock)
    new = [card.id for card in store.cards() if card.state.phase is Phase.NEW]
    store.suspend(new[:1])
    counts = store.deck_counts(clock.day + timedelta(days=365))[deck.id]
    assert (counts.notes, counts.cards, counts.new, counts.learning, counts.due, counts.suspended) == (3, 6, 2, 0, 3, 1)
