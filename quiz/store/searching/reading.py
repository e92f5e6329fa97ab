"""Reading notes that have to be looked at one by one: rows of an id and some texts, many at once."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from quiz.store.joined import joined, joined_texts, texts_of
from quiz.store.rows import NOTE

_AT_ONCE = 20_000
_IN_A_ROW = 2000
"""How many notes are read together, joined to one text or not."""

Rows = Sequence[Any]
Pause = Callable[[], None]


def in_parts(
    reader: Connection, columns: Sequence[ColumnElement[Any]], where: Sequence[ColumnElement[bool]], pause: Pause
) -> Iterator[Rows]:
    """Yield rows of the id and the texts of notes, each column of a part as one text; ``pause`` is called between.

    The conditions are looked at for each note once, but what they say of other tables for each part.
    """
    texts = [column.label(f"text_{place}") for place, column in enumerate(columns)]
    following = select(NOTE.c.id, *texts).where(NOTE.c.id > bindparam("after"), *where).order_by(NOTE.c.id)
    part = following.limit(_AT_ONCE).subquery()
    statement = select(
        func.count(), func.max(part.c.id), joined(part.c.id), *(joined_texts(part.c[text.name]) for text in texts)
    )
    after, count = 0, _AT_ONCE
    while count == _AT_ONCE:
        pause()
        count, after, ids, *found = reader.execute(statement, {"after": after}).one()
        if count:
            yield list(zip(map(int, ids.split(",")), *map(texts_of, found), strict=True))


def in_a_row(
    reader: Connection, columns: Sequence[ColumnElement[Any]], where: Sequence[ColumnElement[bool]], pause: Pause
) -> Iterator[Rows]:
    """Yield the same rows where the conditions are looked at once for all."""
    statement = select(NOTE.c.id, *columns).where(*where).execution_options(yield_per=_IN_A_ROW)
    for part in reader.execute(statement).partitions():
        pause()
        yield part
