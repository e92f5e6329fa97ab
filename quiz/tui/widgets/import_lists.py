"""The two lists of an import: the files, with what is done with each, and the first notes of one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from quiz.tui.text import BOLD, QUIET, joined, line, rows, to_left, to_right, width
from quiz.tui.widgets.row_list import Row, RowList

_LEAST_NAME = 16


class ScrolledList(RowList[Row], can_focus=True):
    """As many lines as there is height, around the selected one; with the focus the screen's keys act on it."""

    def show(self, shown: Sequence[Row], selected: int) -> None:
        """Show lines; ``selected`` is the index of the one on which the keys act."""
        self._rows, self.selected = shown, selected
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the lines around the selected one."""
        height = max(1, self.size.height)
        self._top = max(min(self._top, self.selected), self.selected - height + 1)
        self._top = max(0, min(self._top, len(self._rows) - height))
        shown = self._rows[self._top : self._top + height]
        return rows(
            self.marked(self.drawn(row, at == self.selected), at == self.selected)
            for at, row in enumerate(shown, self._top)
        )

    @abstractmethod
    def drawn(self, row: Row, chosen: bool) -> Content:
        """Return a line, beginning with two cells for the bar."""

    def index_at(self, y: int) -> int | None:
        """Return the index of what stands in this line."""
        index = self._top + y
        return index if y >= 0 and index < len(self._rows) else None

    def on_focus(self) -> None:
        """Show that the keys act here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that they act elsewhere."""
        self.refresh()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list: its name, what is done with it, and whether it is imported or can't be."""

    name: str
    state: str
    taken: bool = True
    wrong: bool = False


class FileList(ScrolledList[FileRow]):
    """Files: one that is imported has a tick, one that can't be a cross."""

    class Chosen(RowList.Chosen):
        """A file was clicked."""

    def drawn(self, row: FileRow, chosen: bool) -> Content:
        """Return the sign, the name, and at the right what is done."""
        cells = self.size.width
        room = max(_LEAST_NAME, cells - 6 - width(row.state))
        longest = max((width(one.name) for one in self._rows), default=0)
        name = line(row.name, (BOLD if chosen else "") if row.taken else QUIET, min(room, longest))
        sign = Content.styled("✗ ", "$error") if row.wrong else Content("✓ " if row.taken else "  ")
        left = joined("  ", sign, name, "  ")
        state = line(row.state, QUIET, max(0, cells - left.cell_length - 1))
        return joined(left, to_right(state, cells - left.cell_length - 1), " ")


class NoteList(ScrolledList[Content]):
    """Notes, a line each."""

    class Chosen(RowList.Chosen):
        """A note was clicked."""

    def drawn(self, row: Content, chosen: bool) -> Content:
        """Return the note behind the bar."""
        return to_left(joined("  ", row), self.size.width)


__all__ = ["FileList", "FileRow", "NoteList"]
