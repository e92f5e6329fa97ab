"""What a query asks for: a tree of conditions on cards and their notes."""

import operator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil, floor

from quiz.cards import Rating
from quiz.query.patterns import Pattern
from quiz.query.regexes import Expression

_FIRST_DAY, _LAST_DAY = date(2, 1, 1).toordinal(), date(9998, 12, 31).toordinal()


class Operator(StrEnum):
    """How two values are compared."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"


ORDER = {
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.AT_LEAST: operator.ge,
    Operator.MORE: operator.gt,
}
"""The functions of the operators; being equal is another matter for numbers that are never written out in full."""


class State(StrEnum):
    """What a card can be, behind ``is:``."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    DUE = "due"
    SUSPENDED = "suspended"
    BURIED = "buried"
    LEECH = "leech"
    FLAGGED = "flagged"


class Quantity(StrEnum):
    """What is compared with a number: days for stability and interval, 0 to 1 for retrievability."""

    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    RETRIEVABILITY = "retrievability"
    INTERVAL = "interval"
    LAPSES = "lapses"
    REPS = "reps"


class Event(StrEnum):
    """What is compared with a length of time or with a date.

    A length is counted in study days: forward from today for what is due, back from today for the others. So
    ``added<3d`` is today and the two days before.
    """

    DUE = "due"
    ADDED = "added"
    REVIEWED = "reviewed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number to compare with. What lies within ``tolerance`` around it reads like it and counts as equal."""

    operator: Operator
    value: float
    tolerance: float = 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """The least number that counts as equal, and the least beyond that does not."""
        return self.value - self.tolerance, self.value + self.tolerance


@dataclass(frozen=True, slots=True)
class When:
    """A study day to compare with: ``day``, or one that lies so many ``days`` from today."""

    operator: Operator
    days: float = 0.0
    day: date | None = None

    def span(self, today: date, *, ahead: bool = False) -> tuple[date | None, date | None]:
        """Return the first and the last study day that are meant; none where there is no bound.

        ``ahead`` tells that days are counted forward from ``today`` instead of back.
        """
        if self.day is not None:
            first, last = _whole(self.operator, self.day.toordinal())
        elif ahead:
            first, last = (_shifted(today, days) for days in _whole(self.operator, self.days))
        else:
            last, first = (_shifted(today, days, -1) for days in _whole(self.operator, self.days))
        return _date(first), _date(last)


def _whole(how: Operator, value: float) -> tuple[int | None, int | None]:
    """Return the least and the greatest whole number for which a comparison holds."""
    match how:
        case Operator.LESS:
            return None, ceil(value) - 1
        case Operator.AT_MOST:
            return None, floor(value)
        case Operator.MORE:
            return floor(value) + 1, None
        case Operator.AT_LEAST:
            return ceil(value), None
        case Operator.EQUAL:
            return ceil(value), floor(value)


def _shifted(today: date, days: int | None, sign: int = 1) -> int | None:
    return None if days is None else today.toordinal() + sign * days


def _date(ordinal: int | None) -> date | None:
    """Return a day of the calendar; one before its beginning or behind its end becomes the nearest."""
    return None if ordinal is None else date.fromordinal(min(max(ordinal, _FIRST_DAY), _LAST_DAY))


@dataclass(frozen=True, slots=True)
class Word:
    """Some field of the note contains a text."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class InField:
    """A field of the note contains a text, in any of its languages; with an empty pattern, the field is empty.

    ``name`` is folded. ``key`` is also the note's key, whatever the field is called.
    """

    name: str
    pattern: Pattern
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression is found in some field of the note, as it is written."""

    pattern: Expression


@dataclass(frozen=True, slots=True)
class InDeck:
    """The card is in a deck, named as anywhere else, or below it. With wildcards ``pattern`` is a whole name."""

    name: str
    pattern: Pattern
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Tagged:
    """The note has a tag; with an empty pattern, it has none."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class InCategory:
    """The note is in a category, named by its code or by its title in any language."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Asked:
    """The card is asked in a direction, named by its slug."""

    pattern: Pattern
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Is:
    """The card is in a state."""

    state: State


@dataclass(frozen=True, slots=True)
class Measured:
    """A number of the card compares so. It never does where the card has no such number yet."""

    quantity: Quantity
    amount: Amount


@dataclass(frozen=True, slots=True)
class Dated:
    """Something happened, or will, on a study day that compares so. It never does where there is no such day."""

    event: Event
    when: When


@dataclass(frozen=True, slots=True)
class Rated:
    """The card was once given a rating, on a study day that compares so if one is named; drills count, too."""

    rating: Rating
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Confused:
    """The note's answer was given for a note with this key, or the other way round."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class All:
    """Every one of several conditions holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several conditions holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """A condition does not hold."""

    part: "Condition"


Condition = (
    Word
    | InField
    | Regex
    | InDeck
    | Tagged
    | InCategory
    | Asked
    | Is
    | Measured
    | Dated
    | Rated
    | Confused
    | All
    | AnyOf
    | Not
)


def is_of_notes(condition: Condition) -> bool:
    """Tell whether a condition is one on notes alone: it holds for all cards of a note, or for none."""
    match condition:
        case All(parts) | AnyOf(parts):
            return all(map(is_of_notes, parts))
        case Not(part):
            return is_of_notes(part)
        case Dated(event):
            return event in (Event.ADDED, Event.CHANGED)
        case Is(state):
            return state is State.LEECH
        case _:
            return isinstance(condition, Word | InField | Regex | Tagged | InCategory | Confused)


@dataclass(frozen=True, slots=True)
class Query:
    """What a person typed, and the condition that it means; without one every card matches."""

    text: str = ""
    condition: Condition | None = None
