"""A heat map: a column a week, a row a day; where that is too high, a line a week. Height and strength say how much."""

from datetime import date, timedelta
from itertools import pairwise

from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.header import HEAT_LOOKS
from quiz.charts.figure import Heat, Role, Room
from quiz.charts.words import WEEKDAYS, month, short_date
from quiz.locale import _
from quiz.text import width

LABELS = 4
"""The columns of the names of the weekdays."""

WEEK_STEP, BROAD_WEEK_STEP, CLOSE_WEEK_STEP = 2, 3, 1
"""The columns from one week to the next: as usual, with broad days, and where the weeks would not fit otherwise."""

MARK, CLOSE_MARK = "▸", "◆"
"""What stands before the picked day, and instead of it where no cell is free before it."""

_YEAR = 52
"""The weeks of a year: where so many fit, they are not drawn closer together for one more."""

_DATE, _HIGH = 8, 8


def write_heat(canvas: Canvas, heat: Heat) -> None:
    """Write a heat map below the header: as many of the last weeks as fit, or those before a picked day."""
    weeks = weeks_shown(heat, Room(canvas.columns, canvas.height))
    if canvas.height >= _HIGH:
        _write_columns(canvas, heat, weeks)
    else:
        _write_lines(canvas, heat, weeks)


def weeks_shown(heat: Heat, room: Room) -> range:
    """Return the numbers of the weeks for which there is room."""
    weeks = (len(heat.values) + 6) // 7
    after, fitting = weeks, max(0, _fitting(heat, room))
    if heat.picked is not None and 0 <= (picked := (heat.picked - heat.first).days // 7) < weeks - fitting:
        after = max(picked + 1, fitting)
    return range(max(0, after - fitting), after)


def _fitting(heat: Heat, room: Room) -> int:
    if room.lines >= _HIGH:
        return _weeks_in(room.columns, _step(heat, room.columns))
    return room.lines - _top_of_lines(room)


def _step(heat: Heat, columns: int) -> int:
    """Return the columns from one week to the next: fewer where less than a year would fit otherwise."""
    if heat.broad:
        return BROAD_WEEK_STEP
    weeks = (len(heat.values) + 6) // 7
    return WEEK_STEP if _weeks_in(columns, WEEK_STEP) >= min(weeks, _YEAR) else CLOSE_WEEK_STEP


def _weeks_in(columns: int, step: int) -> int:
    """Return how many weeks fit beside the names of the weekdays."""
    return (columns - LABELS + step - 1) // step


def _top_of_lines(room: Room) -> int:
    """Return the line of the first week where each has one: behind the names of the weekdays, if there is room."""
    return 2 if room.lines >= 5 and _day_step(room) == 3 else 1


def _day_step(room: Room) -> int:
    return 3 if room.columns >= _DATE + 20 else 2


def _write_columns(canvas: Canvas, heat: Heat, weeks: range) -> None:
    step = _step(heat, canvas.columns)
    top = 2 if canvas.height >= 9 else 1
    for weekday in range(0, 7, 2):
        canvas.write(0, top + weekday, _(WEEKDAYS[weekday]), Role.QUIET)
    for number, week in enumerate(weeks):
        for day in range(7):
            _write_day(canvas, heat, 7 * week + day, LABELS + number * step, top + day, step)
    if top == 2:
        _write_months(canvas, heat, weeks, step)


def _write_months(canvas: Canvas, heat: Heat, weeks: range, step: int) -> None:
    """Write the months above the weeks in which they begin; every second one where they would touch."""
    begins = []
    for number, week in enumerate(weeks):
        last = heat.first + timedelta(days=7 * week + 6)
        if last.day <= 7 and last.replace(day=1) <= heat.today:
            begins.append((LABELS + number * step, month(last)))
    touch = any(column + width(name) >= after for (column, name), (after, _name) in pairwise(begins))
    for column, name in begins[:: 2 if touch else 1]:
        if column + width(name) <= canvas.columns:
            canvas.write(column, 1, name, Role.QUIET)


def _write_lines(canvas: Canvas, heat: Heat, weeks: range) -> None:
    room = Room(canvas.columns, canvas.height)
    step, top = _day_step(room), _top_of_lines(room)
    left = _DATE if canvas.columns >= _DATE + 7 * step - 1 else 1
    if top == 2:
        for weekday, word in enumerate(WEEKDAYS):
            canvas.write(left + weekday * step, 1, _(word), Role.QUIET)
    for number, week in enumerate(weeks):
        if left == _DATE:
            canvas.write(0, top + number, short_date(heat.first + timedelta(days=7 * week)), Role.QUIET)
        for day in range(7):
            _write_day(canvas, heat, 7 * week + day, left + day * step, top + number, step)


def _write_day(canvas: Canvas, heat: Heat, number: int, column: int, line: int, step: int) -> None:
    if number >= len(heat.values):
        return
    glyph, role = _look(heat, number)
    is_picked = _day(heat, number) == heat.picked
    if is_picked and step == CLOSE_WEEK_STEP:
        canvas.write(column, line, CLOSE_MARK, role)
        return
    canvas.write(column, line, glyph * (2 if heat.broad else 1), role)
    if is_picked:
        canvas.write(column - 1, line, MARK, role)


def _look(heat: Heat, number: int) -> tuple[str, Role]:
    """Return glyph and look of a day: how much it is, and whether it is picked or today."""
    level, day = heat.level(heat.values[number]), _day(heat, number)
    glyph, role = ("·", Role.FAINT) if level is None else HEAT_LOOKS[level]
    if day == heat.picked:
        return glyph, Role.NEXT
    return glyph, Role.PLAIN if day == heat.today else role


def _day(heat: Heat, number: int) -> date:
    return heat.first + timedelta(days=number)
