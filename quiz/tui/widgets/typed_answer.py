"""Where an answer is typed: in the place of the action bar, with the next key beside it."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from quiz.locale import _
from quiz.tui.text import BOLD, QUIET, joined


class TypedAnswer(Vertical):
    """A field and a line about it."""

    def compose(self) -> ComposeResult:
        """Compose edges, field and line."""
        yield Static(id="typing-top")
        yield Input(id="typed", compact=True, select_on_focus=False)
        yield Static(id="typing-help")
        yield Static(id="typing-bottom")

    @property
    def value(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def clear(self) -> None:
        """Begin with an empty field."""
        self.query_one(Input).value = ""

    def show(self) -> None:
        """Show the field with the focus in it."""
        cells = self.size.width or 34
        self.query_one("#typing-top", Static).update(Content.styled("▄" * cells, "$surface"))
        self.query_one("#typing-bottom", Static).update(Content.styled("▀" * cells, "$surface"))
        field = self.query_one(Input)
        field.placeholder = _("type the answer")
        help_text = joined(Content.styled(_("Enter"), BOLD), " ", Content.styled(_("judges; empty: show it"), QUIET))
        self.query_one("#typing-help", Static).update(joined("  ", help_text))
        if not field.has_focus:
            field.focus()
