"""Statistics: facts from the database in, named series out. Each series is a key of ``quiz stats --json``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quiz.cards import Kind, Phase

FORECAST_DAYS = 30
"""How many days the series ``due`` looks ahead, today included."""


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


def today(facts: Facts, day: date) -> dict[str, Any]:
    """Return the answers of ``day``: in all, right ones, new cards, time, and by kind and rating."""
    rows = [row for row in facts.days if row.day == day]
    return {
        "answers": sum(row.answers for row in rows),
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


def all_series(facts: Facts, day: date) -> dict[str, Any]:
    """Return every series by its name."""
    return {
        "today": today(facts, day),
        "streak": streak(facts, day),
        "states": states(facts),
        "due": due(facts, day),
    }
