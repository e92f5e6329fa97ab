"""Adding, renaming, deleting decks and notes, and bringing them back."""

from datetime import timedelta
from pathlib import Path

import pytest

from quiz.cards import Deck, Direction, NoteType, Rating
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.store import Store
from quiz.study import Session
from tests.store.support import (
    Clock,
    answer_all,
    answer_next,
    deck_named,
    import_terms,
    import_text,
    keys,
    note_type,
)


def names(store: Store) -> list[str]:
    return [deck.name for deck in store.decks()]


# Adding


def test_a_deck_is_added_with_its_note_types(store: Store, clock: Clock) -> None:
    types = [note_type(), NoteType("other", ("a", "b"), "a", (Direction("x", ("a",), ("b",)),))]
    deck = store.add_deck("D", clock.now, types)
    assert [kind.name for kind in store.note_types(deck)] == ["basic", "other"]
    store.add_note(deck, store.note_types(deck)[0], NoteDraft({"term": "a", "meaning": "b"}), clock.now)
    assert keys(answer_all(Session(store, [deck]), clock)) == ["a"]


def test_a_deck_of_an_existing_name_is_not_added(store: Store, clock: Clock) -> None:
    store.add_deck("D", clock.now)
    with pytest.raises(QuizError, match="There is a deck “D” already") as error:
        store.add_deck("D", clock.now)
    assert error.value.hint


# Renaming


def test_a_deck_is_renamed_with_its_sub_decks(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a"], clock.now)
    for name in ("A::B", "A::B::C", "AB"):
        store.add_deck(name, clock.now)
    store.rename_deck(deck, " X::Y ")
    assert names(store) == ["AB", "X::Y", "X::Y::B", "X::Y::B::C"]
    assert store.deck(deck.id).name == "X::Y"
    assert len(store.cards([deck.id])) == 2


def test_the_new_name_holds_in_every_language(store: Store, clock: Clock) -> None:
    import_text(store, "---\ntitle: 网络\ntitle.en: Networks\n---\na: b, c\n", clock.now)
    deck = store.decks()[0]
    assert deck.title_in("en") == "Networks"
    store.rename_deck(deck, "Mine")
    assert store.deck(deck.id).title_in("en") == store.deck(deck.id).title_in("zh") == "Mine"
    store.rename_deck(store.deck(deck.id), "Mine")
    assert names(store) == ["Mine"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "name for the deck is missing"), ("A::", "part of it is empty"), ("B", "already"), ("A::B", "below itself")],
)
def test_a_name_that_cannot_be_is_refused(store: Store, clock: Clock, name: str, message: str) -> None:
    deck = store.add_deck("A", clock.now)
    store.add_deck("B", clock.now)
    with pytest.raises(QuizError, match=message) as error:
        store.rename_deck(deck, name)
    assert error.value.hint
    assert names(store) == ["A", "B"]


def test_a_sub_deck_must_not_get_the_name_of_another_deck(store: Store, clock: Clock) -> None:
    deck = store.add_deck("A", clock.now)
    for name in ("A::X", "B::X"):
        store.add_deck(name, clock.now)
    with pytest.raises(QuizError, match="There is a deck “B::X” already"):
        store.rename_deck(deck, "B")
    assert names(store) == ["A", "A::X", "B::X"]


def test_a_sub_deck_is_moved_to_the_top_and_back(store: Store, clock: Clock) -> None:
    deck = store.add_deck("A::A", clock.now)
    store.add_deck("A::A::A", clock.now)
    store.rename_deck(deck, "A")
    assert names(store) == ["A", "A::A"]


# Deleting decks


@pytest.fixture
def decks(store: Store, clock: Clock) -> tuple[Deck, Deck, Deck]:
    """A deck, its sub-deck, and another."""
    made = (
        import_terms(store, "A", ["a"], clock.now),
        import_terms(store, "A::B", ["b"], clock.now),
        import_terms(store, "C", ["c"], clock.now),
    )
    answer_all(Session(store), clock, Rating.EASY)
    return made


def test_a_deleted_deck_is_not_asked_or_counted_any_more(
    store: Store, decks: tuple[Deck, Deck, Deck], clock: Clock
) -> None:
    above, below, other = decks
    assert store.delete_deck(above, clock.now) == (above.id, below.id)
    assert names(store) == ["C"]
    assert set(store.deck_counts(clock.day)) == {other.id}
    assert set(store.known(clock.day)) == {other.id}
    assert {card.deck_id for card in store.cards()} == {other.id}
    clock.forward(days=60)
    assert set(keys(answer_all(Session(store, together=True), clock))) == {"c"}
    assert Session(store, [above]).next(clock.now) is None
    assert store.delete_deck(above, clock.now) == ()


def test_its_log_and_its_days_stay(store: Store, decks: tuple[Deck, Deck, Deck], clock: Clock) -> None:
    card = store.cards([decks[0].id])[0]
    store.delete_deck(decks[0], clock.now)
    facts = store.statistics(None, clock.day)
    assert sum(row.answers for row in facts.days) == 3
    assert sum(facts.phases.values()) == 2
    assert sum(facts.due.values()) == 1
    assert len(store.log(card.id)) == 1
    assert store.disagreements() == []


def test_an_undo_does_not_reach_into_a_deleted_deck(store: Store, decks: tuple[Deck, Deck, Deck], clock: Clock) -> None:
    store.delete_deck(decks[2], clock.now)
    undone = Session(store).undo(clock.now)
    assert undone is not None
    assert store.card(undone.card_id).deck_id != decks[2].id
    store.delete_deck(decks[0], clock.now)
    assert Session(store).undo(clock.now) is None
    assert store.undo_last(None, clock.now) is None


def test_a_running_session_leaves_out_a_deck_that_is_deleted_meanwhile(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    import_terms(store, "B", ["c"], clock.now)
    session = Session(store)
    assert session.counts(clock.now).new == 3
    store.delete_deck(deck, clock.now)
    assert keys(answer_all(session, clock)) == ["c"]


def test_a_running_session_takes_nothing_back_in_a_deck_that_is_deleted_meanwhile(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    session = Session(store)
    answered = answer_next(session, Rating.EASY, clock.now)
    question = session.next(clock.now)
    assert question is not None
    session.bury(question, clock.now)
    before = store.cards([deck.id])
    store.delete_deck(deck, clock.now)
    assert session.undo(clock.now) is None
    assert store.cards([deck.id]) == before
    assert len(store.log(answered.card.id)) == 1


def test_a_running_session_goes_on_without_a_deleted_deck(store: Store, clock: Clock) -> None:
    import_terms(store, "A", ["a", "b"], clock.now)
    other = import_terms(store, "B", ["c"], clock.now)
    session = Session(store)
    answer_next(session, Rating.EASY, clock.now)
    session.undo(clock.now)
    store.delete_deck(deck_named(store, "A"), clock.now)
    answer_next(Session(store, [other]), Rating.EASY, clock.now)
    assert session.next(clock.now) is None


def test_deleted_decks_come_back_exactly_as_they_were(
    store: Store, decks: tuple[Deck, Deck, Deck], clock: Clock
) -> None:
    cards, living = store.cards(), store.decks()
    ids = store.delete_deck(decks[0], clock.now)
    store.restore_decks(ids)
    assert (store.cards(), store.decks()) == (cards, living)
    assert store.deleted_decks() == []
    store.restore_decks(ids)
    assert store.decks() == living


def test_deleted_decks_are_listed_with_their_names_the_last_one_first(
    store: Store, decks: tuple[Deck, Deck, Deck], clock: Clock
) -> None:
    store.delete_deck(decks[2], clock.now)
    store.delete_deck(decks[0], clock.forward(minutes=1))
    assert [deck.name for deck in store.deleted_decks()] == ["A", "A::B", "C"]
    assert store.deck(decks[0].id).name == "A"


def test_the_name_of_a_deleted_deck_is_free(path: Path, store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a"], clock.now)
    store.delete_deck(deck, clock.now)
    again = import_terms(store, "A", ["a", "b"], clock.now)
    assert again.id != deck.id
    assert [note.key for note in store.notes(again)] == ["a", "b"]
    store.delete_deck(again, clock.now)
    assert store.add_deck("A", clock.now).id not in (deck.id, again.id)
    assert [found.name for found in store.deleted_decks()] == ["A", "A"]


def test_a_deck_whose_name_is_taken_does_not_come_back(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a"], clock.now)
    ids = store.delete_deck(deck, clock.now)
    other = store.add_deck("A", clock.now)
    with pytest.raises(QuizError, match="another deck “A” now") as error:
        store.restore_decks(ids)
    assert error.value.hint
    store.rename_deck(other, "B")
    store.restore_decks(ids)
    assert names(store) == ["A", "B"]


def test_of_two_deleted_decks_of_one_name_only_one_comes_back(store: Store, clock: Clock) -> None:
    ids: list[int] = []
    for _time in range(2):
        ids += store.delete_deck(store.add_deck("A", clock.now), clock.forward(minutes=1))
    with pytest.raises(QuizError, match="another deck “A” now"):
        store.restore_decks(ids)
    store.restore_decks(ids[:1])
    assert [deck.id for deck in store.decks()] == ids[:1]


def test_an_import_by_name_does_not_find_a_deleted_deck(store: Store, clock: Clock) -> None:
    store.delete_deck(import_terms(store, "Networks", ["a"], clock.now), clock.now)
    report = import_text(store, "---\ntitle: Other\n---\nb: c, d\n", clock.now, into="Net")
    assert report.deck == "Net"
    assert names(store) == ["Net"]


def test_what_was_moved_away_stays(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    other = store.add_deck("B", clock.now)
    moved = store.cards([deck.id])[0]
    store.move([moved.id], other)
    store.delete_deck(deck, clock.now)
    assert [question.card.id for question in answer_all(Session(store), clock)] == [moved.id]


# Deleting notes


def test_a_deleted_note_is_gone_and_comes_back_with_its_history(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    note = answer_next(Session(store), Rating.EASY, clock.now).note
    before = store.cards_of_note(note.id)
    store.delete_note(note, clock.now)
    assert [found.key for found in store.notes(deck)] == ["b"]
    assert store.cards_of_note(note.id) == []
    assert store.note_by_key(deck.id, "a") is None
    assert store.deck_counts(clock.day)[deck.id].notes == 1
    assert keys(answer_all(Session(store), clock)) == ["b"]
    store.restore_note(note.id)
    after = store.cards_of_note(note.id)
    assert [(card.id, card.state) for card in after] == [(card.id, card.state) for card in before]
    assert store.disagreements() == []


def test_importing_again_does_not_bring_a_deleted_note_back(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a", "b"], clock.now)
    store.delete_note(store.notes(deck)[0], clock.now)
    import_terms(store, "A", ["a", "b"], clock.now)
    assert [found.key for found in store.notes(deck)] == ["b"]
    assert len(store.cards()) == 2


def test_a_note_whose_key_is_taken_does_not_come_back(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a"], clock.now)
    note = store.notes(deck)[0]
    store.delete_note(note, clock.now)
    store.add_note(deck, store.note_types(deck)[0], NoteDraft({"term": "a", "meaning": "other"}), clock.now)
    with pytest.raises(QuizError, match="has a note “a” already"):
        store.restore_note(note.id)
    assert len(store.notes(deck)) == 1


def test_a_suspended_card_is_suspended_when_its_note_comes_back(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "A", ["a"], clock.now)
    note = store.notes(deck)[0]
    first = store.cards()[0].id
    store.suspend([first])
    store.bury([first], clock.day + timedelta(days=4))
    store.delete_note(note, clock.now)
    store.restore_note(note.id)
    card = store.card(first)
    assert (card.suspended, card.buried_until, card.retired) == (True, clock.day + timedelta(days=4), False)
