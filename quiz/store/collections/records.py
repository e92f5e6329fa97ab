"""Everything that the database knows of decks and notes, for an export that leaves nothing out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, select

from quiz.cards import Deck, Note, NoteType
from quiz.collection import CardRecord, DeckRecord, Entry, NoteRecord
from quiz.formats import Part
from quiz.store import rows
from quiz.store.rows import CARD, DECK, NOTE, REVIEW

_PAGE = 500
_OTHER = NOTE.alias()

Reading = Callable[[], AbstractContextManager[Connection]]


class Records:
    """What an export asks the database for, as :class:`quiz.collection.History` has it.

    Only cards of some directions, by their slugs, are handed over, where any are named.
    """

    def __init__(self, reading: Reading, directions: Sequence[str] = ()) -> None:
        self._reading = reading
        self._directions = tuple(directions)

    def deck(self, deck: Deck, types: tuple[NoteType, ...]) -> DeckRecord:
        """Return a deck with what only the database knows of it."""
        with self._reading() as reader:
            row = reader.execute(select(DECK.c.created, DECK.c.imported).where(DECK.c.id == deck.id)).one()
        return DeckRecord(deck, types, row.created, row.imported)

    def notes(self, notes: Sequence[Note]) -> list[NoteRecord]:
        """Return notes, in their order, with their cards and logs; those that are there no more are left out."""
        ids = [note.id for note in notes]
        with self._reading() as reader:
            found = {
                row.id: row
                for part in rows.chunks(ids)
                for row in reader.execute(_NOTE_FACTS.where(NOTE.c.id.in_(part)))
            }
            cards = self._cards(reader, ids)
        return [
            NoteRecord(note, found[note.id].imported, found[note.id].deleted, tuple(cards[note.id]))
            for note in notes
            if note.id in found
        ]

    def _cards(self, reader: Connection, note_ids: Sequence[int]) -> dict[int, list[CardRecord]]:
        cards: dict[int, list[CardRecord]] = {note_id: [] for note_id in note_ids}
        logs = _logs(reader, note_ids)
        for part in rows.chunks(note_ids):
            statement = select(CARD).where(CARD.c.note_id.in_(part)).order_by(CARD.c.id)
            if self._directions:
                statement = statement.where(CARD.c.direction.in_(self._directions))
            for row in reader.execute(statement).all():
                cards[row.note_id].append(CardRecord(rows.card(row), tuple(logs.get(row.id, ()))))
        return cards


_NOTE_FACTS = select(NOTE.c.id, NOTE.c.imported, NOTE.c.deleted)
_ENTRIES = (
    select(REVIEW, _OTHER.c.guid.label("other"))
    .join(CARD, CARD.c.id == REVIEW.c.card_id)
    .outerjoin(_OTHER, _OTHER.c.id == REVIEW.c.confused_with)
    .order_by(REVIEW.c.id)
)


def _logs(reader: Connection, note_ids: Sequence[int]) -> dict[int, list[Entry]]:
    logs: dict[int, list[Entry]] = {}
    for part in rows.chunks(note_ids):
        for row in reader.execute(_ENTRIES.where(CARD.c.note_id.in_(part))).all():
            logs.setdefault(row.card_id, []).append(Entry(rows.review(row), row.other or ""))
    return logs


class AllNotes:
    """The notes of some decks, deleted ones included, in the order in which they were made, some at a time.

    A note in a deck or of a note type that was added meanwhile is left out.
    """

    def __init__(self, reading: Reading, parts: Sequence[Part]) -> None:
        self._reading = reading
        self._kinds = {(part.deck.id, kind.id) for part in parts for kind in part.types}

    def __iter__(self) -> Iterator[Note]:
        last = 0
        while page := self._page(last):
            yield from (rows.note(row) for row in page if (row.deck_id, row.type_id) in self._kinds)
            last = page[-1].id

    def _page(self, last: int) -> Sequence[Any]:
        with self._reading() as reader:
            return reader.execute(select(NOTE).where(NOTE.c.id > last).order_by(NOTE.c.id).limit(_PAGE)).all()
