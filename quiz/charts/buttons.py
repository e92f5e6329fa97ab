"""Which ratings were given to cards in learning, young and mature ones."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.words import count, percent, percent_or_nothing
from quiz.locale import _, mark, ngettext

_GROUPS = {"learning": mark("learning"), "young": mark("young"), "mature": mark("mature")}
_RATINGS = {"again": mark("Again"), "hard": mark("Hard"), "good": mark("Good"), "easy": mark("Easy")}
_WITH_RIGHT, _WITH_BAR, _WITH_ANSWERS = 44, 60, 80


def figure(buttons: Value, context: Context) -> Figure:
    """Return a row a group: the share of each rating, and how much was right."""
    title = _(CHART.title)
    answers = sum(_answers(row) for row in buttons["rows"])
    if not answers:
        text = _("No ratings in this time. Each answer counts here from the first one on.")
        return Figure(title, Empty(text), summary=text)
    room = context.room.columns
    rows = tuple(_row(row, room) for row in buttons["rows"])
    note = ngettext("{count} answer", "{count} answers", answers).format(count=answers)
    return Figure(title, Table(_columns(room), rows), note, _summary(buttons, note))


def _columns(room: int) -> tuple[Column, ...]:
    share = 0 if room >= _WITH_BAR else 1
    columns = [Column(), *(Column(_(word), right=True, share=share) for word in _RATINGS.values())]
    columns += [Column(_("right"), right=True, share=share)] if room >= _WITH_RIGHT else []
    columns += [Column(share=1)] if room >= _WITH_BAR else []
    return (*columns, Column(_("answered"), right=True)) if room >= _WITH_ANSWERS else tuple(columns)


def _row(row: Value, room: int) -> tuple[Cell, ...]:
    answers, right = _answers(row), row["right"]
    cells = [Cell(_(_GROUPS[row["group"]]), Role.QUIET), *(_share(row[rating], answers) for rating in _RATINGS)]
    if room >= _WITH_RIGHT:
        cells += [Cell(percent_or_nothing(right), Role.FAINT if right is None else Role.STRONG)]
    if room >= _WITH_BAR:
        cells += [Cell() if right is None else Cell(bar=right)]
    return (*cells, Cell(count(answers), Role.QUIET)) if room >= _WITH_ANSWERS else tuple(cells)


def _share(number: int, answers: int) -> Cell:
    return Cell(percent(number / answers)) if number else Cell(count(0), Role.FAINT)


def _answers(row: Value) -> int:
    return sum(int(row[rating]) for rating in _RATINGS)


def _summary(buttons: Value, answers: str) -> str:
    again = sum(row["again"] for row in buttons["rows"]) / sum(_answers(row) for row in buttons["rows"])
    return _("{answers}, {percent} of them Again.").format(answers=answers, percent=percent(again))


CHART = Chart("buttons", mark("Ratings"), figure)
