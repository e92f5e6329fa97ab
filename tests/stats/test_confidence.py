"""How sure a share is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.stats.confidence import retention, wilson


@pytest.mark.parametrize(
    ("right", "answers", "low", "high"),
    # From Newcombe (1998), table I: the score interval without continuity correction.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(right: int, answers: int, low: float, high: float) -> None:
    assert wilson(right, answers) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda answers: st.tuples(st.integers(0, answers), st.just(answers))))
def test_the_share_lies_within_its_interval(drawn: tuple[int, int]) -> None:
    right, answers = drawn
    low, high = wilson(right, answers)
    assert 0 <= low <= right / answers <= high <= 1
    assert wilson(right * 4, answers * 4)[1] - wilson(right * 4, answers * 4)[0] < high - low


def test_without_answers_there_is_no_share() -> None:
    assert retention(0, 0) == {"answers": 0, "right": 0, "retention": None, "low": None, "high": None}
    assert retention(9, 10)["retention"] == 0.9
