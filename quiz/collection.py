"""A whole collection as it is handed over: decks, notes, cards with their logs, apart from any database.

Ids are those of the collection that is handed over, and mean nothing elsewhere: only names of decks, guids of notes,
slugs of directions and ids of log entries do.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from quiz.cards import Card, Deck, Note, NoteType, Review
from quiz.deck_drafts import Unread


@dataclass(frozen=True, slots=True)
class DeckRecord:
    """A deck with its note types, the main one first.

    ``imported`` has the texts of its head as they were last imported from a deck file. ``created`` is empty where it is
    not known.
    """

    deck: Deck
    types: tuple[NoteType, ...]
    created: datetime | None = None
    imported: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log, with the guid of the note whose answer was given, or an empty text."""

    review: Review
    confused_with: str = ""


@dataclass(frozen=True, slots=True)
class CardRecord:
    """A card with its log, entries taken back included, in the order of their ids."""

    card: Card
    log: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note with its cards, or without any where its history is not handed over.

    ``imported`` has what was last imported of it as far as it differs from its texts, and is empty (``None``) for a
    note that was never imported. ``line`` is where it was read.
    """

    note: Note
    imported: Mapping[str, Any] | None = None
    deleted: datetime | None = None
    cards: tuple[CardRecord, ...] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Collection:
    """What is imported as a whole. ``notes`` yields the notes, and what could not be read, each time from the first.

    It raises :class:`QuizError` where the source is spoilt as a whole.
    """

    decks: tuple[DeckRecord, ...]
    notes: Callable[[], Iterator[NoteRecord | Unread]]


class History(Protocol):
    """What an export asks for so that nothing is left out. The store implements it."""

    def deck(self, deck: Deck, types: tuple[NoteType, ...]) -> DeckRecord:
        """Return a deck with what only the database knows of it."""

    def notes(self, notes: Sequence[Note]) -> list[NoteRecord]:
        """Return notes, in their order, with their cards and logs."""
