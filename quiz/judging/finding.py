"""What is compared with an answer, and what is said about it."""

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How good an answer is; close is an answer with a small typo."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Answers:
    """The right answers of one note: each of the texts counts."""

    note_id: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about an answer.

    ``expected`` is a right answer as it is written: the one that comes nearest to what was typed; it is empty only
    where a note has no answer at all. ``other`` is the note whose right answer was given instead. With a wrong answer
    that is a confusion. With a right or close one it is a note that has the same prompt, and ``expected`` is its text.
    """

    grade: Grade
    expected: str
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expected meaning, and whether what it says is there in what was typed."""

    text: str
    there: bool
