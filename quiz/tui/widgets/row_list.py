"""What lists have in common: a selected row, chosen by keys of the screen or by the mouse."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.widgets import Static

from quiz.tui.text import NEXT, joined, to_left

Row = TypeVar("Row")


class RowList(Static, Generic[Row]):
    """Rows, of which those around the selected one are drawn: as many as the height has."""

    GROUND: ClassVar[str] = "$surface"
    """What the selected row is tinted with."""

    class Chosen(Message):
        """A row was clicked; ``again`` when it was selected already."""

        def __init__(self, index: int, again: bool) -> None:
            super().__init__()
            self.index, self.again = index, again

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._top = 0
        self.selected = 0

    @abstractmethod
    def index_at(self, y: int) -> int | None:
        """Return the index of the row in this line of the list, or nothing where none can be selected."""

    def marked(self, drawn: Content, chosen: bool) -> Content:
        """Return a row over the whole width; the one that is selected has a bar at its left."""
        drawn = to_left(drawn, self.size.width)
        if not chosen:
            return drawn
        return joined(Content.styled("▌", NEXT), drawn[1:]).stylize_before(f"on {self.GROUND}")

    def on_click(self, event: Click) -> None:
        """Select the row that was clicked."""
        index = self.index_at(event.y)
        if index is not None:
            self.post_message(self.Chosen(index, index == self.selected))

    async def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """Go on to the next row."""
        await self.run_action("screen.down")

    async def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """Go back to the row before."""
        await self.run_action("screen.up")
