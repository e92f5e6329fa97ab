"""What is known while a collection is taken in: which deck and note type here stands for which there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from quiz.cards import Deck, NoteType
from quiz.collection import NoteRecord
from quiz.deck_drafts import Unread
from quiz.scheduling.memory import MemoryModel
from quiz.store import decks, rows
from quiz.store.aggregates import Recount
from quiz.store.import_report import ImportReport
from quiz.store.rows import NOTE


@dataclass(slots=True)
class Intake:
    """A collection that is being taken in.

    ``places`` are the ids here of the decks there, ``kinds`` the note types here by the ids of those there; ``widened``
    are those that got more directions. ``seen`` are the guids met before, ``put_off`` those of notes that are looked at
    again at the end, ``aliases`` the ids of the notes that have another guid here.
    """

    writer: Connection
    reports: Mapping[int, ImportReport]
    places: Mapping[int, int]
    kinds: Mapping[int, NoteType]
    widened: tuple[NoteType, ...]
    next_note: int
    decks: dict[int, Deck]
    models: dict[int, MemoryModel] = field(default_factory=dict)
    types: dict[int, dict[int, NoteType]] = field(default_factory=dict)
    counts: Recount = field(default_factory=Recount)
    seen: set[str] = field(default_factory=set)
    put_off: set[str] = field(default_factory=set)
    aliases: dict[str, int] = field(default_factory=dict)
    unnamed: list[tuple[int, str]] = field(default_factory=list)

    def report_of(self, record: NoteRecord) -> ImportReport:
        """Return the report on the deck of a note."""
        return self.reports[record.note.deck_id]

    def refuse(self, record: NoteRecord, reason: str) -> None:
        """Say why a note was not taken in."""
        self.report_of(record).unread.append(Unread(record.line, reason))

    def place_of(self, deck_id: int) -> Deck:
        """Return the deck here that stands for one there."""
        return self.decks[self.places[deck_id]]

    def model_of(self, deck_id: int) -> MemoryModel:
        """Return the memory model of a deck here."""
        if deck_id not in self.models:
            self.models[deck_id] = MemoryModel(self.decks[deck_id].settings)
        return self.models[deck_id]

    def types_of(self, deck_id: int) -> dict[int, NoteType]:
        """Return the note types of a deck here by their ids."""
        if deck_id not in self.types:
            self.types[deck_id] = {kind.id: kind for kind in decks.types_of(self.writer, deck_id)}
        return self.types[deck_id]

    def ids_of(self, guids: set[str]) -> dict[str, int]:
        """Return the ids of the notes that are meant by guids, as far as there are such."""
        found = {guid: self.aliases[guid] for guid in guids & self.aliases.keys()}
        for part in rows.chunks(sorted(guids - found.keys())):
            statement = select(NOTE.c.guid, NOTE.c.id).where(NOTE.c.guid.in_(part))
            found.update((row.guid, row.id) for row in self.writer.execute(statement))
        return found
