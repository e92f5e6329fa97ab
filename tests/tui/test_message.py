"""What a person has to know before going on: read as a whole at every size, and closed with a key that is seen."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.message import MessageScreen
from tests.tui.conftest import AppMaker
from tests.tui.support import screen_text, see, stand_still, texts_of, wait_for

pytestmark = pytest.mark.asyncio

WRONG = """theme = "pink"
mode = "sung"
day_start = "25:00"
timer = "on"
motion = "fast"
glyphs = "fast"
nonsense = 1
[keys]
study.fly = "u"
study.undo = "ctrl+i"
"""
"""Seven settings that are wrong, two of them for the same reason, and one that is right."""


@pytest.fixture
def wrong_settings(home: Path) -> None:
    file = home / "config" / "quiz" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(WRONG, encoding="utf-8")


def words(pilot: Pilot[None]) -> str:
    """What is on the screen, without the ends of lines and the bar beside the text."""
    lines = screen_text(pilot.app).splitlines()
    return " ".join(line.strip(" ▁▂▃▄▅▆▇█") for line in lines if line.strip(" ▁▂▃▄▅▆▇█"))


async def message(pilot: Pilot[None]) -> MessageScreen:
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, MessageScreen), "the message")
    await stand_still(pilot)
    assert isinstance(pilot.app.screen, MessageScreen)
    return pilot.app.screen


@pytest.mark.usefixtures("wrong_settings")
@pytest.mark.parametrize("size", [(60, 16), (60, 20), (80, 24)])
async def test_a_long_message_scrolls_and_shows_how_it_is_closed(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        screen = await message(pilot)
        assert "Enter go on j k scroll ? help" in " ".join(words(pilot).split())
        assert "Before you go on" in words(pilot)
        assert "Choose another key." not in words(pilot)
        pane = screen.query_one("#reading")
        for _line in range(int(pane.max_scroll_y)):
            await pilot.press("j")
        await see(pilot, "Choose another key.")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


@pytest.mark.usefixtures("wrong_settings")
async def test_each_hint_stands_below_what_it_is_for_and_once(make_app: AppMaker) -> None:
    async with make_app().run_test(size=(120, 60)) as pilot:
        screen = await message(pilot)
        parts = [" ".join(part.split()) for part in texts_of(screen.query_one("#text")).split("\n\n")]
    assert [part.partition("It takes: ")[2].partition(",")[0] for part in parts] == ["dark", "auto", "00:00 … 12:00.",
        "on", "unicode", "", "", ""]  # fmt: skip
    assert "pink" in parts[0]
    assert "sung" in parts[1]
    assert "study.fly" in parts[6]
    assert parts[7].endswith("Choose another key.")


@pytest.mark.parametrize("key", ["enter", "escape", "q"])
async def test_a_short_message_offers_nothing_to_scroll_and_is_closed(make_app: AppMaker, home: Path, key: str) -> None:
    file = home / "config" / "quiz" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('theme = "pink"\n', encoding="utf-8")
    async with make_app().run_test(size=(60, 20)) as pilot:
        screen = await message(pilot)
        assert "scroll" not in words(pilot)
        assert not {"list.down", "list.up"} & set(screen.available())
        await pilot.press(key)
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, HomeScreen), "home")
