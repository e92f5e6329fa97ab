"""What every chart looks like: without answers, after some days, after more than a year; both themes and languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.program import Program
from quiz.tui.app import QuizApp
from quiz.tui.screens.statistics import StatisticsScreen
from quiz.tui.screens.statistics_pages import DASHBOARDS, PAIRS
from tests.simulated import Habits, study_for
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, Standing, wait_for

HABITS = {
    "nothing": None,
    "little": Habits(days=4, new=20, confused=0.9),
    "years": Habits(days=800, new=2, confused=0.9),
}
Look = Callable[..., None]


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A database of each amount."""
    found = {}
    for amount, habits in HABITS.items():
        path: Path = tmp_path_factory.mktemp("history") / "quiz.db"
        program = Program()
        program.database = str(path)
        program.clock = Standing()
        if habits is not None:
            study_for(program.store, INSTANT, habits)
        assert program.store.decks()
        program.close()
        found[amount] = path.read_bytes()
    return found


@pytest.fixture
def look(
    home: Path,
    histories: dict[str, bytes],
    make_app: AppMaker,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> Look:
    """Compare a page of the statistics with the one that was kept."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")

    def compare(amount: str, language: str, theme: str, size: tuple[int, int], page: int) -> None:
        (home / "quiz.db").write_bytes(histories[amount])
        app = make_app(language=language)
        app.program.clock = Standing()
        app.program.change("theme", theme)
        app.apply_settings()

        async def run(pilot: Pilot[None]) -> None:
            await wait_for(pilot, lambda: app.screen.is_settled, "home")  # type: ignore[attr-defined]
            app.push_screen(StatisticsScreen())
            await wait_for(pilot, lambda: complete(app), "the first page")
            for _turn in range(page):
                await pilot.press("right")
            await wait_for(pilot, lambda: complete(app), "the page")
            await pilot.pause()
            await pilot.pause()

        assert snap_compare(app, terminal_size=size, run_before=run)

    return compare


def complete(app: QuizApp) -> bool:
    screen = app.screen
    if not isinstance(screen, StatisticsScreen) or not screen.begun:
        return False
    return all(screen.reading.value(screen.view, name) is not None for name in (*screen.names, "advice"))


@pytest.mark.parametrize("page", range(len(DASHBOARDS)))
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("amount", HABITS)
def test_every_chart_on_a_large_screen(look: Look, amount: str, language: str, theme: str, page: int) -> None:
    look(amount, language, theme, (120, 40), page)


@pytest.mark.parametrize("page", range(len(PAIRS)))
def test_every_chart_on_a_usual_screen(look: Look, page: int) -> None:
    look("years", "zh", "dark", (80, 24), page)


@pytest.mark.parametrize("page", [0, 1, 4])
def test_the_smallest_screen(look: Look, page: int) -> None:
    look("little", "en", "dark", (60, 20), page)
