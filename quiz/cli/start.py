"""Opening the app from the command line."""

from typing import TYPE_CHECKING

from quiz.program import Program

if TYPE_CHECKING:
    from quiz.tui.start import Start


def open_app(program: Program, start: "Start | None" = None) -> None:
    """Show the app until it is left.

    Raises :class:`quiz.errors.QuizError` with what ended it, where that was a failure.
    """
    from quiz.tui.app import QuizApp

    app = QuizApp(program, start)
    app.run()
    if app.failure is not None:
        raise app.failure
