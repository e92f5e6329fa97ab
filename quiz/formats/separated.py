"""Rows of cells in text: what separates the cells, and the rows one by one with the line each begins in.

The standard library's parser reads them. Which separator a file has is found by reading a sample with each: measured on
a dozen files, that is right wherever ``csv.Sniffer`` and CleverCSV are, and quicker than both.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from quiz.deck_drafts import Unread
from quiz.locale import _, mark
from quiz.portions import portions

if TYPE_CHECKING:
    from _csv import Reader

LARGEST_CELL = 1 << 24
"""The most characters that a cell may have."""

SEPARATORS = {",": mark("comma"), "\t": mark("tab"), ";": mark("semicolon"), "|": mark("vertical bar")}
"""What separates cells, with its name."""

_SAMPLE = 1 << 16
_BLOCK = 500
# Excel writes and reads such a line, which names the separator, before the header.
_NAMED = re.compile(r'"?sep=(\t|[^\s\w"])"?\s*', re.IGNORECASE)

# The parser has one limit for all of the program; its own one would refuse an explanation of some length.
csv.field_size_limit(LARGEST_CELL)

Row = tuple[int, list[str]]
"""The line, from 1, that a row begins in, and its cells."""


class Rows(NamedTuple):
    """Some rows that stand one behind the other: the lines that they begin in, and the cells of each."""

    lines: Sequence[int]
    cells: Sequence[list[str]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are told apart.

    Without ``quoted`` quotation marks are text. With ``comments`` a row that begins with ``#`` is none. The first
    ``skipped`` lines are no rows.
    """

    separator: str
    quoted: bool = True
    comments: bool = False
    skipped: int = 0

    @property
    def title(self) -> str:
        """The name of the separator in the language of the interface, or the character itself."""
        name = SEPARATORS.get(self.separator)
        return _(name) if name else self.separator


class _Lines:
    """Gives the parser its lines, and knows which line a row is in and where its last quotation mark opened."""

    def __init__(self, lines: Iterator[str], dialect: Dialect) -> None:
        self._lines = lines
        self._comments = dialect.comments
        self.number = dialect.skipped
        self.begun = 0
        self.opened = 0
        self.ended = False

    def begin_row(self) -> None:
        """Expect the first line of a row."""
        self.begun = self.opened = 0

    def skip_cell(self) -> None:
        """Go behind the row whose cell is too long, as far as quotation marks tell where that is."""
        while self.opened and next(self, ""):
            pass

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self.number += 1
            if not self.begun:
                if self._comments and line.startswith("#"):
                    continue
                self.begun = self.number
            if '"' in line:
                self._count_quotes(line)
            return line
        self.ended = True
        raise StopIteration

    def _count_quotes(self, line: str) -> None:
        """Tell by the quotation marks of a line, without pairs that stand for one, whether a cell is open behind it."""
        marks = line.replace('""', "").count('"')
        if self.opened and marks % 2:
            self.opened = 0
        elif marks % 2 or (self.opened and marks):
            self.opened = self.number


def blocks_of(open_: Callable[[], Iterable[str]], dialect: Dialect) -> Iterator[Rows | Unread]:
    """Yield the rows of lines that can be opened again, as :func:`rows` does, many that can be read at a time.

    Most tables have no row that can't be read: they need no watch over every line, which takes more time than parsing.
    """
    done = 0
    if not dialect.comments:
        reader = _parser(islice(open_(), dialect.skipped, None), dialect)
        begun = dialect.skipped + 1
        read = ((dialect.skipped + reader.line_num + 1, cells) for cells in reader)
        try:
            for block in portions(read, _BLOCK, _size_of):
                behind, cells = zip(*block, strict=True)
                yield Rows((begun, *behind[:-1]), cells)
                done += len(block)
                begun = behind[-1]
        except csv.Error:
            pass
        else:
            return
    yield from gathered(islice(rows(open_(), dialect), done, None))


def gathered(found: Iterable[Row | Unread]) -> Iterator[Rows | Unread]:
    """Yield rows, many that stand one behind the other at a time, and between them what can't be read."""
    for is_row, some in groupby(found, lambda row: isinstance(row, tuple)):
        if is_row:
            for block in portions(cast("Iterator[Row]", some), _BLOCK, _size_of):
                yield Rows(*zip(*block, strict=True))
        else:
            yield from cast("Iterator[Unread]", some)


def _size_of(block: list[Row]) -> int:
    return sum(map(len, map("".join, map(itemgetter(1), block))))


def _parser(lines: Iterable[str], dialect: Dialect) -> "Reader":
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
    return csv.reader(lines, delimiter=dialect.separator, quoting=quoting, strict=True)


def rows(lines: Iterable[str], dialect: Dialect) -> Iterator[Row | Unread]:
    """Yield the rows, and the reason for each that can't be read."""
    text = iter(lines)
    for _line in islice(text, dialect.skipped):
        pass
    source = _Lines(text, dialect)
    reader = _parser(source, dialect)
    while True:
        source.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unread(source.begun, _fault(source, str(error)))
        else:
            yield source.begun, cells


def _fault(source: _Lines, error: str) -> str:
    """Return why the parser refused a row, and go behind it.

    It refuses three things: the end of the file within a cell, a cell that is too long, and text behind the quotation
    mark that closes a cell.
    """
    if source.ended:
        return _("The quotation mark that opens in line {line} is never closed; nothing behind it was read.").format(
            line=source.opened or source.begun
        )
    if error.startswith("field larger"):
        source.skip_cell()
        return _("A cell has more than {count} characters.").format(count=LARGEST_CELL)
    return _("In line {line}, text stands behind the quotation mark that closes a cell.").format(line=source.number)


def sample_of(lines: Iterable[str]) -> tuple[list[str], bool]:
    """Return the first lines, some 65,000 characters of them, and whether these are all."""
    found: list[str] = []
    size = 0
    for line in lines:
        if size >= _SAMPLE:
            return found, False
        found.append(line)
        size += len(line)
    return found, True


def found_dialect(sample: list[str], whole: bool, preferred: str) -> Dialect | None:
    """Return how the cells of a table are separated, nothing where it has one column only.

    ``sample`` are its first lines, and with ``whole`` all of them. Where several separators fit equally well, the
    ``preferred`` one is taken.
    """
    named = _NAMED.fullmatch(sample[0]) if sample else None
    if named:
        return Dialect(named[1], skipped=1)
    candidates = [Dialect(candidate) for candidate in dict.fromkeys([preferred, *SEPARATORS])]
    rated = [(_evenness(sample, whole, candidate), candidate) for candidate in candidates]
    best, dialect = max(rated, key=lambda pair: pair[0])
    literal = Dialect("\t", quoted=False)
    if best < 1 and _has_loose_quotes(sample) and _evenness(sample, whole, literal) == 1:
        return literal
    return dialect if best > 0 else None


def _evenness(sample: list[str], whole: bool, dialect: Dialect) -> float:
    """Return the share of rows that have as many cells as the first, which needs two, 0 to 1."""
    table = list(rows(sample, dialect))
    # The last row may have been cut.
    table = table if whole or len(table) < 2 else table[:-1]
    widths = [0 if isinstance(row, Unread) else len(row[1]) for row in table if isinstance(row, Unread) or row[1]]
    return sum(width == widths[0] for width in widths) / len(widths) if widths and widths[0] > 1 else 0


def _has_loose_quotes(sample: list[str]) -> bool:
    """Tell whether more cells between tabs only begin with a quotation mark than are wrapped in two.

    Then these are text, as in files that know no quoting (IANA, text/tab-separated-values).
    """
    begun = [cell for line in sample for cell in line.rstrip("\r\n").split("\t") if cell.startswith('"')]
    wrapped = sum(len(cell) > 1 and cell.endswith('"') for cell in begun)
    return len(begun) > 2 * wrapped
