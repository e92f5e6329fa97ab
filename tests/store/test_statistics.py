"""The facts that the statistics are computed from, as the database gives them."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from quiz import stats
from quiz.cards import Deck, Kind, Memory, Phase, Rating
from quiz.scheduling.forgetting import retrievability
from quiz.store import Store, rows
from quiz.study import Session
from tests.store.support import OTHER_PARAMETERS, Clock, answer_all, answer_next, asked, card_of, import_terms


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


# What is known


def test_new_cards_count_as_unknown(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b", "c"], clock.now)
    store.add_deck("Empty", clock.now)
    assert set(store.known(clock.day).values()) == {(0.0, 6), (0.0, 0)}
    answer_next(Session(store), Rating.EASY, clock.now)
    assert store.known(clock.day)[deck.id] == (1.0, 6)


def test_what_is_known_fades_as_the_parameters_of_each_deck_say(store: Store, clock: Clock) -> None:
    decks = [import_terms(store, name, ["a"], clock.now) for name in ("A", "B")]
    store.set_settings(decks[1], replace(decks[1].settings, parameters=OTHER_PARAMETERS))
    answer_all(Session(store), clock)
    later = clock.day + timedelta(days=50)
    for deck, decay in zip(decks, (0.1542, OTHER_PARAMETERS[20]), strict=True):
        memory = store.cards([deck.id])[0].state.memory
        assert memory is not None
        known, cards = store.known(later)[deck.id]
        assert known == pytest.approx(retrievability(memory.stability, 50, decay))
        assert cards == 2


def test_what_is_suspended_or_rests_is_neither_known_nor_counted(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    answer_all(Session(store), clock)
    store.suspend([card_of(store, "a").id])
    store.set_settings(deck, replace(deck.settings, directions_off=("meaning",)))
    assert store.known(clock.day)[deck.id] == (1.0, 1)


def test_taking_similar_cards_together_changes_the_sum_by_next_to_nothing(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", [str(number) for number in range(200)], clock.now)
    rng, exact = Random(3), 0.0
    with store._write() as writer:
        for card in store.cards():
            memory, last = Memory(10 ** rng.uniform(-3, 4.5), 5.0), clock.day - timedelta(days=rng.randint(0, 9))
            state = replace(card.state, phase=Phase.REVIEW, memory=memory, last_day=last, due_day=last)
            writer.execute(rows.CARD.update().where(rows.CARD.c.id == card.id).values(**rows.state_values(state)))
            exact += retrievability(memory.stability, (clock.day - last).days)
    known, cards = store.known(clock.day)[deck.id]
    assert cards == 400
    assert known == pytest.approx(exact, abs=0.5)


# Confusions


def confuse(store: Store, deck: Deck, given: str, now: datetime) -> None:
    """Answer the next card of a deck with the key of another note."""
    session = Session(store, [deck])
    question = asked(session, now)
    other = store.note_by_key(deck.id, given)
    assert other is not None
    session.answer(
        question, session.reveal(question, now), Rating.AGAIN, now, mode="type", given=given, confused_with=other.id
    )


def pairs(store: Store, clock: Clock, days: int = 0) -> list[tuple[str, str, int]]:
    found = store.confusions(clock.day - timedelta(days=days))
    return [(confusion.note.key, confusion.other.key, confusion.count) for confusion in found]


def test_confusions_are_counted_the_most_frequent_first(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b", "c"], clock.now)
    confuse(store, deck, "c", clock.now)
    for _time in range(2):
        clock.forward(minutes=2)
        confuse(store, deck, "b", clock.now)
    assert pairs(store, clock) == [("a", "b", 2), ("a", "c", 1)]
    assert all(confusion.last == clock.day for confusion in store.confusions(clock.day))


def test_a_note_is_not_confused_with_itself(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    confuse(store, deck, "a", clock.now)
    assert pairs(store, clock) == []


def test_confusions_are_told_since_a_study_day(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    confuse(store, deck, "b", clock.now)
    first = clock.day
    clock.forward(days=3)
    assert pairs(store, clock) == []
    assert pairs(store, clock, days=3) == [("a", "b", 1)]
    confuse(store, deck, "b", clock.now)
    (confusion,) = store.confusions(first)
    assert (confusion.count, confusion.last) == (2, clock.day)
    assert pairs(store, clock) == [("a", "b", 1)]


def test_what_was_taken_back_or_deleted_is_no_confusion(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    confuse(store, deck, "b", clock.now)
    store.undo_last(None, clock.now)
    assert pairs(store, clock) == []
    confuse(store, deck, "b", clock.now)
    other = store.notes(deck)[1]
    store.delete_note(other, clock.now)
    assert pairs(store, clock) == []
    store.restore_note(other.id)
    assert pairs(store, clock) == [("a", "b", 1)]
    store.delete_deck(deck, clock.now)
    assert pairs(store, clock) == []
