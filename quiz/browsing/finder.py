"""Finding and sorting: which cards or notes a query finds, and in which order the table has them.

Loading this module loads numpy.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from quiz.browsing.lines import Look
from quiz.browsing.sorting import Sort
from quiz.query.conditions import is_of_notes

if TYPE_CHECKING:
    from quiz.query import Query
    from quiz.query.conditions import Condition

Numbers = NDArray[Any]

IN_ORDER = ""
"""The name of the order in which lines come that nothing else decides: deck by deck, as they were written."""


OF_NOTE = "note"
"""The name under which cards have the ids of their notes as values."""


@dataclass(frozen=True, slots=True)
class Values:
    """What all cards, or all notes, are sorted by in one column: ``ids`` and their ``values``.

    The values are numbers; a text is its place among all texts. NaN stands where there is nothing.
    """

    ids: Numbers
    values: Numbers


class Source(Protocol):
    """What the table needs of a database to find and sort."""

    def found(
        self,
        query: "Query",
        deck_ids: Sequence[int] | None,
        look: Look,
        *,
        notes: bool = False,
        pause: Callable[[], None] = lambda: None,
    ) -> Numbers:
        """Return the ids of the cards, or of the notes with a card, that a query finds, in no certain order.

        ``pause`` is called time and again and may raise, which ends the search. Raises ``QueryError`` where the query
        names a deck or a direction that does not exist.
        """

    def notes_found(self, condition: "Condition", look: Look, pause: Callable[[], None] = lambda: None) -> Numbers:
        """Return the ids of the notes, with cards or without, for which a condition holds that is on notes alone.

        ``pause`` is called time and again and may raise, which ends the search.
        """

    def values(
        self, column: str, look: Look, *, notes: bool = False, pause: Callable[[], None] = lambda: None
    ) -> Values:
        """Return what all cards, or notes, are sorted by in a column, or in :data:`IN_ORDER`.

        Of cards there is :data:`OF_NOTE`, too.
        """


@dataclass(eq=False)
class Finder:
    """What a table of cards, or of ``notes``, shows of a database, as it was when it was first asked.

    What it sorts by is read once, so that each further letter of a query is answered quickly; after a change of the
    database another one is made. It may be used from several threads.
    """

    source: Source
    look: Look
    notes: bool = False
    _values: dict[str, Numbers] = field(default_factory=dict)
    _cards: Values | None = None

    def find(
        self,
        query: "Query",
        sorts: Sequence[Sort] = (),
        deck_ids: Sequence[int] | None = None,
        pause: Callable[[], None] = lambda: None,
    ) -> "array[int]":
        """Return the ids of the cards, or notes, of some decks or of all, that a query finds, in their order.

        ``pause`` is called time and again and may raise, which ends the search: nobody waits for it any more. Raises
        ``QueryError`` where the query names a deck or a direction that does not exist.
        """
        condition = query.condition
        if condition is not None and deck_ids is None and is_of_notes(condition):
            found = self._with_notes(self.source.notes_found(condition, self.look, pause), pause)
        else:
            found = self.source.found(query, deck_ids, self.look, notes=self.notes, pause=pause)
        keys = [found, self._values_of(IN_ORDER, found, pause)]
        for sort in reversed(sorts):
            values = self._values_of(sort.column, found, pause)
            keys.append(-values if sort.descending else values)
        ordered = found[np.lexsort(keys)]
        return array("q", ordered.astype(np.int64).tobytes())

    def _with_notes(self, passing: Numbers, pause: Callable[[], None]) -> Numbers:
        """Return the cards of some notes, or of these the notes that have cards."""
        if self._cards is None:
            self._cards = self.source.values(OF_NOTE, self.look, pause=pause)
        theirs = self._cards.values.astype(np.int64)
        wanted = np.zeros(int(theirs.max(initial=0)) + 1, dtype=bool)
        wanted[passing[passing < len(wanted)]] = True
        mask = wanted[theirs]
        return np.unique(theirs[mask]) if self.notes else self._cards.ids[mask]

    def _values_of(self, name: str, ids: Numbers, pause: Callable[[], None]) -> Numbers:
        """Return what some lines are sorted by in a column; nothing for one that came after the column was read."""
        if name not in self._values:
            read = self.source.values(name, self.look, notes=self.notes, pause=pause)
            by_id = np.full(int(read.ids.max(initial=0)) + 1, np.nan)
            by_id[read.ids] = read.values
            self._values[name] = by_id
        by_id = self._values[name]
        values = np.full(len(ids), np.nan)
        known = ids < len(by_id)
        values[known] = by_id[ids[known]]
        return values
