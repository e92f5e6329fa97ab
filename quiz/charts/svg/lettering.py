"""How wide text is in a drawing, and how it is made to fit. Fonts differ, so the estimate is on the generous side."""

import re
import unicodedata
from collections.abc import Iterator

from quiz.text import one_line
from quiz.wrapping import wrapped

_NARROW = frozenset(" .,:;'|!ijl·‚’‘`()[]")
_SLIM = frozenset('frt-*/"')
_BROAD = frozenset("mwMWQO@%&—…→±×−√")
_BOLDER = 1.08
_ROUNDING = 0.01
# Beside the characters that ``one_line`` replaces, XML 1.0 knows no U+FFFE and U+FFFF (section 2.2).
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def shown(text: str) -> str:
    """Return text in one line, in characters that XML can hold and in which nothing acts."""
    return _NOT_IN_XML.sub("\ufffd", one_line(text))


def length(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is, in the unit of ``size``, the font's."""
    return sum(map(_ems, text)) * size * (_BOLDER if bold else 1)


def _ems(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _NARROW:
        return 0.36
    if character in _SLIM:
        return 0.45
    if character in _BROAD or not character.isascii():
        return 0.95
    return 0.7 if character.isupper() else 0.6


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text that is no wider than ``room``; where something is left out it ends in ``…``."""
    if length(text, size, bold=bold) <= room + _ROUNDING:
        return text
    free = room - length("…", size, bold=bold)
    kept = "".join(_beginning(text, free, size, bold=bold)).rstrip()
    return f"{kept}…" if free >= 0 else ""


def _beginning(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    for character in text:
        room -= length(character, size, bold=bold)
        if room < 0:
            return
        yield character


def broken(text: str, room: float, size: float) -> list[str]:
    """Return a text as lines that are no wider than ``room``."""
    lines: list[str] = []
    # Lines are broken at cells, which are about half as wide as they are high; fewer of them where that is too long.
    for cells in range(int(room / (size * 0.45)), 1, -2):
        lines = wrapped(text, cells)
        if all(length(line, size) <= room for line in lines):
            return lines
    return [fitted(line, room, size) for line in lines]
