"""Patterns find what they should, and comparisons mean the right days."""

import operator
import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quiz.query.conditions import Operator, When
from quiz.query.patterns import Pattern
from quiz.text import folded

TODAY = date(2026, 3, 2)
COMPARE = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt}
TEXTS = st.text("aAb*% 资源", max_size=12)


def is_in(day: date, span: tuple[date | None, date | None]) -> bool:
    first, last = span
    return (first is None or day >= first) and (last is None or day <= last)


@given(TEXTS, TEXTS)
def test_a_pattern_is_found_where_a_regular_expression_finds_it(typed: str, text: str) -> None:
    stripped = folded(typed).strip("*")
    wanted = r"\S*".join(re.escape(part) for part in stripped.split("*"))
    spaced = "*" in stripped and " " in stripped
    if typed and not stripped:
        assert Pattern.of(typed).is_within(folded(text)) == bool(text)
    elif not spaced:
        assert Pattern.of(typed).is_within(folded(text)) == bool(re.search(wanted, folded(text)))


@given(TEXTS, TEXTS)
def test_a_whole_pattern_is_found_where_a_regular_expression_matches_all(typed: str, text: str) -> None:
    wanted = ".*".join(re.escape(part) for part in folded(typed).split("*"))
    assert Pattern.of(typed).is_whole(folded(text)) == bool(re.fullmatch(wanted, folded(text), re.DOTALL))


@given(TEXTS)
def test_a_quoted_pattern_finds_itself(text: str) -> None:
    assert Pattern.quoted(text).is_whole(folded(text))
    assert Pattern.quoted(text).is_within(folded(f"x{text}x"))


@given(st.sampled_from(list(Operator)), st.integers(-40, 40) | st.floats(-40, 40), st.integers(-50, 50))
def test_days_are_counted_forward_or_back_from_today(how: Operator, days: float, distance: int) -> None:
    when = When(how, days)
    assert is_in(TODAY + timedelta(days=distance), when.span(TODAY, ahead=True)) == COMPARE[how](distance, days)
    assert is_in(TODAY - timedelta(days=distance), when.span(TODAY)) == COMPARE[how](distance, days)


@given(st.sampled_from(list(Operator)), st.dates(), st.integers(-3, 3), st.booleans())
def test_dates_are_compared_as_dates(how: Operator, day: date, distance: int, ahead: bool) -> None:
    kept = min(max(day, date(3, 1, 1)), date(9990, 1, 1))
    other = kept + timedelta(days=distance)
    assert is_in(other, When(how, day=kept).span(TODAY, ahead=ahead)) == COMPARE[how](other, kept)


@given(st.sampled_from(list(Operator)), st.floats(-1e9, 1e9), st.dates(), st.booleans())
def test_no_length_of_time_leaves_the_calendar(how: Operator, days: float, today: date, ahead: bool) -> None:
    assert len(When(how, days).span(today, ahead=ahead)) == 2
