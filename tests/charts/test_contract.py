"""Every chart, with nothing, a little and years to show, fits every room in both languages and does no harm."""

import unicodedata
from collections.abc import Iterator

import pytest

from quiz import locale
from quiz.charts.chart import Context
from quiz.charts.figure import Bars, Empty, Figure, Line, Room
from quiz.charts.register import CHARTS
from quiz.charts.text import draw
from quiz.locale import _
from quiz.text import width
from tests.charts.samples import AMOUNTS, TODAY, sample, sample_with_texts

ROOMS = [Room(34, 7), Room(52, 9), Room(70, 16), Room(108, 14), Room(20, 3)]
HOSTILE = [
    "[/x]\x1b[31m\u202e[bold]\t\r\n\x00\x9b",
    "a name that is far longer than any room has columns " * 4,
    "服务器没有找到这个地址对应的任何内容" * 6,
    "e\u0301\u200d👩\u200d👧" * 20,
    "",
]


@pytest.fixture(params=locale.LANGUAGES, autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    locale.use(request.param)
    yield request.param
    locale.use(locale.LANGUAGES[0])


def figure_of(name: str, amount: str, room: Room, picked: int | None = None) -> Figure:
    return CHARTS[name].figure(sample(name, amount), Context(room, TODAY, picked))


def assert_fits(lines: list[Line], room: Room) -> None:
    assert len(lines) <= room.lines
    for line in lines:
        assert sum(width(span.text) for span in line) <= room.columns, line
        assert not any(forbidden(character) for span in line for character in span.text), line


def forbidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in "\u202e\u2066"


def name_of_room(room: Room) -> str:
    return f"{room.columns}x{room.lines}"


@pytest.mark.parametrize("room", ROOMS, ids=name_of_room)
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_fits_its_room_and_begins_with_its_title(name: str, amount: str, room: Room) -> None:
    figure = figure_of(name, amount, room)
    lines = draw(figure, room)
    assert_fits(lines, room)
    assert lines[0][0].text.startswith(_(CHARTS[name].title)[: room.columns - 1])
    assert figure.title == _(CHARTS[name].title)
    assert figure.summary


@pytest.mark.parametrize("room", ROOMS, ids=name_of_room)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_without_anything_to_show_says_when_there_will_be(name: str, room: Room) -> None:
    body = figure_of(name, "none", room).body
    assert isinstance(body, Empty)
    assert body.text.endswith((".", "。"))
    assert not isinstance(figure_of(name, "little", room).body, Empty)


@pytest.mark.parametrize("text", HOSTILE, ids=["escapes", "long", "chinese", "joined", "empty"])
@pytest.mark.parametrize("name", CHARTS)
def test_texts_of_decks_stand_literally_in_a_chart(name: str, text: str) -> None:
    for room in ROOMS:
        for amount in AMOUNTS:
            figure = CHARTS[name].figure(sample_with_texts(name, amount, text), Context(room, TODAY))
            assert_fits(draw(figure, room), room)


@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_fits_any_room_however_small(name: str) -> None:
    figure = figure_of(name, "years", Room(70, 16))
    for columns in (0, 1, 2, 3, 5, 8, 13, 200):
        for lines in (0, 1, 2, 4, 5, 30):
            assert_fits(draw(figure, Room(columns, lines)), Room(columns, lines))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_can_be_made_for_any_room_however_small(name: str) -> None:
    for columns in (1, 4, 9, 15, 26):
        for lines in (1, 2, 4):
            room = Room(columns, lines)
            assert_fits(draw(figure_of(name, "years", room), room), room)


@pytest.mark.parametrize("room", ROOMS, ids=name_of_room)
@pytest.mark.parametrize("name", CHARTS)
def test_bars_are_no_more_than_the_columns_beside_the_marks(name: str, room: Room) -> None:
    body = figure_of(name, "years", room).body
    if isinstance(body, Bars):
        assert len(body.parts[0].values) <= room.columns - 4
        assert len({len(part.values) for part in body.parts}) == 1
        assert all(0 <= tick.at < len(body.parts[0].values) for tick in body.ticks)


@pytest.mark.parametrize("picked", [0, 12, 19, 10_000])
@pytest.mark.parametrize("name", ["calendar", "confusions", "leeches"])
def test_what_is_picked_is_seen_in_every_room(name: str, picked: int) -> None:
    for room in ROOMS:
        figure = figure_of(name, "years", room, picked)
        lines = draw(figure, room)
        assert_fits(lines, room)
        text = "".join(span.text for line in lines for span in line)
        assert any(mark in text for mark in "▌▸◆") == (picked < 10_000)
