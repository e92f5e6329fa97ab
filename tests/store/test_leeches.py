"""Leeches: what is forgotten again and again is tagged, suspended where that is wanted, and let go by an undo."""

from dataclasses import replace

import pytest

from quiz.cards import Card, Deck, Kind, Rating
from quiz.deck_drafts import NoteDraft
from quiz.store import Store
from quiz.study_settings import LEECH_TAG
from tests.store.support import NOW, Clock, card_of, import_terms, import_text, record

TAGGED = "---\ntitle: Tagged\nfields: term, meaning\n---\ntcp: reliable\n  tags: core net\nudp: quick\n"


@pytest.fixture
def deck(store: Store) -> Deck:
    """A deck without steps, so that each Again after the first answer is a lapse; a leech at the second."""
    return without_steps(store, import_terms(store, "Net", ["tcp", "udp"], NOW))


def without_steps(store: Store, deck: Deck, **more: object) -> Deck:
    chosen = replace(deck.settings, learning_steps=(), relearning_steps=(), leech_lapses=2, **more)  # type: ignore[arg-type]
    store.set_settings(deck, chosen)
    return store.deck(deck.id)


def lapse(store: Store, card: Card, times: int, clock: Clock) -> None:
    """Let a card be forgotten a number of times more."""
    if not store.card(card.id).state.reps:
        record(store, card.id, Rating.GOOD, clock.forward(days=1))
    for _ in range(times):
        record(store, card.id, Rating.AGAIN, clock.forward(days=1))


def tags_of(store: Store, card: Card) -> tuple[str, ...]:
    return store.note(card.note_id).tags


def test_the_note_is_tagged_at_the_lapse_that_makes_a_leech_and_not_before(
    store: Store, deck: Deck, clock: Clock
) -> None:
    card = card_of(store, "tcp")
    note = store.note(card.note_id)
    lapse(store, card, 1, clock)
    assert tags_of(store, card) == ()
    lapse(store, card, 1, clock)
    assert store.note(card.note_id) == replace(note, tags=(LEECH_TAG,))
    assert not store.card(card.id).suspended
    assert tags_of(store, card_of(store, "udp")) == ()


def test_a_first_answer_that_is_wrong_is_no_lapse(store: Store, deck: Deck, clock: Clock) -> None:
    store.set_settings(deck, replace(deck.settings, leech_lapses=1))
    record(store, card_of(store, "tcp").id, Rating.AGAIN, clock.now)
    assert tags_of(store, card_of(store, "tcp")) == ()


def test_a_drill_makes_no_leech(store: Store, deck: Deck, clock: Clock) -> None:
    card = card_of(store, "tcp")
    lapse(store, card, 1, clock)
    card = store.card(card.id)
    record(store, card.id, Rating.AGAIN, clock.now, kind=Kind.CRAM, after=card.state)
    assert tags_of(store, card) == ()


def test_nothing_is_a_leech_where_the_threshold_is_none(store: Store, deck: Deck, clock: Clock) -> None:
    store.set_settings(deck, replace(deck.settings, leech_lapses=0))
    lapse(store, card_of(store, "tcp"), 5, clock)
    assert tags_of(store, card_of(store, "tcp")) == ()


def test_a_leech_is_suspended_where_that_is_wanted_and_its_sibling_is_not(
    store: Store, deck: Deck, clock: Clock
) -> None:
    store.set_settings(deck, replace(deck.settings, leech_action="suspend"))
    card = card_of(store, "tcp")
    lapse(store, card, 2, clock)
    assert store.card(card.id).suspended
    assert not card_of(store, "tcp", "meaning").suspended
    assert tags_of(store, card) == (LEECH_TAG,)


def test_it_is_noticed_again_every_four_lapses(store: Store, deck: Deck, clock: Clock) -> None:
    store.set_settings(deck, replace(deck.settings, leech_action="suspend"))
    card = card_of(store, "tcp")
    suspended = []
    lapse(store, card, 0, clock)
    for _ in range(7):
        lapse(store, card, 1, clock)
        suspended.append(store.card(card.id).suspended)
        store.suspend([card.id], suspended=False)
    assert suspended == [False, True, False, False, False, True, False]
    assert tags_of(store, card) == (LEECH_TAG,)


def test_undo_takes_the_tag_away_and_lets_the_card_be_asked_again(store: Store, deck: Deck, clock: Clock) -> None:
    store.set_settings(deck, replace(deck.settings, leech_action="suspend"))
    card = card_of(store, "tcp")
    lapse(store, card, 1, clock)
    note, before = store.note(card.note_id), store.card(card.id)
    lapse(store, card, 1, clock)
    store.undo_last(None, clock.now)
    assert store.note(card.note_id) == note
    assert replace(store.card(card.id), revision=0) == replace(before, revision=0)
    assert store.disagreements() == []


def test_an_undone_lapse_between_two_thresholds_changes_nothing(store: Store, deck: Deck, clock: Clock) -> None:
    store.set_settings(deck, replace(deck.settings, leech_action="suspend"))
    card = card_of(store, "tcp")
    lapse(store, card, 3, clock)
    store.undo_last(None, clock.now)
    assert store.card(card.id).suspended
    assert tags_of(store, card) == (LEECH_TAG,)


def test_the_tag_stays_where_the_card_or_its_sibling_is_a_leech_still(store: Store, deck: Deck, clock: Clock) -> None:
    card, sibling = card_of(store, "tcp"), card_of(store, "tcp", "meaning")
    lapse(store, card, 2, clock)
    lapse(store, sibling, 2, clock)
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == (LEECH_TAG,)
    lapse(store, card, 4, clock)
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == (LEECH_TAG,)


def test_tags_of_the_person_stay_as_they_are(store: Store, clock: Clock) -> None:
    import_text(store, TAGGED)
    without_steps(store, store.decks()[0])
    card = card_of(store, "tcp")
    lapse(store, card, 2, clock)
    assert tags_of(store, card) == ("core", "net", LEECH_TAG)
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == ("core", "net")


# Settings that changed since


@pytest.mark.parametrize("threshold", [0, 3, 99])
def test_the_tag_goes_with_the_lapse_whatever_a_leech_is_by_then(
    store: Store, deck: Deck, clock: Clock, threshold: int
) -> None:
    card = card_of(store, "tcp")
    lapse(store, card, 2, clock)
    store.set_settings(deck, replace(deck.settings, leech_lapses=threshold))
    assert tags_of(store, card) == (LEECH_TAG,)
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == ()


def test_the_tag_stays_where_enough_lapses_for_the_settings_of_now_are_left(
    store: Store, deck: Deck, clock: Clock
) -> None:
    card = card_of(store, "tcp")
    lapse(store, card, 2, clock)
    store.set_settings(deck, replace(deck.settings, leech_lapses=1))
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == (LEECH_TAG,)
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == ()


def test_an_undone_lapse_makes_no_leech_of_what_was_none(store: Store, deck: Deck, clock: Clock) -> None:
    store.set_settings(deck, replace(deck.settings, leech_lapses=0))
    card = card_of(store, "tcp")
    lapse(store, card, 3, clock)
    store.set_settings(deck, replace(deck.settings, leech_lapses=1))
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == ()


def test_each_card_is_a_leech_by_the_settings_of_the_deck_it_is_in(store: Store, deck: Deck, clock: Clock) -> None:
    card, sibling = card_of(store, "tcp"), card_of(store, "tcp", "meaning")
    other = store.add_deck("Other", clock.now)
    store.set_settings(other, replace(deck.settings, leech_lapses=3))
    for one in (card, sibling):
        lapse(store, one, 2, clock)
    store.move([sibling.id], other)
    store.reset([card.id], clock.now, clock.day)
    assert tags_of(store, card) == ()
    store.undo_last(None, clock.now)
    store.set_settings(other, replace(deck.settings, leech_lapses=2))
    store.reset([card.id], clock.now, clock.day)
    assert tags_of(store, card) == (LEECH_TAG,)


def test_a_leech_that_is_only_tagged_and_was_suspended_by_hand_stays_so(store: Store, deck: Deck, clock: Clock) -> None:
    card = card_of(store, "tcp")
    lapse(store, card, 2, clock)
    store.suspend([card.id])
    store.undo_last(None, clock.now)
    assert store.card(card.id).suspended
    assert tags_of(store, card) == ()


# Reset


def test_a_reset_makes_a_leech_a_note_like_any_other_and_undo_a_leech_again(
    store: Store, deck: Deck, clock: Clock
) -> None:
    card = card_of(store, "tcp")
    lapse(store, card, 3, clock)
    before, state = store.note(card.note_id), store.card(card.id).state
    store.reset([card.id], clock.now, clock.day)
    assert store.note(card.note_id) == replace(before, tags=())
    store.undo_last(None, clock.now)
    assert store.note(card.note_id) == before
    assert store.card(card.id).state == state
    assert store.disagreements() == []


def test_a_reset_leaves_the_tag_where_the_sibling_is_a_leech_until_that_is_reset_too(
    store: Store, deck: Deck, clock: Clock
) -> None:
    card, sibling = card_of(store, "tcp"), card_of(store, "tcp", "meaning")
    for one in (card, sibling):
        lapse(store, one, 2, clock)
    store.reset([card.id], clock.now, clock.day)
    assert tags_of(store, card) == (LEECH_TAG,)
    store.reset([sibling.id], clock.now, clock.day)
    assert tags_of(store, card) == ()


def test_undoing_the_reset_of_a_card_that_is_no_leech_tags_nothing(store: Store, deck: Deck, clock: Clock) -> None:
    card = card_of(store, "tcp")
    lapse(store, card, 1, clock)
    store.reset([card.id], clock.now, clock.day)
    store.undo_last(None, clock.now)
    assert tags_of(store, card) == ()


def test_a_card_becomes_a_leech_anew_after_a_reset(store: Store, deck: Deck, clock: Clock) -> None:
    card = card_of(store, "tcp")
    lapse(store, card, 2, clock)
    store.reset([card.id], clock.now, clock.day)
    lapse(store, card, 1, clock)
    assert tags_of(store, card) == ()
    lapse(store, card, 1, clock)
    assert tags_of(store, card) == (LEECH_TAG,)


# Imports


@pytest.fixture
def imported(store: Store, clock: Clock) -> Card:
    """A leech of a deck whose source has tags."""
    import_text(store, TAGGED)
    without_steps(store, store.decks()[0])
    card = card_of(store, "tcp")
    lapse(store, card, 2, clock)
    return card


def test_the_same_source_again_changes_nothing(store: Store, imported: Card) -> None:
    report = import_text(store, TAGGED)
    assert (report.unchanged, report.changed, report.changes, report.kept_local) == (2, 0, [], [])
    assert tags_of(store, imported) == ("core", "net", LEECH_TAG)


def test_tags_come_and_go_with_the_source_beside_the_programs_own(store: Store, imported: Card) -> None:
    report = import_text(store, TAGGED.replace("core net", "core slow"))
    assert report.kept_local == []
    assert tags_of(store, imported) == ("core", LEECH_TAG, "slow")


@pytest.mark.parametrize("tags", ["", "  tags: leech\n"])
def test_a_source_without_tags_of_its_own_takes_none_away(store: Store, imported: Card, tags: str) -> None:
    report = import_text(store, TAGGED.replace("  tags: core net\n", tags))
    assert (report.changes, report.kept_local, report.absent_fields) == ([], [], ["tags"])
    assert tags_of(store, imported) == ("core", "net", LEECH_TAG)


def test_a_note_that_has_no_other_tag_is_not_told_to_have_some(store: Store, clock: Clock) -> None:
    import_text(store, TAGGED)
    without_steps(store, store.decks()[0])
    lapse(store, card_of(store, "udp"), 2, clock)
    report = import_text(store, TAGGED.replace("  tags: core net\n", "").replace("tcp: reliable\n", ""))
    assert (report.absent_fields, report.missing) == ([], ["tcp"])
    assert tags_of(store, card_of(store, "udp")) == (LEECH_TAG,)


def test_a_source_makes_no_leech_of_a_note_that_is_there(store: Store, imported: Card) -> None:
    report = import_text(store, TAGGED + "  tags: leech\n")
    assert (report.changes, report.kept_local) == ([], [])
    assert tags_of(store, card_of(store, "udp")) == ()


def test_an_edit_after_the_tag_came_is_told_without_it(store: Store, imported: Card) -> None:
    note = store.note(imported.note_id)
    store.edit_note(note, NoteDraft(dict(note.fields), (*note.tags, "mine"), note.category), NOW)
    assert import_text(store, TAGGED).changes == []
    assert set(tags_of(store, imported)) == {"core", "net", "mine", LEECH_TAG}
    import_text(store, TAGGED.replace("core net", "core"))
    assert set(tags_of(store, imported)) == {"core", "mine", LEECH_TAG}
