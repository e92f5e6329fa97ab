"""Figures as lines of text for a terminal: for the screen and for the command line."""

from quiz.charts.cells.bars import write_bars
from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.curve import write_curve
from quiz.charts.cells.header import Legend, write_header
from quiz.charts.cells.heat import write_heat
from quiz.charts.cells.shares import write_shares
from quiz.charts.cells.table import write_table
from quiz.charts.figure import Bars, Body, Curve, Empty, Figure, Heat, Line, Role, Room, Shares, Table
from quiz.text import literal
from quiz.wrapping import cut, wrapped


def draw(figure: Figure, room: Room) -> list[Line]:
    """Return a figure as lines, no wider than ``room.columns`` cells and no more than ``room.lines``.

    The first line has the title, and the remark at the right as far as there is room. Texts stand literally, nothing
    in them acts on a terminal.
    """
    canvas = Canvas(max(0, room.columns), max(0, room.lines))
    legend = write_header(canvas, figure)
    _write_body(canvas, figure.body, legend)
    return canvas.lines()


def _write_body(canvas: Canvas, body: Body, legend: Legend) -> None:
    match body:
        case Bars():
            write_bars(canvas, body, legend)
        case Curve():
            write_curve(canvas, body)
        case Heat():
            write_heat(canvas, body)
        case Table():
            write_table(canvas, body)
        case Shares():
            write_shares(canvas, body, legend)
        case Empty():
            _write_empty(canvas, body)


def _write_empty(canvas: Canvas, empty: Empty) -> None:
    lines = wrapped(" ".join(literal(empty.text).split("\n")), canvas.columns)
    top = 2 if len(lines) + 2 <= canvas.height else 1
    free = max(0, canvas.height - top)
    if len(lines) > free:
        lines = [*lines[: free - 1], cut(f"{lines[free - 1]} …", canvas.columns)] if free else []
    for line, text in enumerate(lines, start=top):
        canvas.write(0, line, text, Role.QUIET)
