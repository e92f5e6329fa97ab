"""One sentence of advice with a bar, and at its right the lit button that does it."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from quiz.text import literal
from quiz.tui.text import DATA, NEXT, apart, cut, joined, rows, to_right, width
from quiz.wrapping import wrapped

MOST_LINES = 2
_BAR, _BETWEEN = 2, 3
_LEAST_TEXT = 30


class AdviceBar(Static):
    """Two lines at most. A click on the button does what is advised."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._button = range(0)

    def show(self, text: str, key: str, words: str, cells: int, *, lit: bool) -> int:
        """Show a sentence in a width, with a button if it has words; return how many lines it takes.

        Where the key does something else it is not on the button, and this is not ``lit``; nothing moves by that.
        """
        button = f"{key} {words}" if words else ""
        beside = _beside(button, cells)
        lines = _fitted(text, cells - _BAR, beside)
        bar = Content.styled("▌ ", NEXT if button and lit else DATA)
        drawn = [joined(bar, line) for line in lines]
        self._button = range(0)
        if beside and drawn:
            label = _lit(button) if lit else _unlit(words, width(button))
            drawn[0] = apart(drawn[0], label, cells)
            self._button = range(cells - label.cell_length, cells)
        self.update(rows(drawn), layout=False)
        return len(drawn)

    async def on_click(self, event: Click) -> None:
        """Do what is advised, where the button was clicked."""
        event.stop()
        place = event.get_content_offset(self)
        if place is not None and place.y == 0 and place.x in self._button:
            await self.run_action("screen.advised")


def _lit(button: str) -> Content:
    return Content.styled(f" {button} ", "bold $background on $accent")


def _unlit(words: str, cells: int) -> Content:
    return joined(" ", to_right(Content(words), cells), " ").stylize_before("$foreground on $surface")


def _beside(button: str, cells: int) -> int:
    """Return the cells of the button with the space before it; 0 where there is no room for it."""
    needed = width(button) + 2 + _BETWEEN
    return needed if button and cells - _BAR - needed >= _LEAST_TEXT else 0


def _fitted(text: str, cells: int, beside: int) -> list[str]:
    """Return a sentence as lines: beside the button, or where it is longer also below it, cut in the last one."""
    shown = " ".join(literal(text).split())
    lines = [line for line in wrapped(shown, cells - beside) if line]
    if len(lines) <= MOST_LINES:
        return lines
    rest = shown[len(lines[0]) :].strip()
    return [lines[0], cut(rest, cells)]
