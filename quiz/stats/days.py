"""Statistics: facts from the database in, named series out. Each series is a key of ``quiz stats --json``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from quiz.cards import Kind, Phase

FORECAST_DAYS = 30
"""How many days the series ``due`` looks ahead, today included."""

PACE_DAYS = 30
"""From how many study days the pace is taken, today included."""

USUAL_SECONDS, USUAL_ANSWERS, FEWEST_ANSWERS = 8.0, 3.0, 20
"""The pace where fewer answers than the last of these are known: seconds an answer, answers a new card."""


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The answers of a study day in one kind, summed over decks and directions. Time is in milliseconds."""

    day: date
    kind: Kind
    again: int
    hard: int
    good: int
    easy: int
    milliseconds: int
    cards_new: int

    @property
    def answers(self) -> int:
        """How many cards were answered."""
        return self.again + self.hard + self.good + self.easy


@dataclass(frozen=True, slots=True)
class Facts:
    """What the series are computed from: the counts of study days, cards by phase, and cards by due day."""

    days: tuple[DayFacts, ...]
    phases: Mapping[Phase, int]
    suspended: int
    buried: int
    due: Mapping[date, int]


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


def today(facts: Facts, day: date) -> dict[str, Any]:
    """Return the answers of ``day``: in all, ``done`` without drills, right, new, time, by kind and rating."""
    rows = [row for row in facts.days if row.day == day]
    return {
        "answers": sum(row.answers for row in rows),
        "done": sum(row.answers for row in rows if row.kind is not Kind.CRAM),
        "right": sum(row.answers - row.again for row in rows),
        "new": sum(row.cards_new for row in rows),
        "milliseconds": sum(row.milliseconds for row in rows),
        "kinds": {row.kind.name.lower(): row.answers for row in sorted(rows, key=lambda row: row.kind)},
        "ratings": {name: sum(getattr(row, name) for row in rows) for name in ("again", "hard", "good", "easy")},
    }


def streak(facts: Facts, day: date) -> dict[str, Any]:
    """Return how many study days in a row there were answers: up to today, at most, and in all.

    A day that has only begun does not break the streak: it is counted from yesterday as long as nothing was answered.
    """
    studied = {row.day for row in facts.days if row.answers}
    last = day if day in studied else day - timedelta(days=1)
    runs = _runs(studied)
    return {"current": runs.get(last, 0), "longest": max(runs.values(), default=0), "days": len(studied)}


def _runs(studied: set[date]) -> dict[date, int]:
    """Return for each studied day how many days in a row it ends."""
    runs: dict[date, int] = {}
    for day in sorted(studied):
        runs[day] = runs.get(day - timedelta(days=1), 0) + 1
    return runs


def states(facts: Facts) -> dict[str, int]:
    """Return how many cards are in each phase, and how many of all are suspended or buried; those count twice."""
    phases = {phase.name.lower(): facts.phases.get(phase, 0) for phase in Phase}
    return {**phases, "suspended": facts.suspended, "buried": facts.buried}


def due(facts: Facts, day: date) -> list[dict[str, Any]]:
    """Return for each of the next days how many reviews fall due; what is overdue counts today."""
    counts: dict[date, int] = {day + timedelta(days=ahead): 0 for ahead in range(FORECAST_DAYS)}
    for due_day, count in facts.due.items():
        falls = max(due_day, day)
        if falls in counts:
            counts[falls] += count
    return [{"day": falls.isoformat(), "cards": count} for falls, count in counts.items()]


def calendar(facts: Facts, day: date, weeks: int = 12) -> list[dict[str, Any]]:
    """Return how many answers each study day had, drills included, from a Monday to ``day``, within so many weeks."""
    monday = day - timedelta(days=day.weekday(), weeks=weeks - 1)
    answers: dict[date, int] = {}
    for row in facts.days:
        answers[row.day] = answers.get(row.day, 0) + row.answers
    days = (monday + timedelta(days=number) for number in range((day - monday).days + 1))
    return [{"day": one, "answers": answers.get(one, 0)} for one in days]


def pace(facts: Facts, day: date) -> Pace:
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


def all_series(facts: Facts, day: date) -> dict[str, Any]:
    """Return every series by its name."""
    return {
        "today": today(facts, day),
        "streak": streak(facts, day),
        "states": states(facts),
        "due": due(facts, day),
    }
