"""What a study session needs of a database, and what the two hand to each other. The store implements it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Protocol

from quiz.cards import Card, CardState, Deck, Kind, Note, NoteType, Rating, Review
from quiz.scheduling.queue import Candidate


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered card as it is handed to the database. ``now`` is in the learner's time zone."""

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
    """How often the answer of ``other`` was given where ``note`` was asked, and on which study day last."""

    note: Note
    other: Note
    count: int
    last: date


class Repository(Protocol):
    """What a session needs from the database."""

    def decks(self) -> list[Deck]:
        """Return all decks."""

    def deck(self, deck_id: int) -> Deck:
        """Return a deck as it is now, with its settings."""

    def done_on(self, day: date) -> Mapping[int, tuple[int, int]]:
        """Return for each deck the new cards begun and the reviews answered on a study day."""

    def due_reviews(self, deck_ids: Sequence[int], day: date, until: date) -> list[Candidate]:
        """Return the cards in review that are due on ``day``, or by a later day those not answered on ``day``."""

    def next_review_day(self, deck_ids: Sequence[int], day: date, after: date) -> date | None:
        """Return the first study day after another on which a card falls due that was not answered on ``day``."""

    def new_cards(self, deck_id: int, day: date, *, shuffled: bool = False) -> Iterator[Candidate]:
        """Yield the new cards of a deck in its order, or shuffled in an order that lasts a day."""

    def learning(self, deck_ids: Sequence[int], day: date) -> list[Candidate]:
        """Return the cards in learning steps, the one due first at the beginning."""

    def answered_on(self, day: date, now: datetime, after: int) -> list[AnsweredCard]:
        """Return the answers of a study day that moved a schedule and are later than the entry ``after``."""

    def log_of_day(self, deck_ids: Sequence[int], day: date, now: datetime) -> list[Review]:
        """Return all answers of a study day in some decks, in order, without those taken back."""

    def next_due(
        self, deck_ids: Sequence[int], fresh_deck_ids: Sequence[int], day: date
    ) -> tuple[datetime | None, date | None]:
        """Return when the next card in steps is due, and on which later day the next review or new card is asked."""

    def card(self, card_id: int) -> Card:
        """Return a card."""

    def cards_of_note(self, note_id: int) -> list[Card]:
        """Return the cards of a note without retired ones."""

    def note(self, note_id: int) -> Note:
        """Return a note."""

    def note_by_key(self, deck_id: int, key: str) -> Note | None:
        """Return the note of a deck that has this key, if there is one."""

    def note_type(self, type_id: int) -> NoteType:
        """Return a note type."""

    def suspend(self, card_ids: Sequence[int], suspended: bool = True) -> None:
        """Keep cards from being asked, or let them be asked again."""

    def bury(self, card_ids: Sequence[int], until: date | None) -> None:
        """Keep cards from being asked before a study day."""

    def record(self, answer: Answer) -> Review:
        """Store an answer. Raises ``StaleCardError`` where the card was changed since it was shown."""

    def last_entry(self) -> int:
        """Return the id of the newest entry of the log, or 0."""

    def undo_last(self, deck_ids: Sequence[int] | None, now: datetime, after: int = 0) -> Undone | None:
        """Take back the last entry of the log in these decks that is newer than ``after``; drills' are left."""

    def undo_entry(self, entry_id: int, now: datetime) -> Undone | None:
        """Take back one entry of the log, unless that has happened already."""
