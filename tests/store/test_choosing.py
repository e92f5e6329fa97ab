"""What belongs to some cards or notes."""

from datetime import timedelta

from quiz.cards import Deck
from quiz.deck_drafts import NoteDraft
from quiz.store import Store
from tests.store.support import Clock, import_terms


def test_cards_and_notes_of_each_other(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "Terms", ["a", "b", "c"], clock.now)
    notes = [note.id for note in store.notes(deck)]
    cards = {note: [card.id for card in store.cards_of_note(note)] for note in notes}
    assert store.cards_in([notes[2], notes[0]]) == [*cards[notes[2]], *cards[notes[0]]]
    assert store.notes_of([cards[notes[1]][1], cards[notes[0]][0], cards[notes[1]][0]]) == [notes[1], notes[0]]
    assert store.cards_in([]) == []
    assert store.notes_of([10_000]) == []


def test_more_than_one_statement_can_name(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "Terms", [f"term {number}" for number in range(1200)], clock.now)
    notes = [note.id for note in store.notes(deck)]
    cards = store.cards_in(notes)
    assert len(cards) == 2400
    assert store.notes_of(cards) == notes
    store.suspend(cards[::2])
    assert store.suspended_among(cards) == 1200
    assert store.suspended_among(cards[1::2]) == 0


def test_buried_ones_are_those_of_the_day(store: Store, clock: Clock) -> None:
    import_terms(store, "Terms", ["a", "b"], clock.now)
    cards = [card.id for card in store.cards()]
    store.bury(cards[:2], clock.day + timedelta(days=1))
    assert store.buried_among(cards, clock.day) == 2
    assert store.buried_among(cards, clock.day + timedelta(days=1)) == 0


def test_tags_are_counted_the_most_frequent_first(store: Store, clock: Clock) -> None:
    deck: Deck = import_terms(store, "Terms", ["a", "b", "c"], clock.now)
    notes = store.notes(deck)
    for note, tags in zip(notes, [("x", "y"), ("y",), ()], strict=True):
        store.edit_note(note, NoteDraft(note.fields, tags), clock.now)
    assert list(store.tags_among([note.id for note in notes]).items()) == [("y", 2), ("x", 1)]
    assert store.tags_among([notes[2].id]) == {}
