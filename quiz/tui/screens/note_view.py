"""The whole note with its explanation, however long it is."""

from textual.widgets import Static

from quiz.locale import _
from quiz.questions import Question
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.widgets.card_view import whole_note


class NoteView(ReadingWindow):
    """One note."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def title_text(self) -> str:
        """Say what this is."""
        return _("The whole note")

    def show(self) -> None:
        """Show every field."""
        self.query_one("#text", Static).update(whole_note(self._question, self.cells))
        super().show()
