"""Directions that are off in a deck: their cards rest, keep their history, and come back."""

from dataclasses import replace
from typing import Any

import pytest

from quiz.cards import Deck, Direction, NoteType, Rating
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.store import Store
from quiz.study import Session
from tests.store.support import BOTH_WAYS, Clock, answer_all, card_of, deck_named, import_terms


@pytest.fixture
def deck(store: Store, clock: Clock) -> Deck:
    return import_terms(store, "D", ["a", "b"], clock.now)


def turn_off(store: Store, deck: Deck, *slugs: str) -> None:
    store.set_settings(deck, replace(store.deck(deck.id).settings, directions_off=slugs))


def directions(store: Store, deck: Deck) -> list[str]:
    return sorted(card.direction for card in store.cards([deck.id]))


def test_the_cards_of_a_direction_that_is_off_are_neither_asked_nor_counted(
    store: Store, deck: Deck, clock: Clock
) -> None:
    turn_off(store, deck, "term")
    assert store.deck(deck.id).settings.directions_off == ("term",)
    assert directions(store, deck) == ["meaning", "meaning"]
    assert store.deck_counts(clock.day)[deck.id].cards == 2
    assert store.statistics(None, clock.day).phases.total() == 2  # type: ignore[attr-defined]
    questions = answer_all(Session(store, together=True), clock)
    assert [question.direction.slug for question in questions] == ["meaning", "meaning"]


def test_they_come_back_with_their_history(store: Store, deck: Deck, clock: Clock) -> None:
    answer_all(Session(store, together=True), clock)
    before = {card.id: card.state for card in store.cards()}
    turn_off(store, deck, "meaning")
    assert store.disagreements() == []
    turn_off(store, deck)
    assert {card.id: card.state for card in store.cards()} == before
    assert all(len(store.log(card_id)) == 1 for card_id in before)


def test_an_answer_to_a_card_that_rests_meanwhile_is_refused(store: Store, deck: Deck, clock: Clock) -> None:
    session = Session(store)
    question = session.next(clock.now)
    assert question is not None
    turn_off(store, deck, question.direction.slug)
    with pytest.raises(QuizError):
        session.answer(question, session.reveal(question, clock.now), Rating.GOOD, clock.now, mode="flip")


def test_importing_again_leaves_the_direction_off_for_new_notes_too(store: Store, deck: Deck, clock: Clock) -> None:
    turn_off(store, deck, "meaning")
    import_terms(store, "D", ["a", "b", "c"], clock.now, meaning="now")
    assert directions(store, deck) == ["term"] * 3
    turn_off(store, deck)
    assert directions(store, deck) == ["meaning"] * 3 + ["term"] * 3


def test_a_direction_that_an_import_adds_is_asked_and_one_that_is_off_stays_off(store: Store, clock: Clock) -> None:
    third = Direction("third", ("meaning",), ("term",))
    deck = import_terms(store, "D", ["a"], clock.now)
    turn_off(store, deck, "meaning")
    import_terms(store, "D", ["a"], clock.now, directions=(*BOTH_WAYS, third))
    assert directions(store, deck) == ["term", "third"]


def test_directions_are_on_again_where_an_import_leaves_no_other(store: Store, deck: Deck, clock: Clock) -> None:
    turn_off(store, deck, "term")
    import_terms(store, "D", ["a", "b"], clock.now, directions=BOTH_WAYS[:1])
    assert directions(store, deck) == ["term", "term"]
    assert store.deck(deck.id).settings.directions_off == ()


def test_notes_that_are_added_or_changed_keep_to_it(store: Store, deck: Deck, clock: Clock) -> None:
    turn_off(store, deck, "meaning")
    kind = store.note_types(deck)[0]
    note = store.add_note(deck, kind, NoteDraft({"term": "c", "meaning": "d"}), clock.now)
    store.edit_note(note, NoteDraft({"term": "c", "meaning": "e"}), clock.now)
    assert [card.direction for card in store.cards_of_note(note.id)] == ["term"]


def test_moved_cards_follow_the_deck_in_which_they_are(store: Store, deck: Deck, clock: Clock) -> None:
    other = import_terms(store, "E", ["x"], clock.now)
    turn_off(store, other, "meaning")
    moved = [card.id for card in store.cards([deck.id])]
    store.move(moved, other)
    assert directions(store, other) == ["term"] * 3
    store.move(moved, deck)
    assert directions(store, deck) == ["meaning", "meaning", "term", "term"]


def test_moved_cards_belong_to_the_directions_of_a_deck(store: Store, deck: Deck, clock: Clock) -> None:
    empty = store.add_deck("Empty", clock.now)
    store.move([card.id for card in store.cards()], empty)
    turn_off(store, empty, "meaning")
    assert directions(store, empty) == ["term", "term"]


def test_a_restored_note_keeps_to_it(store: Store, deck: Deck, clock: Clock) -> None:
    note = store.notes(deck)[0]
    store.delete_note(note, clock.now)
    turn_off(store, deck, "meaning")
    store.restore_note(note.id)
    assert [card.direction for card in store.cards_of_note(note.id)] == ["term"]


def test_a_direction_that_does_not_exist_is_refused(store: Store, deck: Deck) -> None:
    with pytest.raises(QuizError, match="no direction “back”") as error:
        turn_off(store, deck, "back")
    assert error.value.hint == "It has these: term, meaning."
    assert store.deck(deck.id).settings.directions_off == ()


def test_at_least_one_direction_of_each_note_type_stays_on(store: Store, clock: Clock) -> None:
    types = [NoteType("two", ("a", "b"), "a", (Direction("x", ("a",), ("b",)), Direction("y", ("b",), ("a",))))]
    types += [NoteType("one", ("a", "b"), "a", (Direction("x", ("a",), ("b",)),))]
    deck = store.add_deck("D", clock.now, types)
    for slugs in (("x",), ("x", "y")):
        with pytest.raises(QuizError, match="No direction would be left") as error:
            turn_off(store, deck, *slugs)
        assert error.value.hint
    turn_off(store, deck, "y")


def test_other_settings_change_while_a_direction_is_off(store: Store, deck: Deck) -> None:
    turn_off(store, deck, "meaning")
    current = store.deck(deck.id)
    store.set_settings(current, replace(current.settings, new_per_day=3))
    assert deck_named(store, "D").settings.new_per_day == 3
    assert directions(store, deck) == ["term", "term"]


def test_each_deck_has_directions_of_its_own(store: Store, deck: Deck, clock: Clock) -> None:
    below = import_terms(store, "D::E", ["x"], clock.now)
    turn_off(store, deck, "meaning")
    assert directions(store, below) == ["meaning", "term"]
    assert card_of(store, "x", "meaning").deck_id == below.id


@pytest.mark.parametrize(
    "chosen", [{"modes": {"": "flip", "back": "type"}}, {"choice_below": {"back": 1.0}}, {"recall_from": {"back": 1.0}}]
)
def test_nothing_is_chosen_for_a_direction_that_does_not_exist(
    store: Store, deck: Deck, chosen: dict[str, Any]
) -> None:
    with pytest.raises(QuizError, match="no direction “back”") as error:
        store.set_settings(deck, replace(deck.settings, **chosen))
    assert error.value.hint == "It has these: term, meaning."
    assert store.deck(deck.id).settings == deck.settings


def test_what_was_chosen_for_a_direction_that_is_gone_stands_in_nobodys_way(
    store: Store, deck: Deck, clock: Clock
) -> None:
    store.set_settings(deck, replace(deck.settings, modes={"meaning": "type"}))
    import_terms(store, "D", ["a", "b"], clock.now, directions=BOTH_WAYS[:1])
    chosen = replace(store.deck(deck.id).settings, modes={"meaning": "type", "term": "flip"}, new_per_day=3)
    store.set_settings(deck, chosen)
    assert store.deck(deck.id).settings == chosen
