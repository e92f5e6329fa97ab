"""Flip: think of the answer, look at it, and judge yourself."""

from quiz.cards import Direction
from quiz.modes.verdict import Verdict


class Flip:
    """Fits every card; the person judges."""

    name = "flip"

    def fits(self, direction: Direction) -> bool:
        """Every direction can be flipped."""
        return True

    def judge(self, expected: str, given: str) -> Verdict | None:
        """Leave the judgement to the person."""
        return None
