"""What would be remembered: facts and cards, now and on days of the period."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from quiz.cards import Kind
from quiz.stats.columns import STEPS, UNKNOWN, Mask, Numbers, by_id, one_of, recall, values_of
from quiz.stats.days import day_number, day_of
from quiz.stats.material import Material, Progress

_POINTS = 60
_CARDS_AT_ONCE = 20_000
"""How many cards are looked at together: the columns of a million answers would take much memory several times."""

_NO_MORE = 2**31 - 1
_BEYOND = 2**33
"""More days than lie between any two."""

_FOREVER = 1e9
"""The stability of a card that was remembered for certain, in days."""

_CHANGES = [int(kind) for kind in Kind if kind.moves_memory or kind.brings_memory or kind is Kind.RESET]
"""The kinds of entries that change the memory of a card."""


@dataclass(frozen=True)
class _Entries:
    """What is needed of entries of the log."""

    card: Numbers
    day: Numbers
    kind: Numbers
    predicted: Numbers


@dataclass(frozen=True)
class _Spans:
    """Stretches of days over which a card had the same stability, from ``begin`` to the day before ``end``.

    ``share`` is what the card is of its fact: 1 / the number of cards that the fact has here.
    """

    begin: Numbers
    end: Numbers
    stability: Numbers
    decay: Numbers
    share: Numbers


def known(progress: Progress) -> dict[str, Any]:
    """Return how many cards and facts would be remembered today, and on days of the period."""
    material = progress.material
    cards, today, share = material.cards, material.retrievability, _shares(material)
    rows = [
        {"day": day_of(day).isoformat(), "cards": round(known_cards, 1), "notes": round(known_notes, 1)}
        for day, known_cards, known_notes in _past(progress, share)
    ]
    return {
        "cards": round(float(today.sum()), 1),
        "of_cards": len(cards),
        "notes": round(float((today * share).sum()), 1),
        "of_notes": int(np.count_nonzero(np.bincount(cards.note))),
        "rows": rows,
    }


def _shares(material: Material) -> Numbers:
    """Return what each card is of its fact, which counts the mean of its cards: 1 / how many it has here."""
    note = material.cards.note
    shares: Numbers = 1 / np.bincount(note)[note]
    return shares


def _past(progress: Progress, share: Numbers) -> Iterator[tuple[int, float, float]]:
    """Yield some days of the period, and how many cards and facts would have been remembered on each."""
    material = progress.material
    changes = np.isin(material.history.kind, _CHANGES) & one_of(material.history.card, material.cards.id)
    days = _days(progress, changes)
    cards, notes = np.zeros(len(days)), np.zeros(len(days))
    for part in _parts(material, changes) if days else ():
        spans = _spans(material, part, share)
        for place, day in enumerate(days):
            on = (spans.begin <= day) & (spans.end > day)
            recalled = recall(spans.stability[on], day - spans.begin[on], spans.decay[on])
            cards[place] += recalled.sum()
            notes[place] += (recalled * spans.share[on]).sum()
    yield from zip(days, cards.tolist(), notes.tolist(), strict=True)


def _days(progress: Progress, changes: Mask) -> list[int]:
    """Return some days at equal distances up to today, the first one that of the period or, if later, of an answer.

    There are none where no entry of the log brought a memory.
    """
    material, start = progress.material, progress.period.start
    history = material.history
    brought = history.day[changes & (history.kind != int(Kind.RESET))]
    if not len(brought):
        return []
    first = min(int(brought.min()), material.today)
    if start is not None:
        first = max(first, day_number(start))
    days: list[int] = np.unique(np.linspace(first, material.today, _POINTS).round().astype(np.int64)).tolist()
    return days


def _parts(material: Material, changes: Mask) -> Iterator[_Entries]:
    """Yield the changes of some cards after the other, each time card by card in order.

    The log is looked through again for each part: to sort a million entries at once takes much memory.
    """
    history, ids = material.history, np.sort(material.cards.id)
    for first in range(0, len(ids), _CARDS_AT_ONCE):
        material.collection.pause()
        last = min(first + _CARDS_AT_ONCE, len(ids)) - 1
        mine = np.flatnonzero(changes & (history.card >= ids[first]) & (history.card <= ids[last]))
        part = mine[np.argsort(history.card[mine], kind="stable")]
        yield _Entries(
            history.card[part], history.day[part], history.kind[part], _probabilities(history.predicted[part])
        )


def _probabilities(steps: Numbers) -> Numbers:
    """Return probabilities as numbers from 0 to 1, NaN where they are not known."""
    return np.where(steps == UNKNOWN, np.float32(np.nan), steps.astype(np.float32) / STEPS)


def _spans(material: Material, log: _Entries, share: Numbers) -> _Spans:
    """Return the stretches between the entries of the log that change the memory of a card.

    The stability of each follows from what was predicted at its end; that of a card's last one is the card's own.
    """
    cards = material.cards
    last = np.append(log.card[1:] != log.card[:-1], True)[: len(log.card)]
    following = np.append(log.day[1:], 0)[: len(log.card)]
    decay = by_id(material.decays, values_of(cards.id, cards.deck, log.card))
    at_end = np.append(log.predicted[1:], np.float32(np.nan))[: len(log.card)]
    own = values_of(cards.id, np.nan_to_num(cards.stability, nan=1.0), log.card)
    stability = np.where(last, own, _stability(at_end, following - log.day, decay))
    # What is of a day to come, since the clock was put back, holds from today on.
    begin = np.minimum(log.day, material.today)
    end = _ends(begin, last)
    lasts = (log.kind != int(Kind.RESET)) & (end > begin)
    of_fact = values_of(cards.id, share, log.card)
    return _Spans(begin[lasts], end[lasts], stability[lasts], decay[lasts], of_fact[lasts])


def _ends(begin: Numbers, last: Mask) -> Numbers:
    """Return the day on which the first later entry of the same card begins, so that no two hold on the same day.

    That is mostly the next one; where the clock was put back it may be another one, or begin before.
    """
    number: Numbers = np.cumsum(last) - last
    of_card = begin + number * _BEYOND
    later = np.minimum.accumulate(of_card[::-1])[::-1] - number * _BEYOND
    return np.where(last, _NO_MORE, np.append(later[1:], 0)[: len(begin)])


def _stability(predicted: Numbers, elapsed: Numbers, decay: Numbers) -> Numbers:
    """Return the stability in days of which a probability of recall after some days follows.

    It is FSRS-6's forgetting curve turned round: S = factor · t / (R^(−1/decay) − 1). Where nothing was predicted, or
    recall was certain, nothing is forgotten.
    """
    certain = np.isnan(predicted) | (predicted >= 1) | (elapsed < 1)
    share = np.where(certain, 0.5, np.maximum(predicted, 0.0001)).astype(np.float64)
    factor = 0.9 ** (-1 / decay) - 1
    return np.where(certain, _FOREVER, factor * elapsed / (share ** (-1 / decay) - 1))
