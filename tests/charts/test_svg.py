"""Figures drawn as SVG: well-formed, within their edges, harmless, and readable without colour."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quiz import locale
from quiz.charts.chart import Context
from quiz.charts.figure import (
    Bars,
    Body,
    Cell,
    Column,
    Curve,
    Empty,
    Figure,
    Heat,
    Part,
    Role,
    Room,
    Share,
    Shares,
    Table,
    Tick,
)
from quiz.charts.register import CHARTS
from quiz.charts.svg import CSS, draw
from quiz.charts.svg.lettering import broken, fitted, length
from quiz.charts.words import MONTHS
from tests.charts.samples import TODAY as SAMPLED
from tests.charts.samples import sample

LONG = "The cards of a category with a name that goes on for longer than any drawing is wide, and then some more"
CHINESE = "服务器在规定的时间内没有从上游服务器得到应答，所以无法完成请求，请稍后再试一次，或者联系管理员处理这个问题"
HOSTILE = '</text><script>alert("1")</script> & \x1b[31m\u202e\x00\ufffe\ud800\n]]>'
TAGS = {"svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "line", "circle", "g", "text"}
TEXTS = ("", "Short", LONG, CHINESE, HOSTILE, "http://x" * 40)
NAMES = ("empty", "short", "long", "chinese", "hostile", "address")


def heat(days: int, value: int = 3, first: date = date(2025, 11, 24)) -> Heat:
    return Heat(first, tuple(value * (day % 5) for day in range(days)), first + timedelta(days=max(0, days - 1)))


def bars(count: int, parts: int = 1, value: float = 7.0, text: str = "part", as_text: str = "number") -> Bars:
    stacks = tuple(Part(text, tuple(value * ((bar + part) % 4) for bar in range(count))) for part in range(parts))
    return Bars(stacks, tuple(Tick(bar, text) for bar in range(0, count, 5)), as_text=as_text)


def table(text: str, rows: int = 5) -> Table:
    row = (Cell(text, Role.STRONG), Cell(text, bar=0.7, target=0.9), Cell(bar=1.4), Cell(text, Role.QUIET))
    return Table((Column(text), Column(text, share=2), Column(share=1), Column(text, right=True)), (row,) * rows)


def shares(text: str, items: int = 5) -> Shares:
    return Shares((text,) * 3, tuple(Share(text, (number, 3, 10**number)) for number in range(items)))


def bodies(text: str) -> Iterator[Body]:
    yield from (heat(371), heat(1), heat(0), heat(80, value=10**9), heat(30, first=date(2026, 1, 1)))
    yield from (bars(30, parts, text=text) for parts in range(1, 7))
    yield from (bars(count, 2, text=text) for count in (0, 1, 400))
    yield from (bars(12, 2, value, text) for value in (0, 0.01, 10**9))
    yield bars(12, 1, 0.2, text, "percent")
    yield bars(12, 1, 300.0, text, "minutes")
    yield Curve((), (), 0)
    yield Curve((None, None), (Tick(0, text), Tick(1, text)), 1)
    yield Curve((None, 3.5, None, 4.0, 10**9, 0), (Tick(5, text), Tick(77, text)), 5)
    yield from (table(text), table(text, 0), Table((), ()), shares(text), shares(text, 0), Shares((), ()))
    yield Shares(("a", "b", "c"), (Share(text, (0, 0, 0)), Share(text, (0, 0, 1))))
    yield Empty(text)


def name(tag: str) -> str:
    return tag.partition("}")[2]


def elements(root: Element, tag: str) -> list[Element]:
    return [element for element in root.iter() if name(element.tag) == tag]


def classes(root: Element) -> set[str]:
    return {one for element in root.iter() for one in element.get("class", "").split()}


def ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.28 if character in " .,:;/|'!ijltf" else 0.55


def box(element: Element) -> tuple[float, float, float]:
    """Return the left and right end of a text, and its base line, by an estimate of our own."""
    text, named = element.text or "", element.get("class", "").split()
    size = 16 if "title" in named else 12 if "label" in named else 13
    wide = sum(map(ems, text)) * size
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")] * wide
    left = float(element.get("x", 0)) - before
    return left, left + wide, float(element.get("y", 0))


@pytest.mark.parametrize("width", [240, 360, 1040])
@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
@pytest.mark.parametrize("alone", [True, False])
def test_a_drawing_is_well_formed_and_stays_within_its_edges(text: str, width: int, alone: bool) -> None:
    for body in bodies(text):
        root = fromstring(draw(Figure(text, body, text, text), width=width, alone=alone))
        _left, _top, right, bottom = map(float, root.get("viewBox", "").split())
        assert right == width
        for element in elements(root, "text"):
            start, end, y = box(element)
            assert start >= -0.5, element.text
            assert end <= right + 0.5, element.text
            assert 8 <= y <= bottom, element.text
        for element in elements(root, "rect"):
            x, y, wide, high = (float(element.get(key, 0)) for key in ("x", "y", "width", "height"))
            assert -0.5 <= x <= x + wide <= right + 0.5
            assert -0.5 <= y <= y + high <= bottom + 0.5


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_no_text_stands_over_another(text: str) -> None:
    for body in bodies(text):
        root = fromstring(draw(Figure(text, body, text), width=360))
        for one, other in combinations(map(box, elements(root, "text")), 2):
            if abs(one[2] - other[2]) < 10:
                assert one[1] <= other[0] + 0.5 or other[1] <= one[0] + 0.5


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_nothing_in_a_drawing_acts_or_loads(text: str) -> None:
    for body in bodies(text):
        drawn = draw(Figure(text, body, text, text))
        root = fromstring(drawn)
        tags = {name(element.tag) for element in root.iter()}
        assert tags <= TAGS
        assert {key for element in root.iter() for key in element.attrib if key.startswith("on")} == set()
        if "http" not in text:
            assert drawn.count("http") == 1
        assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)\)", drawn))
        assert not any(character in drawn for character in "\x00\x1b\u202e\ufffe")


@given(some.text(), some.text(), some.integers(240, 1200))
def test_any_text_is_shown_literally(title: str, cell: str, width: int) -> None:
    figure = Figure(title, Table((Column(cell),), ((Cell(cell),),)), cell, title)
    root = fromstring(draw(figure, width=width))
    assert name(root.tag) == "svg"
    assert {name(element.tag) for element in root.iter()} <= TAGS


def test_title_and_summary_are_there_for_those_who_do_not_see_it() -> None:
    root = fromstring(draw(Figure("Reviews & more", bars(3), summary="12 answers a day.")))
    assert root.get("role") == "img"
    assert [name(child.tag) for child in root][:2] == ["title", "desc"]
    assert [child.text for child in root][:2] == ["Reviews & more", "12 answers a day."]


def test_a_drawing_within_a_page_has_neither_heading_nor_style_sheet() -> None:
    alone, within = (fromstring(draw(Figure("Title", bars(3), "Note"), alone=alone)) for alone in (True, False))
    assert len(elements(alone, "style")) == 1
    assert not elements(within, "style")
    assert {"Title", "Note"} <= {element.text for element in elements(alone, "text")}
    assert not {"Title", "Note"} & {element.text for element in elements(within, "text")}


def test_the_style_sheet_has_light_and_dark_colours_and_no_variables() -> None:
    light, _at, dark = CSS.partition("@media screen and (prefers-color-scheme: dark)")
    assert "#33608F" in light
    assert "#86A8CF" in dark
    assert "var(" not in CSS


def test_every_class_of_a_drawing_is_in_the_style_sheet() -> None:
    used = set().union(*(classes(fromstring(draw(Figure("a", body, "b")))) for body in bodies("text")))
    by_their_pattern = {"look-1", "look-2", "look-4"}
    assert {one for one in used - by_their_pattern if not re.search(rf"\.{one}\b", CSS)} == set()


def test_parts_differ_without_colour() -> None:
    root = fromstring(draw(Figure("Reviews", bars(4, 5)), ids="a-"))
    looks = {path.get("class", "") for path in elements(root, "path")}
    assert {"look-0", "look-1", "look-2", "look-3", "look-4"} <= looks
    patterns = {pattern.get("id"): pattern for pattern in elements(root, "pattern")}
    assert set(patterns) == {"a-look-1", "a-look-2", "a-look-4"}
    shapes = {"".join(path.get("d", "") for path in pattern) for pattern in patterns.values()}
    assert len(shapes) == 3
    fills = {path.get("fill") for path in elements(root, "path") if path.get("fill")}
    assert fills == {f"url(#{one})" for one in patterns}


def test_the_legend_names_the_parts_with_their_looks() -> None:
    body = Bars((Part("right", (1, 2)), Part("wrong", (1, 0))), ())
    root = fromstring(draw(Figure("Hours", body)))
    texts = [element.text for element in elements(root, "text")]
    assert texts.index("right") < texts.index("wrong")
    swatches = [rect.get("class") for rect in elements(root, "rect") if rect.get("width") == "12"]
    assert swatches == ["look-0", "look-1"]


def test_parts_that_no_bar_has_are_not_named_and_the_others_keep_their_look() -> None:
    body = Bars((Part("mature", (0, 0)), Part("young", (0, 0)), Part("learning", (1, 0))), ())
    root = fromstring(draw(Figure("Reviews", body)))
    assert {"mature", "young"} & {element.text for element in elements(root, "text")} == set()
    assert [rect.get("class") for rect in elements(root, "rect") if rect.get("width") == "12"] == ["look-2"]


def test_one_part_needs_no_legend() -> None:
    root = fromstring(draw(Figure("Time", Bars((Part("all", (1, 2)),), ()))))
    assert "all" not in [element.text for element in elements(root, "text")]


def test_a_bar_says_its_values_and_none_is_too_low_to_be_seen() -> None:
    body = Bars((Part("right", (10**6, 1)), Part("wrong", (0, 0))), (Tick(1, "today"),))
    root = fromstring(draw(Figure("Hours", body)))
    groups = [group for group in elements(root, "g") if group.get("class") == "bar"]
    assert [group[0].text for group in groups] == ["right 1000000", "today: right 1"]
    upper, lower = re.findall(r"[V ]([\d.]+)", groups[1][-1].get("d", ""))[1], 0
    assert float(upper) > lower


def test_a_bar_beyond_the_axis_has_the_head_of_an_arrow_and_says_its_value() -> None:
    body = Bars((Part("cards", (8.0, 0.0)), Part("overdue", (0.0, 640.0))), (), most=8.0)
    root = fromstring(draw(Figure("Future", body)))
    groups = [group for group in elements(root, "g") if group.get("class") == "bar"]
    assert [group[0].text for group in groups] == ["cards 8", "overdue 640"]
    assert ["ink" in classes(group) for group in groups] == [False, True]
    marks = [element.text for element in elements(root, "text") if element.get("text-anchor") == "end"]
    assert "8" in marks


def test_the_axis_says_how_values_are_written() -> None:
    percent = fromstring(draw(Figure("Right", bars(3, 1, 0.2, as_text="percent"))))
    minutes = fromstring(draw(Figure("Time", bars(3, 1, 20, as_text="minutes"))))
    assert any("%" in (element.text or "") for element in elements(percent, "text"))
    assert any("min" in (element.text or "") for element in elements(minutes, "text"))


def test_a_day_says_its_date_and_its_answers_and_grows_with_them() -> None:
    body = Heat(date(2026, 11, 16), (0, 1, 5, 9, 12, 1), date(2026, 11, 21))
    root = fromstring(draw(Figure("Calendar", body)))
    days = {group[0].text: group[1] for group in elements(root, "g") if group.get("class") is None and len(group) > 1}
    assert list(days)[:2] == ["2026-11-16: 0 answers", "2026-11-17: 1 answer"]
    sides = [float(cell.get("width", 0)) for cell in list(days.values())[:5]]
    assert sides == sorted(sides)
    assert len(set(sides)) == 5
    assert days["2026-11-21: 1 answer"].get("class") == "ink"


def test_numbers_of_shares_are_written_as_elsewhere() -> None:
    root = fromstring(draw(Figure("Categories", Shares(("known",), (Share("4xx", (12593,)),)))))
    assert "12593" in [element.text for element in elements(root, "text")]


def test_the_curve_of_facts_says_so_at_its_top_and_its_end() -> None:
    root = fromstring(draw(Figure("Known", Curve((1, 24), (), 30, "facts"))))
    assert "30 facts" in [element.text for element in elements(root, "text")]
    assert "24 facts" in [element.text for element in elements(root, "title")]


def test_a_year_less_some_weeks_has_room_on_a_phone() -> None:
    shown = CHARTS["calendar"].figure(sample("calendar", "years"), Context(Room(48, 14), SAMPLED))
    assert isinstance(shown.body, Heat)
    root = fromstring(draw(shown, width=360, alone=False))
    days = [group for group in elements(root, "g") if "answer" in (group[0].text or "")]
    assert len(days) == len(shown.body.values)
    assert len(days) > 300
    months = [MONTHS.index(element.text) for element in elements(root, "text") if element.text in MONTHS]
    assert {(after - before) % 12 for before, after in pairwise(months)} == {2}


def test_the_picked_day_has_a_ring() -> None:
    body = Heat(date(2026, 11, 16), (1, 2, 3), date(2026, 11, 18), picked=date(2026, 11, 17))
    cells = elements(fromstring(draw(Figure("Calendar", body))), "rect")
    assert [cell.get("class") for cell in cells].count("ring") == 1


def test_the_earliest_weeks_give_way() -> None:
    root = fromstring(draw(Figure("Calendar", heat(371)), width=240))
    said = [group[0].text or "" for group in elements(root, "g")]
    assert any(text.startswith("2026-11-29") for text in said)
    assert not any(text.startswith("2025-11-24") for text in said)


def test_months_and_weekdays_are_in_the_language_of_the_interface() -> None:
    locale.use("zh")
    try:
        root = fromstring(draw(Figure("日历", heat(90))))
    finally:
        locale.use("en")
    assert "一" in {element.text for element in elements(root, "text")}
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"


def test_a_curve_has_a_gap_where_nothing_is_known() -> None:
    root = fromstring(draw(Figure("Known", Curve((1, 2, None, 3, 4), (), 5))))
    assert sum(path.get("class") == "curve" for path in elements(root, "path")) == 2
    whole = fromstring(draw(Figure("Known", Curve((1, 2, 3, 4), (), 5))))
    assert sum(path.get("class") == "curve" for path in elements(whole, "path")) == 1


def test_a_bar_of_a_table_ends_at_its_share_and_its_aim_stands_across() -> None:
    body = Table((Column("", share=1),), ((Cell(bar=0.5, target=0.75),),))
    root = fromstring(draw(Figure("Retention", body), width=400, alone=False))
    (filled,) = (rect for rect in elements(root, "rect") if rect.get("class") == "data")
    (aim,) = elements(root, "line")
    assert float(filled.get("width", 0)) == pytest.approx(200, abs=0.1)
    assert float(aim.get("x1", 0)) == pytest.approx(300, abs=0.1)


def test_figures_end_at_the_right_edge() -> None:
    body = Table((Column(), Column(right=True)), ((Cell("today"), Cell("90 %")),))
    root = fromstring(draw(Figure("Retention", body), width=400, alone=False))
    last = elements(root, "text")[-1]
    assert last.get("text-anchor") == "end"
    assert float(last.get("x", 0)) == 400


@pytest.mark.parametrize("name", ["retention", "calibration", "states", "modes", "confusions", "leeches", "buttons"])
def test_figures_are_not_cut_where_there_is_room(name: str) -> None:
    figure = CHARTS[name].figure(sample(name, "years"), Context(Room(48, 14), SAMPLED))
    assert isinstance(figure.body, Table)
    cells = {cell.text for row in figure.body.rows for cell in row} - {""}
    drawn = {element.text for element in elements(fromstring(draw(figure, width=360, alone=False)), "text")}
    assert cells - drawn == set()


def test_a_sentence_may_be_as_long_as_its_row() -> None:
    sentence = "4 cards: right as a choice, wrong when recalled"
    body = Table((Column(), Column(right=True)), ((Cell("typed"), Cell("90 %")), (Cell(sentence), Cell())))
    texts = [element.text for element in elements(fromstring(draw(Figure("Modes", body), width=400)), "text")]
    assert sentence in texts


def test_shares_are_solid_dashed_and_dotted() -> None:
    root = fromstring(draw(Figure("Categories", Shares(("known", "weak", "unseen"), (Share("4xx", (5, 3, 2)),)))))
    assert [line.get("class") for line in elements(root, "line")] == ["line-0", "line-1", "line-2"] * 2
    for line in ("line-1", "line-2"):
        assert re.search(rf"\.{line} {{[^}}]*stroke-dasharray", CSS)


def test_nothing_yet_is_a_sentence_in_lines() -> None:
    sentence = "There is something to see here after a hundred answers to cards that are in review."
    root = fromstring(draw(Figure("Calibration", Empty(sentence)), width=300))
    assert " ".join(element.text or "" for element in elements(root, "text")[1:]) == sentence


def test_a_text_that_is_cut_ends_in_dots_on_a_whole_character() -> None:
    assert fitted("short", 100, 13) == "short"
    assert fitted("服务器错误", 40, 13).endswith("…")
    assert length(fitted(CHINESE, 100, 13), 13) <= 100
    assert fitted("abc", 1, 13) == ""


@given(some.text(), some.floats(20, 400))
def test_broken_lines_are_no_wider_than_the_room(text: str, room: float) -> None:
    assert all(length(line, 13) <= room for line in broken(text, room, 13))
