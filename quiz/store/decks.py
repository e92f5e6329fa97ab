"""Decks and note types in the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from quiz.cards import Category, Deck, NoteType
from quiz.deck_tree import check_free, check_name, is_within
from quiz.errors import QuizError
from quiz.locale import _
from quiz.store import resting, rows
from quiz.store.log import replay_cards
from quiz.store.rows import CARD, DECK, NOTE_TYPE
from quiz.study_settings import DeckSettings
from quiz.text import literal

_DECK = select(DECK).where(DECK.c.id == bindparam("wanted"))
_NOTE_TYPE = select(NOTE_TYPE).where(NOTE_TYPE.c.id == bindparam("wanted"))


def all_decks(reader: Connection, *, deleted: bool = False) -> list[Deck]:
    """Return all decks by name, also the ``deleted`` ones where that is asked for, with the names that people know."""
    statement = select(DECK).order_by(DECK.c.name)
    if not deleted:
        statement = statement.where(DECK.c.deleted.is_(None))
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


def rename(writer: Connection, deck_id: int, name: str) -> None:
    """Give a deck another name, and its sub-decks with it. The name holds in every language.

    Raises :class:`QuizError` for a name with an empty part, one that another deck has or shows as its title, and one
    below the deck itself.
    """
    check_name(name)
    old, existing = deck(writer, deck_id).name, all_decks(writer)
    renamed = {d.id: name + d.name.removeprefix(old) for d in existing if is_within(d.name, old)}
    if name != old and is_within(name, old):
        raise QuizError(
            _("The deck “{name}” cannot be moved below itself.").format(name=literal(old)),
            _("Choose a name that does not begin with “{name}::”.").format(name=literal(old)),
        )
    moved = [replace(d, name=renamed.get(d.id, d.name)) for d in existing]
    for number, new in renamed.items():
        check_free(new, (d for d in moved if d.id != number and (number == deck_id or d.id not in renamed)))
    for number, new in renamed.items():
        writer.execute(update(DECK).where(DECK.c.id == number).values(name=new))
    writer.execute(update(DECK).where(DECK.c.id == deck_id).values(titles={}))


def set_settings(writer: Connection, deck_id: int, settings: DeckSettings) -> None:
    """Keep the settings of a deck. With other FSRS parameters the memory of all its cards is computed again.

    New cards get another revision then, too: an answer to one that is on the screen was computed with the old ones.
    Cards of directions that are off now rest. Raises :class:`QuizError` for a direction that does not exist, and where
    none would be left.
    """
    before = deck(writer, deck_id).settings
    if resting.named(before) != resting.named(settings):
        resting.check(resting.types_in(writer, deck_id), before, settings)
    writer.execute(update(DECK).where(DECK.c.id == deck_id).values(settings=rows.settings_values(settings)))
    if before.parameters != settings.parameters:
        cards = writer.execute(select(CARD.c.id).where(CARD.c.deck_id == deck_id, CARD.c.reps > 0))
        replay_cards(writer, [row.id for row in cards], settings)
        unanswered = update(CARD).where(CARD.c.deck_id == deck_id, CARD.c.reps == 0)
        writer.execute(unanswered.values(revision=CARD.c.revision + 1))
    if before.directions_off != settings.directions_off:
        resting.fit_deck(writer, deck_id)


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
