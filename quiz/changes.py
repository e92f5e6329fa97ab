"""What can be done to many cards or notes at once, and what was done, so that it can be taken back as a whole.

Cards and notes are named by their ids; what is so already is left alone and not counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

FLAGS = range(8)
"""The flags that a card can have; 0 is none."""


@dataclass(frozen=True, slots=True)
class Suspend:
    """Keep cards from being asked."""

    cards: Sequence[int]


@dataclass(frozen=True, slots=True)
class Resume:
    """Let suspended cards be asked again."""

    cards: Sequence[int]


@dataclass(frozen=True, slots=True)
class Bury:
    """Keep cards from being asked before a study day."""

    cards: Sequence[int]
    until: date


@dataclass(frozen=True, slots=True)
class Unbury:
    """Let buried cards be asked again."""

    cards: Sequence[int]


@dataclass(frozen=True, slots=True)
class Flag:
    """Give cards a flag, one of :data:`FLAGS`. Raises ``ValueError`` for another number."""

    cards: Sequence[int]
    flag: int

    def __post_init__(self) -> None:
        if self.flag not in FLAGS:
            raise ValueError(f"there is no flag {self.flag}")


@dataclass(frozen=True, slots=True)
class Move:
    """Put cards into another deck: their memory follows its parameters, their history counts there."""

    cards: Sequence[int]
    deck_id: int


@dataclass(frozen=True, slots=True)
class Reset:
    """Make cards new again; an entry of the log says so."""

    cards: Sequence[int]


@dataclass(frozen=True, slots=True)
class Reschedule:
    """Let answered cards be due on a study day, or spread from ``first`` to ``last``; an entry of the log says so.

    Those that were never answered have no schedule and are left alone. Raises ``ValueError`` where the last day lies
    before the first.
    """

    cards: Sequence[int]
    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("the last day lies before the first")

    def due_days(self, count: int) -> list[date]:
        """Return the days on which so many cards are due, in their order: as many on each day as on any other."""
        days = ((self.last or self.first) - self.first).days + 1
        return [self.first + timedelta(days=number * days // count) for number in range(count)]


@dataclass(frozen=True, slots=True)
class MarkKnown:
    """Let cards be known for good; an entry of the log says so."""

    cards: Sequence[int]


@dataclass(frozen=True, slots=True)
class Tag:
    """Give notes tags and take tags from them. One that is in both is taken."""

    notes: Sequence[int]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replace:
    """Find and replace a text in a field of notes, or with an empty ``field`` in all.

    A plain text is found in any case and width unless ``match_case``. A regular expression is one of Python's ``re``;
    in ``by`` its groups are ``\\1`` or ``\\g<name>``.
    """

    notes: Sequence[int]
    find: str
    by: str
    field: str = ""
    regex: bool = False
    match_case: bool = False


@dataclass(frozen=True, slots=True)
class SetField:
    """Give a field of notes one text, or with an empty text take it away."""

    notes: Sequence[int]
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete notes: their cards rest, their history stays."""

    notes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Merge:
    """Make one note of several: the kept one takes tags, texts that it lacks, other names, and the history.

    The history of a direction that the kept note lacks rests with the deleted note.
    """

    keep: int
    others: Sequence[int]


Marking = Suspend | Resume | Bury | Unbury | Flag
Rewording = Tag | Replace | SetField
Change = Marking | Move | Reset | Reschedule | MarkKnown | Rewording | Delete | Merge


# What a change leaves behind, by which it is taken back


@dataclass(frozen=True, slots=True)
class Marked:
    """Cards of which a column was set to a value: their ids by the value that it had before."""

    column: str
    value: Any
    before: Mapping[Any, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Moved:
    """Cards that were put into a deck: their ids by the deck in which they were before."""

    deck_id: int
    before: Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Logged:
    """Entries that were added to the log, by their ids."""

    entries: Sequence[int]


@dataclass(frozen=True, slots=True)
class Written:
    """The fields of a note that got another text, empty for none, its tags, and its category before and after.

    ``order`` are the names of all fields before. ``changed`` and ``at`` are when the note was changed before and at
    last; they are empty where only the program's own tag is concerned, which changes no date.
    """

    note_id: int
    tags_before: tuple[str, ...]
    tags_after: tuple[str, ...]
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    changed: datetime | None = None
    at: datetime | None = None
    category: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Notes whose texts or tags were changed."""

    notes: Sequence[Written]


@dataclass(frozen=True, slots=True)
class Removed:
    """Notes that were deleted at an instant."""

    notes: Sequence[int]
    at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """Entries of the log that went from one card to another when notes were merged."""

    source: int
    target: int
    entries: Sequence[int]


@dataclass(frozen=True, slots=True)
class Renamed:
    """Entries of the log whose answer was that of one note and is that of another since the two were merged."""

    source: int
    target: int
    entries: Sequence[int]


Trace = Marked | Moved | Logged | Rewritten | Removed | Joined | Renamed


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: how many cards and notes were touched, and how many that were named are as they were.

    ``left`` counts what the change names, cards or notes. ``traces`` say how it is taken back.
    """

    cards: int = 0
    notes: int = 0
    left: int = 0
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many cards and notes are again as they were."""

    cards: int
    notes: int
