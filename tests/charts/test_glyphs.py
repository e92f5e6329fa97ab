"""Drawings in ASCII keep their width, and what differs in them still differs."""

from collections.abc import Callable

import pytest

from quiz.charts.cells.header import HEAT_LOOKS, PART_LOOKS, SHARE_LOOKS
from quiz.charts.cells.heat import CLOSE_MARK
from quiz.glyphs import chart_in_ascii, in_ascii
from quiz.text import width

DRAWN = "━═─╌┈│┊╋╺▸◆▌→▾↓·…▁▃▅▇█▔✓✗≈↵←↑×–"


@pytest.mark.parametrize("change", [in_ascii, chart_in_ascii])
def test_glyphs_become_ascii_of_the_same_width(change: Callable[[str], str]) -> None:
    shown = change(DRAWN)
    assert shown.isascii()
    assert len(shown) == width(DRAWN)
    assert change("状态码 404，没有找到") == "状态码 404，没有找到"


def test_half_a_block_is_a_height_in_charts_and_an_edge_elsewhere() -> None:
    assert in_ascii("▄") == " "
    assert chart_in_ascii("▁▂▃▄▅▆▇█") == "::++**##"
    assert chart_in_ascii("⠛⣀▲") == "**^"


@pytest.mark.parametrize("looks", [PART_LOOKS, SHARE_LOOKS, HEAT_LOOKS])
def test_looks_differ_in_ascii(looks: tuple[tuple[str, object], ...]) -> None:
    assert len({chart_in_ascii(glyph) for glyph, _role in looks}) == len(looks)


def test_parts_are_not_taken_for_heights() -> None:
    assert not {chart_in_ascii(glyph) for glyph, _role in PART_LOOKS[1:]} & set(chart_in_ascii("▁▂▃▄▅▆▇█"))


def test_the_picked_day_is_not_taken_for_a_level() -> None:
    assert chart_in_ascii(CLOSE_MARK) == "@"
    assert chart_in_ascii(CLOSE_MARK) not in {chart_in_ascii(glyph) for glyph, _role in HEAT_LOOKS}
