"""How much of what came up for review was remembered: by period, of young, mature and all cards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.charts.cells.columns import least_width
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
_MOST_WANTED = ("month", "week", "today", "year", "all", "yesterday")
_GROUPS = {"young": mark("young"), "mature": mark("mature"), "all": mark("all")}
_ENOUGH = 5
"""From how many answers on an interval says more than the counts themselves."""
_WITH_INTERVAL = 42

Rows = dict[tuple[str, str], Value]


@dataclass(frozen=True, slots=True)
class _Detail:
    """What stands beside the shares of groups in rooms of ``columns`` or more: intervals, and counts of answers."""

    columns: int
    intervals: tuple[str, ...]
    counts: tuple[str, ...]


_DETAILS = (
    _Detail(88, tuple(_GROUPS), tuple(_GROUPS)),
    _Detail(54, tuple(_GROUPS), ("all",)),
    _Detail(46, ("all",), ("all",)),
    _Detail(46, (), ("all",)),
)
"""The most detailed first. The counts of all cards give way to nothing: they say how much the shares are worth."""


def figure(retention: Value, context: Context) -> Figure:
    """Return a table of periods and groups; in a narrow room a bar a period with its aim."""
    title = _(CHART.title)
    rows = {(row["period"], row["group"]): row for row in retention["rows"]}
    total = rows.get(("all", "all"))
    if total is None or total["retention"] is None:
        text = _("No reviews yet. They begin a day or more after a card was learned, and are counted here then.")
        return Figure(title, Empty(text), summary=text)
    aim = _aim(retention["desired_low"], retention["desired_high"])
    said = (
        _("{percent} of {count} reviews were right, {aim}.") if aim else _("{percent} of {count} reviews were right.")
    )
    summary = said.format(percent=percent(total["retention"]), count=total["answers"], aim=aim)
    return Figure(title, _table(rows, retention["desired"], context), aim, summary)


def _table(rows: Rows, desired: float | None, context: Context) -> Table:
    """Return groups beside each other, below each other where lines are many, or in a narrow room a bar a period."""
    room, periods = context.room, _periods(context.room.lines - 2)
    tables = {detail: _groups(rows, periods, detail) for detail in _DETAILS if room.columns >= detail.columns}
    fitting = [detail for detail, table in tables.items() if least_width(table) <= room.columns]
    if _DETAILS[0] not in fitting and room.lines >= len(rows) + 2:
        return _listed(rows, desired)
    if fitting:
        return tables[fitting[0]]
    totals = [rows[period, "all"] for period in _periods(room.lines - 1)]
    return _bars(totals, desired, room.columns >= _WITH_INTERVAL)


def _aim(low: float | None, high: float | None) -> str:
    """Return what is aimed at, of decks that differ from the least to the most; without decks nothing."""
    if low is None or high is None:
        return ""
    if points(low) == points(high):
        return _("desired {percent}").format(percent=percent(low))
    return _("desired {low}–{high} %").format(low=points(low), high=points(high))


def _periods(fitting: int) -> list[str]:
    """Return the periods for which there are lines, in the order of time."""
    kept = _MOST_WANTED[: max(1, fitting)]
    return [period for period in _PERIODS if period in kept]


def _groups(rows: Rows, periods: list[str], detail: _Detail) -> Table:
    """Return young, mature and all cards beside each other."""
    columns = [Column()]
    for group, word in _GROUPS.items():
        if group in detail.intervals:
            columns += [Column(right=True, share=1), Column(_(word), right=True, close=True)]
        else:
            columns += [Column(_(word), right=True, share=1)]
        columns += [Column(_("answered"), right=True)] if group in detail.counts else []
    return Table(tuple(columns), tuple(tuple(_group_cells(rows, period, detail)) for period in periods))


def _group_cells(rows: Rows, period: str, detail: _Detail) -> Iterator[Cell]:
    yield Cell(_(_PERIODS[period]), Role.QUIET)
    for group in _GROUPS:
        row = rows[period, group]
        yield _right(row, Role.STRONG if group == "all" else Role.PLAIN)
        if group in detail.intervals:
            yield Cell(_interval(row), Role.QUIET)
        if group in detail.counts:
            yield Cell(count(row["answers"]), Role.QUIET if row["answers"] else Role.FAINT)


def _listed(rows: Rows, desired: float | None) -> Table:
    """Return a row for each period and group, with its interval and count."""
    columns = (
        *(Column(), Column(), Column(share=1), Column(right=True), Column(right=True, close=True)),
        Column(_("answered"), right=True),
    )
    return Table(columns, tuple(tuple(_listed_cells(row, desired)) for row in rows.values()))


def _listed_cells(row: Value, desired: float | None) -> Iterator[Cell]:
    period, bar, *figures = _bar_cells(row, desired, with_interval=True)
    is_first = row["group"] == next(iter(_GROUPS))
    yield period if is_first else Cell()
    yield Cell(_(_GROUPS[row["group"]]), Role.QUIET)
    yield bar
    yield from figures


def _bars(rows: Sequence[Value], desired: float | None, with_interval: bool) -> Table:
    interval = [Column(right=True, close=True)] if with_interval else []
    columns = (Column(), Column(share=1), Column(right=True), *interval, Column(right=True))
    return Table(columns, tuple(tuple(_bar_cells(row, desired, with_interval)) for row in rows))


def _bar_cells(row: Value, desired: float | None, with_interval: bool) -> Iterator[Cell]:
    yield Cell(_(_PERIODS[row["period"]]), Role.QUIET)
    yield Cell() if row["retention"] is None else Cell(bar=row["retention"], target=desired)
    yield _right(row, Role.STRONG)
    if with_interval:
        yield Cell(_interval(row), Role.QUIET)
    yield Cell(str(row["answers"]) if row["answers"] else "", Role.QUIET)


def _right(row: Value, role: Role) -> Cell:
    return Cell(percent_or_nothing(row["retention"]), Role.FAINT if row["retention"] is None else role)


def _interval(row: Value) -> str:
    """Return the confidence interval in percent, which is not even around the share; of few answers their counts."""
    if row["retention"] is None:
        return ""
    if row["answers"] < _ENOUGH:
        return _("{part} of {whole}").format(part=row["right"], whole=row["answers"])
    return f"{points(row['low'])}–{points(row['high'])}"


CHART = Chart("retention", mark("True retention"), figure)
