"""Giving a card a flag."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz.actions import ACTIONS
from quiz.locale import _
from quiz.tui import keys
from quiz.tui.screens.base import Dialog
from quiz.tui.text import BOLD, QUIET, joined, line, paragraph, rows, to_left
from quiz.tui.widgets.row_list import RowList

FLAGS = tuple(ACTIONS[name].label for name in keys.in_places(["flag"]))
"""The words for the flags 0 to 7; what they are used for is up to the person."""


def flag_sign(flag: int) -> str:
    """Return the sign of a flag, such as ``⚑1``; empty for none."""
    return f"⚑{flag}" if flag else ""


def flag_text(flag: int) -> str:
    """Return a flag with its word."""
    return f"{flag_sign(flag)} {_(FLAGS[flag])}".strip()


class FlagList(RowList[str]):
    """The flags below each other, each with its digit, sign and word."""

    GROUND = "$panel"

    def show(self, shown: Sequence[str], selected: int) -> None:
        """Show words; ``selected`` is the index of the flag that Enter takes."""
        self._rows, self.selected = shown, selected
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw a line a flag."""
        return rows(self._row(index, word) for index, word in enumerate(self._rows))

    def _row(self, index: int, word: str) -> Content:
        chosen = index == self.selected
        digit = Content.styled(f"  {index}", BOLD)
        sign = to_left(Content(flag_sign(index)), 4)
        return self.marked(joined(digit, "   ", sign, line(word, BOLD if chosen else "")), chosen)

    def index_at(self, y: int) -> int | None:
        """Return the flag in this line."""
        return y if 0 <= y < len(self._rows) else None


class FlagScreen(Dialog[int]):
    """A window with the flags 0 to 7; its result is the one that was chosen."""

    PLACES = ("dialog", "choice", "flag")
    CSS = """
    FlagList { height: 8; }
    FlagScreen #about { height: auto; margin-top: 1; }
    FlagScreen.-low #about { display: none; }
    """

    def __init__(self, flag: int) -> None:
        super().__init__()
        self._chosen = flag

    def compose_page(self) -> ComposeResult:
        """Compose the list, and where flags are found again."""
        yield FlagList(id="flags")
        yield Static(id="about")

    def title_text(self) -> str:
        """Ask."""
        return _("Which flag?")

    def show(self) -> None:
        """Show the flags with the chosen one."""
        self.query_one(FlagList).show([_(word) for word in FLAGS], self._chosen)
        about = self.query_one("#about", Static)
        said = _("The query is:flagged finds all cards with a flag.")
        about.update(rows(paragraph(said, about.size.width or self.columns - 6, QUIET)))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Take it, choose another one, or leave it as it is."""
        return [("dialog.accept", _("take it")), ("choice.down", _("next")), ("dialog.close", _("cancel"))]

    def action_accept(self) -> None:
        """Take the chosen flag."""
        self.dismiss(self._chosen)

    def action_down(self) -> None:
        """Choose the next flag."""
        self._choose(self._chosen + 1)

    def action_up(self) -> None:
        """Choose the flag before."""
        self._choose(self._chosen - 1)

    def _choose(self, flag: int) -> None:
        self._chosen = flag % len(FLAGS)
        self.show()

    def on_row_list_chosen(self, message: FlagList.Chosen) -> None:
        """Take the flag that was clicked."""
        self.dismiss(message.index)

    def action_none(self) -> None:
        """Take the flag away."""
        self.dismiss(0)

    def action_first(self) -> None:
        """Give the first flag."""
        self.dismiss(1)

    def action_second(self) -> None:
        """Give the second flag."""
        self.dismiss(2)

    def action_third(self) -> None:
        """Give the third flag."""
        self.dismiss(3)

    def action_fourth(self) -> None:
        """Give the fourth flag."""
        self.dismiss(4)

    def action_fifth(self) -> None:
        """Give the fifth flag."""
        self.dismiss(5)

    def action_sixth(self) -> None:
        """Give the sixth flag."""
        self.dismiss(6)

    def action_seventh(self) -> None:
        """Give the seventh flag."""
        self.dismiss(7)
