"""What holds for any text that is expected or typed."""

import random
import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from quiz.judging import Answers, Finding, Grade, Others, coverage, is_code, judge_code, judge_name, meaning_parts
from tests.judging.test_judged import JUDGED, MEANINGS, Case, finding, verdict

pytestmark = pytest.mark.no_cover

JUDGES = {"code": judge_code, "name": judge_name}
LETTERS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40)
PRINTABLE = st.text(
    st.characters(exclude_categories=["C"], include_characters="\u200b\u200d\ufe0f"), min_size=1
).filter(lambda text: bool(text.strip()))
ANYTHING = st.text(st.characters(exclude_categories=[]))
SPACES = st.lists(st.sampled_from(["", "", "", " ", "\t", "\u3000", "\u00a0", "\n"]), min_size=41, max_size=41)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
TO_TRADITIONAL = OpenCC("s2t")
HAN = "请求已经收下处理还没完成最终可能失败资源方法协议服务器客户端缓存条件头应让变后发网关错误乐观锁"
FLOODS = [
    "a" + "\u0300\u0323" * 5_000,
    "\ufdfa" * 10_000,
    "\ud800" * 10_000,
    "\x00" * 10_000,
    "(" * 10_000,
    "a (b " * 2_000,
    "a, " * 3_333,
    ". " * 5_000,
    "不" * 10_000,
    "请求和" * 3_333,
    "words and " * 1_000,
    "".join(f"word{chr(97 + number % 26)}{number:x}x, " for number in range(1_000)),
    "".join(map(chr, random.Random(6).choices(range(sys.maxunicode + 1), k=10_000))),
]


def judged(kind: str, typed: str, expected: str, *others: str) -> Finding:
    known = [Answers(number, (text,)) for number, text in enumerate(others, 2)]
    return JUDGES[kind](typed, Answers(1, (expected,)), Others(known))


def spaced(text: str, spaces: list[str]) -> str:
    """Put white space before every character and at the end."""
    return "".join(space + character for space, character in zip(spaces, [*text, ""], strict=False))


@given(PRINTABLE, PRINTABLE)
@pytest.mark.parametrize("kind", JUDGES)
def test_an_exact_answer_is_always_right(kind: str, text: str, other: str) -> None:
    assert judged(kind, text, text, other) == Finding(Grade.RIGHT, text)


@given(LETTERS, SPACES)
@pytest.mark.parametrize("kind", JUDGES)
def test_white_space_anywhere_never_makes_an_answer_wrong(kind: str, text: str, spaces: list[str]) -> None:
    assert judged(kind, spaced(text, spaces), text).grade is Grade.RIGHT


@given(LETTERS.filter(lambda text: text.swapcase().casefold() == text.casefold()))
@pytest.mark.parametrize("kind", JUDGES)
def test_case_never_makes_an_answer_wrong(kind: str, text: str) -> None:
    assert judged(kind, text.swapcase(), text).grade is Grade.RIGHT


@given(ANYTHING, ANYTHING, ANYTHING)
@pytest.mark.parametrize("kind", JUDGES)
def test_any_text_is_judged_and_a_wrong_one_names_only_another_note(
    kind: str, typed: str, expected: str, other: str
) -> None:
    found = judged(kind, typed, expected, other, expected)
    assert found.expected == expected
    assert found.other in (None, 2, 3)
    assert found.grade is Grade.WRONG or found.other is None


@pytest.mark.parametrize("flood", FLOODS, ids=range(len(FLOODS)))
def test_no_text_of_ten_thousand_characters_crashes_or_hangs(flood: str) -> None:
    others = Others([Answers(number, (flood[number:],)) for number in range(2, 12)])
    for judge in JUDGES.values():
        assert judge(flood, Answers(1, (flood,)), others).grade is Grade.RIGHT
        assert judge(flood, Answers(1, ("mutex",)), others).grade is Grade.WRONG
        assert judge("mutex", Answers(1, (flood,)), others).grade is Grade.WRONG
    assert is_code(flood) in (True, False)
    parts = meaning_parts(flood, flood)
    assert "".join(part.text for part in parts) == flood
    assert all(part.there for part in parts)
    assert not any(part.there for part in meaning_parts("mutex", flood))


@given(ANYTHING, ANYTHING)
def test_the_parts_of_a_meaning_are_the_expected_text(typed: str, expected: str) -> None:
    parts = meaning_parts(typed, expected)
    assert "".join(part.text for part in parts) == expected
    assert 0 <= coverage(parts) <= 1
    assert is_code(expected) in (True, False)


WORDS = st.sampled_from(
    [
        "not",
        "server",
        "servers",
        "waiting",
        "and",
        "the",
        "client",
        "or",
        "不",
        "请求",
        "没有",
        "的",
        "POST",
        "(",
        ")",
        "1.1",
    ]
)
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from([" ", ", ", "，", "; ", "。", ""]))).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)


@settings(max_examples=300)
@given(SENTENCES | ANYTHING)
def test_all_parts_are_there_when_all_was_typed(text: str) -> None:
    assert all(part.there for part in meaning_parts(text, text))


@given(SENTENCES)
def test_no_part_with_content_is_there_when_nothing_was_typed(text: str) -> None:
    assert coverage(meaning_parts("", text)) == 0


@pytest.mark.parametrize("expected", sorted({case.expected for case in MEANINGS}))
@given(rng=st.randoms(use_true_random=False))
def test_the_order_of_the_clauses_does_not_matter(expected: str, rng: random.Random) -> None:
    clauses = [part.text.strip(" ，。,.;；:：（）()、") for part in meaning_parts("", expected)]
    rng.shuffle(clauses)
    assert all(part.there for part in meaning_parts("; ".join(clauses), expected))


@pytest.mark.parametrize("case", MEANINGS, ids=lambda case: case.typed)
@pytest.mark.parametrize("change", [str.upper, TO_TRADITIONAL.convert, lambda text: text.translate(WIDE)])
def test_case_width_and_traditional_characters_change_no_part(case: Case, change: Callable[[str], str]) -> None:
    assert meaning_parts(change(case.typed), case.expected) == meaning_parts(case.typed, case.expected)


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: f"{case.expected}-{case.typed}")
def test_width_changes_no_verdict(case: Case) -> None:
    found, _expected, others = finding(case._replace(typed=case.typed.translate(WIDE)))
    assert verdict(found, others) == case.verdict


@pytest.mark.parametrize("case", [case for case in JUDGED if case.kind == "name"], ids=lambda case: case.typed)
def test_traditional_characters_change_no_verdict_of_a_name(case: Case) -> None:
    found, _expected, others = finding(case._replace(typed=TO_TRADITIONAL.convert(case.typed)))
    assert verdict(found, others) == case.verdict


@given(st.text(HAN, min_size=1, max_size=30), st.text(HAN, min_size=1, max_size=30))
@example("还", "还")
def test_traditional_characters_change_nothing_in_any_words(typed: str, expected: str) -> None:
    traditional = TO_TRADITIONAL.convert(typed)
    assert judged("name", traditional, expected) == judged("name", typed, expected)
    assert meaning_parts(traditional, expected) == meaning_parts(typed, expected)


@given(st.lists(LETTERS, min_size=2, max_size=6, unique=True), st.data())
def test_what_was_typed_is_never_both_right_and_a_confusion(names: list[str], data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(names))
    notes = [Answers(number, (name,)) for number, name in enumerate(names, 1)]
    for judge in JUDGES.values():
        found = judge(typed, notes[0], Others(notes))
        assert (found.grade is Grade.RIGHT) == (found.other is None)
        assert judge(typed, notes[0], Others(notes), right_too=range(1, 10)).grade is Grade.RIGHT


@given(LETTERS, LETTERS)
def test_the_note_that_is_asked_is_not_among_its_others(typed: str, name: str) -> None:
    asked = Answers(1, (name,))
    for judge in JUDGES.values():
        assert judge(typed, asked, Others([asked])) == judge(typed, asked, Others([]))
