"""A study session on a database: what is asked next, what an answer does, and taking it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.asking import LONGEST_ANSWER_MS, Counts, Manner
from quiz.cards import Card, Deck, Kind, Phase, Rating
from quiz.deck_drafts import NoteDraft
from quiz.errors import StaleCardError
from quiz.questions import LONGEST_GIVEN
from quiz.scheduling.days import study_day
from quiz.store import Store
from quiz.study import Session
from tests.store.support import (
    BOTH_WAYS,
    NOW,
    OTHER_PARAMETERS,
    ZONE,
    Clock,
    answer_all,
    answer_next,
    asked,
    card_of,
    deck_named,
    give,
    import_terms,
    keys,
)

ONE_WAY = BOTH_WAYS[:1]


def set_settings(store: Store, deck: Deck, **changes: Any) -> None:
    store.set_settings(deck, replace(deck.settings, **changes))


def terms(count: int, prefix: str = "t") -> list[str]:
    return [f"{prefix}{number:03}" for number in range(count)]


def schedule(cards: Sequence[Card]) -> list[Card]:
    """Cards without what every change raises."""
    return [replace(card, revision=0) for card in cards]


# Cards in learning steps


def test_a_card_whose_step_is_over_comes_before_everything_else(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(3), clock.now)
    session = Session(store)
    first = answer_next(session, Rating.AGAIN, clock.now)
    assert asked(session, clock.forward(seconds=59)).card.id != first.card.id
    assert asked(session, clock.forward(seconds=1)).card.id == first.card.id


def test_of_cards_in_steps_the_one_due_first_comes_first(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(2), clock.now)
    session = Session(store)
    late = answer_next(session, Rating.GOOD, clock.now)
    early = answer_next(session, Rating.AGAIN, clock.forward(seconds=1))
    clock.forward(minutes=30)
    assert answer_next(session, Rating.EASY, clock.now).card.id == early.card.id
    assert answer_next(session, Rating.EASY, clock.now).card.id == late.card.id


def test_a_card_in_steps_is_brought_forward_when_nothing_else_is_left(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(1), clock.now)
    set_settings(store, deck, learning_steps=(1.0, 20.0))
    session = Session(store)
    first = answer_next(session, Rating.GOOD, clock.now)
    assert asked(session, clock.now).card.id == first.card.id


def test_a_card_in_steps_is_not_brought_forward_by_more_than_twenty_minutes(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(1), clock.now)
    set_settings(store, deck, learning_steps=(1.0, 25.0))
    session = Session(store)
    answer_next(session, Rating.GOOD, clock.now)
    assert session.next(clock.forward(minutes=4)) is None
    ending = session.ending(clock.now)
    assert ending.next_at == NOW + timedelta(minutes=25)
    assert asked(session, clock.forward(minutes=1)).card.state.phase is Phase.LEARNING


def test_a_step_that_was_begun_yesterday_is_due_at_once(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(3), clock.now)
    first = answer_next(Session(store), Rating.AGAIN, clock.now)
    assert asked(Session(store), clock.tomorrow()).card.id == first.card.id


# Siblings


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_a_sibling_waits_until_tomorrow(store: Store, clock: Clock, rating: Rating) -> None:
    import_terms(store, "D", terms(1), clock.now)
    session = Session(store)
    first = answer_next(session, rating, clock.now)
    later = answer_all(session, clock)
    assert {question.card.id for question in later} <= {first.card.id}
    clock.tomorrow()
    assert [
        question.direction for question in answer_all(session, clock) if question.card.state.phase is Phase.NEW
    ] == [BOTH_WAYS[1]]


def test_the_end_tells_how_many_wait_for_a_sibling(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(3), clock.now)
    session = Session(store)
    assert len(answer_all(session, clock)) == 3
    assert session.ending(clock.now).waiting_siblings == 3


def test_a_sibling_waits_also_where_another_session_answered(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(2), clock.now)
    running, other = Session(store), Session(store)
    give(running, asked(running, clock.now), Rating.EASY, clock.now)
    assert len(answer_all(other, clock)) == 1
    assert answer_all(running, clock) == []


def test_siblings_follow_at_the_end_where_they_may(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(3), clock.now)
    questions = answer_all(Session(store, together=True), clock)
    assert keys(questions) == [*terms(3), *terms(3)]
    assert [question.direction for question in questions] == [BOTH_WAYS[0]] * 3 + [BOTH_WAYS[1]] * 3


def test_two_due_siblings_are_asked_on_two_days(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(1), clock.now)
    answer_all(Session(store, together=True), clock)
    store.reschedule([card.id for card in store.cards([deck.id])], clock.day, clock.now, clock.day)
    clock.tomorrow()
    session = Session(store)
    assert len(answer_all(session, clock)) == 1
    clock.tomorrow()
    assert len(answer_all(session, clock)) == 1


# Undo


def test_every_answer_can_be_taken_back_across_a_restart(path: Path, clock: Clock) -> None:
    with Store.open(path, clock.now) as store:
        import_terms(store, "D", terms(4), clock.now)
        session, states = Session(store), []
        for rating in (Rating.AGAIN, Rating.EASY, Rating.GOOD, Rating.HARD, Rating.GOOD, Rating.AGAIN):
            states.append(store.cards())
            answer_next(session, rating, clock.forward(minutes=2))
        for before in states[:3:-1]:
            assert session.undo(clock.now) is not None
            assert schedule(store.cards()) == schedule(before)
    with Store.open(path, clock.tomorrow()) as store:
        session = Session(store)
        for before in states[3::-1]:
            assert session.undo(clock.now) is not None
            assert schedule(store.cards()) == schedule(before)
        assert session.undo(clock.now) is None
        assert store.disagreements() == []
        assert store.done_on(study_day(NOW)) == {}


def test_the_card_that_was_taken_back_is_asked_next(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(5), clock.now)
    session = Session(store)
    first = answer_next(session, Rating.EASY, clock.now)
    second = answer_next(session, Rating.EASY, clock.now)
    session.undo(clock.now)
    assert asked(session, clock.now).card.id == second.card.id
    session.undo(clock.now)
    assert answer_next(session, Rating.EASY, clock.now).card.id == first.card.id
    assert answer_next(session, Rating.EASY, clock.now).card.id == second.card.id


def test_a_card_that_was_taken_back_can_be_answered_otherwise(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(2), clock.now)
    session = Session(store)
    first = answer_next(session, Rating.EASY, clock.now)
    session.undo(clock.now)
    give(session, asked(session, clock.now), Rating.AGAIN, clock.now)
    assert store.card(first.card.id).state.phase is Phase.LEARNING
    assert [entry.undone is not None for entry in store.log(first.card.id)] == [True, False]
    assert session.counts(clock.now) == Counts(new=1, learning=1, due=0)


def test_a_card_whose_reset_was_taken_back_is_not_asked_before_it_is_due(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(1), clock.now, directions=ONE_WAY)
    session = Session(store)
    first = answer_next(session, Rating.EASY, clock.now)
    store.reset([first.card.id], clock.forward(minutes=1), clock.day)
    undone = session.undo(clock.now)
    assert undone is not None
    assert undone.entry is not None
    assert undone.entry.kind is Kind.RESET
    assert session.next(clock.now) is None


def test_a_card_that_was_suspended_after_it_was_taken_back_is_not_asked(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(2), clock.now)
    session = Session(store)
    first = answer_next(session, Rating.EASY, clock.now)
    session.undo(clock.now)
    store.suspend([first.card.id])
    assert asked(session, clock.now).card.id != first.card.id


def test_only_answers_in_the_decks_of_the_session_are_taken_back(store: Store, clock: Clock) -> None:
    first = import_terms(store, "A", terms(1, "a"), clock.now)
    second = import_terms(store, "B", terms(1, "b"), clock.now)
    answer_next(Session(store, [first]), Rating.EASY, clock.now)
    answer_next(Session(store, [second]), Rating.EASY, clock.now)
    session = Session(store, [first])
    undone = session.undo(clock.now)
    assert undone is not None
    assert undone.card_id == card_of(store, "a000").id
    assert session.undo(clock.now) is None


# Other programs on the same file


def test_a_stale_answer_is_refused_and_nothing_is_stored(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(2), clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    choices = session.reveal(question, clock.now)
    store.flag([question.card.id], 1)
    before = store.card(question.card.id)
    with pytest.raises(StaleCardError, match="your answer was not stored"):
        session.answer(question, choices, Rating.GOOD, clock.now, mode="flip")
    assert store.card(question.card.id) == before
    assert store.log(question.card.id) == []
    assert store.done_on(clock.day) == {}


def test_a_card_whose_answer_was_refused_is_asked_again_if_it_is_still_due(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(2), clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    store.flag([question.card.id], 1)
    with pytest.raises(StaleCardError):
        give(session, question, Rating.GOOD, clock.now)
    assert answer_next(session, Rating.GOOD, clock.now).card.id == question.card.id
    assert len(store.log(question.card.id)) == 1


def test_what_another_program_answered_is_not_asked_again(path: Path, store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(3), clock.now)
    session = Session(store)
    answer_next(session, Rating.EASY, clock.now)
    with Store.open(path, clock.now) as elsewhere:
        other = answer_next(Session(elsewhere), Rating.EASY, clock.now)
    assert keys([other]) == ["t001"]
    assert keys(answer_all(session, clock)) == ["t002"]


def test_two_programs_that_show_one_card_store_one_answer(path: Path, store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(1), clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    with Store.open(path, clock.now) as elsewhere:
        answer_next(Session(elsewhere), Rating.EASY, clock.now)
    with pytest.raises(StaleCardError):
        give(session, question, Rating.AGAIN, clock.now)
    assert session.next(clock.now) is None
    assert [entry.rating for entry in store.log(question.card.id)] == [Rating.EASY]


@pytest.mark.parametrize("bury", [True, False])
def test_cards_that_were_put_aside_meanwhile_are_not_asked(store: Store, clock: Clock, bury: bool) -> None:
    import_terms(store, "D", terms(3), clock.now)
    session = Session(store)
    shown = asked(session, clock.now)
    if bury:
        store.bury([shown.card.id], clock.day + timedelta(days=1))
    else:
        store.suspend([shown.card.id])
    assert keys(answer_all(session, clock)) == ["t001", "t002"]


def test_a_buried_card_is_asked_from_the_day_until_which_it_was_buried(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(1), clock.now, directions=ONE_WAY)
    store.bury([card.id for card in store.cards()], clock.day + timedelta(days=1))
    assert Session(store).next(clock.now) is None
    assert Session(store).next(clock.tomorrow()) is not None


def test_parameters_changed_during_a_session_are_used(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(3), clock.now, directions=ONE_WAY)
    session = Session(store)
    answer_all(session, clock)
    answer_next(session, Rating.EASY, clock.forward(days=40))
    set_settings(store, deck, parameters=OTHER_PARAMETERS)
    answer_next(session, Rating.GOOD, clock.now)
    assert store.disagreements() == []


@pytest.mark.parametrize("phase", [Phase.NEW, Phase.LEARNING])
def test_an_answer_computed_with_parameters_that_changed_meanwhile_is_refused(
    store: Store, clock: Clock, phase: Phase
) -> None:
    deck = import_terms(store, "D", terms(1), clock.now)
    session = Session(store)
    if phase is Phase.LEARNING:
        answer_next(session, Rating.AGAIN, clock.now)
    question = asked(session, clock.now)
    assert question.card.state.phase is phase
    set_settings(store, deck, parameters=OTHER_PARAMETERS)
    with pytest.raises(StaleCardError):
        give(session, question, Rating.GOOD, clock.now)
    give(session, asked(session, clock.now), Rating.GOOD, clock.now)
    assert store.disagreements() == []


# Days


@pytest.mark.parametrize("rating", list(Rating))
def test_the_intervals_shown_are_those_used_also_when_the_day_ends_in_between(
    store: Store, clock: Clock, rating: Rating
) -> None:
    import_terms(store, "D", terms(1), clock.now, directions=ONE_WAY)
    answer_all(Session(store), clock)
    clock.now = datetime(2026, 4, 1, 3, 59, 50, tzinfo=ZONE)
    session = Session(store)
    question = asked(session, clock.now)
    choices = session.reveal(question, clock.now)
    review = session.answer(question, choices, rating, clock.forward(seconds=20), mode="flip")
    shown, state = choices.outcomes[rating], store.card(question.card.id).state
    assert review.day == date(2026, 3, 31)
    assert (state.memory, state.due_day) == (shown.state.memory, shown.state.due_day)
    if rating is not Rating.AGAIN:
        assert state.due_day == date(2026, 3, 31) + shown.interval
    else:
        assert state.due_at == clock.now + shown.interval
    assert store.disagreements() == []


def test_midnight_does_not_begin_another_day(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(9), clock.now)
    set_settings(store, deck, new_per_day=2)
    clock.now = datetime(2026, 3, 2, 23, 59, tzinfo=ZONE)
    session = Session(store)
    answer_next(session, Rating.EASY, clock.now)
    clock.forward(minutes=5)
    assert keys(answer_all(session, clock)) == ["t001"]


def test_a_session_that_lasts_beyond_four_goes_on_with_the_next_day(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(9), clock.now, directions=ONE_WAY)
    set_settings(store, deck, new_per_day=2)
    clock.now = datetime(2026, 3, 3, 3, 50, tzinfo=ZONE)
    session = Session(store)
    assert keys(answer_all(session, clock)) == ["t000", "t001"]
    clock.forward(minutes=15)
    assert keys(answer_all(session, clock)) == ["t002", "t003"]


def test_the_start_of_the_day_is_the_sessions(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(1), clock.now)
    clock.now = datetime(2026, 3, 3, 5, 0, tzinfo=ZONE)
    answer_next(Session(store, day_start=timedelta(hours=6)), Rating.EASY, clock.now)
    assert list(store.done_on(date(2026, 3, 2))) == [deck_named(store, "D").id]


# Limits


def test_new_cards_are_limited_each_day_also_after_a_restart(path: Path, clock: Clock) -> None:
    with Store.open(path, clock.now) as store:
        deck = import_terms(store, "D", terms(30), clock.now, directions=ONE_WAY)
        set_settings(store, deck, new_per_day=5)
        session = Session(store)
        for _ in range(3):
            answer_next(session, Rating.EASY, clock.now)
    with Store.open(path, clock.forward(hours=2)) as store:
        assert keys(answer_all(Session(store), clock)) == ["t003", "t004"]
        assert Session(store).next(clock.now) is None
        clock.tomorrow()
        assert len(answer_all(Session(store), clock)) == 5


def test_reviews_are_limited_each_day_also_after_a_restart(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(12), clock.now, directions=ONE_WAY)
    answer_all(Session(store), clock)
    set_settings(store, deck, reviews_per_day=7)
    clock.forward(days=100)
    session = Session(store)
    for _ in range(3):
        answer_next(session, Rating.EASY, clock.now)
    assert Session(store).counts(clock.now).due == 4
    assert len(answer_all(Session(store), clock)) == 4
    clock.tomorrow()
    assert len(answer_all(Session(store), clock)) == 5


def test_an_answer_that_is_taken_back_gives_its_place_back(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(9), clock.now)
    set_settings(store, deck, new_per_day=1)
    session = Session(store)
    first = answer_next(session, Rating.EASY, clock.now)
    assert session.next(clock.now) is None
    session.undo(clock.now)
    assert [question.card.id for question in answer_all(session, clock)] == [first.card.id]


def test_repeating_a_card_in_steps_uses_up_no_limit(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(2), clock.now)
    set_settings(store, deck, new_per_day=2, reviews_per_day=0)
    session = Session(store)
    first = answer_next(session, Rating.AGAIN, clock.now)
    assert answer_next(session, Rating.AGAIN, clock.forward(minutes=1)).card.id == first.card.id
    assert keys(answer_all(session, clock)) == ["t001", "t000"]


def test_sub_decks_share_the_limit_of_the_deck_above(store: Store, clock: Clock) -> None:
    above = import_terms(store, "A", terms(5, "a"), clock.now)
    below = import_terms(store, "A::B", terms(5, "b"), clock.now)
    set_settings(store, above, new_per_day=4)
    set_settings(store, below, new_per_day=2)
    assert len(answer_all(Session(store, [below]), clock)) == 2
    assert keys(answer_all(Session(store, [above]), clock)) == ["a000", "a001"]
    assert answer_all(Session(store), clock) == []


# What is studied and what is told


def test_a_deck_is_studied_with_its_sub_decks_and_no_other(store: Store, clock: Clock) -> None:
    above = import_terms(store, "A", terms(1, "a"), clock.now)
    import_terms(store, "A::B", terms(1, "b"), clock.now)
    import_terms(store, "AB", terms(1, "c"), clock.now)
    session = Session(store, [above])
    assert keys(answer_all(session, clock)) == ["a000", "b000"]
    assert [deck.name for deck in session.decks(clock.now)] == ["A", "A::B"]


def test_asking_twice_without_an_answer_asks_the_same(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(3), clock.now)
    session = Session(store)
    assert asked(session, clock.now) == asked(session, clock.now)


def test_the_counts_are_those_of_what_is_still_to_be_asked(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(3), clock.now, directions=ONE_WAY)
    session = Session(store)
    found = [session.counts(clock.now)]
    for rating in (Rating.AGAIN, Rating.EASY, Rating.EASY, Rating.EASY):
        question = asked(session, clock.forward(seconds=1))
        assert session.counts(clock.now) == found[-1]
        give(session, question, rating, clock.now)
        found.append(session.counts(clock.now))
    assert [(counts.new, counts.learning, counts.due) for counts in found] == [
        (3, 0, 0),
        (2, 1, 0),
        (1, 1, 0),
        (0, 1, 0),
        (0, 0, 0),
    ]


def test_the_end_tells_the_day_of_the_next_review(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(1), clock.now)
    session = Session(store)
    first = answer_next(session, Rating.EASY, clock.now)
    assert session.next(clock.now) is None
    ending = session.ending(clock.now)
    tomorrow = study_day(clock.now) + timedelta(days=1)
    assert (ending.next_at, ending.next_day) == (None, tomorrow), "the sibling waits for tomorrow only"
    store.suspend([card.id for card in store.cards() if card.id != first.card.id])
    assert session.ending(clock.now).next_day == store.card(first.card.id).state.due_day
    store.bury([first.card.id], tomorrow + timedelta(days=99))
    assert session.ending(clock.now).next_day == tomorrow + timedelta(days=99)


def test_reviews_that_the_limit_left_over_come_tomorrow(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(3), clock.now)
    answer_all(Session(store), clock)
    store.set_settings(deck, replace(deck.settings, reviews_per_day=0, new_per_day=0))
    clock.forward(days=300)
    session = Session(store)
    assert session.next(clock.now) is None
    assert session.ending(clock.now).next_day == study_day(clock.now) + timedelta(days=1)


@pytest.mark.parametrize(
    ("seconds", "milliseconds"), [(2.5, 2500), (59, 59_000), (600, LONGEST_ANSWER_MS), (-3600, 0), (0, 0)]
)
def test_the_time_an_answer_took_is_kept_within_reason(
    store: Store, clock: Clock, seconds: float, milliseconds: int
) -> None:
    import_terms(store, "D", terms(1), clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    assert give(session, question, Rating.GOOD, clock.forward(seconds=seconds)).milliseconds == milliseconds


def test_the_log_keeps_the_circumstances_of_an_answer(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(1), clock.now)
    session = Session(store)
    question = asked(session, clock.now)
    choices = session.reveal(question, clock.now)
    session.answer(question, choices, Rating.HARD, clock.now, mode="type", given="x" * 5000, milliseconds=77)
    (review,) = store.log(question.card.id)
    assert (review.kind, review.rating, review.mode, review.milliseconds) == (Kind.LEARN, Rating.HARD, "type", 77)
    assert review.given == "x" * LONGEST_GIVEN
    assert (review.time, review.day, review.utc_offset) == (clock.now, clock.day, 480)


def test_a_question_shows_one_side_of_a_note_in_the_language_asked_for(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", ["tcp"], clock.now)
    kind = store.note_types(deck)[0]
    note = store.notes(deck)[0]
    texts = {"term": "tcp", "meaning": "传输控制协议", "meaning.en": "a protocol", "hint": "三次握手"}
    store.edit_note(note, NoteDraft(texts), clock.now)
    question = asked(Session(store, manner=Manner(language="en")), clock.now)
    assert (question.prompt, question.expected, question.hint) == ("tcp", "a protocol", "三次握手")
    assert question.note_type == kind
    assert question.shows_category
    assert asked(Session(store), clock.now).expected == "传输控制协议"


def test_siblings_that_were_both_answered_today_go_on_in_their_steps(store: Store, clock: Clock) -> None:
    import_terms(store, "D", terms(2), clock.now)
    together = Session(store, together=True)
    for _card in range(4):
        answer_next(together, Rating.AGAIN, clock.now)
    clock.forward(minutes=30)
    session = Session(store)
    assert session.counts(clock.now) == Counts(new=0, learning=4, due=0)
    assert len({answer_next(session, Rating.EASY, clock.now).card.id for _card in range(4)}) == 4


def test_two_sessions_at_once_keep_the_limit_of_the_deck_above(store: Store, clock: Clock) -> None:
    parent = import_terms(store, "A", terms(1), clock.now)
    first = import_terms(store, "A::X", [f"x{number}" for number in range(9)], clock.now)
    second = import_terms(store, "A::Y", [f"y{number}" for number in range(9)], clock.now)
    store.set_settings(parent, replace(parent.settings, new_per_day=5))
    sessions = [Session(store, [first]), Session(store, [second])]
    answered = 0
    for turn in range(20):
        question = sessions[turn % 2].next(clock.forward(seconds=1))
        if question is not None:
            give(sessions[turn % 2], question, Rating.EASY, clock.now)
            answered += 1
    assert answered == 5


def test_undoing_over_days_does_not_pass_the_limit(store: Store, clock: Clock) -> None:
    deck = import_terms(store, "D", terms(30), clock.now)
    store.set_settings(deck, replace(deck.settings, new_per_day=4))
    for _day in range(3):
        answer_next(Session(store), Rating.EASY, clock.now)
        clock.forward(days=1)
    session = Session(store)
    for _step in range(3):
        assert session.undo(clock.now) is not None
        assert session.counts(clock.now).new == 4
    answered = answer_all(session, clock)
    assert len([question for question in answered if question.card.state.phase is Phase.NEW]) == 4
