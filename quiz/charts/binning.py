"""Putting values together so that no more bars are drawn than fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quiz.charts.ticks import Bin

Row = Mapping[str, Any]

_ROUND = (1, 2, 5, 10, 15, 20, 25, 30, 50, 60, 90, 100, 150, 200, 300, 500)
_MOST_BARS = 40
_SHOWN = 0.95


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of days put together: the days of each bar, its rows, and how many rows a whole bar has."""

    bins: tuple[Bin, ...]
    rows: tuple[tuple[Row, ...], ...]
    together: int

    def sums(self, *names: str) -> tuple[float, ...]:
        """Return for each bar the sum of some figures of its rows."""
        return tuple(float(sum(row[name] for row in rows for name in names)) for rows in self.rows)


def spans(rows: Sequence[Row], most: int, *, whole_last: bool = False) -> Spans:
    """Put neighbouring rows with ``start`` and ``end`` together until there are at most ``most`` bars.

    The first bar is whole and the last one may be shorter, or the other way round with ``whole_last``.
    """
    together = max(1, -(-len(rows) // max(1, most)))
    short = len(rows) % together if whole_last else 0
    begins = [*([0] if short else []), *range(short, len(rows), together)]
    groups = [tuple(rows[first:after]) for first, after in zip(begins, [*begins[1:], len(rows)], strict=False)]
    days = [(date.fromisoformat(group[0]["start"]), date.fromisoformat(group[-1]["end"])) for group in groups]
    return Spans(tuple(days), tuple(groups), together)


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many there are of each size: ``bins[i]`` counts sizes from ``i * step`` on, below ``(i + 1) * step``.

    With ``open_end`` the last bar counts everything from its beginning on.
    """

    step: int
    bins: tuple[int, ...]
    open_end: bool

    def starts(self) -> tuple[int, ...]:
        """Return the least size of each bar."""
        return tuple(number * self.step for number in range(len(self.bins)))


def histogram(sizes: Iterable[tuple[int, int]], columns: int) -> Histogram:
    """Count sizes, given as (size, how many), in bars of a round width, the largest twentieth in one bar at the end."""
    counted = sorted((size, many) for size, many in sizes if many)
    most = max(2, min(_MOST_BARS, (columns + 1) // 2))
    reach = _reach(counted)
    step = next((step for step in _ROUND if reach // step + 1 <= most - 1), 0) or -(-(reach + 1) // (most - 1))
    last = reach // step + 1
    bins = [0] * (last + 1)
    for size, many in counted:
        bins[min(size // step, last)] += many
    return Histogram(step, tuple(bins), True) if bins[last] else Histogram(step, tuple(bins[:last]), False)


def _reach(counted: Sequence[tuple[int, int]]) -> int:
    """Return the size that all but the largest twentieth do not exceed."""
    rest = _SHOWN * sum(many for _size, many in counted)
    for size, many in counted:
        rest -= many
        if rest <= 0:
            return size
    return 0


def percents(rows: Iterable[Row], amount: str, columns: int) -> tuple[int, ...]:
    """Count rows with a ``percent`` from 0 to 99 in bars of 5, 10, 20 or 50 percent, as many as fit."""
    step = next(step for step in (5, 10, 20, 50) if 2 * (100 // step) - 1 <= columns or step == 50)
    bins = [0] * (100 // step)
    for row in rows:
        bins[min(len(bins) - 1, row["percent"] // step)] += row[amount]
    return tuple(bins)
