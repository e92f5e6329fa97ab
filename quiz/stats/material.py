"""What the series are computed from: read when it is first needed, for some cards or all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from quiz.cards import Deck, Note, NoteType
from quiz.scheduling.days import DEFAULT_DAY_START, study_day
from quiz.scheduling.forgetting import decay_of
from quiz.stats.days import DayFacts, HourFacts, day_number
from quiz.stats.periods import Period

if TYPE_CHECKING:
    from quiz.repository import AnsweredCard
    from quiz.stats.askable import Askable
    from quiz.stats.columns import Cards, History, Ids, NoteGroup, Notes, Numbers


class Cancelled(Exception):  # noqa: N818  it is no error
    """Leaves a computation that nobody waits for any more."""


class Source(Protocol):
    """What statistics need of a database."""

    def decks(self) -> list[Deck]:
        """Return all decks."""

    def day_facts(self, deck_ids: Sequence[int] | None) -> tuple[DayFacts, ...]:
        """Return the counts of study days of some decks, or of all that was ever answered."""

    def skipped_days(self, studied: AbstractSet[date]) -> frozenset[date]:
        """Return the days between two that were studied that hardly came, since the learner flew over the date line."""

    def hour_facts(self, deck_ids: Sequence[int] | None) -> tuple[HourFacts, ...]:
        """Return the counts of hours of some decks, or of all that was ever answered."""

    def card_columns(self) -> Cards:
        """Return all cards that are not retired, in decks that are not deleted."""

    def cards_by_deck(self) -> dict[int, Numbers]:
        """Return the ids of all cards of each deck, retired ones and deleted decks included."""

    def note_columns(self) -> Notes:
        """Return all notes that are not deleted."""

    def note_groups(self) -> list[NoteGroup]:
        """Return all notes that are not deleted by their type, home deck and category."""

    def cards_by_direction(self) -> dict[str, Numbers]:
        """Return the ids of all cards that are not retired, in decks that are not deleted, by direction."""

    def history(self, pause: Callable[[], None]) -> History:
        """Return the entries of the log that were not taken back; ``pause`` is called now and then, and may raise."""

    def done_on(self, day: date) -> Mapping[int, tuple[int, int]]:
        """Return for each deck the new cards begun and the reviews answered on a study day."""

    def answered_on(self, day: date, now: datetime, after: int) -> list[AnsweredCard]:
        """Return the answers of a study day that moved a schedule and are later than the entry ``after``."""

    def note(self, note_id: int) -> Note:
        """Return a note."""

    def note_type(self, type_id: int) -> NoteType:
        """Return a note type."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cards are looked at: those of some decks, or of all (none); of these those that a query found, or all."""

    deck_ids: tuple[int, ...] | None = None
    card_ids: Ids | None = None


@dataclass(eq=False)
class Collection:
    """Everything that statistics read of a database, each thing once. ``pause`` is called between, and may raise."""

    source: Source
    pause: Callable[[], None] = lambda: None

    @cached_property
    def decks(self) -> list[Deck]:
        """All decks."""
        return self.source.decks()

    @cached_property
    def decays(self) -> dict[int, float]:
        """The weight w20 of the forgetting curve by deck."""
        return {deck.id: decay_of(deck.settings.parameters) for deck in self.decks}

    @cached_property
    def cards(self) -> Cards:
        """All cards."""
        self.pause()
        return self.source.card_columns()

    @cached_property
    def notes(self) -> Notes:
        """All notes."""
        self.pause()
        return self.source.note_columns()

    @cached_property
    def note_groups(self) -> list[NoteGroup]:
        """All notes by type, home deck and category."""
        self.pause()
        return self.source.note_groups()

    @cached_property
    def cards_by_direction(self) -> dict[str, Numbers]:
        """The ids of the cards of each direction."""
        self.pause()
        return self.source.cards_by_direction()

    @cached_property
    def history(self) -> History:
        """The whole log."""
        return self.source.history(self.pause)

    @cached_property
    def cards_by_deck(self) -> dict[int, Numbers]:
        """The ids of all cards by deck, retired ones included: their past counts where they are."""
        return self.source.cards_by_deck()


class Material:
    """What the series of some cards are computed from, as of ``now``, in the learner's time zone.

    Each thing is read when it is first needed. ``language`` is that of texts of decks, empty for each deck's own.
    """

    def __init__(
        self,
        collection: Collection,
        scope: Scope,
        now: datetime,
        day_start: timedelta = DEFAULT_DAY_START,
        language: str = "",
    ) -> None:
        self.collection, self.scope, self.now, self.language = collection, scope, now, language
        self.day_start = day_start
        self.day = study_day(now, day_start)
        self.today = day_number(self.day)

    @property
    def decays(self) -> dict[int, float]:
        """The weight w20 of the forgetting curve by deck."""
        return self.collection.decays

    @cached_property
    def decks(self) -> list[Deck]:
        """The decks that are looked at."""
        ids = self.scope.deck_ids
        return [deck for deck in self.collection.decks if ids is None or deck.id in ids]

    @cached_property
    def days(self) -> tuple[DayFacts, ...]:
        """The counts of all study days."""
        if self.scope.card_ids is None:
            return self.collection.source.day_facts(self.scope.deck_ids)
        from quiz.stats.counting import days_of  # noqa: PLC0415  loads numpy

        return days_of(self.history)

    @cached_property
    def skipped(self) -> frozenset[date]:
        """The study days that a journey skipped."""
        return self.collection.source.skipped_days({row.day for row in self.days if row.answers})

    @cached_property
    def hours(self) -> tuple[HourFacts, ...]:
        """The counts of all hours."""
        if self.scope.card_ids is None:
            return self.collection.source.hour_facts(self.scope.deck_ids)
        from quiz.stats.counting import hours_of  # noqa: PLC0415  loads numpy

        return hours_of(self.history)

    @cached_property
    def cards(self) -> Cards:
        """The cards as they are."""
        cards = self.collection.cards
        if self.scope.deck_ids is not None:
            cards = cards.in_decks(self.scope.deck_ids)
        if self.scope.card_ids is not None:
            cards = cards.of_ids(self.scope.card_ids)
        return cards

    @cached_property
    def retrievability(self) -> Numbers:
        """The probability of recall of each card today, 0 for a new one."""
        return self.cards.retrievability(self.today, self.decays)

    @cached_property
    def askable(self) -> Askable:
        """Which cards a session would ask today."""
        from quiz.stats.askable import askable  # noqa: PLC0415  loads numpy

        return askable(self)

    @cached_property
    def history(self) -> History:
        """The log of the cards that are looked at, of retired ones, too."""
        history = self.collection.history
        if self.scope.card_ids is not None:
            return history.on_cards(self.scope.card_ids)
        if self.scope.deck_ids is None:
            return history
        return history.in_decks(self.scope.deck_ids, self.collection.cards_by_deck)


@dataclass(frozen=True, eq=False)
class Progress:
    """The material of some cards over a period: what each series is computed from."""

    material: Material
    period: Period

    @property
    def day(self) -> date:
        """Today's study day."""
        return self.material.day

    def holds(self, day: date) -> bool:
        """Tell whether a study day counts: it lies in the period, and has come.

        Where the clock was put back, or a person flew over the date line, there may be answers of days to come.
        """
        return day <= self.day and self.period.holds(day)

    @cached_property
    def days(self) -> tuple[DayFacts, ...]:
        """The counts of the study days of the period."""
        return tuple(row for row in self.material.days if self.holds(row.day))

    def within(self, history: History) -> History:
        """Return the entries of the log that lie in the period."""
        counts = history.day <= self.material.today
        if self.period.start is not None:
            counts &= history.day >= day_number(self.period.start)
        return history if counts.all() else history.where(counts)

    @cached_property
    def answers(self) -> History:
        """The answers of the schedule in the period."""
        recent = self.within(self.material.history)
        return recent.where(recent.of_schedule)

    def start_of(self, days: Iterable[date]) -> date:
        """Return the first study day to be shown, given those of the period on which something happened."""
        return self.period.start or min(days, default=self.day)
