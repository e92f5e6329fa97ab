"""The last look at what goes to the terminal: nothing in it acts, wherever it came from.

Screens show texts with :mod:`quiz.tui.text`, which makes them literal. What is typed or pasted into a field is not
theirs to change, and a text that a screen forgets is one too many.
"""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quiz.text import ACTING

_ACTING_IN_A_LINE = re.compile(f"{ACTING}|\n")


class LiteralFilter(LineFilter):
    """Lets no character act on the terminal, and leaves everything in its column."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without characters that act; those that have a width are shown as U+FFFD."""
        if all(text.isprintable() for text, _style, _control in segments):
            return segments
        return [Segment(_ACTING_IN_A_LINE.sub(_shown, text), style, control) for text, style, control in segments]


def _shown(found: re.Match[str]) -> str:
    return "\ufffd" * cell_len(found.group())
