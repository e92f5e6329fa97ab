"""Something that the person has to know before going on: what went wrong, and what to do."""

from textual.app import ComposeResult
from textual.widgets import Static

from quiz.locale import _
from quiz.tui.screens.base import Dialog
from quiz.tui.text import QUIET, paragraph, rows


class MessageScreen(Dialog[None]):
    """A sentence and a hint, until Enter or Escape."""

    def __init__(self, message: str, hint: str = "", title: str = "") -> None:
        super().__init__()
        self._message, self._hint, self._title = message, hint, title

    def compose_page(self) -> ComposeResult:
        """Compose the text."""
        yield Static(id="message")

    def title_text(self) -> str:
        """Say that it did not work, unless it is something else."""
        return self._title or _("That did not work")

    def show(self) -> None:
        """Show the message, and quietly the hint."""
        cells = self.query_one("#message").size.width or 60
        lines = paragraph(self._message, cells) + (paragraph(self._hint, cells, QUIET) if self._hint else [])
        self.query_one("#message", Static).update(rows(lines))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Only close."""
        return [("dialog.accept", _("go on"))]

    def action_accept(self) -> None:
        """Close the window."""
        self.dismiss(None)
