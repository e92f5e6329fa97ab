"""The progress line of a session: it grows by a step after each answer, and does nothing else."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quiz.tui.text import progress

SECONDS = 0.15


class ProgressLine(Widget):
    """A line over the whole width; ``fraction`` from 0 to 1 is done."""

    fraction: reactive[float] = reactive(0.0)

    def render(self) -> Content:
        """Draw the line."""
        return progress(self.fraction, self.size.width)

    def move_to(self, fraction: float) -> None:
        """Grow or shrink to a fraction, at once where motion is off."""
        if abs(fraction - self.fraction) > 1e-6:
            self.animate("fraction", fraction, duration=SECONDS)
