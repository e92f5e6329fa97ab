"""Pairs that a person mixes up: which there are, when one is told apart, and the drill of them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, pairwise, permutations
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz import confusing
from quiz.asking import Manner
from quiz.cards import Kind, Note, Rating
from quiz.confusing import ConfusionDrill, Pair, pairs
from quiz.mix_ups import IN_A_ROW, SINCE
from quiz.questions import Question
from quiz.scheduling.days import DEFAULT_DAY_START, study_day
from quiz.store import Store
from tests.store.support import NOW, Clock, card_of, deck_named, import_terms, import_text, record

TODAY = study_day(NOW)
DECK = """---
title: Codes
directions: key -> name + meaning; meaning -> key
---

502: Bad Gateway, the answer of the server behind was unusable
503: Service Unavailable, the server takes no work for now
504: Gateway Timeout, the server behind did not answer in time
404: Not Found, nothing there
"""
AGAIN, HARD, GOOD, EASY = Rating


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "quiz.db", NOW) as opened:
        import_text(opened, DECK)
        yield opened


def note_of(store: Store, key: str) -> Note:
    return next(note for deck in store.decks() for note in store.notes(deck) if note.key == key)


def mix_up(store: Store, key: str, other: str, *, ago: int = 1, direction: str = "meaning", times: int = 1) -> None:
    """Give the answer of another note for one, so many times on a day so many days ago."""
    for _time in range(times):
        card = card_of(store, key, direction)
        record(store, card.id, AGAIN, NOW - timedelta(days=ago), confused_with=note_of(store, other).id)


def right(store: Store, key: str, times: int = IN_A_ROW, direction: str = "meaning") -> None:
    for _time in range(times):
        record(store, card_of(store, key, direction).id, GOOD, NOW)


def found(store: Store, **more: Any) -> list[set[str]]:
    """The keys of the pairs in their order."""
    return [keys_of(pair) for pair in pairs(store, TODAY, **more)]


def keys_of(pair: Pair) -> set[str]:
    return {pair.confusion.note.key, pair.confusion.other.key}


# Which pairs there are


def test_without_mix_ups_there_is_no_pair(store: Store) -> None:
    assert found(store) == []


def test_both_ways_are_one_pair_and_count_together(store: Store) -> None:
    mix_up(store, "502", "503", times=2)
    mix_up(store, "503", "502")
    (pair,) = pairs(store, TODAY)
    assert (keys_of(pair), pair.count) == ({"502", "503"}, 3)


def test_the_most_frequent_pair_comes_first(store: Store) -> None:
    mix_up(store, "502", "503", times=2)
    mix_up(store, "504", "503", times=1)
    mix_up(store, "503", "504", times=2)
    assert found(store) == [{"503", "504"}, {"502", "503"}]


def test_a_pair_is_asked_in_the_direction_of_the_last_time(store: Store) -> None:
    mix_up(store, "502", "503", ago=9, direction="meaning", times=3)
    mix_up(store, "503", "502", ago=1, direction="key")
    (pair,) = pairs(store, TODAY)
    assert {store.card(number).direction for number in pair.cards} == {"key"}
    assert {store.card(number).note_id for number in pair.cards} == {note_of(store, key).id for key in ("502", "503")}


@pytest.mark.parametrize(("ago", "count"), [(SINCE.days, 1), (SINCE.days + 1, 0)])
def test_what_was_mixed_up_long_ago_is_no_pair(store: Store, ago: int, count: int) -> None:
    mix_up(store, "502", "503", ago=ago)
    assert len(found(store)) == count


def test_only_pairs_of_the_decks_that_are_meant_are_found(store: Store) -> None:
    import_text(store, "a: A, of a\nb: B, of b\n", into="Other")
    mix_up(store, "502", "503")
    mix_up(store, "a", "b", direction="key")
    assert found(store, deck_ids=[deck_named(store, "Other").id]) == [{"a", "b"}]


def test_a_pair_belongs_to_the_deck_in_which_its_cards_are(store: Store) -> None:
    home, other = deck_named(store, "Codes").id, store.add_deck("Other", NOW)
    mix_up(store, "502", "503")
    mix_up(store, "504", "404")
    store.move([card_of(store, key, "meaning").id for key in ("502", "503")], other)
    assert found(store, deck_ids=[other.id]) == [{"502", "503"}]
    assert found(store, deck_ids=[home]) == [{"504", "404"}]
    assert len(found(store, deck_ids=[home, other.id])) == 2


@pytest.mark.parametrize("moved", ["502", "503"])
def test_a_pair_of_cards_in_two_decks_belongs_to_both(store: Store, moved: str) -> None:
    home, other = deck_named(store, "Codes").id, store.add_deck("Other", NOW)
    mix_up(store, "502", "503")
    store.move([card_of(store, moved, "meaning").id], other)
    assert [found(store, deck_ids=[deck]) for deck in (home, other.id)] == [[{"502", "503"}]] * 2
    assert found(store, deck_ids=[other.id + 1]) == []


def test_a_note_without_a_card_in_that_direction_makes_no_pair(store: Store) -> None:
    import_terms(store, "Words", ["word"], NOW)
    mix_up(store, "502", "word", direction="key")
    assert found(store) == []


# When it is told apart


def test_a_pair_is_settled_when_both_were_right_twice_in_a_row_since(store: Store) -> None:
    mix_up(store, "502", "503")
    right(store, "502")
    assert found(store) == [{"502", "503"}]
    right(store, "503")
    assert found(store) == []


def test_right_once_is_not_enough(store: Store) -> None:
    mix_up(store, "502", "503")
    right(store, "502", 1)
    right(store, "503", 1)
    assert found(store) == [{"502", "503"}]


def test_an_answer_taken_back_settles_nothing(store: Store) -> None:
    mix_up(store, "502", "503")
    right(store, "503")
    right(store, "502", 1)
    entry = record(store, card_of(store, "502", "meaning").id, GOOD, NOW)
    assert found(store) == []
    store.undo_entry(entry.id, NOW)
    assert found(store) == [{"502", "503"}]


def test_a_settled_pair_that_is_mixed_up_again_is_back(store: Store) -> None:
    mix_up(store, "502", "503", ago=2)
    right(store, "502")
    right(store, "503")
    mix_up(store, "503", "502", ago=0)
    assert found(store) == [{"502", "503"}]


class Counting:
    """A database that counts how often it is asked something."""

    def __init__(self, store: Store) -> None:
        self.store, self.calls = store, 0

    def __getattr__(self, name: str) -> Any:
        self.calls += 1
        return getattr(self.store, name)


def test_the_database_is_asked_no_more_often_for_many_pairs_than_for_one(store: Store) -> None:
    keys = ("502", "503", "504", "404")
    mix_up(store, "502", "503")
    few: Any = Counting(store)
    assert len(pairs(few, TODAY)) == 1
    for one, other in combinations(keys, 2):
        mix_up(store, one, other)
    many: Any = Counting(store)
    assert len(pairs(many, TODAY)) == 6
    assert many.calls == few.calls


def test_where_one_pair_is_wanted_no_more_of_the_others_are_looked_at_than_together(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confusing, "_AT_ONCE", 2)
    for one, other in combinations(("502", "503", "504", "404"), 2):
        mix_up(store, one, other)
    first, every = Counting(store), Counting(store)
    assert len(pairs(cast(Any, first), TODAY, most=1)) == 1
    assert len(pairs(cast(Any, every), TODAY)) == 6
    assert every.calls - 1 == 3 * (first.calls - 1), "the pairs are found once, their cards in three parts"


def told_apart(store: Store, card_id: int) -> bool:
    """Whether the last answers to a card were enough and right, by its log."""
    ratings = [entry.rating for entry in store.log(card_id) if entry.undone is None and entry.kind.is_answer]
    return len(ratings) >= IN_A_ROW and AGAIN not in ratings[-IN_A_ROW:]


KEYS = st.sampled_from(["502", "503", "504", "404"])
DIRECTIONS = st.sampled_from(["key", "meaning"])
EVENTS = st.lists(st.tuples(KEYS, st.one_of(st.none(), KEYS), DIRECTIONS, st.booleans()), max_size=14)


@pytest.mark.no_cover
@given(events=EVENTS, at_once=st.integers(1, 4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_exactly_those_that_were_mixed_up_and_are_not_told_apart_are_pairs(
    tmp_path: Path, events: list[tuple[str, str | None, str, bool]], at_once: int
) -> None:
    (tmp_path / "drawn.db").unlink(missing_ok=True)
    with Store.open(tmp_path / "drawn.db", NOW) as store, pytest.MonkeyPatch.context() as patched:
        patched.setattr(confusing, "_AT_ONCE", at_once)
        import_text(store, DECK)
        last: dict[frozenset[str], tuple[int, str]] = {}
        for key, other, direction, taken_back in events:
            if other is None:
                entry = record(store, card_of(store, key, direction).id, GOOD, NOW)
            else:
                wrong = note_of(store, other).id
                entry = record(store, card_of(store, key, direction).id, AGAIN, NOW, confused_with=wrong)
            if taken_back:
                store.undo_entry(entry.id, NOW)
            elif other not in (None, key):
                both = frozenset((key, str(other)))
                last[both] = last.get(both, (0, ""))[0] + 1, direction
        expected = {
            (both, count)
            for both, (count, direction) in last.items()
            if not all(told_apart(store, card_of(store, key, direction).id) for key in both)
        }
        found = pairs(store, TODAY)
        assert {(frozenset(keys_of(pair)), pair.count) for pair in found} == expected
        assert [pair.count for pair in found] == sorted((pair.count for pair in found), reverse=True)
        assert pairs(store, TODAY, most=2) == found[:2]


# The drill


def drill_of(
    store: Store, *keys: tuple[str, str], manner: Manner | None = None, scheduled: bool = False
) -> ConfusionDrill:
    drilled = [(card_of(store, one, "meaning").id, card_of(store, other, "meaning").id) for one, other in keys]
    more: dict[str, Any] = {} if manner is None else {"manner": manner}
    return ConfusionDrill(store, drilled, day_start=DEFAULT_DAY_START, scheduled=scheduled, **more)


def asked(drill: ConfusionDrill, clock: Clock) -> Question:
    question = drill.next(clock.now)
    assert question is not None
    return question


def rate(drill: ConfusionDrill, clock: Clock, *ratings: Rating) -> list[str]:
    """Answer so many cards, and return their keys."""
    keys = []
    for rating in ratings:
        question = asked(drill, clock)
        drill.answer(question, drill.reveal(question, clock.now), rating, clock.forward(seconds=2), mode="type")
        keys.append(question.note.key)
    return keys


def test_both_cards_come_in_each_round_until_each_was_right_twice_in_a_row(store: Store, clock: Clock) -> None:
    drill = drill_of(store, ("502", "503"))
    keys = rate(drill, clock, GOOD, GOOD, GOOD, GOOD)
    assert [set(keys[:2]), set(keys[2:])] == [{"502", "503"}] * 2
    assert drill.next(clock.now) is None


def test_a_miss_begins_its_count_again_and_the_other_still_comes_along(store: Store, clock: Clock) -> None:
    drill = drill_of(store, ("502", "503"))
    missed = rate(drill, clock, GOOD, GOOD, AGAIN)[2]
    assert drill.counts(clock.now).left == 2
    rate(drill, clock, GOOD)
    assert (drill.counts(clock.now).left, drill.counts(clock.now).done) == (1, 1)
    assert missed in rate(drill, clock, GOOD, GOOD)
    assert missed in rate(drill, clock, GOOD, GOOD)
    assert drill.next(clock.now) is None


def test_several_pairs_alternate_and_a_finished_one_does_not_come_again(store: Store, clock: Clock) -> None:
    drill = drill_of(store, ("502", "503"), ("504", "404"))
    first = rate(drill, clock, *[GOOD] * 4)
    assert set(first) == {"502", "503", "504", "404"}
    second = [rate(drill, clock, AGAIN if asked(drill, clock).note.key == "404" else GOOD)[0] for _card in range(4)]
    assert set(second) == set(first)
    assert set(rate(drill, clock, GOOD, GOOD)) == {"504", "404"}


def test_the_order_of_a_pair_is_the_same_again_after_an_undo(store: Store, clock: Clock) -> None:
    drill = drill_of(store, ("502", "503"))
    before = rate(drill, clock, GOOD, GOOD, GOOD)
    for _step in range(3):
        drill.undo(clock.now)
    assert rate(drill, clock, GOOD, GOOD, GOOD) == before


def test_the_order_of_several_pairs_changes_from_round_to_round(store: Store, clock: Clock) -> None:
    drill = drill_of(store, ("502", "503"), ("504", "404"))
    orders = {tuple(rate(drill, clock, *[AGAIN] * 4)) for _round in range(12)}
    assert len(orders) > 6
    assert {order[0] for order in orders} == {"502", "503", "504", "404"}


def test_which_card_of_a_pair_comes_first_depends_on_the_pair(store: Store, clock: Clock) -> None:
    pairs_of_keys = list(permutations(("502", "503", "504", "404"), 2))
    first = [rate(drill_of(store, both), clock, AGAIN) == [min(both)] for both in pairs_of_keys]
    assert len(set(first)) == 2


@pytest.mark.no_cover
@given(ratings=st.lists(st.sampled_from([AGAIN, GOOD]), max_size=30), pair_count=st.integers(1, 2))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_card_comes_twice_running_and_all_is_the_same_after_an_undo(
    store: Store, ratings: list[Rating], pair_count: int
) -> None:
    clock, drill = Clock(), drill_of(store, *[("502", "503"), ("504", "404")][:pair_count])
    keys = []
    for rating in ratings:
        if drill.next(clock.now) is None:
            break
        keys += rate(drill, clock, rating)
    assert pair_count == 1 or all(one != following for one, following in pairwise(keys))
    for _step in keys:
        assert drill.undo(clock.now) is not None
    assert [rate(drill, clock, rating)[0] for rating in ratings[: len(keys)]] == keys


def test_the_schedule_stays_as_it_was_unless_that_is_asked_for(store: Store, clock: Clock) -> None:
    before = card_of(store, "502", "meaning").state
    rate(drill_of(store, ("502", "503")), clock, *[GOOD] * 4)
    assert card_of(store, "502", "meaning").state == before
    rate(drill_of(store, ("502", "503"), scheduled=True), clock, *[GOOD] * 4)
    assert card_of(store, "502", "meaning").state.reps > before.reps


def test_answers_of_the_drill_are_in_the_log_as_such_and_settle_the_pair(store: Store, clock: Clock) -> None:
    mix_up(store, "502", "503")
    rate(drill_of(store, ("502", "503")), clock, *[GOOD] * 4)
    log = store.log(card_of(store, "502", "meaning").id)
    assert [entry.kind for entry in log][-2:] == [Kind.CRAM, Kind.CRAM]
    assert found(store) == []


def test_what_the_machine_can_judge_is_typed_unless_a_mode_was_chosen(store: Store, clock: Clock) -> None:
    drill = drill_of(store, ("502", "503"))
    assert drill.mode_of(asked(drill, clock)) == "type"
    drill = drill_of(store, ("502", "503"), manner=Manner(mode="flip"))
    assert drill.mode_of(asked(drill, clock)) == "flip"


def test_a_pair_of_which_a_card_is_gone_is_left_out(store: Store, clock: Clock) -> None:
    drill = drill_of(store, ("502", "503"), ("504", "404"))
    store.delete_note(note_of(store, "503"), clock.now)
    keys = []
    while drill.next(clock.now) is not None:
        keys += rate(drill, clock, GOOD)
    assert all(IN_A_ROW <= keys.count(key) <= IN_A_ROW + 1 for key in ("504", "404"))
    assert keys.count("502") <= 1, "at most the answer before it was seen that the other is gone"
    assert "503" not in keys
