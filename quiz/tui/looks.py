"""How the parts of a figure look in the theme."""

from textual.content import Content

from quiz.charts.figure import Line, Role
from quiz.tui.text import BOLD, DATA, FAINT, HAIRLINE, NEXT, QUIET, joined

LOOKS = {
    Role.PLAIN: "$foreground",
    Role.STRONG: BOLD,
    Role.QUIET: QUIET,
    Role.FAINT: FAINT,
    Role.HAIRLINE: HAIRLINE,
    Role.DATA: DATA,
    Role.DATA_LOW: f"{DATA} 60%",
    Role.DATA_MIDDLE: f"{DATA} 75%",
    Role.DATA_HIGH: f"{DATA} 88%",
    Role.SECOND: "$secondary",
    Role.NEXT: NEXT,
}
"""How each role of a drawing looks."""


def content_of(line: Line) -> Content:
    """Return a line of a drawing in the looks of the theme."""
    return joined(*[Content.styled(span.text, LOOKS[span.role]) for span in line])
