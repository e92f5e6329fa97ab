"""What was done today: answers, time, how much was right, and by kind."""

from collections.abc import Iterator

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.words import duration, percent, seconds
from quiz.locale import _, mark, ngettext

_KINDS = {
    "review": mark("reviews"),
    "learn": mark("learning"),
    "relearn": mark("relearning"),
    "cram": mark("drills"),
    "interview": mark("interview"),
}

Row = tuple[Cell, ...]


def figure(today: Value, context: Context) -> Figure:
    """Return a table of figures, the most important first."""
    title = _(CHART.title)
    if not today["answers"]:
        text = _("No answers yet today. They are counted here from the first one on.")
        return Figure(title, Empty(text), summary=text)
    columns = (Column(), Column(right=True), Column(share=1))
    return Figure(title, Table(columns, (*_totals(today), *_kinds(today))), summary=_summary(today))


def _totals(today: Value) -> Iterator[Row]:
    right, answers = today["right"], today["answers"]
    yield _row(_("answered"), str(answers))
    yield _row(_("right"), percent(right / answers), _out_of(right, answers))
    pace = _("{time} each").format(time=seconds(today["milliseconds"] / 1000 / answers))
    yield _row(_("time"), duration(today["milliseconds"]), pace)
    yield _row(_("new cards"), str(today["new"]))
    if today["mature"]:
        right, answers = today["mature_right"], today["mature"]
        yield _row(_("right, mature"), percent(right / answers), _out_of(right, answers))


def _kinds(today: Value) -> Iterator[Row]:
    most = max(today["kinds"].values(), default=0)
    for kind, word in _KINDS.items():
        if answers := today["kinds"].get(kind, 0):
            yield Cell(_(word), Role.QUIET), Cell(str(answers), Role.STRONG), Cell(bar=answers / most)


def _row(label: str, shown: str, remark: str = "") -> Row:
    return Cell(label, Role.QUIET), Cell(shown, Role.STRONG), Cell(remark, Role.QUIET)


def _out_of(part: int, whole: int) -> str:
    return _("{part} of {whole}").format(part=part, whole=whole)


def _summary(today: Value) -> str:
    said = ngettext(
        "{count} answer today in {time}, {percent} right.",
        "{count} answers today in {time}, {percent} right.",
        today["answers"],
    )
    right = percent(today["right"] / today["answers"])
    return said.format(count=today["answers"], time=duration(today["milliseconds"]), percent=right)


CHART = Chart("today", mark("Today"), figure)
