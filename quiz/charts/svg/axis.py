"""The upright axis of a chart, with its marks and the lines of the grid: the same marks as in the drawing as text."""

from dataclasses import dataclass

from quiz.charts.axis import marks, rounded_top
from quiz.charts.svg.lettering import length
from quiz.charts.svg.look import SMALL
from quiz.charts.svg.pen import Pen
from quiz.charts.words import facts, number, percent
from quiz.locale import _


def said(value: float, as_text: str) -> str:
    """Return a value in words. ``as_text`` is ``number``, ``minutes``, ``facts`` or ``percent``."""
    match as_text:
        case "percent":
            return percent(value)
        case "minutes":
            return _("{number} min").format(number=number(value))
        case "facts":
            return facts(number(value))
    return number(value)


@dataclass(frozen=True, slots=True)
class Axis:
    """An upright axis from 0 to ``top``, between the heights ``upper`` and ``lower`` of a sheet."""

    top: float
    upper: float
    lower: float

    def y(self, value: float) -> float:
        """Return where a value is on the sheet."""
        return self.lower - (self.lower - self.upper) * min(max(value, 0.0), self.top) / self.top


def draw_axis(pen: Pen, highest: float, as_text: str, top: float) -> tuple[Axis, Pen]:
    """Draw an axis that reaches at least up to ``highest``, and its grid.

    Return it with a pen for the place at its right.
    """
    axis = Axis(rounded_top(highest), top, top + _height(pen.room))
    words = marks(axis.top, as_text)
    gutter = max(length(word, SMALL) for _value, word in words)
    plot = Pen(pen.left + gutter + 8, pen.right, pen.ids, pen.sheet)
    for value, word in words:
        y = axis.y(value)
        pen.text(pen.left + gutter, y + 4, word, "label", anchor="end", room=gutter)
        if value:
            plot.line((plot.left, y), (plot.right, y), "grid")
    return axis, plot


def _height(room: float) -> float:
    """Return how high a chart of a width is, without its ticks: lying, and neither flat nor tall."""
    return min(max(room * 0.38, 110.0), 220.0)
