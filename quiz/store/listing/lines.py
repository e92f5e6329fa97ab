"""The lines of the table: a screenful of cards, or of notes, with everything that a column can show."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from quiz.browsing.lines import CardLine, NoteLine
from quiz.cards import Card, Deck, Note, NoteType
from quiz.store import decks, rows
from quiz.store.rows import CARD, NOTE, NOTE_TYPE
from quiz.store.searching.schedules import LIVING

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_CARDS = select(CARD).where(CARD.c.id.in_(_IDS))
_NOTES = select(NOTE).where(NOTE.c.id.in_(_IDS))
_CARDS_OF = select(CARD).where(CARD.c.note_id.in_(_IDS), *LIVING).order_by(CARD.c.id)


def cards(reader: Connection, ids: Sequence[int]) -> list[CardLine]:
    """Return the lines of some cards in the order of their ids; one that was deleted meanwhile is left out."""
    found = {row.id: rows.card(row) for part in rows.chunks(ids) for row in reader.execute(_CARDS, {"ids": part})}
    notes = _notes(reader, list({card.note_id for card in found.values()}))
    homes, kinds = _decks(reader), _types(reader)
    return [
        CardLine(card, note, homes[card.deck_id], homes[note.deck_id], kinds[note.type_id])
        for card in (found[number] for number in ids if number in found)
        for note in [notes[card.note_id]]
    ]


def notes(reader: Connection, ids: Sequence[int]) -> list[NoteLine]:
    """Return the lines of some notes in the order of their ids."""
    found, theirs = _notes(reader, ids), defaultdict[int, list[Card]](list)
    for part in rows.chunks(ids):
        for row in reader.execute(_CARDS_OF, {"ids": part}):
            theirs[row.note_id].append(rows.card(row))
    homes, kinds = _decks(reader), _types(reader)
    return [
        NoteLine(note, homes[note.deck_id], kinds[note.type_id], tuple(theirs[note.id]))
        for note in (found[number] for number in ids if number in found)
    ]


def _notes(reader: Connection, ids: Sequence[int]) -> dict[int, Note]:
    return {row.id: rows.note(row) for part in rows.chunks(ids) for row in reader.execute(_NOTES, {"ids": part})}


def _decks(reader: Connection) -> dict[int, Deck]:
    """Return all decks by their ids, deleted ones included: a note can be at home in one."""
    return {deck.id: deck for deck in decks.all_decks(reader, deleted=True)}


def _types(reader: Connection) -> dict[int, NoteType]:
    return {row.id: rows.note_type(row) for row in reader.execute(select(NOTE_TYPE))}
