"""A heat map as SVG: a column a week, a row a day; size and strength of a cell say how much."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from quiz.charts.figure import Heat, Tick
from quiz.charts.svg.lettering import length
from quiz.charts.svg.look import SMALL
from quiz.charts.svg.pen import Pen, place_ticks
from quiz.charts.words import WEEKDAYS, month
from quiz.locale import _, ngettext

_LEVELS = ((0.44, "data-low"), (0.6, "data-middle"), (0.76, "data-high"), (0.92, "data"))
_LEAST, _MOST = 7.0, 22.0
_ABOVE = 20.0


def draw_heat(pen: Pen, body: Heat, top: float) -> float:
    """Draw a heat map from ``top`` on and return where it ends. Where weeks do not fit, the earliest are left out."""
    gutter = max(length(_(name), SMALL) for name in WEEKDAYS) + 10
    skipped = body.first.weekday()
    weeks = max(1, (skipped + len(body.values) + 6) // 7)
    shown_weeks = min(weeks, int((pen.room - gutter) / _LEAST))
    pitch = min((pen.room - gutter) / shown_weeks, _MOST)
    plot = Pen(pen.left + gutter, pen.left + gutter + pitch * shown_weeks, pen.ids, pen.sheet)
    first = (weeks - shown_weeks) * 7 - skipped
    for index, value in list(enumerate(body.values))[max(0, first) :]:
        column, row = divmod(index - first, 7)
        centre = (plot.left + pitch * (column + 0.5), top + _ABOVE + pitch * (row + 0.5))
        _draw_day(plot, body, body.first + timedelta(days=index), value, centre, pitch)
    _label(pen, plot, top, pitch)
    _label_months(plot, body.first + timedelta(days=first), shown_weeks, top + 10, pitch)
    return _draw_scale(pen, plot, top + _ABOVE + 7 * pitch + 8)


def _draw_day(plot: Pen, body: Heat, day: date, value: int, centre: tuple[float, float], pitch: float) -> None:
    answers = ngettext("{day}: {count} answer", "{day}: {count} answers", value)
    pen = plot.named(answers.format(day=day.isoformat(), count=value))
    _draw_cell(pen, body.level(value), centre, pitch, "ink" if day == body.today else "")
    if day == body.picked:
        side = pitch - 1
        pen.rect(centre[0] - side / 2, centre[1] - side / 2, side, side, "ring", radius=pitch * 0.2)


def _draw_cell(pen: Pen, level: int | None, centre: tuple[float, float], pitch: float, classes: str = "") -> None:
    if level is None:
        pen.dot(*centre, pitch * 0.09, classes or "nothing")
        return
    part, strength = _LEVELS[level]
    side = part * pitch
    pen.rect(centre[0] - side / 2, centre[1] - side / 2, side, side, classes or strength, radius=side * 0.22)


def _label(pen: Pen, plot: Pen, top: float, pitch: float) -> None:
    for row in range(0, 7, 2):
        y = top + _ABOVE + pitch * (row + 0.5) + 4
        pen.text(pen.left, y, _(WEEKDAYS[row]), "label", room=plot.left - pen.left)


def _label_months(plot: Pen, monday: date, weeks: int, y: float, pitch: float) -> None:
    """Write the months above the weeks in which they begin; every second one where they would touch."""
    places = [plot.left + pitch * (week + 0.5) for week in range(weeks)]
    ticks = tuple(_months(monday, weeks))
    widest = max((length(tick.text, SMALL) for tick in ticks), default=0.0)
    touch = any((after.at - before.at) * pitch < widest + SMALL for before, after in pairwise(ticks))
    place_ticks(plot, ticks[:: 2 if touch else 1], places, y)


def _months(monday: date, weeks: int) -> Iterator[Tick]:
    """Yield the names of the months at the weeks in which they begin."""
    for week in range(weeks):
        sunday = monday + timedelta(days=7 * week + 6)
        if sunday.day <= 7:
            yield Tick(week, month(sunday))


def _draw_scale(pen: Pen, plot: Pen, top: float) -> float:
    """Draw what the sizes mean, below at the right, and return where it ends."""
    less, more = _("less"), _("more")
    wide, cell = length(less, SMALL), 14.0
    width = wide + 5 * cell + 12 + length(more, SMALL)
    x = max(pen.left, plot.right - width)
    pen.text(x, top + 11, less, "label", room=wide)
    for index, level in enumerate((None, *range(len(_LEVELS)))):
        _draw_cell(pen, level, (x + wide + 6 + cell * (index + 0.5), top + 7), cell)
    pen.text(x + wide + 12 + 5 * cell, top + 11, more, "label", room=width - wide)
    return top + 18
