"""What the import screen looks like, in each size and both languages.

After a change: ``pytest --snapshot-update``, and look at what changed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.tui.app import QuizApp
from quiz.tui.screens.import_deck import ImportScreen
from quiz.tui.widgets.path_input import PathInput
from quiz.tui.widgets.value_line import ValueLine
from tests.tui.conftest import AppMaker
from tests.tui.support import Standing, stand_still, wait_for
from tests.tui.test_import import import_screen

pytestmark = pytest.mark.no_cover

SIZES = [(80, 24), (120, 40), (60, 20)]
LANGUAGES = ["en", "zh"]
DECK = """---
title: 端口
title.en: Ports
fields: key, name, meaning
---
## 1: 远程
22: SSH, 加密的远程登录
23: Telnet, 明文的远程登录
no colon here
## 2: 网页
80: HTTP, 网页
443: HTTPS, 加密的网页
[/x]: [b]name[/b], text is data
"""
WORDS = "front,back,note,tags\n" + "".join(
    f"term {number},what term {number} means,remark {number},core\n" for number in range(1, 41)
)
Look = Callable[..., None]


@pytest.fixture
def look(make_app: AppMaker, snap_compare: Callable[..., bool], home: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Compare the screen, when it has looked at what a line names and keys were pressed, with the kept picture."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(home)
    (home / "ports.md").write_text(DECK, encoding="utf-8")
    (home / "words.csv").write_text(WORDS + "too,many,cells,in,this,row\n", encoding="utf-8")
    (home / "broken.json").write_text("{oops", encoding="utf-8")

    def compare(size: tuple[int, int], language: str, line: str, *keys: str, columns: str = "") -> None:
        app = make_app(language=language)
        app.animation_level = "none"
        app.program.clock = Standing()

        async def run(pilot: Pilot[None]) -> None:
            screen = await import_screen(pilot, line)
            await look_at(pilot, screen)
            if columns:
                screen.query_one("#columns", Input).value = columns
                await pilot.press("enter")
                await done(pilot, screen)
            if keys == ("format",):
                screen.query_one(ValueLine).focus()
            else:
                await pilot.press(*keys)
            await rest(pilot, app)

        assert snap_compare(app, terminal_size=size, run_before=run)

    return compare


async def look_at(pilot: Pilot[None], screen: ImportScreen) -> None:
    if screen.query_one(PathInput).value:
        await pilot.press("enter")
        await done(pilot, screen)


async def done(pilot: Pilot[None], screen: ImportScreen) -> None:
    await wait_for(pilot, lambda: screen.work is None and screen.candidates, "what is in the files")


async def rest(pilot: Pilot[None], app: QuizApp) -> None:
    await stand_still(pilot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_named_yet(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language, "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_file(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language, "ports.md")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_with_its_columns(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language, "words.csv", "format", columns="front=term, back=meaning, note=")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_several_files_of_which_one_is_broken_and_one_left_out(
    look: Look, size: tuple[int, int], language: str
) -> None:
    look(size, language, "ports.md words.csv broken.json", "down", "space")


@pytest.mark.parametrize("size", [(80, 24)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_cannot_be_read(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language, "broken.json")
