"""What every mode has to be able to do, and what it says about an answer."""

from dataclasses import dataclass
from typing import Protocol

from quiz.cards import Direction, Rating


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program thinks of an answer: whether it is right, and the rating that it proposes."""

    right: bool
    proposal: Rating


class Mode(Protocol):
    """A way to ask a card."""

    name: str

    def fits(self, direction: Direction) -> bool:
        """Whether a direction can be asked in this mode."""

    def judge(self, expected: str, given: str) -> Verdict | None:
        """Judge what was entered, or return nothing where only the person can judge."""
