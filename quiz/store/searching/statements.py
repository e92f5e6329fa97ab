"""What a query finds: the statement on cards, or the condition in it, that the query becomes."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select

from quiz.query import Query
from quiz.query.conditions import Condition
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.store import decks
from quiz.store.rows import CARD
from quiz.store.searching import schedules
from quiz.store.searching.search import Found, Search


def card_ids(
    reader: Connection,
    query: Query,
    deck_ids: Sequence[int] | None,
    day: date,
    now: datetime,
    day_start: timedelta = DEFAULT_DAY_START,
) -> list[int]:
    """Return the ids of the cards that a query finds in some decks, or in all, deck by deck in their order.

    Retired cards and those of deleted decks are never found. ``day`` is the study day of ``now``, whose time zone, with
    ``day_start``, tells on which study day a note was added or changed. Raises :class:`QueryError` where the query
    names a deck or a direction that does not exist.
    """
    conditions = found_by(reader, query, deck_ids, day, now, day_start)
    order = (schedules.DECK_ID, CARD.c.position, CARD.c.id)
    return list(reader.scalars(select(CARD.c.id).where(*conditions).order_by(*order)))


def found_by(
    reader: Connection,
    query: Query,
    deck_ids: Sequence[int] | None,
    day: date,
    now: datetime,
    day_start: timedelta = DEFAULT_DAY_START,
    pause: Callable[[], None] = lambda: None,
) -> list[ColumnElement[bool]]:
    """Return the conditions on the cards that a query finds, as :func:`card_ids` describes them.

    Notes may have to be read first; ``pause`` is called meanwhile, and may raise.
    """
    living = decks.all_decks(reader)
    conditions = [CARD.c.retired.is_(False), schedules.DECK_ID.in_([deck.id for deck in living])]
    chosen = None if deck_ids is None else schedules.one_of(schedules.DECK_ID, deck_ids)
    if chosen is not None:
        conditions.append(chosen)
    if query.condition is not None:
        search = Search(reader, day, now, day_start, living, pause, chosen)
        conditions.append(search.found(query.condition).on_cards)
    return conditions


def notes_by(
    reader: Connection,
    condition: Condition,
    day: date,
    now: datetime,
    day_start: timedelta,
    pause: Callable[[], None],
) -> Found:
    """Return the condition on notes, whether they have cards or not, for one of a query that is on notes alone."""
    return Search(reader, day, now, day_start, decks.all_decks(reader), pause, None).found(condition)
