"""Decks and note types in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from quiz.cards import Category, Deck, DeckSettings, NoteType
from quiz.deck_tree import check_name
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import rows
from quiz.store.log import replay_cards
from quiz.store.rows import CARD, DECK, NOTE_TYPE

_DECK = select(DECK).where(DECK.c.id == bindparam("wanted"))
_NOTE_TYPE = select(NOTE_TYPE).where(NOTE_TYPE.c.id == bindparam("wanted"))


def all_decks(reader: Connection) -> list[Deck]:
    """Return all decks by name."""
    statement = select(DECK).where(DECK.c.deleted.is_(None)).order_by(DECK.c.name)
    return [rows.deck(row) for row in reader.execute(statement)]


def deck(reader: Connection, deck_id: int) -> Deck:
    """Return one deck."""
    return rows.deck(reader.execute(_DECK, {"wanted": deck_id}).one())


def add(writer: Connection, name: str, now: datetime) -> int:
    """Add an empty deck and return its id. Raises :class:`QuizError` for a name with an empty part."""
    check_name(name)
    values: dict[str, Any] = {"titles": {}, "settings": {}, "categories": [], "front": {}, "imported": {}}
    texts = {"description": "", "language": ""}
    result = writer.execute(insert(DECK).values(name=name, created=now, **texts, **values))
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def set_settings(writer: Connection, deck_id: int, settings: DeckSettings) -> None:
    """Keep the settings of a deck. With other FSRS parameters the memory of all its cards is computed again.

    New cards get another revision then, too: an answer to one that is on the screen was computed with the old ones.
    """
    before = deck(writer, deck_id).settings
    writer.execute(update(DECK).where(DECK.c.id == deck_id).values(settings=rows.settings_values(settings)))
    if before.parameters != settings.parameters:
        cards = writer.execute(select(CARD.c.id).where(CARD.c.deck_id == deck_id, CARD.c.reps > 0))
        replay_cards(writer, [row.id for row in cards], settings)
        unanswered = update(CARD).where(CARD.c.deck_id == deck_id, CARD.c.reps == 0)
        writer.execute(unanswered.values(revision=CARD.c.revision + 1))


def ensure_category(writer: Connection, deck_id: int, code: str) -> None:
    """Let a deck have a category of this code, so that an export and an import of it change nothing."""
    categories = deck(writer, deck_id).categories
    if code and all(category.code != code for category in categories):
        values = rows.categories_values([*categories, Category(code, code)])
        writer.execute(update(DECK).where(DECK.c.id == deck_id).values(categories=values))


def types_of(reader: Connection, deck_id: int) -> list[NoteType]:
    """Return the note types of a deck, its main one first."""
    statement = select(NOTE_TYPE).where(NOTE_TYPE.c.deck_id == deck_id).order_by(NOTE_TYPE.c.id)
    return [rows.note_type(row) for row in reader.execute(statement)]


def note_type(reader: Connection, type_id: int) -> NoteType:
    """Return one note type."""
    return rows.note_type(reader.execute(_NOTE_TYPE, {"wanted": type_id}).one())


def save_types(writer: Connection, deck_id: int, wanted: Sequence[NoteType]) -> dict[str, NoteType]:
    """Let a deck have these note types as they are given, beside others that it has, and return all by name.

    Raises :class:`QuizError` where a note type that exists would get another key field: its notes could not be found.
    """
    known = {kind.name: kind for kind in types_of(writer, deck_id)}
    for kind in wanted:
        values = rows.note_type_values(kind)
        if kind.name in known and known[kind.name].key_field != kind.key_field:
            raise QuizError(
                _("The deck's notes have the key “{old}”, those to be imported “{new}”.").format(
                    old=known[kind.name].key_field, new=kind.key_field
                ),
                _("Import them into a deck of their own with --deck NAME."),
            )
        if kind.name not in known:
            writer.execute(insert(NOTE_TYPE).values(deck_id=deck_id, **values))
        elif rows.note_type_values(known[kind.name]) != values:
            writer.execute(update(NOTE_TYPE).where(NOTE_TYPE.c.id == known[kind.name].id).values(**values))
    return {kind.name: kind for kind in types_of(writer, deck_id)}
