"""What statistics need of the database: counts of days, and columns of numbers."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from quiz.stats import DayFacts, Facts, HourFacts
from quiz.store import journeys, statistics
from quiz.store.opened import Opened

if TYPE_CHECKING:
    from quiz.stats.columns import Cards, History, NoteGroup, Notes, Numbers


class Counting(Opened):
    """The part of the store that counts. What brings columns of numbers loads numpy when it is first called."""

    def statistics(self, deck_ids: Sequence[int] | None, day: date) -> Facts:
        """Return what home counts: of some decks, or of all that was ever answered."""
        with self._read() as reader:
            return statistics.facts(reader, deck_ids, day)

    def known(self, day: date) -> dict[int, tuple[float, int]]:
        """Return for each deck the sum of its own cards' retrievability on a study day, and how many they are.

        New cards count 0; retired and suspended ones are left out.
        """
        with self._read() as reader:
            return statistics.known(reader, day)

    def day_facts(self, deck_ids: Sequence[int] | None) -> tuple[DayFacts, ...]:
        """Return the counts of study days of some decks, or of all that was ever answered."""
        with self._read() as reader:
            return statistics.days(reader, deck_ids)

    def skipped_days(self, studied: Collection[date]) -> frozenset[date]:
        """Return the days between two that were studied that hardly came, since the learner flew over the date line."""
        with self._read() as reader:
            return journeys.skipped(reader, studied)

    def hour_facts(self, deck_ids: Sequence[int] | None) -> tuple[HourFacts, ...]:
        """Return the counts of hours of some decks, or of all that was ever answered."""
        with self._read() as reader:
            return statistics.hours(reader, deck_ids)

    def card_columns(self) -> "Cards":
        """Return all cards that are not retired, in decks that are not deleted."""
        from quiz.store import histories  # noqa: PLC0415  loads numpy

        with self._read() as reader:
            return histories.cards(reader)

    def note_columns(self) -> "Notes":
        """Return all notes that are not deleted."""
        from quiz.store import histories  # noqa: PLC0415  loads numpy

        with self._read() as reader:
            return histories.notes(reader)

    def note_groups(self) -> "list[NoteGroup]":
        """Return all notes that are not deleted by their type, home deck and category."""
        from quiz.store import histories  # noqa: PLC0415  loads numpy

        with self._read() as reader:
            return histories.note_groups(reader)

    def cards_by_direction(self) -> "dict[str, Numbers]":
        """Return the ids of all cards that are not retired, in decks that are not deleted, by direction."""
        from quiz.store import histories  # noqa: PLC0415  loads numpy

        with self._read() as reader:
            return histories.cards_by_direction(reader)

    def cards_by_deck(self) -> "dict[int, Numbers]":
        """Return the ids of all cards by deck, retired ones and those of deleted decks included."""
        from quiz.store import histories  # noqa: PLC0415  loads numpy

        with self._read() as reader:
            return histories.cards_by_deck(reader)

    def history(self, pause: Callable[[], None]) -> "History":
        """Return the entries of the log that were not taken back. ``pause`` is called now and then, and may raise."""
        from quiz.store import histories  # noqa: PLC0415  loads numpy

        with self._read() as reader:
            return histories.log(reader, pause)
