"""The place of a chart with two axes: marks and grid at the left, the axis, words under it, room between."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.charts.axis import gutter
from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.header import Legend, width_of
from quiz.charts.figure import Role, Tick
from quiz.text import width

_LEAST_PLOT, _APART = 4, 2


@dataclass(frozen=True, slots=True)
class Plot:
    """Where to draw: the first line, how many lines, the first column, how many columns. Line 0 is the header's."""

    top: int
    height: int
    left: int
    columns: int
    has_axis: bool
    has_ticks: bool


def plot_in(canvas: Canvas, marks: Sequence[tuple[float, str]], legend: Legend) -> Plot:
    """Divide the lines below the header: the drawing first, then axis, words and legend as long as it has lines."""
    free = canvas.height - 1
    has_axis, has_ticks, has_legend = free >= 2, free >= 3, bool(legend) and free >= 5
    height = max(0, free - has_axis - has_ticks - has_legend)
    left = gutter(marks) if canvas.columns - gutter(marks) >= _LEAST_PLOT else 0
    if has_legend and width_of(legend) <= canvas.columns:
        canvas.write_spans(min(left, canvas.columns - width_of(legend)), canvas.height - 1, legend)
    return Plot(1, height, left, canvas.columns - left, has_axis, has_ticks)


def write_axis(canvas: Canvas, plot: Plot, marks: Sequence[tuple[float, str]], columns: int) -> None:
    """Write marks with a hairline each, and the axis, over so many columns."""
    top = marks[-1][0]
    lines = {_line_of(plot, value / top): text for value, text in marks if value}
    for line, text in lines.items():
        _write_mark(canvas, plot, line, text)
        canvas.write(plot.left, line, "┈" * columns, Role.HAIRLINE)
    if plot.has_axis:
        _write_mark(canvas, plot, plot.top + plot.height, marks[0][1])
        canvas.write(plot.left, plot.top + plot.height, "▔" * columns, Role.FAINT)


def write_ticks(canvas: Canvas, plot: Plot, ticks: Sequence[Tick], place: Sequence[tuple[int, int]]) -> None:
    """Write words under the axis: each in the middle of its bar, or from its beginning on where it is longer.

    ``place`` has the first column and the width of each bar. The first and the last word come first; what would touch
    another one is left out.
    """
    if not plot.has_ticks:
        return
    taken: list[tuple[int, int]] = []
    for tick in [*ticks[:1], *ticks[:0:-1][:1], *ticks[1:-1]]:
        cells = width(tick.text)
        begin = _begin(plot, place[tick.at], cells) if tick.at < len(place) else -1
        if begin >= plot.left and all(
            begin > last + _APART or begin + cells + _APART <= first for first, last in taken
        ):
            canvas.write(begin, plot.top + plot.height + 1, tick.text, Role.QUIET)
            taken.append((begin, begin + cells - 1))


def _begin(plot: Plot, bar: tuple[int, int], cells: int) -> int:
    first, broad = bar
    return min(plot.left + first + max(0, broad - cells) // 2, plot.left + plot.columns - cells)


def _write_mark(canvas: Canvas, plot: Plot, line: int, text: str) -> None:
    if plot.left:
        canvas.write(plot.left - 1 - width(text), line, text, Role.QUIET)


def _line_of(plot: Plot, fraction: float) -> int:
    """Return the line whose upper edge a value reaches, given as a fraction of the top."""
    return plot.top + plot.height - max(1, -int(-fraction * plot.height // 1))
