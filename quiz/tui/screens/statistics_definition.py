"""A chart of the statistics as large as a window allows, what exactly it counts, and what it says in one sentence."""

from dataclasses import replace

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.charts.chart import Context
from quiz.charts.figure import Empty, Figure, Line, Room, Shares, Table
from quiz.charts.register import CHARTS
from quiz.charts.text import draw
from quiz.glyphs import chart_in_ascii
from quiz.locale import _
from quiz.stats.series import SERIES
from quiz.tui.looks import content_of
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import QUIET, paragraph, rows

_MOST_LINES, _LEAST_LINES = 500, 9
"""The lines of a table, which scrolls and is as long as its rows, and those that other charts have at least."""

_AROUND, _AROUND_NARROW = 8, 6
"""The cells of the window beside the text: its edges, and a column of air before the bar."""

_ABOVE_AND_BELOW = 8
"""The lines of the screen that are not the text's: title, keys, and the edges of the window."""

_READABLE = 76
"""The most cells of a line of a paragraph."""


class DefinitionScreen(ReadingWindow):
    """A chart with all that a panel has no room for, and its definition, in the words of Anki where it has the same."""

    PAGE = "dashboard"

    def __init__(self, name: str, summary: str) -> None:
        """Show the chart of the series of this name and explain it; ``summary`` is what its figures say now."""
        super().__init__()
        self._series, self._summary = name, summary

    def title_text(self) -> str:
        """Return the title of the chart."""
        return chart_title(self._series)

    @property
    def cells(self) -> int:
        """How wide the chart may be: as wide as the page of the statistics, as far as the terminal goes."""
        return self.app.size.width - _AROUND_NARROW if self.narrow else self.columns

    def show(self) -> None:
        """Show the chart, below it the definition, and quietly the figures."""
        super().show()
        visible = max(1, self.app.size.height - _ABOVE_AND_BELOW)
        self.query_one("#reading", VerticalScroll).styles.max_height = visible
        if not self.narrow:
            self.query_one("#window").styles.width = self.cells + _AROUND
        text = self._text()
        head, *below = self._chart(visible - len(text) - 1)
        if below:
            self.query_one("#title", Static).update(head)
            text = [*below, "", *text]
        self.query_one("#text", Static).update(rows(text))

    def _text(self) -> list[Content | str]:
        cells = min(self.cells, _READABLE)
        lines: list[Content | str] = [*paragraph(definition(self._series), cells)]
        return [*lines, "", *paragraph(self._summary, cells, QUIET)] if self._summary else lines

    def _chart(self, lines: int) -> list[Content]:
        """Return the chart with its title in so many lines or more; only an empty line where there is nothing to see.

        What is wrong with a chart, and what is missing yet, the summary says.
        """
        room = Room(self.cells, max(_LEAST_LINES, lines + 1))
        try:
            drawn = self._drawn(room)
        except Exception:  # the summary says what is wrong with it
            drawn = []
        return [self._content(line) for line in drawn] or [Content("")]

    def _drawn(self, room: Room) -> list[Line]:
        """Return the chart as lines: a table as long as its rows, another chart in the room."""
        long = Room(room.columns, _MOST_LINES)
        figure = self._figure(long)
        if figure is not None and isinstance(figure.body, Table | Shares):
            return draw(figure, long)
        figure = self._figure(room)
        return draw(figure, room) if figure is not None and not isinstance(figure.body, Empty) else []

    def _figure(self, room: Room) -> Figure | None:
        """Return the figure of the chart for a room, from what the statistics below this window have computed."""
        from quiz.tui.screens.statistics_view import StatisticsView  # noqa: PLC0415  it has the titles from here

        below = next((screen for screen in self.app.screen_stack if isinstance(screen, StatisticsView)), None)
        value = below.reading.value(below.view, self._series) if below is not None else None
        if below is None or value is None or self._series not in CHARTS:
            return None
        return CHARTS[self._series].figure(value, Context(room, below.reading.day))

    def _content(self, line: Line) -> Content:
        if self.quiz.program.config["glyphs"] == "ascii":
            line = tuple(replace(span, text=chart_in_ascii(span.text)) for span in line)
        return content_of(line)


def chart_title(name: str) -> str:
    """Return the title of the chart of a series, or of the series where it has no chart."""
    return _(CHARTS[name].title) if name in CHARTS else _(SERIES[name].title)


def definition(name: str) -> str:
    """Return what a series counts."""
    return _(SERIES[name].definition)
