"""Blocks of questions and answers, as people have them in Markdown."""

import pytest

from tests.formats.reading import categories, notes, source, texts, unread, unread_lines


@pytest.mark.parametrize(
    "text",
    [
        "Q: What?\nA: That.\n",
        "Q：What?\nA：That.\n",
        "问：What?\n答：That.\n",
        "问题: What?\n答案: That.\n",
        "Question: What?\nAnswer: That.\n",
        "question: What?\nANSWER: That.\n",
        "q: What?\na: That.\n",
        "q: What?\nA: That.\n",
        "Q: What?\na: That.\n",
        "**q1:** What?\n- a1: That.\n",
        "q：What?\na：That.\n",
        "**Q:** What?\n**A:** That.\n",
        "**Q**: What?\n**A**: That.\n",
        "__Q: What?__\n\nA: That.\n",
        "**Question 1:** What?\n\n**Answer 1:** That.\n",
        "Q1: What?\nA1: That.\n",
        "- Q: What?\n- A: That.\n",
        "### Q: What?\n\nA: That.\n",
        "   Q:What?\n   A:That.\n",
    ],
)
def test_the_signs_have_many_forms(text: str) -> None:
    assert texts(text) == [("What?", "That.")]
    assert source(text).dialect == "blocks of “Q:” and “A:”"


def test_only_the_answer_is_asked_for_as_it_may_be_long() -> None:
    [kind] = source("Q: a\nA: b\n").draft.types
    assert (kind.fields, kind.key_field) == (("question", "answer"), "question")
    assert [(direction.prompt, direction.answer) for direction in kind.directions] == [(("question",), ("answer",))]


def test_a_question_of_several_lines_is_put_into_one() -> None:
    assert texts("Q: What\n  is\n\nthis?\nA: x\n") == [("What is this?", "x")]


def test_an_answer_goes_on_over_blank_lines_until_the_next_question() -> None:
    text = "Q: a\nA: one\n\n  two\n\n```\nQ: not a question\n---\n```\n- Note: x, y\n\nQ: b\nA:\nthree\n"
    assert texts(text) == [
        ("a", "one\n\n  two\n\n```\nQ: not a question\n---\n```\n- Note: x, y"),
        ("b", "three"),
    ]


def test_a_second_answer_goes_on_with_the_first() -> None:
    assert texts("Q: a\nA: one\nA: two\n") == [("a", "one\ntwo")]


def test_a_small_q_begins_a_question_among_others_with_a_large_one() -> None:
    text = "Q: first\nA: one\n\nQ: second\nA: two\n\nq: third\na: three\na: more\n"
    assert texts(text) == [("first", "one"), ("second", "two"), ("third", "three\nmore")]


def test_choices_below_a_question_or_in_an_answer_are_kept_as_text() -> None:
    text = "Q: Which?\na: red\nb: blue\nA: both:\na: red\nb: blue\nQ: And?\nA: x\n"
    assert texts(text) == [("Which? a: red b: blue", "both:\na: red\nb: blue"), ("And?", "x")]


def test_what_only_looks_like_a_choice_is_the_answer_with_the_lines_below_it() -> None:
    assert texts("Q: What\nis it?\na: that\n\n  this\na: those\n") == [("What is it?", "that\n\n  this\na: those")]


def test_a_line_of_hyphens_ends_a_block() -> None:
    text = "Q: a\nA: b\n---\nnot part of it\n\nQ: c\nA: d\n-----\n"
    assert unread_lines(text) == [4]
    assert [note.fields["answer"] for note in notes(text)] == ["b", "d"]


def test_headings_end_a_block_and_are_categories() -> None:
    text = "# Deck\n## One\nQ: a\nA: b\n## Two\nQ: c\nA: d\n"
    assert [(note.fields["answer"], note.category) for note in notes(text)] == [("b", "One"), ("d", "Two")]
    assert [category.code for category in categories(text)] == ["One", "Two"]
    assert source(text).draft.name == "Deck"


def test_a_question_without_an_answer_and_an_answer_without_a_question_are_reported() -> None:
    text = "A: stray\n\nQ: a\nQ: b\nA: c\n---\nA: stray\nQ: d\n"
    assert unread_lines(text) == [1, 3, 7, 8]
    assert "answer" in unread(text)[1].reason


def test_a_question_twice_is_reported_and_both_lines_are_named() -> None:
    [found] = unread("Q: a\nA: b\nQ: ａ\nA: c\n")
    assert (found.line, "line 1" in found.reason) == (3, True)
