"""What the import screen does in a thread, one thing at a time: it shows how far that is, and it can be given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.timer import Timer
from textual.widget import Widget

from quiz.errors import QuizError, unforeseen
from quiz.locale import _
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.import_work import StoppedError, Work

_BEAT, QUIET_BEATS = 0.1, 3
"""How many seconds after each other it is shown how far something is, and how often nothing is shown before."""


class ImportRunning(QuizScreen[str]):
    """``work`` is what is going on; ``problem`` and ``said`` are what came of it, to be shown in a line."""

    def __init__(self) -> None:
        super().__init__()
        self.work: Work | None = None
        self.problem: QuizError | None = None
        self.said = ""
        self.beats = 0
        self._beat: Timer | None = None
        self._before: Widget | None = None

    def show_about(self) -> None:
        """Show what is going on. To be extended."""

    def begin_work(self, work: Work, run: Callable[[], None]) -> None:
        """Do something in a thread; what goes wrong is said in a line."""

        def guarded() -> None:
            try:
                run()
            except StoppedError:
                self.hand_over(work, self._stopped)
            except QuizError as error:
                self.hand_over(work, self._failed, error)
            except Exception as error:  # the outermost edge of a worker
                self.hand_over(work, self._failed, unforeseen(error))

        self.work, self.beats = work, 0
        if work.writes:  # what is written now can be changed no more
            self._before = self.focused
            self.set_focus(None)
        self._beat = self.set_interval(_BEAT, self._count_beat)
        self.run_worker(guarded, thread=True, exit_on_error=False)
        self.show()

    def _count_beat(self) -> None:
        self.beats += 1
        if self.beats >= QUIET_BEATS:
            self.show_about()

    def hand_over(self, work: Work, done: Callable[..., None], *found: Any) -> None:
        """Hand something over to the screen, from the thread; not where that was given up."""
        if work is self.work:
            self.app.call_from_thread(self._take, work, done, *found)

    def _take(self, work: Work, done: Callable[..., None], *found: Any) -> None:
        if work is self.work and self.is_attached:
            done(*found)

    def end_work(self) -> None:
        """Know that nothing is going on any more, and let the person go on where the focus was."""
        self.work = None
        if self._before is not None:
            self.call_after_refresh(self.set_focus, self._before)
        self._before = None
        if self._beat is not None:
            self._beat.stop()

    def give_up_work(self) -> None:
        """Stop what is going on, and take no more of what comes of it."""
        if self.work is not None:
            self.work.stop.set()
            self.end_work()

    def on_unmount(self) -> None:
        """Keep nothing of what is going on when the program ends."""
        self.give_up_work()

    def _failed(self, error: QuizError) -> None:
        self.end_work()
        self.problem = error
        self.show()

    def _stopped(self) -> None:
        """Say that an import was stopped, as soon as it is taken back."""
        self.end_work()
        self.said = _("Stopped; nothing was imported.")
        self.show()
