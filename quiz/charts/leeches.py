"""Cards that are forgotten again and again, and the weakest others."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.words import count, days, percent_or_nothing
from quiz.labels import direction_label
from quiz.locale import _, mark, ngettext

_WITH_STABILITY, _WITH_MARK = 44, 60


def figure(leeches: Value, context: Context) -> Figure:
    """Return a row a card, the worst first; one can be picked."""
    title, rows = _(CHART.title), leeches["rows"]
    if not rows:
        text = _("No card is weak yet. Those that are forgotten most often are listed here.")
        return Figure(title, Empty(text), summary=text)
    room = context.room.columns
    cells = tuple(_row(row, room) for row in rows)
    note = ngettext("{count} leech now", "{count} leeches now", leeches["leeches"]).format(count=leeches["leeches"])
    summary = _("{note}; weakest: {key}, {direction}.").format(
        note=note, key=rows[0]["key"], direction=direction_label(rows[0]["direction"])
    )
    return Figure(title, Table(_columns(room), cells, context.picked), note, summary)


def _columns(room: int) -> tuple[Column, ...]:
    columns = [Column(), Column(share=1)]
    columns += [Column()] if room >= _WITH_MARK else []
    columns += [Column(_("lapses"), right=True)]
    columns += [Column(_("stability"), right=True)] if room >= _WITH_STABILITY else []
    return (*columns, Column(_("recall"), right=True))


def _row(row: Value, room: int) -> tuple[Cell, ...]:
    cells = [Cell(row["key"], Role.STRONG), Cell(direction_label(row["direction"]), Role.QUIET)]
    cells += [Cell(_("leech") if row["leech"] else "")] if room >= _WITH_MARK else []
    cells += [Cell(count(row["lapses"]), Role.STRONG)]
    cells += [Cell(_stability(row), Role.QUIET)] if room >= _WITH_STABILITY else []
    return (*cells, Cell(percent_or_nothing(row["retrievability"])))


def _stability(row: Value) -> str:
    return count(0) if row["stability"] is None else days(row["stability"])


CHART = Chart("leeches", mark("Weakest cards"), figure)
