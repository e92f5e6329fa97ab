"""What the browser has found: searched for in a thread as one types, what nobody waits for any more given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.worker import get_current_worker

from quiz.browsing import Look, Sort
from quiz.errors import QuizError, unforeseen
from quiz.query import parse
from quiz.tui.screens.base import QuizScreen

if TYPE_CHECKING:
    from quiz.browsing.finder import Finder

_PAUSE = 0.05
"""How many seconds after the last letter a search begins."""

_PATIENCE = 0.3
"""How many seconds may pass before the screen says that it is searching."""

WORKERS = "find"
"""The group of the threads that search."""


class NobodyWaitsError(Exception):
    """A search is given up: something else is looked for by now."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a query as it was typed, cards or ``notes``, and their order."""

    text: str = ""
    notes: bool = False
    sorts: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the cards or notes that were found, in their order."""

    wanted: Wanted
    ids: Sequence[int]


class BrowseFinding(QuizScreen[None]):
    """The part of the browser that searches."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.found: Found | None = None
        self.problem: QuizError | None = None
        """What is wrong with what is looked for; what was found before stays on the screen."""
        self.is_slow = False
        self._finders: dict[bool, Finder] = {}
        self._pause: Timer | None = None
        self._patience: Timer | None = None

    @property
    def is_settled(self) -> bool:
        """Whether what was found is what is looked for now, or it can't be found."""
        return self.problem is not None or (self.found is not None and self.found.wanted == self.wanted)

    def look(self) -> Look:
        """Return from when and where the table is looked at."""
        program = self.quiz.program
        return Look(program.clock.now(), program.config.day_start, program.content_language)

    def find(self, wanted: Wanted, *, after: float = 0.0) -> None:
        """Look for something else, ``after`` so many seconds in which nothing else was asked for."""
        self.wanted, self.problem = wanted, None
        if self._pause is not None:
            self._pause.stop()
        self.workers.cancel_group(self, WORKERS)
        if after:
            self._pause = self.set_timer(after, self._begin)
        else:
            self._begin()

    def find_as_typed(self, text: str) -> None:
        """Look for what is being typed, as soon as there is a moment's rest."""
        self.find(Wanted(text, self.wanted.notes, self.wanted.sorts), after=_PAUSE)

    def find_again(self) -> None:
        """Look for the same in the database as it is now."""
        self._finders = {}
        self.find(self.wanted)

    def _begin(self) -> None:
        if not self.quiz.ready or not self.is_attached:
            return
        self.is_slow = False
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(_PATIENCE, self._show_slow)
        work = partial(self._find_in_thread, self.wanted, self._finder(self.wanted.notes))
        self.run_worker(work, thread=True, exclusive=True, group=WORKERS, exit_on_error=False)

    def _finder(self, notes: bool) -> Finder | None:
        """Return what has read by what lines are sorted, for the same study day as before; none until it is made."""
        finder = self._finders.get(notes)
        return finder if finder is not None and finder.look.day == self.look().day else None

    def _find_in_thread(self, wanted: Wanted, finder: Finder | None) -> None:
        from quiz.browsing.finder import Finder  # noqa: PLC0415  loads numpy, in the thread

        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled:
                raise NobodyWaitsError

        if finder is None:
            finder = Finder(self.quiz.program.store, self.look(), notes=wanted.notes)
        try:
            ids = finder.find(parse(wanted.text), wanted.sorts, pause=pause)
        except NobodyWaitsError:
            return
        except QuizError as error:
            self.app.call_from_thread(self._not_found, wanted, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self._not_found, wanted, unforeseen(error))
        else:
            self.app.call_from_thread(self._was_found, Found(wanted, ids), finder)

    def _not_found(self, wanted: Wanted, problem: QuizError) -> None:
        if self.is_attached and wanted == self.wanted:
            self.is_slow, self.problem = False, problem
            self.show()

    def _was_found(self, found: Found, finder: Finder) -> None:
        """Show what was found, unless something else is looked for by now."""
        if not self.is_attached or found.wanted != self.wanted:
            return
        self._finders[found.wanted.notes] = finder
        self.is_slow = False
        before, self.found = self.found, found
        self.show_found(before)

    def show_found(self, before: Found | None) -> None:
        """Show what was found after what was found ``before``. To be extended."""

    def _show_slow(self) -> None:
        if not self.is_settled:
            self.is_slow = True
            self.show()
