"""Where in the log something can be, by its time: ids of entries grow with time, see :mod:`quiz.store.log`."""

from datetime import UTC, date, datetime, timedelta

from quiz.store.columns import to_milliseconds
from quiz.store.migrations import DEVICE_BITS

_EARLIEST = timedelta(days=2)
"""How long before the midnight of a study day in UTC an answer of that day may have been given, at most."""

_FIRST, _BEYOND = date(1970, 1, 2), date(2101, 1, 1)
"""A day before everything that was ever stored, and one that nothing that happened reaches."""


def least_id(instant: datetime) -> int:
    """Return the least id that an entry of an instant, or of a later one, can have."""
    return to_milliseconds(instant) << DEVICE_BITS


def least_id_of(day: date) -> int:
    """Return the least id that an entry of a study day, or of a later one, can have, in whatever time zone."""
    kept = within_the_log(day)
    return least_id(datetime(kept.year, kept.month, kept.day, tzinfo=UTC) - _EARLIEST)


def within_the_log(day: date) -> date:
    """Return ``day``, or where it lies before or beyond everything that happened another one that does so, too.

    Instants and ids of 64 bits can be made of it.
    """
    return min(max(day, _FIRST), _BEYOND)
