"""How much of what came up for review was remembered: by period, of young, mature and all cards."""

from collections.abc import Iterator, Sequence

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.words import count, percent, percent_or_nothing, points
from quiz.locale import _, mark

_PERIODS = {
    "today": mark("today"),
    "yesterday": mark("yesterday"),
    "week": mark("7 days"),
    "month": mark("30 days"),
    "year": mark("1 year"),
    "all": mark("all time"),
}
_MOST_WANTED = ("today", "week", "month", "year", "yesterday", "all")
_GROUPS = {"young": mark("young"), "mature": mark("mature"), "all": mark("all")}
_WITH_SPREAD, _WIDE, _WITH_ANSWERS = 42, 50, 88

Rows = dict[tuple[str, str], Value]


def figure(retention: Value, context: Context) -> Figure:
    """Return a table of periods and groups; in a narrow room a bar a period with its aim."""
    title = _(CHART.title)
    rows = {(row["period"], row["group"]): row for row in retention["rows"]}
    total = rows.get(("all", "all"))
    if total is None or total["retention"] is None:
        text = _("No reviews yet. They begin a day or more after a card was learned, and are counted here then.")
        return Figure(title, Empty(text), summary=text)
    aim = _aim(retention["desired"])
    summary = _("{percent} of {count} reviews were right, {aim}.").format(
        percent=percent(total["retention"]), count=total["answers"], aim=aim
    )
    if context.room.columns >= _WIDE:
        table = _groups(rows, _periods(context.room.lines - 2), context.room.columns >= _WITH_ANSWERS)
    else:
        totals = [rows[period, "all"] for period in _periods(context.room.lines - 1)]
        table = _bars(totals, retention["desired"], context.room.columns >= _WITH_SPREAD)
    return Figure(title, table, aim, summary)


def _aim(desired: float | None) -> str:
    """Return what is aimed at; of decks that differ only that."""
    return _("aims differ") if desired is None else _("desired {percent}").format(percent=percent(desired))


def _periods(fitting: int) -> list[str]:
    """Return the periods for which there are lines, in the order of time."""
    kept = _MOST_WANTED[: max(1, fitting)]
    return [period for period in _PERIODS if period in kept]


def _groups(rows: Rows, periods: list[str], with_answers: bool) -> Table:
    columns = [Column()]
    for word in _GROUPS.values():
        columns += [Column(right=True, share=1), Column(_(word), right=True, close=True)]
        columns += [Column(_("answered"), right=True)] if with_answers else []
    return Table(tuple(columns), tuple(tuple(_group_cells(rows, period, with_answers)) for period in periods))


def _group_cells(rows: Rows, period: str, with_answers: bool) -> Iterator[Cell]:
    yield Cell(_(_PERIODS[period]), Role.QUIET)
    for group in _GROUPS:
        row = rows[period, group]
        yield _right(row, Role.STRONG if group == "all" else Role.PLAIN)
        yield Cell(_spread(row), Role.QUIET)
        if with_answers:
            yield Cell(count(row["answers"]), Role.QUIET if row["answers"] else Role.FAINT)


def _bars(rows: Sequence[Value], desired: float | None, with_spread: bool) -> Table:
    spread = [Column(right=True, close=True)] if with_spread else []
    columns = (Column(), Column(share=1), Column(right=True), *spread, Column(right=True))
    return Table(columns, tuple(tuple(_bar_cells(row, desired, with_spread)) for row in rows))


def _bar_cells(row: Value, desired: float | None, with_spread: bool) -> Iterator[Cell]:
    yield Cell(_(_PERIODS[row["period"]]), Role.QUIET)
    yield Cell() if row["retention"] is None else Cell(bar=row["retention"], target=desired)
    yield _right(row, Role.STRONG)
    if with_spread:
        yield Cell(_spread(row), Role.QUIET)
    yield Cell(str(row["answers"]) if row["answers"] else "", Role.QUIET)


def _right(row: Value, role: Role) -> Cell:
    return Cell(percent_or_nothing(row["retention"]), Role.FAINT if row["retention"] is None else role)


def _spread(row: Value) -> str:
    """Return the larger distance to the ends of the confidence interval, in points."""
    if row["retention"] is None:
        return ""
    return f"±{points(max(row['retention'] - row['low'], row['high'] - row['retention'])):2d}"


CHART = Chart("retention", mark("True retention"), figure)
