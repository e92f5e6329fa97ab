"""The charts of a page, each in its place. One widget for all of them: a page is drawn in a third of the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from quiz.charts.figure import Line, Role, Span
from quiz.glyphs import chart_in_ascii
from quiz.tui.looks import LOOKS
from quiz.tui.widgets.drawn import DrawnWidget

GUTTER = 2
"""The columns before a chart, for its mark."""

MARK = "▌"
"""What stands before a chart on which the keys act, and before the line that is picked in it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as it is shown: its lines, whether the keys act on it, and whether other glyphs have to do."""

    lines: Sequence[Line] = ()
    marked: bool = False
    ascii_only: bool = False

    def line(self, number: int) -> Line:
        """Return a line with what stands before it. In a chart without a mark no line is marked either."""
        spans = self.lines[number] if number < len(self.lines) else ()
        if not self.marked:
            spans = tuple(Span(" ") if (span.text, span.role) == (MARK, Role.NEXT) else span for span in spans)
        before = Span(f"{MARK} " if self.marked and not number else "  ", Role.NEXT)
        return (before, *(self._in_glyphs(span) for span in spans))

    def _in_glyphs(self, span: Span) -> Span:
        return replace(span, text=chart_in_ascii(span.text)) if self.ascii_only else span


class ChartBoard(DrawnWidget):
    """Shows lines that were drawn for each chart, and tells what was clicked."""

    class Clicked(Message):
        """A place of a chart was clicked: a column and a line of the drawing."""

        def __init__(self, series: str, column: int, line: int) -> None:
            super().__init__()
            self.series, self.column, self.line = series, column, line

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.places: dict[str, Region] = {}
        """Where each chart stands, its gutter included, by the name of its series: row by row, from left to right."""
        self._drawn: dict[str, Drawn] = {}

    def place(self, places: Mapping[str, Region]) -> None:
        """Give charts their places. What was shown in others is gone."""
        if places != self.places:
            self.places = dict(places)
            self._drawn = {}
            self.refresh()

    def show(self, series: str, lines: Sequence[Line], *, marked: bool, ascii_only: bool) -> None:
        """Show the lines of a chart; ``marked`` where the keys act on it."""
        drawn = Drawn(lines, marked, ascii_only)
        if self._drawn.get(series) != drawn:
            self._drawn[series] = drawn
            self.refresh(self.places[series])

    def render_line(self, y: int) -> Strip:
        """Return a line of the page."""
        parts, column = [], 0
        for series, place in self.places.items():
            if place.y <= y < place.bottom:
                spans = self._drawn.get(series, Drawn()).line(y - place.y)
                parts.append(self.strip([], place.x - column))
                parts.append(self.strip([(span.text, LOOKS[span.role]) for span in spans], place.width))
                column = place.right
        return Strip.join([*parts, self.strip([], self.size.width - column)])

    def on_click(self, event: Click) -> None:
        """Tell where it was clicked."""
        event.stop()
        for series, place in self.places.items():
            if place.contains(event.x, event.y):
                self.post_message(self.Clicked(series, event.x - place.x - GUTTER, event.y - place.y))
