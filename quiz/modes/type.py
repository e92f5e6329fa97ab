"""Type: enter the answer, and be judged exactly. For codes and other keys."""

from quiz.cards import Direction, Rating
from quiz.modes.verdict import Verdict
from quiz.text import compatible


class Type:
    """Fits the directions whose answer can be judged exactly."""

    name = "type"

    def fits(self, direction: Direction) -> bool:
        """Whether the direction asks for something that has one exact spelling."""
        return direction.judge == "exact"

    def judge(self, expected: str, given: str) -> Verdict | None:
        """Compare after NFKC and trimming, so that full-width digits count, and propose Good or Again."""
        right = compatible(given) == compatible(expected)
        return Verdict(right, Rating.GOOD if right else Rating.AGAIN)
