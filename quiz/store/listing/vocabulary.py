"""The names that a query can have, so that they are completed."""

from itertools import chain
from json import loads

from sqlalchemy import Connection, func, select

from quiz.cards import EXTRA_FIELDS
from quiz.query.completing import Vocabulary
from quiz.store import decks, rows
from quiz.store.rows import NOTE, NOTE_TYPE, REVIEW
from quiz.store.searching.deciding import FIELDS

_MOST_NOTES = 2000
"""So many notes are asked which fields they have beside those of their types."""

_MOST_KEYS = 200
"""So many keys of notes are offered that were mixed up with others."""

_LIVING = NOTE.c.deleted.is_(None)


def vocabulary(reader: Connection) -> Vocabulary:
    """Return what stands in the database, each name once, in the order in which it is offered."""
    known = decks.all_decks(reader)
    kinds = [rows.note_type(row) for row in reader.execute(select(NOTE_TYPE).order_by(NOTE_TYPE.c.id))]
    categories = {c.code: "" if c.title == c.code else c.title for deck in known for c in deck.categories}
    return Vocabulary(
        decks=tuple(dict.fromkeys(chain.from_iterable((deck.name, *deck.titles.values()) for deck in known))),
        tags=_tags(reader),
        categories=tuple(categories.items()),
        directions=tuple({direction.slug: str(direction) for kind in kinds for direction in kind.directions}.items()),
        fields=tuple(dict.fromkeys([*(name for kind in kinds for name in kind.fields), *EXTRA_FIELDS, *_more(reader)])),
        keys=_mixed_up(reader),
    )


def _tags(reader: Connection) -> tuple[str, ...]:
    stored = reader.scalars(select(NOTE.c.tags).where(_LIVING, NOTE.c.tags != "").distinct())
    return tuple(sorted({tag for tags in stored for tag in rows.tags(tags)}))


def _more(reader: Connection) -> list[str]:
    """Return the names of fields that some notes have."""
    stored = reader.scalars(select(FIELDS).where(_LIVING).order_by(NOTE.c.id).limit(_MOST_NOTES))
    return sorted({name for fields in stored for name in loads(fields)})


def _mixed_up(reader: Connection) -> tuple[str, ...]:
    """Return the keys of the notes whose answers were given for others, the most frequent first."""
    mixed = select(REVIEW.c.confused_with, func.count().label("times")).where(
        REVIEW.c.confused_with.is_not(None), REVIEW.c.undone.is_(None)
    )
    counted = mixed.group_by(REVIEW.c.confused_with).subquery()
    statement = select(NOTE.c.key).join(counted, counted.c.confused_with == NOTE.c.id).where(_LIVING)
    found = reader.scalars(statement.order_by(counted.c.times.desc(), NOTE.c.id).limit(_MOST_KEYS))
    return tuple(dict.fromkeys(found))
