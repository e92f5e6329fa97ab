"""How well cards are answered by the way in which they are asked: recognised, but not recalled?"""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.words import NOTHING, percent, seconds_in_column
from quiz.locale import _, mark, ngettext
from quiz.text import width

_MODES = {"choice": mark("choice"), "type": mark("typed"), "flip": mark("recalled")}


def figure(modes: Value, context: Context) -> Figure:
    """Return a row a mode, the easiest first, and how many cards are only recognised."""
    title = _(CHART.title)
    rows = {row["mode"]: row for row in modes["rows"] if row["answers"]}
    shown = [rows[mode] for mode in _MODES if mode in rows]
    if not shown:
        text = _("No answers in this time. Choosing, typing and recalling are compared here.")
        return Figure(title, Empty(text), summary=text)
    columns = (
        Column(),
        Column(share=1),
        Column(_("right"), right=True),
        Column(_("answered"), right=True),
        Column(_("time"), right=True),
    )
    cells = [_row(row) for row in shown]
    if modes["recognised_only"]:
        sentence = Cell(_recognised(modes["recognised_only"], context.room.columns))
        cells.append((sentence, *[Cell()] * (len(columns) - 1)))
    return Figure(title, Table(columns, tuple(cells)), summary=_summary(shown))


def _row(row: Value) -> tuple[Cell, ...]:
    label, answers = Cell(_(_MODES[row["mode"]]), Role.QUIET), Cell(str(row["answers"]), Role.QUIET)
    time = Cell(NOTHING, Role.FAINT) if row["seconds"] is None else Cell(seconds_in_column(row["seconds"]), Role.QUIET)
    if row["retention"] is None:
        return label, Cell(), Cell(NOTHING, Role.FAINT), answers, time
    return label, Cell(bar=row["retention"]), Cell(percent(row["retention"]), Role.STRONG), answers, time


def _recognised(count: int, room: int) -> str:
    long = ngettext(
        "{count} card: right as a choice, wrong when recalled",
        "{count} cards: right as a choice, wrong when recalled",
        count,
    ).format(count=count)
    short = ngettext("{count} card only recognised", "{count} cards only recognised", count).format(count=count)
    return long if width(long) <= room else short


def _summary(rows: list[Value]) -> str:
    said = [
        _("{mode}: {percent} right").format(mode=_(_MODES[row["mode"]]), percent=percent(row["retention"]))
        for row in rows
        if row["retention"] is not None
    ]
    return _("; ").join(said) or _("No reviews in this time.")


CHART = Chart("modes", mark("Modes"), figure)
