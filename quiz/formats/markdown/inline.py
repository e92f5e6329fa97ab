"""Code between backquotes within a line, in which no other mark counts."""

import re
from array import array
from collections.abc import Iterator

_SINGLE = re.compile("`[^`]*`")
_MARKS = re.compile(r"\\.|`+", re.DOTALL)


def without_code(text: str) -> str:
    """Return ``text`` with other characters, as many of them, where it has code between backquotes.

    So the place of a mark in what is returned is its place in ``text``.
    """
    if "`" not in text:
        return text
    if "``" not in text and "\\" not in text:
        return _SINGLE.sub(lambda found: "x" * len(found.group()), text)
    pieces: list[str] = []
    end = 0
    for start, stop in _spans(text):
        pieces += text[end:start], "x" * (stop - start)
        end = stop
    return "".join((*pieces, text[end:]))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code begins and ends: between two runs of backquotes of one length, as CommonMark has it."""
    starts, lengths = array("Q"), array("Q")
    for found in _MARKS.finditer(text):
        if found.group()[0] == "`":
            starts.append(found.start())
            lengths.append(found.end() - found.start())
    last = {length: index for index, length in enumerate(lengths)}
    index = 0
    while index < len(starts):
        start, length = starts[index], lengths[index]
        if last[length] > index:
            index = lengths.index(length, index + 1)
            yield start, starts[index] + length
        index += 1
