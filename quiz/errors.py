"""The one kind of error that a user sees."""

import traceback
from pathlib import Path

from quiz.locale import _


class QuizError(Exception):
    """Something that the user can understand and mend.

    ``message`` says in one sentence what happened and where; ``hint`` says what to do, or is empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class StaleCardError(QuizError):
    """An answer to a card that was changed elsewhere after it was shown. Nothing was stored."""


def unforeseen(error: BaseException) -> QuizError:
    """Return what a person is told of a mistake in the program itself, with what is needed to find it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return QuizError(
        _("quiz made a mistake: {kind} at {place}.").format(kind=type(error).__name__, place=place),
        _("Every answer before it is stored. Please report this line and what you did."),
    )
