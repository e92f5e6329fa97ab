"""Where in the log the entries of a day can be: no answer is missed, wherever it was given."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scheduling.days import study_day
from quiz.store.columns import to_milliseconds
from quiz.store.entries import least_id, least_id_of
from quiz.store.migrations import DEVICE_BITS

OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1), timezones=OFFSETS)  # noqa: DTZ001  given a zone


def id_at(instant: datetime, device: int) -> int:
    """The id of an entry that is made at an instant."""
    return to_milliseconds(instant) << DEVICE_BITS | device


@given(instant=INSTANTS, start=st.integers(0, 23), device=st.integers(0, 2**DEVICE_BITS - 1))
def test_no_entry_of_a_study_day_lies_before_it(instant: datetime, start: int, device: int) -> None:
    entry = id_at(instant, device)
    assert least_id_of(study_day(instant, timedelta(hours=start))) <= entry
    assert least_id(instant) <= entry


@given(instant=INSTANTS, device=st.integers(0, 2**DEVICE_BITS - 1))
def test_what_happened_days_before_is_not_read(instant: datetime, device: int) -> None:
    assert id_at(instant - timedelta(days=5), device) < least_id_of(study_day(instant))
    assert id_at(instant - timedelta(milliseconds=1), device) < least_id(instant)


@pytest.mark.parametrize("day", [date.min, date(1970, 1, 1), date(2101, 1, 1), date.max])
def test_every_day_has_one_that_the_database_can_hold(day: date) -> None:
    assert -(2**63) <= least_id_of(day) < 2**63


def test_a_day_beyond_all_that_happened_has_one_that_no_entry_reaches() -> None:
    assert least_id_of(date.max) > id_at(datetime(2100, 12, 1, tzinfo=UTC), 0)
    assert least_id_of(date.min) < 0
