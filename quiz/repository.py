"""What a study session needs of a database, and what the two hand to each other. The store implements it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Protocol

from quiz.cards import Card, CardState, Deck, Kind, Note, NoteType, Rating, Review
from quiz.scheduling.queue import Candidate


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered card as it is handed to the database. ``now`` is in the learner's time zone.

    ``milliseconds`` and ``recall_ms`` are as in :class:`quiz.cards.Review`.
    """

    card_id: int
    revision: int
    now: datetime
    day: date
    kind: Kind
    rating: Rating
    mode: str
    milliseconds: int
    after: CardState
    given: str = ""
    confused_with: int | None = None
    recall_ms: int | None = None


@dataclass(frozen=True, slots=True)
class AnsweredCard:
    """An answer of today that moved the schedule of a card; ``entry`` is its id in the log."""

    entry: int
    note_id: int
    card_id: int
    deck_id: int


class Step(Enum):
    """What can be taken back: an answer, a manual change in the log, and what a session did to a card."""

    ANSWER = auto()
    CHANGE = auto()
    SUSPENDED = auto()
    BURIED = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back. ``entry`` is that of the log, where there is one; ``cards`` is how many it concerned."""

    what: Step
    card_id: int
    entry: Review | None = None
    cards: int = 1


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """What is in a deck, whatever its daily limits: ``due`` are cards in review, ``learning`` those in steps."""

    notes: int = 0
    cards: int = 0
    new: int = 0
    learning: int = 0
    due: int = 0
    suspended: int = 0


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often the answer of ``other`` was given where ``note`` was asked, and on which study day last.

    ``direction`` is the slug of the card that was asked then, ``entry`` the id of that answer in the log.
    """

    note: Note
    other: Note
    count: int
    last: date
    direction: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Timed:
    """How many milliseconds a person took to recall the answer of a note that was asked in a direction, by its slug."""

    note: Note
    direction: str
    milliseconds: int


class Repository(Protocol):
    """What a session needs from the database."""

    def decks(self) -> list[Deck]:
        """Return all decks."""

    def deck(self, deck_id: int) -> Deck:
        """Return a deck as it is now, with its settings."""

    def done_on(self, day: date) -> Mapping[int, tuple[int, int]]:
        """Return for each deck the new cards begun and the reviews answered on a study day."""

    def due_reviews(self, deck_ids: Sequence[int], day: date, until: date) -> list[Candidate]:
        """Return the cards in review that are due on ``day``, or by a later day those not answered on ``day``.

        A card known for good is not asked before it is due.
        """

    def next_review_day(self, deck_ids: Sequence[int], day: date, after: date) -> date | None:
        """Return the first study day after another on which a card falls due that was not answered on ``day``.

        Cards known for good are left out.
        """

    def new_cards(self, deck_id: int, day: date, *, shuffled: bool = False) -> Iterator[Candidate]:
        """Yield the new cards of a deck in its order, or shuffled in an order that lasts a day."""

    def learning(self, deck_ids: Sequence[int], day: date) -> list[Candidate]:
        """Return the cards in learning steps, the one due first at the beginning."""

    def answered_on(self, day: date, now: datetime, after: int) -> list[AnsweredCard]:
        """Return the answers of a study day that moved a schedule and are later than the entry ``after``."""

    def log_of_day(self, deck_ids: Sequence[int], day: date, now: datetime) -> list[Review]:
        """Return all answers of a study day in some decks, in order, without those taken back."""

    def next_due(
        self,
        deck_ids: Sequence[int],
        fresh_deck_ids: Sequence[int],
        day: date,
        only: Collection[int] | None = None,
    ) -> tuple[datetime | None, date | None]:
        """Return when the next card in steps is due, and on which later day the next review or new card is asked.

        Cards known for good are left out, and where ``only`` is given all but the cards with these ids.
        """

    def card(self, card_id: int) -> Card:
        """Return a card."""

    def cards_of_note(self, note_id: int) -> list[Card]:
        """Return the cards of a note without retired ones."""

    def cards_of_notes(self, note_ids: Sequence[int]) -> list[Card]:
        """Return the cards of some notes without retired ones."""

    def note(self, note_id: int) -> Note:
        """Return a note."""

    def notes_by_keys(self, deck_id: int, keys: Sequence[str]) -> list[Note]:
        """Return the notes of a deck that have these keys, as :func:`quiz.cards.key_of` gives them, in their order."""

    def notes_near(self, deck_id: int, type_id: int, position: int, limit: int = 1000) -> list[Note]:
        """Return the notes of a home deck and type that are nearest to a place, at most ``limit``, in their order."""

    def notes_saying(self, deck_id: int, type_id: int, text: str, limit: int = 50) -> list[Note]:
        """Return the first notes of a home deck and type that have a text in one of their fields, in any case."""

    def note_type(self, type_id: int) -> NoteType:
        """Return a note type."""

    def suspend(self, card_ids: Sequence[int], suspended: bool = True) -> None:
        """Keep cards from being asked, or let them be asked again."""

    def bury(self, card_ids: Sequence[int], until: date | None) -> None:
        """Keep cards from being asked before a study day."""

    def mark_known(self, card_ids: Sequence[int], now: datetime, day: date) -> None:
        """Let cards be known for good: an entry of the log says so and can be taken back."""

    def reset(self, card_ids: Sequence[int], now: datetime, day: date) -> None:
        """Make cards new again: an entry of the log says so and can be taken back."""

    def record(self, answer: Answer) -> Review:
        """Store an answer; a card that becomes a leech by it is treated as the settings of its deck say.

        Raises ``StaleCardError`` where the card was changed since it was shown.
        """

    def entries_of(self, card_id: int) -> int:
        """Return how many entries of the log a card has, drills included, without those taken back."""

    def recall_times(self, mode: str, limit: int = 300) -> list[Timed]:
        """Return how long the last right answers of a schedule in a mode took to be recalled, the newest first."""

    def answered_instead(self, note_id: int) -> list[int]:
        """Return the ids of the notes whose answers were given for a note, the most frequent first, then the last."""

    def confused_with(self, note_id: int, since: date) -> list[tuple[int, int]]:
        """Return the ids of the notes whose answers were given for a note since a study day, and how often each was.

        The most frequent comes first, then the last.
        """

    def last_answers(self, card_ids: Sequence[int], most: int) -> dict[int, list[Rating]]:
        """Return the last ratings of cards, at most so many of each, the newest first; nothing for one without any."""

    def confusions(self, since: date) -> list[Confusion]:
        """Return the pairs of notes that were mixed up since a study day, the most frequent first."""

    def last_entry(self) -> int:
        """Return the id of the newest entry of the log, or 0."""

    def undo_last(self, deck_ids: Sequence[int] | None, now: datetime, after: int = 0) -> Undone | None:
        """Take back the last entry of the log in these decks that is newer than ``after``; drills' are left."""

    def undo_entry(self, entry_id: int, now: datetime) -> Undone | None:
        """Take back one entry of the log, unless that has happened already."""
