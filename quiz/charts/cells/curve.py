"""A line in braille dots, two dots thick: two columns and four rows of dots a cell."""

from collections.abc import Iterator

from quiz.charts.axis import marks
from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.plot import Plot, plot_in, write_axis, write_ticks
from quiz.charts.figure import Curve, Role

_BRAILLE = 0x2800
# The bits of the dots of a cell, by row from above and by column (Unicode 15, block Braille Patterns).
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def write_curve(canvas: Canvas, curve: Curve) -> None:
    """Write a curve below the header."""
    axis = marks(curve.top, curve.as_text)
    plot = plot_in(canvas, axis, ())
    write_axis(canvas, plot, axis, plot.columns)
    for (column, line), bits in _dots(curve, plot).items():
        canvas.write(plot.left + column, plot.top + line, chr(_BRAILLE + bits), Role.DATA)
    write_ticks(canvas, plot, curve.ticks, [(column, 1) for column in _columns(len(curve.values), plot.columns)])


def _columns(points: int, columns: int) -> list[int]:
    """Return the column of each point; a single one stands at the end."""
    if points == 1:
        return [columns - 1]
    return [round(at / (points - 1) * (columns - 1)) for at in range(points)]


def _dots(curve: Curve, plot: Plot) -> dict[tuple[int, int], int]:
    """Return the bits of each cell of the plot that the curve goes through."""
    rows = 4 * plot.height
    cells: dict[tuple[int, int], int] = {}
    before: int | None = None
    for x, value in enumerate(_interpolated(curve, 2 * plot.columns)):
        if value is None or not rows:
            before = None
            continue
        y = round(min(max(value / curve.top, 0.0), 1.0) * (rows - 1))
        for dot in _thick(y, y if before is None else before, rows):
            line, row = divmod(rows - 1 - dot, 4)
            cells[x // 2, line] = cells.get((x // 2, line), 0) | _BITS[row][x % 2]
        before = y
    return cells


def _thick(y: int, before: int, rows: int) -> range:
    """Return the dots of a column: two, and more where the curve is steep."""
    low = min(y, before + 1) if before < y else y
    high = max(y, before - 1)
    if low == high:
        low, high = (low - 1, high) if low else (0, min(1, rows - 1))
    return range(low, high + 1)


def _interpolated(curve: Curve, columns: int) -> Iterator[float | None]:
    """Yield the value at each column of dots; a single point stands at the end."""
    values = curve.values
    if len(values) == 1:
        yield from [None] * (columns - 2)
        yield from [values[0]] * 2
        return
    for x in range(columns):
        place = x / (columns - 1) * (len(values) - 1)
        left = min(int(place), len(values) - 2)
        yield _between(values[left], values[left + 1], place - left)


def _between(left: float | None, right: float | None, share: float) -> float | None:
    if left is None or right is None:
        return left if share < 0.5 else right
    return left + (right - left) * share
