"""Where charts stand at each size, and what is picked by a click."""

from datetime import date

import pytest

from quiz.charts.chart import Context
from quiz.charts.figure import Role, Room
from quiz.charts.register import CHARTS
from quiz.charts.text import draw
from quiz.stats.series import Value
from quiz.tui.looks import LOOKS
from quiz.tui.screens import statistics_pages as pages
from quiz.tui.screens.statistics_picking import at_place, first_pick, pickable
from quiz.tui.widgets.advice_bar import _fitted
from tests.charts.samples import TODAY, sample

WHOLE = [pages.DASHBOARDS, pages.STACKS, pages.PAIRS, pages.SINGLES]


@pytest.mark.parametrize("chosen", WHOLE)
def test_every_chart_stands_on_one_page_at_each_size(chosen: tuple[pages.Page, ...]) -> None:
    shown = [name for page in chosen for name in pages.names(page)]
    assert sorted(shown) == sorted(CHARTS)


@pytest.mark.parametrize("chosen", WHOLE)
@pytest.mark.parametrize("lines", [6, 9, 13, 15, 18, 28, 31, 60])
def test_rows_and_gaps_never_take_more_lines_than_there_are(chosen: tuple[pages.Page, ...], lines: int) -> None:
    for page in chosen:
        sizes, gaps = pages.heights(page, lines)
        assert min(sizes) >= 1
        assert sum(sizes) + sum(gaps) <= max(lines, 2 * len(page) - 1)


def test_the_dashboard_has_the_rows_of_the_look() -> None:
    assert pages.heights(pages.DASHBOARDS[0], 31) == ([9, 8, 6, 4], [0, 2, 1, 1])


def test_the_first_page_of_a_usual_screen_has_calendar_and_retention_in_full() -> None:
    assert pages.heights(pages.PAIRS[0], 15) == ([9, 5], [0, 1])


@pytest.mark.parametrize("lines", [18, 19, 25])
def test_every_period_of_the_retention_is_seen_before_gaps_grow(lines: int) -> None:
    sizes, gaps = pages.heights(pages.PAIRS[0], lines)
    assert sizes == [9, 8]
    assert gaps == [0, min(2, lines - 17)]


@pytest.mark.parametrize(
    ("size", "chosen"),
    [
        ({"wide": True, "tall": True, "short": False}, pages.DASHBOARDS),
        ({"wide": False, "tall": True, "short": False}, pages.STACKS),
        ({"wide": True, "tall": False, "short": False}, pages.PAIRS),
        ({"wide": False, "tall": False, "short": False}, pages.PAIRS),
        ({"wide": False, "tall": False, "short": True}, pages.SINGLES),
    ],
)
def test_pages_go_by_the_size_of_the_screen(size: dict[str, bool], chosen: tuple[pages.Page, ...]) -> None:
    assert pages.pages(**size) == chosen


def test_a_tall_screen_has_two_usual_pages_on_each() -> None:
    assert pages.STACKS[0] == (*pages.PAIRS[0], *pages.PAIRS[1])
    assert len(pages.STACKS) == 6
    for lines in (25, 40):
        sizes, gaps = pages.heights(pages.STACKS[0], lines)
        assert min(sizes) >= 4
        assert sum(sizes) + sum(gaps) == lines


def test_a_larger_screen_gives_every_row_something() -> None:
    sizes, gaps = pages.heights(pages.DASHBOARDS[2], 37)
    assert gaps == [0, 2, 2]
    assert max(sizes) - min(sizes) <= 2


def test_spare_lines_belong_to_the_table_that_would_be_cut_off() -> None:
    page = (("directions",), ("confusions",))
    assert pages.heights(page, 20) == ([9, 9], [0, 2])
    assert pages.heights(page, 20, {"directions": 11, "confusions": 5}) == ([11, 7], [0, 2])
    assert pages.heights(page, 20, {"directions": 8, "confusions": 40}) == ([8, 10], [0, 2])
    assert pages.heights((("today",),), 18, {"today": 12}) == ([12], [0])


def test_every_role_has_a_look() -> None:
    assert set(LOOKS) == set(Role)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [(70, ["You took 502 for 503."]), (17, ["You took", "502 for 503."]), (14, ["You", "took 502 for…"])],
)
def test_advice_stands_beside_its_button_and_below_it_where_it_is_longer(cells: int, lines: list[str]) -> None:
    assert _fitted("You took 502 for 503.", cells, 8 if cells < 70 else 20) == lines


def _found(name: str, value: Value, room: Room, picked: int, wanted: int) -> int | None:
    """Return what a click finds at the place at which ``wanted`` is drawn when it is picked."""
    chart = CHARTS[name]
    lines = draw(chart.figure(value, Context(room, TODAY, wanted)), room)
    line, column = next(
        (number, sum(len(span.text) for span in spans[: place + 1]) - 1)
        for number, spans in enumerate(lines)
        for place, span in enumerate(spans)
        if span.role is Role.NEXT
    )
    drawn = draw(chart.figure(value, Context(room, TODAY, picked)), room)
    return at_place(name, drawn, picked, column, line)


@pytest.mark.parametrize("columns", [34, 55, 57, 70, 108, 120])
def test_a_click_finds_each_day_that_is_drawn(columns: int) -> None:
    value = dict(sample("calendar", "years"))
    count = pickable("calendar", value)
    last = first_pick("calendar", count)
    assert date.fromisoformat(value["rows"][last]["day"]) == TODAY
    room = Room(columns, 9)
    for wanted in range(count - 7 * 28, count):
        assert _found("calendar", value, room, last, wanted) == wanted


def test_a_click_on_titles_and_names_of_days_finds_none() -> None:
    value = dict(sample("calendar", "years"))
    last = first_pick("calendar", pickable("calendar", value))
    lines = draw(CHARTS["calendar"].figure(value, Context(Room(70, 9), TODAY, last)), Room(70, 9))
    for column, line in ((0, 0), (20, 0), (20, 1), (0, 4), (20, 9)):
        assert at_place("calendar", lines, last, column, line) is None


@pytest.mark.parametrize("name", ["confusions", "leeches"])
@pytest.mark.parametrize("lines", [6, 9])
def test_a_click_finds_each_line_that_is_drawn(name: str, lines: int) -> None:
    value = dict(sample(name, "years"))
    for wanted in range(min(3, pickable(name, value))):
        assert _found(name, value, Room(70, lines), 0, wanted) == wanted


def test_nothing_can_be_picked_where_nothing_is_drawn() -> None:
    assert pickable("calendar", dict(sample("calendar", "none"))) == 0
    assert pickable("reviews", dict(sample("reviews", "years"))) == 0
    assert pickable("leeches", None) == 0
