"""What the lines of any Markdown file are: headings, code between fences, rules, comments, blank lines, and text.

As CommonMark has it, as far as decks need it: headings begin with ``#`` (those that are underlined are text), a fence
may be indented by any depth, and comments are left out where they begin a line.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from quiz.formats.markdown.lines import Lines, Report
from quiz.text import WHITE_SPACE, trimmed

# GitHub wants a space behind the signs. Many people leave it out; a single sign without one is a tag.
_HEADING = re.compile(r" {0,3}(?P<signs>#{1,6})(?!#)(?P<space>\s)?")
_FENCE = re.compile(r"\s*(?P<signs>`{3,}|~{3,})(?P<info>.*)", re.DOTALL)
_RULE = re.compile("-{3,}")


class Mark(Enum):
    """What a line is. ``RULE`` is a line of hyphens alone, ``CODE`` also the fences around code."""

    BLANK = auto()
    HEADING = auto()
    CODE = auto()
    RULE = auto()
    TEXT = auto()


class Line(NamedTuple):
    """A line as it is written, with what it is. A heading has a ``level``, 1 to 6, and a ``title``, maybe empty."""

    number: int
    mark: Mark
    text: str
    level: int = 0
    title: str = ""


def marked(lines: Lines, report: Report) -> Iterator[Line]:
    """Yield the lines with what they are. Comments are skipped; text behind one is reported.

    Raises :class:`QuizError` where a comment never ends.
    """
    fence = ""
    for text in lines:
        if fence:
            yield Line(lines.number, Mark.CODE, text)
            fence = "" if _closes(fence, text) else fence
        elif text.lstrip().startswith("<!--"):
            lines.skip_comment(text, report)
        else:
            line = _marked(text, lines.number)
            yield line
            fence = _opening(text) if line.mark is Mark.CODE else ""


def _marked(text: str, number: int) -> Line:
    plain = trimmed(text)
    if not plain:
        return Line(number, Mark.BLANK, text)
    sign = plain[0]
    if sign == "#" and (found := _HEADING.match(text)) and (found["space"] or len(found["signs"]) > 1):
        return Line(number, Mark.HEADING, text, len(found["signs"]), _title(text[found.end() :]))
    if sign in "`~" and _opening(text):
        return Line(number, Mark.CODE, text)
    return Line(number, Mark.RULE if sign == "-" and is_rule(plain) else Mark.TEXT, text)


def is_rule(text: str) -> bool:
    """Tell whether a line without white space at its ends is made of three hyphens or more."""
    return _RULE.fullmatch(text) is not None


def _title(text: str) -> str:
    """Return the text of a heading without the signs that may close it."""
    plain = trimmed(text)
    rest = plain.rstrip("#")
    return trimmed(rest) if not rest or rest[-1] in WHITE_SPACE else plain


def _opening(text: str) -> str:
    """Return the signs of the fence that opens code in a line, or nothing. Backquotes behind them make it text."""
    found = _FENCE.match(text)
    if found is None or (found["signs"][0] == "`" and "`" in found["info"]):
        return ""
    return found["signs"]


def _closes(fence: str, text: str) -> bool:
    signs = trimmed(text)
    return len(signs) >= len(fence) and not signs.strip(fence[0])
