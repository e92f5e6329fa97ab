"""Breaking text into lines of terminal cells, Chinese and Latin mixed.

Lines break at white space and between wide characters; closing punctuation never begins a line and opening punctuation
never ends one, as in the common subset of UAX #14 and of the Chinese layout requirements (W3C CLREQ, section 3.1.3).
"""

import re
from collections.abc import Iterator

from quiz.text import width

_NOT_AT_START = frozenset("，。、；：？！…—”’）》」』】〕％,.;:?!)]}%")
_NOT_AT_END = frozenset("“‘（《「『【〔([{")
_SPACES = re.compile(r"([ ]+)")


def wrapped(text: str, cells: int) -> list[str]:
    """Return ``text`` as lines of at most ``cells`` terminal cells (at least 2); its own line breaks stay."""
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, max(2, cells))]


def _paragraph(text: str, cells: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(text):
        if width((line + piece).rstrip()) <= cells:
            line += piece
            continue
        if line.strip():
            yield line.rstrip()
            line = ""
        line = piece if line or piece.strip() else ""
        while width(line.rstrip()) > cells:
            head = _head(line, cells)
            yield head
            line = line[len(head) :]
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a paragraph between which a line may be broken: words, spaces, single wide characters."""
    for run in _SPACES.split(text):
        if not run or run.isspace():
            yield from [run] if run else []
            continue
        piece = ""
        for character in run:
            if piece and _may_break(piece[-1], character):
                yield piece
                piece = ""
            piece += character
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_AT_START or before in _NOT_AT_END or width(after) == 0:
        return False
    return width(before) == 2 or width(after) == 2


def _head(text: str, cells: int) -> str:
    """Return the longest beginning of a word that fits, at least one character."""
    taken = 0
    for index, character in enumerate(text):
        taken += width(character)
        if taken > cells and index:
            return text[:index]
    return text


def cut(text: str, cells: int) -> str:
    """Return ``text`` in at most ``cells`` cells; where something is left out it ends in ``…`` on a whole character."""
    if width(text) <= cells:
        return text
    head = _head(text, cells - 1)
    return f"{head.rstrip()}…" if width(head) < cells else "…"[:cells]
