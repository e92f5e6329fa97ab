"""A table as SVG: rows of text without lines between them; bars with the figure behind and the aim across them."""

from quiz.charts.cells.columns import reaches_over
from quiz.charts.figure import Cell, Role, Table
from quiz.charts.svg.columns import BEFORE_TEXT, Place, heading_reach, places
from quiz.charts.svg.lettering import length, shown
from quiz.charts.svg.look import SMALL, TEXT, class_of
from quiz.charts.svg.pen import Pen

_ROW, _HEADING, _BASE = 25.0, 22.0, 17.0
_BAR = 5.0


def draw_table(pen: Pen, body: Table, top: float) -> float:
    """Draw a table from ``top`` on and return where it ends."""
    found = places(body, pen.left, pen.room)
    if any(column.heading for column in body.columns):
        _write_headings(pen, found, top + 13)
        top += _HEADING
    for row in body.rows:
        _draw_row(pen, row, found, top)
        top += _ROW
    return top


def _write_headings(pen: Pen, found: list[Place], y: float) -> None:
    free = pen.left
    for number, place in enumerate(found):
        left, right = heading_reach(found, number)
        # A neighbour without a heading can be between two that reach over it: the first one has it.
        left, heading, to_right = max(left, free), place.column.heading, place.column.right
        _write(pen, heading, "label", left, right, y, to_right=to_right)
        if heading:
            free = right if to_right else min(right, left + length(shown(heading), SMALL))
            free += BEFORE_TEXT


def _draw_row(pen: Pen, row: tuple[Cell, ...], found: list[Place], top: float) -> None:
    for number, (cell, place) in enumerate(zip(row, found, strict=False)):
        right = pen.right if reaches_over(row, number) else place.right
        if cell.bar is None:
            to_right = place.column.right
            _write(pen, cell.text, class_of(cell.role), place.left, right, top + _BASE, to_right=to_right)
        else:
            _draw_bar_and_text(pen, cell, place, top)


def _write(pen: Pen, text: str, classes: str, left: float, right: float, y: float, *, to_right: bool) -> None:
    anchor = "end" if to_right else "start"
    pen.text(right if to_right else left, y, text, classes, anchor=anchor, room=right - left)


def _draw_bar_and_text(pen: Pen, cell: Cell, place: Place, top: float) -> None:
    text = min(place.text, max(0.0, place.width - BEFORE_TEXT))
    _draw_bar(pen, cell, place.left, place.width - (text + BEFORE_TEXT if text else 0), top + _BASE - TEXT * 0.36)
    _write(pen, cell.text, class_of(cell.role), place.right - text, place.right, top + _BASE, to_right=True)


def _draw_bar(pen: Pen, cell: Cell, left: float, width: float, middle: float) -> None:
    filled = min(max(cell.bar or 0.0, 0.0), 1.0) * width
    if cell.target is not None:
        pen.rect(left, middle - 0.5, width, 1, "rest")
    if filled:
        look = "second" if cell.role is Role.SECOND else "data"
        pen.rect(left, middle - _BAR / 2, max(filled, 1.5), _BAR, look, radius=min(2.0, filled / 2))
    if cell.target is not None:
        x = left + min(max(cell.target, 0.0), 1.0) * width
        pen.line((x, middle - 8), (x, middle + 8), "aim")
