"""The notes around one: near to it in its deck, saying a text, named by their keys. Wrong options are made of them."""

from collections.abc import Sequence
from heapq import nsmallest

from sqlalchemy import Connection, bindparam, select

from quiz.cards import Note
from quiz.store import notes, rows
from quiz.store.rows import NOTE
from quiz.text import folded, is_forbidden

_LONGEST_TEXT = 20_000
"""How many bytes a text may have that is looked for: the database takes no pattern that is much longer."""

# Statements of every card are built once: building them takes longer than executing them.
_MINE = (NOTE.c.deck_id == bindparam("deck"), NOTE.c.type_id == bindparam("type"), NOTE.c.deleted.is_(None))
_PLACES = select(NOTE.c.id, NOTE.c.position).where(*_MINE).limit(bindparam("most"))
_FROM = NOTE.c.position >= bindparam("place")
_BEFORE = NOTE.c.position < bindparam("place")
_FOLLOWING = _PLACES.where(_FROM).order_by(NOTE.c.position, NOTE.c.id)
_PRECEDING = _PLACES.where(_BEFORE).order_by(NOTE.c.position.desc(), NOTE.c.id.desc())
_THESE = select(NOTE).where(NOTE.c.id.in_(bindparam("ids", expanding=True))).order_by(NOTE.c.position, NOTE.c.id)


def near(reader: Connection, deck_id: int, type_id: int, position: int, limit: int) -> list[Note]:
    """Return the notes of a home deck and type that are nearest to a place, at most ``limit``, in their order."""
    values = {"deck": deck_id, "type": type_id, "place": position, "most": limit}
    found = [row for statement in (_PRECEDING, _FOLLOWING) for row in reader.execute(statement, values)]
    nearest = sorted(nsmallest(limit, found, key=lambda row: abs(row.position - position)), key=lambda row: row[::-1])
    parts = rows.chunks([row.id for row in nearest])
    return [rows.note(row) for part in parts for row in reader.execute(_THESE, {"ids": part})]


def saying(reader: Connection, deck_id: int, type_id: int, text: str, limit: int) -> list[Note]:
    """Return the first notes of a home deck and type that have a text in one of their fields, in any case or width.

    There are none for an empty text, and none for one that cannot be stored or is longer than anybody writes.
    """
    wanted = folded(text).strip()
    if not wanted or any(map(is_forbidden, wanted)) or len(wanted.encode()) > _LONGEST_TEXT:
        return []
    mine = (NOTE.c.deck_id == deck_id, NOTE.c.type_id == type_id, NOTE.c.deleted.is_(None))
    statement = select(NOTE).where(*mine, NOTE.c.search_text.contains(wanted, autoescape=True))
    return [rows.note(row) for row in reader.execute(statement.order_by(NOTE.c.position, NOTE.c.id).limit(limit))]


def by_keys(reader: Connection, deck_id: int, keys: Sequence[str]) -> list[Note]:
    """Return the notes of a home deck that have these keys, in the order of the keys, without deleted ones."""
    wanted = list(dict.fromkeys(keys))
    found = {key: row for part in rows.chunks(wanted) for key, row in notes.by_keys(reader, deck_id, part).items()}
    living = (found[key] for key in wanted if key in found and found[key].deleted is None)
    return [rows.note(row) for row in living]
