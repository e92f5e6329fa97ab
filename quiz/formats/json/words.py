"""How JSON writes what it has no words for: ratings, kinds and phases, instants, days, ids of the log."""

import re
from datetime import UTC, date, datetime

from quiz.cards import Kind, Phase, Rating

RATINGS = {rating.name.lower(): rating for rating in Rating}
KINDS = {kind.name.lower(): kind for kind in Kind}
PHASES = {phase.name.lower(): phase for phase in Phase}

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 4, tzinfo=UTC)
"""Between these instants, the last not included, everything has happened, or is due in learning steps: those of 2099
may take until then, in the west. Ids of the log, which begin with the milliseconds since 1970, have no room for much
more than that."""

FIRST_DAY, LAST_DAY = EARLIEST.date(), date(2100, 1, 1)
"""The study days on which something can have happened."""

LAST_DUE = date.max
"""The last day on which a card can be due."""

LAST_ID = (int(LATEST.timestamp() * 1000) << 21) - 1
"""The last id that an entry of the log can have: entries to come need larger ones, of 63 bits at most."""

_INSTANT = re.compile(
    r"(?:19[7-9][0-9]|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}"
    r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[1-9][0-9]{0,18}")


def instant_text(instant: datetime) -> str:
    """Return an instant in UTC with milliseconds, as ISO 8601 has it."""
    utc = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    return f"{utc.isoformat(timespec='milliseconds').removesuffix('+00:00')}Z"


def instant_of(text: str) -> datetime:
    """Return the instant, in UTC and whole milliseconds, that a text of ISO 8601 with an offset names.

    Raises ``ValueError`` for another text, and for an instant that is not within :data:`EARLIEST` and :data:`LATEST`.
    """
    if not _INSTANT.fullmatch(text):
        raise ValueError(text)
    instant = datetime.fromisoformat(text).astimezone(UTC)
    if not EARLIEST <= instant < LATEST:
        raise ValueError(text)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def day_of(text: str, last: date = LAST_DAY) -> date:
    """Return the day that a text names, such as 2026-03-02. Raises ``ValueError`` for another text and another day."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= last:
        raise ValueError(text)
    return day


def id_of(text: str) -> int:
    """Return the id of an entry of the log. It is a text, since many readers of JSON lose digits of long numbers.

    Raises ``ValueError`` for another text, and for a number beyond :data:`LAST_ID`.
    """
    if not _ID.fullmatch(text) or int(text) > LAST_ID:
        raise ValueError(text)
    return int(text)
