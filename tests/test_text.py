"""What text may be stored, and that shown text does nothing to a terminal."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.text import (
    MOST_MARKS,
    all_storable,
    compatible,
    folded,
    is_forbidden,
    literal,
    one_line,
    padded,
    storable,
    storable_line,
    too_many_marks,
    trimmed,
    width,
)


@given(st.text())
def test_stored_text_is_nfc_trimmed_and_stays_as_it_is_when_stored_again(text: str) -> None:
    try:
        stored = storable(text)
    except QuizError:
        assert any(is_forbidden(character) for character in text.replace("\r", "\n"))
        return
    assert stored == storable(stored) == unicodedata.normalize("NFC", stored) == stored.strip()


@given(st.lists(st.text() | st.text("a é\u0301\u0300中，　\t\r\n\x00\ud800", max_size=50), max_size=4))
def test_texts_are_stored_together_as_each_is_stored_alone(texts: list[str]) -> None:
    def stored(store: Callable[[], list[str]]) -> list[str] | str:
        try:
            return store()
        except QuizError as error:
            return error.message

    alone = stored(lambda: [storable(text, f"place {number}") for number, text in enumerate(texts)])
    assert stored(lambda: all_storable(texts, [f"place {number}" for number in range(len(texts))])) == alone


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x1c", "\x0b", "\x7f", "\x85", "\x9b", "\ud800"])
def test_a_control_character_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(QuizError) as caught:
        storable(f"ab{character}", "Line 3, meaning")
    assert "Line 3, meaning" in caught.value.message
    assert "character 3 is" in caught.value.message
    assert f"U+{ord(character):04X}" in caught.value.message


def test_line_ends_become_lf_and_tabs_stay() -> None:
    assert storable(" a\r\nb\rc\td ") == "a\nb\nc\td"


def test_a_line_break_is_refused_where_one_line_belongs() -> None:
    assert storable_line(" a\n") == "a"
    with pytest.raises(QuizError, match="key: there is a line break"):
        storable_line("a\nb", "key")


def test_trimming_keeps_control_characters_to_be_refused_later() -> None:
    assert trimmed("　\t a b\u00a0\n") == "a b"
    assert trimmed(" \x1c\x0b ") == "\x1c\x0b"


def test_full_width_and_case_make_no_difference_to_a_search() -> None:
    assert compatible("　４０４ ") == "404"
    assert folded("ＨＴＴＰ Straße") == "http strasse"


@given(st.text() | st.text("aAß=．，：；？！（）％～　e\u0301\u0338ﬁ中", max_size=50))
def test_text_for_searching_is_what_unicode_says(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFKC", text).casefold()


@given(st.lists(st.tuples(st.sampled_from("a中\u0301\u0345\u200d"), st.integers(1, 2 * MOST_MARKS)), max_size=5))
def test_too_many_marks_in_a_row_are_found_wherever_they_stand(runs: list[tuple[str, int]]) -> None:
    text = "".join(character * count for character, count in runs)
    runs_of_marks = (
        place
        for place in range(MOST_MARKS, len(text))
        if all(map(unicodedata.combining, text[place - MOST_MARKS : place + 1]))
    )
    assert too_many_marks(text) == next(runs_of_marks, None)


@given(st.text())
def test_shown_text_has_no_control_character_and_none_that_turns_the_direction(text: str) -> None:
    shown = literal(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") and character != "\n" for character in shown)
    assert not any(unicodedata.bidirectional(character) in ("LRO", "RLO", "LRE", "RLE", "PDF") for character in shown)
    assert "\n" not in one_line(text)


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202eabc", "\u2066", "\r", "\x9b1m", "\u200f", "\udc80"])
def test_what_would_harm_a_terminal_is_shown_as_a_replacement_character(text: str) -> None:
    assert literal(text)[0] == "\ufffd"


def test_markup_is_shown_as_it_is_written() -> None:
    assert literal("[/x] [b]") == "[/x] [b]"


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("abc", 3), ("状态码", 6), ("ＡＢ", 4), ("e\u0301", 1), ("a\u200bb", 2)]
)
def test_wide_characters_take_two_cells_and_combining_ones_none(text: str, cells: int) -> None:
    assert width(text) == cells


def test_padding_counts_cells_and_never_cuts() -> None:
    assert padded("状态", 6) == "状态  "
    assert padded("状态码", 4) == "状态码"


def test_a_storm_of_combining_characters_is_refused_and_thirty_are_stored() -> None:
    assert storable("e" + "\u0323" * 30).startswith("\u1eb9")
    with pytest.raises(QuizError, match="more than 30 combining characters"):
        storable("e" + "\u0323" * 100_000, "meaning")
