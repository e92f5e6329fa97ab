"""Merging notes that are the same: one is kept, with the history of all."""

from dataclasses import replace
from typing import Any

import pytest

from quiz.cards import Deck, Direction, Note, NoteType, Rating
from quiz.changes import Done, Merge
from quiz.deck_drafts import NoteDraft
from quiz.duplicates import Duplicates, Reason
from quiz.errors import QuizError
from quiz.store import Store
from tests.store.support import Clock, deck_named, import_terms, record
from tests.store.test_changing import back, do, everything
from tests.store.test_changing_property import entries, tables


@pytest.fixture
def decks(store: Store, clock: Clock) -> tuple[Deck, Deck]:
    """Two decks that both have TCP."""
    first = import_terms(store, "Networks", ["tcp", "udp"], clock.now)
    second = import_terms(store, "Systems", ["TCP", "inode"], clock.now)
    return first, second


@pytest.fixture
def pair(store: Store, decks: tuple[Deck, Deck]) -> tuple[Note, Note]:
    """TCP of either deck."""
    return store.notes(decks[0])[0], store.notes(decks[1])[0]


def card(store: Store, note: Note, direction: str = "term") -> int:
    return next(card.id for card in store.cards_of_note(note.id) if card.direction == direction)


def study_in_turns(store: Store, clock: Clock, first: int, second: int) -> list[int]:
    """Answer two cards in turns and return the ids of the entries."""
    cards = (first, second, second, first, second)
    ratings = (Rating.EASY, Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.GOOD)
    return [record(store, one, rating, clock.forward(days=2)).id for one, rating in zip(cards, ratings, strict=True)]


def merge(store: Store, clock: Clock, keep: Note, *others: Note) -> Done:
    return do(store, clock, Merge(keep.id, [note.id for note in others]))


def test_duplicates_are_found_in_all_decks_or_some(store: Store, decks: tuple[Deck, Deck], clock: Clock) -> None:
    tcp, other = store.notes(decks[0])[0], store.notes(decks[1])[0]
    assert store.duplicates() == [Duplicates(Reason.KEY, (tcp.id, other.id))]
    assert store.duplicates([decks[0].id]) == []
    store.delete_note(other, clock.now)
    assert store.duplicates() == []


def test_the_kept_card_has_the_history_of_both_in_its_order(
    store: Store, clock: Clock, pair: tuple[Note, Note]
) -> None:
    keep, other = pair
    kept, gone = card(store, keep), card(store, other)
    answers = study_in_turns(store, clock, kept, gone)
    store.flag([gone], 3)
    store.suspend([gone])
    done = merge(store, clock, keep, other)
    assert (done.cards, done.notes, done.left) == (4, 2, 0)
    assert [entry.id for entry in store.log(kept)] == answers
    assert store.log(gone) == []
    after = store.card(kept)
    assert (after.state.reps, after.flag, after.suspended) == (5, 0, False)
    assert store.card(gone).retired
    assert [note.key for note in store.notes(deck_named(store, "Systems"))] == ["inode"]


def test_the_counts_of_days_move_with_the_history(
    store: Store, clock: Clock, decks: tuple[Deck, Deck], pair: tuple[Note, Note]
) -> None:
    study_in_turns(store, clock, card(store, pair[0]), card(store, pair[1]))
    before = sum(facts.answers for facts in store.day_facts(None))
    merge(store, clock, *pair)
    assert sum(facts.answers for facts in store.day_facts([decks[0].id])) == before == 5
    assert store.day_facts([decks[1].id]) == ()
    assert sum(facts.cards_new for facts in store.day_facts(None)) == 1


def test_a_merge_is_taken_back_exactly(store: Store, clock: Clock, pair: tuple[Note, Note]) -> None:
    keep, other = pair
    study_in_turns(store, clock, card(store, keep), card(store, other))
    record(store, card(store, keep, "meaning"), Rating.HARD, clock.forward(hours=1), confused_with=other.id)
    store.edit_note(other, NoteDraft({**other.fields, "hint": "h", "also": "T.C.P."}, ("core",)), clock.now)
    before, log = tables(store.path), entries(store.path)
    done = merge(store, clock, keep, other)
    assert store.note(keep.id).fields["also"] == "T.C.P."
    assert store.note(keep.id).fields["hint"] == "h"
    assert store.note(keep.id).tags == ("core",)
    taken = back(store, clock, done)
    assert (taken.cards, taken.notes) == (4, 2)
    assert tables(store.path) == before
    assert entries(store.path) == log


def test_answers_after_a_merge_stay_with_the_kept_card(store: Store, clock: Clock, pair: tuple[Note, Note]) -> None:
    keep, other = pair
    kept, gone = card(store, keep), card(store, other)
    answers = study_in_turns(store, clock, kept, gone)
    done = merge(store, clock, keep, other)
    later = record(store, kept, Rating.GOOD, clock.forward(days=1)).id
    back(store, clock, done)
    assert [entry.id for entry in store.log(kept)] == [answers[0], answers[3], later]
    assert [entry.id for entry in store.log(gone)] == [answers[1], answers[2], answers[4]]


def test_what_was_confused_with_a_merged_note_is_with_the_kept_one(
    store: Store, clock: Clock, decks: tuple[Deck, Deck], pair: tuple[Note, Note]
) -> None:
    keep, other = pair
    udp = store.notes(decks[0])[1]
    record(store, card(store, udp), Rating.AGAIN, clock.forward(days=1), confused_with=other.id)
    done = merge(store, clock, keep, other)
    assert store.answered_instead(udp.id) == [keep.id]
    back(store, clock, done)
    assert store.answered_instead(udp.id) == [other.id]


def test_lapses_of_both_make_a_leech(store: Store, clock: Clock, decks: tuple[Deck, Deck]) -> None:
    for deck in decks:
        store.set_settings(deck, replace(deck.settings, leech_lapses=2, learning_steps=(), relearning_steps=()))
    keep, other = store.notes(decks[0])[0], store.notes(decks[1])[0]
    for note in (keep, other):
        for rating in (Rating.EASY, Rating.AGAIN):
            record(store, card(store, note), rating, clock.forward(days=9))
    before = everything(store)
    done = merge(store, clock, keep, other)
    assert store.card(card(store, keep)).state.lapses == 2
    assert store.note(keep.id).tags == ("leech",)
    back(store, clock, done)
    assert everything(store) == before


def test_a_direction_that_the_kept_note_lacks_rests_with_its_history(
    store: Store, clock: Clock, pair: tuple[Note, Note]
) -> None:
    keep, _other = pair
    one_way = NoteType("other", ("front", "back"), "front", (Direction("f", ("front",), ("back",)),))
    deck = store.add_deck("Cards", clock.now, [one_way])
    note = store.add_note(deck, store.note_types(deck)[0], NoteDraft({"front": "TCP", "back": "b"}), clock.now)
    answered = record(store, card(store, note, "f"), Rating.GOOD, clock.forward(days=1))
    before = tables(store.path)
    done = merge(store, clock, keep, note)
    assert [entry.id for entry in store.log(answered.card_id)] == [answered.id]
    assert store.card(answered.card_id).retired
    assert "front" not in store.note(keep.id).fields
    back(store, clock, done)
    assert tables(store.path) == before


def test_several_merges_are_taken_back_the_last_one_first(
    store: Store, clock: Clock, decks: tuple[Deck, Deck], pair: tuple[Note, Note]
) -> None:
    keep, other = pair
    study_in_turns(store, clock, card(store, keep), card(store, other))
    udp = store.notes(decks[0])[1]
    states = [tables(store.path)]
    steps = [merge(store, clock, keep, other)]
    states.append(tables(store.path))
    steps.append(merge(store, clock, udp, keep))
    with pytest.raises(QuizError, match="went on to another card since"):
        back(store, clock, steps[0])
    for done, state in zip(reversed(steps), reversed(states), strict=True):
        back(store, clock, done)
        assert tables(store.path) == state


@pytest.mark.parametrize("chosen", [lambda keep, other: Merge(keep, []), lambda keep, other: Merge(keep, [keep])])
def test_one_note_alone_is_not_merged(store: Store, clock: Clock, pair: tuple[Note, Note], chosen: Any) -> None:
    with pytest.raises(QuizError, match="nothing to merge"):
        do(store, clock, chosen(pair[0].id, pair[1].id))


def test_deleted_notes_are_not_merged(store: Store, clock: Clock, pair: tuple[Note, Note]) -> None:
    store.delete_note(pair[1], clock.now)
    for change in (Merge(pair[0].id, [pair[1].id]), Merge(pair[1].id, [pair[0].id])):
        with pytest.raises(QuizError, match="nothing to merge"):
            do(store, clock, change)
