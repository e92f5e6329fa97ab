"""A window in which one line of a list is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content

from quiz.locale import _
from quiz.text import width
from quiz.tui.screens.list_dialog import ListDialog
from quiz.tui.text import BOLD, QUIET, joined, line, rows, to_left
from quiz.tui.widgets.row_list import RowList

_MOST_LINES, _OTHER_LINES = 16, 8
_LONGEST_LABEL = 30
_AROUND = 6
"""The cells of a line beside its label and the words about it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a list: what is picked, and a word about it, with a ``shorter`` one for where that has no room."""

    label: str
    about: str = ""
    shorter: str = ""


class ChoiceList(RowList[Choice]):
    """Lines, as many as there is height, around the selected one."""

    GROUND = "$panel"

    def show(self, shown: Sequence[Choice], selected: int) -> None:
        """Show lines; ``selected`` is the index of the one that Enter takes."""
        self._rows, self.selected = shown, selected
        self.styles.height = max(1, min(_MOST_LINES, len(shown), self.app.size.height - _OTHER_LINES))
        self.refresh()

    def render(self) -> Content:
        """Draw the lines around the selected one."""
        height = max(1, self.size.height)
        self._top = max(
            0, min(max(min(self._top, self.selected), self.selected - height + 1), len(self._rows) - height)
        )
        shown = self._rows[self._top : self._top + height]
        label = min(_LONGEST_LABEL, max((width(one.label) for one in shown), default=0))
        return rows(self._row(one, label, number == self.selected) for number, one in enumerate(shown, self._top))

    def _row(self, one: Choice, label: int, chosen: bool) -> Content:
        words = to_left(line(one.label, BOLD if chosen else "", label if one.about else self.size.width - 3), label)
        room = max(0, self.size.width - _AROUND - label)
        about = line(one.about if width(one.about) <= room else one.shorter or one.about, QUIET, room)
        return self.marked(joined("  ", words, "  ", about), chosen)

    def index_at(self, y: int) -> int | None:
        """Return the index of what stands in this line."""
        index = self._top + y
        return index if y >= 0 and index < len(self._rows) else None


class PickScreen(ListDialog[int]):
    """A list; the result is the index of what was picked. Words are looked up whenever they are shown."""

    def __init__(self, title: Callable[[], str], choices: Callable[[], Sequence[Choice]], selected: int = 0) -> None:
        super().__init__()
        self._title, self._choices = title, choices
        self.selected = selected

    def compose_page(self) -> ComposeResult:
        """Compose the list."""
        yield ChoiceList(id="choices")

    def title_text(self) -> str:
        """Say what is picked."""
        return self._title()

    def show(self) -> None:
        """Show the list."""
        choices = self._choices()
        self.selected = max(0, min(self.selected, len(choices) - 1))
        self.query_one(ChoiceList).show(choices, self.selected)
        super().show()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._choices())

    def footer(self) -> list[tuple[str, str]]:
        """Pick, move, or leave it as it is."""
        return [("dialog.accept", _("take it")), ("list.down+list.up", _("move")), ("dialog.close", _("cancel"))]

    def action_accept(self) -> None:
        """Pick the selected line."""
        self.dismiss(self.selected)
