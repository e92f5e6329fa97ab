"""The app as a whole: opening, leaving, what it remembers, and what it says when something goes wrong."""

from pathlib import Path
from typing import Any

import pytest

from quiz.actions import ACTIONS, place_of
from quiz.errors import QuizError
from quiz.locale import _
from quiz.sessions import Start
from quiz.tui import keys
from quiz.tui.app import QuizApp
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.card_info import CardInfo
from quiz.tui.screens.help import HelpScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from tests.tui.conftest import AppMaker
from tests.tui.support import screen_text, see, wait_for

pytestmark = pytest.mark.asyncio


async def test_a_theme_is_remembered(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Welcome.")
        assert app.theme == "quiz-dark"
        await pilot.press("f9")
        assert app.theme == "quiz-light"
    assert make_app().theme == "quiz-light"


async def test_a_language_is_remembered(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("f8")
        await see(pilot, "HTTP 状态码")
        assert app.program.config["language"] == "zh"


async def test_a_database_that_cannot_be_opened_ends_with_a_sentence(make_app: AppMaker, home: Path) -> None:
    (home / "quiz.db").write_bytes(b"this is no database" * 100)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.failure is not None, "the failure")
    assert app.failure is not None
    assert "quiz.db" in app.failure.message
    assert app.return_code == 1


async def test_an_unknown_deck_ends_with_a_sentence(make_app: AppMaker) -> None:
    app = make_app(Start(("nothing",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.failure is not None, "the failure")
    assert app.failure is not None
    assert "nothing" in app.failure.message


async def test_a_mistake_of_the_program_becomes_a_sentence_not_a_traceback(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_screen: StudyScreen) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(StudyScreen, "action_hint", broken)
    app = make_app(Start(mode="flip"))
    with pytest.raises(ZeroDivisionError):
        await ask_for_a_hint(app)
    assert isinstance(app.failure, QuizError)
    assert "ZeroDivisionError" in app.failure.message


async def ask_for_a_hint(app: QuizApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "show the answer")
        app.screen.asked.question.note.fields["hint"] = "x"  # type: ignore[attr-defined]
        await pilot.press("h")
        await pilot.pause()


async def test_ctrl_c_leaves(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("ctrl+c")
        await wait_for(pilot, lambda: not app.is_running or app._exit, "the end")
    assert app.return_code == 0


async def test_a_footer_entry_is_clicked(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Welcome.")
        row = screen_text(app).split("\n")[-1]
        await pilot.click(offset=(row.index("? help"), 23))
        await see(pilot, "What the keys do")


async def test_a_command_of_the_palette_is_done(make_app: AppMaker) -> None:
    app = make_app(Start(mode="flip"))
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "show the answer")
        await pilot.press("ctrl+p")
        await see(pilot, "What do you want to do?")
        await pilot.press(*"show the answer")
        await see(pilot, "Space Enter")
        await pilot.press("enter")
        await see(pilot, "3 Good")
        assert isinstance(app.screen, StudyScreen), "the palette has closed itself"


SCREENS: list[Any] = [HomeScreen, StudyScreen, SummaryScreen, HelpScreen, CardInfo]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
async def test_every_action_of_a_screen_has_its_method(screen: type[QuizScreen[Any]]) -> None:
    missing = [
        name
        for name in keys.in_places(screen.PLACES)
        if place_of(name) not in ("list", "dialog") and not hasattr(screen, f"action_{keys.method_of(name)}")
    ]
    assert missing == []


async def test_every_action_is_in_the_help(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 60)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("?")
        await see(pilot, "What the keys do")
        shown = " ".join(str(app.screen.query_one("#text").render()).split())
        for name in keys.in_places(("home", "app")):
            assert _(ACTIONS[name].does) in shown, name
