"""The decks at home, and below them the filters: what is left of today in each, and how much is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from quiz import locale
from quiz.filters import FilterRow
from quiz.locale import _
from quiz.tui.text import BOLD, FAINT, QUIET, joined, line, progress, rows, to_left, to_right
from quiz.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from quiz.asking import Counts
    from quiz.overview import DeckRow

    Row = DeckRow | FilterRow

_NUMBERS = 9
_BAR = 10
_FILTER = "⌕ "
"""What stands before the name of a filter."""

_HEADING, _SPACE = -1, -2
"""What stands between decks and filters, beside the indices of rows."""


class DeckList(RowList["Row"]):
    """A table whose selected row has a bar; it shows as many rows as its height has and scrolls with the selection."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._unfolded: frozenset[int] = frozenset()
        self._decks = 0
        self.step = 1
        self.with_known = True

    def show(
        self, decks: Sequence[DeckRow], filters: Sequence[FilterRow], selected: int, unfolded: frozenset[int]
    ) -> None:
        """Show decks, and filters below them; ``selected`` is the index among both of what Enter studies."""
        self._rows, self._decks = [*decks, *filters], len(decks)
        self.selected, self._unfolded = selected, unfolded
        self.refresh(layout=True)

    @property
    def _entries(self) -> list[int]:
        """What stands below each other: the indices of rows; filters are set apart as far as there is room."""
        between = [_HEADING] if self._decks < len(self._rows) else []
        if between and self._decks and self._lines > len(self._rows) + 1:
            between = [_SPACE, _HEADING]
        return [*range(self._decks), *between, *range(self._decks, len(self._rows))]

    @property
    def _lines(self) -> int:
        """How many entries fit below the heading."""
        return max(1, (self.size.height - 1) // self.step)

    def render(self) -> Content:
        """Draw the heading and the entries around the selected one."""
        entries = self._entries
        at = entries.index(self.selected) if self.selected in entries else 0
        self._top = max(min(self._top, at), at - self._lines + 1, 0)
        if self._top and entries[self._top] == _HEADING:
            self._top += 1
        below = entries[self._top : self._top + self._lines]
        drawn: list[Content] = [self._heading([index for index in below if index >= 0])]
        for index in below:
            drawn += [Content("")] * (self.step - 1) + [self._entry(index)]
        return rows(drawn)

    def _entry(self, index: int) -> Content:
        if index >= 0:
            return self._row(index)
        return joined("  ", Content.styled(_("Filters"), QUIET)) if index == _HEADING else Content("")

    def _heading(self, seen: Sequence[int]) -> Content:
        numbers = [to_right(Content.styled(word, QUIET), _NUMBERS) for word in (_("new"), _("learn"), _("due"))]
        known = joined("     ", Content.styled(_("known"), QUIET)) if self.with_known else Content("")
        part = f"   {seen[0] + 1}–{seen[-1] + 1} / {len(self._rows)}" if 0 < len(seen) < len(self._rows) else ""
        word = _("Filters") if seen and seen[0] >= self._decks > 0 else _("Decks")
        name = to_left(joined("  ", Content.styled(word + part, QUIET)), self._name_width)
        return joined(name, *numbers, known)

    @property
    def _name_width(self) -> int:
        rest = 3 * _NUMBERS + (5 + _BAR + 8 if self.with_known else 1)
        return max(12, self.size.width - rest)

    def _row(self, index: int) -> Content:
        row, chosen = self._rows[index], index == self.selected
        style = BOLD if chosen else "" if row.left else QUIET
        name = line(self._name_of(row), style, self._name_width - 3)
        drawn = joined(to_left(joined("  ", name), self._name_width), self._numbers(row, style), self._known(row))
        return self.marked(drawn, chosen)

    def _name_of(self, row: Row) -> str:
        if isinstance(row, FilterRow):
            return _FILTER + row.filter.name
        fold = ("▾ " if row.deck.id in self._unfolded else "▸ ") if row.has_children else ""
        return "  " * row.depth + fold + _short_name(row)

    def _numbers(self, row: Row, style: str) -> Content:
        said = _said(row)
        if said is not None:
            return to_right(said, 3 * _NUMBERS)
        cells = [Content.styled(str(n), style) if n else Content.styled("·", FAINT) for n in _left(row.counts)]
        return joined(*[to_right(cell, _NUMBERS) for cell in cells])

    def _known(self, row: Row) -> Content:
        if not self.with_known or (isinstance(row, FilterRow) and not row.cards):
            return Content("")
        percent = Content.styled(f"{round(row.known * 100)} %", QUIET)
        return joined("     ", progress(row.known, _BAR), to_right(percent, 7))

    def index_at(self, y: int) -> int | None:
        """Return the index of the row in this line; a heading is none."""
        entries, at = self._entries, self._top + (y - 1) // self.step
        return entries[at] if y >= 1 and at < len(entries) and entries[at] >= 0 else None


def _said(row: Row) -> Content | None:
    """Return what stands in the place of the numbers, where they are not known, or there is nothing to count."""
    if isinstance(row, FilterRow):
        if row.problem is not None:
            return Content.styled(_("✗ cannot be read"), "$error")
        if row.counts is None:
            return Content.styled("…", QUIET)
        if not row.cards:
            return Content.styled(_("finds no card"), QUIET)
    return Content.styled(_("✓ done today"), QUIET) if not row.left and row.counts and row.counts.done else None


def _left(counts: Counts | None) -> tuple[int, int, int]:
    return (counts.new, counts.learning, counts.due) if counts is not None else (0, 0, 0)


def _short_name(row: DeckRow) -> str:
    title = row.deck.title_in(locale.current())
    return title if title != row.deck.name or not row.depth else title.rpartition("::")[2]
