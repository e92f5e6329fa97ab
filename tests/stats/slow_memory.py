"""The rest of the series, slow and obvious: what is known, and how it is answered."""

import math
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from quiz.cards import Card, Direction, Kind, Phase, Review
from tests.stats import slow
from tests.stats.facts import View
from tests.stats.slow import REVIEW, Value, average, decay, middle, near, recall, remembered, retained

KINDS_OF_MEMORY = (Kind.LEARN, Kind.REVIEW, Kind.RELEARN, Kind.RESET, Kind.IMPORTED, Kind.KNOWN)


def known(view: View) -> Value:
    cards = view.present
    notes: dict[int, list[float]] = {}
    for card in cards:
        notes.setdefault(card.note_id, []).append(remembered(view, card))
    return {
        "cards": near(sum(remembered(view, card) for card in cards), 1),
        "of_cards": len(cards),
        "notes": near(sum(sum(values) / len(values) for values in notes.values()), 1),
        "of_notes": len(notes),
        "rows": _known_before(view, cards),
    }


def _known_before(view: View, cards: list[Card]) -> list[Value]:
    """At most 60 days of the period, from the first on which anything was learnt, and what was known at their end."""
    logs = {card.id: [one for one in view.log(card) if one.kind in KINDS_OF_MEMORY] for card in cards}
    began = [min(one.day, view.today) for log in logs.values() for one in log if one.kind != Kind.RESET]
    if not began:
        return []
    first = max(min(began), view.period.start or min(began))
    length = (view.today - first).days
    days = sorted({first + round(length * n / 59) * slow.DAY for n in range(60)})
    siblings = Counter(card.note_id for card in cards)
    rows = []
    for day in days:
        known_on = [(card, _known_on(view, card, logs[card.id], day)) for card in cards]
        of_notes = sum(part / siblings[card.note_id] for card, part in known_on)
        rows.append(
            {"day": str(day), "cards": near(sum(part for _card, part in known_on), 1), "notes": near(of_notes, 1)}
        )
    return rows


def _holds(view: View, log: list[Review], day: date) -> int:
    """The number, from 1, of the entry that holds at the end of a day: the last one up to then; 0 where there is none.

    An entry of a day to come holds today. A reset leaves nothing.
    """
    number = max((n for n, one in enumerate(log, 1) if min(one.day, view.today) <= day), default=0)
    return number if number and log[number - 1].kind != Kind.RESET else 0


def _known_on(view: View, card: Card, log: list[Review], day: date) -> float:
    """The probability with which a card was remembered on a day, from what was predicted at the next answer."""
    number = _holds(view, log, day)
    if not number:
        return 0.0
    entry, elapsed = log[number - 1], (day - min(log[number - 1].day, view.today)).days
    if number == len(log):
        assert card.state.memory is not None
        return recall(card.state.memory.stability, elapsed, decay(view, card))
    following = log[number]
    days = (following.day - entry.day).days
    if days < 1 or following.predicted is None or following.predicted >= 1:
        return 1.0
    return recall(_stability(max(following.predicted, 0.0001), days, decay(view, card)), elapsed, decay(view, card))


def _stability(predicted: float, days: int, decay: float) -> float:
    """The stability at which the probability of recall after some days is this one, found by halving."""
    low, high = -20.0, 30.0
    for _ in range(100):
        tried = (low + high) / 2
        low, high = (low, tried) if recall(math.exp(tried), days, decay) > predicted else (tried, high)
    return math.exp(low)


def directions(view: View) -> Value:
    found: dict[tuple[str, str], list[Card]] = {}
    for type_id, kind in sorted(view.world.types.items()):
        for direction in kind.directions:
            mine = [card for card in view.present if _is_of(view, card, type_id, direction)]
            found.setdefault((str(direction), direction.slug), []).extend(mine)
    rows = [_direction(view, label, slug, cards) for (label, slug), cards in found.items() if cards]
    return {"rows": rows}


def _is_of(view: View, card: Card, type_id: int, direction: Direction) -> bool:
    return card.direction == direction.slug and view.world.notes[card.note_id].type_id == type_id


def _direction(view: View, label: str, slug: str, cards: list[Card]) -> Value:
    ids = {card.id for card in cards}
    answers = [one for one in view.scheduled if one.card.id in ids]
    return {
        "direction": label,
        "slug": slug,
        "cards": len(cards),
        "seen": sum(card.state.phase != Phase.NEW for card in cards),
        **retained([one for one in answers if one.entry.kind == REVIEW]),
        "seconds": middle([one.entry.milliseconds / 1000 for one in answers]),
        "stability": middle([card.state.memory.stability for card in cards if card.state.memory]),
        "known": near(sum(remembered(view, card) for card in cards), 1),
    }


def categories(view: View) -> Value:
    rows = []
    for deck in sorted(view.world.decks, key=lambda deck: deck.name):
        for code in [*(category.code for category in deck.categories), ""]:
            notes = {n.id for n in view.world.notes.values() if n.deck_id == deck.id and n.category == code}
            cards = [card for card in view.present if card.note_id in notes]
            title = deck.category(code).title_in(deck.language) if code else ""
            standing = Counter(_standing(view, card) for card in cards)
            counts = {name: standing[name] for name in ("known", "weak", "unseen")}
            if cards:
                names = {"deck": deck.name, "deck_title": deck.title_in(deck.language)}
                rows.append({**names, "category": code, "title": title, "cards": len(cards), **counts})
    return {"rows": rows}


def _standing(view: View, card: Card) -> str:
    if card.state.phase == Phase.NEW:
        return "unseen"
    return "known" if card.state.phase == Phase.REVIEW and remembered(view, card) >= 0.8 else "weak"


def leeches(view: View) -> Value:
    lapsed = [card for card in view.present if card.state.lapses]
    leech = {card.id: "leech" in view.world.notes[card.note_id].tags for card in lapsed}
    lapsed.sort(key=lambda card: (not leech[card.id], -card.state.lapses, _stability_of(card), card.id))
    return {"leeches": sum(leech.values()), "rows": [_weak(view, card, leech[card.id]) for card in lapsed[:20]]}


def _stability_of(card: Card) -> float:
    return card.state.memory.stability if card.state.memory else 0.0


def _weak(view: View, card: Card, leech: bool) -> Value:
    note, memory = view.world.notes[card.note_id], card.state.memory
    return {
        "card_id": card.id,
        "key": note.key,
        "direction": str(view.world.types[note.type_id].direction(card.direction)),
        "lapses": card.state.lapses,
        "stability": near(memory.stability, 1) if memory else None,
        "difficulty": near(memory.difficulty, 1) if memory else None,
        "retrievability": near(remembered(view, card), 4) if memory else None,
        "leech": leech,
    }


# Answering


def seconds(view: View) -> Value:
    taken = [one.entry.milliseconds for one in view.scheduled]
    whole = Counter(min(60, milliseconds // 1000) for milliseconds in taken)
    rows = [{"seconds": second, "answers": whole[second]} for second in range(61)]
    times = [milliseconds / 1000 for milliseconds in taken]
    return {"answers": len(taken), "median": middle(times), "mean": average(times), "rows": rows}


def modes(view: View) -> Value:
    rows = []
    for mode in ("flip", "type", "choice"):
        mine = [one for one in view.scheduled if one.entry.mode == mode]
        counts = {name: value for name, value in retained(mine).items() if name not in ("low", "high")}
        rows.append({"mode": mode, **counts, "seconds": middle([one.entry.milliseconds / 1000 for one in mine])})
    return {"recognised_only": sum(_only_recognised(view, card) for card in view.present), "rows": rows}


def _only_recognised(view: View, card: Card) -> bool:
    answers = [entry for entry in view.log(card) if entry.kind <= Kind.RELEARN]
    chosen = [entry.rating != 1 for entry in answers if entry.mode == "choice"]
    recalled = [entry.rating != 1 for entry in answers if entry.mode in ("flip", "type")]
    return bool(chosen and recalled and chosen[-1] and not recalled[-1])


def confusions(view: View) -> Value:
    present = {card.id for card in view.present}
    there = {card.note_id for card in _everything_present(view)}
    pairs: dict[tuple[int, int], list[date]] = {}
    for one in view.in_period:
        asked, given = one.card.note_id, one.entry.confused_with
        if one.card.id in present and given in there and given != asked:
            pairs.setdefault((asked, given), []).append(one.entry.day)
    found = [(-len(days), -max(days).toordinal(), pair) for pair, days in pairs.items()]
    rows = [_pair(view, pair, pairs[pair]) for _count, _last, pair in sorted(found)[:20]]
    return {"total": sum(map(len, pairs.values())), "rows": rows}


def _everything_present(view: View) -> list[Card]:
    living = {deck.id for deck in view.world.decks}
    return [card for card in view.world.cards if not card.retired and card.deck_id in living]


def _pair(view: View, pair: tuple[int, int], days: list[date]) -> Value:
    asked, given = (view.world.notes[number] for number in pair)
    counts = {"count": len(days), "last": str(max(days))}
    return {"asked": asked.key, "given": given.key, **counts, "asked_id": asked.id, "given_id": given.id}


def calibration(view: View) -> Value:
    pairs = [(one.entry.predicted, one.right) for one in view.scheduled if one.entry.kind == REVIEW]
    known = [(predicted, right) for predicted, right in pairs if predicted is not None]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for predicted, right in known:
        bins.setdefault(min(19, round(10_000 * predicted) // 500), []).append((predicted, right))
    rows: list[dict[str, Any]] = []
    squares = 0.0
    for place, mine in sorted(bins.items()):
        expected, observed = (sum(one[n] for one in mine) / len(mine) for n in (0, 1))
        squares += len(mine) * (expected - observed) ** 2
        bounds = {"low": near(place / 20, 4), "high": near((place + 1) / 20, 4)}
        means = {"predicted": near(expected, 4), "observed": near(observed, 4)}
        rows.append({**bounds, "answers": len(mine), **means})
    losses = [-math.log(min(0.9999, max(0.0001, p if right else 1 - p))) for p, right in known]
    return {
        "answers": len(known),
        "predicted": average([predicted for predicted, _right in known], 4),
        "observed": average([float(right) for _predicted, right in known], 4),
        "verdict": verdict(known),
        "log_loss": average(losses, 4),
        "rmse": near(math.sqrt(squares / len(known)), 4) if known else None,
        "rows": rows,
    }


def verdict(known: list[tuple[float, bool]]) -> str:
    if len(known) < 50:
        return "too_few"
    more = sum(right - predicted for predicted, right in known) / len(known)
    chance = 1.96 * math.sqrt(sum(predicted * (1 - predicted) for predicted, _right in known)) / len(known)
    if abs(more) > 0.02 and abs(more) > chance:
        return "forgets_more" if more < 0 else "remembers_more"
    return "too_few" if chance > 0.05 else "as_predicted"


SLOW: dict[str, Callable[[View], Value]] = {
    "today": slow.today,
    "streak": slow.streak,
    "studied": slow.studied,
    "calendar": slow.calendar,
    "reviews": slow.reviews,
    "time": slow.time,
    "future": slow.future,
    "retention": slow.retention,
    "states": slow.states,
    "intervals": slow.intervals,
    "stability": slow.stability,
    "difficulty": slow.difficulty,
    "retrievability": slow.retrievability,
    "hours": slow.hours,
    "buttons": slow.buttons,
    "added": slow.added,
    "known": known,
    "seconds": seconds,
    "directions": directions,
    "categories": categories,
    "confusions": confusions,
    "modes": modes,
    "calibration": calibration,
    "leeches": leeches,
}
"""Every series but the advice by its name."""
