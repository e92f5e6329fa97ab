"""Picking a day of the calendar or a line of a table, by keys and by the mouse."""

from collections.abc import Sequence

from quiz.charts.cells.heat import CLOSE_MARK, CLOSE_WEEK_STEP, LABELS, WEEK_STEP
from quiz.charts.figure import Line, Role
from quiz.stats.series import Value
from quiz.text import width

PICKED = ("calendar", "confusions", "leeches")
"""The charts in which a day or a line can be picked."""

_WEEK = 7


def pickable(name: str, value: Value | None) -> int:
    """Return how many days or lines can be picked in the chart of a value: 0 for charts without, and empty ones."""
    if name not in PICKED or value is None:
        return 0
    return len(value["rows"]) if name != "calendar" or value["answers"] else 0


def first_pick(name: str, count: int) -> int:
    """Return what is picked at first: today in the calendar, elsewhere the first line."""
    return count - 1 if name == "calendar" else 0


def at_place(name: str, lines: Sequence[Line], picked: int, column: int, line: int) -> int | None:
    """Return the number of what is drawn at a place, seen from what is picked and where that is drawn.

    It can be one that there is not; nothing is returned for titles and labels.
    """
    place = _place_of_mark(lines)
    if place is None:
        return None
    mark, mark_column, mark_line = place
    if name != "calendar":
        return picked + line - mark_line if line > 0 and _has_text(lines, line) else None
    weekday = line - mark_line + picked % _WEEK
    if column < LABELS or not 0 <= weekday < _WEEK:
        return None
    return picked + _WEEK * _weeks_from(mark, column - mark_column) + line - mark_line


def _weeks_from(mark: str, columns: int) -> int:
    """Return how many weeks lie between a mark and a place so many columns behind it: it is the day, or before it."""
    return columns // CLOSE_WEEK_STEP if mark == CLOSE_MARK else (columns - 1) // WEEK_STEP


def _place_of_mark(lines: Sequence[Line]) -> tuple[str, int, int] | None:
    """Return the mark of what is picked, its column and its line."""
    for number, line in enumerate(lines):
        column = 0
        for span in line:
            if span.role is Role.NEXT:
                return span.text[0], column, number
            column += width(span.text)
    return None


def _has_text(lines: Sequence[Line], line: int) -> bool:
    return line < len(lines) and any(span.text.strip() for span in lines[line])
