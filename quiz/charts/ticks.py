"""The words under an axis: as many as fit, at round places."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from quiz.charts.axis import spacing
from quiz.charts.figure import Tick
from quiz.charts.words import month, short_date
from quiz.text import width

Bin = tuple[date, date]
"""The first and the last day of a bar."""

_SOME_DAYS = 60
_MONTHS_APART = (1, 2, 3, 6)
_YEARS_APART = (1, 2, 5, 10, 20, 50)


def of_dates(bins: Sequence[Bin], columns: int) -> tuple[Tick, ...]:
    """Return dates, months or years for bars that hold the days of ``bins``, as fine as ``columns`` allow."""
    if not bins:
        return ()
    step = cells_between(len(bins), columns)
    for ticks in _finer_first(bins):
        if ticks and fits(ticks, step):
            return tuple(ticks)
    return (Tick(0, short_date(bins[0][0])),)


def of_points(days: Sequence[date], columns: int) -> tuple[Tick, ...]:
    """Return dates, months or years for the points of a curve, each of which stands for the days up to its own."""
    before = [days[0] - timedelta(days=1), *days]
    bins = [(earlier + timedelta(days=1), day) for earlier, day in zip(before, days, strict=False)]
    step = columns / max(1, len(days) - 1)
    for ticks in _finer_first(bins):
        if ticks and fits(ticks, step):
            return tuple(ticks)
    return (Tick(0, short_date(days[0])),)


def every(
    words: Sequence[str], columns: int, bars: int | None = None, steps: Sequence[int] = (1, 2, 5, 10, 20, 50)
) -> tuple[Tick, ...]:
    """Return every first, second, fifth … of the words of bars, so many that they do not touch.

    ``bars`` is how many there are where it is more than the words.
    """
    step = cells_between(bars or len(words), columns)
    for apart in steps:
        ticks = [Tick(at, words[at]) for at in range(0, len(words), apart)]
        if fits(ticks, step):
            return tuple(ticks)
    return (Tick(0, words[0]),)


def cells_between(bars: int, columns: int) -> int:
    """Return the distance between the beginnings of two bars, in cells."""
    return sum(spacing(bars, columns))


def fits(ticks: Sequence[Tick], step: float) -> bool:
    """Tell whether words stand apart by two cells or more where bars begin every ``step`` cells."""
    return all((after.at - before.at) * step >= width(before.text) + 2 for before, after in pairwise(ticks))


def _finer_first(bins: Sequence[Bin]) -> Iterator[list[Tick]]:
    if (bins[-1][1] - bins[0][0]).days < _SOME_DAYS:
        yield [Tick(at, short_date(first)) for at, (first, _last) in enumerate(bins)]
        mondays = [Tick(at, short_date(first)) for at, (first, last) in enumerate(bins) if _monday_in(first, last)]
        yield mondays
        yield mondays[::-2][::-1]
    for apart in _MONTHS_APART:
        yield _one_a_bar((at, day) for at, day in _months(bins) if (day.month - 1) % apart == 0)
    for apart in _YEARS_APART:
        yield [Tick(at, str(day.year)) for at, day in _months(bins) if day.month == 1 and day.year % apart == 0]


def _monday_in(first: date, last: date) -> bool:
    return (7 - first.weekday()) % 7 <= (last - first).days


def _months(bins: Sequence[Bin]) -> Iterator[tuple[int, date]]:
    """Yield the first day of each month that begins in a bar, with the number of the bar."""
    for at, (first, last) in enumerate(bins):
        month_begin = first if first.day == 1 else _next_month(first)
        while month_begin <= last:
            yield at, month_begin
            month_begin = _next_month(month_begin)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _one_a_bar(months: Iterable[tuple[int, date]]) -> list[Tick]:
    """Return the last month that begins in each bar; a year goes before months."""
    kept: dict[int, date] = {}
    for at, day in months:
        if at not in kept or kept[at].month != 1:
            kept[at] = day
    return [Tick(at, _month_or_year(day)) for at, day in kept.items()]


def _month_or_year(day: date) -> str:
    return str(day.year) if day.month == 1 else month(day)
