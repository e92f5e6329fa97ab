"""What the parts of the screens draw: digits, differences, the calendar, lines of a card."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from quiz.overview import Overview
from quiz.phrases import points_of
from quiz.tui.dates import clock_text, date_text
from quiz.tui.picture import self_contained
from quiz.tui.screens.home_drawing import weeks
from quiz.tui.text import apart, line, progress, to_left
from quiz.tui.widgets import digits
from quiz.tui.widgets.contrast import reason, sides


@pytest.mark.parametrize("shown", ["0123456789", "9:12", "+3", "-1.5"])
def test_big_digits_are_three_rows_of_one_width(shown: str) -> None:
    rows = digits.big(shown).plain.split("\n")
    assert [len(row) for row in rows] == [digits.big_width(shown)] * 3


@pytest.mark.parametrize(
    ("shown", "fits"), [("404", True), ("", False), ("4xx", False), ("1" * 13, False), (":", False)]
)
def test_only_short_numbers_are_drawn_big(shown: str, fits: bool) -> None:
    assert digits.fits(shown) is fits


def test_what_differs_is_found_digit_by_digit() -> None:
    given, right = sides("503", "502")
    assert given.differing == right.differing == frozenset({2})
    assert reason("503", "502", 0) == "digit 3 differs"
    assert reason("503", "502", 4) == "digit 3 differs; you have mixed these two up 4 times before"
    assert reason("", "502", 0) == "no answer"


def test_full_width_digits_do_not_differ() -> None:
    given, right = sides("５０2", "502")
    assert given.differing == right.differing == frozenset()


def test_what_is_missing_in_a_longer_text_is_found() -> None:
    given, right = sides("Not Fund", "Not Found")
    assert not given.differing
    assert right.differing == {5}


def test_the_weeks_show_more_by_height_and_today_in_text_colour() -> None:
    monday = date(2026, 3, 2)
    days = tuple({"day": monday + timedelta(days=n), "answers": n} for n in range(9))
    shown = cast(Overview, SimpleNamespace(calendar=days, day=monday + timedelta(days=8)))
    drawn = weeks(shown, broad=False, airy=False)
    lines = drawn.plain.split("\n")
    assert lines[0] == "2 weeks   less · ▁ ▃ ▅ ▇ more"
    assert lines[1].split() == ["Mo", "·", "▇"]
    assert lines[2].split() == ["▁", "▇"]
    assert lines[7].startswith("Su")
    assert any(
        span.style == "$foreground" and drawn.plain[span.start : span.end].strip() == "▇" for span in drawn.spans
    )
    assert weeks(shown, broad=True, airy=True).plain.split("\n")[2].split() == ["Mo", "··", "▇▇"]


def test_dates_and_times_read_as_people_write_them() -> None:
    assert date_text(date(2026, 11, 23), True) == "Monday 23 November"
    assert clock_text(552) == "9:12"
    assert clock_text(-1) == "0:00"


def test_points_lose_their_marks() -> None:
    assert points_of("- one\n* two\n\nthree") == ["one", "two", "three"]


def test_texts_are_literal_and_widths_are_cells() -> None:
    assert line("[/x]\x1b").plain == "[/x]\ufffd"
    assert line("中文中文", cells=5).plain == "中文…"
    assert to_left(line("中文"), 6).plain == "中文  "
    assert apart(line("中文"), line("x"), 8).plain == "中文   x"


def test_a_little_progress_is_seen() -> None:
    assert progress(0.001, 10).plain == "━─────────"
    assert progress(0, 10).plain == "──────────"
    assert progress(1, 10).plain == "━" * 10


def test_a_picture_needs_no_other_server_and_gives_chinese_its_width() -> None:
    style = '<style>@font-face { src: url("x") }</style>'
    shown = self_contained(f'{style}<text textLength="24.4" y="1">中文</text><text textLength="12.2">&amp;</text>')
    assert "@font-face" not in shown
    assert 'textLength="48.8" y="1">中文' in shown
    assert 'textLength="12.2">&amp;' in shown
