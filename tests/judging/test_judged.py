"""The table of judged answers, which is the specification."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from quiz.judging import Answers, Finding, Grade, Others, coverage, judge_code, judge_name, meaning_parts

TABLE = Path(__file__).parent.parent / "data" / "judged.tsv"
ASKED = 1


class Case(NamedTuple):
    """A line of the table."""

    kind: str
    group: str
    expected: str
    others: str
    typed: str
    verdict: str


def cases() -> list[Case]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    return [Case(*line.split("\t")) for line in lines[1:]]


CASES = cases()
MEANINGS = [case for case in CASES if case.kind == "meaning"]
JUDGED = [case for case in CASES if case.kind != "meaning"]


def answers(number: int, text: str) -> Answers:
    return Answers(number, tuple(text.split(" | ")))


def finding(case: Case) -> tuple[Finding, Answers, list[Answers]]:
    expected = answers(ASKED, case.expected)
    others = [answers(number, text) for number, text in enumerate(case.others.split(" ; "), ASKED + 1) if text]
    judge = {"code": judge_code, "name": judge_name}[case.kind]
    return judge(case.typed, expected, Others([expected, *others])), expected, others


def verdict(found: Finding, others: list[Answers]) -> str:
    names = {other.note_id: other.texts[0] for other in others}
    return found.grade.value if found.other is None else f"{found.grade.value}:{names[found.other]}"


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: f"{case.group}-{case.expected}-{case.typed}")
def test_a_code_or_a_name_is_judged_as_the_table_says(case: Case) -> None:
    found, expected, others = finding(case)
    assert verdict(found, others) == case.verdict
    assert found.expected in expected.texts


@pytest.mark.parametrize("case", MEANINGS, ids=lambda case: f"{case.group}-{case.expected}-{case.typed}")
def test_the_parts_of_a_meaning_are_found_as_the_table_says(case: Case) -> None:
    parts = meaning_parts(case.typed, case.expected)
    shown = " / ".join(f"{'+' if part.there else '-'} {part.text.strip()}" for part in parts)
    assert shown == case.verdict
    assert (coverage(parts) > 0) == ("+" in case.verdict.split(" ") or case.verdict.startswith("+"))


def test_the_table_has_at_least_twenty_cases_of_each_kind() -> None:
    groups = Counter(case.group for case in CASES)
    assert set(groups) == {
        "codes",
        "names",
        "other names",
        "typos",
        "confusions",
        "Chinese meanings",
        "English meanings",
        "Linux",
        "algorithms",
    }
    assert min(groups.values()) >= 20


def test_the_table_has_no_case_twice() -> None:
    assert Counter((case.kind, case.expected, case.others, case.typed) for case in CASES).most_common(1)[0][1] == 1


def test_every_verdict_of_the_table_is_given_to_codes_or_names() -> None:
    assert {case.verdict.split(":")[0] for case in JUDGED} == {grade.value for grade in Grade}
