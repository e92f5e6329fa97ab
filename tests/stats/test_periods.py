"""Periods, and days joined to weeks and months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.stats import periods
from quiz.stats.periods import PERIODS, UNITS, Bin, bin_of, bins

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("name", "first", "unit"),
    [("1m", date(2026, 2, 3), "day"), ("3m", date(2025, 12, 5), "week"), ("1y", date(2025, 3, 5), "month")],
)
def test_a_period_has_so_many_days_with_today(name: str, first: date, unit: str) -> None:
    period = periods.named(name, TODAY)
    assert (period.start, period.unit) == (first, unit)
    assert period.holds(first)
    assert not period.holds(first - timedelta(days=1))
    assert period.days(TODAY) == PERIODS[name][1]


def test_all_has_every_day() -> None:
    period = periods.named("all", TODAY)
    assert period.holds(date(1970, 1, 1))
    assert period.days(TODAY) is None


@pytest.mark.parametrize(("days", "unit"), [(1, "day"), (62, "day"), (63, "week"), (182, "week"), (183, "month")])
def test_a_period_since_a_day_is_joined_by_its_length(days: int, unit: str) -> None:
    period = periods.since(TODAY - timedelta(days=days - 1), TODAY)
    assert (period.days(TODAY), period.unit) == (days, unit)


def test_the_unit_can_be_chosen() -> None:
    assert periods.named("1y", TODAY, "week").unit == periods.since(TODAY, TODAY, "week").unit == "week"


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(QuizError, match="no period"):
        periods.named("2m", TODAY)
    with pytest.raises(QuizError, match="no unit"):
        periods.named("1m", TODAY, "hour")
    with pytest.raises(QuizError, match="future"):
        periods.since(TODAY + timedelta(days=1), TODAY)


def test_weeks_begin_on_monday_and_the_outer_ones_may_be_shorter() -> None:
    assert bins(date(2026, 2, 20), TODAY, "week") == [
        Bin(date(2026, 2, 20), date(2026, 2, 22)),
        Bin(date(2026, 2, 23), date(2026, 3, 1)),
        Bin(date(2026, 3, 2), TODAY),
    ]


def test_months_are_those_of_the_calendar() -> None:
    assert bins(date(2024, 2, 28), date(2024, 3, 1), "month") == [
        Bin(date(2024, 2, 28), date(2024, 2, 29)),
        Bin(date(2024, 3, 1), date(2024, 3, 1)),
    ]


@given(st.dates(date(1999, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.sampled_from(UNITS))
def test_every_day_lies_in_one_bin(first: date, length: int, unit: str) -> None:
    last = first + timedelta(days=length)
    found = bins(first, last, unit)
    assert (found[0].start, found[-1].end) == (first, last)
    assert all(before.end + timedelta(days=1) == after.start for before, after in pairwise(found))
    assert all(bin_of(one.start, unit) == bin_of(one.end, unit) for one in found)
    assert len({bin_of(one.start, unit) for one in found}) == len(found)
