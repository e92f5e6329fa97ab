"""The decks at home: what is left of today in each, and how much is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from quiz import locale
from quiz.locale import _
from quiz.tui.text import BOLD, FAINT, QUIET, joined, line, progress, rows, to_left, to_right
from quiz.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from quiz.overview import DeckRow

_NUMBERS = 9
_BAR = 10


class DeckList(RowList["DeckRow"]):
    """A table whose selected row has a bar; it shows as many rows as its height has and scrolls with the selection."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._unfolded: frozenset[int] = frozenset()
        self.step = 1
        self.with_known = True

    def show(self, shown: Sequence[DeckRow], selected: int, unfolded: frozenset[int]) -> None:
        """Show rows; ``selected`` is the index of the one that Enter studies."""
        self._rows, self.selected, self._unfolded = shown, selected, unfolded
        self.refresh(layout=True)

    @property
    def _lines(self) -> int:
        """How many rows of decks fit below the heading."""
        return max(1, (self.size.height - 1) // self.step)

    def render(self) -> Content:
        """Draw the heading and the rows around the selected one."""
        self._top = max(min(self._top, self.selected), self.selected - self._lines + 1, 0)
        below = self._rows[self._top : self._top + self._lines]
        drawn: list[Content] = [self._heading()]
        for index, row in enumerate(below, self._top):
            drawn += [Content("")] * (self.step - 1) + [self._row(row, index)]
        return rows(drawn)

    def _heading(self) -> Content:
        numbers = [to_right(Content.styled(word, QUIET), _NUMBERS) for word in (_("new"), _("learn"), _("due"))]
        known = joined("     ", Content.styled(_("known"), QUIET)) if self.with_known else Content("")
        shown = min(len(self._rows) - self._top, self._lines)
        part = f"   {self._top + 1}–{self._top + shown} / {len(self._rows)}" if shown < len(self._rows) else ""
        name = to_left(joined("  ", Content.styled(_("Decks") + part, QUIET)), self._name_width)
        return joined(name, *numbers, known)

    @property
    def _name_width(self) -> int:
        rest = 3 * _NUMBERS + (5 + _BAR + 8 if self.with_known else 1)
        return max(12, self.size.width - rest)

    def _row(self, row: DeckRow, index: int) -> Content:
        chosen = index == self.selected
        style = BOLD if chosen else "" if row.left else QUIET
        fold = ("▾ " if row.deck.id in self._unfolded else "▸ ") if row.has_children else ""
        name = line("  " * row.depth + fold + _short_name(row), style, self._name_width - 3)
        drawn = joined(to_left(joined("  ", name), self._name_width), self._numbers(row, style), self._known(row))
        return self.marked(drawn, chosen)

    def _numbers(self, row: DeckRow, style: str) -> Content:
        counts = row.counts
        if not row.left and counts.done:
            return to_right(Content.styled(_("✓ done today"), QUIET), 3 * _NUMBERS)
        cells = [Content.styled(str(n), style) if n else Content.styled("·", FAINT) for n in _left(row)]
        return joined(*[to_right(cell, _NUMBERS) for cell in cells])

    def _known(self, row: DeckRow) -> Content:
        if not self.with_known:
            return Content("")
        percent = Content.styled(f"{round(row.known * 100)} %", QUIET)
        return joined("     ", progress(row.known, _BAR), to_right(percent, 7))

    def index_at(self, y: int) -> int | None:
        """Return the index of the row in this line; the heading is none."""
        index = self._top + (y - 1) // self.step
        return index if y >= 1 and 0 <= index < len(self._rows) else None


def _left(row: DeckRow) -> tuple[int, int, int]:
    return row.counts.new, row.counts.learning, row.counts.due


def _short_name(row: DeckRow) -> str:
    title = row.deck.title_in(locale.current())
    return title if title != row.deck.name or not row.depth else title.rpartition("::")[2]
