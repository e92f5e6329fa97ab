"""Charts of what series really are: without answers, after some days, after more than a year."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quiz.charts.chart import Context
from quiz.charts.figure import Empty, Figure, Room, plain
from quiz.charts.register import CHARTS
from quiz.charts.report import report
from quiz.charts.svg import draw as draw_svg
from quiz.charts.text import draw
from quiz.importing import read_source, shipped_decks
from quiz.stats import periods
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.stats.series import SERIES, computed
from quiz.store import Store
from quiz.text import width
from tests.simulated import Habits, study_for

NOW = datetime(2026, 3, 2, 21, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ROOMS = (Room(34, 7), Room(70, 16), Room(108, 14))
AMOUNTS = {"nothing": None, "days": 4, "years": 500}


@pytest.fixture(scope="module", params=AMOUNTS)
def values(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Every series of a collection with no history, a short or a long one."""
    path: Path = tmp_path_factory.mktemp("real") / "quiz.db"
    with Store.open(path, NOW) as store:
        for file in shipped_decks():
            source = read_source(str(file))
            store.import_deck(source.draft, source.items, now=NOW)
        if AMOUNTS[request.param]:
            study_for(store, NOW, Habits(days=AMOUNTS[request.param] or 0, new=20))
            assert len(store.history(lambda: None)) > 60
        material = Material(Collection(store), Scope(), NOW)
        return computed(Progress(material, periods.named("all", material.day)))


def figure(name: str, values: dict[str, dict[str, object]], room: Room) -> Figure:
    return CHARTS[name].figure(values[name], Context(room, NOW.date()))


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_draws_its_series(name: str, values: dict[str, dict[str, object]]) -> None:
    for room in ROOMS:
        shown = figure(name, values, room)
        lines = plain(draw(shown, room)).splitlines()
        assert lines[0].startswith(shown.title)
        assert len(lines) <= room.lines
        assert max(map(width, lines)) <= room.columns
        assert shown.summary
        assert draw_svg(shown).startswith("<svg")


def test_a_long_history_leaves_no_chart_empty(values: dict[str, dict[str, object]]) -> None:
    empty = {name for name in CHARTS if isinstance(figure(name, values, ROOMS[1]).body, Empty)}
    answers = values["studied"]["answers"]
    assert isinstance(answers, int)
    if answers > 1000:
        assert empty <= {"added"}
    if not answers:
        assert {"calendar", "reviews", "retention", "confusions", "calibration"} <= empty


def test_the_report_has_all_of_them(values: dict[str, dict[str, object]]) -> None:
    page = report(values, title="Progress", scope="All decks", period="all", day=NOW.date())
    assert page.count("<details>") == 2 * len(CHARTS)


def test_charts_and_series_have_the_same_titles() -> None:
    assert {name: chart.title for name, chart in CHARTS.items()} == {name: SERIES[name].title for name in CHARTS}
    assert SERIES.keys() - CHARTS.keys() == {"advice", "streak", "studied"}
