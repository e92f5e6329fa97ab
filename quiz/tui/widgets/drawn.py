"""A widget that draws its lines itself, each when it is seen: quicker than a text of all of them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

Piece = tuple[str, str]
"""A text, in which nothing acts, and its look in the words of the theme, such as ``bold`` or ``$primary``."""


class DrawnWidget(Widget):
    """To be extended by ``render_line``, which returns a line made by :meth:`strip`."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._styles: dict[str, Style] = {}
        self._styles_of: object = None

    def strip(self, pieces: Iterable[Piece], cells: int, ground: str = "") -> Strip:
        """Return pieces behind each other, cut or filled up to ``cells``; ``ground`` is a look that all have."""
        segments = [Segment(text, self._style(look, ground)) for text, look in pieces]
        return Strip(segments).adjust_cell_length(cells, self._style("", ground))

    def _style(self, look: str, ground: str) -> Style:
        """Return a look in the present theme."""
        basis = (self.app.theme, self.visual_style)
        if self._styles_of != basis:
            self._styles, self._styles_of = {}, basis
        words = f"{look} {ground}".strip()
        if words not in self._styles:
            self._styles[words] = self._resolved(words)
        return self._styles[words]

    def _resolved(self, words: str) -> Style:
        [strip] = Visual.to_strips(self, Content.styled("x", words), 1, 1, self.visual_style)
        [segment] = strip
        return segment.style or Style.null()
