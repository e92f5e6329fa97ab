"""How wide the columns of a table are in the room that it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.charts.figure import Cell, Column, Table
from quiz.text import one_line, width

_BAR, _GAP, _CLOSE_GAP, _MARGIN = 4, 2, 1, 2
_LABEL, _SHORT_LABEL = 10, 6


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column begins, how wide it is (0 where it is left out), and how wide the texts behind its bars are."""

    starts: tuple[int, ...]
    widths: tuple[int, ...]
    texts: tuple[int, ...]
    right: tuple[bool, ...]

    def end(self, number: int) -> int:
        """Return the cell behind a column."""
        return self.starts[number] + self.widths[number]

    def heading_reach(self, table: Table, number: int) -> tuple[int, int]:
        """Return the first and the last column over which a heading may stand.

        One at the right may reach back over columns to which its own is close, one at the left over those behind it
        that have no heading.
        """
        first = last = number
        if table.columns[number].right:
            while first and table.columns[first].close and not table.columns[first - 1].heading:
                first -= 1
        else:
            while last + 1 < len(self.widths) and not table.columns[last + 1].heading:
                last += 1
        return first, last


def layout_of(table: Table, columns: int) -> Layout:
    """Lay the columns of a table out so that they fill a room with columns of a share, and never exceed it.

    Where the room is too small labels are cut, then bars are left out, then columns from the end.
    """
    margin = 0 if table.picked is None else _MARGIN
    texts = tuple(_bar_texts(table, number) for number in range(len(table.columns)))
    natural = _wanted(table, texts)
    widths = _fitted(table, natural, columns - margin)
    starts, at = [], margin
    for number, column in enumerate(table.columns):
        at += _gap(column) if widths[number] and any(widths[:number]) else 0
        starts.append(at)
        at += widths[number]
    return Layout(tuple(starts), tuple(widths), texts, tuple(column.right for column in table.columns))


def least_width(table: Table) -> int:
    """Return the cells that a table takes where nothing is cut or left out and its bars are short."""
    texts = [_bar_texts(table, number) for number in range(len(table.columns))]
    return _total(table, _wanted(table, texts)) + (0 if table.picked is None else _MARGIN)


def headings_fit(table: Table, columns: int) -> bool:
    """Tell whether no heading of a table is cut in a room of so many cells."""
    layout = layout_of(table, columns)
    reaches = (layout.heading_reach(table, number) for number in range(len(table.columns)))
    cells = [layout.end(last) - layout.starts[first] for first, last in reaches]
    return all(width(one_line(column.heading)) <= room for column, room in zip(table.columns, cells, strict=True))


def reaches_over(row: Sequence[Cell], number: int) -> bool:
    """Tell whether a cell is the only one of its row: a sentence that may be as long as the row."""
    return number == 0 and len(row) > 1 and row[0].bar is None and not any(c.text or c.bar is not None for c in row[1:])


def _bar_texts(table: Table, number: int) -> int:
    return max((width(one_line(row[number].text)) for row in table.rows if row[number].bar is not None), default=0)


def _wanted(table: Table, texts: Sequence[int]) -> list[int]:
    natural = [_natural(table, number, texts[number]) for number in range(len(table.columns))]
    _widen_for_headings(table, natural)
    return natural


def _natural(table: Table, number: int, texts: int) -> int:
    """Return the width that a column wants for its texts, and at least for a bar."""
    rows = [row for row in table.rows if not (number == 0 and reaches_over(row, number))]
    plain = max((width(one_line(row[number].text)) for row in rows if row[number].bar is None), default=0)
    bars = any(row[number].bar is not None for row in rows)
    return max(plain, (_BAR + (texts + 1 if texts else 0)) if bars else 0)


def _widen_for_headings(table: Table, widths: list[int]) -> None:
    """Widen columns for their headings, but not those of bars, which are compared with each other."""
    layout = Layout((), tuple(widths), (), ())
    for number, column in enumerate(table.columns):
        if column.share and _has_bars(table, number):
            continue
        first, last = layout.heading_reach(table, number)
        reach = range(first, last + 1)
        there = sum(widths[at] for at in reach) + sum(_gap(table.columns[at]) for at in reach[1:])
        widths[number] += max(0, width(one_line(column.heading)) - there)


def _fitted(table: Table, natural: Sequence[int], columns: int) -> list[int]:
    widths = list(natural)
    for least in (_LABEL, _SHORT_LABEL):
        _shrink_labels(table, widths, columns, least)
        for number, column in enumerate(table.columns):
            if _total(table, widths) > columns and column.share and _has_bars(table, number):
                widths[number] = 0
    for number in reversed(range(1, len(widths))):
        if _total(table, widths) > columns:
            widths[number] = 0
    widths[0] = min(widths[0], columns)
    _share_out(table, widths, max(0, columns - _total(table, widths)))
    return widths


def _shrink_labels(table: Table, widths: list[int], columns: int, least: int) -> None:
    """Take cells from the widest columns of texts that stand at the left."""
    while (over := _total(table, widths) - columns) > 0:
        labels = [at for at in range(len(widths)) if not table.columns[at].right and not _has_bars(table, at)]
        widest = max(labels, key=lambda at: widths[at], default=0)
        if widths[widest] <= least:
            return
        others = [widths[at] for at in labels if at != widest]
        widths[widest] -= max(1, min(over, widths[widest] - max([least, *others])))


def _share_out(table: Table, widths: list[int], free: int) -> None:
    """Divide free cells so that columns are as wide as their shares, none narrower than it is."""
    growing = [at for at, column in enumerate(table.columns) if column.share and widths[at]]
    room = free + sum(widths[at] for at in growing)
    for at in sorted(growing, key=lambda at: -widths[at] / table.columns[at].share):
        rest = sum(table.columns[other].share for other in growing)
        widths[at] = max(widths[at], room * table.columns[at].share // rest)
        room -= widths[at]
        growing = [other for other in growing if other != at]


def _total(table: Table, widths: Sequence[int]) -> int:
    shown = [column for column, cells in zip(table.columns, widths, strict=True) if cells]
    return sum(widths) + sum(map(_gap, shown[1:]))


def _gap(column: Column) -> int:
    return _CLOSE_GAP if column.close else _GAP


def _has_bars(table: Table, number: int) -> bool:
    return any(row[number].bar is not None for row in table.rows)
