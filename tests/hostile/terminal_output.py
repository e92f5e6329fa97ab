"""A strict reader of what is written to a terminal: all that is neither text nor known of Textual is a finding."""

import re
from collections.abc import Iterator

from quiz.text import ACTING

_MODES = ["1000", "1003", "1004", "1006", "1015", "1016", "1049", "2004", "2026", "2048", "25", "7"]
_COLOUR = r"(?:[34]8;2;\d{1,3};\d{1,3};\d{1,3}|[34]8;5;\d{1,3}|[34][0-79]|9[0-7]|10[0-7])"
_LOOK = rf"(?:{_COLOUR}|[0-4]|[79])"

APP = re.compile(
    r"\x1b\[(?:"
    rf"(?:{_LOOK}(?:;{_LOOK})*)?m"  # colours, bold, dim, italic, underlined, reversed, struck out
    r"|(?P<row>\d{1,3});(?P<column>\d{1,3})H"
    rf"|\?(?:{'|'.join(_MODES)})[hl]"
    r"|\?20(?:26|48)\$p"
    r"|>\d{1,2}u|<u"
    r")"
    r"|\x1b\]22;(?:default|pointer|text)\x07"
    r"|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/]*={0,2})\x07"
)
"""What Textual writes of its own: looks, places, modes, the pointer, and what was copied, which is in base64."""

COMMAND = re.compile(r"\r?\x1b\[\?25[hl]|\r?\x1b\[K")
"""What click writes of its own: a bar of progress hides the cursor and clears its line."""

_ACTS = re.compile(ACTING)


def findings(output: bytes, known: re.Pattern[str], *, columns: int = 999, lines: int = 999) -> Iterator[str]:
    """Yield what acts on the terminal and is not known, each with what stands around it."""
    text = output.decode("utf-8")  # anything else is a finding, too
    place = 0
    for found in known.finditer(text):
        yield from _in_plain(text, place, found.start())
        row, column = (found.groupdict().get(name) for name in ("row", "column"))
        if row and column and not (0 < int(row) <= lines and 0 < int(column) <= columns):
            yield f"a place beyond the terminal: {found.group()!r}"
        place = found.end()
    yield from _in_plain(text, place, len(text))


def _in_plain(text: str, begin: int, end: int) -> Iterator[str]:
    for found in _ACTS.finditer(text, begin, end):
        if found.group() == "\r" and text[found.end() : found.end() + 1] == "\n":
            continue
        yield f"{found.group()!r} in {text[max(0, found.start() - 40) : found.end() + 40]!r}"
