"""The running program: its settings, its clock, and its database, opened when it is first needed."""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from quiz import clock, config, crash_report, files, locale
from quiz.errors import QuizError
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.text import literal

if TYPE_CHECKING:
    from quiz.cards import Deck
    from quiz.store import Store

DATABASE_VARIABLE = "QUIZ_DATABASE"
_SQLITE = "sqlite:///"
_LARGE = 16 * 1024 * 1024
"""Bytes; to bring a larger database up takes so long that it is told."""
_AHEAD = timedelta(days=2)
"""How far ahead of the clock the newest answer has to lie so that this is said."""


class Program:
    """The running program: made once, closed at the end. ``caution`` is told what is wrong with the settings."""

    def __init__(self, caution: Callable[[QuizError], None] = lambda _problem: None) -> None:
        self.database = ""
        self.caution = caution
        self._said: set[str] = set()
        self._store: Store | None = None
        self._aside: Thread | None = None
        self.made_at: datetime | None = None
        """When the database was made, with what comes with the program, if that was in this run."""
        crash_report.tell("Database", self._facts)
        crash_report.tell("Contents", self._contents)

    @cached_property
    def config(self) -> config.Config:
        """The settings; what is wrong with them is said once."""
        loaded = config.load()
        for problem in loaded.problems:
            if problem.message not in self._said:
                self._said.add(problem.message)
                self.caution(problem)
        return loaded

    def change(self, setting: str, value: str) -> None:
        """Set a setting and go by it from now on. Raises :class:`QuizError` for a value that it does not take."""
        kept = config.save(setting, value)
        self.__dict__.pop("config", None)
        if kept is not None:
            self.caution(
                QuizError(
                    _("The settings file could not be read. It is kept as {path}, and a new one was begun.").format(
                        path=literal(str(kept))
                    ),
                    _("Take out of it what you still want."),
                )
            )

    @cached_property
    def clock(self) -> clock.Clock:
        """The clock."""
        return clock.from_environment()

    @property
    def content_language(self) -> str:
        """The language of meanings and explanations."""
        wanted = self.config["content_language"]
        return locale.current() if wanted == config.AUTO else wanted

    @property
    def is_open(self) -> bool:
        """Whether the database is open already."""
        return self._store is not None

    @property
    def store(self) -> "Store":
        """The database. A new one is made with the decks that come with the program."""
        if self._store is None:
            from quiz.store import Store  # noqa: PLC0415  the screen is painted before

            now = self.clock.now()
            path = self.database_path
            if _is_large(path) and Store.is_older(path):
                self._tell_that_it_takes_long()
            self._store = Store.open(path, now)
            if not self._store.has_first_decks():
                self.made_at = now
                _import_first_decks(self._store, now)
            _collect_from_now_on()
            self._compare_clock(self._store.last_time(), now)
        return self._store

    def _tell_that_it_takes_long(self) -> None:
        self.caution(
            QuizError(
                _("The database is brought up to this version of quiz. That can take a minute, and happens once."),
                _("A backup is made before; if it is broken off, nothing is changed."),
            )
        )

    def _compare_clock(self, last: datetime | None, now: datetime) -> None:
        """Say that the newest answer lies days ahead, so that nobody studies for long with a clock that is wrong."""
        if last is not None and last - now > _AHEAD:
            self.caution(
                QuizError(
                    _("The last answer was stored on {day}, which is still to come: is the clock right?").format(
                        day=last.astimezone(now.tzinfo).date().isoformat()
                    ),
                    _("If it is, go on: cards answered on days to come are asked again now, and nothing is lost."),
                )
            )

    @property
    def _named(self) -> str:
        return self.database or os.environ.get(DATABASE_VARIABLE, "")

    @property
    def database_path(self) -> Path:
        """Where the database is, or will be; its usual folder is made. Raises :class:`QuizError`."""
        named = self._named
        if not named:
            path = config.default_database()
            _make_folder(path.parent)
            return path
        if "://" in named and not named.startswith(_SQLITE):
            raise QuizError(
                _("“{url}” is no SQLite database; other kinds cannot be used yet.").format(url=literal(named)),
                _("Name a file, or a URL that begins with sqlite:///."),
            )
        return _place(named.removeprefix(_SQLITE))

    def deck(self, name: str) -> "Deck":
        """Return the deck of this name. Raises :class:`QuizError` naming near ones where there is none."""
        from quiz.deck_tree import find  # noqa: PLC0415  not needed for the first picture

        return find(self.store.decks(), name)

    def decks(self, names: Sequence[str]) -> "list[Deck] | None":
        """Return the decks of these names, or nothing, for all decks, where there are no names."""
        return [self.deck(name) for name in names] or None

    def _facts(self) -> dict[str, object]:
        """Return what a report on a mistake says of the program: no path and no text."""
        return {"open": self.is_open, "usual place": not self._named, "clock set": clock.is_set()}

    def _contents(self) -> Mapping[str, object]:
        """Return how much is in the database, for a report on a mistake."""
        from quiz.store.census import census  # noqa: PLC0415  only needed where something went wrong

        return {} if self._store is None else census(self._store.path)

    def run_aside(self, action: Callable[[], None]) -> None:
        """Do something in a thread, for whose end :meth:`close` waits, unless one is still running; it never raises."""
        if self._aside is None or not self._aside.is_alive():
            self._aside = Thread(target=action, daemon=True)
            self._aside.start()

    def close(self) -> None:
        """Close the database if it was opened, as soon as all that is done aside has ended."""
        if self._aside is not None:
            self._aside.join()
        if self._store is not None:
            self._store.close()

    def close_store(self) -> None:
        """Close the database if it was opened; when it is needed again, it is opened again."""
        if self._store is not None:
            self._store.close()
            self._store = None


def _place(named: str) -> Path:
    """Return the path of a name. Raises :class:`QuizError` for one that no file can have."""
    try:
        path = Path(named).expanduser()
        str(path).encode()
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, RuntimeError, ValueError) as error:
        raise QuizError(
            _("The database {path} cannot be used: {reason}.").format(
                path=literal(named), reason=literal(reason_text(error))
            ),
            _("Check the file and its folder, or name another one with --database."),
        ) from error
    return path


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > _LARGE
    except (OSError, ValueError):  # what is wrong with the path is said when it is opened
        return False


def _collect_from_now_on() -> None:
    """Let Python collect garbage again, but never look through what the start has loaded."""
    if not gc.isenabled():
        spare_what_is_loaded()
        gc.enable()


def spare_what_is_loaded() -> None:
    """Let Python never look for garbage among what is there now: that stops everything for a moment, time and again."""
    gc.freeze()


def give_memory_back() -> None:
    """Let the system have the memory that was freed. The C library of Linux otherwise keeps it in pieces."""
    import ctypes  # noqa: PLC0415  needed where much was freed

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _make_folder(folder: Path) -> None:
    try:
        files.make_folder(folder)
    except OSError as error:
        raise QuizError(
            _("The folder {path} cannot be made: {reason}.").format(
                path=literal(str(folder)), reason=reason_text(error)
            ),
            _("Name another place with --database or QUIZ_DATABASE."),
        ) from error


def _import_first_decks(store: "Store", now: Any) -> None:
    from quiz.importing import read_source, shipped_decks  # noqa: PLC0415  only at the first start

    for file in shipped_decks():
        source = read_source(str(file))
        store.import_deck(source.draft, source.items, now=now)
    store.note_first_decks()
