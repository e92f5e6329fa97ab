"""Headings with the answer under them, as people have them in Markdown."""

import pytest

from quiz.cards import Category
from tests.formats.reading import categories, items, notes, source, texts, unread, unread_lines


def test_the_deepest_headings_ask_and_those_above_are_categories() -> None:
    text = "# Interview\n## Java\n### What is a JVM?\nA machine.\n### 什么是 GC？\n回收内存。\n## Go\n### Why?\ny\n"
    found = source(text)
    assert (found.draft.name, found.dialect) == ("Interview", "headings with the answer under them")
    assert found.details[1] == "Headings of level 3 ask, those above are categories."
    assert [(*note.fields.values(), note.category) for note in notes(text)] == [
        ("What is a JVM?", "A machine.", "Java"),
        ("什么是 GC？", "回收内存。", "Java"),
        ("Why?", "y", "Go"),
    ]
    assert categories(text) == [Category("Java", "Java"), Category("Go", "Go")]


def test_headings_of_one_level_need_no_category() -> None:
    assert texts("## a\nb\n\n## c ##\n\nd\n") == [("a", "b"), ("c", "d")]
    assert texts("# a\nb\n# c\nd\n") == [("a", "b"), ("c", "d")]
    assert texts("##标题\n正文\n") == [("标题", "正文")]


def test_only_the_answer_is_asked_for_as_it_may_be_long() -> None:
    [kind] = source("## a\nb\n").draft.types
    assert [(direction.prompt, direction.answer) for direction in kind.directions] == [(("question",), ("answer",))]


def test_paragraphs_lists_and_code_are_kept_as_they_are_written() -> None:
    answer = (
        "One **bold**.\n\n- a\n  - b\n\n```sh\n# no heading\n## nor this\n---\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    )
    assert texts(f"## q\n\n{answer}\n\n---\n\n## r\ntext\n---\n## s\nt\n") == [("q", answer), ("r", "text"), ("s", "t")]


def test_a_fence_that_is_longer_or_of_another_sign_does_not_close_code() -> None:
    answer = "````\n```\n# a\n~~~~\n````"
    assert texts(f"## q\n{answer}\n## r\n~~~\n# b\n```\n~~~\n") == [("q", answer), ("r", "~~~\n# b\n```\n~~~")]


def test_few_headings_within_answers_do_not_ask_but_are_text() -> None:
    text = "".join(f"## q{n}\nanswer\n" for n in range(5)) + "### Details\nmore\n"
    assert texts(text)[-1] == ("q4", "answer\n### Details\nmore")


def test_half_as_many_headings_within_answers_are_text_and_lose_no_question() -> None:
    assert texts("## a\nx\n## b\ny\n### Details\nz\n") == [("a", "x"), ("b", "y\n### Details\nz")]
    assert unread_lines("## a\nx\n## b\ny\n### Details\nz\n## c\n\n") == [7]


def test_more_than_half_as_many_headings_below_others_ask() -> None:
    text = "## a\n### q\nx\n### r\ny\n## b\nabout b\n## c\nabout c\n## d\nabout d\n"
    assert source(text).details[1] == "Headings of level 3 ask, those above are categories."
    assert unread_lines(text) == [7, 9, 11]


def test_text_below_a_category_and_above_all_headings_is_reported() -> None:
    text = "before\n# Title\nintro\n## Category\nabout it\n```\ncode\n```\n### q\na\n### r\nb\n"
    assert unread_lines(text) == [1, 3, 5, 6, 7, 8]
    assert len(notes(text)) == 2


def test_a_question_without_an_answer_is_reported() -> None:
    found = unread("## a\n## b\nc\n## d\n\n")
    assert [(item.line, item.reason) for item in found] == [
        (1, "The note “a” has no answer."),
        (4, "The note “d” has no answer."),
    ]
    assert unread_lines("# T\n## a\nb\n## c\n---\n## d\n<!-- later -->\n## e\nf\n") == [4, 6]


def test_a_question_twice_is_reported_and_both_lines_are_named() -> None:
    [found] = unread("## a\nb\n## ａ\nc\n")
    assert (found.line, "line 1" in found.reason) == (3, True)


@pytest.mark.parametrize("line", ["#tag", "####### seven", "    # code", r"\# no"])
def test_what_only_looks_like_a_heading_is_text(line: str) -> None:
    assert texts(f"## a\n{line}\nb\n## c\nd\n")[0] == ("a", f"{line}\nb".strip())


def test_comments_are_left_out() -> None:
    assert texts("## a\n<!-- not\nthis -->\nb\n") == [("a", "b")]
    assert len(items("## a\nb\n--> c\n")) == 1
