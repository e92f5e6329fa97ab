"""Studying on lines of text in every mode: what is read, what is said about it, and what is proposed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Result, Runner

CODES = """---
title: Codes
directions: {directions}
---
## 4xx: Client errors
404: Not Found, The server found nothing; a later request may succeed.
  versus.403: it is here, but not for you
  also: Missing
  confused: 403
403: Forbidden, You may not look at it.
  versus.404: nobody knows of it
410: Gone, It was here once.
409: Conflict, It clashes with what is there.
429: Too Many Requests, Slow down.
"""
TO_MEANING, TO_CODE, TO_NAME = "key -> meaning", "meaning -> key", "key -> name + meaning"


@pytest.fixture
def codes(quiz: Runner, home: Path) -> Runner:
    """Study the five codes in one direction, the first line of the arguments, with further options."""

    def study(directions: str, *options: str, typed: str = "", **how: object) -> Result:
        (home / "codes.md").write_text(CODES.format(directions=directions), encoding="utf-8")
        quiz("import", str(home / "codes.md"))
        return quiz("study", "codes", "--plain", *options, typed=typed, **how)

    return study


def stored(home: Path) -> list[tuple[object, ...]]:
    """Return mode, rating, what was entered, and the key of the note it was confused with, for each answer."""
    with closing(sqlite3.connect(home / "quiz.db")) as database:
        return database.execute(
            "SELECT mode, rating, given, note.key FROM review"
            " LEFT JOIN note ON note.id = confused_with ORDER BY review.id"
        ).fetchall()


# Which mode


def test_at_a_terminal_a_new_card_is_a_choice_and_through_a_pipe_it_is_flipped(codes: Runner) -> None:
    assert len(codes(TO_MEANING, terminal=True).lines("-")) == 4
    assert codes(TO_MEANING).lines("-") == []


def test_through_a_pipe_the_mode_is_the_one_that_is_given(codes: Runner) -> None:
    assert len(codes(TO_MEANING, "--mode", "auto").lines("-")) == 4
    assert "type: key" in codes(TO_CODE, "--mode", "type").lines("#")[0]


def test_at_a_terminal_the_deck_says_how_it_is_asked(codes: Runner, quiz: Runner) -> None:
    codes(TO_CODE)
    quiz("config", "set", "modes", "type", "--deck", "codes")
    assert "type: key" in codes(TO_CODE, terminal=True).lines("#")[0]
    assert "type: key" not in codes(TO_CODE).lines("#")[0]


# Choice


def letter_of(result: Result, text: str) -> str:
    """Return the letter of the option that says this."""
    return next(line[0] for line in result.lines("-") if line[3:] == text)


def test_a_choice_offers_four_answers_behind_letters(codes: Runner) -> None:
    options = codes(TO_MEANING, "--mode", "choice").lines("-")
    assert [line[:3] for line in options] == ["a: ", "b: ", "c: ", "d: "]
    assert "The server found nothing; a later request may succeed." in [line[3:] for line in options]


@pytest.mark.parametrize("way", ["letter", "capital", "number", "full width"])
def test_the_right_option_is_right_by_its_letter_or_its_number(codes: Runner, home: Path, way: str) -> None:
    letter = letter_of(codes(TO_MEANING, "--mode", "choice"), "The server found nothing; a later request may succeed.")
    typed = {
        "letter": letter,
        "capital": letter.upper(),
        "number": str("abcd".index(letter) + 1),
        "full width": chr(ord(letter) + 0xFEE0),
    }[way]
    result = codes(TO_MEANING, "--mode", "choice", typed=f"{typed}\n\n")
    assert result.lines("*") == ["✓ right"]
    assert result.lines("!")[0].endswith("Enter: 3 Good")
    assert stored(home) == [("choice", 3, "The server found nothing; a later request may succeed.", None)]


def test_a_wrong_option_tells_whose_answer_it_is_and_how_the_two_differ(codes: Runner, home: Path) -> None:
    letter = letter_of(codes(TO_MEANING, "--mode", "choice"), "You may not look at it.")
    result = codes(TO_MEANING, "--mode", "choice", typed=f"{letter}\n\n")
    assert result.lines("*") == [
        "✗ wrong; that is “403 Forbidden”",
        "403 Forbidden: it is here, but not for you",
        "404 Not Found: nobody knows of it",
    ]
    assert result.lines("!")[0].endswith("Enter: 1 Again")
    assert stored(home) == [("choice", 1, "You may not look at it.", "403")]


def test_an_empty_line_in_a_choice_means_no_idea(codes: Runner, home: Path) -> None:
    result = codes(TO_MEANING, "--mode", "choice", typed="\n\n")
    assert result.lines("=")[0] == "The server found nothing; a later request may succeed."
    assert result.lines("*") == ["✗ wrong; no answer"]
    assert stored(home) == [("choice", 1, "", None)]


def test_what_names_no_option_is_refused_and_the_commands_keep_their_meaning(codes: Runner, home: Path) -> None:
    result = codes(TO_MEANING, "--mode", "choice", typed="5\ne\nh\nu\nq\n")
    assert result.lines("#")[1:] == [
        "Type a, b, c or d, or nothing if you don't know.",
        "Type a, b, c or d, or nothing if you don't know.",
        "There is no hint.",
        "There is nothing to undo.",
    ]
    assert result.lines("=") == []
    assert stored(home) == []


def test_the_same_options_stand_there_again_after_an_undo(codes: Runner) -> None:
    options = codes(TO_MEANING, "--mode", "choice", typed="a\n1\nu\n").lines("-")
    assert options[8:] == options[:4]


def test_where_there_is_too_little_to_choose_from_there_is_no_choice(quiz: Runner, home: Path) -> None:
    (home / "two.md").write_text("---\ntitle: Two\nfields: term, meaning\n---\none: eins\ntwo: zwei\n", "utf-8")
    quiz("import", str(home / "two.md"))
    result = quiz("study", "two", "--plain", "--mode", "choice", typed="\n\n")
    assert result.lines("-") == []
    assert result.lines(".") == ["Good; next in 10 min"]


# Codes and names


@pytest.mark.parametrize("typed", ["404", "４０４", " 404 "])
def test_a_code_is_right_in_any_width(codes: Runner, typed: str) -> None:
    assert codes(TO_CODE, "--mode", "type", typed=f"{typed}\n\n").lines("*") == ["✓ right"]


def test_a_code_of_another_note_is_a_confusion_and_the_difference_is_told(codes: Runner, home: Path) -> None:
    assert codes(TO_CODE, "--mode", "type", typed="403\n\n").lines("*") == [
        "✗ wrong; that is “403 Forbidden”",
        "403 Forbidden: it is here, but not for you",
        "404 Not Found: nobody knows of it",
    ]
    assert stored(home) == [("type", 1, "403", "403")]


def test_of_a_confusion_without_a_difference_it_is_told_what_was_given_is_about(codes: Runner) -> None:
    assert codes(TO_CODE, "--mode", "type", typed="410\n\n").lines("*") == [
        "✗ wrong; that is “410 Gone”",
        "410 Gone: It was here once.",
    ]


def test_a_code_that_no_note_has_is_only_wrong(codes: Runner, home: Path) -> None:
    assert codes(TO_CODE, "--mode", "type", typed="499\n\n").lines("*") == ["✗ wrong"]
    assert stored(home) == [("type", 1, "499", None)]


def test_nothing_typed_for_a_code_is_wrong(codes: Runner) -> None:
    assert codes(TO_CODE, "--mode", "type", typed="\n\n").lines("*") == ["✗ wrong; no answer"]


def test_a_hint_that_was_needed_lowers_the_proposal(codes: Runner) -> None:
    assert codes(TO_CODE, "--mode", "type", typed="h\n404\n\n").lines("!")[0].endswith("Enter: 2 Hard")


def test_after_the_name_the_meaning_is_recalled_before_it_is_shown(codes: Runner, home: Path) -> None:
    result = codes(TO_NAME, "--mode", "type", typed="not  found\n\n\n")
    shown = [line for line in result.out.splitlines() if line[0] in "?=*!."]
    assert shown[:6] == [
        "? 404",
        "= Not Found",
        "* ✓ right",
        "?+ and the meaning?",
        "= The server found nothing; a later request may succeed.",
        "= category: 4xx Client errors",
    ]
    assert "= Not Found" not in shown[4:]
    assert stored(home) == [("type", 3, "not  found", None)]


@pytest.mark.parametrize("typed", ["", "q\n", "h\nq\n"])
def test_ending_before_the_meaning_was_recalled_stores_nothing(codes: Runner, home: Path, typed: str) -> None:
    result = codes(TO_NAME, "--mode", "type", typed=f"Not Found\n{typed}")
    assert result.status == 0
    assert "!" not in [line[0] for line in result.out.splitlines()]
    assert stored(home) == []


def test_a_wrong_name_shows_everything_at_once(codes: Runner) -> None:
    result = codes(TO_NAME, "--mode", "type", typed="Forbidden\n\n")
    assert result.lines("?+") == []
    assert result.lines("=")[:2] == ["Not Found", "The server found nothing; a later request may succeed."]
    assert result.lines("*")[0] == "✗ wrong; that is “403 Forbidden”"


def test_a_small_typo_is_close_and_hard_is_proposed(codes: Runner) -> None:
    result = codes(TO_NAME, "--mode", "type", typed="Not Fuond\n\n\n")
    assert result.lines("*") == ["≈ close; a small typo: “Not Fuond” for “Not Found”"]
    assert result.lines("!")[0].endswith("Enter: 2 Hard")


def test_another_name_of_the_note_is_right(codes: Runner) -> None:
    assert codes(TO_NAME, "--mode", "type", typed="missing\n\n\n").lines("*") == ["✓ right"]


def test_of_notes_with_the_same_prompt_it_is_told_which_was_meant_and_how_they_differ(quiz: Runner, home: Path) -> None:
    deck = "---\ntitle: Moves\ndirections: meaning -> key\n---\n"
    deck += "301: Moved, It moved\n  versus.308: keeps the method\n"
    deck += "308: Permanent, It moved\n  versus.301: may change to GET\n"
    (home / "moves.md").write_text(deck, encoding="utf-8")
    quiz("import", str(home / "moves.md"))
    assert quiz("study", "moves", "--plain", "--mode", "type", typed="308\n\n").lines("*") == [
        "✓ right; “308 Permanent” has the same prompt; “301 Moved” was meant",
        "308 Permanent: keeps the method",
        "301 Moved: may change to GET",
    ]


# Meanings


def test_of_a_typed_meaning_it_is_told_what_is_missing_and_never_that_it_is_wrong(codes: Runner, home: Path) -> None:
    result = codes(TO_MEANING, "--mode", "type", typed="server found nothing\n\n")
    assert result.lines("*") == [
        "1 of 2 parts are there; by its words; you decide",
        "missing: a later request may succeed.",
    ]
    assert stored(home)[0][0] == "type"


def test_a_whole_meaning_in_another_order_is_all_there(codes: Runner) -> None:
    result = codes(TO_MEANING, "--mode", "type", typed="a later request may succeed, the server found nothing\n\n")
    assert result.lines("*") == ["All of it is there; by its words; you decide"]
    assert result.lines("!")[0].endswith("Enter: 3 Good")


def test_a_meaning_that_says_nothing_of_it_proposes_hard_and_the_person_decides(codes: Runner, home: Path) -> None:
    result = codes(TO_MEANING, "--mode", "type", typed="bananas\n3\n")
    assert result.lines("*")[0].startswith("0 of 2 parts")
    assert result.lines("!")[0].endswith("Enter: 2 Hard")
    assert stored(home) == [("type", 3, "bananas", None)]


def test_nothing_typed_for_a_meaning_only_looks_at_it(codes: Runner, home: Path) -> None:
    result = codes(TO_MEANING, "--mode", "type", typed="\n\n")
    assert result.lines("*") == []
    assert stored(home) == [("type", 3, "", None)]


def test_a_chinese_meaning_is_compared_part_by_part(quiz: Runner, home: Path) -> None:
    deck = "---\ntitle: 词\nlanguage: zh\nfields: term, meaning\n---\n缓存: 保存常用的数据，读取时更快\n"
    (home / "zh.md").write_text(deck, encoding="utf-8")
    quiz("import", str(home / "zh.md"))
    verdict = quiz("study", "词", "--plain", "--mode", "type", typed="讀取時更快\n\n").lines("*")
    assert verdict[1:] == ["missing: 保存常用的数据，"]


# The proposal


def test_a_slow_answer_proposes_hard_and_says_why(quiz: Runner) -> None:
    quick, slow = [2.0, 0.0] * 10, [9.0, 0.0]
    result = quiz("study", "http", "--plain", typed="\n\n" * 11, seconds=[*quick, *slow])
    assert all(line.endswith("Enter: 3 Good") for line in result.lines("!")[:10])
    assert result.lines("!")[10].endswith("Enter: 2 Hard · slow for you: usually 2.0 s")
    assert result.lines(".")[10].startswith("Hard;")


def test_without_proposals_good_is_taken_of_what_was_not_wrong(codes: Runner, quiz: Runner) -> None:
    quiz("config", "set", "proposals", "off")
    result = codes(TO_CODE, "--mode", "type", typed="499\n\n")
    assert result.lines("*") == ["✗ wrong"]
    assert result.lines("!")[0].endswith("Enter: 1 Again")
    result = codes(TO_MEANING, "--mode", "type", typed="bananas\n\n")
    assert result.lines("!")[0].endswith("Enter: 3 Good")


def test_a_choice_in_chinese_keeps_its_letters(codes: Runner) -> None:
    result = codes(TO_MEANING, "--mode", "choice", "--lang", "zh", typed="\n\n")
    assert [line[:3] for line in result.lines("-")[:4]] == ["a: ", "b: ", "c: ", "d: "]
    assert "✗ 不对" in result.lines("*")[0]
