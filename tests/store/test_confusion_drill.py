"""Pairs that a person mixes up: which they are, and the drill that tells them apart."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.asking import NO_BOUNDS, Bounds, Counts, Manner
from quiz.cards import Kind, Phase, Rating
from quiz.confusing import ConfusionDrill, Pair, pairs
from quiz.deck_drafts import NoteDraft
from quiz.mix_ups import IN_A_ROW, SINCE
from quiz.questions import Question
from quiz.repository import Step
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.store import Store
from tests.store.support import NOW, Clock, card_of, deck_named, import_terms, record

AGAIN, HARD, GOOD, EASY = Rating


@pytest.fixture(autouse=True)
def deck(store: Store) -> None:
    """Terms that are codes, asked in two directions."""
    import_terms(store, "D", "abcdef", NOW)


def drill_of(
    store: Store,
    *wanted: str,
    direction: str = "term",
    scheduled: bool = False,
    manner: Manner | None = None,
    bounds: Bounds = NO_BOUNDS,
) -> ConfusionDrill:
    """A drill of pairs, each named by two keys."""
    drilled = [(card_of(store, both[0], direction).id, card_of(store, both[1], direction).id) for both in wanted]
    return ConfusionDrill(
        store, drilled, day_start=DEFAULT_DAY_START, manner=manner or Manner(), bounds=bounds, scheduled=scheduled
    )


def question_of(drill: ConfusionDrill, clock: Clock) -> Question:
    question = drill.next(clock.now)
    assert question is not None
    return question


def rate(drill: ConfusionDrill, clock: Clock, rating: Rating = GOOD) -> str:
    """Answer one card and return its key."""
    question = question_of(drill, clock)
    drill.answer(question, drill.reveal(question, clock.now), rating, clock.forward(seconds=3), mode="type")
    return question.note.key


def rate_all(drill: ConfusionDrill, clock: Clock, missed: str = "") -> str:
    """Answer to the end, ``missed`` each once wrong, and return the keys in the order in which they were asked."""
    asked = ""
    while (question := drill.next(clock.now)) is not None:
        key = question.note.key
        asked += rate(drill, clock, AGAIN if key in missed and key not in asked else GOOD)
        assert len(asked) < 100
    return asked


def rounds(asked: str, size: int) -> list[str]:
    """The keys of each round, in alphabetical order."""
    return ["".join(sorted(asked[place : place + size])) for place in range(0, len(asked), size)]


# The drill


def test_both_of_a_pair_come_in_each_round_until_each_was_told_apart_twice_in_a_row(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    assert rounds(rate_all(drill, clock), 2) == ["ab"] * IN_A_ROW
    assert (drill.next(clock.now), drill.waiting(clock.now)) == (None, None)


@pytest.mark.parametrize("missed", ["a", "b"])
def test_a_miss_starts_the_count_of_its_card_again_and_the_other_is_asked_as_well(
    store: Store, clock: Clock, missed: str
) -> None:
    assert rounds(rate_all(drill_of(store, "ab"), clock, missed), 2) == ["ab"] * (IN_A_ROW + 1)


def test_a_card_that_was_told_apart_and_is_missed_then_has_to_be_told_apart_again(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    first = rate(drill, clock)
    other = rate(drill, clock, AGAIN)
    ratings = {first: [GOOD, AGAIN, GOOD, GOOD], other: [GOOD, AGAIN, GOOD, GOOD]}
    asked = ""
    while (question := drill.next(clock.now)) is not None:
        asked += rate(drill, clock, ratings[question.note.key].pop(0))
    assert sorted(asked) == sorted((first + other) * 4)


def test_several_pairs_are_asked_in_the_same_rounds_and_those_told_apart_no_more(store: Store, clock: Clock) -> None:
    asked = rate_all(drill_of(store, "ab", "cd"), clock, missed="d")
    assert rounds(asked[:8], 4) == ["abcd", "abcd"]
    assert rounds(asked[8:], 2) == ["cd"]


def test_a_card_of_two_pairs_is_asked_once_in_a_round(store: Store, clock: Clock) -> None:
    asked = rate_all(drill_of(store, "ab", "bc"), clock, missed="c")
    assert rounds(asked[:6], 3) == ["abc", "abc"]
    assert rounds(asked[6:], 2) == ["bc"]


def test_which_of_the_two_comes_first_cannot_be_foreseen(store: Store, clock: Clock) -> None:
    drill, first = drill_of(store, "ab"), []
    for _round in range(40):
        first.append(rate(drill, clock, AGAIN))
        rate(drill, clock, AGAIN)
    assert 8 <= first.count("a") <= 32
    assert len({tuple(first[place : place + 3]) for place in range(37)}) > 4, "nor is there a pattern"


def test_hard_is_told_apart_too(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    for _answer in range(4):
        rate(drill, clock, HARD)
    assert drill.next(clock.now) is None


def test_the_counts_are_those_of_cards_that_were_told_apart(store: Store, clock: Clock) -> None:
    drill, found = drill_of(store, "ab", "bc"), []
    for _answer in range(6):
        found.append(drill.counts(clock.now))
        rate(drill, clock)
    found.append(drill.counts(clock.now))
    assert [(counts.due, counts.done) for counts in found] == [(3, 0)] * 4 + [(2, 1), (1, 2), (0, 3)]
    assert {(counts.new, counts.learning) for counts in found} == {(0, 0)}


@pytest.mark.parametrize("answers", [1, 3])
def test_a_drill_of_so_many_answers_counts_no_more_than_these(store: Store, clock: Clock, answers: int) -> None:
    drill = drill_of(store, "ab", bounds=Bounds(answers))
    assert drill.counts(clock.now).left == min(answers, 2)
    for _answer in range(answers):
        rate(drill, clock)
    assert drill.next(clock.now) is None
    assert drill.counts(clock.now).left == 0
    assert drill.undo(clock.now) is not None
    assert drill.next(clock.now) is not None


@pytest.mark.no_cover
@given(answers=st.lists(st.sampled_from([AGAIN, GOOD, None]), max_size=14), undos=st.integers(0, 14))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_undo_restores_exactly_what_was(store: Store, answers: list[Rating | None], undos: int) -> None:
    clock, drill = Clock(), drill_of(store, "ab", "bc")
    before: list[tuple[Question, Counts]] = []
    for rating in answers:
        question = drill.next(clock.now)
        if question is None:
            break
        before.append((question, drill.counts(clock.now)))
        if rating is None:
            drill.later(question, clock.now)
        else:
            rate(drill, clock, rating)
    for question, counts in before[::-1][:undos]:
        assert drill.undo(clock.now) is not None
        assert question_of(drill, clock).card.id == question.card.id
        assert drill.counts(clock.now) == counts
    assert drill.undo(clock.now) is None or undos < len(before)


def test_after_an_undo_the_same_cards_come_in_the_same_order(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab", "cd")
    asked = [rate(drill, clock) for _answer in range(6)]
    for _answer in range(6):
        undone = drill.undo(clock.now)
        assert undone is not None
        assert undone.what is Step.ANSWER
    assert [rate(drill, clock) for _answer in range(6)] == asked


def test_a_card_that_is_put_off_comes_at_the_end_of_its_round(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab", "cd")
    question = question_of(drill, clock)
    drill.later(question, clock.now)
    asked = [rate(drill, clock) for _answer in range(4)]
    assert asked[-1] == question.note.key
    assert sorted(asked) == list("abcd")


# What is not there any more


@pytest.mark.parametrize("when", [0, 1, 2, 3])
def test_a_pair_of_which_a_card_was_deleted_is_dropped_and_the_others_go_on(
    store: Store, clock: Clock, when: int
) -> None:
    drill = drill_of(store, "ab", "cd")
    before = "".join(rate(drill, clock) for _answer in range(when))
    store.delete_note(store.note(card_of(store, "a").note_id), clock.now)
    after = rate_all(drill, clock)
    assert "a" not in after
    assert (before + after).count("c") == (before + after).count("d") == IN_A_ROW
    assert drill.counts(clock.now) == Counts(new=0, learning=0, due=0, done=2)


def test_an_undo_after_a_pair_was_dropped_asks_its_card_and_ends_again(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    first = rate(drill, clock)
    store.delete_note(question_of(drill, clock).note, clock.now)
    assert drill.next(clock.now) is None
    assert drill.undo(clock.now) is not None
    assert rate(drill, clock) == first
    assert drill.next(clock.now) is None, "there is nothing to tell it apart from"


def test_without_its_deck_nothing_is_drilled(store: Store, clock: Clock) -> None:
    drill = drill_of(store, "ab")
    store.delete_deck(deck_named(store, "D"), clock.now)
    assert drill.next(clock.now) is None


# How it is asked, and what it does to the schedule


def test_a_code_is_typed_and_a_meaning_as_its_deck_says_unless_somebody_chose(store: Store, clock: Clock) -> None:
    to_code, to_meaning = drill_of(store, "ab", direction="meaning"), drill_of(store, "ab")
    assert to_code.mode_of(question_of(to_code, clock)) == "type"
    assert to_meaning.mode_of(question_of(to_meaning, clock)) == "choice"
    chosen = drill_of(store, "ab", direction="meaning", manner=Manner("flip"))
    assert chosen.mode_of(question_of(chosen, clock)) == "flip"
    assert to_code.mode_of(question_of(to_code, clock), "flip") == "flip"


def test_the_schedule_stays_as_it_is(store: Store, clock: Clock) -> None:
    record(store, card_of(store, "a").id, EASY, clock.now)
    clock.forward(days=3)
    before = [card.state for card in store.cards()]
    rate_all(drill_of(store, "ab"), clock, missed="ab")
    assert [card.state for card in store.cards()] == before
    assert {entry.kind for entry in store.log(card_of(store, "b").id)} == {Kind.CRAM}
    assert store.disagreements() == []


def test_the_schedule_moves_where_that_was_asked_for(store: Store, clock: Clock) -> None:
    rate_all(drill_of(store, "ab", scheduled=True), clock)
    states = [card_of(store, key).state for key in "ab"]
    assert {state.reps for state in states} == {IN_A_ROW}
    assert {state.phase for state in states} == {Phase.REVIEW}, "two learning steps were passed"
    assert store.disagreements() == []


# The pairs


def mix_up(store: Store, asked: str, other: str, clock: Clock, direction: str = "term", **more: Any) -> None:
    """Give the answer of another note."""
    wrong = card_of(store, other).note_id
    record(
        store, card_of(store, asked, direction).id, AGAIN, clock.forward(minutes=1), **{"confused_with": wrong, **more}
    )


def found(store: Store, clock: Clock, most: int | None = None, decks: list[int] | None = None) -> list[tuple[str, int]]:
    """The pairs, each as its keys in alphabetical order and how often it was mixed up."""
    return [(named(store, pair), pair.count) for pair in pairs(store, clock.day, decks, most)]


def named(store: Store, pair: Pair) -> str:
    return "".join(sorted(store.note(store.card(card_id).note_id).key for card_id in pair.cards))


def test_both_ways_are_one_pair_and_the_most_frequent_comes_first(store: Store, clock: Clock) -> None:
    for asked, other in ("cd", "ab", "ba", "ef", "ab"):
        mix_up(store, asked, other, clock)
    pair = pairs(store, clock.day)[0]
    assert (named(store, pair), pair.count) == ("ab", 3)
    assert sorted(found(store, clock)) == [("ab", 3), ("cd", 1), ("ef", 1)]
    assert found(store, clock, most=1) == [("ab", 3)]


def test_both_ways_together_decide_what_is_most_frequent(store: Store, clock: Clock) -> None:
    for asked, other in ("cd", "cd", "ab", "ba", "ba"):
        mix_up(store, asked, other, clock)
    assert found(store, clock) == [("ab", 3), ("cd", 2)]


def test_the_cards_are_those_of_the_direction_in_which_it_happened_last(store: Store, clock: Clock) -> None:
    mix_up(store, "a", "b", clock, "term")
    clock.tomorrow()
    mix_up(store, "b", "a", clock, "meaning")
    pair = pairs(store, clock.day)[0]
    assert {store.card(card_id).direction for card_id in pair.cards} == {"meaning"}
    assert pair.confusion.note.key == "b"


def test_of_the_same_day_too_the_last_direction_counts(store: Store, clock: Clock) -> None:
    for _answer in range(2):
        mix_up(store, "a", "b", clock, "term")
    mix_up(store, "b", "a", clock, "meaning")
    assert {store.card(card_id).direction for card_id in pairs(store, clock.day)[0].cards} == {"meaning"}


def test_a_pair_that_was_told_apart_since_is_left_out(store: Store, clock: Clock) -> None:
    mix_up(store, "a", "b", clock)
    for key in "ab":
        assert found(store, clock) == [("ab", 1)], "one of them alone is not enough"
        for _answer in range(IN_A_ROW):
            assert found(store, clock) == [("ab", 1)]
            record(store, card_of(store, key).id, GOOD, clock.forward(minutes=1))
    assert found(store, clock) == []
    mix_up(store, "b", "a", clock)
    assert found(store, clock) == [("ab", 2)]


def test_the_drill_itself_settles_a_pair_until_it_is_taken_back(store: Store, clock: Clock) -> None:
    mix_up(store, "a", "b", clock)
    cards = pairs(store, clock.day)[0].cards
    drill = ConfusionDrill(store, [cards], day_start=DEFAULT_DAY_START)
    rate_all(drill, clock)
    assert found(store, clock) == []
    drill.undo(clock.now)
    assert found(store, clock) == [("ab", 1)]


def test_what_is_no_answer_settles_nothing(store: Store, clock: Clock) -> None:
    mix_up(store, "a", "b", clock)
    ids = [card_of(store, key).id for key in "ab"]
    for _change in range(IN_A_ROW):
        store.mark_known(ids, clock.forward(minutes=1), clock.day)
    assert found(store, clock) == [("ab", 1)]


def test_a_pair_that_is_settled_makes_room_for_the_next_one(store: Store, clock: Clock) -> None:
    for asked, other in ("ab", "ab", "cd"):
        mix_up(store, asked, other, clock)
    for key in "abab":
        record(store, card_of(store, key).id, GOOD, clock.forward(minutes=1))
    assert found(store, clock, most=1) == [("cd", 1)]


def test_what_happened_long_ago_is_forgotten(store: Store, clock: Clock) -> None:
    mix_up(store, "a", "b", clock)
    assert [len(pairs(store, clock.day + SINCE + timedelta(days=later))) for later in (0, 1)] == [1, 0]


def test_only_pairs_of_the_chosen_decks_count(store: Store, clock: Clock) -> None:
    import_terms(store, "E", "xy", NOW)
    mix_up(store, "a", "b", clock)
    mix_up(store, "x", "y", clock)
    assert found(store, clock, decks=[deck_named(store, "E").id]) == [("xy", 1)]
    assert found(store, clock, decks=[]) == []
    assert len(found(store, clock)) == 2


def test_a_pair_of_which_a_card_rests_is_left_out(store: Store, clock: Clock) -> None:
    mix_up(store, "a", "b", clock)
    mix_up(store, "c", "d", clock)
    store.delete_note(store.note(card_of(store, "b").note_id), clock.now)
    assert found(store, clock) == [("cd", 1)]


def test_notes_without_a_card_in_that_direction_are_no_pair(store: Store, clock: Clock) -> None:
    import_terms(store, "E", "x", NOW, directions=(store.note_types(deck_named(store, "D"))[0].directions[0],))
    wrong = card_of(store, "x").note_id
    mix_up(store, "a", "b", clock, "meaning", confused_with=wrong)
    assert found(store, clock) == []


def test_an_edit_changes_nothing_about_a_pair(store: Store, clock: Clock) -> None:
    mix_up(store, "a", "b", clock)
    note = store.note(card_of(store, "a").note_id)
    store.edit_note(note, NoteDraft({"term": "z", "meaning": "another"}), clock.now)
    assert found(store, clock) == [("bz", 1)]
