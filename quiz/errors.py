"""The one kind of error that a user sees."""

import traceback
from pathlib import Path

from quiz.locale import _
from quiz.reasons import reason_text


class QuizError(Exception):
    """Something that the user can understand and mend.

    ``message`` says in one sentence what happened and where; ``hint`` says what to do, or is empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NoCardError(QuizError):
    """A card that was there before is not in the database any more, as after it was restored from a backup."""


class StaleCardError(QuizError):
    """An answer to a card that was changed elsewhere after it was shown. Nothing was stored."""


class DamagedError(QuizError):
    """The database is damaged: a backup has to be restored, or what is readable of it saved."""


def unforeseen(error: BaseException) -> QuizError:
    """Return what a person is told of a mistake in the program itself, and where the report on it is."""
    return QuizError(
        _("quiz made a mistake: {kind} at {place}.").format(kind=type(error).__name__, place=_place(error)),
        _("Every answer before it is stored. {report}").format(report=_reported(error)),
    )


def _place(error: BaseException) -> str:
    places = traceback.extract_tb(error.__traceback__)
    return f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "?"


def _reported(error: BaseException) -> str:
    """Write a report on a mistake, and return what a person is told of it."""
    from quiz import crash_report  # noqa: PLC0415  only needed where something went wrong

    try:
        path = crash_report.write(error)
    except Exception as failure:  # a mistake that can't be reported must not become a second one
        told = isinstance(failure, OSError) and failure.errno
        reason = reason_text(failure) if told else type(failure).__name__
        return _("No report could be written ({reason}). Please report this line and what you did.").format(
            reason=reason
        )
    return _(
        "A report on it, without any text of your cards, is in {path}. Please send it, and say what you did."
    ).format(path=_harmless(str(path)))


def _harmless(path: str) -> str:
    """Return a path whose characters all can be printed; what else it has becomes a question mark."""
    return "".join(character if character.isprintable() else "?" for character in path)
