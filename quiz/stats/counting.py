"""The counts of days and hours from the log of some cards, as the database keeps them for whole decks."""

import numpy as np

from quiz.cards import Kind
from quiz.stats.columns import History, Mask
from quiz.stats.days import DayFacts, HourFacts, day_facts, day_of

_CHANGES = [int(kind) for kind in Kind if kind is Kind.RESET or kind.brings_memory]


def days_of(history: History) -> tuple[DayFacts, ...]:
    """Return the counts of study days, as the database keeps them for whole decks, from the log of some cards."""
    answers = history.where(history.kind <= int(Kind.INTERVIEW))
    if not len(answers):
        return ()
    kinds = int(Kind.INTERVIEW) + 1
    first = int(answers.day.min())
    place = (answers.day - first) * kinds + answers.kind
    size = int(place.max()) + 1
    mature = answers.mature
    new = _begins(history)[history.kind <= int(Kind.INTERVIEW)]
    by_rating = np.bincount((place * 5 + answers.rating) * 2 + mature, minlength=size * 10).reshape(size, 5, 2)
    ratings, of_mature = by_rating.sum(axis=2).T[1:], by_rating[:, 1:, 1].T
    by_age = np.bincount(place * 2 + mature, weights=answers.milliseconds, minlength=size * 2).reshape(size, 2)
    time, mature_time = by_age.sum(axis=1), by_age[:, 1]
    begun = np.bincount(place[new], minlength=size)
    return tuple(
        day_facts(
            day_of(first + n // kinds),
            Kind(n % kinds),
            *(int(column[n]) for column in (*ratings, time, begun, *of_mature, mature_time)),
        )
        for n in np.unique(place).tolist()
    )


def hours_of(history: History) -> tuple[HourFacts, ...]:
    """Return the counts of hours, as the database keeps them for whole decks, from the log of some cards."""
    answers = history.where(history.of_schedule)
    if not len(answers):
        return ()
    first = int(answers.day.min())
    place = (answers.day - first) * 24 + answers.hour
    total = np.bincount(place)
    right = np.bincount(place[answers.rating > 1], minlength=len(total))
    return tuple(
        HourFacts(day_of(first + n // 24), n % 24, int(total[n]), int(right[n])) for n in np.unique(place).tolist()
    )


def _begins(history: History) -> Mask:
    """Return for each entry whether it is an answer that began a card: a new one, or one that was reset before."""
    counted = np.flatnonzero(history.of_schedule | np.isin(history.kind, _CHANGES))
    order = counted[np.argsort(history.card[counted], kind="stable")]
    card, kind = history.card[order], history.kind[order]
    follows = np.concatenate([[False], card[1:] == card[:-1]]) if len(order) else np.empty(0, dtype=bool)
    fresh = ~follows | np.concatenate([[False], kind[:-1] == int(Kind.RESET)])[: len(order)]
    begins = np.zeros(len(history), dtype=bool)
    begins[order] = fresh & (kind == int(Kind.LEARN))
    return begins
