"""The clock of the program: the computer's, or one that was set with ``QUIZ_NOW``."""

import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal

VARIABLE = "QUIZ_NOW"
YEARS = range(1980, 2100)
"""The years that can be kept: the id of an entry of the log has room for milliseconds until 2109."""


class Clock:
    """Tells the present instant in the learner's time zone."""

    def __init__(self, start: datetime | None = None) -> None:
        """Start at ``start``, an aware datetime whose offset becomes the time zone, or follow the computer's clock."""
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the present instant, aware, in the learner's time zone.

        Raises :class:`QuizError` where the clock is so wrong that its time can't be kept.
        """
        if self._start is None:
            _look_where()
            return _within_range(datetime.now().astimezone())
        return _within_range(self._start + timedelta(seconds=time.monotonic() - self._began))


def _look_where() -> None:
    """Learn of a time zone that was changed since the program began; it may run for days, and be taken on a journey."""
    if sys.platform != "win32":
        time.tzset()


def _within_range(now: datetime) -> datetime:
    if now.year not in YEARS:
        raise QuizError(
            _("The clock says that this is the year {year}.").format(year=now.year),
            _("Set the clock of the computer, or {variable}, and try again.").format(variable=VARIABLE),
        )
    return now


def is_set() -> bool:
    """Tell whether ``QUIZ_NOW`` sets the clock."""
    return bool(os.environ.get(VARIABLE))


def from_environment(environment: Mapping[str, str] | None = None) -> Clock:
    """Return the clock that ``QUIZ_NOW`` asks for. Raises :class:`QuizError` where it is no instant with an offset."""
    text = (os.environ if environment is None else environment).get(VARIABLE, "")
    if not text:
        return Clock()
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        raise QuizError(
            _("{variable} is “{text}”, which is not an instant with an offset.").format(
                variable=VARIABLE, text=literal(text)
            ),
            _("Write for example {variable}={example}.").format(variable=VARIABLE, example="2026-03-01T09:00:00+08:00"),
        )
    return Clock(start)
