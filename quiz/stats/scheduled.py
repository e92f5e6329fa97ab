"""Series of the cards as they are: their states, when they are due, and how stable and difficult they are."""

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from quiz.cards import MATURE_DAYS, Phase
from quiz.scheduling.days import study_day
from quiz.stats.answering import binned
from quiz.stats.columns import NO_DAY, Cards, Mask, Numbers, counts, mean, median, one_of
from quiz.stats.days import day_number, day_of
from quiz.stats.material import Material, Progress
from quiz.stats.periods import bin_of, bins

_FORECAST_DAYS = 30
"""How far ahead is looked where the period says nothing of it."""

_FARTHEST_DAYS = 3650
_MINUTE_MS = 60 * 1000
_HARDEST, _EASIEST = 10.0, 1.0


def _in_review(cards: Cards) -> Mask:
    mask: Mask = (cards.phase == int(Phase.REVIEW)) & (cards.due != NO_DAY) & (cards.last != NO_DAY)
    return mask


def _intervals(cards: Cards) -> Numbers:
    """Return the interval of each card in days, 0 for one that is not in review."""
    return np.where(_in_review(cards), np.maximum(cards.due - cards.last, 0), 0)


def states(progress: Progress) -> dict[str, int]:
    """Return how many cards are in each state; suspended and buried ones are counted as that alone."""
    cards, today = progress.material.cards, progress.material.today
    buried = ~cards.suspended & (cards.buried > today)
    active = ~cards.suspended & ~buried
    mature = _intervals(cards) >= MATURE_DAYS
    review = active & (cards.phase == int(Phase.REVIEW))
    masks = {
        "new": active & (cards.phase == int(Phase.NEW)),
        "learning": active & (cards.phase == int(Phase.LEARNING)),
        "relearning": active & (cards.phase == int(Phase.RELEARNING)),
        "young": review & ~mature,
        "mature": review & mature,
        "suspended": cards.suspended,
        "buried": buried,
    }
    return {"cards": len(cards), **{name: int(np.count_nonzero(mask)) for name, mask in masks.items()}}


def future(progress: Progress) -> dict[str, Any]:
    """Return how many cards fall due on days to come, how many are overdue, and how many reviews a day that makes."""
    cards, today = progress.material.cards, progress.material.today
    coming = (cards.phase != int(Phase.NEW)) & ~cards.suspended & (cards.due != NO_DAY)
    load = float(np.sum(1 / np.maximum(_intervals(cards)[coming], 1)))
    shown = coming & ~((cards.due <= today) & (cards.buried > today))
    due = cards.due[shown] - today
    last = _last_ahead(progress, due)
    per_day = np.bincount(due[(due >= 0) & (due <= last)], minlength=last + 1)
    rows = []
    for one in bins(progress.day, progress.day + timedelta(days=last), progress.period.unit):
        first, beyond = day_number(one.start) - today, day_number(one.end) - today + 1
        rows.append(
            {"start": one.start.isoformat(), "end": one.end.isoformat(), "cards": int(per_day[first:beyond].sum())}
        )
    return {
        "backlog": int(np.count_nonzero(due < 0)),
        "daily_load": round(load, 1),
        "total": int(per_day.sum()),
        "unit": progress.period.unit,
        "rows": rows,
    }


def _last_ahead(progress: Progress, due: Numbers) -> int:
    """Return how many days ahead is looked: as many as the period has, or to the last card that is due."""
    days = progress.period.days(progress.day)
    if progress.period.name == "since":
        return _FORECAST_DAYS - 1
    if days is not None:
        return days - 1
    within = due[due <= _FARTHEST_DAYS]
    return max(int(within.max(initial=0)), _FORECAST_DAYS - 1)


def intervals(progress: Progress) -> dict[str, Any]:
    """Return the intervals of the cards in review, in days."""
    cards = progress.material.cards
    return _distribution(_intervals(cards)[_in_review(cards)])


def stability(progress: Progress) -> dict[str, Any]:
    """Return the stabilities of the cards that have one, in days, rounded to whole ones."""
    cards = progress.material.cards
    known = cards.stability[cards.known_at_all]
    return {**_distribution(np.floor(known + 0.5).astype(np.int64)), "median": median(known), "mean": mean(known, 1)}


def _distribution(days: Numbers) -> dict[str, Any]:
    rows = [{"days": value, "cards": count} for value, count in counts(days)]
    return {"cards": len(days), "median": median(days), "mean": mean(days, 1), "rows": rows}


def difficulty(progress: Progress) -> dict[str, Any]:
    """Return the difficulties of the cards that have one, in percent of the way from 1 to 10, as Anki shows them."""
    cards = progress.material.cards
    known = cards.difficulty[cards.known_at_all]
    share = (known - _EASIEST) / (_HARDEST - _EASIEST)
    return {"cards": len(known), "median": median(known), "rows": _percents(share)}


def retrievability(progress: Progress) -> dict[str, Any]:
    """Return the probabilities that cards are remembered today, in percent, of those that were answered."""
    known = progress.material.retrievability[progress.material.cards.known_at_all]
    return {"cards": len(known), "mean": mean(known), "rows": _percents(known)}


def _percents(shares: Numbers) -> list[dict[str, int]]:
    """Return how many shares lie in each whole percent, the last of them that of 99 to 100."""
    # What is a whole percent but for the last bit of the number counts as that percent.
    whole = np.clip(np.floor(np.round(shares * 100, 9)), 0, 99).astype(np.int64)
    return [{"percent": value, "cards": count} for value, count in counts(whole)]


def added(progress: Progress) -> dict[str, Any]:
    """Return how many cards came in the period, by day, week or month."""
    every = {day_of(value): count for value, count in counts(_added_days(progress.material))}
    within = {day: count for day, count in every.items() if progress.holds(day)}
    totals: dict[date, dict[str, int]] = {}
    for day, count in within.items():
        totals.setdefault(bin_of(day, progress.period.unit), {"cards": 0})["cards"] += count
    rows = binned(progress, within, totals, {"cards": 0})
    total_days = (progress.day - progress.start_of(within)).days + 1
    total = sum(within.values())
    return {"total": total, "per_day": round(total / total_days, 1), "unit": progress.period.unit, "rows": rows}


def _added_days(material: Material) -> Numbers:
    """Return the study day on which the note of each card was made, in the present time zone."""
    notes = material.collection.notes
    minutes, places = np.unique(notes.created // _MINUTE_MS, return_inverse=True)
    days = np.array([day_number(_study_day(material, int(minute))) for minute in minutes], dtype=np.int64)
    by_note = np.zeros(int(notes.id.max(initial=0)) + 1, dtype=np.int64)
    by_note[notes.id] = days[places] if len(days) else 0
    cards = material.cards
    there = one_of(cards.note, notes.id)
    return by_note[cards.note[there]]


def _study_day(material: Material, minute: int) -> date:
    """Return the study day of a minute since 1970: study days begin, and time zones change, only between such."""
    instant = datetime.fromtimestamp(minute * _MINUTE_MS / 1000, material.now.tzinfo)
    return study_day(instant, material.day_start)
