"""What the log tells of a person's speed, and of what is taken for what."""

from datetime import timedelta
from typing import Any

import pytest

from quiz.cards import Card, Kind, Rating
from quiz.store import Store, recalling, rows
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


def test_how_often_a_note_was_taken_for_another_is_counted_since_a_day(store: Store, clock: Clock) -> None:
    asked, first = card_of(store, "tcp").note_id, clock.day
    for other, direction in (("udp", "term"), ("dns", "meaning"), ("dns", "term")):
        mix_up(store, "tcp", other, clock, direction)
    clock.tomorrow()
    for other in ("udp", "arp"):
        mix_up(store, "tcp", other, clock, **drilled(store, "tcp"))
    udp, dns, arp = (card_of(store, key).note_id for key in ("udp", "dns", "arp"))
    assert store.confused_with(asked, first) == [(udp, 2), (dns, 2), (arp, 1)]
    assert store.confused_with(asked, clock.day) == [(arp, 1), (udp, 1)]
    assert store.confused_with(asked, clock.day + timedelta(days=1)) == []
    assert store.confused_with(udp, first) == []


def test_neither_what_was_taken_back_nor_what_is_gone_counts(store: Store, clock: Clock) -> None:
    asked, udp = card_of(store, "tcp").note_id, card_of(store, "udp").note_id
    away = import_terms(store, "Away", ["ftp"], NOW)
    for other in ("udp", "udp", "tcp", "ftp", "dns"):
        mix_up(store, "tcp", other, clock)
    store.undo_last(None, clock.now)
    store.delete_deck(away, clock.now)
    assert store.confused_with(asked, clock.day) == [(udp, 2)]
    store.delete_note(store.note(udp), clock.now)
    assert store.confused_with(asked, clock.day) == []


def test_the_last_answers_come_newest_first_and_at_most_so_many(store: Store, clock: Clock) -> None:
    for rating in (Rating.AGAIN, Rating.HARD, Rating.EASY):
        answer(store, "tcp", clock, rating)
    udp = answer(store, "udp", clock).id
    ids = [card_of(store, key).id for key in ("tcp", "udp", "dns")]
    assert store.last_answers(ids, 2) == {ids[0]: [Rating.EASY, Rating.HARD], udp: [Rating.GOOD]}
    assert store.last_answers(ids[:1], 9) == {ids[0]: [Rating.EASY, Rating.HARD, Rating.AGAIN]}
    assert store.last_answers([], 2) == {}


def test_answers_of_drills_are_among_the_last_and_nothing_else_is(store: Store, clock: Clock) -> None:
    card = answer(store, "tcp", clock, Rating.GOOD)
    answer(store, "tcp", clock, Rating.AGAIN, **drilled(store, "tcp"))
    answer(store, "tcp", clock, Rating.EASY)
    store.undo_last(None, clock.now)
    store.mark_known([card.id], clock.now, clock.day)
    assert store.last_answers([card.id], 2) == {card.id: [Rating.AGAIN, Rating.GOOD]}


def test_more_can_be_asked_for_than_one_statement_can_name(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_CHUNK", 2)
    asked = [answer(store, key, clock).id for key in ("tcp", "udp", "dns", "arp")]
    assert store.last_answers(asked[::-1], 1) == {card_id: [Rating.GOOD] for card_id in asked}
    notes = sorted({card.note_id for card in store.cards()})
    assert sorted(card.id for card in store.cards_of_notes(notes)) == [card.id for card in store.cards()]


def test_the_cards_of_some_notes_are_those_that_do_not_rest(store: Store, clock: Clock) -> None:
    tcp, udp, dns = (card_of(store, key).note_id for key in ("tcp", "udp", "dns"))
    store.delete_note(store.note(udp), clock.now)
    found = store.cards_of_notes([tcp, udp, dns])
    assert found == [*store.cards_of_note(tcp), *store.cards_of_note(dns)]
    assert store.cards_of_notes([]) == []


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
