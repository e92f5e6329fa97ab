"""What stays in memory of screens that were left."""

import gc

import pytest
from textual._styles_cache import StylesCache
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.sessions import Start
from quiz.tui.screens.study import StudyScreen
from tests.tui.conftest import AppMaker
from tests.tui.support import wait_for

pytestmark = [pytest.mark.asyncio, pytest.mark.no_cover]


def counted(kind: type) -> int:
    gc.collect()
    return sum(isinstance(thing, kind) for thing in gc.get_objects())


async def opened_and_closed(pilot: Pilot[None], times: int) -> None:
    for _time in range(times):
        for key in ("i", "question_mark", "ctrl+p"):
            await pilot.press(key)
            await wait_for(pilot, lambda: not isinstance(pilot.app.screen, StudyScreen), "a window")
            await pilot.press("escape")
            await wait_for(pilot, lambda: isinstance(pilot.app.screen, StudyScreen), "the card")


async def test_windows_that_were_closed_leave_nothing_behind(make_app: AppMaker) -> None:
    app = make_app(Start(mode="flip"))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "a card")
        await opened_and_closed(pilot, 2)
        before = counted(Screen), counted(StylesCache)
        await opened_and_closed(pilot, 3)
        after = counted(Screen), counted(StylesCache)
    assert after[0] <= before[0]
    assert after[1] <= before[1] + 5
