"""What a selection of cards or notes consists of, however many they are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from quiz.store import rows
from quiz.store.opened import Opened
from quiz.store.rows import CARD, NOTE


class Choosing(Opened):
    """The part of the store that tells of some cards or notes what belongs to them."""

    def cards_in(self, note_ids: Sequence[int]) -> list[int]:
        """Return the ids of the cards of some notes, without retired ones, note by note."""
        with self._read() as reader:
            cards = cards_of_notes(reader, note_ids)
        return [card_id for note_id in note_ids for card_id in cards.get(note_id, ())]

    def notes_of(self, card_ids: Sequence[int]) -> list[int]:
        """Return the ids of the notes of some cards, each once, in the order of the cards."""
        with self._read() as reader:
            found = notes_of_cards(reader, card_ids)
        return list(dict.fromkeys(found[card_id] for card_id in card_ids if card_id in found))

    def notes_in(self, deck_ids: Sequence[int]) -> list[int]:
        """Return the ids of the notes whose home is one of some decks, deck by deck as named, in the order of each."""
        living = (NOTE.c.deck_id == bindparam("home"), NOTE.c.deleted.is_(None))
        statement = select(NOTE.c.id).where(*living).order_by(NOTE.c.position, NOTE.c.id)
        with self._read() as reader:
            return [found for home in deck_ids for found in reader.scalars(statement, {"home": home})]

    def homes_of(self, note_ids: Sequence[int]) -> dict[int, int]:
        """Return the ids of the home decks of some notes, without deleted ones, by those of the notes."""
        with self._read() as reader:
            found: dict[int, int] = {}
            for named in rows.among(NOTE.c.id, note_ids):
                statement = select(NOTE.c.id, NOTE.c.deck_id).where(named, NOTE.c.deleted.is_(None))
                found.update((note_id, deck_id) for note_id, deck_id in reader.execute(statement))
        return found

    def suspended_among(self, card_ids: Sequence[int]) -> int:
        """Return how many of some cards are suspended."""
        return self._count(card_ids, CARD.c.suspended.is_(True))

    def buried_among(self, card_ids: Sequence[int], day: date) -> int:
        """Return how many of some cards are buried on a study day."""
        return self._count(card_ids, CARD.c.buried_until > day)

    def tags_among(self, note_ids: Sequence[int]) -> dict[str, int]:
        """Return the tags of some notes, and how many of these have each, the most frequent first."""
        with self._read() as reader:
            stored = (
                text
                for named in rows.among(NOTE.c.id, note_ids)
                for text in reader.scalars(select(NOTE.c.tags).where(named))
            )
            counted = Counter(tag for text in stored for tag in rows.tags(text))
        return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))

    def _count(self, card_ids: Iterable[int], condition: ColumnElement[bool]) -> int:
        with self._read() as reader:
            statement = select(func.count()).select_from(CARD)
            return sum(
                int(reader.scalar(statement.where(named, condition)) or 0) for named in rows.among(CARD.c.id, card_ids)
            )


def cards_of_notes(reader: Connection, note_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return the ids of the cards of some notes, without retired ones, in their order, by the ids of the notes."""
    cards: dict[int, list[int]] = {}
    for named in rows.among(CARD.c.note_id, note_ids):
        statement = select(CARD.c.note_id, CARD.c.id).where(named, CARD.c.retired.is_(False)).order_by(CARD.c.id)
        for note_id, card_id in reader.execute(statement):
            cards.setdefault(note_id, []).append(card_id)
    return cards


def notes_of_cards(reader: Connection, card_ids: Iterable[int]) -> dict[int, int]:
    """Return the ids of the notes of some cards, by the ids of the cards."""
    statements = (select(CARD.c.id, CARD.c.note_id).where(named) for named in rows.among(CARD.c.id, card_ids))
    return {card_id: note_id for statement in statements for card_id, note_id in reader.execute(statement)}
