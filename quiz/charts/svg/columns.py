"""Where the columns of a table stand, in pixels, in the room that it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.charts.cells.columns import reaches_over
from quiz.charts.figure import Cell, Column, Table
from quiz.charts.svg.lettering import length, shown
from quiz.charts.svg.look import SMALL, class_of
from quiz.charts.svg.pen import style_of

BEFORE_TEXT = 8.0
"""The space between a bar and the text behind it."""

_GAP, _LEAST_GAP, _CLOSE_GAP = 18.0, 10.0, 7.0
_LEAST_BAR = 40.0


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a column. ``text`` is how wide the widest text behind its bars is."""

    column: Column
    left: float
    width: float
    text: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width


def places(table: Table, left: float, room: float) -> list[Place]:
    """Return where the columns of a table stand. They fill the room, and where it is too small they are narrowed."""
    numbers = range(len(table.columns))
    texts = [_widest(cell for cell in _cells(table, number) if cell.bar is not None) for number in numbers]
    natural = [_natural(table, number, texts[number]) for number in numbers]
    gaps = _gaps(table.columns, room - sum(natural))
    widths = _filled(table.columns, natural, room - sum(gaps))
    begins = [left + sum(gaps[: number + 1]) + sum(widths[:number]) for number in numbers]
    return [Place(*place) for place in zip(table.columns, begins, widths, texts, strict=True)]


def _gaps(columns: Sequence[Column], free: float) -> list[float]:
    """Return the space before each column, smaller where so much is not free."""
    wide, narrow = (
        [0.0, *(_CLOSE_GAP if column.close else gap for column in columns[1:])][: len(columns)]
        for gap in (_GAP, _LEAST_GAP)
    )
    return wide if sum(wide) <= free else narrow


def heading_reach(all_places: Sequence[Place], number: int) -> tuple[float, float]:
    """Return from where to where a heading may stand: beside its own column over neighbours without a heading."""
    first = last = number
    if all_places[number].column.right:
        while first and not all_places[first - 1].column.heading:
            first -= 1
    else:
        while last + 1 < len(all_places) and not all_places[last + 1].column.heading:
            last += 1
    return all_places[first].left, all_places[last].right


def _cells(table: Table, number: int) -> list[Cell]:
    """Return the cells of a column, without sentences that are as long as their row."""
    return [row[number] for row in table.rows if number < len(row) and not reaches_over(row, number)]


def _widest(cells: Iterable[Cell]) -> float:
    return max(map(_text_width, cells), default=0.0)


def _text_width(cell: Cell) -> float:
    size, bold = style_of(class_of(cell.role))
    return length(shown(cell.text), size, bold=bold)


def _natural(table: Table, number: int, text: float) -> float:
    """Return the width that a column wants: for its texts, its heading, and at least for a short bar."""
    cells = _cells(table, number)
    bar = _LEAST_BAR + (text + BEFORE_TEXT if text else 0) if any(cell.bar is not None for cell in cells) else 0.0
    plain = _widest(cell for cell in cells if cell.bar is None)
    return max(plain, bar, 0.0 if _may_reach(table.columns, number) else _heading(table.columns[number]))


def _heading(column: Column) -> float:
    return length(shown(column.heading), SMALL)


def _may_reach(columns: Sequence[Column], number: int) -> bool:
    """Tell whether the heading of a column has room beside it."""
    neighbour = number - 1 if columns[number].right else number + 1
    return 0 <= neighbour < len(columns) and not columns[neighbour].heading


def _filled(columns: Sequence[Column], natural: Sequence[float], room: float) -> list[float]:
    if sum(natural) > room:
        return _narrowed(natural, room)
    # Without shares the columns stand apart, so that the last one ends at the edge.
    if not any(column.share for column in columns):
        free = (room - sum(natural)) / max(1, len(columns) - 1)
        return [width + (free if number else 0) for number, width in enumerate(natural)]
    return _shared(columns, natural, room - sum(natural))


def _shared(columns: Sequence[Column], natural: Sequence[float], free: float) -> list[float]:
    """Divide free room so that columns are as wide as their shares, none narrower than it is."""
    widths = list(natural)
    growing = [number for number, column in enumerate(columns) if column.share]
    room = free + sum(widths[number] for number in growing)
    for number in sorted(growing, key=lambda number: -widths[number] / columns[number].share):
        shares = sum(columns[other].share for other in growing)
        widths[number] = max(widths[number], room * columns[number].share / shares)
        room -= widths[number]
        growing = [other for other in growing if other != number]
    return widths


def _narrowed(widths: Sequence[float], room: float) -> list[float]:
    """Return widths that have ``room`` together, the widest ones cut to the same."""
    left, ordered = max(room, 0.0), sorted(widths)
    for index, width in enumerate(ordered):
        most = left / (len(ordered) - index)
        if width > most:
            return [min(one, most) for one in widths]
        left -= width
    return list(widths)
