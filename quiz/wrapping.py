"""Breaking text into lines of terminal cells, Chinese and Latin mixed.

Lines break at white space and between wide characters; closing punctuation never begins a line and opening punctuation
never ends one, as in the common subset of UAX #14 and of the Chinese layout requirements (W3C CLREQ, section 3.1.3).
"""

import re
from collections.abc import Iterator
from itertools import islice

from quiz.text import width

_NOT_AT_START = frozenset("，。、；：？！…—”’）》」』】〕％,.;:?!)]}%")
_NOT_AT_END = frozenset("“‘（《「『【〔([{")
_SPACES = re.compile(r"([ ]+)")


def wrapped(text: str, cells: int, most: int | None = None) -> list[str]:
    """Return ``text`` as lines of at most ``cells`` terminal cells (at least 2); its own line breaks stay.

    Where only the first lines are wanted, ``most`` of them, no others are made: a text may be endless.
    """
    lines = (line for paragraph in text.split("\n") for line in _paragraph(paragraph, max(2, cells)))
    return list(islice(lines, most))


def _paragraph(text: str, cells: int) -> Iterator[str]:
    line, taken = "", 0
    for piece in _pieces(text):
        word = piece.rstrip()
        if not word or taken + width(word) <= cells:
            line += piece
            taken += width(piece)
            continue
        if line.strip():
            yield line.rstrip()
        *heads, line = _parts(piece, len(word), cells)
        yield from heads
        taken = width(line)
    yield line.rstrip()


def _parts(piece: str, end: int, cells: int) -> Iterator[str]:
    """Yield a piece in parts, each as long as fits; what is behind ``end``, white space, needs no room."""
    begin = taken = 0
    for index in range(end):
        taken += width(piece[index])
        if taken > cells and index > begin:
            yield piece[begin:index]
            begin, taken = index, width(piece[index])
    yield piece[begin:]


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a paragraph between which a line may be broken: words, spaces, single wide characters."""
    for run in _SPACES.split(text):
        if not run or run.isspace():
            yield from [run] if run else []
            continue
        begin = 0
        for index in range(1, len(run)):
            if _may_break(run[index - 1], run[index]):
                yield run[begin:index]
                begin = index
        yield run[begin:]


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
    if len(_head(text, cells)) == len(text) and width(text) <= cells:
        return text
    head = _head(text, cells - 1)
    return f"{head.rstrip()}…" if width(head) < cells else "…"[:cells]
