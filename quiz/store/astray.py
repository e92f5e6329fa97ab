"""What a clock that was ahead has left behind: answers of days that are still to come, and cards buried until then."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select, update

from quiz.scheduling.days import MOST_OF_A_JOURNEY
from quiz.store import entries, log
from quiz.store.rows import CARD, REVIEW

_BURIED_DAYS = MOST_OF_A_JOURNEY + timedelta(days=2)
"""How long after the present day in UTC a card can be buried at most: until tomorrow, at the other end of a journey."""

_LAST_TIME = select(REVIEW.c.time).order_by(REVIEW.c.id.desc()).limit(1)


def last_time(reader: Connection) -> datetime | None:
    """Return when the newest entry of the log was made, in UTC."""
    found: datetime | None = reader.scalar(_LAST_TIME)
    return found


def has_buried(reader: Connection, now: datetime) -> bool:
    """Tell whether cards were buried until the next day when the clock was days ahead.

    It takes no time where the clock never was, when something was answered.
    """
    if log.last_entry(reader) <= entries.least_id(now + MOST_OF_A_JOURNEY):
        return False
    return reader.execute(select(CARD.c.id).where(_buried(now)).limit(1)).first() is not None


def free_buried(writer: Connection, now: datetime) -> None:
    """Let such cards be asked again."""
    writer.execute(update(CARD).where(_buried(now)).values(buried_until=None, revision=CARD.c.revision + 1))


def _buried(now: datetime) -> ColumnElement[bool]:
    beyond: ColumnElement[bool] = CARD.c.buried_until > now.astimezone(UTC).date() + _BURIED_DAYS
    return beyond
