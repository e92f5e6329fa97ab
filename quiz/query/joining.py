"""Queries that are put together to one, as texts: a person can read and change what comes of it."""

from collections.abc import Sequence

from quiz.query import parse


def either(queries: Sequence[str]) -> str:
    """Return a query that finds what any of some queries does. Raises ``QueryError`` as :func:`both` does."""
    return queries[0] if len(queries) == 1 else " or ".join(map(_in_brackets, queries))


def both(query: str, further: str) -> str:
    """Return a query that finds what two queries do; the second one may be empty.

    Raises ``QueryError`` for one that cannot be read by itself.
    """
    return f"{_in_brackets(query)} {_in_brackets(further)}" if further.strip() else query


def _in_brackets(query: str) -> str:
    """Return a query in brackets, which might hide a mistake in it. Spaces keep an expression from taking them in."""
    parse(query)
    return f"( {query} )"
