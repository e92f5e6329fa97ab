"""Whether the scheduler is right about a person: what it predicted, beside what came."""

from typing import Any

import numpy as np

from quiz.cards import Kind
from quiz.stats.columns import Numbers, mean
from quiz.stats.material import Progress

_BINS = 20
_CERTAIN = 0.0001
"""How near to 0 and 1 a prediction may come, so that one surprise does not count without end."""

_ENOUGH = 50
"""From how many answers on it is judged whether the scheduler is right."""

_SLIGHT, _CLEAR = 0.02, 0.05
"""Up to which distance recall is as predicted, and how far chance may move it at most where that is to be said."""

_DEVIATIONS = 1.96
"""Standard deviations on both sides that hold 95 % of a normal distribution."""


def calibration(progress: Progress) -> dict[str, Any]:
    """Return predicted and observed recall of cards in review, in bins of 5 points, with a verdict, log loss and RMSE.

    The log loss is the mean of −ln of the probability that was given to what came; the RMSE is that between the means
    of prediction and outcome in each bin, weighted by answers, as the benchmark of spaced repetition algorithms has it.
    """
    answers = progress.answers
    counted = (answers.kind == int(Kind.REVIEW)) & ~np.isnan(answers.predicted)
    predicted = answers.predicted[counted].astype(np.float64)
    right = (answers.rating[counted] > 1).astype(np.float64)
    rows = _rows(predicted, right)
    return {
        "answers": len(right),
        "predicted": mean(predicted),
        "observed": mean(right),
        "verdict": _verdict(predicted, right),
        "log_loss": mean(_losses(predicted, right)),
        "rmse": _rmse(rows),
        "rows": [{name: round(value, 4) for name, value in row.items()} for row in rows],
    }


def _verdict(predicted: Numbers, right: Numbers) -> str:
    """Return whether the person remembers as predicted: a distance counts that is more than slight, and no chance.

    Chance moves the sum of right answers by the root of the sum of p (1 − p), where p is what was predicted of each.
    """
    answers = len(right)
    if answers < _ENOUGH:
        return "too_few"
    more = float(np.mean(right) - np.mean(predicted))
    chance = _DEVIATIONS * float(np.sqrt(np.sum(predicted * (1 - predicted)))) / answers
    if abs(more) > max(chance, _SLIGHT):
        return "remembers_more" if more > 0 else "forgets_more"
    return "as_predicted" if chance <= _CLEAR else "too_few"


def _rows(predicted: Numbers, right: Numbers) -> list[dict[str, float]]:
    places = np.minimum(np.floor(np.round(predicted * _BINS, 6)), _BINS - 1).astype(np.int64)
    answers = np.bincount(places, minlength=_BINS)
    sums = np.bincount(places, weights=predicted, minlength=_BINS)
    passed = np.bincount(places, weights=right, minlength=_BINS)
    return [
        {
            "low": place / _BINS,
            "high": (place + 1) / _BINS,
            "answers": int(answers[place]),
            "predicted": float(sums[place] / answers[place]),
            "observed": float(passed[place] / answers[place]),
        }
        for place in np.flatnonzero(answers).tolist()
    ]


def _losses(predicted: Numbers, right: Numbers) -> Numbers:
    likely = np.clip(predicted, _CERTAIN, 1 - _CERTAIN)
    losses: Numbers = -np.log(np.where(right == 1, likely, 1 - likely))
    return losses


def _rmse(rows: list[dict[str, float]]) -> float | None:
    answers = sum(row["answers"] for row in rows)
    if not answers:
        return None
    squares = sum(row["answers"] * (row["predicted"] - row["observed"]) ** 2 for row in rows)
    return round(float(np.sqrt(squares / answers)), 4)
