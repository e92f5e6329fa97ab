"""The clock of the program: the computer's, or one that was set with ``QUIZ_NOW``."""

import os
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal

VARIABLE = "QUIZ_NOW"


class Clock:
    """Tells the present instant in the learner's time zone."""

    def __init__(self, start: datetime | None = None) -> None:
        """Start at ``start``, an aware datetime whose offset becomes the time zone, or follow the computer's clock."""
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the present instant, aware, in the learner's time zone."""
        if self._start is None:
            return datetime.now().astimezone()
        return self._start + timedelta(seconds=time.monotonic() - self._began)


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
