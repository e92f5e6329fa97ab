"""How wide the columns of a table of lines are."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 2
"""The cells between two columns."""

_LEAST, _WHOLE = 8, 10
"""To how many cells a text may be cut, and up to how many it is whole, as dates are."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column: its words, and whether its texts stand at the right edge, as numbers do."""

    words: str
    right: bool = False


def widths_of(headings: Sequence[Heading], wanted: Sequence[int], cells: int, first: int = 0) -> list[int]:
    """Return the cells of each column within so many in all; 0 for a column that is not shown.

    ``wanted`` is how many each would like to have. The first column is always there, then come those from ``first`` + 1
    on as far as there is room. Texts give way to each other, the longest first; numbers are whole.
    """
    wanted = [min(cells, want) for want in wanted]
    least = [
        want if heading.right or want <= _WHOLE else _LEAST for want, heading in zip(wanted, headings, strict=True)
    ]
    shown = _fitting(least, cells, first)
    widths = [wanted[at] if at in shown else 0 for at in range(len(headings))]
    while _total(widths) > cells and (giving := [at for at in shown if widths[at] > least[at]]):
        widths[max(giving, key=lambda at: widths[at])] -= 1
    return widths


def _fitting(least: Sequence[int], cells: int, first: int) -> list[int]:
    """Return which columns have room: the first one, and those from a place on."""
    shown: list[int] = []
    used = -GAP
    for at in [0, *range(first + 1, len(least))] if least else []:
        used += GAP + least[at]
        if used > cells and shown:
            break
        shown.append(at)
    return shown


def _total(widths: Sequence[int]) -> int:
    shown = [cells for cells in widths if cells]
    return sum(shown) + GAP * max(0, len(shown) - 1)
