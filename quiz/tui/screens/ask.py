"""Two small windows: a question that is answered with yes or no, and one line of text to be written."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.errors import QuizError
from quiz.locale import _
from quiz.tui.screens.base import Dialog
from quiz.tui.screens.field_dialog import FieldDialog
from quiz.tui.text import QUIET, paragraph, rows

Words = Callable[[], str]
"""Words that are looked up whenever they are shown, so that they follow the language."""


class AskScreen(Dialog[bool]):
    """A question; Enter says yes, Escape no. Its result is ``True`` only for yes."""

    def __init__(self, question: Words, text: Words, yes: Words) -> None:
        super().__init__()
        self._question, self._text, self._yes = question, text, yes

    def compose_page(self) -> ComposeResult:
        """Compose what is to be known before answering."""
        yield Static(id="message")

    def title_text(self) -> str:
        """Ask."""
        return self._question()

    def show(self) -> None:
        """Show the question and what is to be known."""
        message = self.query_one("#message", Static)
        message.update(rows(paragraph(self._text(), message.size.width or 60)))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Yes and no."""
        return [("dialog.accept", self._yes()), ("dialog.close", _("cancel"))]

    def action_accept(self) -> None:
        """Say yes."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Say no."""
        self.dismiss(False)


class NameScreen(FieldDialog[str]):
    """One line of text. ``accept`` takes it; where it raises :class:`QuizError`, that is shown and nothing is lost."""

    def __init__(self, title: Words, value: str, accept: Callable[[str], None]) -> None:
        super().__init__()
        self._title, self._value, self._accept = title, value, accept

    def compose_page(self) -> ComposeResult:
        """Compose the field and the line below it."""
        yield Input(self._value, id="name")
        yield Static(id="problem")

    def title_text(self) -> str:
        """Say what the text is for."""
        return self._title()

    def show(self) -> None:
        """Show what is wrong with the text, if anything is."""
        problem = self.query_one("#problem", Static)
        problem.display = self.problem is not None
        if self.problem is not None:
            problem.update(rows(problem_lines(self.problem, self.query_one(Input).size.width or 60)))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Take it or not."""
        return [("dialog.accept", _("save")), ("dialog.close", _("cancel"))]

    def take(self, text: str) -> str:
        """Give the text, without the space around it, to the one who asked for it."""
        self._accept(text.strip())
        return text.strip()


def problem_lines(error: QuizError, cells: int) -> list[Content]:
    """Return what went wrong, and quietly what to do, as lines."""
    hint = paragraph(error.hint, cells, QUIET) if error.hint else []
    return [*paragraph(f"✗ {error.message}", cells, "$error"), *hint]
