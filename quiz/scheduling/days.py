"""Study days: the calendar days of the learner, which begin some hours after midnight."""

from datetime import UTC, date, datetime, timedelta

DEFAULT_DAY_START = timedelta(hours=4)

MOST_OF_A_JOURNEY = timedelta(days=2)
"""How much earlier a study day can be after a journey over the date line, at most."""


def study_day(now: datetime, day_start: timedelta = DEFAULT_DAY_START) -> date:
    """Return the study day of ``now``, an aware datetime in the learner's own time zone.

    A study day begins ``day_start`` after midnight on the learner's clock, 04:00 by default.
    """
    return (now.replace(tzinfo=None) - day_start).date()


def day_end(now: datetime, day_start: timedelta = DEFAULT_DAY_START) -> datetime:
    """Return the instant at which the study day of ``now`` ends, in UTC, at the offset that ``now`` has."""
    following = study_day(now, day_start) + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=now.tzinfo)
    return (midnight + day_start).astimezone(UTC)


def utc_offset(now: datetime) -> int:
    """Return the offset of an aware datetime from UTC in minutes, −1439 to 1439; seconds in it are left out."""
    offset = now.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() / 60)


def is_to_come(day: date | None, today: date) -> bool:
    """Whether a study day that something happened on lies further ahead of today than a journey puts one back.

    Then the clock was ahead, or is behind now. Nobody is two calendar days ahead of somebody else for long, and never
    more: from UTC+14 to UTC−12 it is 26 hours.
    """
    return day is not None and day - today > MOST_OF_A_JOURNEY


def elapsed_days(last: date | None, day: date) -> int:
    """Return the whole days from the study day of the last review to ``day``; never negative, 0 without a review.

    As Anki counts them: the difference of calendar days, whatever the hours. A clock that was put back counts as 0.
    """
    return 0 if last is None else max(0, (day - last).days)
