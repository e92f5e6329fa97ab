"""Tables with a header row, as GitHub's Markdown has them: a note is a row, its fields are the cells.

A row of hyphens, with colons for the alignment, follows the header. Pipes at the ends are optional; ``\\|`` is a pipe
in a cell, ``<br>`` a line break. A pipe within code separates cells on GitHub, and not elsewhere: here it does where
the row has as many cells as the header only so. A row may leave out its last cells where it can be asked without them.
All tables with the header of the first are read; a table ends where a line has no pipe.
"""

import re
from collections.abc import Iterator, Sequence

from quiz.cards import Category, NoteType
from quiz.deck_drafts import NoteDraft, Unread
from quiz.formats.columns import Column
from quiz.formats.contents import Item
from quiz.formats.markdown.blocks import Line, Mark
from quiz.formats.markdown.dialect import Dialect, Found, outside
from quiz.formats.markdown.inline import without_code
from quiz.formats.markdown.lines import Lines
from quiz.formats.table_notes import too_wide
from quiz.formats.usage import Usage
from quiz.locale import _
from quiz.text import folded, trimmed

_PIPE = re.compile(r"\\.|\|", re.DOTALL)
_ALIGNMENT = re.compile(":?-+:?")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def header_of(line: Line, following: Line) -> tuple[str, ...]:
    """Return the cells of a header row: a line of two columns at least above a row of hyphens; else nothing."""
    if not (line.mark is following.mark is Mark.TEXT and "|" in line.text and "|" in following.text):
        return ()
    alignment = _alignment(following.text)
    cells = row_of(line.text, len(alignment)) if len(alignment) > 1 else ()
    return tuple(cells) if len(cells) == len(alignment) else ()


def same_header(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two tables have the same columns, whatever the case of their names."""
    return list(map(folded, one)) == list(map(folded, other))


def row_of(text: str, count: int) -> list[str]:
    """Return the cells of a row, ``count`` of them if it can be read so."""
    plain = trimmed(text)
    cells = _cut(plain, without_code(plain))
    if len(cells) != count and "`" in plain:
        as_on_github = _cut(plain, plain)
        cells = as_on_github if len(as_on_github) == count else cells
    return [_cell(cell) for cell in cells]


def _alignment(text: str) -> list[str]:
    """Return the cells of the row below a header, or nothing where a line is none."""
    plain = trimmed(text)
    if plain.strip("|-: \t"):
        return []
    cells = [trimmed(cell) for cell in _cut(plain, plain)]
    return cells if all(map(_ALIGNMENT.fullmatch, cells)) else []


def _cut(text: str, searched: str) -> list[str]:
    """Return what stands between the pipes of ``text``, whose places are those in ``searched``."""
    if "\\" not in searched and searched is text:
        cells = text.split("|")
    else:
        places = [found.start() for found in _PIPE.finditer(searched) if found.group() == "|"]
        ends = [*places, len(text)]
        cells = [text[start:end] for start, end in zip([0, *(place + 1 for place in places)], ends, strict=True)]
    if len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells[1:] if cells and not cells[0] else cells


def _cell(text: str) -> str:
    plain = trimmed(text)
    if "\\|" in plain:
        plain = plain.replace("\\|", "|")
    return _with_breaks(plain) if "<" in plain else plain


def _with_breaks(text: str) -> str:
    pieces, end = [], 0
    for found in _BREAK.finditer(without_code(text)):
        pieces.append(trimmed(text[end : found.start()]))
        end = found.end()
    return "\n".join((*pieces, trimmed(text[end:])))


class TableReader(Dialect):
    """Reads the rows of all tables that have the same header."""

    def __init__(
        self, lines: Lines, found: Found, columns: tuple[Column, ...], kind: NoteType, unread: list[Unread]
    ) -> None:
        super().__init__(lines, found, columns, kind, unread)
        self._before: Line | None = None
        self._first = 0
        self._in_table = False
        self._in_other = False
        self._categories: set[str] = set()

    def _line(self, line: Line) -> Iterator[Item]:
        is_row = line.mark is Mark.TEXT and "|" in line.text
        if is_row and self._in_other:
            return
        if is_row and self._in_table:
            yield from self._row(line)
            return
        self._in_table = self._in_other = False
        before, self._before = self._before, None
        if before is not None and (header := header_of(before, line)):
            yield from self._begin(header, before.number)
            return
        if before is not None:
            yield outside(before)
        yield from self._between(line)

    def _between(self, line: Line) -> Iterator[Item]:
        """Read a line that is in no table. One of text may be a header, which only the next line tells."""
        if line.mark is Mark.HEADING:
            yield from self._heading(line)
        elif line.mark is Mark.TEXT:
            self._before = line
        elif line.mark is Mark.CODE:
            yield outside(line)

    def _begin(self, header: tuple[str, ...], number: int) -> Iterator[Item]:
        if same_header(header, self._found.header):
            self._first = self._first or number
            self._in_table = True
            return
        self._in_other = True
        yield Unread(
            number,
            _("The table has other columns than the one in line {line}. None of its rows was read.").format(
                line=self._first
            ),
        )

    def _row(self, line: Line) -> Iterator[Item]:
        columns = len(self._found.header)
        cells = row_of(line.text, columns)
        missing = columns - len(cells)
        note = self._note([*cells, *[""] * missing], line.number) if missing >= 0 else None
        if note is None or (missing and isinstance(note, Unread)):
            yield Unread(line.number, too_wide(len(cells), columns))
            return
        if isinstance(note, NoteDraft) and note.category not in self._categories:
            self._categories.add(note.category)
            if note.category != self._outline.category:
                yield Category(note.category, note.category)
        yield note

    def _finished(self) -> Iterator[Item]:
        if self._before is not None:
            yield outside(self._before)


class UsageReader(TableReader):
    """Counts which columns all rows have text in, and which none. Nothing of what it yields is wanted."""

    def __init__(self, lines: Lines, found: Found, columns: tuple[Column, ...], kind: NoteType) -> None:
        super().__init__(lines, found, columns, kind, [])
        numbers = list(range(len(columns)))
        self.usage = Usage(numbers, numbers)

    def _row(self, line: Line) -> Iterator[Item]:
        columns = len(self._found.header)
        cells = row_of(line.text, columns)
        # A row of one cell can't be asked, whatever the others have.
        if 1 < len(cells) <= columns:
            self.usage.add([[cell] for cell in (*cells, *[""] * (columns - len(cells)))])
        return iter(())
