"""The forgetting curve of FSRS-6, without the package: the queue needs it for many cards and must load fast."""

from collections.abc import Sequence
from datetime import date

from quiz.cards import CardState
from quiz.scheduling.days import elapsed_days

DEFAULT_DECAY = 0.1542
"""The weight w20 of the default parameters of FSRS-6."""


def decay_of(parameters: Sequence[float]) -> float:
    """Return the weight w20 of the parameters, the default's where there are none."""
    return parameters[20] if parameters else DEFAULT_DECAY


def retrievability(stability: float, days: float, decay: float = DEFAULT_DECAY) -> float:
    """Return the probability of recall, 0 to 1, ``days`` after the last review.

    FSRS-6: R(t) = (1 + factor · t / S)^(−w20) with factor = 0.9^(−1/w20) − 1, so that R(S) = 0.9.
    """
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * days / stability) ** -decay)


def stability_of(recalled: float, days: float, decay: float = DEFAULT_DECAY) -> float:
    """Return the stability with which a card is remembered with a probability, 0 to 1, so many days after a review.

    It is the same curve turned round: S = factor · t / (R^(−1/w20) − 1). A probability below 0.0001 counts as that.
    """
    factor = 0.9 ** (-1 / decay) - 1
    return float(factor * days / (max(recalled, 0.0001) ** (-1 / decay) - 1))


def predicted(state: CardState, day: date, decay: float) -> float | None:
    """Return the probability of recall on a study day that is expected of a card, 0 to 1 in steps of 0.0001.

    Nothing is expected of a card without memory.
    """
    if state.memory is None:
        return None
    return round(retrievability(state.memory.stability, elapsed_days(state.last_day, day), decay), 4)
