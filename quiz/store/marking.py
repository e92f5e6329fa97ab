"""Columns of many cards that are not part of their schedule: suspended, buried, flag."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select, update

from quiz.changes import Marked
from quiz.store import rows
from quiz.store.rows import CARD


def mark(writer: Connection, card_ids: Sequence[int], column: str, value: Any) -> Marked:
    """Set a column of those cards that have another value in it."""
    before: dict[Any, list[int]] = {}
    for row in _set(writer, card_ids, column, value, CARD.c[column].is_distinct_from(value)):
        before.setdefault(row.old, []).append(row.id)
    return Marked(column, value, before)


def take_back(writer: Connection, made: Marked) -> list[int]:
    """Give cards what they had in a column, except those that got something else since; return their ids."""
    mine = CARD.c[made.column].is_not_distinct_from(made.value)
    return [row.id for old, ids in made.before.items() for row in _set(writer, ids, made.column, old, mine)]


def _set(
    writer: Connection, card_ids: Sequence[int], column: str, value: Any, which: ColumnElement[bool]
) -> list[Row[Any]]:
    """Set a column of the cards of which a condition holds, and return their ids with their values of before."""
    changed: list[Row[Any]] = []
    for named in rows.among(CARD.c.id, card_ids):
        mine = and_(named, which)
        changed += writer.execute(select(CARD.c.id, CARD.c[column].label("old")).where(mine).order_by(CARD.c.id)).all()
        writer.execute(update(CARD).where(mine).values({column: value, "revision": CARD.c.revision + 1}))
    return changed
