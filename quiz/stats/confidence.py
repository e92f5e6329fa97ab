"""How sure a share is: Wilson's score interval."""

from math import sqrt
from typing import Any

_Z = 1.959964
"""Standard deviations on both sides that hold 95 % of a normal distribution."""


def wilson(right: int, answers: int) -> tuple[float, float]:
    """Return the bounds of the 95 % interval of a share (Wilson 1927), 0 to 1. ``answers`` is at least 1."""
    share, square = right / answers, _Z * _Z
    middle = (share + square / (2 * answers)) / (1 + square / answers)
    half = _Z / (1 + square / answers) * sqrt(share * (1 - share) / answers + square / (4 * answers * answers))
    # Rounding must not put a share of 0 or 1 outside its own bounds.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def retention(right: int, answers: int) -> dict[str, Any]:
    """Return answers, right ones, their share and its bounds, rounded; without answers there is no share."""
    if not answers:
        return {"answers": 0, "right": 0, "retention": None, "low": None, "high": None}
    low, high = wilson(right, answers)
    shares = {"retention": round(right / answers, 4), "low": round(low, 4), "high": round(high, 4)}
    return {"answers": int(answers), "right": int(right), **shares}
