"""What ``quiz study`` asks by its options: selections, bounds and drills, and what it tells of leeches."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.cards import Kind
from quiz.sessions import Start
from tests.cli.conftest import Runner

CODES = """---
title: Codes
directions: meaning -> key
---
404: Not Found, nothing is here
403: Forbidden, you may not
410: Gone, it was here once
"""


@pytest.fixture
def codes(quiz: Runner, home: Path) -> str:
    """A deck of three codes, each asked by its meaning."""
    (home / "codes.md").write_text(CODES, encoding="utf-8")
    assert quiz("import", str(home / "codes.md")).status == 0
    return "codes"


def kinds(home: Path) -> list[Kind]:
    """Return the kinds of the entries in the log."""
    with closing(sqlite3.connect(home / "quiz.db")) as database:
        return [Kind(row[0]) for row in database.execute("SELECT kind FROM review ORDER BY id")]


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let so many days pass."""
    monkeypatch.setenv("QUIZ_NOW", f"2026-03-{2 + days:02}T09:00:00+08:00")


# Wrong usage


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--cram", "--ahead"), "--cram and --ahead cannot be used together."),
        (("--siblings", "--cram"), "--cram and --siblings cannot be used together."),
        (("--cram", "--confusions"), "--cram and --confusions cannot be used together."),
        (("--confusions", "--where", "x"), "--confusions and --where cannot be used together."),
        (("--confusions", "--direction", "key"), "--confusions and --direction cannot be used together."),
        (("--ahead", "--confusions"), "--confusions and --ahead cannot be used together."),
        (("--siblings", "--confusions"), "--confusions and --siblings cannot be used together."),
        (("--schedule",), "--schedule can only be used with --confusions."),
        (("--limit", "0"), "0 is not in the range"),
        (("--minutes", "-1"), "-1 is not in the range"),
        (("--limit", "many"), "'many' is not a valid"),
        (("--mode", "guess"), "'guess' is not one of 'auto', 'flip', 'type', 'choice'."),
    ],
)
def test_what_contradicts_itself_is_wrong_usage(quiz: Runner, home: Path, options: tuple[str, ...], said: str) -> None:
    result = quiz("study", "--plain", *options)
    assert result.status == 2
    assert said in result.err
    assert result.out == ""
    assert not (home / "quiz.db").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--where", "is:dew"), "In the query, at character 4"),
        (("--direction", "up"), "There is no direction “up”."),
        (("--confusions",), "There are no two cards that you mix up in these decks."),
        (("--cram", "--where", "key:999"), "No card fits this selection."),
    ],
)
def test_what_selects_nothing_ends_with_a_message_before_anything_is_asked(
    quiz: Runner, codes: str, options: tuple[str, ...], said: str
) -> None:
    result = quiz("study", codes, "--plain", *options)
    assert result.status == 1
    assert said in result.err
    assert result.out == ""


def test_in_a_terminal_the_app_is_opened_with_everything_that_was_said(
    quiz: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Start] = []
    monkeypatch.setattr("quiz.cli.study.has_screen", lambda: True)
    monkeypatch.setattr("quiz.cli.start.open_app", lambda _program, start: opened.append(start))
    options = ("--mode", "type", "--siblings", "--where", "is:due", "--direction", "key", "--limit", "5")
    assert quiz("study", "a", "b", *options, "--minutes", "3", "--ahead").status == 0
    assert quiz("study", "--cram").status == 0
    assert quiz("study", "--confusions", "--schedule").status == 0
    everything = Start(("a", "b"), "type", True, "is:due", "key", 5, 3, ahead=True)
    assert opened == [everything, Start(cram=True), Start(confusions=True, scheduled=True)]


# Selections


def test_only_the_cards_of_a_query_are_asked(quiz: Runner, codes: str) -> None:
    result = quiz("study", codes, "--plain", "--where", "forbidden or gone", typed="\n4\n" * 3)
    assert result.lines("?") == ["you may not", "it was here once"]
    assert result.lines("#")[-2:] == ["2 cards answered, 2 right.", "Nothing more of this selection is due today."]


def test_only_the_cards_of_a_direction_are_asked(quiz: Runner) -> None:
    result = quiz("study", "http", "--plain", "--direction", "meaning", typed="\n4\n" * 3)
    assert all("meaning → key" in line for line in result.lines("#")[:3])


def test_more_than_the_share_of_today_is_asked_ahead(quiz: Runner, codes: str) -> None:
    quiz("config", "set", "new_per_day", "1", "--deck", codes)
    assert quiz("study", codes, "--plain", typed="\n4\n" * 3).lines("?") == ["nothing is here"]
    assert quiz("study", codes, "--plain").lines("?") == []
    assert quiz("study", codes, "--plain", "--ahead").lines("?") == ["you may not"]


# Bounds


def test_a_session_ends_after_so_many_answers_and_says_how_much_is_left(quiz: Runner, codes: str) -> None:
    result = quiz("study", codes, "--plain", "--limit", "2", typed="\n4\n" * 3)
    assert len(result.lines("?")) == 2
    assert result.lines("#")[0].endswith("2 left")
    assert result.lines("#")[-3:] == [
        "2 cards answered, 2 right.",
        "The limit of 2 answers is reached.",
        "1 card is still to be asked.",
    ]


def test_an_answer_that_is_taken_back_does_not_count_for_the_limit(quiz: Runner, codes: str) -> None:
    result = quiz("study", codes, "--plain", "--limit", "2", typed="\n4\nu\n\n4\n\n4\n\n4\n")
    assert len(result.lines(".")) == 4
    assert result.lines("#")[-2] == "The limit of 2 answers is reached."


def test_a_limit_that_is_reached_with_the_last_card_is_a_usual_end(quiz: Runner, codes: str) -> None:
    result = quiz("study", codes, "--plain", "--limit", "3", typed="\n4\n" * 3)
    assert "Nothing more is due today." in result.lines("#")
    assert "limit" not in result.out


def test_a_session_ends_after_so_many_minutes_but_not_amid_a_card(quiz: Runner, codes: str) -> None:
    seconds = [20.0, 0.0, 50.0, 5.0]
    result = quiz("study", codes, "--plain", "--minutes", "1", typed="\n4\n" * 3, seconds=seconds)
    assert result.lines(".") == ["Easy; next in 8 days"] * 2
    assert result.lines("#")[-2:] == ["1 minute is over.", "1 card is still to be asked."]


# Drills


def test_cramming_asks_every_card_and_leaves_the_schedule_as_it_is(quiz: Runner, codes: str, home: Path) -> None:
    before = quiz("study", codes, "--plain", typed="\n4\n").lines("?")
    result = quiz("study", codes, "--plain", "--cram", typed="\n\n" * 4)
    assert set(before) < set(result.lines("?"))
    assert len(result.lines("?")) == 3
    assert result.lines("#")[0] == "The schedule stays as it is."
    assert result.lines("#")[1].endswith("meaning → key · 3 left")
    assert result.lines("!")[0] == ("1 Again comes once more · 2 Hard done · 3 Good done · 4 Easy done · Enter: 3 Good")
    assert result.lines(".") == ["Good; the schedule is as it was"] * 3
    assert result.lines("#")[-2:] == [
        "3 cards answered, 3 right.",
        "Drill finished; the schedule is as it was.",
    ]
    assert kinds(home) == [Kind.LEARN, *[Kind.CRAM] * 3]
    assert quiz("due", codes).out.startswith("new 2, learning 0, due 0")


def test_a_crammed_card_that_was_missed_comes_once_more(quiz: Runner, codes: str) -> None:
    asked = quiz("study", codes, "--plain", "--cram", typed="\n1\n" + "\n\n" * 4).lines("?")
    assert len(asked) == 4
    assert asked.count(asked[0]) == 2


def test_a_drill_that_is_left_says_that_the_schedule_is_as_it_was(quiz: Runner, codes: str) -> None:
    result = quiz("study", codes, "--plain", "--cram", typed="\n\nq\n")
    assert result.lines("#")[-2:] == ["1 card answered, 1 right.", "The schedule is as it was."]


def test_a_drill_ends_after_so_many_answers(quiz: Runner, codes: str) -> None:
    result = quiz("study", codes, "--plain", "--cram", "--limit", "1", typed="\n\n")
    assert result.lines("#")[-3:] == [
        "The limit of 1 answer is reached.",
        "2 cards are still to be asked.",
        "The schedule is as it was.",
    ]


def test_an_answer_of_a_drill_is_taken_back_and_its_card_comes_again(quiz: Runner, codes: str) -> None:
    result = quiz("study", codes, "--plain", "--cram", typed="\n4\nu\n")
    assert result.lines("?")[2] == result.lines("?")[0]
    assert result.lines(".")[1] == "Undone: Easy of 2026-03-02 09:00"


def mixed_up(quiz: Runner, codes: str) -> None:
    """Answer 403 where 404 is right."""
    result = quiz("study", codes, "--plain", "--mode", "type", typed="403\n\n")
    assert result.lines("*")[0].endswith("that is “403 Forbidden”")


def test_what_is_mixed_up_is_drilled_until_each_was_told_apart_twice(quiz: Runner, codes: str, home: Path) -> None:
    mixed_up(quiz, codes)
    result = quiz("study", codes, "--plain", "--confusions", typed="\n\n" * 6)
    assert sorted(result.lines("?")) == ["nothing is here"] * 2 + ["you may not"] * 2
    assert result.lines("!")[0] == ("1 Again mixed up · 2 Hard right · 3 Good right · 4 Easy right · Enter: 3 Good")
    assert result.lines("#")[-1] == "Drill finished; the schedule is as it was."
    assert kinds(home) == [Kind.LEARN, *[Kind.CRAM] * 4]
    assert quiz("study", codes, "--plain", "--confusions").status == 1


def test_what_is_mixed_up_again_begins_again(quiz: Runner, codes: str) -> None:
    mixed_up(quiz, codes)
    asked = quiz("study", codes, "--plain", "--confusions", typed="\n3\n\n3\n\n1\n" + "\n3\n" * 9).lines("?")
    assert len(asked) == 8


def test_the_answers_of_mix_ups_count_in_the_schedule_where_that_is_wanted(
    quiz: Runner, codes: str, home: Path
) -> None:
    mixed_up(quiz, codes)
    result = quiz("study", codes, "--plain", "--confusions", "--schedule", typed="\n3\n" * 6)
    assert result.lines("#")[0] == "These answers count in the schedule."
    assert result.lines(".")[0].startswith("Good; next in ")
    assert result.lines("#")[-1] == "Drill finished; its answers count in the schedule."
    assert Kind.CRAM not in kinds(home)


# Leeches


def forgotten_once(quiz: Runner, codes: str, monkeypatch: pytest.MonkeyPatch, **settings: str) -> list[str]:
    """Learn a card, forget it after a week, and return what is told then."""
    for name, value in settings.items():
        quiz("config", "set", name, value, "--deck", codes)
    quiz("study", codes, "--plain", "--limit", "1", typed="\n4\n")
    later(monkeypatch, days=9)
    result = quiz("study", codes, "--plain", "--where", "key:404", typed="\n1\n")
    return result.out.split("\n. ")[1].splitlines()[1:]


def test_a_card_that_becomes_a_leech_is_told_of_with_what_might_help(
    quiz: Runner, codes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = forgotten_once(quiz, codes, monkeypatch, leech_lapses="1")
    assert told[:2] == ["# 404 was forgotten 1 time.", "# It is marked as a leech."]
    assert "hint" in told[2]


def test_a_leech_that_is_suspended_is_not_asked_again(
    quiz: Runner, codes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = forgotten_once(quiz, codes, monkeypatch, leech_lapses="1", leech_action="suspend")
    assert "# It is marked as a leech and is not asked any more." in told
    assert not any(line.startswith("? ") for line in told)


def test_a_leech_that_is_mostly_taken_for_one_note_is_to_be_told_apart_from_it(
    quiz: Runner, codes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(2):
        quiz("study", codes, "--plain", "--cram", "--mode", "type", "--where", "key:404", typed="403\n\n")
    told = forgotten_once(quiz, codes, monkeypatch, leech_lapses="1")
    assert "403 was answered for it 2 times" in told[2]


def test_a_card_that_is_forgotten_in_a_drill_or_for_the_first_time_is_no_leech(
    quiz: Runner, codes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz("config", "set", "leech_lapses", "2", "--deck", codes)
    quiz("study", codes, "--plain", "--limit", "1", typed="\n4\n")
    later(monkeypatch, days=9)
    for options in (("--cram",), ()):
        result = quiz("study", codes, "--plain", "--where", "key:404", *options, typed="\n1\n")
        assert result.lines(".")[0].startswith("Again")
        assert "forgotten" not in result.out
