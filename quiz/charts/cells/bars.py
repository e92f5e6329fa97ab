"""Upright bars: eighth blocks on an axis; parts above the first one in whole cells of other glyphs."""

from collections.abc import Sequence

from quiz.charts.axis import is_beyond, marks, rounded_top, spacing
from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.header import PART_LOOKS, Legend
from quiz.charts.cells.plot import Plot, plot_in, write_axis, write_ticks
from quiz.charts.figure import Bars, Role

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_CUT_OFF = "▲"


def write_bars(canvas: Canvas, bars: Bars, legend: Legend) -> None:
    """Write bars below the header, as many as there are columns."""
    stacks = bars.stacks()
    top = max(bars.scale, 0.0) if bars.as_text == "percent" else 0.0
    top = top or rounded_top(bars.highest())
    axis = marks(top, bars.as_text)
    plot = plot_in(canvas, axis, legend)
    broad, gap = spacing(len(stacks), plot.columns)
    places = [(at * (broad + gap), broad) for at in range(min(len(stacks), plot.columns))]
    write_axis(canvas, plot, axis, places[-1][0] + broad if places else plot.columns)
    for (first, _broad), stack in zip(places, stacks, strict=False):
        _write_bar(canvas, plot, plot.left + first, broad, [value / top for value in stack])
    write_ticks(canvas, plot, bars.ticks, places)


def _write_bar(canvas: Canvas, plot: Plot, column: int, broad: int, parts: Sequence[float]) -> None:
    glyphs = _glyphs(parts, plot.height)
    if glyphs and is_beyond(sum(parts), 1):
        glyphs[-1] = (_CUT_OFF, glyphs[-1][1])
    for number, (glyph, role) in enumerate(glyphs):
        canvas.write(column, plot.top + plot.height - 1 - number, glyph * broad, role)


def _glyphs(parts: Sequence[float], height: int) -> list[tuple[str, Role]]:
    """Return the glyphs of a bar from the axis up; ``parts`` are fractions of the height."""
    if not any(parts[1:]):
        return _in_eighths(parts[0], height)
    cells = whole_cells(parts, min(height, max(1, round(sum(parts) * height))))
    if not any(cells[1:]):
        return _in_eighths(sum(parts), height)
    return [look for look, many in zip(PART_LOOKS, cells, strict=False) for _cell in range(many)]


def _in_eighths(fraction: float, height: int) -> list[tuple[str, Role]]:
    eighths = min(8 * height, round(fraction * 8 * height) or int(fraction > 0))
    blocks = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    return [(block, PART_LOOKS[0][1]) for block in blocks]


def whole_cells(parts: Sequence[float], total: int) -> list[int]:
    """Divide cells among parts by their size. A part that is not 0 gets one as long as there is one for each.

    Otherwise the largest parts get one each.
    """
    whole = sum(parts)
    if whole <= 0:
        return [0] * len(parts)
    there = sorted((at for at, part in enumerate(parts) if part > 0), key=lambda at: -parts[at])[:total]
    cells = [int(at in there) for at in range(len(parts))]
    for _cell in range(total - len(there)):
        lacking = max(there, key=lambda at: parts[at] * total / whole - cells[at])
        cells[lacking] += 1
    return cells
