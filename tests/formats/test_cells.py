"""Cells that a spreadsheet would compute are made harmless, and any text reads back equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats.cells import guarded, unguarded

_SIGNS = st.sampled_from([*"=+-@＝＋－＠'\"\t\r\n \u3000\ufeff", "1", "a", "-5"])


@pytest.mark.no_cover
@given(st.one_of(st.text(), st.lists(_SIGNS, max_size=6).map("".join)))
def test_any_text_reads_back_equal(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\t=1",
        "\tx",
        "\rx",
        " =1",
        "\u3000=1",
        '"=1',
        "'=1",
        "- x",
    ],
)
def test_a_cell_that_looks_like_a_formula_is_made_harmless(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a", "1=1", "-5", "-3.14", "'", "'a", "a-b", "«=»", "5-3", "'-5'x"])
def test_a_cell_that_is_no_formula_stays_and_so_does_a_negative_number(cell: str) -> None:
    assert guarded(cell) == (cell if cell != "'-5'x" else "''-5'x")
