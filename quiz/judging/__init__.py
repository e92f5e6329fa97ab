"""How what a person typed is judged: exact codes, names with small typos, meanings part by part."""

from collections.abc import Sequence

from quiz.judging.codes import is_code, judge_code
from quiz.judging.finding import Answers, Finding, Grade, Part
from quiz.judging.names import judge_name
from quiz.judging.others import Others

__all__ = [
    "Answers",
    "Finding",
    "Grade",
    "Others",
    "Part",
    "coverage",
    "is_code",
    "judge_code",
    "judge_name",
    "meaning_parts",
]


def meaning_parts(given: str, expected: str) -> tuple[Part, ...]:
    """Return an expected meaning in parts, which joined are its text, each with whether it was typed."""
    from quiz.judging.meanings import meaning_parts as parts_of  # noqa: PLC0415  rarely is a meaning typed

    return parts_of(given, expected)


def coverage(parts: Sequence[Part]) -> float:
    """Return how much of the content of some parts is there, 0 to 1; 0 if they have no content."""
    from quiz.judging.meanings import coverage as covered  # noqa: PLC0415  rarely is a meaning typed

    return covered(parts)
