"""Periods of study days, and days joined to weeks and months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from quiz.errors import QuizError
from quiz.locale import _, mark

PERIODS: dict[str, tuple[str, int]] = {
    "1m": (mark("1 month"), 30),
    "3m": (mark("3 months"), 90),
    "1y": (mark("1 year"), 365),
    "all": (mark("all"), 0),
}
"""The periods that can be chosen: what each is called, and its days, today included, as in Anki; 0 for all."""

UNITS = ("day", "week", "month")
"""What days are joined to."""

_UNIT_OF = {"1m": "day", "3m": "week", "1y": "month", "all": "month"}
_DAY = timedelta(days=1)
_LONG_DAYS, _LONG_WEEKS = 62, 26


@dataclass(frozen=True, slots=True)
class Period:
    """Study days up to today: from ``start`` on, or all. ``unit`` is what its days are joined to."""

    name: str
    start: date | None
    unit: str

    def holds(self, day: date) -> bool:
        """Tell whether a study day lies in it."""
        return self.start is None or day >= self.start

    def days(self, today: date) -> int | None:
        """Return how many days it has, today included; none for all."""
        return None if self.start is None else (today - self.start).days + 1


def named(name: str, today: date, unit: str = "") -> Period:
    """Return one of :data:`PERIODS` as of today. Raises :class:`QuizError` for another name or unit."""
    if name not in PERIODS:
        raise QuizError(
            _("There is no period “{name}”.").format(name=name),
            _("Periods are {names}.").format(names=", ".join(PERIODS)),
        )
    days = PERIODS[name][1]
    return Period(name, today - timedelta(days=days - 1) if days else None, _checked(unit) or _UNIT_OF[name])


def since(start: date, today: date, unit: str = "") -> Period:
    """Return the period from a study day on. Raises :class:`QuizError` for one that is not over or begun yet."""
    if start > today:
        raise QuizError(
            _("{day} lies in the future.").format(day=start.isoformat()), _("Name today or a day before it.")
        )
    length = (today - start).days + 1
    usual = "day" if length <= _LONG_DAYS else "week" if length <= _LONG_WEEKS * 7 else "month"
    return Period("since", start, _checked(unit) or usual)


def _checked(unit: str) -> str:
    if unit and unit not in UNITS:
        raise QuizError(
            _("There is no unit “{name}”.").format(name=unit), _("Units are {names}.").format(names=", ".join(UNITS))
        )
    return unit


@dataclass(frozen=True, slots=True)
class Bin:
    """Some days in a row, the first and the last of them included."""

    start: date
    end: date


def bins(first: date, last: date, unit: str) -> list[Bin]:
    """Return the days, weeks (from Monday) or months from one day to another; the outer ones may be shorter."""
    together = (list(days) for _first, days in groupby(_days(first, last), lambda day: bin_of(day, unit)))
    return [Bin(days[0], days[-1]) for days in together]


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def bin_of(day: date, unit: str) -> date:
    """Return the first day of the day, week or month that a day lies in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day
