"""What windows with a list have in common: one of its lines is selected, by keys or by the mouse."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Generic

from quiz.tui.screens.base import Dialog, Result
from quiz.tui.widgets.row_list import RowList

MOVES = ("list.down", "list.up", "list.first", "list.last")


class ListDialog(Dialog[Result], Generic[Result]):
    """A window with a list; ``selected`` is the index of the line on which the keys act."""

    PLACES: ClassVar[tuple[str, ...]] = ("dialog", "list")

    selected = 0

    @property
    @abstractmethod
    def count(self) -> int:
        """How many lines there are."""

    @abstractmethod
    def action_accept(self) -> None:
        """Do with the selected line what the window is for."""

    def select(self, index: int) -> None:
        """Go to a line, as far as there is one."""
        self.selected = max(0, min(index, self.count - 1))
        self.show()

    def is_available(self, name: str) -> bool:
        """Let lines be moved through and taken where there are any, and the window be closed."""
        return name in ("dialog.close", "list.close") or (name in (*MOVES, "dialog.accept") and self.count > 0)

    def action_down(self) -> None:
        """Go to the next line."""
        self.select(self.selected + 1)

    def action_up(self) -> None:
        """Go to the line before."""
        self.select(self.selected - 1)

    def action_first(self) -> None:
        """Go to the first line."""
        self.select(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self.select(self.count - 1)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Go to the line that was clicked, and take it with a second click."""
        self.select(message.index)
        if message.again:
            self.action_accept()
