"""A window in which one line of text is written."""

from __future__ import annotations

from abc import abstractmethod

from textual.widgets import Input

from quiz.errors import QuizError
from quiz.tui.screens.base import Dialog, Result


class FieldDialog(Dialog[Result]):
    """A window with a field. What :meth:`take` refuses stays there, and why is in ``problem`` until it is changed."""

    def __init__(self) -> None:
        super().__init__()
        self.problem: QuizError | None = None

    @abstractmethod
    def take(self, text: str) -> Result:
        """Take the text and return the result of the window. Raises :class:`QuizError` where it can't be."""

    def on_mount(self) -> None:
        """Begin to write."""
        super().on_mount()
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        """What was wrong is being changed."""
        self.problem = None
        self.show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field takes the text."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Take the text, or say why it can't be."""
        try:
            result = self.take(self.query_one(Input).value)
        except QuizError as error:
            self.problem = error
            self.show()
        else:
            self.dismiss(result)
