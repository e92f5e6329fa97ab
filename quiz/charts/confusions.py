"""Which note is taken for which, and how often."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.locale import _, mark, ngettext
from quiz.text import one_line
from quiz.wrapping import cut

_IN_WORDS = 30
_KEY = 16
"""The most cells of a key, so that a long one leaves room for its pair and their bar."""


def figure(confusions: Value, context: Context) -> Figure:
    """Return a bar a pair, the most frequent first; one can be picked."""
    title, rows = _(CHART.title), confusions["rows"]
    if not rows:
        text = _("Nothing was mixed up in this time. Wrong answers that belong to another note are listed here.")
        return Figure(title, Empty(text), summary=text)
    columns = (Column(), Column(close=True), Column(close=True), Column(share=1), Column(right=True))
    cells = tuple(_row(row, rows[0]["count"], _between(context)) for row in rows)
    note = ngettext("{count} time", "{count} times", confusions["total"]).format(count=confusions["total"])
    summary = _("{asked} is taken for {given} most often: {times}.").format(
        asked=rows[0]["asked"], given=rows[0]["given"], times=_times(rows[0]["count"])
    )
    return Figure(title, Table(columns, cells, context.picked), note, summary)


def _between(context: Context) -> str:
    return _("taken for") if context.room.columns >= _IN_WORDS else "→"


def _row(row: Value, most: int, between: str) -> tuple[Cell, ...]:
    asked, given = (Cell(cut(one_line(row[name]), _KEY), Role.STRONG) for name in ("asked", "given"))
    bar = Cell(bar=row["count"] / most)
    return asked, Cell(between, Role.QUIET), given, bar, Cell(_times(row["count"]), Role.QUIET)


def _times(count: int) -> str:
    return _("{count} ×").format(count=count)


CHART = Chart("confusions", mark("Confusions"), figure)
