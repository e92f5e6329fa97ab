"""Series of what was answered: by day, hour, rating, and how often right."""

import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from quiz.cards import Kind
from quiz.stats import days
from quiz.stats.confidence import retention as share
from quiz.stats.days import DayFacts
from quiz.stats.material import Progress
from quiz.stats.periods import bin_of, bins

WEEKS = 53
"""How many weeks the calendar has."""

_FULL = 90
"""The percentage of the days with answers that have no more of them than a full day."""

_KIND_NAMES = ("learn", "relearn", "young", "mature", "drill")
_RETENTION_DAYS = {"today": (0, 0), "yesterday": (1, 1), "week": (6, 0), "month": (29, 0), "year": (364, 0)}
"""How many days ago each period of the retention begins and ends."""


def today(progress: Progress) -> dict[str, Any]:
    """Return what was answered today."""
    return days.today(progress.material, progress.day)


def streak(progress: Progress) -> dict[str, Any]:
    """Return on how many study days in a row there were answers, and how many on average on such a day."""
    return days.streak(progress.material, progress.day)


def studied(progress: Progress) -> dict[str, Any]:
    """Return on how many days of the period, from the first answer ever on, there were answers, and how many a day."""
    rows = progress.days
    active = {row.day for row in rows if row.answers}
    ever = (row.day for row in progress.material.days if row.day <= progress.day)
    start = max(progress.start_of(active), min(ever, default=progress.day))
    length, answers = (progress.day - start).days + 1, sum(row.answers for row in rows)
    return {
        "start": start.isoformat(),
        "end": progress.day.isoformat(),
        "days": length,
        "studied": len(active),
        "answers": answers,
        "right": sum(row.answers - row.again for row in rows),
        "milliseconds": sum(row.milliseconds for row in rows),
        "per_day": round(answers / length, 1),
        "per_studied_day": round(answers / len(active), 1) if active else 0.0,
    }


def calendar(progress: Progress) -> dict[str, Any]:
    """Return the answers of each study day of the last weeks, from a Monday to today, drills included."""
    first = progress.day - timedelta(days=progress.day.weekday(), weeks=WEEKS - 1)
    totals: dict[date, list[int]] = {}
    for row in progress.material.days:
        total = totals.setdefault(row.day, [0, 0, 0])
        for index, count in enumerate((row.answers, row.answers - row.again, row.milliseconds)):
            total[index] += count
    rows: list[dict[str, Any]] = []
    for ahead in range((progress.day - first).days + 1):
        day = first + timedelta(days=ahead)
        answers, right, milliseconds = totals.get(day, (0, 0, 0))
        rows.append({"day": day.isoformat(), "answers": answers, "right": right, "milliseconds": milliseconds})
    return {
        "answers": sum(row["answers"] for row in rows),
        "studied": sum(row["answers"] > 0 for row in rows),
        "full": _full([row["answers"] for row in rows if row["answers"]]),
        "rows": rows,
    }


def _full(answers: list[int]) -> int:
    """Return how many answers a full day has: the 90th percentile, that of one of these days; 0 where there is none."""
    return sorted(answers)[math.ceil(_FULL * len(answers) / 100) - 1] if answers else 0


def reviews(progress: Progress) -> dict[str, Any]:
    """Return the answers of each day, week or month of the period, by kind."""
    return _by_kind(progress, lambda row: row.answers, lambda row: sum(row.mature))


def time(progress: Progress) -> dict[str, Any]:
    """Return the milliseconds of each day, week or month of the period, by kind."""
    return _by_kind(progress, lambda row: row.milliseconds, lambda row: row.mature_milliseconds)


def _by_kind(progress: Progress, every: Callable[[DayFacts], int], mature: Callable[[DayFacts], int]) -> dict[str, Any]:
    totals: dict[date, dict[str, int]] = {}
    for row in progress.days:
        total = totals.setdefault(bin_of(row.day, progress.period.unit), dict.fromkeys(_KIND_NAMES, 0))
        for name, count in _kinds(row, every(row), mature(row)):
            total[name] += count
    rows = binned(progress, (row.day for row in progress.days), totals, dict.fromkeys(_KIND_NAMES, 0))
    return {
        "unit": progress.period.unit,
        "total": sum(sum(row[name] for name in _KIND_NAMES) for row in rows),
        "rows": rows,
    }


def _kinds(row: DayFacts, every: int, mature: int) -> list[tuple[str, int]]:
    match row.kind:
        case Kind.LEARN:
            return [("learn", every)]
        case Kind.RELEARN:
            return [("relearn", every)]
        case Kind.REVIEW:
            return [("young", every - mature), ("mature", mature)]
        case _:
            return [("drill", every)]


def binned(
    progress: Progress, happened: Iterable[date], totals: dict[date, dict[str, int]], nothing: dict[str, int]
) -> list[dict[str, Any]]:
    """Return a row for each day, week or month from the beginning of the period to today, empty ones included."""
    unit = progress.period.unit
    return [
        {"start": one.start.isoformat(), "end": one.end.isoformat(), **totals.get(bin_of(one.start, unit), nothing)}
        for one in bins(progress.start_of(happened), progress.day, unit)
    ]


def retention(progress: Progress) -> dict[str, Any]:
    """Return the share of right answers to cards in review, for several periods, of young, mature and all cards."""
    reviews_of = [row for row in progress.material.days if row.kind is Kind.REVIEW and row.day <= progress.day]
    rows = []
    for period, span in [*_RETENTION_DAYS.items(), ("all", None)]:
        within = [row for row in reviews_of if span is None or span[1] <= (progress.day - row.day).days <= span[0]]
        for group in ("young", "mature", "all"):
            counted = [_answered(row, group) for row in within]
            answers, right = sum(one[0] for one in counted), sum(one[1] for one in counted)
            rows.append({"period": period, "group": group, **share(right, answers)})
    return {**_desired(progress), "rows": rows}


def _answered(row: DayFacts, group: str) -> tuple[int, int]:
    ratings = {"young": row.young, "mature": row.mature, "all": row.ratings}[group]
    return sum(ratings), sum(ratings[1:])


def _desired(progress: Progress) -> dict[str, float | None]:
    """Return the retention that is aimed at, none where decks differ, and the least and the most that decks aim at."""
    wanted = {deck.settings.desired_retention for deck in progress.material.decks}
    low, high = min(wanted, default=None), max(wanted, default=None)
    return {"desired": low if low == high else None, "desired_low": low, "desired_high": high}


def hours(progress: Progress) -> dict[str, Any]:
    """Return for each hour of the day the answers of the period, and how many were right."""
    answers, right = [0] * 24, [0] * 24
    for row in progress.material.hours:
        if progress.holds(row.day):
            answers[row.hour] += row.answers
            right[row.hour] += row.right
    rows = [
        {
            "hour": hour,
            "answers": answers[hour],
            "right": right[hour],
            "retention": round(right[hour] / answers[hour], 4) if answers[hour] else None,
        }
        for hour in range(24)
    ]
    return {"answers": sum(answers), "rows": rows}


def buttons(progress: Progress) -> dict[str, Any]:
    """Return how often each rating was given in the period to cards in learning, to young and to mature ones."""
    sums = {"learning": [0] * 4, "young": [0] * 4, "mature": [0] * 4}
    for row in progress.days:
        if row.kind is Kind.REVIEW:
            _add(sums["young"], row.young)
            _add(sums["mature"], row.mature)
        elif row.kind.moves_memory:
            _add(sums["learning"], row.ratings)
    return {"rows": [_buttons(group, ratings) for group, ratings in sums.items()]}


def _add(total: list[int], ratings: Iterable[int]) -> None:
    for index, count in enumerate(ratings):
        total[index] += count


def _buttons(group: str, ratings: list[int]) -> dict[str, Any]:
    answers = sum(ratings)
    named = dict(zip(("again", "hard", "good", "easy"), ratings, strict=True))
    return {"group": group, **named, "right": round(sum(ratings[1:]) / answers, 4) if answers else None}
