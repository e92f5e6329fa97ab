"""Choosing the columns of the table, and their order."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from quiz.browsing import COLUMNS, column
from quiz.locale import _
from quiz.tui.screens.list_dialog import ListDialog
from quiz.tui.screens.pick import Choice, ChoiceList


class ColumnsScreen(ListDialog[tuple[str, ...]]):
    """All columns, those that are shown first; the result are the names of these in their order."""

    PLACES = ("dialog", "list", "columns")

    def __init__(self, shown: Sequence[str], fields: Sequence[str], *, notes: bool) -> None:
        """Begin with the columns that are ``shown``; ``fields`` are those of notes that can be columns, too."""
        super().__init__()
        every = [name for name, each in COLUMNS.items() if each.fits(notes=notes)]
        every += [f"field:{name}" for name in fields]
        self._names = [*shown, *(name for name in every if name not in shown)]
        self._shown = set(shown)
        self._notes = notes

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._names)

    def compose_page(self) -> ComposeResult:
        """Compose the list."""
        yield ChoiceList(id="choices")

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("Which columns?")

    def show(self) -> None:
        """Show the columns, those in the table with a sign."""
        self.query_one(ChoiceList).show([self._choice(name) for name in self._names], self.selected)
        super().show()

    def _choice(self, name: str) -> Choice:
        sign = "✓" if name in self._shown else "·"
        return Choice(f"{sign} {column(name, notes=self._notes).heading()}", name)

    def is_available(self, name: str) -> bool:
        """Let columns be moved through, shown and hidden, and put in another order."""
        return name.startswith("columns.") or super().is_available(name)

    def footer(self) -> list[tuple[str, str]]:
        """Show or hide, put elsewhere, take it, or leave it as it is."""
        order = [("columns.earlier+columns.later", _("order"))]
        return [
            *self.labelled("columns.switch"),
            *order,
            ("dialog.accept", _("take it")),
            ("dialog.close", _("cancel")),
        ]

    def action_accept(self) -> None:
        """Take the columns, as long as there is one."""
        names = tuple(name for name in self._names if name in self._shown)
        if names:
            self.dismiss(names)

    def action_switch(self) -> None:
        """Show the selected column, or hide it."""
        self._shown ^= {self._names[self.selected]}
        self.show()

    def _put(self, step: int) -> None:
        to = self.selected + step
        if 0 <= to < len(self._names):
            self._names.insert(to, self._names.pop(self.selected))
            self.select(to)

    def action_earlier(self) -> None:
        """Put the selected column before the one before it."""
        self._put(-1)

    def action_later(self) -> None:
        """Put the selected column behind the next one."""
        self._put(1)
