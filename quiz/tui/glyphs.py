"""Drawing with ASCII, for terminals that draw lines and blocks two cells wide."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ASCII = str.maketrans(
    {
        **dict.fromkeys("━═", "="),
        **dict.fromkeys("─╌┈", "-"),
        **dict.fromkeys("┃│┊", "|"),
        **dict.fromkeys("┏┓┗┛┣┫┳┻╋", "+"),
        **dict.fromkeys("╺╸", "-"),
        **dict.fromkeys("╻╹", "|"),
        **dict.fromkeys("▄▀", " "),
        **dict.fromkeys("▸▌→", ">"),
        **dict.fromkeys("▾↓", "v"),
        "·": ".",
        "…": "~",
        "▁": ":",
        "▃": "+",
        "▅": "*",
        "▇": "#",
        "█": "#",
        "▔": "^",
        "✓": "v",
        "✗": "x",
        "≈": "~",
        "↵": "<",
        "←": "<",
        "↑": "^",
        "×": "x",
    }
)


class AsciiFilter(LineFilter):
    """Replaces each glyph of the drawing by a character of the same width."""

    def __init__(self) -> None:
        super().__init__(enabled=False)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII, Chinese and other texts left as they are."""
        return [Segment(text.translate(_ASCII), style, control) for text, style, control in segments]
