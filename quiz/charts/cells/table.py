"""Rows of cells without lines between them; bars are lines with a ``│`` where they should end."""

from dataclasses import replace

from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.columns import Layout, layout_of, reaches_over
from quiz.charts.figure import Cell, Role, Table
from quiz.locale import _


def write_table(canvas: Canvas, table: Table) -> None:
    """Write headings, where there are any, and as many rows as there are lines; a picked row is among them."""
    has_headings = any(column.heading for column in table.columns) and canvas.height >= 4
    top = 2 if has_headings or len(table.rows) + 2 <= canvas.height else 1
    shown = _shown(table, canvas.height - top)
    layout = layout_of(replace(table, rows=tuple(table.rows[number] for number in shown)), canvas.columns)
    if has_headings:
        _write_headings(canvas, table, layout)
    for line, number in enumerate(shown, start=top):
        if number == table.picked:
            canvas.write(0, line, "▌", Role.NEXT)
        _write_row(canvas, table.rows[number], layout, line)
    if len(shown) < len(table.rows) and top + len(shown) < canvas.height:
        write_more(canvas, len(table.rows) - len(shown), top + len(shown), layout.starts[0], canvas.columns)


def write_more(canvas: Canvas, count: int, line: int, left: int, cells: int) -> None:
    """Write how many things are not shown, so that none goes missing unsaid."""
    canvas.write_cut(left, line, _("+{count} more").format(count=count), cells, Role.QUIET)


def _shown(table: Table, lines: int) -> range:
    """Return the rows that are shown, the picked one among them; a line is kept to say how many are not."""
    rows = len(table.rows)
    fitting = lines - 1 if 1 < lines < rows else max(0, lines)
    first = max(0, min((table.picked or 0) - fitting + 1, rows - fitting))
    return range(first, min(first + fitting, rows))


def _write_headings(canvas: Canvas, table: Table, layout: Layout) -> None:
    """Write headings; each may reach over neighbours without one, on the side where its text does not end."""
    for number, column in enumerate(table.columns):
        if column.heading and layout.widths[number]:
            first, last = layout.heading_reach(table, number)
            cells = layout.end(last) - layout.starts[first]
            canvas.write_cut(layout.starts[first], 1, column.heading, cells, Role.QUIET, right=column.right)


def _write_row(canvas: Canvas, row: tuple[Cell, ...], layout: Layout, line: int) -> None:
    for number, cell in enumerate(row):
        left, cells = layout.starts[number], layout.widths[number]
        if reaches_over(row, number):
            canvas.write_cut(left, line, cell.text, canvas.columns - left, cell.role)
        elif cells:
            _write_cell(canvas, cell, layout, number, line)


def _write_cell(canvas: Canvas, cell: Cell, layout: Layout, number: int, line: int) -> None:
    left, cells, texts = layout.starts[number], layout.widths[number], layout.texts[number]
    if cell.bar is None:
        canvas.write_cut(left, line, cell.text, cells, cell.role, right=layout.right[number])
        return
    beside = texts + 1 if texts else 0
    _write_bar(canvas, cell, line, left, max(0, cells - beside))
    canvas.write_cut(left + cells - texts, line, cell.text, texts, cell.role, right=True)


def _write_bar(canvas: Canvas, cell: Cell, line: int, left: int, cells: int) -> None:
    fraction = min(max(cell.bar or 0.0, 0.0), 1.0)
    filled = round(fraction * cells) or int(fraction > 0)
    canvas.write(left, line, "━" * min(filled, cells), Role.DATA)
    if cell.target is not None and cells:
        canvas.write(left + filled, line, "─" * (cells - filled), Role.HAIRLINE)
        target = min(cells - 1, round(min(max(cell.target, 0.0), 1.0) * cells))
        canvas.write(left + target, line, "│", Role.PLAIN)
