"""Items that are read a part at a time."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz import portions as module
from quiz.portions import portions


def length(texts: list[str]) -> int:
    return sum(map(len, texts))


@given(st.lists(st.text(max_size=30), max_size=80), st.integers(1, 50), st.integers(1, 200))
def test_all_items_come_in_order_in_portions_that_are_bounded(texts: list[str], most: int, characters: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_CHARACTERS", characters)

        found = list(portions(texts, most, length))
    assert [text for portion in found for text in portion] == texts
    for portion in found:
        assert 0 < len(portion) <= most
        assert length(portion[: len(portion) // 2]) < characters
    for portion in found[:-1]:
        assert len(portion) == most or length(portion) >= characters


def test_no_more_is_read_than_a_portion_needs() -> None:
    read = []

    def items() -> Iterator[str]:
        for number in range(1000):
            read.append(number)
            yield "x" * (1 << 20)

    assert len(next(portions(items(), 500, length))) == len(read) < 60
