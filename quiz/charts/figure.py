"""What a chart shows, apart from how it is drawn: made from a series, drawn as text or as SVG.

A figure has its words in the language of the interface already. Widths are in terminal cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto


class Role(Enum):
    """What a part of a drawing is; themes and style sheets give each a look."""

    PLAIN = auto()
    STRONG = auto()
    QUIET = auto()
    FAINT = auto()
    HAIRLINE = auto()
    DATA = auto()
    DATA_LOW = auto()
    DATA_MIDDLE = auto()
    DATA_HIGH = auto()
    SECOND = auto()
    NEXT = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Some text of one look."""

    text: str
    role: Role = Role.PLAIN


Line = tuple[Span, ...]
"""A line of spans."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much place there is: cells in a line, and lines, the title's included."""

    columns: int
    lines: int


@dataclass(frozen=True, slots=True)
class Heat:
    """Study days as a heat map, a column a week from a Monday on, a row a day. ``values`` belong to days in a row.

    The levels go by the value of a ``full`` day, which some days exceed; where it is 0, by the largest one.
    """

    first: date
    values: tuple[int, ...]
    today: date
    picked: date | None = None
    broad: bool = False
    full: int = 0

    def level(self, value: int) -> int | None:
        """Return how much a value is, from 0 to 3; nothing for a day without any."""
        full = self.full or max(self.values)
        return min(3, 4 * value // (full + 1)) if value else None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts that bars are stacked of: its name, and a value for each bar, none negative."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A word at a place of an axis. ``at`` is the number of the bar, or of the point, that it belongs to."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Upright bars side by side on an axis, each stacked of parts.

    ``ticks`` name places of the axis, ``scale`` is the least value at the top (so that percentages can go to 1), and
    ``as_text`` says how values of the axis are written: ``number``, ``minutes``, ``facts`` or ``percent``. Bars above
    ``most``, where that is given, do not count for the axis: what goes beyond it is cut off, and marked.
    """

    parts: tuple[Part, ...]
    ticks: tuple[Tick, ...]
    scale: float = 0.0
    as_text: str = "number"
    most: float | None = None

    def occurring(self) -> dict[int, str]:
        """Return the names of the parts that some bar has, by their number, which their look goes by."""
        return {number: part.name for number, part in enumerate(self.parts) if any(part.values)}

    def stacks(self) -> list[tuple[float, ...]]:
        """Return the values of the parts of each bar."""
        return list(zip(*(part.values for part in self.parts), strict=True))

    def highest(self) -> float:
        """Return the value up to which the axis reaches at least."""
        highest = max((float(sum(stack)) for stack in self.stacks()), default=0.0)
        return max(self.scale, highest if self.most is None else min(highest, self.most))


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points at equal distances, from 0 up to ``top``. ``None`` is a point that is not known."""

    values: tuple[float | None, ...]
    ticks: tuple[Tick, ...]
    top: float
    as_text: str = "number"


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of a table: text, a bar with a text behind it, or both. ``bar`` is from 0 to 1, and so is ``target``.

    ``target`` is where the bar should end: a ``│`` across it.
    """

    text: str = ""
    role: Role = Role.PLAIN
    bar: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, whether its texts stand at the right, and the share of free room it takes.

    Columns with a ``share`` of 0 are as wide as their texts. A ``close`` one stands nearer to the column before
    it, with which it belongs together.
    """

    heading: str = ""
    right: bool = False
    share: int = 0
    close: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. Headings are shown where one has text. Where rows do not fit the last line says how many.

    Each row has a cell for every column. Where only the first one has something in it, it may be as long as the row.

    ``picked`` is the number of the row that a key acts on.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    picked: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One thing in parts, as known, weak and unseen cards of a category."""

    label: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """Things in parts, each as a line ``━━╌╌··``. ``names`` are those of the parts, three at most."""

    names: tuple[str, ...]
    items: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing yet: a sentence that says when there will be something to see."""

    text: str


Body = Heat | Bars | Curve | Table | Shares | Empty


@dataclass(frozen=True, slots=True)
class Figure:
    """A title, a remark at the right (the unit, the sum, the aim), and what is drawn.

    ``summary`` says the same in one sentence, for those who do not see the drawing.
    """

    title: str
    body: Body
    note: str = ""
    summary: str = ""


def plain(lines: Sequence[Line]) -> str:
    """Return lines without looks, without spaces at their ends."""
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)
