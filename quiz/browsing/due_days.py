"""The days on which cards are to fall due, as a person writes them: ``3d``, ``2026-12-01``, ``1d..7d``."""

from datetime import date, timedelta

from quiz.errors import QuizError
from quiz.locale import _
from quiz.query.conditions import Event, Operator
from quiz.query.errors import QueryError
from quiz.query.values import when_of
from quiz.text import literal

BETWEEN = ".."
"""What stands between the first and the last of several days."""

Days = tuple[date, date | None]
"""A study day, or the first and the last of those over which cards are spread."""


def due_days(text: str, today: date) -> Days:
    """Return the day that a text names, or the first and the last one; lengths count from today.

    Raises :class:`QuizError` for anything else, for a last day before the first, and for days before today.
    """
    first, between, last = (part.strip() for part in text.partition(BETWEEN))
    days = _day(first, today), _day(last, today) if between else None
    if days[1] is not None and days[1] < days[0]:
        raise QuizError(_("The last day lies before the first."), _("Write the earlier day first."))
    return days


def _day(text: str, today: date) -> date:
    try:
        when = when_of(Event.DUE, Operator.EQUAL, text, 0)
        day = when.day or today + timedelta(days=round(when.days))
    except (QueryError, OverflowError) as error:
        raise QuizError(
            _("“{text}” is no day.").format(text=literal(text)),
            _("Write for example 3d, 2w, 2026-12-01, or 1d..7d to spread them."),
        ) from error
    if day < today:
        raise QuizError(_("That day is past."), _("0d is today; cards that are due today are asked today."))
    return day
