"""How what a person typed is judged: exact codes, names with small typos, meanings part by part."""

from quiz.judging.codes import is_code, judge_code
from quiz.judging.finding import Answers, Finding, Grade
from quiz.judging.meanings import Part, coverage, meaning_parts
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
