"""A window with a list that does what takes long in a thread, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from quiz.errors import QuizError, unforeseen
from quiz.tui.screens.base import Result
from quiz.tui.screens.list_dialog import ListDialog

Found = TypeVar("Found")


class WorkingList(ListDialog[Result]):
    """``doing`` says what is being done, ``problem`` what went wrong last."""

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.problem: QuizError | None = None

    def do(self, said: str, work: Callable[[], Found], done: Callable[[Found], None]) -> None:
        """Do something in a thread, and go on with what comes of it."""

        def guarded() -> None:
            try:
                found = work()
            except QuizError as error:
                self.app.call_from_thread(self.failed, error)
            except Exception as error:  # the outermost edge of a worker
                self.app.call_from_thread(self.failed, unforeseen(error))
            else:
                self.app.call_from_thread(self._went_well, done, found)

        self.doing, self.problem = said, None
        self.run_worker(guarded, thread=True, exit_on_error=False)
        self.redraw()

    def failed(self, error: QuizError) -> None:
        """Show what went wrong."""
        self.doing, self.problem = "", error
        self.redraw()

    def _went_well(self, done: Callable[[Found], None], found: Found) -> None:
        self.doing = ""
        if self.is_attached:
            done(found)
            self.redraw()
