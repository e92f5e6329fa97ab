"""Leeches: at which lapse they are told, and whether what might help fits the card and the person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.cards import Kind, Note, Phase, Rating
from quiz.leeches import Leech, leech_of
from quiz.questions import Question
from quiz.store import Store
from tests.store.support import NOW, Clock, card_of, deck_named, import_text, record

DECK = """---
title: Net
fields: term, meaning
---
tcp:
  meaning: comes in order
  hint: a handshake
udp:
  meaning: comes in any order
sctp:
  meaning: has several streams in one association, each in order, and survives the loss of one of several paths
  hint: the youngest
"""


@pytest.fixture
def clock() -> Clock:
    """Nine o'clock on a Monday in Shanghai."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A deck without steps, so that each Again after the first answer is a lapse; a leech at the third."""
    with Store.open(tmp_path / "quiz.db", clock.now) as opened:
        import_text(opened, DECK)
        deck = deck_named(opened, "Net")
        chosen = replace(deck.settings, learning_steps=(), relearning_steps=(), leech_lapses=3)
        opened.set_settings(deck, chosen)
        yield opened


def question(store: Store, key: str, clock: Clock, direction: str = "term") -> Question:
    """The card of a key as it would be asked now."""
    card = card_of(store, key, direction)
    note = store.note(card.note_id)
    kind = store.note_type(note.type_id)
    return Question(card, note, kind, store.deck(card.deck_id), kind.direction(direction), "en", clock.now)


def note_of(store: Store, key: str) -> Note:
    return store.note(card_of(store, key).note_id)


def mixed_up(store: Store, key: str, other: str, times: int, clock: Clock) -> None:
    """Answer with another note a number of times."""
    for _ in range(times):
        record(store, card_of(store, key).id, Rating.AGAIN, clock.tomorrow(), confused_with=note_of(store, other).id)


def forgotten(store: Store, key: str, clock: Clock, asked: Question | None = None) -> Leech | None:
    """Forget a card once more, in a deck where that makes it a leech, and return what is told of it."""
    card = card_of(store, key)
    if card.state.phase is Phase.NEW:
        record(store, card.id, Rating.GOOD, clock.tomorrow())
    deck = deck_named(store, "Net")
    store.set_settings(deck, replace(deck.settings, leech_lapses=store.card(card.id).state.lapses + 1))
    asked = replace(asked or question(store, key, clock), deck=deck_named(store, "Net"))
    return leech_of(store, asked, record(store, card.id, Rating.AGAIN, clock.now))


def told_at(store: Store, clock: Clock, most: int) -> list[int]:
    """Forget a card again and again, and return at which of its lapses a leech is told."""
    card = card_of(store, "tcp")
    record(store, card.id, Rating.GOOD, clock.now)
    asked = question(store, "tcp", clock)
    found = (leech_of(store, asked, record(store, card.id, Rating.AGAIN, clock.tomorrow())) for _lapse in range(most))
    return [lapse for lapse, leech in enumerate(found, start=1) if leech is not None]


def test_a_leech_is_told_at_the_threshold_and_at_every_fourth_lapse_after(store: Store, clock: Clock) -> None:
    assert told_at(store, clock, 12) == [3, 7, 11]


def test_nothing_is_a_leech_in_a_deck_that_wants_none(store: Store, clock: Clock) -> None:
    deck = deck_named(store, "Net")
    store.set_settings(deck, replace(deck.settings, leech_lapses=0))
    assert told_at(store, clock, 12) == []


def test_only_a_lapse_shows_a_leech(store: Store, clock: Clock) -> None:
    assert forgotten(store, "tcp", clock) is not None
    asked = question(store, "tcp", clock)
    remembered = record(store, asked.card.id, Rating.GOOD, clock.tomorrow())
    assert leech_of(store, asked, remembered) is None
    drilled = record(
        store, asked.card.id, Rating.AGAIN, clock.now, kind=Kind.CRAM, after=store.card(asked.card.id).state
    )
    assert leech_of(store, asked, drilled) is None


def test_what_is_told_has_the_key_the_number_and_what_became_of_it(store: Store, clock: Clock) -> None:
    asked = question(store, "tcp", clock)
    assert Leech(asked, 8, suspended=False).told() == ["tcp was forgotten 8 times.", "It is marked as a leech."]
    suspended = Leech(asked, 1, suspended=True).told()
    assert suspended == ["tcp was forgotten 1 time.", "It is marked as a leech and is not asked any more."]


def test_whether_it_is_suspended_is_read_from_the_card(store: Store, clock: Clock) -> None:
    deck = deck_named(store, "Net")
    store.set_settings(deck, replace(deck.settings, leech_action="suspend"))
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert leech.suspended


def test_it_is_said_what_it_is_mostly_taken_for(store: Store, clock: Clock) -> None:
    mixed_up(store, "tcp", "sctp", 2, clock)
    mixed_up(store, "tcp", "udp", 3, clock)
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert (leech.taken_for, leech.times) == (note_of(store, "udp"), 3)
    assert leech.advice()[0].startswith("udp was answered for it 3 times in a year:")


def test_of_two_as_frequent_ones_the_last_is_told(store: Store, clock: Clock) -> None:
    for other in ("sctp", "udp"):
        mixed_up(store, "tcp", other, 2, clock)
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert (leech.taken_for, leech.times) == (note_of(store, "udp"), 2)


def test_a_note_that_is_deleted_is_none_to_look_at(store: Store, clock: Clock) -> None:
    mixed_up(store, "tcp", "udp", 3, clock)
    mixed_up(store, "tcp", "sctp", 2, clock)
    store.delete_note(note_of(store, "udp"), clock.now)
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert (leech.taken_for, leech.times) == (note_of(store, "sctp"), 2)


def test_one_mix_up_is_no_reason(store: Store, clock: Clock) -> None:
    mixed_up(store, "tcp", "udp", 1, clock)
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert leech.taken_for is None


def test_the_mix_ups_of_another_card_are_none_of_this_one(store: Store, clock: Clock) -> None:
    mixed_up(store, "udp", "tcp", 3, clock)
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert leech.taken_for is None


def test_what_was_mixed_up_years_ago_is_forgotten(store: Store, clock: Clock) -> None:
    mixed_up(store, "tcp", "udp", 3, clock)
    clock.forward(days=400)
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert leech.taken_for is None


@pytest.mark.parametrize(
    ("key", "expected"),
    [("udp", "Give it a hint that only this card has."), ("sctp", "Make the answer shorter"), ("tcp", "Rewrite it")],
)
def test_what_is_advised_fits_the_note(store: Store, clock: Clock, key: str, expected: str) -> None:
    leech = forgotten(store, key, clock)
    assert leech is not None
    assert [said.startswith(expected) for said in leech.sentences()[2:]] == [True]


def test_an_answer_that_was_taken_back_is_no_reason(store: Store, clock: Clock) -> None:
    mixed_up(store, "tcp", "udp", 2, clock)
    store.undo_last(None, clock.forward(minutes=1))
    leech = forgotten(store, "tcp", clock)
    assert leech is not None
    assert leech.taken_for is None


def test_the_year_is_counted_from_the_question(store: Store, clock: Clock) -> None:
    mixed_up(store, "tcp", "udp", 2, clock)
    asked = question(store, "tcp", clock)
    assert clock.now > NOW
    later = replace(asked, shown=clock.now + timedelta(days=360))
    leech = forgotten(store, "tcp", clock, later)
    assert leech is not None
    assert leech.times == 2
