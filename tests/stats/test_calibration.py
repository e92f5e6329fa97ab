"""Whether the scheduler is right about a person, from what it predicted and what came."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from quiz.cards import Kind
from quiz.stats.calibration import calibration
from quiz.stats.columns import STEPS
from quiz.stats.material import Progress


def progress(answers: int, right: int, predicted: float) -> Progress:
    """Answers to cards in review, of which some were right, all with one prediction."""
    ratings = np.where(np.arange(answers) < right, 3, 1)
    kinds, expected = np.full(answers, int(Kind.REVIEW)), np.full(answers, round(predicted * STEPS))
    return cast(Progress, SimpleNamespace(answers=SimpleNamespace(kind=kinds, rating=ratings, predicted=expected)))


@pytest.mark.parametrize(
    ("answers", "right", "verdict"),
    [
        (0, 0, "too_few"),
        (49, 0, "too_few"),
        (50, 0, "forgets_more"),
        (50, 45, "too_few"),
        (100, 85, "too_few"),
        (100, 83, "forgets_more"),
        (1000, 900, "as_predicted"),
        (1000, 882, "as_predicted"),
        (1000, 878, "forgets_more"),
        (1000, 922, "remembers_more"),
        (100_000, 88_500, "as_predicted"),
    ],
)
def test_a_distance_counts_that_is_neither_slight_nor_chance(answers: int, right: int, verdict: str) -> None:
    assert calibration(progress(answers, right, 0.9))["verdict"] == verdict
