"""Whose progress is looked at: from names of decks and a query to what the series are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.deck_tree import with_subdecks
from quiz.stats.material import Collection, Material, Scope

if TYPE_CHECKING:
    from quiz.cards import Deck
    from quiz.program import Program


def scope_of(program: Program, decks: Sequence[Deck] | None, where: str = "") -> Scope:
    """Return the scope of some decks with their sub-decks, or of all, and of the cards in them that a query finds.

    Raises ``QueryError`` for a query that cannot be understood, or names a deck or a direction that does not exist.
    """
    everything = program.store.decks()
    ids = None if decks is None else tuple(deck.id for deck in with_subdecks(everything, decks))
    if not where.strip():
        return Scope(ids)
    from quiz.browsing import Look  # noqa: PLC0415  only where something is searched for
    from quiz.query import parse  # noqa: PLC0415

    look = Look(program.clock.now(), program.config.day_start)
    return Scope(ids, program.store.found(parse(where), ids, look))


def material(program: Program, collection: Collection, scope: Scope) -> Material:
    """Return what the series of a scope are computed from, as of now."""
    return Material(collection, scope, program.clock.now(), program.config.day_start, program.content_language)
