"""What a study session needs of a database, and what the two hand to each other. The store implements it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
class Undone:
    """The entry of the log that was taken back."""

    entry: Review


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """What is in a deck, whatever its daily limits: ``due`` are cards in review, ``learning`` those in steps."""

    notes: int = 0
    cards: int = 0
    new: int = 0
    learning: int = 0
    due: int = 0
    suspended: int = 0


class Repository(Protocol):
    """What a session needs from the database."""

    def decks(self) -> list[Deck]:
        """Return all decks."""

    def deck(self, deck_id: int) -> Deck:
        """Return a deck as it is now, with its settings."""

    def done_on(self, day: date) -> Mapping[int, tuple[int, int]]:
        """Return for each deck the new cards begun and the reviews answered on a study day."""

    def due_reviews(self, deck_ids: Sequence[int], day: date) -> list[Candidate]:
        """Return the cards in review that are due."""

    def new_cards(self, deck_id: int, day: date) -> Iterator[Candidate]:
        """Yield the new cards of a deck in its order."""

    def learning(self, deck_ids: Sequence[int], day: date) -> list[Candidate]:
        """Return the cards in learning steps, the one due first at the beginning."""

    def answered_on(self, day: date, now: datetime, after: int) -> list[tuple[int, int, int]]:
        """Return (entry, note, card) of the answers of a study day later than the entry ``after``."""

    def next_due(
        self, deck_ids: Sequence[int], fresh_deck_ids: Sequence[int], day: date
    ) -> tuple[datetime | None, date | None]:
        """Return when the next card in steps is due, and on which later day the next review or new card is asked."""

    def card(self, card_id: int) -> Card:
        """Return a card."""

    def note(self, note_id: int) -> Note:
        """Return a note."""

    def note_by_key(self, deck_id: int, key: str) -> Note | None:
        """Return the note of a deck that has this key, if there is one."""

    def note_type(self, type_id: int) -> NoteType:
        """Return a note type."""

    def record(self, answer: Answer) -> Review:
        """Store an answer. Raises ``StaleCardError`` where the card was changed since it was shown."""

    def undo_last(self, deck_ids: Sequence[int] | None, now: datetime) -> Undone | None:
        """Take back the last entry of the log in these decks."""
