"""A window in which the value of a setting is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Input, Static

from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal
from quiz.tui.screens.field_dialog import FieldDialog
from quiz.tui.text import QUIET, paragraph, rows


class ValueScreen(FieldDialog[None]):
    """Asks for a value until ``accept`` takes it; what ``accept`` refuses stays in the field.

    ``label``, ``explanation`` and ``takes`` are messages, looked up when they are shown.
    """

    CSS = """
    ValueScreen #about, ValueScreen #refused { height: auto; margin-bottom: 1; }
    ValueScreen #refused { margin: 1 0 0 0; color: $error; }
    ValueScreen Input { background: $panel; }
    """

    def __init__(self, label: str, explanation: str, takes: str, value: str, accept: Callable[[str], None]) -> None:
        super().__init__()
        self._label, self._explanation, self._takes = label, explanation, takes
        self._value, self._accept = value, accept

    def compose_page(self) -> ComposeResult:
        """Compose the explanation, the field, and what is wrong with it."""
        yield Static(id="about")
        yield Input(self._value, id="value")
        yield Static(id="refused")

    def title_text(self) -> str:
        """Return the name of the setting."""
        return _(self._label)

    def show(self) -> None:
        """Show what the setting does and takes, and what was wrong."""
        cells = self.query_one("#about").size.width or 50
        takes = _("It takes: {values}.").format(values=self._takes)
        about = [*paragraph(_(self._explanation), cells), *paragraph(takes, cells, QUIET)]
        self.query_one("#about", Static).update(rows(about))
        refused = self.query_one("#refused", Static)
        refused.display = self.problem is not None
        if self.problem is not None:
            refused.update(rows(paragraph(f"✗ {self.problem.message}", cells)))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Accept or close."""
        return [("dialog.accept", _("accept")), ("dialog.close", _("leave it as it is"))]

    def take(self, text: str) -> None:
        """Give the value to the one who asked for it."""
        self._accept(text)


def refused(label: str, value: str) -> QuizError:
    """Return the error for a value that a setting does not take, with the name that the setting has on the screen."""
    return QuizError(_("“{name}” cannot be “{value}”.").format(name=_(label), value=literal(value)))
