"""The one thing to do next: lit, with its key, what it does, and how many cards that is."""

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from quiz.tui.keys import method_of
from quiz.tui.text import apart, joined, rows, width

_LINES = 3


def room_for_words(cells: int, key: str, figure: str) -> int:
    """Return how many cells words may take beside a key and a figure, on a button of a width."""
    return cells - width(f"  {key}   {figure}  ")


def room_of(key: str, words: str) -> int:
    """Return how wide a button has to be, in cells, for words that are not cut."""
    return width(f"  {key}  {words}   ")


class NextButton(Static):
    """A button that a key presses, or the mouse; where there is no room for its edges it is one line."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._action, self._key, self._words, self._figure = "", "", "", ""

    def show(self, action: str, key: str, words: str, figure: str = "") -> None:
        """Offer an action of the table by its key; without an action there is nothing to do."""
        self._action, self._key, self._words, self._figure = action, key, words, figure
        self.refresh()

    def render(self) -> Content:
        """Draw the lit button, or one line where there is no room for more."""
        cells = self.size.width
        if not self._action:
            return Content("")
        left = joined("  ", Content.styled(f"{self._key}  {self._words}", "bold"))
        label = apart(left, joined(self._figure, "  "), cells).stylize_before("$background on $accent")
        if self.size.height < _LINES:
            return label
        return rows([Content.styled("▄" * cells, "$accent"), label, Content.styled("▀" * cells, "$accent")])

    async def on_click(self, event: Click) -> None:
        """Do it."""
        event.stop()
        if self._action:
            await self.run_action(f"screen.{method_of(self._action)}")
