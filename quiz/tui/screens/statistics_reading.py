"""What the screen of the statistics has computed: each series once for each scope, period and unit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from textual.worker import NoActiveWorker, get_current_worker

from quiz import locale
from quiz.cards import Deck
from quiz.errors import QuizError, unforeseen
from quiz.locale import _
from quiz.program import give_memory_back
from quiz.progress import material, scope_of
from quiz.scheduling.days import study_day
from quiz.stats.material import Cancelled, Collection, Material, Progress, Scope
from quiz.stats.periods import PERIODS, UNITS, named
from quiz.stats.series import Value, series
from quiz.text import one_line
from quiz.tui.text import title_of

if TYPE_CHECKING:
    from quiz.program import Program

WITH_UNIT = frozenset(("reviews", "time", "future", "added"))
"""The series that depend on the unit to which days are joined."""

OF_PERIOD = WITH_UNIT | frozenset(
    ("advice", "known", "hours", "buttons", "seconds", "directions", "confusions", "modes", "calibration")
)
"""The series that depend on the period; the others are the same whatever it is."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose statistics are shown: of some decks with their sub-decks, or of all; of these the cards of a query."""

    decks: tuple[Deck, ...] = ()
    where: str = ""

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return (tuple(deck.id for deck in self.decks), self.where)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the decks; none for all."""
        return tuple(deck.name for deck in self.decks)

    def title(self) -> str:
        """Return what is looked at, in the language of the interface."""
        decks = _(", ").join(map(title_of, self.decks)) if self.decks else _("all decks")
        return f"{decks} · {one_line(self.where)}" if self.where else decks


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at, over which period, and to what its days are joined; without a unit, to the usual one."""

    chosen: Chosen
    period: str = "1y"
    unit: str = ""

    def key(self, name: str) -> Key:
        """Return what the value of a series depends on."""
        period = self.period if name in OF_PERIOD else ""
        return (name, self.chosen.key, period, self.unit if name in WITH_UNIT else "")

    def moved(self, step: int) -> View:
        """Return the same for the period that is so much longer, as far as there is one."""
        order = list(PERIODS)
        place = order.index(self.period) + step
        return replace(self, period=order[max(0, min(place, len(order) - 1))])

    def by_next_unit(self, today: date) -> View:
        """Return the same with the next unit: days, weeks, months, days."""
        present = named(self.period, today, self.unit).unit
        return replace(self, unit=UNITS[(UNITS.index(present) + 1) % len(UNITS)])


@dataclass
class Reading:
    """What was computed since the screen was opened, or came back into view. The database is read once for all of it.

    Values are computed in threads, one at a time: one that is cancelled leaves soon, and the next one goes on with
    what it has read. ``language`` and ``now`` are those of the moment at which it was begun.
    """

    program: Program
    _values: dict[Key, Value | QuizError] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.basis = basis_of(self.program)
        self.day = study_day(self.program.clock.now(), self.program.config.day_start)
        self._collection = Collection(self.program.store, leave_where_cancelled)
        self._material: tuple[Key, Material] | None = None
        self._progress: tuple[View, Progress] | None = None
        self._lock = Lock()
        self._decks: list[Deck] | None = None

    def found(self, view: View, name: str) -> Value | QuizError | None:
        """Return the value of a series, or why there is none; nothing where it is not computed yet."""
        return self._values.get(view.key(name))

    def value(self, view: View, name: str) -> Value | None:
        """Return the value of a series where it is there."""
        found = self.found(view, name)
        return None if isinstance(found, QuizError) else found

    def compute(self, view: View, name: str) -> None:
        """Compute the value of a series, unless that was done already; for a thread. Raises :class:`Cancelled`."""
        with self._lock:
            leave_where_cancelled()
            if view.key(name) not in self._values:
                self._values[view.key(name)] = self._computed(view, name)

    def _computed(self, view: View, name: str) -> Value | QuizError:
        try:
            return series(name).compute(self._progress_of(view))
        except QuizError as error:
            return error
        except Cancelled:
            raise
        except Exception as error:  # the outermost edge of a worker
            return unforeseen(error)

    def _progress_of(self, view: View) -> Progress:
        if self._progress is None or self._progress[0] != view:
            self._progress = None
            mine = self._material_of(view.chosen)
            self._progress = view, Progress(mine, named(view.period, mine.day, view.unit))
        return self._progress[1]

    def _material_of(self, chosen: Chosen) -> Material:
        """Return the material of a scope. That of another one is dropped, as it may have a copy of half the log."""
        if self._material is None or self._material[0] != chosen.key:
            self._material = None
            give_memory_back()
            self._material = chosen.key, material(self.program, self._collection, self.scope_of(chosen))
        return self._material[1]

    def scope_of(self, chosen: Chosen) -> Scope:
        """Return the decks and cards that are looked at."""
        return scope_of(self.program, chosen.decks or None, chosen.where)

    def only_deck(self, chosen: Chosen) -> Deck | None:
        """Return the deck that is looked at as a whole, where it is a single one; of all decks the only one."""
        if chosen.where:
            return None
        if self._decks is None:
            self._decks = self.program.store.decks()
        decks = chosen.decks or self._decks
        return decks[0] if len(decks) == 1 else None


def basis_of(program: Program) -> tuple[object, ...]:
    """Return the settings that what is computed depends on."""
    return locale.current(), program.content_language, program.config.day_start


def leave_where_cancelled() -> None:
    """Raise :class:`Cancelled` in a worker that nobody waits for any more."""
    try:
        cancelled = get_current_worker().is_cancelled
    except NoActiveWorker:
        return
    if cancelled:
        raise Cancelled
