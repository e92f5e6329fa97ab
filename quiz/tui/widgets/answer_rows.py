"""Answers below each other: when, which card, how it was rated, and what it was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from quiz.text import width
from quiz.tui.text import BOLD, QUIET, joined, line, rows, to_left, to_right
from quiz.tui.widgets.row_list import RowList

_KEY, _GAP, _LEAST, _BAR = 14, 2, 8, 2
_TIME = len("00:00")


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer in words."""

    card_id: int
    time: str
    key: str
    direction: str
    rating: str
    right: bool
    seconds: str
    how: str
    taken_for: str = ""

    @property
    def height(self) -> int:
        """The lines that it takes."""
        return 2 if self.taken_for else 1


class AnswerRows(RowList[Entry]):
    """A line for each answer, and a second one where it was taken for something else; as many as there is height."""

    GROUND = "$panel"

    def show(self, shown: Sequence[Entry], selected: int) -> None:
        """Show answers; ``selected`` is the index of the one on which the keys act."""
        if shown is not self._rows:
            self._rows, self._top = shown, 0
            self._widths = _widths(shown)
            self.styles.height = max(1, sum(entry.height for entry in shown))
        self.selected = selected
        self.refresh()

    def render(self) -> Content:
        """Draw the answers around the selected one."""
        self._top = min(self._top, self.selected)
        while self._top < self.selected and self._lines_up_to_selected() > max(1, self.size.height):
            self._top += 1
        drawn: list[Content] = []
        for number, entry in enumerate(self._rows[self._top : self._top + max(1, self.size.height)], self._top):
            drawn += [self.marked(part, number == self.selected) for part in self._entry(entry)]
        return rows(drawn[: max(1, self.size.height)])

    def _lines_up_to_selected(self) -> int:
        return sum(entry.height for entry in self._rows[self._top : self.selected + 1])

    def index_at(self, y: int) -> int | None:
        """Return the index of the answer in this line."""
        bottom = 0
        for index, entry in enumerate(self._rows[self._top :], self._top):
            bottom += entry.height
            if 0 <= y < bottom:
                return index
        return None

    def _entry(self, entry: Entry) -> list[Content]:
        """Return the lines of an answer, with room for the bar before them."""
        cells = self.size.width - _BAR
        key, rating, seconds, how, longest = self._widths
        used = _TIME + key + rating + seconds + how + 5 * _GAP
        direction = max(_LEAST, min(cells - used, longest))
        gap = " " * _GAP
        first = joined(
            " " * _BAR,
            Content.styled(entry.time, QUIET),
            gap,
            to_left(line(entry.key, BOLD, key), key),
            gap,
            to_left(line(entry.direction, QUIET, direction), direction),
            gap,
            to_left(line(entry.rating, "" if entry.right else BOLD), rating),
            gap,
            to_right(Content.styled(entry.seconds, QUIET), seconds),
            gap,
            line(entry.how, QUIET, max(0, cells - used - direction + how)),
        )
        if not entry.taken_for:
            return [first]
        return [first, joined(" " * (_BAR + _TIME + _GAP), line(entry.taken_for, "", cells - _TIME - _GAP))]


def _widths(entries: Sequence[Entry]) -> tuple[int, int, int, int, int]:
    """Return the widths of keys, ratings, seconds, the ways of answering, and directions."""
    fields = ("key", "rating", "seconds", "how", "direction")
    key, rating, seconds, how, direction = (
        max((width(getattr(entry, field)) for entry in entries), default=0) for field in fields
    )
    return min(_KEY, key), rating, seconds, how, direction
