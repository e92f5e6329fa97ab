"""Column types: compact in the file, and the words of the program outside it."""

from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, SmallInteger
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
TEN_THOUSAND = 10_000
_MILLISECOND = timedelta(milliseconds=1)


class UnreadableError(Exception):
    """A column has a value that cannot be there."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime as milliseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return milliseconds. Raises ``ValueError`` for a naive datetime."""
        return None if value is None else to_milliseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return an aware datetime in UTC."""
        try:
            return None if value is None else from_milliseconds(value)
        except (TypeError, OverflowError) as error:
            raise UnreadableError(value) from error


class StudyDay(TypeDecorator[date]):
    """A study day as days since 1970-01-01."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        """Return the number of days."""
        return None if value is None else value.toordinal() - _EPOCH_DAY

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """Return the date."""
        try:
            return None if value is None else date.fromordinal(value + _EPOCH_DAY)
        except (TypeError, ValueError, OverflowError) as error:
            raise UnreadableError(value) from error


class Code(TypeDecorator[IntEnum]):
    """A member of an ``IntEnum`` as its number."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, members: type[IntEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: IntEnum | None, dialect: Dialect) -> int | None:
        """Return the number."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> IntEnum | None:
        """Return the member."""
        try:
            return None if value is None else self.members(value)
        except ValueError as error:
            raise UnreadableError(value) from error


class TenThousandths(TypeDecorator[float]):
    """A probability, 0 to 1, as a whole number of ten-thousandths."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:
        """Return ten-thousandths."""
        return None if value is None else round(value * TEN_THOUSAND)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> float | None:
        """Return the probability."""
        return None if value is None else value / TEN_THOUSAND


def to_milliseconds(instant: datetime) -> int:
    """Return the whole milliseconds from 1970 to an aware datetime. Raises ``ValueError`` for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("a naive datetime has no place in the database")
    return (instant - _EPOCH) // _MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """Return the instant, in UTC, that lies so many milliseconds after 1970."""
    return _EPOCH + milliseconds * _MILLISECOND
