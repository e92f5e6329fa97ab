"""Things in parts: a line each, with the numbers above it and side by side where there is room, otherwise beside it."""

from collections.abc import Sequence

from quiz.charts.cells.bars import whole_cells
from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.header import SHARE_LOOKS, Legend, width_of
from quiz.charts.cells.table import write_more
from quiz.charts.figure import Role, Share, Shares
from quiz.text import one_line, width

_LEAST_CELLS, _LEAST_LINE, _LEAST_LABEL, _GAP = 12, 6, 6, 4
_LABEL, _LONG_LABEL = 12, 24
"""The cells that a name has above its line, as far as it needs them, and where there is room for long ones."""

_NARROW = 50


def write_shares(canvas: Canvas, shares: Shares, legend: Legend) -> None:
    """Write things below the header: side by side in as many columns as fit, or one a line.

    A legend that found no room in the header has the last line, where that is free.
    """
    beside, lines = _beside(canvas, shares), canvas.height - 1
    if beside:
        _write_grid(canvas, shares, beside)
    else:
        _write_list(canvas, shares, 1 if legend else 2)
    if legend and len(shares.items) < lines and width_of(legend) <= canvas.columns:
        canvas.write_spans(0, canvas.height - 1, legend)


def _beside(canvas: Canvas, shares: Shares) -> int:
    """Return in how many columns things stand, as few as show all, so that names are long; 0 for one a line."""
    lines, items = canvas.height - 1, len(shares.items)
    few, many = (_columns(canvas, shares, label) for label in (_LONG_LABEL, _LABEL))
    if canvas.columns < _NARROW or few * (lines // 3) < items <= lines:
        return 0
    if few * (lines // 3) >= items:
        return few
    beside = next((beside for beside in range(few, many) if beside * (lines // 2) >= items), many)
    return beside if beside * (lines // 2) > lines else 0


def _columns(canvas: Canvas, shares: Shares, longest: int) -> int:
    """Return how many columns there is room for where names have so many cells at most."""
    numbers = sum(_number_widths(shares)) + 2 * len(shares.names)
    label = max((width(one_line(item.label)) for item in shares.items), default=0)
    least = max(_LEAST_CELLS, min(label, longest) + numbers)
    return max(1, min(len(shares.items), (canvas.columns + _GAP) // (least + _GAP)))


def _write_grid(canvas: Canvas, shares: Shares, beside: int) -> None:
    cells = (canvas.columns + _GAP) // beside - _GAP
    rows = -(-len(shares.items) // beside)
    apart = 3 if 1 + 3 * rows <= canvas.height else 2
    top = 2 if apart == 3 else 1
    shown = _shown(shares, beside * max(0, (canvas.height - top + apart - 2) // apart))
    places = [(top + number // beside * apart, number % beside * (cells + _GAP)) for number in range(len(shown) + 1)]
    for item, (line, left) in zip(shown, places, strict=False):
        _write_above(canvas, shares, item, line, left, cells)
        _write_line(canvas, item, line + 1, left, cells)
    if hidden := len(shares.items) - len(shown):
        write_more(canvas, hidden, *places[-1], cells)


def _write_above(canvas: Canvas, shares: Shares, item: Share, line: int, left: int, cells: int) -> None:
    numbers = sum(_number_widths(shares)) + 2 * len(shares.names)
    canvas.write_cut(left, line, item.label, cells - numbers, Role.STRONG)
    _write_numbers(canvas, shares, item, line, left + cells)


def _write_list(canvas: Canvas, shares: Shares, top: int) -> None:
    """Write a thing a line; in a narrow room without its numbers."""
    label = max((width(one_line(item.label)) for item in shares.items), default=0)
    numbers = sum(_number_widths(shares)) + 2 * len(shares.names)
    with_numbers = canvas.columns >= min(label, _LEAST_LABEL) + 2 + _LEAST_LINE + numbers
    end = canvas.columns - (numbers if with_numbers else 0)
    label = max(1, min(label, end - _LEAST_LINE - 2))
    first = top if len(shares.items) + top <= canvas.height else 1
    shown = _shown(shares, canvas.height - first)
    if hidden := len(shares.items) - len(shown):
        write_more(canvas, hidden, first + len(shown), 0, canvas.columns)
    for line, item in enumerate(shown, start=first):
        canvas.write_cut(0, line, item.label, label, Role.STRONG)
        _write_line(canvas, item, line, label + 2, end - label - 2)
        if with_numbers:
            _write_numbers(canvas, shares, item, line, canvas.columns)


def _shown(shares: Shares, places: int) -> Sequence[Share]:
    """Return the things that are shown; the last place is kept to say how many are not."""
    return shares.items if len(shares.items) <= places else shares.items[: max(int(places == 1), places - 1)]


def _write_line(canvas: Canvas, item: Share, line: int, left: int, cells: int) -> None:
    for (glyph, role), part in zip(SHARE_LOOKS, whole_cells(item.parts, max(0, cells)), strict=False):
        left = canvas.write(left, line, glyph * part, role)


def _write_numbers(canvas: Canvas, shares: Shares, item: Share, line: int, end: int) -> None:
    """Write the parts as numbers in columns that end at ``end``."""
    for number, cells in reversed(list(zip(item.parts, _number_widths(shares), strict=False))):
        canvas.write_cut(end - cells, line, str(number), cells, Role.QUIET, right=True)
        end -= cells + 2


def _number_widths(shares: Shares) -> Sequence[int]:
    return [max(map(len, map(str, numbers))) for numbers in zip(*(item.parts for item in shares.items), strict=True)]
