"""Waiting for the app, and reading what is on its screen."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from quiz.clock import Clock
from quiz.program import Program
from quiz.tui.app import QuizApp
from quiz.tui.screens.card_screen import Asked, Phase
from quiz.tui.screens.study import StudyScreen
from tests.simulated import Habits, study_for

NOW = "2026-03-02T09:00:00+08:00"
INSTANT = datetime.fromisoformat(NOW)
SECONDS = 15.0


class Standing(Clock):
    """A clock that stands still, so that no second shows on a picture."""

    def now(self) -> datetime:
        return INSTANT


def studied_for(days: int, folder: Path) -> Path:
    """A database in which somebody has studied for so many days, and mixed some notes up."""
    path = folder / "quiz.db"
    program = Program()
    program.database = str(path)
    study_for(program.store, INSTANT, Habits(days=days, confused=0.9))
    program.close()
    return path


async def wait_for(pilot: Pilot[None], predicate: Callable[[], object], description: str) -> None:
    """Wait until something holds, or fail with what was waited for and the screen as it is."""
    deadline = asyncio.get_running_loop().time() + SECONDS
    while True:
        await pilot.pause()
        if predicate():
            return
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"waited in vain for {description}; the screen:\n{screen_text(pilot.app)}")
        await asyncio.sleep(0.01)


async def stand_still(pilot: Pilot[None]) -> None:
    """Let nothing blink, and everything be drawn, so that a picture can be taken."""
    for field in pilot.app.screen.query("Input, TextArea"):
        assert isinstance(field, Input | TextArea)
        field.cursor_blink = False
    # What is drawn may show what is to be drawn then: how much of a text is seen tells whether there is a key for more.
    seen: list[str] = []
    while len(seen) < 3 or len(set(seen[-3:])) > 1:
        await pilot.pause()
        seen.append(screen_text(pilot.app))


async def laid_out(pilot: Pilot[None]) -> None:
    """Wait until what was just changed is drawn where it belongs, without waiting for the app to be idle.

    The first round draws the new texts, the second gives them their places; the third is to spare.
    """
    for _round in range(3):
        await pilot.pause(0)


async def see(pilot: Pilot[None], text: str) -> None:
    """Wait until a text is on the screen."""
    await wait_for(pilot, lambda: text in screen_text(pilot.app), f"“{text}”")


def screen_text(app: object) -> str:
    """Return the characters on the screen, a line a row."""
    assert isinstance(app, QuizApp)
    width, height = app.size
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert update is not None
    console = app.console
    lines = console.render_lines(update, console.options.update(width=width, height=height), pad=True)
    return "\n".join("".join(segment.text for segment in line if not segment.control).rstrip() for line in lines)


def texts_of(widget: Widget) -> str:
    """Return the characters of one widget."""
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(widget.size.height))


def studying(app: QuizApp) -> StudyScreen:
    """Return the study screen, which is on top."""
    screen = app.screen
    assert isinstance(screen, StudyScreen)
    return screen


def asked_of(app: QuizApp) -> Asked:
    """Return the card on the study screen."""
    asked = studying(app).asked
    assert asked is not None
    return asked


async def at_a_card(pilot: Pilot[None]) -> None:
    """Wait until a card is asked."""
    app = pilot.app
    await wait_for(
        pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.phase is Phase.QUESTION, "a question"
    )
