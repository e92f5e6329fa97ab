"""What the table of cards or notes needs of the database: what a query finds, by what it is sorted, its lines."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quiz.store import connection
from quiz.store.opened import Opened

if TYPE_CHECKING:
    from quiz.browsing.finder import Numbers, Values
    from quiz.browsing.lines import CardLine, Look, NoteLine
    from quiz.query import Query
    from quiz.query.completing import Vocabulary
    from quiz.query.conditions import Condition


def _never() -> None:
    """Let a search go on."""


class Browsing(Opened):
    """The part of the store that shows cards and notes in a table. Finding and sorting load numpy when first called."""

    def found(
        self,
        query: "Query",
        deck_ids: Sequence[int] | None,
        look: "Look",
        *,
        notes: bool = False,
        pause: Callable[[], None] = _never,
    ) -> "Numbers":
        """Return the ids of the cards, or of the ``notes`` with a card, that a query finds, in no certain order.

        ``pause`` is called time and again and may raise, which ends the search. Raises ``QueryError`` where the query
        names a deck or a direction that does not exist.
        """
        from quiz.store.listing import found  # noqa: PLC0415  loads numpy

        with self._read() as reader, connection.interrupted_by(reader, pause):
            return found.found(reader, query, deck_ids, look, pause, notes=notes)

    def notes_found(self, condition: "Condition", look: "Look", pause: Callable[[], None] = _never) -> "Numbers":
        """Return the ids of the notes, with cards or without, for which a condition holds that is on notes alone.

        ``pause`` is called time and again and may raise, which ends the search.
        """
        from quiz.store.listing import found  # noqa: PLC0415  loads numpy

        with self._read() as reader, connection.interrupted_by(reader, pause):
            return found.of_notes(reader, condition, look, pause)

    def values(self, column: str, look: "Look", *, notes: bool = False, pause: Callable[[], None] = _never) -> "Values":
        """Return what all cards, or ``notes``, are sorted by in a column; with an empty name, in their usual order."""
        from quiz.store.listing import values  # noqa: PLC0415  loads numpy

        with self._read() as reader, connection.interrupted_by(reader, pause):
            return values.values(reader, column, look, pause, notes=notes)

    def card_lines(self, ids: Sequence[int]) -> "list[CardLine]":
        """Return what the table shows of some cards, in the order of their ids; deleted ones are left out."""
        from quiz.store.listing import lines  # noqa: PLC0415  needed by the table only

        with self._read() as reader:
            return lines.cards(reader, ids)

    def note_lines(self, ids: Sequence[int]) -> "list[NoteLine]":
        """Return what the table shows of some notes, in the order of their ids; deleted ones are left out."""
        from quiz.store.listing import lines  # noqa: PLC0415  needed by the table only

        with self._read() as reader:
            return lines.notes(reader, ids)

    def vocabulary(self) -> "Vocabulary":
        """Return the names that a query can have: decks, tags, categories, directions, fields, keys of confusions."""
        from quiz.store.listing import vocabulary  # noqa: PLC0415  needed by completion only

        with self._read() as reader:
            return vocabulary.vocabulary(reader)
