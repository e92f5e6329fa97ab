"""How many cards are new, in learning, young, mature, and put aside."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.words import NOTHING, percent
from quiz.locale import _, mark, ngettext

_STATES = {
    "new": mark("new"),
    "learning": mark("learning"),
    "relearning": mark("relearning"),
    "young": mark("young"),
    "mature": mark("mature"),
    "suspended": mark("suspended"),
    "buried": mark("buried"),
}


def figure(states: Value, context: Context) -> Figure:
    """Return a bar a state; those without cards give way."""
    title, cards = _(CHART.title), states["cards"]
    if not cards:
        text = _("There are no cards yet. They are counted here as soon as a deck has notes.")
        return Figure(title, Empty(text), summary=text)
    shown = [state for state in _STATES if states[state]]
    if len(_STATES) < context.room.lines:
        shown = list(_STATES)
    most = max(states[state] for state in _STATES)
    rows = tuple(_row(_(_STATES[state]), states[state], most, cards) for state in shown)
    columns = (Column(), Column(share=1), Column(right=True), Column(right=True))
    note = ngettext("{count} card now", "{count} cards now", cards).format(count=cards)
    return Figure(title, Table(columns, rows), note, _summary(states, note))


def _row(label: str, number: int, most: int, cards: int) -> tuple[Cell, ...]:
    figure = Cell(str(number), Role.STRONG) if number else Cell(NOTHING, Role.FAINT)
    part = Cell(percent(number / cards) if number else "", Role.QUIET)
    return Cell(label, Role.QUIET), Cell(bar=number / most), figure, part


def _summary(states: Value, cards: str) -> str:
    return _("{cards}: {new} new, {young} young, {mature} mature.").format(
        cards=cards, new=states["new"], young=states["young"], mature=states["mature"]
    )


CHART = Chart("states", mark("Cards by state"), figure)
