"""Study days: where they begin, in time zones and on days when the clock changes."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scheduling.days import DEFAULT_DAY_START, day_end, elapsed_days, study_day, utc_offset

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (st.integers(-12 * 60, 14 * 60).map(lambda minutes: 60 * minutes) | st.integers(-86399, 86399)).map(
    lambda seconds: timezone(timedelta(seconds=seconds))
)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(3, 59, date(2026, 3, 1)), (4, 0, date(2026, 3, 2)), (23, 59, date(2026, 3, 2)), (0, 0, date(2026, 3, 1))],
)
def test_a_study_day_begins_at_four_in_the_morning(hour: int, minute: int, expected: date) -> None:
    assert study_day(datetime(2026, 3, 2, hour, minute, tzinfo=SHANGHAI)) == expected


def test_the_start_of_the_day_is_a_setting() -> None:
    now = datetime(2026, 3, 2, 5, 30, tzinfo=SHANGHAI)
    assert study_day(now, timedelta(hours=6)) == date(2026, 3, 1)
    assert study_day(now, timedelta(0)) == date(2026, 3, 2)


def test_the_same_instant_is_another_study_day_elsewhere() -> None:
    instant = datetime(2026, 3, 1, 21, 0, tzinfo=UTC)
    assert study_day(instant.astimezone(SHANGHAI)) == date(2026, 3, 2)
    assert study_day(instant.astimezone(ZoneInfo("America/New_York"))) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 23), (date(2026, 3, 29), 24), (date(2026, 10, 24), 25), (date(2026, 10, 25), 24)],
)
def test_a_study_day_is_as_long_as_the_clock_makes_it(day: date, hours: int) -> None:
    begin = datetime(day.year, day.month, day.day, 4, tzinfo=BERLIN)
    assert study_day(begin) == day
    assert day_end(begin) - begin.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_on_which_the_clock_changes_has_its_boundary_at_four_on_the_clock(day: date) -> None:
    boundary = datetime(day.year, day.month, day.day, 4, tzinfo=BERLIN).astimezone(UTC)
    before = (boundary - timedelta(seconds=1)).astimezone(BERLIN)
    assert study_day(before) == day - timedelta(days=1)
    assert study_day(boundary.astimezone(BERLIN)) == day
    assert day_end(before) == boundary


@given(st.datetimes(datetime(1980, 1, 1), datetime(2090, 1, 1)), ZONES)  # noqa: DTZ001  the zone comes from ZONES
def test_a_study_day_ends_when_the_next_begins(naive: datetime, zone: timezone) -> None:
    now = naive.replace(tzinfo=zone)
    end = day_end(now)
    assert now < end <= now + timedelta(days=1)
    assert -1439 <= utc_offset(now) <= 1439
    assert study_day(end.astimezone(zone)) == study_day(now) + timedelta(days=1)
    assert study_day((end - timedelta(microseconds=1)).astimezone(zone)) == study_day(now)


def test_the_end_of_a_day_follows_the_setting() -> None:
    now = datetime(2026, 3, 2, 5, 30, tzinfo=SHANGHAI)
    assert day_end(now, timedelta(hours=6)) == datetime(2026, 3, 2, 6, tzinfo=SHANGHAI)
    assert day_end(now, DEFAULT_DAY_START) == datetime(2026, 3, 3, 4, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [
        (UTC, 0),
        (SHANGHAI, 480),
        (ZoneInfo("America/St_Johns"), -210),
        (timezone(timedelta(hours=-11)), -660),
        (ZoneInfo("Asia/Kathmandu"), 345),
        (timezone(timedelta(hours=5, minutes=53, seconds=28)), 353),
        (timezone(-timedelta(hours=23, minutes=59, seconds=59)), -1439),
    ],
)
def test_the_offset_from_utc_is_in_minutes(zone: timezone | ZoneInfo, minutes: int) -> None:
    assert utc_offset(datetime(2026, 1, 5, 12, tzinfo=zone)) == minutes


def test_elapsed_days_are_calendar_days_and_not_hours() -> None:
    evening = datetime(2026, 3, 1, 22, tzinfo=SHANGHAI)
    morning = datetime(2026, 3, 2, 8, tzinfo=SHANGHAI)
    assert elapsed_days(study_day(evening), study_day(morning)) == 1


def test_two_answers_before_and_after_midnight_lie_on_one_study_day() -> None:
    late = datetime(2026, 3, 1, 23, 50, tzinfo=SHANGHAI)
    assert elapsed_days(study_day(late), study_day(late + timedelta(hours=3))) == 0


def test_a_clock_that_was_put_back_counts_as_no_day() -> None:
    assert elapsed_days(date(2026, 3, 9), date(2026, 3, 2)) == 0


def test_without_a_review_no_day_has_elapsed() -> None:
    assert elapsed_days(None, date(2026, 3, 2)) == 0
