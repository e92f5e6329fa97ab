"""Studying on lines of text: the protocol to the letter."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Runner

SIGNS = ("# ", "? ", "?+ ", "- ", "= ", "* ", "! ", ". ")
TWO_FIELDS = """---
title: Words
fields: term, meaning
---
one: eins
  hint: it begins with e
two: zwei
"""


@pytest.fixture
def words(quiz: Runner, home: Path) -> str:
    """A deck of two notes with two fields."""
    (home / "words.md").write_text(TWO_FIELDS, encoding="utf-8")
    assert quiz("import", str(home / "words.md")).status == 0
    return "Words"


def reviews(home: Path) -> list[tuple[int, bool]]:
    """Return rating and whether it was taken back, for each entry of the log."""
    with closing(sqlite3.connect(home / "quiz.db")) as database:
        return [
            (row[0], row[1] is not None) for row in database.execute("SELECT rating, undone FROM review ORDER BY id")
        ]


def test_every_line_begins_with_a_sign_and_the_kinds_come_in_order(quiz: Runner) -> None:
    result = quiz("study", "--plain", "http", typed="\n3\n")
    assert result.status == 0
    assert all(line.startswith(SIGNS) for line in result.out.splitlines())
    signs = [line[0] for line in result.out.splitlines()]
    order = [sign for sign, before in zip(signs, ["", *signs], strict=False) if sign != before]
    assert order == ["#", "?", "=", "!", ".", "#", "?", "#"]


def test_the_first_card_asks_for_name_and_meaning_and_shows_the_category(quiz: Runner) -> None:
    result = quiz("study", "--plain")
    assert result.lines("?") == ["100"]
    head = result.lines("#")[0]
    assert head == "HTTP status codes · key → name + meaning · 1xx Informational · new 20, learning 0, due 0"


def test_an_empty_line_accepts_good_where_there_is_no_proposal(quiz: Runner, home: Path) -> None:
    result = quiz("study", "--plain", typed="\n\n")
    assert result.lines(".") == ["Good; next in 10 min"]
    assert reviews(home) == [(3, False)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1", "Again; next in 1 min"),
        ("2", "Hard; next in 6 min"),
        ("3", "Good; next in 10 min"),
        ("4", "Easy; next in 8 days"),
    ],
)
def test_the_intervals_shown_are_the_ones_used(quiz: Runner, typed: str, stored: str) -> None:
    result = quiz("study", "--plain", typed=f"\n{typed}\n")
    assert result.lines(".") == [stored]
    name, interval = stored.split("; next in ")
    assert f"{typed} {name} {interval}" in result.lines("!")[0]


def test_what_is_no_rating_is_refused_and_asked_again(quiz: Runner, home: Path) -> None:
    result = quiz("study", "--plain", typed="\n5\nperhaps\n2\n")
    assert result.lines("#")[1:3] == ["Type 1, 2, 3 or 4, or nothing for Good."] * 2
    assert reviews(home) == [(2, False)]


def test_a_line_u_undoes_the_last_answer_and_asks_that_card_again(quiz: Runner, home: Path) -> None:
    result = quiz("study", "--plain", typed="\n4\nu\n\n1\n")
    assert result.lines("?") == ["100", "101", "100", "101"]
    assert result.lines(".")[1] == "Undone: Easy of 2026-03-02 09:00"
    assert reviews(home) == [(4, True), (1, False)]


def test_undoing_works_after_a_restart_and_before_the_rating(quiz: Runner, home: Path) -> None:
    quiz("study", "--plain", typed="\n4\n")
    result = quiz("study", "--plain", typed="\nu\n\n2\nq\n")
    assert result.lines("?")[:2] == ["101", "100"]
    assert reviews(home) == [(4, True), (2, False)]


def test_undoing_without_an_answer_says_so_and_goes_on(quiz: Runner, home: Path) -> None:
    result = quiz("study", "--plain", typed="u\n\n3\n")
    assert "There is nothing to undo." in result.lines("#")
    assert result.lines(".") == ["Good; next in 10 min"]
    assert reviews(home) == [(3, False)]


def test_hints_are_shown_on_request(quiz: Runner, words: str) -> None:
    result = quiz("study", "--plain", words, typed="h\n\n3\nh\n")
    assert "it begins with e" in result.lines("#")
    assert "There is no hint." in result.lines("#")


@pytest.mark.parametrize("ending", ["q\n", "", "\nq\n", "\n"])
def test_q_and_the_end_of_the_input_end_without_storing(quiz: Runner, home: Path, ending: str) -> None:
    assert quiz("study", "--plain", typed=ending).status == 0
    assert reviews(home) == []


def typing_from_meaning(quiz: Runner, home: Path, answer: str) -> tuple[str, str]:
    """Type an answer to a card that asks for a code; return the verdict and the line of the ratings."""
    deck = (
        "---\ntitle: Codes\ndirections: meaning -> key\n---\n## 4xx: Client errors\n404: Not Found, nothing is here\n"
        "403: Forbidden, you may not\n"
    )
    (home / "codes.md").write_text(deck, encoding="utf-8")
    quiz("import", str(home / "codes.md"))
    result = quiz("study", "--plain", "--mode", "type", "codes", typed=f"{answer}\n\n")
    assert result.lines("?")[0] == "nothing is here"
    assert "4xx" not in result.out.split("? ")[0]
    assert result.lines("=")[0] == "404"
    return result.lines("*")[0], result.lines("!")[0]


def test_a_right_code_is_right_and_good_is_proposed(quiz: Runner, home: Path) -> None:
    verdict, ratings = typing_from_meaning(quiz, home, "４０４ ")
    assert verdict == "✓ right"
    assert ratings.endswith("Enter: 3 Good")
    assert reviews(home) == [(3, False)]


def test_a_wrong_code_is_wrong_and_again_is_proposed(quiz: Runner, home: Path) -> None:
    verdict, ratings = typing_from_meaning(quiz, home, "403")
    assert verdict == "✗ wrong; that is “403 Forbidden”"
    assert ratings.endswith("Enter: 1 Again")
    assert reviews(home) == [(1, False)]


def test_what_was_typed_is_kept_in_the_log(quiz: Runner, home: Path) -> None:
    typing_from_meaning(quiz, home, "403")
    with closing(sqlite3.connect(home / "quiz.db")) as database:
        assert database.execute("SELECT given, mode FROM review").fetchall() == [("403", "type")]


def test_an_answer_that_is_a_command_letter_can_be_typed_behind_a_space(quiz: Runner, home: Path) -> None:
    (home / "vim.md").write_text(
        "---\ntitle: Vim\ndirections: meaning -> key\n---\nu: Undo, take back a change\n", "utf-8"
    )
    quiz("import", str(home / "vim.md"))
    assert quiz("study", "--plain", "--mode", "type", "vim", typed=" u\n\n").lines("*") == ["✓ right"]


def test_no_sibling_follows_on_the_same_day_unless_asked_for(quiz: Runner, words: str) -> None:
    result = quiz("study", "--plain", words, typed="\n4\n" * 4)
    assert result.lines("?") == ["one", "two"]
    assert "2 cards wait until tomorrow" in result.out
    assert quiz("study", "--plain", "--siblings", words, typed="\n4\n" * 4).lines("?") == ["eins", "zwei"]


def test_a_learning_card_is_brought_forward_rather_than_ending(quiz: Runner, words: str) -> None:
    result = quiz("study", "--plain", words, typed="\n4\n\n3\n\n3\n")
    assert result.lines("?") == ["one", "two", "two"]
    assert "Nothing more is due today." in result.lines("#")


def test_the_end_says_when_the_next_cards_are_due(quiz: Runner, words: str) -> None:
    result = quiz("study", "--plain", words, typed="\n4\n\n4\n")
    assert result.lines("#")[-4] == "2 cards answered, 2 right."
    assert result.lines("#")[-1] == "The next cards are due on 2026-03-03 at 04:00."


def test_several_decks_or_all_are_studied_together(quiz: Runner, words: str) -> None:
    both = quiz("study", "--plain", words, "http", typed="\n4\n" * 30)
    assert {"one", "100"} <= set(both.lines("?"))
    assert len(both.lines("?")) == 22


def test_hostile_texts_stand_there_and_do_nothing(quiz: Runner, home: Path) -> None:
    text = "---\ntitle: Evil [/x]\nfields: term, meaning\n---\n[bold]: a\u202eb [/nope] \u2066c\n"
    (home / "evil.md").write_text(text, encoding="utf-8")
    quiz("import", str(home / "evil.md"))
    result = quiz("study", "--plain", "evil", typed="\n")
    assert result.lines("?") == ["[bold]"]
    assert result.lines("=") == ["a\ufffdb [/nope] \ufffdc"]


def test_the_language_of_meanings_can_be_set_apart_from_the_interface(quiz: Runner) -> None:
    assert quiz("config", "set", "content_language", "zh").status == 0
    answer = quiz("study", "--plain", typed="\n").lines("=")
    assert answer[0] == "Continue"
    assert any("\u4e00" <= character <= "\u9fff" for character in answer[1])


def test_a_confusion_is_kept_in_the_log(quiz: Runner, home: Path) -> None:
    typing_from_meaning(quiz, home, "403")
    with closing(sqlite3.connect(home / "quiz.db")) as database:
        found = database.execute("SELECT note.key FROM review JOIN note ON note.id = confused_with").fetchall()
    assert found == [("403",)]


def test_of_two_notes_with_the_same_prompt_either_answer_is_right(quiz: Runner, home: Path) -> None:
    deck = "---\ntitle: Moves\ndirections: meaning -> key\n---\n301: Moved, It moved\n308: Permanent, it  moved\n"
    (home / "moves.md").write_text(deck.replace("it  moved", "ＩＴ moved"), encoding="utf-8")
    quiz("import", str(home / "moves.md"))
    result = quiz("study", "--plain", "--mode", "type", "moves", typed="308\n\n")
    assert result.lines("*") == ["✓ right; “308 Permanent” has the same prompt; “301 Moved” was meant"]
    with closing(sqlite3.connect(home / "quiz.db")) as database:
        assert database.execute("SELECT rating, confused_with FROM review").fetchall() == [(3, None)]


def test_of_what_is_easily_confused_the_difference_is_told_or_the_key(quiz: Runner, home: Path) -> None:
    file = home / "gone.md"
    fields = "  confused: 410, 403\n  versus.410.en: gone for good\n  also: Missing | Lost\n"
    file.write_text(f"---\ntitle: Gone\n---\n404: Not Found, 没有\n{fields}", encoding="utf-8")
    quiz("import", str(file))
    english = quiz("study", "gone", "--plain", typed="\n").lines("=")
    assert english[2:] == ["easily confused with: 403", "cf. 410: gone for good", "also: Missing, Lost"]
    chinese = quiz("--lang", "zh", "study", "gone", "--plain", typed="\n").lines("=")
    assert chinese[2:] == ["容易混淆：410、403", "别名：Missing、Lost"]
