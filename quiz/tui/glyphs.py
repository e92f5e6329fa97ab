"""The whole screen in ASCII, for terminals that draw lines and blocks two cells wide."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quiz.glyphs import in_ascii


class AsciiFilter(LineFilter):
    """Replaces each glyph of the drawing by a character of the same width."""

    def __init__(self) -> None:
        super().__init__(enabled=False)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII, Chinese and other texts left as they are."""
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]
