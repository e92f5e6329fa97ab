"""A list of settings: names at the left, values at the right, and a bar at the one that is selected."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from quiz.tui.text import BOLD, QUIET, apart, joined, line, rows, width
from quiz.tui.widgets.row_list import RowList

_BAR = 2
_LEAST_NAME = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a setting with its value as words, or a ``heading``, which cannot be selected.

    ``stepped`` says that the arrow keys take the neighbouring values.
    """

    name: str
    label: str
    value: str = ""
    stepped: bool = False
    heading: bool = False


class SettingList(RowList[Row]):
    """Shows as many rows as its height has, and scrolls with the selection."""

    def show(self, shown: Sequence[Row], selected: int) -> None:
        """Show rows; ``selected`` is the index of the one that is changed."""
        self._rows, self.selected = shown, selected
        self.styles.max_height = max(1, len(shown))
        self.refresh(layout=True)

    @property
    def top(self) -> int:
        """The index of the first row that is visible."""
        lines = max(1, self.size.height)
        above = self._heading_above(self.selected)
        top = max(min(self._top, above), self.selected - lines + 1)
        return max(0, min(top, len(self._rows) - lines))

    def _heading_above(self, index: int) -> int:
        """Return the first index that belongs to a row: that of a heading right above it, or its own."""
        while index > 0 and self._rows[index - 1].heading:
            index -= 1
        return index

    def render(self) -> Content:
        """Draw the rows around the selected one."""
        self._top = self.top
        below = self._rows[self._top : self._top + max(1, self.size.height)]
        return rows(self._row(row, index == self.selected) for index, row in enumerate(below, self._top))

    def _row(self, row: Row, chosen: bool) -> Content:
        cells = self.size.width
        if row.heading:
            return line(row.label, BOLD, cells)
        longest = max(_LEAST_NAME, cells - _BAR - 6 - width(row.label))
        value = _value(row, chosen, longest)
        drawn = apart(joined(" " * _BAR, line(row.label, BOLD if chosen else "")), value, cells)
        return self.marked(drawn, chosen)

    def index_at(self, y: int) -> int | None:
        """Return the index of the row in this line; a heading is none."""
        index = self.top + y
        return index if index < len(self._rows) and not self._rows[index].heading else None


def _value(row: Row, chosen: bool, cells: int) -> Content:
    """Return a value with room for the signs that say that the arrow keys change it."""
    shown = line(row.value, BOLD if chosen else QUIET, cells)
    left, right = ("‹ ", " ›") if chosen and row.stepped else ("  ", "  ")
    return joined(Content.styled(left, QUIET), shown, Content.styled(right, QUIET))
