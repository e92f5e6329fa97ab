"""Opening the app from the command line, without what only the other commands need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz import locale
from quiz.cli import INTERRUPTED
from quiz.errors import DamagedError, QuizError, unforeseen
from quiz.program import Program

if TYPE_CHECKING:
    from quiz.sessions import Start


@dataclass(slots=True)
class Wanted:
    """What a simple call of the program asks for: home, or to study some decks."""

    study: bool = False
    decks: tuple[str, ...] = ()
    mode: str = ""
    siblings: bool = False
    database: str = ""


def simple_call(arguments: Sequence[str]) -> Wanted | None:
    """Understand ``quiz`` and ``quiz study`` with their usual options; return nothing for all that click must read."""
    wanted = Wanted()
    left = iter(arguments)
    for argument in left:
        if not argument.startswith("-"):
            if not wanted.study and argument != "study":
                return None
            wanted.decks += (argument,) if wanted.study else ()
            wanted.study = True
        elif not _take_option(wanted, argument, left):
            return None
    return wanted


def _take_option(wanted: Wanted, argument: str, left: Iterable[str]) -> bool:
    """Take an option with its value, and tell whether it was understood."""
    if argument == "--siblings" and wanted.study:
        wanted.siblings = True
        return True
    name, given, value = argument.partition("=")
    if name not in ("--mode", "--lang", "--database"):
        return False
    value = value if given else next(iter(left), "")
    if name == "--mode" and wanted.study:
        from quiz.modes import MODES

        wanted.mode = value
        return value in MODES
    if name == "--database":
        wanted.database = value
        return bool(value)
    return name == "--lang" and value in locale.LANGUAGES


def run_app(wanted: Wanted) -> int:
    """Show the app and return the exit status; every failure becomes a message."""
    program = Program(_caution)
    program.database = wanted.database
    try:
        open_app(program, _start(wanted))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from quiz.cli.output import warn

        warn(error if isinstance(error, QuizError) else unforeseen(error))
        return 1
    finally:
        program.close()
    return 0


def _caution(problem: QuizError) -> None:
    from quiz.cli.output import caution

    caution(problem)


def _start(wanted: Wanted) -> Start | None:
    from quiz.sessions import Start

    return Start(wanted.decks, wanted.mode, wanted.siblings) if wanted.study else None


def _unless_damaged(program: Program, start: Start) -> Start | None:
    """Open the database for a session; where it is damaged, there is none, and home offers what can be done."""
    try:
        _store = program.store
    except DamagedError:
        return None
    return start


def open_app(program: Program, start: Start | None = None) -> None:
    """Show the app until it is left.

    Home is painted before the database is open. A card can't be: for a session the database is opened first, so that
    the first picture has the card. Raises :class:`quiz.errors.QuizError` with what ended it, where that was a failure.
    """
    from quiz.tui.app import QuizApp

    if start is not None:
        import quiz.tui.screens.study  # noqa: F401  before garbage is collected again

        start = _unless_damaged(program, start)
    app = QuizApp(program, start)
    app.run()
    if app.failure is not None:
        raise app.failure
