"""The query language of the whole program: text in, conditions out.

Words that stand beside each other must all be found. The database carries a query out; see
:mod:`quiz.store.searching`.
"""

from quiz.query.conditions import All, AnyOf, Condition, InDeck, Is, Not, Query, State
from quiz.query.errors import QueryError

__all__ = ["Query", "QueryError", "asks_for_suspended", "deck_names", "describe", "parse", "with_conditions"]


def parse(text: str) -> Query:
    """Return what a query means; an empty one means every card.

    Raises :class:`QueryError`, which has the place of the mistake and says what was expected there.
    """
    if not text:
        return Query()
    from quiz.query.parsing import parse as parsed  # noqa: PLC0415  the parser library is loaded at the first query

    return parsed(text)


def describe() -> list[tuple[str, str]]:
    """Return every construct of the language by an example, with one line about it, for the help."""
    from quiz.query.description import described  # noqa: PLC0415  only the help needs it

    return described()


def with_conditions(query: Query, *more: Condition) -> Query:
    """Return a query that asks for further conditions as well."""
    parts = (*([] if query.condition is None else [query.condition]), *more)
    return Query(query.text, All(parts)) if parts else query


def deck_names(query: Query) -> set[str]:
    """Return the names of decks in a query, those with wildcards left out."""
    return set() if query.condition is None else _deck_names(query.condition)


def _deck_names(condition: Condition) -> set[str]:
    match condition:
        case All(parts) | AnyOf(parts):
            return set().union(*map(_deck_names, parts))
        case Not(part):
            return _deck_names(part)
        case InDeck(name, pattern) if len(pattern.parts) == 1:
            return {name}
        case _:
            return set()


def asks_for_suspended(query: Query) -> bool:
    """Tell whether a query says that it wants suspended cards."""
    return query.condition is not None and _names_suspended(query.condition)


def _names_suspended(condition: Condition) -> bool:
    if isinstance(condition, All | AnyOf):
        return any(map(_names_suspended, condition.parts))
    return condition == Is(State.SUSPENDED)
