"""Days on which cards are to fall due, as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.browsing.due_days import due_days
from quiz.errors import QuizError

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0d", date(2026, 3, 2), None),
        ("3d", date(2026, 3, 5), None),
        (" 2w ", date(2026, 3, 16), None),
        ("2026-12-01", date(2026, 12, 1), None),
        ("1d..7d", date(2026, 3, 3), date(2026, 3, 9)),
        ("1d .. 2026-03-20", date(2026, 3, 3), date(2026, 3, 20)),
        ("３Ｄ", date(2026, 3, 5), None),
    ],
)
def test_lengths_dates_and_spans_are_understood(text: str, first: date, last: date | None) -> None:
    assert due_days(text, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no day"),
        ("soon", "is no day"),
        ("2026-02-30", "is no day"),
        ("1d..", "is no day"),
        ("..7d", "is no day"),
        ("7d..1d", "before the first"),
        ("-1d", "past"),
        ("2026-03-01", "past"),
        ("999999999y", "is no day"),
        ("\x1b[31m", "is no day"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str, said: str) -> None:
    with pytest.raises(QuizError) as refused:
        due_days(text, TODAY)
    assert said in refused.value.message
    assert "\x1b" not in refused.value.message


@given(st.text(max_size=20))
def test_no_text_does_anything_worse(text: str) -> None:
    try:
        first, last = due_days(text, TODAY)
    except QuizError:
        return
    assert first >= TODAY
    assert last is None or first <= last
