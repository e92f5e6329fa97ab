"""Lines of a form: a label beside a value out of several, which the arrow keys change, or beside a field."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from quiz.locale import _
from quiz.tui.text import BOLD, NEXT, QUIET, joined, line, to_left
from quiz.tui.widgets.field_row import LabelledRow


class ValueLine(Static, can_focus=True):
    """A value out of several: with the focus it has a bar and a tint, and the arrow keys change it."""

    class Changed(Message):
        """Another value was taken."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="typed")
        self._words: Sequence[str] = ()
        self.index = 0
        self._focused_now = False
        self._only_focuses = False

    def offer(self, words: Sequence[str]) -> None:
        """Show these values in words."""
        self._words = words
        self.index = min(self.index, max(0, len(words) - 1))
        self.refresh()

    def step(self, by: int) -> None:
        """Take a neighbouring value; behind the last comes the first."""
        if len(self._words) > 1:
            self.index = (self.index + by) % len(self._words)
            self.refresh()
            self.post_message(self.Changed())

    def render(self) -> Content:
        """Draw the value in its line."""
        cells, focused = self.size.width, self.has_focus
        word = self._words[self.index] if self._words else ""
        arrows = focused and len(self._words) > 1
        bar = Content.styled("▌", NEXT) if focused else Content(" ")
        left, right = ("‹ ", " ›") if arrows else ("", "")
        shown = line(word, BOLD if focused else "", max(2, cells - 6))
        drawn = joined(bar, Content.styled(left, QUIET), shown, Content.styled(right, QUIET))
        return to_left(drawn, cells).stylize_before("on $panel" if focused else "")

    def on_focus(self) -> None:
        """Show that the arrow keys act here."""
        self._focused_now = True
        self.call_later(self._stay)
        self.refresh()

    def _stay(self) -> None:
        """Know, when everything that came together with the focus is done, that it was here before."""
        self._focused_now = False

    def on_blur(self) -> None:
        """Show that they act elsewhere."""
        self.refresh()

    def on_mouse_down(self) -> None:
        """A click that brings the focus does nothing else."""
        self._only_focuses = self._focused_now

    def on_click(self, event: Click) -> None:
        """Take the next value, where the focus was here already."""
        event.stop()
        if not self._only_focuses:
            self.step(1)


class NamedRow(LabelledRow):
    """A value or a field with its name, a message, beside it."""

    def __init__(self, label: str, typed: Widget) -> None:
        super().__init__(typed)
        self._label_text = label

    def label(self) -> str:
        """Return what the value is about."""
        return _(self._label_text)
