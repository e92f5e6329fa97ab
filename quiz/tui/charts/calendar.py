"""The study days of some weeks as a heat map: a column a week, a row a day; height and strength say how much."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from textual.content import Content

from quiz.locale import _, mark
from quiz.tui.text import FAINT, QUIET, joined, to_left

WEEKDAYS = (mark("Mo"), mark("Tu"), mark("We"), mark("Th"), mark("Fr"), mark("Sa"), mark("Su"))
_LEVELS = "▁▃▅▇"
_STRENGTHS = ("60%", "75%", "88%", "100%")
_LABEL_WIDTH = 4


def calendar(days: Sequence[dict[str, Any]], today: date, *, broad: bool = False) -> list[Content]:
    """Return the title line and seven rows. ``days`` begin with a Monday; ``broad`` makes a cell two columns wide."""
    busiest = max((day["answers"] for day in days), default=0)
    weeks = (len(days) + 6) // 7
    cell = 2 if broad else 1
    width = _LABEL_WIDTH + weeks * (cell + 1)
    scale = [joined(" ", Content.styled("·", FAINT))]
    scale += [Content.styled(sign * cell, f"$primary {part}") for sign, part in zip(_LEVELS, _STRENGTHS, strict=True)]
    legend = joined(Content.styled(_("less"), QUIET), *[joined(" ", part) for part in scale], " ")
    legend = joined(legend, Content.styled(_("more"), QUIET))
    title = Content.styled(_("{count} weeks").format(count=weeks), QUIET)
    head = joined(to_left(title, max(title.cell_length + 2, width - legend.cell_length - 1)), legend)
    return [head, *[_row(days, today, weekday, busiest, cell) for weekday in range(7)]]


def _row(days: Sequence[dict[str, Any]], today: date, weekday: int, busiest: int, cell: int) -> Content:
    label = _(WEEKDAYS[weekday]) if weekday % 2 == 0 else ""
    cells = [_cell(day["answers"], busiest, day["day"] == today, cell) for day in days[weekday::7]]
    return joined(to_left(Content.styled(label, QUIET), _LABEL_WIDTH), *[joined(part, " ") for part in cells])


def _cell(answers: int, busiest: int, is_today: bool, cell: int) -> Content:
    if not answers:
        return Content.styled("·" * cell, "$foreground" if is_today else FAINT)
    level = min(3, 4 * answers // (busiest + 1))
    return Content.styled(_LEVELS[level] * cell, "$foreground" if is_today else f"$primary {_STRENGTHS[level]}")
