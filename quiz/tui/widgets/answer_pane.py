"""Where the answer stands: it scrolls where it is too long, and says when there is another room for it."""

from textual.containers import VerticalScroll
from textual.events import Resize
from textual.message import Message


class AnswerPane(VerticalScroll, can_focus=False):
    """A pane whose contents depend on its height."""

    class Resized(Message):
        """There are more or fewer rows for the answer now."""

    def on_resize(self, event: Resize) -> None:
        """Tell it to the screen, which draws the answer for the new room."""
        self.post_message(self.Resized())
