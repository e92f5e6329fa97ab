"""Lines of cells: Chinese and Latin mixed, punctuation where it belongs, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import wrapping
from quiz.text import width
from quiz.wrapping import cut, wrapped

MIXED = st.text(alphabet=st.sampled_from("ab 中文，。（）“”1.\u0301é"), max_size=80)


def test_latin_words_stay_whole_and_chinese_fills_the_line() -> None:
    text = "服务器同意按 Upgrade 请求头的要求改用另一种协议。"
    assert wrapped(text, 20) == ["服务器同意按 Upgrade", "请求头的要求改用另一", "种协议。"]


@pytest.mark.parametrize("mark", "，。、；：？！）》」")
def test_closing_punctuation_never_begins_a_line(mark: str) -> None:
    assert wrapped(f"一二三四五{mark}六", 10) == ["一二三四", f"五{mark}六"]


def test_opening_punctuation_never_ends_a_line() -> None:
    assert wrapped("一二三四（五六）", 10) == ["一二三四", "（五六）"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_line_breaks_of_the_text_stay() -> None:
    assert wrapped("a\n\nb", 10) == ["a", "", "b"]


@given(MIXED, st.integers(2, 30))
def test_no_line_is_wider_and_no_character_is_lost(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(MIXED, st.integers(1, 30))
def test_a_cut_text_fits_and_says_that_something_is_missing(text: str, cells: int) -> None:
    shown = cut(text, cells)
    assert width(shown) <= cells
    assert shown == text or shown.endswith("…")


@pytest.mark.parametrize("line", ["é" * (1 << 19), "字" * (1 << 18), "a b " * (1 << 18), " " * (1 << 20)])
def test_a_line_of_a_mebibyte_is_broken_without_looking_at_its_rest_again_and_again(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0

    def counted(text: str) -> int:
        nonlocal looked_at
        looked_at += len(text)
        return width(text)

    monkeypatch.setattr(wrapping, "width", counted)
    lines = wrapping.wrapped(line, 60)
    assert all(width(each) <= 60 for each in lines)
    assert "".join("".join(lines).split()) == "".join(line.split())
    assert looked_at < 8 * len(line)
    assert wrapping.wrapped(line, 60, most=3) == lines[:3]
