"""Lists of ``- term :: meaning``: what is indented below an item, or goes on in the next line, is part of its meaning.

Items begin with ``-``, ``*``, ``+`` or a number, with a box to tick or without. The colons have white space on both
sides, so that ``std::move`` and an address are no marks; full-width ones need none. Three of them, which some programs
have for cards in both directions, are read as two. An item without colons may have notes below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.cards import NoteType
from quiz.deck_drafts import Unread
from quiz.formats.columns import Column
from quiz.formats.contents import Item
from quiz.formats.markdown.blocks import Line, Mark
from quiz.formats.markdown.dialect import Dialect, Found, outside
from quiz.formats.markdown.grammar import dedented, indent_of
from quiz.formats.markdown.inline import without_code
from quiz.formats.markdown.lines import Lines
from quiz.locale import _
from quiz.text import WHITE_SPACE, trimmed

_ITEM = re.compile(r"\s*(?:[-*+]\s+|\d{1,9}[.)]\s+|\d{1,9}、)(?:\[[ xX]\]\s+)?")
_COLONS = re.compile(rf"(?<=[{WHITE_SPACE}]):{{2,3}}(?=[{WHITE_SPACE}]|$)|(?<!：)：{{2,3}}(?!：)")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list, with a meaning or without. ``depth`` is how far it is indented, in columns."""

    depth: int
    text: str
    meaning: str | None


def entry_of(text: str) -> Entry | None:
    """Return what a line has as an item of a list, or nothing where it is none."""
    found = _ITEM.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    colons = _COLONS.search(without_code(rest))
    if colons is None or not trimmed(rest[: colons.start()]):
        return Entry(depth_of(text), trimmed(rest), None)
    return Entry(depth_of(text), trimmed(rest[: colons.start()]), trimmed(rest[colons.end() :]))


def depth_of(text: str) -> int:
    """Return how far a line is indented, in columns."""
    return len(indent_of(text).expandtabs(_TAB))


@dataclass(slots=True)
class _OpenItem:
    """A note whose lines are being read. With ``ended`` a blank line was the last one."""

    line: int
    entry: Entry
    below: list[str] = field(default_factory=list)
    ended: bool = False


class BulletsReader(Dialect):
    """Reads the items of lists that have a term and a meaning."""

    def __init__(
        self, lines: Lines, found: Found, columns: tuple[Column, ...], kind: NoteType, unread: list[Unread]
    ) -> None:
        super().__init__(lines, found, columns, kind, unread)
        self._item: _OpenItem | None = None
        self._in_code = False

    def _line(self, line: Line) -> Iterator[Item]:
        if line.mark is Mark.HEADING:
            yield from self._finished()
            yield from self._heading(line)
        elif self._belongs(line):
            self._add(line)
        else:
            yield from self._finished()
            yield from self._begin(line)
        self._in_code = line.mark is Mark.CODE

    def _belongs(self, line: Line) -> bool:
        """Tell whether a line is part of the meaning of the item that is open."""
        if self._item is None:
            return False
        if line.mark is Mark.BLANK or (line.mark is Mark.CODE and self._in_code):
            return True
        if depth_of(line.text) > self._item.entry.depth:
            return True
        return line.mark is Mark.TEXT and not self._item.ended and entry_of(line.text) is None

    def _add(self, line: Line) -> None:
        assert self._item is not None
        self._item.below.append(line.text)
        self._item.ended = line.mark is Mark.BLANK

    def _begin(self, line: Line) -> Iterator[Item]:
        """Read a line that is part of no item that is open: it opens one, or it is reported."""
        entry = entry_of(line.text) if line.mark is Mark.TEXT else None
        if entry is not None and entry.meaning is not None:
            self._item = _OpenItem(line.number, entry)
        elif entry is not None:
            yield Unread(line.number, _("This item is no “term :: meaning”, with white space around the colons."))
        elif line.mark in (Mark.TEXT, Mark.CODE):
            yield outside(line)

    def _finished(self) -> Iterator[Item]:
        item, self._item = self._item, None
        if item is not None:
            meaning = f"{item.entry.meaning}\n{dedented(item.below)}"
            yield self._note((item.entry.text, meaning), item.line)
