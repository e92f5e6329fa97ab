"""The query language of the whole program: text in, conditions out.

Words that stand beside each other must all be found. The database carries a query out; see
:mod:`quiz.store.searching`.
"""

from quiz.query.conditions import All, AnyOf, Condition, Is, Query, State
from quiz.query.description import describe
from quiz.query.errors import QueryError

__all__ = ["Query", "QueryError", "asks_for_suspended", "describe", "parse"]


def parse(text: str) -> Query:
    """Return what a query means; an empty one means every card.

    Raises :class:`QueryError`, which has the place of the mistake and says what was expected there.
    """
    from quiz.query.parsing import parse as parsed  # noqa: PLC0415  the parser library is loaded at the first query

    return parsed(text)


def asks_for_suspended(query: Query) -> bool:
    """Tell whether a query says that it wants suspended cards."""
    return query.condition is not None and _names_suspended(query.condition)


def _names_suspended(condition: Condition) -> bool:
    if isinstance(condition, All | AnyOf):
        return any(map(_names_suspended, condition.parts))
    return condition == Is(State.SUSPENDED)
