"""Sample values of every series that has a chart: of somebody without answers, with a few, and after years."""

import copy
import json
import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Value = dict[str, Any]

TODAY = date(2026, 11, 25)
AMOUNTS = ("none", "little", "years")

_DIRECTIONS = ("key → name + meaning", "meaning → key")
_PERIODS = {"today": 3, "yesterday": 4, "week": 26, "month": 110, "year": 1300, "all": 3200}


def sample(name: str, amount: str) -> Value:
    """Return a value of a series, as JSON would give it back; ``amount`` is one of :data:`AMOUNTS`."""
    value: Value = json.loads(json.dumps(_SERIES[name](AMOUNTS.index(amount))))
    return value


def sample_with_texts(name: str, amount: str, text: str) -> Value:
    """Return a value in which every text that a person wrote is ``text``."""
    value = copy.deepcopy(sample(name, amount))
    for row in value.get("rows", ()):
        for field in {"asked", "given", "direction", "deck", "deck_title", "category", "title", "key"} & row.keys():
            row[field] = text
    return value


def _wave(number: int, high: int) -> int:
    """Return a number from 0 to ``high`` that goes up and down, the same in every run."""
    wave = 0.5 + 0.3 * math.sin(number / 9) + 0.2 * math.sin(number * 2.3)
    return 0 if number % 11 == 4 else round(high * wave)


def _wilson(right: int, answers: int) -> Value:
    if not answers:
        return {"retention": None, "low": None, "high": None}
    z, share = 1.96, right / answers
    middle = (share + z * z / (2 * answers)) / (1 + z * z / answers)
    reach = z / (1 + z * z / answers) * math.sqrt(share * (1 - share) / answers + z * z / (4 * answers * answers))
    return {"retention": share, "low": max(0.0, middle - reach), "high": min(1.0, middle + reach)}


def _today(amount: int) -> Value:
    kinds = ({}, {"learn": 3}, {"learn": 9, "review": 31, "relearn": 4, "cram": 6})[amount]
    answers = sum(kinds.values())
    right = round(answers * 0.9)
    mature = (0, 0, 18)[amount]
    return {
        "day": TODAY.isoformat(),
        "answers": answers,
        "right": right,
        "done": answers - kinds.get("cram", 0),
        "new": kinds.get("learn", 0),
        "milliseconds": answers * 7_400,
        "mature": mature,
        "mature_right": max(0, mature - 1),
        "kinds": {"learn": 0, "review": 0, "relearn": 0, "cram": 0, "interview": 0, **kinds},
        "ratings": {"again": answers - right, "hard": 0, "good": right, "easy": 0},
    }


def _calendar(amount: int) -> Value:
    first = TODAY - timedelta(days=TODAY.weekday() + 52 * 7)
    days = (TODAY - first).days + 1
    counts = [_answers_on(number, days, amount) for number in range(days)]
    rows = [_day(first + timedelta(days=number), answers) for number, answers in enumerate(counts)]
    studied = sorted(answers for answers in counts if answers)
    full = studied[-(-9 * len(studied) // 10) - 1] if studied else 0
    return {"answers": sum(counts), "studied": len(studied), "full": full, "rows": rows}


def _answers_on(number: int, days: int, amount: int) -> int:
    if amount == 1:
        return 5 if number == days - 1 else 0
    return _wave(number, 60) if amount else 0


def _day(day: date, answers: int) -> Value:
    return {"day": day.isoformat(), "answers": answers, "right": answers * 9 // 10, "milliseconds": answers * 8_000}


def _history(amount: int, per_answer: int) -> Value:
    unit, bins = (("day", _days(30)), ("day", _days(30)), ("week", _weeks(90)))[amount]
    rows = [_kinds(first, last, number, amount, per_answer) for number, (first, last) in enumerate(bins)]
    total = sum(row[kind] for row in rows for kind in ("learn", "relearn", "young", "mature", "drill"))
    return {"unit": unit, "total": total, "rows": rows}


def _kinds(first: date, last: date, number: int, amount: int, per_answer: int) -> Value:
    counts = {"learn": 0, "relearn": 0, "young": 0, "mature": 0, "drill": 0}
    if amount == 1 and last == TODAY:
        counts["learn"] = 5
    elif amount == 2:
        reviews = 60 + _wave(number, 120)
        counts = {"learn": _wave(number + 5, 40), "relearn": 6, "young": reviews, "mature": 2 * reviews, "drill": 12}
    return _bin(first, last, **{kind: count * per_answer for kind, count in counts.items()})


def _bin(first: date, last: date, **figures: int) -> Value:
    return {"start": first.isoformat(), "end": last.isoformat(), **figures}


def _days(count: int) -> list[tuple[date, date]]:
    return [(TODAY - timedelta(days=back),) * 2 for back in reversed(range(count))]


def _weeks(count: int) -> list[tuple[date, date]]:
    """Return the weeks of the last days, the first and the last of which may be shorter."""
    first, weeks = TODAY - timedelta(days=count - 1), []
    while first <= TODAY:
        last = min(TODAY, first + timedelta(days=6 - first.weekday()))
        weeks.append((first, last))
        first = last + timedelta(days=1)
    return weeks


def _months(count: int) -> list[tuple[date, date]]:
    first, months = (TODAY - timedelta(days=count - 1)), []
    while first <= TODAY:
        after = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        months.append((first, min(TODAY, after - timedelta(days=1))))
        first = after
    return months


def _future(amount: int) -> Value:
    cards = [(0, int(number == 1) * 3, 8 + _wave(number, 40))[amount] for number in range(30)]
    days = [TODAY + timedelta(days=number) for number in range(30)]
    rows = [_bin(day, day, cards=count) for day, count in zip(days, cards, strict=True)]
    backlog, load = ((0, 0.0), (0, 0.8), (3, 27.4))[amount]
    return {"backlog": backlog, "daily_load": load, "total": sum(cards), "unit": "day", "rows": rows}


def _retention(amount: int) -> Value:
    rows = []
    for period, answers in _PERIODS.items():
        answers = (0, 4 if period in ("today", "week", "month", "year", "all") else 0, answers)[amount]
        for group, part, right in (("young", 0.4, 0.86), ("mature", 0.6, 0.93), ("all", 1.0, 0.9)):
            count = round(answers * part)
            shown = {"period": period, "group": group, "answers": count, "right": round(count * right)}
            rows.append({**shown, **_wilson(round(count * right), count)})
    return {"desired": 0.9, "desired_low": 0.9, "desired_high": 0.9, "rows": rows}


def _states(amount: int) -> Value:
    names = ("new", "learning", "relearning", "young", "mature", "suspended", "buried")
    counts = ((0,) * 7, (123, 5, 0, 0, 0, 0, 0), (212, 9, 3, 148, 401, 12, 2))[amount]
    return {"cards": sum(counts), **dict(zip(names, counts, strict=True))}


def _of_days(amount: int) -> Value:
    if amount < 2:
        return {
            "cards": amount * 2,
            "median": amount * 2.0,
            "mean": amount * 2.0,
            "rows": [{"days": 2, "cards": 2}] * amount,
        }
    rows = [{"days": days, "cards": 1 + round(60 * math.exp(-days / 25))} for days in (*range(1, 90), 120, 400, 900)]
    return {"cards": sum(row["cards"] for row in rows), "median": 16.0, "mean": 31.4, "rows": rows}


def _of_percents(amount: int, middle: str) -> Value:
    if not amount:
        return {"cards": 0, middle: None, "rows": []}
    if amount == 1:
        return {"cards": 5, middle: 5.3 if middle == "median" else 0.97, "rows": [{"percent": 47, "cards": 5}]}
    rows = [{"percent": percent, "cards": 1 + percent // 4 + _wave(percent, 8)} for percent in range(8, 100)]
    cards = sum(row["cards"] for row in rows)
    return {"cards": cards, middle: 5.3 if middle == "median" else 0.91, "rows": rows}


def _known(amount: int) -> Value:
    if not amount:
        return {"cards": 0.0, "of_cards": 0, "notes": 0, "of_notes": 0, "rows": []}
    points, last = (1, 60)[amount - 1], (4.6, 103.4)[amount - 1]
    days = [TODAY - timedelta(days=12 * back) for back in reversed(range(points))]
    cards = [last * (1 - math.exp(-number / 14)) if points > 1 else last for number in range(1, points + 1)]
    rows = [{"day": day.isoformat(), "cards": one, "notes": one / 2} for day, one in zip(days, cards, strict=True)]
    return {"cards": last, "of_cards": 128, "notes": round(last / 2), "of_notes": 64, "rows": rows}


def _hours(amount: int) -> Value:
    rows = []
    for hour in range(24):
        answers = (0, 5 * (hour == 9), max(0, round(220 * math.exp(-((hour - 9) ** 2) / 8)) + (hour > 18) * 40))[amount]
        right = round(answers * (0.97 - hour / 100))
        retention = right / answers if answers else None
        rows.append({"hour": hour, "answers": answers, "right": right, "retention": retention})
    return {"answers": sum(row["answers"] for row in rows), "rows": rows}


def _buttons(amount: int) -> Value:
    counts = {
        "learning": ((0, 0, 0, 0), (1, 0, 4, 0), (81, 30, 214, 12)),
        "young": ((0, 0, 0, 0), (0, 0, 0, 0), (140, 88, 1020, 130)),
        "mature": ((0, 0, 0, 0), (0, 0, 0, 0), (96, 61, 1200, 204)),
    }
    return {"rows": [_group(group, counts[group][amount]) for group in counts]}


def _group(group: str, counts: tuple[int, ...]) -> Value:
    ratings = dict(zip(("again", "hard", "good", "easy"), counts, strict=True))
    return {"group": group, **ratings, "right": 1 - counts[0] / sum(counts) if sum(counts) else None}


def _added(amount: int) -> Value:
    bins = (_days(30), _days(30), _months(1500))[amount]
    cards = [(0, 128 * (last == TODAY), _wave(number, 60))[amount] for number, (_first, last) in enumerate(bins)]
    rows = [_bin(first, last, cards=count) for (first, last), count in zip(bins, cards, strict=True)]
    return {"total": sum(cards), "per_day": sum(cards) / 30, "unit": ("day", "day", "month")[amount], "rows": rows}


def _seconds(amount: int) -> Value:
    counts = [(0, 5 * (number == 8), round(400 * number * math.exp(-number / 6)))[amount] for number in range(61)]
    middle = (None, 8.0, 9.4)[amount]
    rows = [{"seconds": number, "answers": count} for number, count in enumerate(counts)]
    return {"answers": sum(counts), "median": middle, "mean": middle, "rows": rows}


def _directions(amount: int) -> Value:
    figures = (
        ((64, 0, 0, 0, None, None, 0.0), (64, 0, 0, 0, None, None, 0.0)),
        ((64, 5, 0, 0, 8.2, 2.0, 4.6), (64, 0, 0, 0, None, None, 0.0)),
        ((64, 62, 1610, 1513, 3.8, 24.0, 50.6), (64, 60, 1580, 1359, 6.4, 13.0, 38.2)),
    )[amount]
    return {"rows": [_direction(name, *row) for name, row in zip(_DIRECTIONS, figures, strict=True)]}


def _direction(
    name: str, cards: int, seen: int, answers: int, right: int, time: float | None, days: float | None, known: float
) -> Value:
    shown = {"direction": name, "cards": cards, "seen": seen, "answers": answers, "right": right}
    return {**shown, **_wilson(right, answers), "seconds": time, "stability": days, "known": known}


def _categories(amount: int) -> Value:
    counts = (
        (),
        (("1xx", 8, 0, 2), ("2xx", 20, 0, 3), ("3xx", 18, 0, 0)),
        (("1xx", 8, 6, 1), ("2xx", 20, 13, 4), ("3xx", 18, 12, 5), ("4xx", 60, 31, 17), ("5xx", 22, 15, 7)),
    )[amount]
    return {"rows": [_category(*row) for row in counts]}


def _category(code: str, cards: int, known: int, weak: int) -> Value:
    parts = {"cards": cards, "known": known, "weak": weak, "unseen": cards - known - weak}
    return {"deck": "HTTP 状态码", "deck_title": "HTTP status codes", "category": code, "title": "Some title", **parts}


def _confusions(amount: int) -> Value:
    pairs = (
        (),
        (("301", "302", 1),),
        (("502", "503", 9), ("308", "307", 6), ("401", "403", 5), ("422", "400", 4), ("412", "428", 2), *_RARE_PAIRS),
    )[amount]
    rows = [
        {"asked": asked, "given": given, "count": count, "last": "2026-11-20", "asked_id": at, "given_id": at + 100}
        for at, (asked, given, count) in enumerate(pairs)
    ]
    return {"total": sum(row["count"] for row in rows), "rows": rows}


_RARE_PAIRS = tuple((str(200 + number), str(201 + number), 1) for number in range(15))


def _modes(amount: int) -> Value:
    if amount < 2:
        rows = [{"mode": "choice", "answers": 5, "right": 4, "retention": None, "seconds": 6.1}] * amount
        return {"recognised_only": 0, "rows": rows}
    figures = (("flip", 1320, 1161, 6.8), ("type", 1510, 1359, 4.9), ("choice", 360, 342, 3.2))
    rows = [
        {"mode": mode, "answers": answers, "right": right, "retention": right / answers, "seconds": seconds}
        for mode, answers, right, seconds in figures
    ]
    return {"recognised_only": 4, "rows": rows}


def _calibration(amount: int) -> Value:
    if not amount:
        nothing = dict.fromkeys(("predicted", "observed", "log_loss", "rmse"))
        return {"answers": 0, "verdict": "too_few", **nothing, "rows": []}
    lows = ((95,), (40, 55, *range(65, 100, 5)))[amount - 1]
    rows = [
        {
            "low": low / 100,
            "high": (low + 5) / 100,
            "answers": (3, 6 + (low - 40) ** 2 // 4)[amount - 1],
            "predicted": low / 100 + 0.027,
            "observed": min(1.0, low / 100 + 0.027 - (85 - low) / 400),
        }
        for low in lows
    ]
    answers = sum(row["answers"] for row in rows)
    verdict = ("too_few", "as_predicted")[amount - 1]
    figures = {"predicted": 0.904, "observed": 0.884, "verdict": verdict, "log_loss": 0.412, "rmse": 0.031}
    return {"answers": answers, **figures, "rows": rows}


def _leeches(amount: int) -> Value:
    rows = [
        {
            "card_id": number,
            "key": str(400 + 7 * number),
            "direction": _DIRECTIONS[number % 2],
            "lapses": 12 - number // 2,
            "stability": 0.6 + number * 0.7,
            "difficulty": 9.6 - number / 9,
            "retrievability": 0.55 + number / 60,
            "leech": number < 4,
        }
        for number in range((0, 2, 20)[amount])
    ]
    return {"leeches": min(4, len(rows)), "rows": rows}


_SERIES: dict[str, Callable[[int], Value]] = {
    "today": _today,
    "calendar": _calendar,
    "reviews": lambda amount: _history(amount, 1),
    "time": lambda amount: _history(amount, 7_400),
    "future": _future,
    "retention": _retention,
    "states": _states,
    "intervals": _of_days,
    "stability": _of_days,
    "difficulty": lambda amount: _of_percents(amount, "median"),
    "retrievability": lambda amount: _of_percents(amount, "mean"),
    "known": _known,
    "hours": _hours,
    "buttons": _buttons,
    "added": _added,
    "seconds": _seconds,
    "directions": _directions,
    "categories": _categories,
    "confusions": _confusions,
    "modes": _modes,
    "calibration": _calibration,
    "leeches": _leeches,
}
