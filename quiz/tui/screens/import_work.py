"""What the import does in a thread: looking at files, and importing them. It tells how far it is and can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

from quiz.errors import QuizError, unforeseen
from quiz.import_texts import why_nothing_came
from quiz.importing import Advance, Imported, import_file
from quiz.program import Program
from quiz.safekeeping import keep_before_import
from quiz.store import ImportReport
from quiz.tui.screens.import_candidates import Candidate, Wish


class StoppedError(Exception):
    """Ends what is done in a thread, because a person wants that; what the database was told is taken back."""


@dataclass(slots=True)
class Work:
    """What is being done: the ``number``-th of ``count`` files, of the name ``file``, as far as ``fraction``."""

    writes: bool = False
    count: int = 0
    number: int = 0
    file: str = ""
    fraction: float = 0.0
    stop: Event = field(default_factory=Event)

    def tell(self, fraction: float) -> None:
        """Take note of how far it has come. Raises :class:`StoppedError` where it is to end."""
        if self.stop.is_set():
            raise StoppedError
        self.fraction = fraction

    def begin(self, candidate: Candidate) -> None:
        """Go on to the next file."""
        self.number += 1
        self.file = candidate.name
        self.tell(0.0)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a file by a wish: what its import would do, or the problem, or both."""

    wish: Wish
    done: Imported | None = None
    problem: QuizError | None = None


def look(program: Program, work: Work, candidate: Candidate) -> Found:
    """Find out what the import of a file would do. Raises :class:`StoppedError`."""
    work.begin(candidate)
    wish = candidate.wish
    try:
        done = _imported(program, work, candidate, wish, dry_run=True)
    except QuizError as error:
        return Found(wish, problem=error)
    except StoppedError:
        raise
    except Exception as error:  # one file does not keep others from being looked at
        return Found(wish, problem=unforeseen(error))
    return Found(wish, done, why_nothing_came(done, candidate.file.name))


def write(program: Program, work: Work, candidates: Sequence[Candidate]) -> list[ImportReport]:
    """Import files as they were looked at, all or none, and return the reports on all decks.

    Before, the database is kept as a backup. Raises :class:`StoppedError`, and :class:`QuizError` where one can't be
    imported or is another one by now.
    """
    reports: list[ImportReport] = []
    keep_before_import(program)
    with program.store.together():
        for candidate in candidates:
            work.begin(candidate)
            done = _imported(program, work, candidate, candidate.wish, dry_run=False)
            if problem := why_nothing_came(done, candidate.file.name):
                raise problem
            reports += done.report.all()
    return reports


def _imported(program: Program, work: Work, candidate: Candidate, wish: Wish, *, dry_run: bool) -> Imported:
    if candidate.refused is not None:
        raise candidate.refused
    return import_file(
        program.store,
        candidate.file,
        wish.how,
        now=program.clock.now(),
        into=wish.into,
        dry_run=dry_run,
        watch=Advance(candidate.file, work.tell).watch,
        stamp=None if dry_run or candidate.done is None else candidate.done.stamp,
    )
