"""What the keys of a screen do, made from the table of actions."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from textual.content import Content
from textual.widgets import Static

from quiz.actions import ACTIONS, PLACES, place_of
from quiz.locale import _
from quiz.tui import keys
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import BOLD, QUIET, hanging, paragraph, rows, to_left, width

_KEYS_WIDTH = 16


class HelpScreen(ReadingWindow):
    """All actions of the screen below, by place."""

    def __init__(self, names: Sequence[str], more: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Show these actions and those that work everywhere, and ``more``: headings with words and what they mean."""
        super().__init__()
        self._more = more
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
                lines += _entry("  ".join(keys.key_names(name, chosen)), _(ACTIONS[name].does), self.cells)
            lines.append("")
        for heading, entries in self._more.items():
            lines.append(Content.styled(heading, BOLD))
            lines += [part for words, meaning in entries for part in _entry(words, meaning, self.cells)]
            lines.append("")
        self.query_one("#text", Static).update(rows(lines[:-1]))
        super().show()


def _entry(words: str, meaning: str, cells: int) -> list[Content]:
    """Return keys, or what can be typed, with what they do; long words stand in a line of their own."""
    said = paragraph(meaning, cells - _KEYS_WIDTH, QUIET)
    if width(words) < _KEYS_WIDTH:
        return hanging(to_left(Content(words), _KEYS_WIDTH), said)
    return [Content(words), *hanging(Content(" " * _KEYS_WIDTH), said)]
