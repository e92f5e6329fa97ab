"""The directions in which a deck is asked, beside each other: what is right, how fast, how stable, how much known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quiz.charts.cells.columns import headings_fit, least_width
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.words import NOTHING, days, percent, seconds_in_column
from quiz.labels import direction_label
from quiz.locale import _, mark
from quiz.text import width

_LEAST_BAR, _FIGURE = 6, 9
_GIVING_WAY = ("known", "stability", "seconds")
"""The measures that give way to the words of directions, in this order."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What directions are compared by: its name in a row and as a heading, and how it is written.

    ``whole`` is what fills a bar; 0 for the largest of the directions. ``of`` is the field that does instead.
    """

    field: str
    label: str
    heading: str
    text: Callable[[float], str]
    whole: float = 0.0
    of: str = ""


_MEASURES = (
    Measure("retention", mark("retention"), mark("right"), percent, 1.0),
    Measure("seconds", mark("time, median"), mark("time"), seconds_in_column),
    Measure("stability", mark("stability"), mark("stability"), days),
    Measure("known", mark("known"), mark("known"), lambda value: str(round(value)), of="cards"),
)


def figure(directions: Value, context: Context) -> Figure:
    """Return a group of columns a direction where they fit with their words, otherwise a row a direction."""
    title = _(CHART.title)
    rows = [row for row in directions["rows"] if row["seen"]]
    if not rows:
        text = _("No direction was asked yet. They stand side by side here from the first answer on.")
        return Figure(title, Empty(text), summary=text)
    room, groups = context.room.columns, _side_by_side(rows)
    table = groups if _fits(rows, room) and headings_fit(groups, room) else _below(rows, room)
    return Figure(title, table, summary=_summary(rows))


def _fits(rows: Sequence[Value], columns: int) -> bool:
    """Tell whether the bars of directions are long enough to be compared."""
    label = max(width(_(measure.label)) for measure in _MEASURES)
    return label + len(rows) * (2 + _LEAST_BAR + 2 + _FIGURE) <= columns


def _side_by_side(rows: Sequence[Value]) -> Table:
    columns = [Column()]
    for row in rows:
        columns += [Column(direction_label(row["direction"]), share=1), Column(close=True)]
    return Table(tuple(columns), tuple(_measure_row(measure, rows) for measure in _MEASURES))


def _measure_row(measure: Measure, rows: Sequence[Value]) -> tuple[Cell, ...]:
    whole = measure.whole or max((row[measure.field] or 0.0 for row in rows), default=0.0)
    cells = [Cell(_(measure.label), Role.QUIET)]
    for row in rows:
        cells += [
            _bar(row[measure.field], row[measure.of] if measure.of else whole),
            _figure(row[measure.field], measure),
        ]
    return tuple(cells)


def _below(rows: Sequence[Value], room: int) -> Table:
    """Return a row a direction with as many measures as leave its words whole."""
    tables = [_rows(rows, _GIVING_WAY[:number]) for number in range(len(_GIVING_WAY) + 1)]
    return next((table for table in tables if least_width(table) <= room), tables[-1])


def _rows(rows: Sequence[Value], without: Sequence[str]) -> Table:
    shown = [measure for measure in _MEASURES if measure.field not in without]
    columns = (Column(share=1), *(Column(_(measure.heading), right=True) for measure in shown))
    return Table(columns, tuple(_direction_row(row, shown) for row in rows))


def _direction_row(row: Value, measures: Sequence[Measure]) -> tuple[Cell, ...]:
    return Cell(direction_label(row["direction"]), Role.QUIET), *(
        _figure(row[measure.field], measure) for measure in measures
    )


def _bar(value: float | None, whole: float) -> Cell:
    return Cell(bar=(value or 0.0) / whole if whole else 0.0)


def _figure(value: float | None, measure: Measure) -> Cell:
    return Cell(NOTHING, Role.FAINT) if value is None else Cell(measure.text(value), Role.STRONG)


def _summary(rows: Sequence[Value]) -> str:
    said = [
        _("{direction}: {percent} right").format(
            direction=direction_label(row["direction"]), percent=percent(row["retention"])
        )
        for row in rows
        if row["retention"] is not None
    ]
    return _("; ").join(said) or _("No direction was reviewed yet.")


CHART = Chart("directions", mark("Directions"), figure)
