"""Series of how answers are given: how long they take, in which modes, and what is taken for what."""

from typing import Any

import numpy as np

from quiz.cards import Kind
from quiz.mix_ups import IN_A_ROW, SINCE
from quiz.stats.columns import MODES, History, Mask, Numbers, mean, median, one_of, values_of
from quiz.stats.confidence import retention
from quiz.stats.days import day_of
from quiz.stats.knowing import name_of
from quiz.stats.material import Progress

MOST_PAIRS = 20
"""How many pairs that are mixed up are listed."""

_LONGEST_SECONDS = 60
_RECALLED = ("flip", "type")
_NUMBER_OF = {mode: number for number, mode in enumerate(MODES)}


def seconds(progress: Progress) -> dict[str, Any]:
    """Return how long the answers of the period took, in whole seconds, the last row that of all longer ones."""
    taken = progress.answers.milliseconds / 1000
    whole = np.minimum(np.floor(taken), _LONGEST_SECONDS).astype(np.int64)
    times = np.bincount(whole, minlength=_LONGEST_SECONDS + 1)
    rows = [{"seconds": second, "answers": int(count)} for second, count in enumerate(times)]
    return {"answers": len(taken), "median": median(taken), "mean": mean(taken, 1), "rows": rows}


def modes(progress: Progress) -> dict[str, Any]:
    """Return how the cards asked in each mode were answered, and how many are recognised but not recalled."""
    answers = progress.answers
    rows = []
    for mode, number in _NUMBER_OF.items():
        of_mode = answers.where(answers.mode == number) if mode else None
        if of_mode is not None:
            counted = retention(int(np.count_nonzero(of_mode.rating > 1)), len(of_mode))
            times = {"seconds": median(of_mode.milliseconds / 1000)}
            rows.append({"mode": mode, **{name: counted[name] for name in ("answers", "right", "retention")}, **times})
    return {"recognised_only": len(recognised_only(progress)), "rows": rows}


def recognised_only(progress: Progress) -> Numbers:
    """Return the ids of the cards that were right the last time as a choice and wrong the last time without one."""
    history = progress.material.history
    answers = history.where(history.of_schedule & one_of(history.card, progress.material.cards.id))
    chosen = answers.mode == _NUMBER_OF["choice"]
    recalled = np.isin(answers.mode, [_NUMBER_OF[mode] for mode in _RECALLED])
    right = _last(answers, chosen, right=True)
    return np.intersect1d(right, _last(answers, recalled, right=False))


def _last(answers: History, among: Mask, *, right: bool) -> Numbers:
    """Return the ids of the cards whose last answer among some was right, or wrong."""
    cards, ratings = answers.card[among], answers.rating[among]
    ids, first_from_end = np.unique(cards[::-1], return_index=True)
    last = ratings[::-1][first_from_end]
    found: Numbers = ids[(last > 1) == right]
    return found


def is_settled(progress: Progress, asked_id: int, given_id: int) -> bool:
    """Tell whether a note was not taken for another lately, or the last answers to both are right.

    These are answers to the cards where it was, and to those of the other note in the same directions, as in a drill.
    """
    history, cards = progress.material.history, progress.material.cards
    mine = history.where(one_of(history.card, cards.id[cards.note == asked_id]))
    mixed = mine.card[(mine.confused == given_id) & (mine.day > progress.material.today - SINCE.days)]
    asked = np.unique(mixed)
    return all(_last_right(history, card) for card in [*asked, *_siblings_of(progress, asked, given_id)])


def _siblings_of(progress: Progress, asked: Numbers, note_id: int) -> list[int]:
    """Return the cards of a note in the directions of some cards."""
    collection = progress.material.collection
    others = collection.cards.id[collection.cards.note == note_id]
    directions = (ids for ids in collection.cards_by_direction.values() if np.isin(asked, ids).any())
    return [int(card) for ids in directions for card in others[np.isin(others, ids)]]


def _last_right(history: History, card: int) -> bool:
    """Tell whether the last answers to a card, drills included, were enough and all right."""
    ratings = history.rating[(history.card == card) & (history.kind <= int(Kind.INTERVIEW))][-IN_A_ROW:]
    return len(ratings) == IN_A_ROW and bool((ratings > 1).all())


def confusions(progress: Progress) -> dict[str, Any]:
    """Return which notes were taken for which others in the period, the most frequent first, drills included."""
    material = progress.material
    mixed = progress.within(material.history)
    mixed = mixed.where((mixed.confused > 0) & (mixed.kind <= int(Kind.INTERVIEW)))
    cards = material.cards
    living = material.collection.cards
    mixed = mixed.where(one_of(mixed.card, cards.id) & one_of(mixed.confused, living.note))
    asked = values_of(cards.id, cards.note, mixed.card).astype(np.int64)
    different = asked != mixed.confused
    pairs = np.stack([asked, mixed.confused.astype(np.int64)], axis=1)[different]
    return _pairs(progress, pairs, mixed.day[different])


def _pairs(progress: Progress, pairs: Numbers, days: Numbers) -> dict[str, Any]:
    found, places, times = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    last = np.full(len(found), np.iinfo(np.int32).min)
    np.maximum.at(last, places.ravel(), days)
    order = np.lexsort((found[:, 1], found[:, 0], -last, -times))[:MOST_PAIRS]
    material = progress.material
    rows = []
    for index in order:
        asked, given = (material.collection.source.note(int(number)) for number in found[index])
        names = {"asked": name_of(material, asked), "given": name_of(material, given)}
        counted = {"count": int(times[index]), "last": day_of(last[index]).isoformat()}
        rows.append({**names, **counted, "asked_id": asked.id, "given_id": given.id})
    return {"total": len(pairs), "rows": rows}
