"""The review log and the cards as columns of numbers: a million answers are counted in moments.

Days are whole days since 1970-01-01, ``NO_DAY`` where there is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from quiz.cards import Kind
from quiz.scheduling.days import MOST_OF_A_JOURNEY
from quiz.scheduling.memory import STABILITY_MAX

Numbers = NDArray[Any]
Mask = NDArray[np.bool_]
Ids = Numbers | Sequence[int]

NO_DAY = -(2**31)
UNKNOWN = -1
"""What stands for a probability that is not known in :attr:`History.predicted`."""

STEPS = 10_000
"""In so many steps from 0 to 1 probabilities are kept."""

MODES = ("", "flip", "type", "choice")
"""The modes of answers, by their number in :attr:`History.mode`; the first is any other."""


class _Columns:
    """Columns of the same length. Rows that are chosen of them are looked up column by column, when one is needed.

    A choice of a choice is one of the whole, so that what lies between needs no memory.
    """

    _NAMES: ClassVar[tuple[str, ...]]
    _OFTEN: ClassVar[frozenset[str]] = frozenset()
    """The columns that are kept when they were looked up; others are looked up again, which saves memory."""

    def __init__(self, **columns: Numbers) -> None:
        """Take all columns by their names."""
        self._columns = columns
        self._whole: Self | None = None
        self._rows: Numbers = np.empty(0, dtype=np.int32)

    def __getattr__(self, name: str) -> Numbers:
        """Return a column, which is looked up at most once."""
        if name not in type(self)._NAMES:
            raise AttributeError(name)
        if name in self._columns:
            return self._columns[name]
        assert self._whole is not None
        column = self._whole._columns[name][self._rows]
        if name in self._OFTEN:
            self._columns[name] = column
        return column

    def where(self, mask: Numbers) -> Self:
        """Return the rows that a mask is true for, or those of some numbers, in their order."""
        if mask.dtype == np.bool_:
            if mask.all():
                return self
            mask = np.flatnonzero(mask)
        chosen = type(self)()
        chosen._whole = self._whole if self._whole is not None else self
        chosen._rows = (mask if self._whole is None else self._rows[mask]).astype(np.int32)
        return chosen

    def __len__(self) -> int:
        return len(self._rows) if self._whole is not None else len(next(iter(self._columns.values()), ()))


class History(_Columns):
    """The entries of the log that were not taken back, in its order.

    ``card`` and ``confused`` are ids, of a card and of the note whose answer was given instead (0 for none). ``hour``
    is that of the learner's clock, ``rating`` 0 where there is none, ``mature`` 1 where the card was before the answer,
    ``predicted`` the probability of recall before it in :data:`STEPS`, or :data:`UNKNOWN`.
    """

    _NAMES = (
        *("card", "day", "hour", "kind", "rating", "mode"),
        *("milliseconds", "mature", "predicted", "confused"),
    )
    _OFTEN = frozenset(("card", "day", "kind"))

    card: Numbers
    day: Numbers
    hour: Numbers
    kind: Numbers
    rating: Numbers
    mode: Numbers
    milliseconds: Numbers
    mature: Numbers
    predicted: Numbers
    confused: Numbers

    @cached_property
    def of_schedule(self) -> Mask:
        """Which entries are answers that moved the schedule: neither drills nor changes by hand."""
        mask: Mask = self.kind <= int(Kind.RELEARN)
        return mask

    def on_cards(self, ids: Ids) -> Self:
        """Return the entries of some cards."""
        return self.where(one_of(self.card, ids))

    def in_decks(self, ids: Sequence[int], cards_by_deck: Mapping[int, Numbers]) -> Self:
        """Return the entries of the cards of some decks."""
        nothing = np.empty(0, dtype=np.int32)
        return self.on_cards(np.concatenate([nothing, *(cards_by_deck.get(number, nothing) for number in ids)]))


class Cards(_Columns):
    """Cards that are not retired, in decks that are not deleted. ``due`` and ``last`` are study days."""

    _NAMES = (
        *("id", "note", "deck", "phase", "due", "last", "stability", "difficulty"),
        *("reps", "lapses", "suspended", "buried"),
    )
    _OFTEN = frozenset(_NAMES)

    id: Numbers
    note: Numbers
    deck: Numbers
    phase: Numbers
    due: Numbers
    last: Numbers
    stability: Numbers
    difficulty: Numbers
    reps: Numbers
    lapses: Numbers
    suspended: Numbers
    buried: Numbers

    @cached_property
    def known_at_all(self) -> Mask:
        """Which cards have a memory."""
        mask: Mask = ~np.isnan(self.stability)
        return mask

    def answered_to_come(self, today: int) -> Mask:
        """Return which cards were answered when the clock was ahead: they are due at once, unless known for good."""
        for_good = (self.stability >= STABILITY_MAX) & (self.due - self.last >= STABILITY_MAX)
        mask: Mask = (self.last > today + MOST_OF_A_JOURNEY.days) & ~for_good
        return mask

    def in_decks(self, ids: Ids) -> Self:
        """Return the cards of some decks."""
        return self.where(one_of(self.deck, ids))

    def of_ids(self, ids: Ids) -> Self:
        """Return the cards of some ids."""
        return self.where(one_of(self.id, ids))

    def retrievability(self, day: int, decays: Mapping[int, float]) -> Numbers:
        """Return the probability of recall on a study day, 0 for a new card; ``decays`` are the weights w20 by deck."""
        known = self.known_at_all
        elapsed = np.maximum(day - np.where(self.last == NO_DAY, day, self.last), 0)[known]
        expected = np.zeros(len(self))
        expected[known] = recall(self.stability[known], elapsed, by_id(decays, self.deck[known]))
        return expected


class Notes(_Columns):
    """Notes by id: when each was created, in milliseconds since 1970, and whether it has the tag of leeches."""

    _NAMES = ("id", "created", "leech")
    _OFTEN = frozenset(_NAMES)

    id: Numbers
    created: Numbers
    leech: Numbers


@dataclass(frozen=True)
class NoteGroup:
    """The ids of the notes that share a type, a home deck and a category."""

    type_id: int
    deck_id: int
    category: str
    notes: Numbers


def recall(stability: Numbers, elapsed: Numbers, decay: Numbers | float) -> Numbers:
    """Return the probability of recall after some days, as :func:`quiz.scheduling.forgetting.retrievability` does."""
    factor = 0.9 ** (-1 / decay) - 1
    result: Numbers = (1 + factor * elapsed / stability) ** -decay
    return result


def values_of(ids: Numbers, values: Numbers, wanted: Numbers) -> Numbers:
    """Return for each wanted id its value; 0 for one that is not among the ids. Ids are not negative."""
    table = np.zeros(int(max(ids.max(initial=0), wanted.max(initial=0))) + 1, dtype=values.dtype)
    table[ids] = values
    found: Numbers = table[wanted]
    return found


def by_id(values: Mapping[int, float], wanted: Numbers) -> Numbers:
    """Return for each wanted id its value; 0 for one that has none."""
    ids = np.fromiter(values.keys(), dtype=np.int64, count=len(values))
    return values_of(ids, np.fromiter(values.values(), dtype=np.float64, count=len(values)), wanted)


def one_of(values: Numbers, wanted: Ids) -> Mask:
    """Return which values are among some ids, which are not negative."""
    ids = np.asarray(wanted, dtype=np.int64)
    table = np.zeros(int(max(values.max(initial=0), ids.max(initial=0))) + 1, dtype=bool)
    table[ids] = True
    mask: Mask = table[values]
    return mask


def counts(values: Numbers) -> list[tuple[int, int]]:
    """Return the different values in order, and how often each occurs."""
    different, times = np.unique(values, return_counts=True)
    return [(int(value), int(count)) for value, count in zip(different, times, strict=True)]


def median(values: Numbers, digits: int = 1) -> float | None:
    """Return the median, rounded, or none where there are no values."""
    return round(float(np.median(values)), digits) if len(values) else None


def mean(values: Numbers, digits: int = 4) -> float | None:
    """Return the mean, rounded, or none where there are no values."""
    return round(float(np.mean(values)), digits) if len(values) else None
