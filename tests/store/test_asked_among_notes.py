"""A card among the other notes of its deck: whose answer was typed, and what a choice offers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from quiz import neighbours
from quiz.asking import Asking
from quiz.cards import Rating
from quiz.deck_drafts import NoteDraft
from quiz.drill import Drill
from quiz.judging import Grade
from quiz.modes import Given, Option
from quiz.proposing import Pace
from quiz.questions import Judged, Question
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.store import Store
from quiz.study import Session
from tests.store.support import NOW, Clock, asked, card_of, deck_named, give, import_text, record

HTTP = """---
title: HTTP
directions: key -> name + meaning; meaning -> key
---
## 3xx: Redirection
301: Moved Permanently, moved for good
302: Found, moved for now
  also: Moved Temporarily
307: Temporary Redirect, moved for now
308: Permanent Redirect, moved for good and the method stays
## 4xx: Client errors
400: Bad Request, the request makes no sense
403: Forbidden, you may not
  confused: 401, 302
404: Not Found, nothing here
409: Conflict, somebody else was faster
410: Gone, nothing here any more
  confused: 404
"""
ALGORITHMS = """---
title: 算法
fields: term, meaning
---
quicksort: 以枢轴划分
heapsort: 用堆
  also: 堆排序
merge sort: 先分后合
tcp: 传输控制协议
Trees: 没有环的图
Dijkstra: 最短路径
"""


@pytest.fixture
def session(store: Store) -> Session:
    """A session that is only used to ask single cards; two decks of different fields."""
    import_text(store, HTTP)
    import_text(store, ALGORITHMS)
    return Session(store)


def question_of(store: Store, key: str, direction: str = "key") -> Question:
    """The question for a card, whether it is due or not."""
    question = Drill(store, [card_of(store, key, direction).id], day_start=DEFAULT_DAY_START).next(NOW)
    assert question is not None
    return question


def typed(asking: Asking, question: Question, text: str) -> Judged:
    """What is thought of a text that was typed at once."""
    return asking.judge(question, "type", Given(text), question.shown)


def other_key(judged: Judged) -> str:
    return judged.other.key if judged.other else ""


def keys_of(store: Store, options: tuple[Option, ...], *, wrong: bool = False) -> list[str]:
    return [store.note(option.note_id).key for option in options if not (wrong and option.right)]


def note_id(store: Store, key: str) -> int:
    """The number of a note that is asked from its key."""
    return card_of(store, key, "key").note_id


def edit(store: Store, number: int, **fields: str) -> None:
    """Give a note other texts."""
    note = store.note(number)
    store.edit_note(note, NoteDraft({**note.fields, **fields}, category=note.category), NOW)


# Typed answers


@pytest.mark.parametrize(
    ("key", "direction", "text", "grade", "other"),
    [
        ("404", "key", "not found", Grade.RIGHT, ""),
        ("404", "key", "Not Fuond", Grade.CLOSE, ""),
        ("404", "key", "Gone", Grade.WRONG, "410"),
        ("404", "key", "Forbiden", Grade.WRONG, "403"),
        ("404", "key", "Moved Temporarily", Grade.WRONG, "302"),
        ("404", "key", "something else", Grade.WRONG, ""),
        ("404", "key", "", Grade.WRONG, ""),
        ("404", "key", "quicksort", Grade.WRONG, ""),
        ("302", "key", "moved temporarily", Grade.RIGHT, ""),
        ("404", "meaning", "４０４", Grade.RIGHT, ""),
        ("404", "meaning", "410", Grade.WRONG, "410"),
        ("404", "meaning", "440", Grade.WRONG, ""),
        ("quicksort", "meaning", "Quick-Sort", Grade.RIGHT, ""),
        ("quicksort", "meaning", "quiksort", Grade.CLOSE, ""),
        ("quicksort", "meaning", "merge-sort", Grade.WRONG, "merge sort"),
        ("quicksort", "meaning", "堆排序", Grade.WRONG, "heapsort"),
        ("quicksort", "meaning", "404", Grade.WRONG, ""),
    ],
)
def test_a_typed_answer_is_judged_among_those_of_its_own_deck(
    store: Store, session: Session, key: str, direction: str, text: str, grade: Grade, other: str
) -> None:
    judged = typed(session, question_of(store, key, direction), text)
    assert (judged.verdict.grade, other_key(judged)) == (grade, other)


def test_notes_of_the_same_prompt_are_both_right_and_it_is_said_which_was_meant(store: Store, session: Session) -> None:
    judged = typed(session, question_of(store, "302", "meaning"), "307")
    assert (judged.verdict.grade, other_key(judged), judged.verdict.expected) == (Grade.RIGHT, "307", "307")
    assert judged.confused_with is None
    assert typed(session, question_of(store, "302", "meaning"), "302").other is None


def test_a_confusion_is_in_the_log_and_remembered_for_the_note(store: Store, session: Session, clock: Clock) -> None:
    question = question_of(store, "404", "meaning")
    judged = typed(session, question, "410")
    choices = session.reveal(question, clock.now)
    session.answer(
        question, choices, judged.rating, NOW, mode="type", given=judged.given, confused_with=judged.confused_with
    )
    entry = store.log(question.card.id)[-1]
    gone = note_id(store, "410")
    assert (entry.rating, entry.given, entry.confused_with) == (Rating.AGAIN, "410", gone)
    assert store.answered_instead(question.note.id) == [gone]


def test_a_note_that_was_edited_is_compared_as_it_is_now_once_that_is_said(store: Store, session: Session) -> None:
    question = question_of(store, "404")
    assert other_key(typed(session, question, "Vanished")) == ""
    edit(store, note_id(store, "410"), name="Vanished")
    session.notes_changed()
    assert other_key(typed(session, question, "Vanished")) == "410"


def test_other_names_count_whichever_card_was_judged_before(store: Store, session: Session) -> None:
    assert typed(session, question_of(store, "tcp", "meaning"), "udp").wrong, "a code, which has no other names"
    assert other_key(typed(session, question_of(store, "quicksort", "meaning"), "堆排序")) == "heapsort"


# A large deck


@pytest.fixture
def large(store: Store) -> Session:
    """A deck that is larger than what is looked at; its first note and its last have telling names."""
    lines = [f"k{number}: name {number} of many, meaning {number}" for number in range(neighbours.NEAR + 200)]
    first, last = "first: Alpha Centauri, the nearest", "last: Betelgeuse, a far one\n  also: Alpha Orionis"
    import_text(store, "\n".join(["---", "title: Stars", "---", first, *lines, last]))
    return Session(store)


@pytest.mark.parametrize("text", ["Betelgeuse", "betelgeuse", "alpha orionis", "ＢＥＴＥＬＧＥＵＳＥ"])
def test_an_exact_name_of_a_far_note_is_found_in_a_large_deck(store: Store, large: Session, text: str) -> None:
    assert other_key(typed(large, question_of(store, "first"), text)) == "last"


def test_in_a_large_deck_right_stays_right_and_a_typo_close(store: Store, large: Session) -> None:
    question = question_of(store, "first")
    assert typed(large, question, "alpha-centauri").verdict.grade is Grade.RIGHT
    assert typed(large, question, "alfa centauri").verdict.grade is Grade.CLOSE
    assert other_key(typed(large, question, "name 7 of many")) == "k7"
    assert typed(large, question, "of many").verdict.other is None


def test_the_code_of_a_far_note_is_found_although_many_others_have_it_in_their_text(
    store: Store, large: Session
) -> None:
    edit(store, note_id(store, "last"), key="na")
    assert other_key(typed(large, question_of(store, "first", "meaning"), "na")) == "na"


def test_a_far_note_that_was_really_answered_is_offered_in_a_choice(store: Store, large: Session, clock: Clock) -> None:
    question = question_of(store, "first")
    far = note_id(store, "last")
    record(store, question.card.id, Rating.AGAIN, clock.now, confused_with=far)
    assert far in {option.note_id for option in large.options(question)}


# Choices


def test_a_choice_offers_what_was_answered_then_what_is_confused_then_the_category(
    store: Store, session: Session, clock: Clock
) -> None:
    question = question_of(store, "410")
    wrong = keys_of(store, session.options(question), wrong=True)
    assert "404" in wrong, "410 says that it is confused with it"
    assert set(wrong) < {"400", "403", "404", "409"}
    record(store, question.card.id, Rating.AGAIN, clock.now, confused_with=note_id(store, "301"))
    assert {"301", "404"} < set(keys_of(store, session.options(question_of(store, "410")), wrong=True))


def test_a_drill_in_between_changes_no_option_of_a_session(store: Store, session: Session, clock: Clock) -> None:
    question = question_of(store, "410")
    before = session.options(question)
    drill = Drill(store, [question.card.id], day_start=DEFAULT_DAY_START)
    asked_in_drill = drill.next(clock.now)
    assert asked_in_drill is not None
    first = drill.options(asked_in_drill)
    drill.answer(asked_in_drill, drill.reveal(asked_in_drill, clock.now), Rating.AGAIN, clock.now, mode="choice")
    again = drill.next(clock.now)
    assert again is not None
    assert {one.note_id for one in drill.options(again)} != set() != {one.note_id for one in first}
    assert Session(store).options(question_of(store, "410")) == before


def test_a_note_that_says_it_is_confused_with_this_one_is_offered(store: Store, session: Session) -> None:
    assert "410" in keys_of(store, session.options(question_of(store, "404")), wrong=True)
    assert "403" in keys_of(store, session.options(question_of(store, "302")), wrong=True)


def test_a_choice_never_offers_a_note_of_the_same_prompt(store: Store, session: Session, clock: Clock) -> None:
    question = question_of(store, "302", "meaning")
    same = note_id(store, "307")
    record(store, question.card.id, Rating.AGAIN, clock.now, confused_with=same)
    assert same not in {option.note_id for option in session.options(question)}


def test_a_choice_never_offers_the_same_meaning_twice(store: Store, session: Session) -> None:
    for key in ("302", "301", "308"):
        texts = [option.text for option in session.options(question_of(store, key))]
        assert len(texts) == len(set(texts)) == 4


def test_a_choice_never_offers_as_wrong_what_would_be_right_if_it_was_typed(store: Store, clock: Clock) -> None:
    import_text(
        store,
        "---\ntitle: Names\ndirections: to = meaning -> name\n---\n"
        "a: Found, moved for now\n  also: Moved Temporarily\n  confused: b\n"
        "b: moved temporarily, an old name\nc: Gone, away\nd: Conflict, too late\ne: Forbidden, no\n",
    )
    session, question = Session(store), question_of(store, "a", "to")
    assert typed(session, question, "Moved Temporarily").verdict.grade is Grade.RIGHT
    assert "b" not in keys_of(store, session.options(question))


def test_a_choice_shows_the_language_in_which_the_card_is_asked(store: Store, session: Session) -> None:
    edit(store, note_id(store, "404"), **{"meaning.zh": "什么都没有"})
    question = replace(question_of(store, "404"), language="zh")
    assert [option.text for option in session.options(question) if option.right] == ["什么都没有"]


def test_the_options_are_the_same_until_the_card_is_answered_and_again_after_an_undo(
    store: Store, session: Session, clock: Clock
) -> None:
    question = asked(session, clock.now)
    before = session.options(question)
    assert Session(store).options(question) == before
    wrong = next(option for option in before if not option.right)
    judged = session.judge(question, "choice", Given(picked=wrong), clock.now)
    assert (judged.wrong, judged.given, judged.confused_with) == (True, wrong.text, wrong.note_id)
    choices = session.reveal(question, clock.now)
    session.answer(question, choices, judged.rating, clock.now, mode="choice", confused_with=judged.confused_with)
    answered = session.options(question)
    assert Session(store).options(question) == answered
    assert session.undo(clock.forward(seconds=5)) is not None
    assert session.options(asked(session, clock.now)) == before


def test_with_each_answer_the_options_are_drawn_anew(store: Store, session: Session, clock: Clock) -> None:
    drawn = set()
    for _answer in range(8):
        question = question_of(store, "404")
        drawn.add(tuple(keys_of(store, session.options(question))))
        record(store, question.card.id, Rating.GOOD, clock.forward(days=3))
    assert len(drawn) > 3


def test_options_are_read_anew_after_a_note_was_edited(store: Store, session: Session) -> None:
    question = question_of(store, "410")
    session.options(question)
    edit(store, note_id(store, "404"), meaning="nobody lives here")
    session.notes_changed()
    assert "nobody lives here" in [option.text for option in session.options(question)]


def test_a_deleted_note_is_not_offered_and_nobody_is_taken_for_it(store: Store, session: Session) -> None:
    store.delete_note(store.note(note_id(store, "404")), NOW)
    question = question_of(store, "410")
    assert "404" not in keys_of(store, session.options(question))
    assert other_key(typed(session, question, "Not Found")) == ""


def test_a_deck_of_three_notes_has_no_choice(store: Store) -> None:
    import_text(store, "---\ntitle: D\nfields: term, meaning\n---\na: one\nb: two\nc: three\n")
    session, question = Session(store), question_of(store, "a", "term")
    assert len(session.options(question)) == 3
    assert [session.next_mode(question, mode) for mode in ("flip", "type")] == ["type", "flip"]
    assert session.mode_of(question) == "flip"
    assert session.mode_of(question, "choice") == "flip"


# Modes and proposals


def test_a_mode_is_that_of_the_card_then_of_the_session_then_of_the_deck_then_the_usual_one(
    store: Store, session: Session
) -> None:
    deck = deck_named(store, "HTTP")
    store.set_settings(deck, replace(deck.settings, modes={"key": "type"}))
    question = question_of(store, "404")
    assert session.mode_of(question) == "type"
    assert session.mode_of(question_of(store, "404", "meaning")) == "choice"
    session.manner = replace(session.manner, usual="flip")
    assert session.mode_of(question_of(store, "404", "meaning")) == "flip"
    assert session.mode_of(question) == "type"
    session.manner = replace(session.manner, mode="choice")
    assert session.mode_of(question) == "choice"
    assert session.mode_of(question, "flip") == "flip"


def test_the_thresholds_of_mode_auto_are_those_of_deck_and_direction(store: Store, session: Session) -> None:
    deck = deck_named(store, "HTTP")
    store.set_settings(deck, replace(deck.settings, choice_below={"key": 0.0}, recall_from={"key": 0.0}))
    assert session.mode_of(question_of(store, "404")) == "flip"
    assert session.mode_of(question_of(store, "404", "meaning")) == "choice"


def recall(store: Store, clock: Clock, times: Sequence[int]) -> None:
    """Recall a code so many times, in so many milliseconds each."""
    card = card_of(store, "410", "meaning")
    for milliseconds in times:
        record(store, card.id, Rating.GOOD, clock.forward(minutes=1), recall_ms=milliseconds)


def judged_after(session: Session, question: Question, seconds: float, *, hinted: bool = False) -> Judged:
    right = Given(question.expected)
    return session.judge(question, "type", right, question.shown + timedelta(seconds=seconds), hinted=hinted)


def test_the_time_is_compared_with_the_times_of_this_person_after_a_restart_too(
    store: Store, session: Session, clock: Clock
) -> None:
    recall(store, clock, [4000] * 8)
    question = question_of(store, "410", "meaning")
    judged = judged_after(Session(store), question, 9)
    assert (judged.rating, judged.proposal.pace, judged.proposal.usual) == (Rating.HARD, Pace.SLOW, 4000)
    assert judged_after(session, question, 5).rating is Rating.GOOD
    assert judged_after(session, question, 60).rating is Rating.GOOD, "nobody knows how long it really took"
    assert judged_after(session, question, 5, hinted=True).rating is Rating.HARD


@pytest.mark.parametrize(
    ("given", "rating"), [("Gone", Rating.AGAIN), ("Not Fuond", Rating.GOOD), ("not found", Rating.GOOD)]
)
def test_where_nothing_is_to_be_proposed_what_is_not_wrong_is_good(
    store: Store, session: Session, given: str, rating: Rating
) -> None:
    session.manner = replace(session.manner, proposes=False)
    assert typed(session, question_of(store, "404"), given).rating is rating


def test_the_times_of_a_session_count_at_once(store: Store, session: Session, clock: Clock) -> None:
    for _answer in range(8):
        question = asked(session, clock.now)
        choices = session.reveal(question, clock.forward(seconds=3))
        session.answer(question, choices, Rating.EASY, clock.forward(seconds=9), mode="type")
    slow = judged_after(session, question_of(store, "410", "meaning"), 7)
    assert (slow.proposal.pace, slow.proposal.usual) == (Pace.SLOW, 3000)


def test_times_at_which_nobody_was_there_are_no_usual_ones(store: Store, session: Session, clock: Clock) -> None:
    recall(store, clock, [4000] * 8 + [60_000] * 9)
    slow = judged_after(session, question_of(store, "410", "meaning"), 9)
    assert (slow.proposal.pace, slow.proposal.usual) == (Pace.SLOW, 4000)


def test_what_was_forgotten_tells_no_usual_time(store: Store, session: Session, clock: Clock) -> None:
    for _answer in range(8):
        give(session, asked(session, clock.forward(minutes=1)), Rating.AGAIN, clock.now)
    assert judged_after(session, question_of(store, "410", "meaning"), 30).proposal.pace is Pace.USUAL
