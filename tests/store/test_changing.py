"""Changes of many cards and notes at once, and taking them back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quiz.cards import Card, Deck, Kind, Note, Phase, Rating
from quiz.changes import (
    Bury,
    Change,
    Delete,
    Done,
    Flag,
    MarkKnown,
    Move,
    Replace,
    Reschedule,
    Reset,
    Resume,
    SetField,
    Suspend,
    Tag,
    TakenBack,
    Unbury,
)
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.store import Store
from tests.store.support import OTHER_PARAMETERS, Clock, card_of, deck_named, import_terms, import_text, record

TERMS = ["tcp", "udp", "dns"]


@pytest.fixture
def deck(store: Store, clock: Clock) -> Deck:
    """Three notes with two cards each."""
    return import_terms(store, "Networks", TERMS, clock.now)


@pytest.fixture
def other(store: Store, clock: Clock, deck: Deck) -> Deck:
    """Another deck, of one note, with parameters of its own."""
    made = import_terms(store, "Systems", ["inode"], clock.now)
    store.set_settings(made, replace(made.settings, parameters=OTHER_PARAMETERS))
    return store.deck(made.id)


def do(store: Store, clock: Clock, change: Change) -> Done:
    done = store.change(change, clock.forward(minutes=1), clock.day)
    assert store.disagreements() == []
    return done


def back(store: Store, clock: Clock, done: Done) -> TakenBack:
    taken = store.take_back(done, clock.forward(minutes=1))
    assert store.disagreements() == []
    return taken


def ids(store: Store) -> list[int]:
    return [card.id for card in store.cards()]


def note_ids(store: Store, deck: Deck) -> list[int]:
    return [note.id for note in store.notes(deck)]


def without_revision(cards: list[Card]) -> list[Card]:
    return [replace(card, revision=0) for card in cards]


def everything(store: Store) -> tuple[list[Card], list[list[Note]]]:
    return without_revision(store.cards()), [store.notes(deck) for deck in store.decks()]


# Marks


def test_only_cards_that_change_are_touched_and_counted(store: Store, clock: Clock, deck: Deck) -> None:
    cards = ids(store)
    store.suspend(cards[:1])
    before = store.card(cards[0])
    done = do(store, clock, Suspend([*cards[:3], cards[1]]))
    assert (done.cards, done.notes, done.left) == (2, 2, 1)
    assert store.card(cards[0]) == before
    assert back(store, clock, done) == TakenBack(2, 2)
    assert [card.suspended for card in store.cards()] == [True, *[False] * 5]


def test_what_is_done_twice_touches_nothing(store: Store, clock: Clock, deck: Deck) -> None:
    for change in (Flag(ids(store), 3), Bury(ids(store), clock.day), Suspend(ids(store))):
        assert do(store, clock, change).cards == 6
        again = do(store, clock, change)
        assert (again.cards, again.notes, again.left) == (0, 0, 6)
        assert back(store, clock, again) == TakenBack(0, 0)


def test_marks_come_back_as_they_were_each_of_its_own(store: Store, clock: Clock, deck: Deck) -> None:
    cards = ids(store)
    store.flag(cards[:2], 1)
    store.flag(cards[2:3], 2)
    store.bury(cards[1:3], clock.day + timedelta(days=2))
    before = everything(store)
    steps = [do(store, clock, Flag(cards, 5)), do(store, clock, Unbury(cards)), do(store, clock, Resume(cards))]
    assert [done.cards for done in steps] == [6, 2, 0]
    assert {card.flag for card in store.cards()} == {5}
    assert {card.buried_until for card in store.cards()} == {None}
    for done in reversed(steps):
        back(store, clock, done)
    assert everything(store) == before


def test_a_mark_that_was_changed_since_stays(store: Store, clock: Clock, deck: Deck) -> None:
    cards = ids(store)
    done = do(store, clock, Flag(cards, 5))
    store.flag(cards[:1], 7)
    assert back(store, clock, done) == TakenBack(5, 3)
    assert [card.flag for card in store.cards()] == [7, *[0] * 5]


# Decks


def test_cards_are_moved_with_their_history_and_back(store: Store, clock: Clock, deck: Deck, other: Deck) -> None:
    for key, rating in zip(TERMS, Rating, strict=False):
        record(store, card_of(store, key).id, rating, clock.forward(hours=1))
    before, counts = everything(store), store.day_facts([deck.id])
    done = do(store, clock, Move(ids(store), other.id))
    assert (done.cards, done.notes, done.left) == (6, 3, 2)
    assert store.day_facts([deck.id]) == ()
    assert sum(facts.answers for facts in store.day_facts([other.id])) == 3
    back(store, clock, done)
    assert everything(store) == before
    assert store.day_facts([deck.id]) == counts


def test_cards_are_moved_back_with_what_was_answered_since(store: Store, clock: Clock, deck: Deck, other: Deck) -> None:
    card = card_of(store, "tcp")
    done = do(store, clock, Move([card.id], other.id))
    record(store, card.id, Rating.EASY, clock.forward(days=1))
    back(store, clock, done)
    assert store.card(card.id).deck_id == deck.id
    assert store.card(card.id).state.reps == 1


def test_a_deleted_deck_takes_no_cards(store: Store, clock: Clock, deck: Deck, other: Deck) -> None:
    card = card_of(store, "inode")
    done = do(store, clock, Move([card.id], deck.id))
    store.delete_deck(other, clock.now)
    for refused in (lambda: do(store, clock, Move(ids(store), other.id)), lambda: back(store, clock, done)):
        with pytest.raises(QuizError, match="was deleted"):
            refused()
    assert store.card(card.id).deck_id == deck.id


# Schedules


@pytest.fixture
def learnt(store: Store, clock: Clock, deck: Deck) -> list[int]:
    """The ids of all cards; those of the first two notes are learnt."""
    for card in store.cards()[:4]:
        record(store, card.id, Rating.EASY, clock.forward(minutes=5))
    clock.tomorrow()
    return ids(store)


def test_learnt_cards_are_reset_and_become_what_they_were(store: Store, clock: Clock, learnt: list[int]) -> None:
    before = everything(store)
    done = do(store, clock, Reset(learnt))
    assert (done.cards, done.notes, done.left) == (4, 2, 2)
    assert {card.state.phase for card in store.cards()} == {Phase.NEW}
    assert back(store, clock, done) == TakenBack(4, 2)
    assert everything(store) == before
    assert [entry.undone is None for entry in store.log(learnt[0])] == [True, False]


def test_an_answer_after_a_reset_stays_when_that_is_taken_back(store: Store, clock: Clock, learnt: list[int]) -> None:
    before = store.card(learnt[0]).state
    done = do(store, clock, Reset(learnt))
    record(store, learnt[0], Rating.GOOD, clock.forward(days=1))
    assert store.card(learnt[0]).state.reps == 1
    back(store, clock, done)
    after = store.card(learnt[0]).state
    assert (after.reps, after.memory != before.memory) == (2, True)


def test_a_reset_leech_is_one_again_afterwards(store: Store, clock: Clock, deck: Deck) -> None:
    store.set_settings(deck, replace(deck.settings, leech_lapses=1, learning_steps=()))
    card = card_of(store, "tcp")
    store.edit_note(store.note(card.note_id), NoteDraft({"term": "tcp", "meaning": "m"}, ("a",)), clock.now)
    for rating in (Rating.EASY, Rating.AGAIN):
        record(store, card.id, rating, clock.forward(days=3))
    do(store, clock, Tag([card.note_id], ("b",)))
    before = everything(store)
    assert store.note(card.note_id).tags == ("a", "leech", "b")
    done = do(store, clock, Reset([card.id]))
    assert store.note(card.note_id).tags == ("a", "b")
    back(store, clock, done)
    assert everything(store) == before


def test_what_was_undone_since_is_not_taken_back_twice(store: Store, clock: Clock, learnt: list[int]) -> None:
    before = everything(store)
    done = do(store, clock, Reset(learnt))
    assert store.undo_last(None, clock.forward(minutes=1)) is not None
    assert back(store, clock, done).cards == 3
    assert everything(store) == before


def test_cards_are_spread_over_days(store: Store, clock: Clock, learnt: list[int]) -> None:
    before, days = everything(store), [clock.day + timedelta(days=number) for number in (1, 1, 2, 2)]
    done = do(store, clock, Reschedule(learnt, days[0], days[-1]))
    assert (done.cards, done.left) == (4, 2)
    assert [card.state.due_day for card in store.cards()] == [*days, None, None]
    assert do(store, clock, Reschedule(learnt, days[0], days[-1])).cards == 0
    back(store, clock, done)
    assert everything(store) == before


def test_cards_without_a_schedule_cannot_be_rescheduled(store: Store, clock: Clock, learnt: list[int]) -> None:
    with pytest.raises(QuizError, match="None of these cards was ever answered"):
        do(store, clock, Reschedule(learnt[4:], clock.day))


def test_cards_are_known_for_good_once(store: Store, clock: Clock, learnt: list[int]) -> None:
    before = everything(store)
    done = do(store, clock, MarkKnown(learnt[:5]))
    assert (done.cards, done.notes) == (5, 3)
    assert do(store, clock, MarkKnown(learnt)).cards == 1
    assert store.log(learnt[4])[-1].kind is Kind.KNOWN
    store.undo_last(None, clock.now)
    back(store, clock, done)
    assert everything(store) == before


def test_another_due_day_is_nothing_once_what_it_was_built_on_is_taken_back(
    store: Store, clock: Clock, learnt: list[int]
) -> None:
    known = do(store, clock, MarkKnown(learnt[4:]))
    do(store, clock, Reschedule(learnt[4:], clock.day))
    back(store, clock, known)
    assert store.card(learnt[4]).state.phase is Phase.NEW


# Texts


def test_texts_are_replaced_and_come_back_with_what_was_imported(store: Store, clock: Clock, deck: Deck) -> None:
    before = everything(store)
    change = Replace(note_ids(store, deck), "the meaning of", "what is")
    shown = store.preview(change, limit=2)
    assert (shown.notes, len(shown.differences)) == (3, 2)
    assert (shown.differences[0].before, shown.differences[0].after) == ("the meaning of tcp", "what is tcp")
    done = do(store, clock, change)
    assert (done.cards, done.notes, done.left) == (6, 3, 0)
    assert [note.text("meaning", "en") for note in store.notes(deck)] == [f"what is {term}" for term in TERMS]
    back(store, clock, done)
    assert everything(store) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Replace((1, 2, 3), "dns", ""), "The note “dns” cannot be changed so: Its key would be empty"),
        (Replace((1, 2, 3), "(tcp|udp)", "ip", field="term", regex=True), "The deck has a note “ip” already"),
        (Replace((1, 2, 3), "udp", "dns"), "The deck has a note “dns” already"),
        (Replace((1, 2, 3), "u", "\x1b"), "The note “udp” cannot be changed so"),
        (SetField((1, 2, 3), "meaning", ""), "The note “tcp” cannot be changed so: .*has no meaning"),
        (SetField((1, 2, 3), "term", "one"), "The deck has a note “one” already"),
        (SetField((1, 2, 3), "term", "a\nb"), "The note “tcp” cannot be changed so: .*more than one line"),
    ],
)
def test_texts_that_cannot_be_are_refused_as_a_whole_and_the_note_is_named(
    store: Store, clock: Clock, deck: Deck, change: Change, message: str
) -> None:
    before = everything(store)
    with pytest.raises(QuizError, match=message) as error:
        do(store, clock, change)
    assert error.value.hint
    assert everything(store) == before


def test_keys_may_change_places(store: Store, clock: Clock, deck: Deck) -> None:
    notes = note_ids(store, deck)
    for find, by in (("^tcp$", "x"), ("^udp$", "tcp"), ("^x$", "udp")):
        do(store, clock, Replace(notes, find, by, field="term", regex=True))
    assert [note.key for note in store.notes(deck)] == ["udp", "tcp", "dns"]


def test_a_text_that_was_changed_since_is_not_overwritten(store: Store, clock: Clock, deck: Deck) -> None:
    notes = store.notes(deck)
    done = do(store, clock, SetField([note.id for note in notes], "meaning", "same"))
    store.edit_note(notes[1], NoteDraft({"term": "udp", "meaning": "mine"}), clock.now)
    before = everything(store)
    with pytest.raises(QuizError, match="The text of 1 note was changed since") as error:
        back(store, clock, done)
    assert error.value.hint
    assert everything(store) == before


def test_another_field_that_was_changed_since_stays(store: Store, clock: Clock, deck: Deck) -> None:
    note = store.notes(deck)[0]
    done = do(store, clock, SetField([note.id], "meaning", "same"))
    store.edit_note(note, NoteDraft({"term": "tcp", "meaning": "same", "hint": "h"}, ("t",)), clock.forward(days=1))
    assert back(store, clock, done) == TakenBack(2, 1)
    after = store.note(note.id)
    assert (dict(after.fields), after.tags) == ({**note.fields, "hint": "h"}, ("t",))
    assert after.changed > note.changed


def test_the_key_of_a_note_that_is_taken_now_does_not_come_back(store: Store, clock: Clock, deck: Deck) -> None:
    note = store.notes(deck)[0]
    done = do(store, clock, SetField([note.id], "term", "ip"))
    store.add_note(deck, store.note_types(deck)[0], NoteDraft({"term": "tcp", "meaning": "m"}), clock.now)
    with pytest.raises(QuizError, match="has a note “tcp” already"):
        back(store, clock, done)
    assert store.note(note.id).key == "ip"


def test_what_was_imported_since_is_remembered(store: Store, clock: Clock) -> None:
    text = "a: one, two\nb: three, four\n"
    import_text(store, text, clock.now)
    deck = store.decks()[0]
    notes = note_ids(store, deck)
    done = do(store, clock, SetField(notes, "meaning", "mine"))
    import_text(store, text.replace("two", "zwei"), clock.now)
    back(store, clock, done)
    report = import_text(store, text.replace("two", "drei"), clock.now, dry_run=True)
    assert [(change.before, change.after) for change in report.kept_local] == [("two", "drei")]


def test_tags_are_given_and_taken_and_those_of_others_stay(store: Store, clock: Clock, deck: Deck) -> None:
    notes = note_ids(store, deck)
    first = do(store, clock, Tag(notes[:2], ("net", "core")))
    before = everything(store)
    second = do(store, clock, Tag(notes, ("net",), ("core",)))
    assert [note.tags for note in store.notes(deck)] == [("net",)] * 3
    assert (second.cards, second.notes) == (6, 3)
    back(store, clock, second)
    assert everything(store) == before
    do(store, clock, Tag(notes, ("later",)))
    back(store, clock, first)
    assert [note.tags for note in store.notes(deck)] == [("later",)] * 3


def test_notes_are_read_by_their_ids(store: Store, clock: Clock, deck: Deck) -> None:
    notes = store.notes(deck)
    do(store, clock, Delete([notes[1].id]))
    assert store.notes_by_ids([notes[2].id, notes[1].id, notes[0].id, notes[2].id]) == [notes[2], notes[0]]


# Deleting


def test_notes_are_deleted_and_come_back_with_their_history(store: Store, clock: Clock, learnt: list[int]) -> None:
    deck = deck_named(store, "Networks")
    notes, before = note_ids(store, deck), everything(store)
    store.delete_note(store.note(notes[2]), clock.now)
    done = do(store, clock, Delete(notes))
    assert (done.cards, done.notes, done.left) == (4, 2, 1)
    assert (store.cards(), store.notes(deck)) == ([], [])
    assert back(store, clock, done) == TakenBack(4, 2)
    store.restore_note(notes[2])
    assert everything(store) == before


def test_a_note_whose_key_is_taken_now_does_not_come_back(store: Store, clock: Clock, deck: Deck) -> None:
    done = do(store, clock, Delete(note_ids(store, deck)))
    store.add_note(deck, store.note_types(deck)[0], NoteDraft({"term": "udp", "meaning": "m"}), clock.now)
    with pytest.raises(QuizError, match="has a note “udp” already"):
        back(store, clock, done)
    assert len(store.notes(deck)) == 1


def test_a_note_that_was_brought_back_and_deleted_again_stays_deleted(store: Store, clock: Clock, deck: Deck) -> None:
    notes = note_ids(store, deck)
    done = do(store, clock, Delete(notes))
    store.restore_note(notes[0])
    store.delete_note(store.note(notes[0]), clock.forward(days=1))
    assert back(store, clock, done) == TakenBack(4, 2)
    assert note_ids(store, deck) == notes[1:]
