"""All that a database knows, as plain lists and dictionaries, and the part of it that is looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import select

from quiz.cards import Card, Deck, Kind, Note, NoteType, Review
from quiz.scheduling.days import study_day
from quiz.stats.periods import Period
from quiz.store import Store, rows


@dataclass(frozen=True)
class World:
    """Decks and notes that are not deleted, and every card there ever was with its whole log, in order."""

    decks: list[Deck]
    notes: dict[int, Note]
    types: dict[int, NoteType]
    cards: list[Card]
    logs: dict[int, list[Review]]


def world_of(store: Store) -> World:
    """Read everything, as it lies in the tables."""
    with store._read() as reader:
        cards = [rows.card(row) for row in reader.execute(select(rows.CARD).order_by(rows.CARD.c.id))]
        notes = [rows.note(row) for row in reader.execute(select(rows.NOTE).where(rows.NOTE.c.deleted.is_(None)))]
        types = [rows.note_type(row) for row in reader.execute(select(rows.NOTE_TYPE))]
        entries = [rows.review(row) for row in reader.execute(select(rows.REVIEW).order_by(rows.REVIEW.c.id))]
    logs: dict[int, list[Review]] = {card.id: [] for card in cards}
    for entry in entries:
        logs[entry.card_id].append(entry)
    by_id = {note.id: note for note in notes}
    return World(store.decks(), by_id, {one.id: one for one in types}, cards, logs)


@dataclass(frozen=True)
class Answer:
    """An answer that was not taken back, with its card, and whether that was new before it."""

    entry: Review
    card: Card
    began: bool

    @property
    def right(self) -> bool:
        return self.entry.rating != 1


@dataclass(frozen=True)
class View:
    """A world as somebody looks at it: at ``now``, over a period, at the cards and decks that are ``inside``.

    What is past counts for all cards that are inside, also for those that rest; what is present for those that are not
    retired, in decks that are not deleted.
    """

    world: World
    now: datetime
    day_start: timedelta
    period: Period
    inside: Callable[[Card], bool]
    deck_inside: Callable[[Deck], bool]

    @cached_property
    def today(self) -> date:
        return study_day(self.now, self.day_start)

    @cached_property
    def present(self) -> list[Card]:
        """The cards that are there."""
        living = {deck.id for deck in self.world.decks}
        return [card for card in self.world.cards if self.inside(card) and not card.retired and card.deck_id in living]

    def log(self, card: Card) -> list[Review]:
        """The entries of a card that were not taken back."""
        return [entry for entry in self.world.logs[card.id] if entry.undone is None]

    @cached_property
    def answers(self) -> list[Answer]:
        """All answers up to today, of all cards, in order."""
        every = [one for card in self.world.cards if self.inside(card) for one in self._answers(card)]
        return sorted((one for one in every if one.entry.day <= self.today), key=lambda one: one.entry.id)

    def _answers(self, card: Card) -> Iterator[Answer]:
        new = True
        for entry in self.log(card):
            if entry.kind in (Kind.LEARN, Kind.REVIEW, Kind.RELEARN, Kind.CRAM, Kind.INTERVIEW):
                yield Answer(entry, card, new and entry.kind == Kind.LEARN)
            if entry.kind in (Kind.LEARN, Kind.REVIEW, Kind.RELEARN, Kind.KNOWN, Kind.IMPORTED):
                new = False
            if entry.kind == Kind.RESET:
                new = True

    def on(self, day: date) -> list[Answer]:
        """The answers of a study day."""
        return [one for one in self.answers if one.entry.day == day] if day in self._days else []

    @cached_property
    def _days(self) -> set[date]:
        return {one.entry.day for one in self.answers}

    @cached_property
    def in_period(self) -> list[Answer]:
        """The answers of the period, drills and interviews included."""
        start = self.period.start or date.min
        return [one for one in self.answers if one.entry.day >= start]

    @cached_property
    def scheduled(self) -> list[Answer]:
        """The answers of the period that moved the schedule."""
        return [one for one in self.in_period if one.entry.kind in (Kind.LEARN, Kind.REVIEW, Kind.RELEARN)]
