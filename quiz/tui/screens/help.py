"""What the keys of a screen do, made from the table of actions."""

from collections.abc import Sequence
from itertools import groupby

from textual.content import Content
from textual.widgets import Static

from quiz.actions import ACTIONS, PLACES, place_of
from quiz.locale import _
from quiz.tui import keys
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import BOLD, QUIET, joined, paragraph, rows, to_left

_KEYS_WIDTH = 16


class HelpScreen(ReadingWindow):
    """All actions of the screen below, by place."""

    def __init__(self, names: Sequence[str]) -> None:
        """Show these actions, and those that work everywhere."""
        super().__init__()
        order = list(PLACES)
        self._names = sorted(names, key=lambda name: order.index(place_of(name))) + keys.in_places(("app",))

    def title_text(self) -> str:
        """Say what this is."""
        return _("What the keys do")

    def show(self) -> None:
        """List the actions by place, those of the screen first."""
        chosen = self.quiz.program.config.keys
        lines: list[Content | str] = []
        for place, group in groupby(self._names, key=place_of):
            lines += [Content.styled(_(PLACES[place]), BOLD)]
            for name in group:
                lines += _entry(name, "  ".join(keys.key_names(name, chosen)), self.cells)
            lines.append("")
        self.query_one("#text", Static).update(rows(lines[:-1]))
        super().show()


def _entry(name: str, pressed: str, cells: int) -> list[Content]:
    """Return an action with its keys; further lines begin below the first."""
    said = paragraph(_(ACTIONS[name].does), cells - _KEYS_WIDTH, QUIET)
    return [joined(to_left(Content(pressed if not at else ""), _KEYS_WIDTH), part) for at, part in enumerate(said)]
