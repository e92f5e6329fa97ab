"""Which charts stand where on the pages of the statistics, and how high each of them is."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Row = tuple[str, ...]
"""Charts side by side, by the names of their series."""

Page = tuple[Row, ...]
"""Rows below each other."""

DASHBOARDS: tuple[Page, ...] = (
    (("calendar",), ("retention", "future"), ("directions", "confusions"), ("categories",)),
    (("reviews", "time"), ("known", "states"), ("hours", "buttons")),
    (("intervals", "stability"), ("difficulty", "retrievability"), ("seconds", "calibration")),
    (("today", "modes"), ("leeches", "added")),
)
"""The pages of a large screen."""

PAIRS: tuple[Page, ...] = (
    (("calendar",), ("retention",)),
    (("future",), ("reviews",)),
    (("directions",), ("confusions",)),
    (("categories",), ("known",)),
    (("hours",), ("buttons",)),
    (("time",), ("seconds",)),
    (("states",), ("intervals",)),
    (("stability",), ("difficulty",)),
    (("retrievability",), ("calibration",)),
    (("modes",), ("leeches",)),
    (("today",), ("added",)),
)
"""The pages of a usual screen."""

STACKS: tuple[Page, ...] = tuple(
    tuple(row for page in PAIRS[number : number + 2] for row in page) for number in range(0, len(PAIRS), 2)
)
"""The pages of a screen that is tall and not wide: two usual ones below each other."""

SINGLES: tuple[Page, ...] = tuple((row,) for page in PAIRS for row in page)
"""The pages of the smallest screens: one chart each."""

NOTHING_KNOWN: Mapping[str, int] = MappingProxyType({})
GAP = 6
"""The columns between two charts, beside those of the mark of the second one."""


@dataclass(frozen=True, slots=True)
class Height:
    """The lines that a chart needs, those with which it shows all that matters, and those beyond which it gains none.

    The title is one of them.
    """

    least: int = 5
    wish: int = 7
    most: int = 13


_HEIGHTS = {
    "calendar": Height(9, 9, 9),
    "retention": Height(4, 8, 8),
    "directions": Height(5, 6, 12),
    "confusions": Height(4, 6, 22),
    "categories": Height(4, 4, 15),
    "states": Height(6, 7, 9),
    "buttons": Height(5, 5, 6),
    "today": Height(5, 8, 12),
    "added": Height(5, 6, 13),
    "modes": Height(5, 6, 7),
    "leeches": Height(5, 7, 23),
    "calibration": Height(5, 7, 22),
}


def pages(*, wide: bool, tall: bool, short: bool) -> tuple[Page, ...]:
    """Return the pages for a size of the screen."""
    if tall:
        return DASHBOARDS if wide else STACKS
    return SINGLES if short else PAIRS


def names(page: Page) -> list[str]:
    """Return the charts of a page in the order in which they are read."""
    return [name for row in page for name in row]


def heights(page: Page, lines: int, full: Mapping[str, int] = NOTHING_KNOWN) -> tuple[list[int], list[int]]:
    """Return the lines of each row of a page, and the empty ones before each, for so many lines in all.

    ``full`` says of tables with how many lines none of their rows is cut off. Rows of the page first get what they wish
    for, then the gaps between them grow from one line to two, then those grow in which a table is cut off, then all.
    """
    wanted = [_height(row) for row in page]
    gaps = [0] + [1] * (len(page) - 1)
    sizes = _within([height.least for height in wanted], lines - sum(gaps))
    _grow(sizes, [height.wish for height in wanted], lines - sum(gaps))
    for number in range(1, len(gaps)):
        gaps[number] += sum(sizes) + sum(gaps) < lines
    cut = [max(lines_of(name, full.get(name, 0)) for name in row) for row in page]
    _grow(sizes, cut, lines - sum(gaps))
    _grow(sizes, [height.most for height in wanted], lines - sum(gaps))
    return sizes, gaps


def lines_of(name: str, lines: int) -> int:
    """Return how many of the lines of its row a chart takes."""
    return min(lines, _HEIGHTS.get(name, Height()).most)


def _height(row: Row) -> Height:
    """Return what a row needs: as much as the charts in it, each in full."""
    each = [_HEIGHTS.get(name, Height()) for name in row]
    return Height(*(max(sizes) for sizes in zip(*((one.least, one.wish, one.most) for one in each), strict=True)))


def _within(sizes: list[int], lines: int) -> list[int]:
    """Return sizes that have room in so many lines: the largest give way."""
    while sum(sizes) > max(lines, len(sizes)):
        sizes[sizes.index(max(sizes))] -= 1
    return sizes


def _grow(sizes: list[int], limits: list[int], lines: int) -> None:
    """Let sizes grow up to their limits, the smallest first, as long as there are lines."""
    while sum(sizes) < lines:
        growing = [number for number, limit in enumerate(limits) if sizes[number] < limit]
        if not growing:
            return
        sizes[min(growing, key=lambda number: sizes[number])] += 1
