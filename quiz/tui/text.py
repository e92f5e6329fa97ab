"""Building what is shown: texts of decks stand literally, widths are counted in cells.

Styles are roles of the theme. A text is quiet (labels, units), faint (what may be overlooked), or plain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from quiz import locale
from quiz.text import literal, one_line, width
from quiz.wrapping import cut, wrapped

if TYPE_CHECKING:
    from quiz.cards import Deck

QUIET = "$foreground 70%"
FAINT = "$foreground 42%"
HAIRLINE = "$foreground 18%"
BOLD = "bold"
NEXT = "$accent"
DATA = "$primary"


def title_of(deck: Deck) -> str:
    """Return a deck's title in the language of the interface, in one line."""
    return one_line(deck.title_in(locale.current()))


def line(value: str, style: str = "", cells: int | None = None) -> Content:
    """Return text in which nothing acts, in one line, cut to ``cells`` where they are given."""
    shown = one_line(value)
    return Content.styled(shown if cells is None else cut(shown, cells), style)


def joined(*parts: Content | str) -> Content:
    """Return parts behind each other."""
    return Content.assemble(*parts)


def rows(lines: Iterable[Content | str]) -> Content:
    """Return lines below each other."""
    return Content("\n").join([part if isinstance(part, Content) else Content(part) for part in lines])


def paragraph(value: str, cells: int, style: str = "", most: int | None = None) -> list[Content]:
    """Return text as lines that are no wider than ``cells``, or the first ``most`` of them."""
    return [Content.styled(part, style) for part in wrapped(literal(value), cells, most)]


def hanging(head: Content, lines: Iterable[Content]) -> list[Content]:
    """Return lines behind a head, the further ones indented by its width."""
    return [joined(head if not number else " " * head.cell_length, part) for number, part in enumerate(lines)]


def apart(left: Content, right: Content, cells: int) -> Content:
    """Return a line with one part at the left edge and one at the right; the left one gives way."""
    space = cells - right.cell_length
    if left.cell_length > space - 1:
        left = left.truncate(max(0, space - 1), ellipsis=True)
    return joined(left, " " * max(1, space - left.cell_length), right)


def to_right(part: Content, cells: int) -> Content:
    """Return a part with spaces before it, up to ``cells``."""
    return joined(" " * max(0, cells - part.cell_length), part)


def to_left(part: Content, cells: int) -> Content:
    """Return a part with spaces behind it, up to ``cells``."""
    if part.cell_length > cells:
        part = part.truncate(cells, ellipsis=True)
    return joined(part, " " * max(0, cells - part.cell_length))


def progress(fraction: float, cells: int, done: str = DATA) -> Content:
    """Return a line that is thick as far as something is done: ``fraction`` from 0 to 1."""
    filled = round(min(max(fraction, 0.0), 1.0) * cells) or int(fraction > 0)
    return joined(Content.styled("━" * filled, done), Content.styled("─" * (cells - filled), HAIRLINE))


__all__ = [
    "BOLD",
    "DATA",
    "FAINT",
    "HAIRLINE",
    "NEXT",
    "QUIET",
    "apart",
    "cut",
    "hanging",
    "joined",
    "line",
    "paragraph",
    "progress",
    "rows",
    "title_of",
    "to_left",
    "to_right",
    "width",
]
