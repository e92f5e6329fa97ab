"""A chart on the screen: its figure in the looks of the theme, and a mark where it has the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from quiz.charts.figure import Line, Role, Room
from quiz.tui.text import BOLD, DATA, FAINT, HAIRLINE, NEXT, QUIET, joined, rows

LOOKS = {
    Role.PLAIN: "$foreground",
    Role.STRONG: BOLD,
    Role.QUIET: QUIET,
    Role.FAINT: FAINT,
    Role.HAIRLINE: HAIRLINE,
    Role.DATA: DATA,
    Role.DATA_LOW: f"{DATA} 60%",
    Role.DATA_MIDDLE: f"{DATA} 75%",
    Role.DATA_HIGH: f"{DATA} 88%",
    Role.SECOND: "$secondary",
    Role.NEXT: NEXT,
}
"""How each role of a drawing looks."""

GUTTER = 2
"""The columns before a chart, for its mark."""

MARK = "▌"
"""What stands before a chart on which the keys act, and before the line that is picked in it."""

_BRAILLE = range(0x2801, 0x2900)
_ASCII = str.maketrans({"▂": ":", "▄": "+", "▆": "*", "▓": "%", "░": ":", **{chr(code): "*" for code in _BRAILLE}})
"""The glyphs of charts for terminals without them, beside those that are replaced everywhere."""


class ChartPanel(Static):
    """A chart in a place of the page. It shows lines that were drawn for it, and tells what was clicked."""

    class Clicked(Message):
        """A place of a chart was clicked: a column and a line of the drawing."""

        def __init__(self, series: str, column: int, line: int) -> None:
            super().__init__()
            self.series, self.column, self.line = series, column, line

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="chart")
        self.series = ""
        """The series whose chart stands here now; none where the place is empty."""

    def place(self, room: Room, gap: int) -> None:
        """Take so much room, and a gap before it."""
        self.styles.width, self.styles.height = GUTTER + room.columns, room.lines
        self.styles.margin = (0, 0, 0, gap)

    def show(self, lines: Sequence[Line], *, marked: bool, ascii_only: bool) -> None:
        """Show the lines of a chart; ``marked`` where the keys act on it, otherwise no line in it is marked either."""
        kept = lines if marked else [_without_mark(line) for line in lines]
        drawn = [content_of(line, ascii_only=ascii_only) for line in kept]
        mark = Content.styled(MARK, NEXT) if marked else Content(" ")
        whole = rows(joined(" " if number else mark, " ", part) for number, part in enumerate(drawn))
        self.update(whole, layout=False)

    def on_click(self, event: Click) -> None:
        """Tell where it was clicked."""
        event.stop()
        if self.series:
            self.post_message(self.Clicked(self.series, event.x - GUTTER, event.y))


def _without_mark(line: Line) -> Line:
    return tuple(replace(span, text=" ") if (span.text, span.role) == (MARK, Role.NEXT) else span for span in line)


def content_of(line: Line, *, ascii_only: bool = False) -> Content:
    """Return a line of a drawing in the looks of the theme."""
    return joined(
        *[Content.styled(span.text.translate(_ASCII) if ascii_only else span.text, LOOKS[span.role]) for span in line]
    )
