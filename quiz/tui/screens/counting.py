"""Windows in which cards are chosen: how many these are is counted in a thread as soon as nothing more is typed."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Generic, TypeVar

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from quiz.errors import QuizError
from quiz.query import QueryError
from quiz.text import width
from quiz.tui.screens.base import Dialog
from quiz.tui.widgets.value_line import ValueLine

_PAUSE = 0.2
"""How many seconds after the last change it is counted."""

Result = TypeVar("Result")
Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


class CountingDialog(Dialog[Result], Generic[Result, Wanted, Found]):
    """A window that counts what is chosen in it. Enter waits until that was done."""

    def __init__(self) -> None:
        super().__init__()
        self._counted: tuple[Wanted, Found] | None = None
        self._pause: Timer | None = None
        self._accepts = False

    @property
    @abstractmethod
    def wanted(self) -> Wanted:
        """What is to be counted now; equal to what was counted before where that still holds."""

    @abstractmethod
    def counted(self, wanted: Wanted) -> Found:
        """Count, in a thread: a search in many cards takes a while. Raises nothing."""

    @abstractmethod
    def accept(self, found: Found) -> None:
        """Take what is chosen now and counted, or show why that is not possible."""

    @property
    def found(self) -> Found | None:
        """What was counted of what is chosen now; nothing while that is not known."""
        return self._counted[1] if self._counted is not None and self._counted[0] == self.wanted else None

    def count(self) -> None:
        """Count what is chosen, unless that is known already; what runs for another choice is given up."""
        if self.found is not None or not self.quiz.ready:
            return
        wanted = self.wanted
        self.run_worker(
            lambda: self._count_in_thread(wanted), thread=True, exclusive=True, group="count", exit_on_error=False
        )

    def _count_in_thread(self, wanted: Wanted) -> None:
        worker = get_current_worker()
        found = self.counted(wanted)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._was_counted, wanted, found)

    def _was_counted(self, wanted: Wanted, found: Found) -> None:
        """Show what was counted, unless something else is chosen by now; take it where that was asked for."""
        if not self.is_attached or wanted != self.wanted:
            return
        self._counted = wanted, found
        self.show()
        if self._accepts:
            self.action_accept()

    def on_input_changed(self) -> None:
        """Count again when nothing more is typed."""
        self._accepts = False
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self.count)
        self.show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line takes what is chosen, too."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Take what is chosen, as soon as it is counted."""
        found = self.found
        self._accepts = found is None
        if found is None:
            self.count()
        else:
            self.accept(found)


class CountingForm(CountingDialog[Result, Wanted, Found]):
    """Lines below each other: those with a value out of several take another one by the arrow keys."""

    PLACES: ClassVar[tuple[str, ...]] = ("dialog", "choice", "session")

    def is_available(self, name: str) -> bool:
        """Let values be changed where one has the focus."""
        if name.startswith("session."):
            return isinstance(self.focused, ValueLine)
        return super().is_available(name)

    def action_down(self) -> None:
        """Go to the next line."""
        self.focus_next()

    def action_up(self) -> None:
        """Go to the line before."""
        self.focus_previous()

    def action_forward(self) -> None:
        """Take the next value."""
        if isinstance(self.focused, ValueLine):
            self.focused.step(1)

    def action_back(self) -> None:
        """Take the value before."""
        if isinstance(self.focused, ValueLine):
            self.focused.step(-1)


def place_of(problem: QuizError | None, typed: str, cells: int) -> Content:
    """Return a sign below the place of a query that is wrong. A query begins behind the first white space."""
    if not isinstance(problem, QueryError):
        return Content("")
    before = typed[: len(typed) - len(typed.lstrip()) + problem.position]
    return Content.styled(" " * (1 + width(before)) + "^", "$error").truncate(max(1, cells))
