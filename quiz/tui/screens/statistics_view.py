"""What the statistics look like: lines at the top, and charts in their places on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.geometry import Region
from textual.widgets import Static

from quiz import locale
from quiz.cards import Deck
from quiz.charts.chart import Context
from quiz.charts.figure import Empty, Figure, Line, Role, Room, Span, Table
from quiz.charts.register import CHARTS
from quiz.charts.text import draw
from quiz.errors import QuizError, unforeseen
from quiz.locale import _, mark, ngettext
from quiz.stats.series import Value
from quiz.text import width
from quiz.tui.screens import statistics_pages as layout
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.statistics_definition import chart_title, definition
from quiz.tui.screens.statistics_picking import first_pick, pickable
from quiz.tui.screens.statistics_reading import Chosen, Reading, View
from quiz.tui.text import QUIET, apart, line
from quiz.tui.widgets.advice_bar import AdviceBar
from quiz.tui.widgets.chart_board import GUTTER, ChartBoard
from quiz.tui.widgets.statistics_head import StatisticsHead

LINE = ("today", "streak")
"""The series of the line of figures below the first one."""

BUTTONS = {
    "study": mark("study"),
    "drill": mark("drill"),
    "cram": mark("practise"),
    "configure": mark("settings"),
}
"""The actions of the advice, with the word on the button."""


class StatisticsView(QuizScreen[None]):
    """The part of the statistics that is seen: what is looked at, where on which page, and which chart has the keys."""

    PAGE = "dashboard"

    reading: Reading

    def __init__(self, decks: Sequence[Deck] = (), *, where: str = "") -> None:
        """Show how it goes with these decks and their sub-decks, or with all; of these with what a query finds."""
        super().__init__()
        self.view = View(Chosen(tuple(decks), where))
        self.page = 0
        self.at = ""
        self.begun = False
        self.is_slow = False
        self.is_covered = False
        self.picks: dict[str, int] = {}
        self.pages: tuple[layout.Page, ...] = ()
        self._rooms: dict[str, Room] = {}
        self._full: dict[str, int] = {}
        self._drawn: dict[str, tuple[object, list[Line]]] = {}
        self._advice_lines = 2

    def compose_page(self) -> ComposeResult:
        """Compose the lines at the top, and the charts below them."""
        yield StatisticsHead(id="statistics-head")
        yield Static(id="statistics-today")
        yield AdviceBar(id="statistics-advice")
        yield ChartBoard(id="charts")

    # From top to bottom

    def show(self) -> None:
        """Show everything as far as it is computed, for the present size."""
        if not self.begun:
            return
        self._choose_pages()
        self.query_one(StatisticsHead).show(self.view.chosen.title(), self.view.period, self.columns)
        self.show_today()
        self._show_advice()
        self._measure()
        self._lay_out()
        self.show_charts()
        super().show()

    def _choose_pages(self) -> None:
        """Choose the pages for the size; what was the first chart before is on the page that is shown."""
        pages = layout.pages(wide=self.wide, tall=self.tall, short=self.short)
        if pages != self.pages:
            first = self.names[0] if self.pages else ""
            self.page = next((number for number, page in enumerate(pages) if first in layout.names(page)), 0)
            self.pages = pages
        if self.at not in self.names:
            self.at = ""

    @property
    def names(self) -> list[str]:
        """The charts of this page, in the order in which they are read."""
        return layout.names(self.pages[self.page])

    def show_today(self) -> None:
        """Show what was done today, and on how many days in a row there were answers."""
        place = self.query_one("#statistics-today", Static)
        place.display = not self.low
        today, streak = (self.reading.value(self.view, name) for name in LINE)
        if today is None:
            place.update("", layout=False)
            return
        said = CHARTS["today"].figure(today, Context(Room(self.columns, 9), self.reading.day)).summary
        left = line(said, QUIET)
        free = self.columns - left.cell_length - 3
        right = next((words for words in streak_texts(streak) if width(words) <= free), "") if streak else ""
        place.update(apart(left, line(right, QUIET), self.columns), layout=False)

    def _show_advice(self) -> None:
        """Show the advice; until it is known its lines stay free, so that charts do not move more than they must."""
        bar, advice = self.query_one(AdviceBar), self.reading.value(self.view, "advice")
        key, words = self.key_of("statistics.accept"), _(BUTTONS[self.advised]) if self.advised else ""
        lit = self.picked_in(self.at) is None
        lines = bar.show(advice["text"] if advice else "", key, words, self.columns, lit=lit)
        if self.reading.found(self.view, "advice") is not None:
            self._advice_lines = lines
        bar.display = self._advice_lines > 0
        bar.styles.height = max(1, self._advice_lines)

    def _lay_out(self) -> None:
        """Give every chart of the page its place."""
        page = self.pages[self.page]
        sizes, gaps = layout.heights(page, self._free_lines(), self._full)
        self._rooms, places, top = {}, {}, 0
        for names, height, gap in zip(page, sizes, gaps, strict=True):
            top, left, columns = top + gap, 0, self._columns_of(names)
            for name in names:
                room = Room(columns, layout.lines_of(name, height))
                self._rooms[name] = room
                places[name] = Region(left, top, GUTTER + room.columns, room.lines)
                left = places[name].right + layout.GAP
            top += height
        self.query_one(ChartBoard).place(places)

    def _columns_of(self, row: layout.Row) -> int:
        """Return the columns of each chart of a row."""
        return self.columns if len(row) < 2 else (self.columns - GUTTER - layout.GAP) // 2

    def _measure(self) -> None:
        """Find out how many lines the tables of the page need; while one is computed what it needed before holds."""
        for row in self.pages[self.page]:
            for name in row:
                value = self.reading.value(self.view, name)
                if value is not None:
                    self._full[name] = self._lines_needed(name, value, self._columns_of(row))

    def _lines_needed(self, name: str, value: Value, columns: int) -> int:
        """Return with how many lines no row of a table is cut off; 0 for other charts."""
        room = Room(columns, layout.lines_of(name, self.app.size.height))
        try:
            body = CHARTS[name].figure(value, Context(room, self.reading.day)).body
        except Exception:  # what is wrong with it is said where it is drawn
            return 0
        return len(body.rows) + 2 if isinstance(body, Table) else 0

    def show_computed(self, name: str) -> None:
        """Show a chart of the page that was just computed; all of them, where it needs another place."""
        before = self._full.get(name, 0)
        self._measure()
        if self._full.get(name, 0) == before:
            self.show_charts(name)
        else:
            self._lay_out()
            self.show_charts()

    def _free_lines(self) -> int:
        """Return the lines between what stands above the charts and the footer."""
        above = (not self.short) + 1 + (not self.low) + 1
        advice = self._advice_lines + (not self.low) if self._advice_lines else 0
        return max(1, self.app.size.height - above - advice - 2)

    def show_charts(self, only: str = "") -> None:
        """Show all charts of the page, or only that of one series; below a window none has a mark."""
        board, ascii_only = self.query_one(ChartBoard), self.quiz.program.config["glyphs"] == "ascii"
        for name in board.places:
            if only in ("", name):
                marked = name == self.at and not self.is_covered
                board.show(name, self.lines_of(name), marked=marked, ascii_only=ascii_only)

    def show_focus(self) -> None:
        """Show which panel has the keys, and what they do now."""
        self.show_charts()
        self._show_advice()
        self.show_keys()

    def lines_of(self, name: str) -> list[Line]:
        """Return a chart as it is drawn; where it is not there yet its title."""
        found = self.reading.found(self.view, name)
        if found is None:
            title = (Span(chart_title(name), Role.STRONG),)
            return [title, (), (Span("…", Role.QUIET),)] if self.is_slow else [title]
        basis = (found, self._rooms[name], self.picked_in(name), locale.current())
        if name not in self._drawn or self._drawn[name][0] != basis:
            self._drawn[name] = basis, self._draw(name)
        return self._drawn[name][1]

    def _draw(self, name: str) -> list[Line]:
        figure, room = self.figure_of(name), self._rooms[name]
        try:
            return draw(figure, room) if figure is not None else []
        except Exception as error:  # what is wrong with one chart is said in its place
            return draw(_failed(name, unforeseen(error)), room)

    def figure_of(self, name: str) -> Figure | None:
        """Return the figure of a chart for its room, or why there is none; nothing while it is computed."""
        found = self.reading.found(self.view, name)
        if found is None:
            return None
        if isinstance(found, QuizError):
            return _failed(name, found)
        context = Context(self._rooms[name], self.reading.day, self.picked_in(name))
        try:
            return CHARTS[name].figure(found, context)
        except Exception as error:  # what is wrong with one chart is said in its place
            return _failed(name, unforeseen(error))

    def explained(self) -> dict[str, list[tuple[str, str]]]:
        """Explain what the charts of this page count."""
        names = dict.fromkeys((*self.names, *(() if self.low else LINE)))
        return {_("What is counted"): [(chart_title(name), definition(name)) for name in names]}

    def footer(self) -> list[tuple[str, str]]:
        """Return the keys of the panel that has them, or those of the page."""
        if self.picked_in(self.at) is not None:
            return self._panel_footer()
        turn = ("statistics.before+statistics.after", self._page_words())
        period = ("statistics.shorter+statistics.longer", _("period"))
        rest = ("statistics.unit", "statistics.panel", "statistics.save", "statistics.define")
        return [turn, period, *self.labelled("statistics.scope", "statistics.close", *rest)]

    def _panel_footer(self) -> list[tuple[str, str]]:
        words = _("open") if self.at == "calendar" else _("drill")
        moves = [("statistics.down+statistics.up", _("line"))]
        if self.at == "calendar":
            moves = [("statistics.before+statistics.after", _("week")), ("statistics.down+statistics.up", _("day"))]
        rest = self.labelled("statistics.card", "statistics.panel", "statistics.define", "statistics.save")
        return [("statistics.accept", words), *moves, ("statistics.close", _("leave")), *rest]

    def _page_words(self) -> str:
        words = "{number}/{count}" if self.narrow else _("page {number}/{count}")
        return words.format(number=self.page + 1, count=len(self.pages))

    @property
    def target(self) -> str:
        """The chart with the mark, or the first one."""
        return self.at or self.names[0]

    def picked_in(self, name: str) -> int | None:
        """Return the number of the day or line that is picked in a chart, while it has the keys."""
        count = pickable(name, self.reading.value(self.view, name)) if name and name == self.at else 0
        return min(self.picks.get(name, first_pick(name, count)), count - 1) if count else None

    @property
    def advised(self) -> str:
        """The action that is advised, if it can be done; a deck is configured where only one is looked at."""
        advice = self.reading.value(self.view, "advice") or {}
        action = str(advice.get("action", ""))
        if action == "configure" and self.reading.only_deck(self.view.chosen) is None:
            return ""
        return action if action in BUTTONS else ""

    def picked_row(self, name: str) -> dict[str, Any] | None:
        """Return the row of a series that is picked in its chart."""
        value, index = self.reading.value(self.view, name), self.picked_in(name)
        return value["rows"][index] if value is not None and index is not None else None


def streak_texts(streak: Any) -> list[str]:
    """Return on how many days in a row there were answers, the longest text first."""
    if not streak["days"]:
        return []
    days = streak["current"]
    short = ngettext("{days} day in a row", "{days} days in a row", days).format(days=days)
    middle = _("{days}, longest {longest}").format(days=short, longest=streak["longest"])
    average = ngettext("{count} answer a day", "{count} answers a day", round(streak["average"]))
    long = _("{days}, on average {answers}").format(days=middle, answers=average.format(count=round(streak["average"])))
    return [long, middle, short]


def _failed(name: str, error: QuizError) -> Figure:
    """Return what stands in the place of a chart that cannot be computed."""
    said = _("{sentence} {next_sentence}").format(sentence=error.message, next_sentence=error.hint).strip()
    return Figure(chart_title(name), Empty(said), summary=said)
