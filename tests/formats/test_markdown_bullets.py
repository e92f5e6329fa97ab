"""Lists of terms and meanings, as people have them in Markdown."""

import pytest

from quiz.cards import Category
from tests.formats.reading import categories, notes, source, texts, unread, unread_lines


@pytest.mark.parametrize(
    "line",
    [
        "- TCP :: reliable",
        "* TCP :: reliable",
        "+ TCP :: reliable",
        "1. TCP :: reliable",
        "12) TCP :: reliable",
        "3、TCP :: reliable",
        "  - TCP  ::  reliable  ",
        "- [ ] TCP :: reliable",
        "- [x] TCP :: reliable",
        "- TCP ::: reliable",
        "- TCP：：reliable",
        "- TCP ：： reliable",
    ],
)
def test_an_item_has_a_term_and_a_meaning(line: str) -> None:
    found = source(line)
    assert texts(line) == [("TCP", "reliable")]
    assert found.dialect == "a list of “term :: meaning”"


def test_both_ways_are_asked_and_the_term_is_the_key() -> None:
    [kind] = source("- a :: b").draft.types
    assert (kind.fields, kind.key_field) == (("term", "meaning"), "term")
    assert [direction.prompt for direction in kind.directions] == [("term",), ("meaning",)]
    assert source("- a :: b", term="key").draft.types[0].fields == ("key", "meaning")


@pytest.mark.parametrize(
    ("item", "term", "meaning"),
    [
        ("std::move :: casts to an rvalue", "std::move", "casts to an rvalue"),
        ("`map :: f` :: applies", "`map :: f`", "applies"),
        ("a :: b :: c", "a", "b :: c"),
        ("**a** :: _b_", "**a**", "_b_"),
        ("a: x :: http://y::z", "a: x", "http://y::z"),
    ],
)
def test_the_first_colons_with_white_space_around_them_decide(item: str, term: str, meaning: str) -> None:
    assert texts(f"- {item}\n") == [(term, meaning)]


def test_what_is_nested_or_goes_on_belongs_to_the_meaning() -> None:
    text = """- TCP :: reliable
  and ordered
goes on
  - connects :: first
    - with three segments

  ```
- not :: an item
  ```

- UDP ::
  - quick
"""
    assert texts(text) == [
        (
            "TCP",
            "reliable\n  and ordered\ngoes on\n  - connects :: first\n    - with three segments\n\n  ```\n"
            "- not :: an item\n  ```",
        ),
        ("UDP", "- quick"),
    ]


def test_nested_lines_lose_the_indentation_that_they_share() -> None:
    assert texts("- a :: b\n    - c\n      - d\n") == [("a", "b\n- c\n  - d")]


def test_headings_are_categories_and_a_single_title_names_the_deck() -> None:
    text = "# Networks\n## Transport\n- TCP :: a\n## 网络层：IP\n- IPv4 :: b\n##\n- x :: c\n"
    assert [note.category for note in notes(text)] == ["Transport", "网络层", ""]
    assert categories(text) == [Category("Transport", "Transport"), Category("网络层", "IP")]
    assert source(text).draft.name == "Networks"


def test_two_headings_of_level_1_are_categories() -> None:
    text = "# A\n- x :: 1\n# B\n- y :: 2\n"
    assert [note.category for note in notes(text)] == ["A", "B"]
    assert source(text).draft.name == "deck"


def test_notes_may_stand_below_an_item_without_colons_which_is_reported() -> None:
    text = "- Transport\n  - TCP :: a\n  - UDP :: b\n- std::move\n"
    assert [note.fields["term"] for note in notes(text)] == ["TCP", "UDP"]
    assert unread_lines(text) == [1, 4]
    assert "term :: meaning" in unread(text)[0].reason


def test_what_is_no_part_of_an_item_is_reported() -> None:
    text = "Intro\n\n- a :: b\n\nText behind a blank line\n- c :: d\n---\n```\n- x :: y\n```\n- :: nothing\n- e ::\n"
    assert unread_lines(text) == [1, 5, 8, 9, 10, 11, 12]
    assert [note.fields["term"] for note in notes(text)] == ["a", "c"]


def test_a_term_twice_is_reported_and_both_lines_are_named() -> None:
    [found] = unread("- a :: b\n- ａ :: c\n")
    assert (found.line, "line 1" in found.reason) == (2, True)
