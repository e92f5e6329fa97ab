"""Every series once more, slow and obvious: loops over cards and entries of the log, from what the register says.

It shares nothing with the program's own computation but the words: cards, kinds, periods.
"""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest

from quiz.cards import Card, Kind, Phase
from tests.stats.facts import Answer, View

Value = dict[str, Any]
DAY = timedelta(days=1)
RETENTION_DAYS = {
    **{"today": (0, 0), "yesterday": (1, 1)},
    **{"week": (0, 6), "month": (0, 29), "year": (0, 364), "all": (0, 10**6)},
}
RATINGS = {1: "again", 2: "hard", 3: "good", 4: "easy"}
REVIEW, LEARN, RELEARN = Kind.REVIEW, Kind.LEARN, Kind.RELEARN
Z = statistics.NormalDist().inv_cdf(0.975)


def near(value: float, digits: int) -> Any:
    """A number that is printed with so many decimals: equal to whatever rounds to about the same."""
    return pytest.approx(value, rel=1e-6, abs=0.6 * 10**-digits)


def middle(values: Sequence[float], digits: int = 1) -> Any:
    return near(statistics.median(values), digits) if values else None


def average(values: Sequence[float], digits: int = 1) -> Any:
    return near(statistics.fmean(values), digits) if values else None


def share(right: int, answers: int) -> Any:
    return near(right / answers, 4) if answers else None


def retained(answers: Sequence[Answer]) -> Value:
    """Answers, right ones, the share and the bounds between which it is not refuted at 5 %, found by halving."""
    count, right = len(answers), sum(one.right for one in answers)
    low, high = (_bound(right, count, below=below) for below in (True, False)) if count else (None, None)
    return {"answers": count, "right": right, "retention": share(right, count), "low": low, "high": high}


def _bound(right: int, count: int, *, below: bool) -> Any:
    """Wilson's bound: the share p farthest from the observed one with |observed − p| = z · √(p (1 − p) / n)."""
    observed = right / count
    inside, outside = observed, 0.0 if below else 1.0
    for _ in range(60):
        tried = (inside + outside) / 2
        if abs(observed - tried) <= Z * math.sqrt(tried * (1 - tried) / count):
            inside = tried
        else:
            outside = tried
    return near(inside, 4)


# Days


def today(view: View) -> Value:
    rows = view.on(view.today)
    mature = [one for one in rows if one.entry.kind <= RELEARN and (one.entry.scheduled_days or 0) >= 21]
    kinds, ratings = Counter(one.entry.kind for one in rows), Counter(one.entry.rating for one in rows)
    return {
        "day": str(view.today),
        "answers": len(rows),
        "done": sum(one.entry.kind != Kind.CRAM for one in rows),
        "right": sum(one.right for one in rows),
        "new": sum(one.began for one in rows),
        "milliseconds": sum(one.entry.milliseconds for one in rows),
        "mature": len(mature),
        "mature_right": sum(one.right for one in mature),
        "kinds": {name: kinds[Kind[name.upper()]] for name in ("learn", "review", "relearn", "cram", "interview")},
        "ratings": {name: ratings[number] for number, name in RATINGS.items()},  # type: ignore[index]
    }


def streak(view: View) -> Value:
    answers = view.answers
    studied = {one.entry.day for one in answers}
    skipped = {day for day in (one + DAY for one in studied) if day not in studied and _is_skipped(view, day)}
    lengths = [_days_in_a_row(studied, skipped, day) for day in studied]
    return {
        "current": _days_in_a_row(studied, skipped, view.today) or _days_in_a_row(studied, skipped, view.today - DAY),
        "longest": max(lengths, default=0),
        "days": len(studied),
        "average": near(len(answers) / len(studied), 1) if studied else 0,
    }


def _days_in_a_row(studied: set[date], skipped: set[date], last: date) -> int:
    length, day = 0, last
    while day in studied or (length and day in skipped and day - DAY in studied):
        length += day in studied
        day -= DAY
    return length


def _is_skipped(view: View, day: date) -> bool:
    """Whether less than half of a day came, since the clock went forward over the date line."""
    log = sorted((one for log in view.world.logs.values() for one in log if not one.undone), key=lambda one: one.id)
    before, after = ([one.utc_offset for one in log if one.day == beside] for beside in (day - DAY, day + DAY))
    return bool(before and after) and after[0] - before[-1] >= 12 * 60


def studied(view: View) -> Value:
    answers = view.in_period
    days = {one.entry.day for one in answers}
    start = min((one.entry.day for one in view.answers), default=view.today)
    if view.period.start is not None:
        start = max(start, view.period.start)
    length = (view.today - start).days + 1
    return {
        "start": str(start),
        "end": str(view.today),
        "days": length,
        "studied": len(days),
        "answers": len(answers),
        "right": sum(one.right for one in answers),
        "milliseconds": sum(one.entry.milliseconds for one in answers),
        "per_day": near(len(answers) / length, 1),
        "per_studied_day": near(len(answers) / len(days), 1) if days else 0,
    }


def calendar(view: View) -> Value:
    first = view.today
    while first.weekday() != 0 or (view.today - first).days < 52 * 7:
        first -= DAY
    rows: list[Value] = []
    for day in _days(first, view.today):
        mine = view.on(day)
        milliseconds = sum(one.entry.milliseconds for one in mine)
        counts = {"answers": len(mine), "right": sum(one.right for one in mine), "milliseconds": milliseconds}
        rows.append({"day": str(day), **counts})
    found = [row["answers"] for row in rows]
    return {
        "answers": sum(found),
        "studied": sum(count > 0 for count in found),
        "full": _full_day([count for count in found if count]),
        "rows": rows,
    }


def _full_day(counts: list[int]) -> int:
    """The least of the counts that at least nine of ten do not exceed; 0 where there is none."""
    return min((one for one in counts if 10 * sum(count <= one for count in counts) >= 9 * len(counts)), default=0)


def _days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def _binned(view: View, first: date, last: date, of_days: Callable[[set[date]], Value]) -> list[Value]:
    """A row for each day, week from Monday, or month between two days."""
    name: Callable[[date], Any] = {
        "day": lambda day: day,
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
    }[view.period.unit]
    parts = [list(days) for _name, days in groupby(_days(first, last), name)]
    return [{"start": str(days[0]), "end": str(days[-1]), **of_days(set(days))} for days in parts]


def reviews(view: View) -> Value:
    return _by_kind(view, lambda one: 1)


def time(view: View) -> Value:
    return _by_kind(view, lambda one: one.entry.milliseconds)


def _by_kind(view: View, measure: Callable[[Answer], int]) -> Value:
    def of_days(days: set[date]) -> Value:
        sums = dict.fromkeys(("learn", "relearn", "young", "mature", "drill"), 0)
        for day in days:
            for one in view.on(day):
                sums[_kind(one)] += measure(one)
        return sums

    first = view.period.start or min((one.entry.day for one in view.in_period), default=view.today)
    rows = _binned(view, first, view.today, of_days)
    return {"unit": view.period.unit, "total": sum(map(measure, view.in_period)), "rows": rows}


def _kind(one: Answer) -> str:
    if one.entry.kind == REVIEW:
        return "mature" if (one.entry.scheduled_days or 0) >= 21 else "young"
    return {LEARN: "learn", RELEARN: "relearn"}.get(one.entry.kind, "drill")


def retention(view: View) -> Value:
    rows = []
    for period, (least, most) in RETENTION_DAYS.items():
        for group in ("young", "mature", "all"):
            counted = [
                one
                for one in view.answers
                if one.entry.kind == REVIEW and least <= (view.today - one.entry.day).days <= most
                if group in ("all", _kind(one))
            ]
            rows.append({"period": period, "group": group, **retained(counted)})
    wanted = {deck.settings.desired_retention for deck in view.world.decks if view.deck_inside(deck)}
    low, high = (sorted(wanted)[0], sorted(wanted)[-1]) if wanted else (None, None)
    return {"desired": low if len(wanted) == 1 else None, "desired_low": low, "desired_high": high, "rows": rows}


def hours(view: View) -> Value:
    answers, rows = view.scheduled, []
    for hour in range(24):
        mine = [one for one in answers if _hour(one) == hour]
        right = sum(one.right for one in mine)
        rows.append({"hour": hour, "answers": len(mine), "right": right, "retention": share(right, len(mine))})
    return {"answers": len(answers), "rows": rows}


def _hour(one: Answer) -> int:
    return int((one.entry.time + timedelta(minutes=one.entry.utc_offset)).strftime("%H"))


def buttons(view: View) -> Value:
    rows = []
    for group, kinds in {"learning": ("learn", "relearn"), "young": ("young",), "mature": ("mature",)}.items():
        mine = [one for one in view.scheduled if _kind(one) in kinds]
        ratings = {name: sum(one.entry.rating == number for one in mine) for number, name in RATINGS.items()}
        rows.append({"group": group, **ratings, "right": share(sum(one.right for one in mine), len(mine))})
    return {"rows": rows}


# Cards


def _interval(card: Card) -> int:
    """Days from the last answer to the day it is due, of a card in review; 0 of another one."""
    state = card.state
    if state.phase != Phase.REVIEW or state.due_day is None or state.last_day is None:
        return 0
    return max(0, (state.due_day - state.last_day).days)


def recall(stability: float, days: int, decay: float) -> float:
    """FSRS-6's forgetting curve: 90 % after as many days as the stability."""
    return float((1 + (0.9 ** (-1 / decay) - 1) * days / stability) ** -decay)


def decay(view: View, card: Card) -> float:
    """The last of the 21 weights of a card's deck, or of FSRS-6's own."""
    deck = next(deck for deck in view.world.decks if deck.id == card.deck_id)
    return (deck.settings.parameters or (0.1542,))[-1]


def remembered(view: View, card: Card) -> float:
    """The probability that a card is remembered today."""
    if card.state.memory is None:
        return 0.0
    last = card.state.last_day or view.today
    return recall(card.state.memory.stability, max(0, (view.today - last).days), decay(view, card))


def _buried(view: View, card: Card) -> bool:
    return card.buried_until is not None and card.buried_until > view.today


def states(view: View) -> Value:
    def state(card: Card) -> str:
        if card.suspended or _buried(view, card):
            return "suspended" if card.suspended else "buried"
        if card.state.phase == Phase.REVIEW:
            return "mature" if _interval(card) >= 21 else "young"
        return card.state.phase.name.lower()

    names = ("new", "learning", "relearning", "young", "mature", "suspended", "buried")
    found = Counter(state(card) for card in view.present)
    return {"cards": len(view.present), **{name: found[name] for name in names}}


def future(view: View) -> Value:
    coming = [c for c in view.present if c.state.phase != Phase.NEW and not c.suspended and c.state.due_day]
    due = [c.state.due_day for c in coming if not (_buried(view, c) and _ahead(view, c) <= 0)]
    ahead = [(day - view.today).days for day in due if day]
    length = {"1m": 30, "3m": 90, "1y": 365, "since": 30}.get(view.period.name)
    last = max([29, *(days for days in ahead if days <= 3650)]) if length is None else length - 1
    rows = _binned(
        view, view.today, view.today + last * DAY, lambda days: {"cards": sum(day in days for day in due if day)}
    )
    return {
        "backlog": sum(days < 0 for days in ahead),
        "daily_load": near(sum(1 / max(1, _interval(card)) for card in coming), 1),
        "total": sum(row["cards"] for row in rows),
        "unit": view.period.unit,
        "rows": rows,
    }


def _ahead(view: View, card: Card) -> int:
    return (card.state.due_day - view.today).days if card.state.due_day else 0


def intervals(view: View) -> Value:
    days = [_interval(card) for card in view.present if card.state.phase == Phase.REVIEW]
    return {"cards": len(days), "median": middle(days), "mean": average(days), "rows": _counted("days", days)}


def stability(view: View) -> Value:
    days = [card.state.memory.stability for card in view.present if card.state.memory]
    rows = _counted("days", (math.floor(one + 0.5) for one in days))
    return {"cards": len(days), "median": middle(days), "mean": average(days), "rows": rows}


def difficulty(view: View) -> Value:
    found = [card.state.memory.difficulty for card in view.present if card.state.memory]
    rows = _counted("percent", (_percent((one - 1) / 9) for one in found))
    return {"cards": len(found), "median": middle(found), "rows": rows}


def retrievability(view: View) -> Value:
    found = [remembered(view, card) for card in view.present if card.state.memory]
    return {"cards": len(found), "mean": average(found, 4), "rows": _counted("percent", map(_percent, found))}


def _percent(part: float) -> int:
    return min(99, int(100 * part + 1e-9))


def _counted(name: str, values: Iterable[int]) -> list[Value]:
    return [{name: value, "cards": count} for value, count in sorted(Counter(values).items())]


def added(view: View) -> Value:
    zone = view.now.tzinfo
    made = [view.world.notes[card.note_id].created.astimezone(zone).replace(tzinfo=None) for card in view.present]
    days = [(instant - view.day_start).date() for instant in made]
    days = [day for day in days if (view.period.start or date.min) <= day <= view.today]
    first = view.period.start or min(days, default=view.today)
    rows = _binned(view, first, view.today, lambda within: {"cards": sum(day in within for day in days)})
    per_day = near(len(days) / ((view.today - first).days + 1), 1)
    return {"total": len(days), "per_day": per_day, "unit": view.period.unit, "rows": rows}
