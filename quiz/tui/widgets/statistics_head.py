"""The first line of the statistics: what is looked at, and over which period."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from quiz.locale import _, mark
from quiz.tui.text import BOLD, QUIET, apart, joined, line

_SHORT = {"1m": mark("1 m"), "3m": mark("3 m"), "1y": mark("1 y"), "all": mark("all")}
"""The periods in two or three characters."""

_BETWEEN = "   "


class StatisticsHead(Static):
    """A title, the scope, and the periods, of which one is chosen. A click chooses another one."""

    class Chosen(Message):
        """A period was clicked."""

        def __init__(self, period: str) -> None:
            super().__init__()
            self.period = period

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._places: list[tuple[range, str]] = []

    def show(self, scope: str, period: str, cells: int) -> None:
        """Show a scope and the periods in a width."""
        right, self._places = Content(""), []
        for name, word in _SHORT.items():
            label = joined("▸ ", _(word)).stylize(BOLD) if name == period else Content.styled(_(word), QUIET)
            begin = right.cell_length + (len(_BETWEEN) if right else 0)
            right = joined(right, _BETWEEN, label) if right else label
            self._places.append((range(begin, right.cell_length), name))
        left = joined(Content.styled(_("Statistics"), BOLD), _BETWEEN, line(scope))
        before = cells - right.cell_length
        self._places = [(range(one.start + before, one.stop + before), name) for one, name in self._places]
        self.update(apart(left, right, cells), layout=False)

    def on_click(self, event: Click) -> None:
        """Choose the period that was clicked."""
        event.stop()
        place = event.get_content_offset(self)
        if place is not None:
            for name in (name for cells, name in self._places if place.x in cells):
                self.post_message(self.Chosen(name))
