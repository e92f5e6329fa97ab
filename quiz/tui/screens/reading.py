"""A window with a text that may be longer than the window."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from quiz.tui.screens.base import Dialog


class ReadingWindow(Dialog[None]):
    """A window with a text that scrolls."""

    PLACES = ("dialog", "list")

    def compose_page(self) -> ComposeResult:
        """Compose the text."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Static(id="text")

    @property
    def cells(self) -> int:
        """How wide the text may be, with a column of air before the bar."""
        return max(20, (self.query_one("#reading").size.width or 62) - 2)

    def is_available(self, name: str) -> bool:
        """Let the text be moved through and closed."""
        return name in ("list.down", "list.up", "list.close", "dialog.close")

    def footer(self) -> list[tuple[str, str]]:
        """Moving and closing."""
        return self.labelled("list.down", "list.up", "list.close")

    def action_down(self) -> None:
        """Scroll down."""
        self.query_one("#reading", VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll up."""
        self.query_one("#reading", VerticalScroll).scroll_up(animate=False)
