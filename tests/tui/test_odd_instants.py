"""Home and the statistics at odd places of the calendar and of the world, and with a clock behind its history."""

from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.message import MessageScreen
from quiz.tui.screens.statistics import StatisticsScreen
from tests.tui.conftest import AppMaker
from tests.tui.support import screen_text, see, wait_for

pytestmark = pytest.mark.asyncio

INSTANTS = {
    "the first to see a new year": ("2027-01-01T04:00:00+14:00", "Friday 1 January"),
    "the last to see the old one": ("2026-12-31T23:59:59-12:00", "Thursday 31 December"),
    "an offset with seconds": ("2026-03-02T09:00:00+05:53:28", "Monday 2 March"),
    "a leap day": ("2028-02-29T12:00:00-03:30", "Tuesday 29 February"),
    "the last day that can be kept": ("2099-12-31T23:30:00-08:00", "Thursday 31 December"),
    "a day before the history": ("2026-03-01T23:00:00-11:00", "Sunday 1 March"),
}


async def at_home(pilot: Pilot[None]) -> None:
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, HomeScreen), "home")
    await see(pilot, "HTTP")


@pytest.fixture
def old(home: Path, history: Path) -> None:
    """The database of somebody who has studied for 30 days."""
    (home / "quiz.db").write_bytes(history.read_bytes())


@pytest.mark.parametrize(("instant", "date"), INSTANTS.values(), ids=list(INSTANTS))
@pytest.mark.usefixtures("old")
async def test_home_and_statistics_are_shown(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, instant: str, date: str
) -> None:
    monkeypatch.setenv("QUIZ_NOW", instant)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await at_home(pilot)
        await see(pilot, date)
        await pilot.press("t")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, StatisticsScreen), "the statistics")
        await see(pilot, "True retention")
        assert ("No study days yet" in screen_text(pilot.app)) == (instant > "2027-12")


@pytest.mark.usefixtures("old")
async def test_a_clock_behind_the_history_is_told_before_anything_is_studied(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_NOW", "2026-02-01T09:00:00+08:00")
    async with make_app().run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, MessageScreen), "the message")
        await see(pilot, "Before you go on")
        shown = " ".join(line.strip() for line in screen_text(pilot.app).splitlines())
        assert "The last answer was stored on 2026-03-02, which is still to come: is the clock right?" in shown
        await pilot.press("enter")
        await at_home(pilot)
        await see(pilot, f"{datetime.fromisoformat('2026-02-01'):%A} 1 February")
