"""A table of any number of lines: those that are seen are read and drawn, and no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.strip import Strip

from quiz.text import padded, width
from quiz.tui.text import BOLD, HAIRLINE, NEXT, QUIET
from quiz.tui.widgets.drawn import DrawnWidget, Piece
from quiz.tui.widgets.table_columns import GAP, Heading, widths_of
from quiz.wrapping import cut

BEFORE = 4
"""The cells before a line: the bar of the one that is selected, and the sign of one that is marked."""

_HEAD = 2
"""The lines of the headings, with the hairline below them."""

_AT_ONCE = 64
"""How many lines are read together."""

_WHEEL = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line: a text for each column, and whether it is marked, or put aside, which makes it quiet."""

    cells: tuple[str, ...]
    marked: bool = False
    quiet: bool = False


class LineTable(DrawnWidget):
    """Headings, and as many of its lines as there is height, around the selected one."""

    class Chosen(Message):
        """A line was clicked; ``again`` when it was selected already."""

        def __init__(self, index: int, again: bool) -> None:
            super().__init__()
            self.index, self.again = index, again

    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.count = 0
        self.selected = 0
        self.empty = ""
        """What is said where there are no lines."""
        self.first_column = 0
        """The first column that is shown behind those that always are."""
        self._read: Callable[[int, int], Sequence[Row]] = lambda _first, _end: ()
        self._headings: Sequence[Heading] = ()
        self._wanted: list[int] = []
        self._widths: list[int] = []
        self._top = 0
        self._rows: dict[int, Row] = {}

    def fill(self, count: int, read: Callable[[int, int], Sequence[Row]], headings: Sequence[Heading]) -> None:
        """Show other lines: ``read`` returns those from a number up to another one."""
        self.count, self._read, self._headings = count, read, headings
        self.selected = max(0, min(self.selected, count - 1))
        self._rows = {}
        self.lay_out()

    def read_again(self) -> None:
        """Show the same lines as they are now."""
        self._rows = {}
        self.refresh()

    def select(self, index: int) -> None:
        """Select a line, as far as there is one. Columns grow where lines come into sight that need it."""
        before = self._top
        self.selected = max(0, min(index, self.count - 1))
        self._keep_selected_in_sight()
        if self._top != before:
            self._measure()
        self.refresh()

    def show_columns_from(self, column: int) -> None:
        """Show the columns from one on; the first one of all stays."""
        self.first_column = max(0, min(column, len(self._headings) - 2))
        self.lay_out()

    def lay_out(self) -> None:
        """Find out how wide columns are, by the lines that are seen now."""
        self._keep_selected_in_sight()
        self._wanted = [width(heading.words) for heading in self._headings]
        self._measure()
        self.refresh()

    def _measure(self) -> None:
        """Let columns be as wide as the lines want that are seen now, and those that were seen before."""
        for number in range(self._top, min(self.count, self._top + self.lines)):
            for at, text in enumerate(self._row(number).cells):
                self._wanted[at] = max(self._wanted[at], width(text))
        self._widths = widths_of(self._headings, self._wanted, self._cells, self.first_column)

    @property
    def lines(self) -> int:
        """How many lines of the table are seen."""
        return max(1, self.size.height - _HEAD)

    @property
    def hides_right(self) -> bool:
        """Whether there are columns further right."""
        return bool(self._widths) and not self._widths[-1]

    @property
    def hides_left(self) -> bool:
        """Whether there are columns further left, beside the first one of all."""
        return self.first_column > 0

    @property
    def _cells(self) -> int:
        return self.size.width - BEFORE

    def on_resize(self) -> None:
        """Lay the columns out for another size."""
        self.lay_out()

    def _keep_selected_in_sight(self) -> None:
        top = max(min(self._top, self.selected), self.selected - self.lines + 1)
        self._top = max(0, min(top, self.count - self.lines))

    def _row(self, number: int) -> Row:
        """Return a line, read together with those around it."""
        if number not in self._rows:
            first = number // _AT_ONCE * _AT_ONCE
            if len(self._rows) > 20 * _AT_ONCE:
                self._rows = {}
            end = min(first + _AT_ONCE, self.count)
            self._rows.update(zip(range(first, end), self._read(first, end), strict=False))
        return self._rows.get(number, Row(()))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return the headings, the line below them, or a line of the table."""
        cells = self.size.width
        if y == 0:
            self._keep_selected_in_sight()
            return self.strip([(" " * BEFORE, ""), *self._heading_pieces()], cells)
        if y == 1:
            return self.strip([(" " * BEFORE, ""), ("─" * self._cells, HAIRLINE)], cells)
        number = self._top + y - _HEAD
        if not self.count and y == _HEAD:
            return self.strip([(" " * BEFORE, ""), (self.empty, QUIET)], cells)
        if number >= self.count:
            return self.strip([], cells)
        return self._line(number, cells)

    def _line(self, number: int, cells: int) -> Strip:
        row, chosen = self._row(number), number == self.selected
        look = QUIET if row.quiet else BOLD if chosen else ""
        pieces: list[Piece] = [("▌ " if chosen else "  ", NEXT), ("✓ " if row.marked else "  ", NEXT)]
        pieces += self._pieces(row.cells, [look if at else look or BOLD for at in range(len(row.cells))])
        return self.strip(pieces, cells, "on $surface" if chosen else "")

    def _heading_pieces(self) -> list[Piece]:
        return self._pieces([heading.words for heading in self._headings], [QUIET] * len(self._headings))

    def _pieces(self, texts: Sequence[str], looks: Sequence[str]) -> list[Piece]:
        pieces: list[Piece] = []
        for text, look, cells, heading in zip(texts, looks, self._widths, self._headings, strict=False):
            if cells:
                shown = cut(text, cells)
                before = " " * (cells - width(shown)) if heading.right else ""
                pieces += [(f"{before}{padded(shown, cells - len(before))}", look), (" " * GAP, "")]
        return pieces

    # The mouse

    def on_click(self, event: Click) -> None:
        """Tell which line, or which heading, was clicked."""
        event.stop()
        if event.y == 0:
            self._click_heading(event.x)
        elif event.y >= _HEAD and (index := self._top + event.y - _HEAD) < self.count:
            self.post_message(self.Chosen(index, index == self.selected))

    def _click_heading(self, x: int) -> None:
        left = BEFORE
        for number, cells in enumerate(self._widths):
            if cells and left <= x < left + cells + GAP:
                self.post_message(self.HeadingClicked(number))
                return
            left += cells + GAP if cells else 0

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """Go some lines down."""
        self.post_message(self.Chosen(min(self.selected + _WHEEL, self.count - 1), again=False))

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """Go some lines up."""
        self.post_message(self.Chosen(max(self.selected - _WHEEL, 0), again=False))
