"""What an import did, or would do."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.deck_drafts import Unread
from quiz.store.merging import Change


@dataclass(slots=True)
class ImportReport:
    """What an import did with one deck, or would do: counts of notes, and what a person should look at.

    ``absent_fields`` are kinds of fields that notes have from an earlier import and no note of the source has; they
    were left as they are. ``cards`` is how many were added, ``reviews`` how many answers, where the source brings them.
    ``rested`` is how many cards are asked no more, since their direction is gone. ``is_new`` tells whether the deck was
    not there before. ``others`` are the reports on further decks of the source.
    """

    deck: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    kept_local: list[Change] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    absent_fields: list[str] = field(default_factory=list)
    unknown_fields: list[str] = field(default_factory=list)
    cards: int = 0
    reviews: int = 0
    rested: int = 0
    is_new: bool = False
    others: "list[ImportReport]" = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many notes of this deck could be read."""
        return self.added + self.changed + self.unchanged

    def all(self) -> "Iterator[ImportReport]":
        """Yield the reports on all decks of the source, this one first."""
        yield self
        yield from self.others

    @property
    def all_read(self) -> int:
        """How many notes of the source could be read."""
        return sum(report.read for report in self.all())

    @property
    def all_unread(self) -> list[Unread]:
        """What could not be read, in the order of the source."""
        return sorted((unread for report in self.all() for unread in report.unread), key=lambda unread: unread.line)
