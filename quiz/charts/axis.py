"""The upright axis of a chart: a round value at its top, marks on it, and how bars stand beside each other."""

from collections.abc import Sequence

from quiz.charts.words import compact, facts, percent
from quiz.locale import _
from quiz.text import width

GUTTER = 7
"""The cells that the marks of an axis take at most, with the space behind them."""

_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8)
_WIDEST_BAR = 8
_INEXACT = 1e-6
"""How far a sum of parts may be from what it should be, as a share of it."""


def plot_columns(columns: int) -> int:
    """Return how many of a room's columns are surely left beside the marks, at least 4."""
    return max(4, columns - GUTTER)


def gutter(marks: Sequence[tuple[float, str]]) -> int:
    """Return the cells that marks take, with the space behind them."""
    return max(width(text) for _value, text in marks) + 1


def rounded_top(highest: float) -> float:
    """Return the least round value that is not below ``highest`` and whose half is whole; 1 where all is 1 or less."""
    if highest <= 1:
        return 1.0
    power = 1
    while True:
        for step in _STEPS:
            half = step * power
            if half == int(half) and 2 * half >= highest:
                return 2.0 * half
        power *= 10


def is_beyond(value: float, top: float) -> bool:
    """Tell whether a value, a sum of parts, lies above the top of an axis."""
    return value > top * (1 + _INEXACT)


def marks(top: float, as_text: str) -> tuple[tuple[float, str], ...]:
    """Return values of the axis with their words, from 0 up; the unit stands at the top one only."""
    if as_text == "percent":
        return (0.0, "0"), (top / 2, str(round(50 * top))), (top, percent(top))
    values = (0.0, top) if top <= 1 else (0.0, top / 2, top)
    words = [compact(value) for value in values]
    if as_text == "minutes":
        words[-1] = _("{number} min").format(number=words[-1])
    elif as_text == "facts":
        words[-1] = facts(words[-1])
    return tuple(zip(values, words, strict=True))


def spacing(bars: int, columns: int) -> tuple[int, int]:
    """Return the width of each of so many bars, and the gap between two, which is 0 where they stand too close.

    A bar of one cell is too thin for a gap as wide as itself, where it can have two cells instead.
    """
    apart = (columns + 1) // max(1, bars) - 1
    if apart > 1:
        return min(_WIDEST_BAR, apart), 1
    together = max(1, columns // max(1, bars))
    return together, int(apart == together)
