"""Whether the scheduler is right about a person: what it predicted, beside what came."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from quiz.cards import Kind
from quiz.stats.columns import STEPS, UNKNOWN, Numbers
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
    found = _outcomes(progress)
    rows = _rows(found)
    return {
        "answers": found.count,
        "predicted": found.mean_of(found.predicted),
        "observed": found.mean_of(found.passed / np.maximum(found.answers, 1)),
        "verdict": _verdict(found),
        "log_loss": _log_loss(found),
        "rmse": _rmse(rows),
        "rows": [{name: round(value, 4) for name, value in row.items()} for row in rows],
    }


@dataclass(frozen=True)
class _Outcomes:
    """How many answers had each prediction, and how many of them were right. ``predicted`` rises from 0 to 1."""

    predicted: Numbers
    answers: Numbers
    passed: Numbers

    @property
    def count(self) -> int:
        """How many answers there are."""
        return int(self.answers.sum())

    def mean_of(self, values: Numbers) -> float | None:
        """Return the mean over all answers of a value of each prediction, rounded; none where there is no answer."""
        return round(float((values * self.answers).sum() / self.count), 4) if self.count else None


def _outcomes(progress: Progress) -> _Outcomes:
    """Return what came of each prediction: there are so few that a million answers are counted together."""
    answers = progress.answers
    predicted, rating = answers.predicted, answers.rating
    counted = (answers.kind == int(Kind.REVIEW)) & (predicted != UNKNOWN)
    steps = predicted[counted]
    return _Outcomes(
        np.arange(STEPS + 1) / STEPS,
        np.bincount(steps, minlength=STEPS + 1),
        np.bincount(steps[rating[counted] > 1], minlength=STEPS + 1),
    )


def _verdict(found: _Outcomes) -> str:
    """Return whether the person remembers as predicted: a distance counts that is more than slight, and no chance.

    Chance moves the sum of right answers by the root of the sum of p (1 − p), where p is what was predicted of each.
    """
    count, p = found.count, found.predicted
    if count < _ENOUGH:
        return "too_few"
    more = float(found.passed.sum() - (p * found.answers).sum()) / count
    chance = _DEVIATIONS * float(np.sqrt((p * (1 - p) * found.answers).sum())) / count
    if abs(more) > max(chance, _SLIGHT):
        return "remembers_more" if more > 0 else "forgets_more"
    return "as_predicted" if chance <= _CLEAR else "too_few"


def _rows(found: _Outcomes) -> list[dict[str, float]]:
    places = np.minimum(np.arange(STEPS + 1) * _BINS // STEPS, _BINS - 1)
    answers, sums, passed = (
        np.bincount(places, weights=numbers, minlength=_BINS)
        for numbers in (found.answers, found.predicted * found.answers, found.passed)
    )
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


def _log_loss(found: _Outcomes) -> float | None:
    likely = np.clip(found.predicted, _CERTAIN, 1 - _CERTAIN)
    losses = -(found.passed * np.log(likely) + (found.answers - found.passed) * np.log(1 - likely))
    return round(float(losses.sum()) / found.count, 4) if found.count else None


def _rmse(rows: list[dict[str, float]]) -> float | None:
    answers = sum(row["answers"] for row in rows)
    if not answers:
        return None
    squares = sum(row["answers"] * (row["predicted"] - row["observed"]) ** 2 for row in rows)
    return round(float(np.sqrt(squares / answers)), 4)
