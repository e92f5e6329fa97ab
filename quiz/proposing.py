"""The rating that is proposed for an answer: from the verdict, and from the time beside this person's own times.

How long an answer takes says how well it was remembered, but only beside the same person's times for answers of the
same mode and about the same length.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from statistics import median

from quiz.cards import Rating
from quiz.judging import Grade
from quiz.modes import Verdict

SLOW, FAST = 2.0, 0.5
"""An answer is slow from so many times the usual time on, and very fast up to this part of it."""

NEVER_SLOW_MS = 2000
"""An answer within this time in milliseconds is never slow, however quick the person usually is."""

FEWEST_TIMES = 8
"""How many answers the usual time of a length is taken from, at least; otherwise it is that of all lengths."""

MOST = 0.8
"""How much of a meaning has to be typed for the proposal Good; less is Hard, as only the person can say it is wrong."""


class Pace(Enum):
    """How fast an answer was, for this person."""

    USUAL = auto()
    SLOW = auto()
    FAST = auto()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rating and why: the pace, and the usual time in milliseconds where it counted."""

    rating: Rating
    pace: Pace = Pace.USUAL
    usual: float | None = None


@dataclass(slots=True)
class Times:
    """One person's times until the answer in one mode, in milliseconds, by the length of what is read and recalled."""

    _by_size: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, times: Iterable[tuple[int, int]]) -> "Times":
        """Return the times of answers given as (length in cells, milliseconds)."""
        made = cls()
        for length, milliseconds in times:
            made.add(length, milliseconds)
        return made

    def add(self, length: int, milliseconds: int) -> None:
        """Learn of one more answer."""
        self._by_size[_size(length)].append(milliseconds)

    def usual(self, length: int) -> float | None:
        """Return the median for answers of about this length, or of all where these are few; none where all are few."""
        alike = self._by_size.get(_size(length), [])
        if len(alike) >= FEWEST_TIMES:
            return median(alike)
        every = [time for times in self._by_size.values() for time in times]
        return median(every) if len(every) >= FEWEST_TIMES else None


def _size(length: int) -> int:
    """Return the class of a length: the next power of two."""
    return max(8, length).bit_length()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a proposal depends on beside the verdict.

    ``milliseconds`` is the time until the answer, empty where the person was away; ``usual`` is this person's usual
    time for such an answer.
    """

    mode: str
    milliseconds: int | None
    usual: float | None
    mature: bool
    hinted: bool = False


def proposed(verdict: Verdict, about: Circumstances) -> Proposal:
    """Return the rating to propose.

    Wrong is Again and close is Hard. Right is Good; Hard where it was slow or needed the hint; Easy where a mature
    card was recalled very fast, but not where it was only picked. A typed meaning is Hard where much of it is missing.
    Without a verdict it is Good, and the time counts in the same way.
    """
    rating = _from_verdict(verdict)
    if rating is not Rating.GOOD:
        return Proposal(rating)
    if about.hinted:
        return Proposal(Rating.HARD)
    pace = _pace(about)
    if pace is Pace.SLOW:
        return Proposal(Rating.HARD, pace, about.usual)
    if pace is Pace.FAST and about.mature and about.mode != "choice":
        return Proposal(Rating.EASY, pace, about.usual)
    return Proposal(Rating.GOOD)


def _from_verdict(verdict: Verdict) -> Rating:
    if verdict.grade is not None:
        return {Grade.RIGHT: Rating.GOOD, Grade.CLOSE: Rating.HARD, Grade.WRONG: Rating.AGAIN}[verdict.grade]
    return Rating.GOOD if not verdict.parts or verdict.covered >= MOST else Rating.HARD


def _pace(about: Circumstances) -> Pace:
    if about.usual is None or about.milliseconds is None:
        return Pace.USUAL
    if about.milliseconds >= max(SLOW * about.usual, NEVER_SLOW_MS):
        return Pace.SLOW
    return Pace.FAST if about.milliseconds <= FAST * about.usual else Pace.USUAL
