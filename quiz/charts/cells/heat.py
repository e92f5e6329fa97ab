"""A heat map: a column a week, a row a day; where that is too high, a line a week. Height and strength say how much."""

from datetime import date, timedelta

from quiz.charts.cells.canvas import Canvas
from quiz.charts.cells.header import HEAT_LOOKS
from quiz.charts.figure import Heat, Role, Room
from quiz.charts.words import WEEKDAYS, month, short_date
from quiz.locale import _
from quiz.text import width

LABELS = 4
"""The columns of the names of the weekdays."""

WEEK_STEP, BROAD_WEEK_STEP = 2, 3
"""The columns from one week to the next."""

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
        return (room.columns - LABELS + 1) // _step(heat)
    return room.lines - _top_of_lines(room)


def _step(heat: Heat) -> int:
    return BROAD_WEEK_STEP if heat.broad else WEEK_STEP


def _top_of_lines(room: Room) -> int:
    """Return the line of the first week where each has one: behind the names of the weekdays, if there is room."""
    return 2 if room.lines >= 5 and _day_step(room) == 3 else 1


def _day_step(room: Room) -> int:
    return 3 if room.columns >= _DATE + 20 else 2


def _write_columns(canvas: Canvas, heat: Heat, weeks: range) -> None:
    step = _step(heat)
    top = 2 if canvas.height >= 9 else 1
    for weekday in range(0, 7, 2):
        canvas.write(0, top + weekday, _(WEEKDAYS[weekday]), Role.QUIET)
    for number, week in enumerate(weeks):
        for day in range(7):
            _write_day(canvas, heat, 7 * week + day, LABELS + number * step, top + day)
    if top == 2:
        _write_months(canvas, heat, weeks, step)


def _write_months(canvas: Canvas, heat: Heat, weeks: range, step: int) -> None:
    free = 0
    for number, week in enumerate(weeks):
        last = heat.first + timedelta(days=7 * week + 6)
        column = LABELS + number * step
        begins = last.day <= 7 and last.replace(day=1) <= heat.today
        if begins and free <= column <= canvas.columns - width(month(last)):
            free = canvas.write(column, 1, month(last), Role.QUIET) + 1


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
            _write_day(canvas, heat, 7 * week + day, left + day * step, top + number)


def _write_day(canvas: Canvas, heat: Heat, number: int, column: int, line: int) -> None:
    if number >= len(heat.values):
        return
    glyph, role = _look(heat, number)
    canvas.write(column, line, glyph * (2 if heat.broad else 1), role)
    if _day(heat, number) == heat.picked:
        canvas.write(column - 1, line, "▸", Role.NEXT)


def _look(heat: Heat, number: int) -> tuple[str, Role]:
    """Return glyph and look of a day: its level by the busiest day, and whether it is picked or today."""
    value, day = heat.values[number], _day(heat, number)
    level = min(3, 4 * value // (heat.highest() + 1))
    glyph, role = HEAT_LOOKS[level] if value else ("·", Role.FAINT)
    if day == heat.picked:
        return glyph, Role.NEXT
    return glyph, Role.PLAIN if day == heat.today else role


def _day(heat: Heat, number: int) -> date:
    return heat.first + timedelta(days=number)
