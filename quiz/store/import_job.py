"""The import into one deck that is going on, and what it shares with those into other decks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from quiz.cards import Category, Deck, NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.store.behind import WriterBehind
from quiz.store.import_report import ImportReport


@dataclass(slots=True)
class Import:
    """The import into one deck that is going on.

    ``is_empty`` tells that the deck had no note before, not even a deleted one; ``other_types`` that notes of it may be
    asked otherwise now. ``seen`` are the ids of the notes that were met, ``deleted`` tells how many of these are
    deleted. ``codes`` are the categories that notes have, ``shapes`` the combinations of fields that were looked at
    already. ``families`` are the kinds of fields that the source has so far; ``lacking`` those that notes have from an
    earlier import and lack in the source, by their ids and with the keys that they had; ``spared`` those of them that
    are still there.
    """

    behind: WriterBehind
    draft: DeckDraft
    before: Deck | None
    deck: Deck
    types: Mapping[str, NoteType]
    main_type: str
    report: ImportReport
    now: datetime
    ids: "Ids"
    off: tuple[str, ...]
    is_empty: bool
    other_types: bool
    position: int = 0
    seen: set[int] = field(default_factory=set)
    deleted: int = 0
    categories: list[Category] = field(default_factory=list)
    codes: dict[str, None] = field(default_factory=dict)
    shapes: set[tuple[Any, ...]] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    lacking: dict[int, tuple[str, set[str]]] = field(default_factory=dict)
    spared: set[str] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)

    @property
    def writer(self) -> Connection:
        """The connection, when what was to be written before is written."""
        return self.behind.connection

    def type_of(self, draft: NoteDraft) -> NoteType:
        """Return the note type that a note of the source has in the deck."""
        return self.types.get(draft.type_name) or self.types[self.main_type]


@dataclass(slots=True)
class Ids:
    """The ids and guids that an import gives out, to notes of whatever deck.

    ``before`` are all guids that there were, where these are few.
    """

    next_id: int
    before: frozenset[str] | None
    guids: set[str] = field(default_factory=set)
