"""Deleting decks and notes, and bringing them back: nothing is lost, since the log refers to it.

A deleted deck keeps its cards as they are; they are not found because nothing looks into a deleted deck. The cards of a
deleted note rest.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from quiz.cards import Deck
from quiz.deck_tree import is_within
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import decks, notes, resting, rows
from quiz.store.rows import DECK, NOTE
from quiz.text import literal


def delete_deck(writer: Connection, deck_id: int, now: datetime) -> tuple[int, ...]:
    """Delete a deck with its sub-decks and return the ids of all; none where it is deleted already."""
    living = decks.all_decks(writer)
    above = next((deck.name for deck in living if deck.id == deck_id), None)
    if above is None:
        return ()
    gone = [deck for deck in living if is_within(deck.name, above)]
    for deck in gone:
        hidden = deck.name + rows.deleted_suffix(deck.id)
        writer.execute(update(DECK).where(DECK.c.id == deck.id).values(deleted=now, name=hidden))
    return tuple(deck.id for deck in gone)


def restore_decks(writer: Connection, ids: Sequence[int]) -> None:
    """Bring deleted decks back as they were. Raises :class:`QuizError` where another deck has the name of one now."""
    taken = {deck.name for deck in decks.all_decks(writer)}
    for deck in deleted_decks(writer):
        if deck.id not in ids:
            continue
        if deck.name in taken:
            raise QuizError(
                _("There is another deck “{name}” now.").format(name=literal(deck.name)),
                _("Rename that deck first, then bring this one back."),
            )
        taken.add(deck.name)
        writer.execute(update(DECK).where(DECK.c.id == deck.id).values(deleted=None, name=deck.name))


def deleted_decks(reader: Connection) -> list[Deck]:
    """Return the decks that were deleted, the last one first, with the names that they had."""
    statement = select(DECK).where(DECK.c.deleted.is_not(None)).order_by(DECK.c.deleted.desc(), DECK.c.name)
    return [rows.deck(row) for row in reader.execute(statement)]


def delete_notes(writer: Connection, note_ids: Sequence[int], now: datetime) -> list[int]:
    """Delete notes, so that their cards rest, and return the ids of those that were not deleted yet."""
    gone: list[int] = []
    for part in rows.chunks(note_ids):
        living = select(NOTE.c.id).where(NOTE.c.id.in_(part), NOTE.c.deleted.is_(None)).order_by(NOTE.c.id)
        gone += writer.scalars(living)
    for part in rows.chunks(gone):
        writer.execute(update(NOTE).where(NOTE.c.id.in_(part)).values(deleted=now))
    resting.fit_notes(writer, gone)
    return gone


def restore_notes(writer: Connection, note_ids: Sequence[int]) -> None:
    """Bring deleted notes back. Raises :class:`QuizError` where another note of a deck has the key of one now."""
    for part in rows.chunks(note_ids):
        writer.execute(update(NOTE).where(NOTE.c.id.in_(part)).values(deleted=None))
    notes.check_keys(writer, note_ids)
    resting.fit_notes(writer, note_ids)
