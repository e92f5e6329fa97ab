"""Study days that hardly came, because the learner flew over the date line eastwards in time."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, ScalarSelect, bindparam, select

from quiz.store import entries
from quiz.store.rows import REVIEW

_HALF_A_DAY = 12 * 60
_DAY = timedelta(days=1)


def _offset(prefix: str, order: Any) -> ScalarSelect[int]:
    """Return the offset from UTC of the first entry, in an order, of a study day; the log is read only about there."""
    about = REVIEW.c.id.between(bindparam(f"{prefix}_from"), bindparam(f"{prefix}_to"))
    of_day = REVIEW.c.day == bindparam(f"{prefix}_day", type_=REVIEW.c.day.type)
    statement = select(REVIEW.c.utc_offset).where(about, of_day, REVIEW.c.undone.is_(None))
    return statement.order_by(order).limit(1).scalar_subquery()


_OFFSETS = select(_offset("before", REVIEW.c.id.desc()), _offset("after", REVIEW.c.id.asc()))


def skipped(reader: Connection, studied: Collection[date]) -> frozenset[date]:
    """Return the days between two that were studied of which the learner had less than half.

    The clock went forward by twelve hours or more between the last answer before and the first one after: the rest of
    such a day passed in moments. No streak ends there.
    """
    days = set(studied)
    gaps = (day + _DAY for day in days if day + _DAY not in days and day + 2 * _DAY in days)
    return frozenset(day for day in gaps if _is_skipped(reader, day))


def _is_skipped(reader: Connection, day: date) -> bool:
    values: dict[str, Any] = {}
    for prefix, beside in (("before", day - _DAY), ("after", day + _DAY)):
        values |= {
            f"{prefix}_day": beside,
            f"{prefix}_from": entries.least_id_of(beside),
            f"{prefix}_to": entries.least_id_of(beside + 5 * _DAY),
        }
    before, after = reader.execute(_OFFSETS, values).one()
    return before is not None and after is not None and after - before >= _HALF_A_DAY
