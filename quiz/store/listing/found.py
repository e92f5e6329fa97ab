"""The ids of what a query finds, as one column of numbers. Loads numpy."""

from collections.abc import Callable, Sequence

import numpy as np
from sqlalchemy import Connection, select

from quiz.browsing.finder import Numbers
from quiz.browsing.lines import Look
from quiz.query import Query
from quiz.query.conditions import Condition
from quiz.store.joined import joined, numbers_of
from quiz.store.rows import CARD, NOTE
from quiz.store.searching import found_by, notes_by


def found(
    reader: Connection,
    query: Query,
    deck_ids: Sequence[int] | None,
    look: Look,
    pause: Callable[[], None],
    *,
    notes: bool,
) -> Numbers:
    """Return the ids of the cards that a query finds, or of the ``notes`` of which it finds a card, in no order."""
    conditions = found_by(reader, query, deck_ids, look.day, look.now, look.day_start, pause)
    cards = select(joined(CARD.c.id)).where(*conditions)
    theirs = select(joined(NOTE.c.id)).where(NOTE.c.id.in_(select(CARD.c.note_id).where(*conditions)))
    pause()
    return numbers_of(reader.scalar(theirs if notes else cards))


def of_notes(reader: Connection, condition: Condition, look: Look, pause: Callable[[], None]) -> Numbers:
    """Return the ids of the notes for which a condition holds that is one on notes alone."""
    found = notes_by(reader, condition, look.day, look.now, look.day_start, pause)
    pause()
    if found.ids is not None:
        return np.array(found.ids, dtype=np.int32)
    return numbers_of(reader.scalar(select(joined(NOTE.c.id)).select_from(NOTE).where(found.sql)))
