"""The running program: its settings, its clock, and its database, opened when it is first needed."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz import clock, config, locale
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal

if TYPE_CHECKING:
    from quiz.cards import Deck
    from quiz.store import Store

DATABASE_VARIABLE = "QUIZ_DATABASE"
_SQLITE = "sqlite:///"


class Program:
    """The running program: made once, closed at the end. ``caution`` is told what is wrong with the settings."""

    def __init__(self, caution: Callable[[QuizError], None] = lambda _problem: None) -> None:
        self.database = ""
        self._caution = caution
        self._store: Store | None = None

    @cached_property
    def config(self) -> config.Config:
        """The settings; what is wrong with them is said once."""
        loaded = config.load()
        for problem in loaded.problems:
            self._caution(problem)
        return loaded

    def change(self, setting: str, value: str) -> None:
        """Set a setting and go by it from now on. Raises :class:`QuizError` for a value that it does not take."""
        config.save(setting, value)
        self.__dict__.pop("config", None)

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
            self._store = Store.open(self._database_path(), now)
            if not self._store.has_first_decks():
                _import_first_decks(self._store, now)
            _collect_from_now_on()
        return self._store

    def _database_path(self) -> Path:
        named = self.database or os.environ.get(DATABASE_VARIABLE, "")
        if not named:
            path = config.default_database()
            _make_folder(path.parent)
            return path
        if "://" in named and not named.startswith(_SQLITE):
            raise QuizError(
                _("“{url}” is no SQLite database; other kinds cannot be used yet.").format(url=literal(named)),
                _("Name a file, or a URL that begins with sqlite:///."),
            )
        return Path(named.removeprefix(_SQLITE)).expanduser()

    def deck(self, name: str) -> "Deck":
        """Return the deck of this name. Raises :class:`QuizError` naming near ones where there is none."""
        from quiz.deck_tree import find  # noqa: PLC0415  not needed for the first picture

        return find(self.store.decks(), name)

    def decks(self, names: Sequence[str]) -> "list[Deck] | None":
        """Return the decks of these names, or nothing, for all decks, where there are no names."""
        return [self.deck(name) for name in names] or None

    def close(self) -> None:
        """Close the database if it was opened."""
        if self._store is not None:
            self._store.close()


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
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise QuizError(
            _("The folder {path} cannot be made: {reason}.").format(
                path=literal(str(folder)), reason=error.strerror or error
            ),
            _("Name another place with --database or QUIZ_DATABASE."),
        ) from error


def _import_first_decks(store: "Store", now: Any) -> None:
    from quiz.importing import read_source, shipped_decks  # noqa: PLC0415  only at the first start

    for file in shipped_decks():
        source = read_source(str(file))
        store.import_deck(source.draft, source.items, now=now)
    store.note_first_decks()
