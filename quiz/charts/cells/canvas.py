"""A rectangle of terminal cells to write on. Nothing can be wider than it, and nothing in it acts."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from quiz.charts.figure import Line, Role, Span
from quiz.text import one_line, width
from quiz.wrapping import cut

Glyph = tuple[str, Role]

_BLANK: Glyph = (" ", Role.PLAIN)
_SECOND_HALF = ""


class Canvas:
    """Cells in lines, blank at first. What would stand outside of it is not written."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns = columns
        self.height = lines
        self._cells = [[_BLANK] * columns for _line in range(lines)]

    def write(self, column: int, line: int, text: str, role: Role = Role.PLAIN) -> int:
        """Write text from a cell on, as far as the line goes; return the cell behind it."""
        if not 0 <= line < self.height:
            return column
        for character in one_line(text):
            cells = width(character)
            if column < 0 or column + cells > self.columns:
                break
            self._put(column, line, character, role, cells)
            column += cells
        return column

    def write_spans(self, column: int, line: int, spans: Iterable[Span]) -> int:
        """Write spans behind each other; return the cell behind them."""
        for span in spans:
            column = self.write(column, line, span.text, span.role)
        return column

    def write_cut(self, column: int, line: int, text: str, cells: int, role: Role, *, right: bool = False) -> None:
        """Write text into so many cells, cut with ``…`` where it is longer, at their right end with ``right``."""
        shown = cut(one_line(text), max(0, min(cells, self.columns - column)))
        self.write(column + (cells - width(shown) if right else 0), line, shown, role)

    def lines(self) -> list[Line]:
        """Return what is written, without blanks at the ends of lines and without blank lines at the end."""
        lines = [tuple(_spans(cells)) for cells in self._cells]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _put(self, column: int, line: int, character: str, role: Role, cells: int) -> None:
        row = self._cells[line]
        if cells == 0:
            if column:
                head = column - (2 if row[column - 1][0] == _SECOND_HALF else 1)
                row[head] = (row[head][0] + character, row[head][1])
            return
        for place in range(column, column + cells):
            self._clear(row, place)
        row[column : column + cells] = [(character, role), (_SECOND_HALF, role)][:cells]

    def _clear(self, row: list[Glyph], place: int) -> None:
        """Blank the other half of a wide character that is about to lose one."""
        if row[place][0] == _SECOND_HALF:
            row[place - 1] = _BLANK
        elif place + 1 < self.columns and row[place + 1][0] == _SECOND_HALF:
            row[place + 1] = _BLANK


def _spans(cells: list[Glyph]) -> Iterator[Span]:
    used = len(cells)
    while used and cells[used - 1][0] == " ":
        used -= 1
    for role, glyphs in groupby(cells[:used], key=lambda glyph: glyph[1]):
        yield Span("".join(text for text, _role in glyphs), role)
