"""What the log tells of a person's speed, and of what is taken for what."""

from datetime import timedelta
from typing import Any

import pytest

from quiz.cards import Card, Kind, Rating
from quiz.store import Store, recalling
from tests.store.support import NOW, Clock, card_of, import_terms, record


@pytest.fixture(autouse=True)
def deck(store: Store) -> None:
    """Four notes, each asked in two directions."""
    import_terms(store, "Net", ["tcp", "udp", "dns", "arp"], NOW)


def answer(store: Store, key: str, clock: Clock, rating: Rating = Rating.GOOD, **more: Any) -> Card:
    """Answer a card of a note, or the one of ``direction``, a minute later."""
    card = card_of(store, key, str(more.pop("direction", "term")))
    record(store, card.id, rating, clock.forward(minutes=1), **more)
    return card


def mix_up(store: Store, asked: str, other: str, clock: Clock, direction: str = "term", **more: Any) -> None:
    """Give the answer of another note."""
    wrong = card_of(store, other).note_id
    answer(store, asked, clock, Rating.AGAIN, confused_with=wrong, direction=direction, **more)


def drilled(store: Store, key: str) -> dict[str, Any]:
    return {"kind": Kind.CRAM, "after": card_of(store, key).state}


def times(store: Store, mode: str = "type", limit: int = 300) -> list[tuple[str, str, int]]:
    return [(timed.note.key, timed.direction, timed.milliseconds) for timed in store.recall_times(mode, limit)]


def test_the_newest_recall_comes_first_with_its_note_and_direction(store: Store, clock: Clock) -> None:
    answer(store, "tcp", clock, recall_ms=1500)
    answer(store, "udp", clock, Rating.HARD, recall_ms=4000, direction="meaning")
    assert times(store) == [("udp", "meaning", 4000), ("tcp", "term", 1500)]
    assert times(store, limit=1) == [("udp", "meaning", 4000)]


def test_only_right_answers_in_earnest_of_the_mode_count(store: Store, clock: Clock) -> None:
    answer(store, "tcp", clock, recall_ms=1)
    answer(store, "udp", clock)
    answer(store, "udp", clock, Rating.AGAIN, recall_ms=2)
    answer(store, "udp", clock, mode="flip", recall_ms=3)
    answer(store, "udp", clock, recall_ms=4, **drilled(store, "udp"))
    store.reset([card_of(store, "dns").id], clock.now, clock.day)
    assert times(store) == [("tcp", "term", 1)]
    assert times(store, "flip") == [("udp", "term", 3)]


def test_what_was_taken_back_or_deleted_tells_no_time(store: Store, clock: Clock) -> None:
    answer(store, "tcp", clock, recall_ms=1)
    answer(store, "udp", clock, recall_ms=2)
    answer(store, "dns", clock, recall_ms=3)
    store.undo_last(None, clock.now)
    store.delete_note(store.note(card_of(store, "udp").note_id), clock.now)
    assert times(store) == [("tcp", "term", 1)]


def test_only_the_end_of_the_log_is_read(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "_LOOK_BACK", 2)
    answer(store, "tcp", clock, recall_ms=1)
    answer(store, "udp", clock)
    answer(store, "dns", clock)
    assert times(store, limit=1) == []
    assert times(store, limit=2) == [("tcp", "term", 1)]


def test_the_most_frequent_wrong_answer_comes_first_then_the_last_one(store: Store, clock: Clock) -> None:
    for other, direction in (("dns", "term"), ("udp", "meaning"), ("arp", "term"), ("udp", "term")):
        mix_up(store, "tcp", other, clock, direction)
    mix_up(store, "udp", "tcp", clock)
    notes = store.answered_instead(card_of(store, "tcp").note_id)
    assert [store.note(number).key for number in notes] == ["udp", "arp", "dns"]


def test_a_wrong_answer_counts_in_a_drill_too_but_not_when_taken_back_or_deleted(store: Store, clock: Clock) -> None:
    asked = card_of(store, "tcp").note_id
    mix_up(store, "tcp", "udp", clock, **drilled(store, "tcp"))
    mix_up(store, "tcp", "tcp", clock)
    mix_up(store, "tcp", "arp", clock)
    store.undo_last(None, clock.now)
    udp = card_of(store, "udp").note_id
    assert store.answered_instead(asked) == [udp]
    store.delete_note(store.note(udp), clock.now)
    assert store.answered_instead(asked) == []


def test_an_entry_is_counted_until_it_is_taken_back(store: Store, clock: Clock) -> None:
    card = answer(store, "tcp", clock)
    answer(store, "tcp", clock, **drilled(store, "tcp"))
    store.reset([card.id], clock.now, clock.day)
    assert store.entries_of(card.id) == 3
    store.undo_last(None, clock.now)
    assert store.entries_of(card.id) == 2
    assert store.entries_of(card_of(store, "udp").id) == 0


def test_a_confusion_knows_the_direction_in_which_it_happened_last(store: Store, clock: Clock) -> None:
    for direction in ("term", "meaning", "term", "meaning"):
        mix_up(store, "tcp", "udp", clock, direction)
    mix_up(store, "dns", "arp", clock)
    found = store.confusions(clock.day)
    assert [(one.note.key, one.other.key, one.count, one.direction) for one in found] == [
        ("tcp", "udp", 4, "meaning"),
        ("dns", "arp", 1, "term"),
    ]
    store.undo_entry(store.log(card_of(store, "tcp", "meaning").id)[-1].id, clock.now)
    assert store.confusions(clock.day)[0].direction == "term"
    assert store.confusions(clock.day + timedelta(days=1)) == []
