"""What was answered on each study day: the series that home shows, too, which need nothing but the counts of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from quiz.cards import Kind, Phase, Rating

PACE_DAYS = 30
"""From how many study days the pace is taken, today included."""

USUAL_SECONDS, USUAL_ANSWERS, FEWEST_ANSWERS = 8.0, 3.0, 20
"""The pace where fewer answers than the last of these are known: seconds an answer, answers a new card."""


_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to a study day."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Return the study day that lies so many days after 1970-01-01."""
    return date.fromordinal(int(number) + _EPOCH)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The answers of a study day in one kind, summed over decks and directions. Time is in milliseconds.

    ``mature`` has the part that mature cards have in them: their answers by rating, from Again to Easy, and the time.
    """

    day: date
    kind: Kind
    again: int
    hard: int
    good: int
    easy: int
    milliseconds: int
    cards_new: int
    mature: tuple[int, int, int, int] = (0, 0, 0, 0)
    mature_milliseconds: int = 0

    @property
    def ratings(self) -> tuple[int, int, int, int]:
        """How many answers had each rating, from Again to Easy."""
        return self.again, self.hard, self.good, self.easy

    @property
    def young(self) -> tuple[int, int, int, int]:
        """The same of cards that were not mature."""
        again, hard, good, easy = (every - mature for every, mature in zip(self.ratings, self.mature, strict=True))
        return again, hard, good, easy

    @property
    def answers(self) -> int:
        """How many cards were answered."""
        return sum(self.ratings)


def day_facts(day: date, kind: Kind, *counts: int) -> DayFacts:
    """Return the answers of a study day in one kind from eleven numbers.

    They are answers by rating, time and cards begun, then those of mature cards: answers by rating, time.
    """
    again, hard, good, easy, milliseconds, new, *mature, mature_milliseconds = counts
    of_mature = (mature[0], mature[1], mature[2], mature[3])
    return DayFacts(day, kind, again, hard, good, easy, milliseconds, new, of_mature, mature_milliseconds)


@dataclass(frozen=True, slots=True)
class HourFacts:
    """The answers of the schedule in one hour of a study day, 0 to 23, and how many of them were right."""

    day: date
    hour: int
    answers: int
    right: int


class Studied(Protocol):
    """Something that knows what was answered on each study day, and which days a journey skipped."""

    @property
    def days(self) -> tuple[DayFacts, ...]:
        """The counts of study days."""

    @property
    def skipped(self) -> frozenset[date]:
        """The days between two with answers that hardly came, because the learner flew over the date line."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the series are computed from: the counts of study days, cards by phase, and cards by due day.

    ``skipped`` has the days without answers that hardly came for a traveller.
    """

    days: tuple[DayFacts, ...]
    phases: Mapping[Phase, int]
    suspended: int
    buried: int
    due: Mapping[date, int]
    skipped: frozenset[date] = frozenset()


class ToAsk(Protocol):
    """How many cards of each kind are to be asked."""

    @property
    def new(self) -> int:
        """New cards."""

    @property
    def learning(self) -> int:
        """Cards in learning steps."""

    @property
    def due(self) -> int:
        """Cards in review."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a person studies: seconds an answer, and how many answers a new card takes until it is learnt."""

    seconds_per_answer: float
    answers_per_new: float

    def minutes(self, counts: ToAsk) -> int:
        """Return about how many minutes these cards take: at least 1, 0 where there is none."""
        if not (counts.new or counts.learning or counts.due):
            return 0
        answers = counts.new * self.answers_per_new + counts.learning + counts.due
        return max(1, round(answers * self.seconds_per_answer / 60))


def today(facts: Studied, day: date) -> dict[str, Any]:
    """Return the answers of ``day``: in all, ``done`` without drills, right, new, mature, time, by kind and rating."""
    rows = [row for row in facts.days if row.day == day]
    mature = [row.mature for row in rows if row.kind.moves_memory]
    return {
        "day": day.isoformat(),
        "answers": sum(row.answers for row in rows),
        "done": sum(row.answers for row in rows if row.kind is not Kind.CRAM),
        "right": sum(row.answers - row.again for row in rows),
        "new": sum(row.cards_new for row in rows),
        "milliseconds": sum(row.milliseconds for row in rows),
        "mature": sum(sum(ratings) for ratings in mature),
        "mature_right": sum(sum(ratings[1:]) for ratings in mature),
        "kinds": {
            kind.name.lower(): sum(row.answers for row in rows if row.kind is kind) for kind in Kind if kind.is_answer
        },
        "ratings": {rating.name.lower(): sum(row.ratings[rating - 1] for row in rows) for rating in Rating},
    }


def streak(facts: Studied, day: date) -> dict[str, Any]:
    """Return how many study days in a row there were answers: up to today, at most, and in all; and answers on such.

    A day that has only begun does not break the streak: it is counted from yesterday as long as nothing was answered.
    Nor does one that was skipped over the date line; it is not counted.
    """
    past = [row for row in facts.days if row.day <= day]
    studied = {row.day for row in past if row.answers}
    answers = sum(row.answers for row in past)
    last = day if day in studied else day - timedelta(days=1)
    runs = _runs(studied, facts.skipped)
    return {
        "current": runs.get(last, 0),
        "longest": max(runs.values(), default=0),
        "days": len(studied),
        "average": round(answers / len(studied), 1) if studied else 0.0,
    }


def _runs(studied: set[date], skipped: frozenset[date]) -> dict[date, int]:
    """Return for each studied day how many days in a row it ends."""
    runs: dict[date, int] = {}
    for day in sorted(studied):
        before = day - timedelta(days=1)
        runs[day] = runs.get(before - timedelta(days=1) if before in skipped else before, 0) + 1
    return runs


def calendar(facts: Studied, day: date, weeks: int = 12) -> list[dict[str, Any]]:
    """Return how many answers each study day had, drills included, from a Monday to ``day``, within so many weeks."""
    monday = day - timedelta(days=day.weekday(), weeks=weeks - 1)
    answers: dict[date, int] = {}
    for row in facts.days:
        answers[row.day] = answers.get(row.day, 0) + row.answers
    days = (monday + timedelta(days=number) for number in range((day - monday).days + 1))
    return [{"day": one, "answers": answers.get(one, 0)} for one in days]


def pace(facts: Studied, day: date) -> Pace:
    """Return the pace of the last :data:`PACE_DAYS` study days, of answers that are part of the schedule."""
    recent = [row for row in facts.days if 0 <= (day - row.day).days < PACE_DAYS and row.kind.moves_memory]
    learnt = [row for row in recent if row.kind is Kind.LEARN]
    answers, first = sum(row.answers for row in recent), sum(row.answers for row in learnt)
    seconds = sum(row.milliseconds for row in recent) / 1000
    new = sum(row.cards_new for row in learnt)
    return Pace(
        seconds / answers if answers >= FEWEST_ANSWERS else USUAL_SECONDS,
        first / new if first >= FEWEST_ANSWERS and new else USUAL_ANSWERS,
    )
