"""Columns of numbers of cards and notes, and numbers by ids. Loads numpy."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, func, select

from quiz.browsing.finder import Numbers
from quiz.store.joined import joined, numbers_of

_MISSING = -1


def columns(reader: Connection, wanted: Sequence[ColumnElement[Any]], *where: ColumnElement[bool]) -> list[Numbers]:
    """Return columns of numbers, none of which is negative; NaN where there is nothing."""
    texts = [joined(func.coalesce(column, _MISSING)) for column in wanted]
    found = [numbers_of(text, "float64") for text in reader.execute(select(*texts).where(*where)).one()]
    return [np.where(column < 0, np.nan, column) for column in found]


def by_id(values: Mapping[int, float]) -> Numbers:
    """Return numbers by ids as an array; NaN where there is nothing."""
    found = np.full(max(values, default=0) + 1, np.nan)
    found[np.fromiter(values, np.int64, len(values))] = np.fromiter(values.values(), np.float64, len(values))
    return found
