"""Columns of the database as one text each, made by the database itself, which are parsed at once.

A value of the database becomes an object of Python at a price; reading many rows so takes a third of the time, and
little of it keeps other threads from going on.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Text, case, cast, func, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal

from quiz.text import SEPARATOR

if TYPE_CHECKING:
    from quiz.stats.columns import Numbers


class _AsText(ColumnElement[str]):
    """A number as text. SQLite joins numbers as they are, and a conversion would take a third of the time."""

    inherit_cache = True
    type = Text()

    def __init__(self, number: ColumnElement[Any]) -> None:
        self.number = number

    _traverse_internals = [("number", InternalTraversal.dp_clauseelement)]  # noqa: RUF012  SQLAlchemy declares it so


@compiles(_AsText)
def _cast(element: _AsText, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(cast(element.number, Text), **options)


@compiles(_AsText, "sqlite")
def _as_it_is(element: _AsText, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.number, **options)


def number(column: ColumnElement[Any], missing: int) -> ColumnElement[int]:
    """Return a column of whole numbers, in which another one stands for what is missing."""
    return func.coalesce(type_coerce(column, Integer), missing)


def flag(column: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 where a condition holds, otherwise 0."""
    return case((column, 1), else_=0)


def joined(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Return all numbers of a column as one text. The rows of one statement come in the same order for each column."""
    return func.aggregate_strings(_AsText(column), ",")


def joined_texts(column: ColumnElement[str]) -> ColumnElement[str]:
    """Return all texts of a column as one text."""
    return func.aggregate_strings(column, SEPARATOR)


def numbers_of(text: str | None, kind: Any = "int32") -> "Numbers":
    """Return the numbers that :func:`joined` has made a text of; of no rows it makes none."""
    import numpy as np  # noqa: PLC0415  not everything that reads columns needs it

    return np.fromstring(text, dtype=kind, sep=",") if text else np.empty(0, dtype=kind)


def texts_of(text: str | None) -> list[str]:
    """Return the texts that :func:`joined_texts` has joined; of no rows it makes none."""
    return [] if text is None else text.split(SEPARATOR)
