"""Driving the browser."""

from collections.abc import Callable

from textual.pilot import Pilot

from quiz.tui.app import QuizApp
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.widgets.query_input import QueryInput
from tests.tui.support import texts_of, wait_for

Running = Pilot[None]
Studied = Callable[..., QuizApp]


def browser_of(pilot: Running) -> BrowseScreen:
    """The browser, which is on top."""
    screen = pilot.app.screen
    assert isinstance(screen, BrowseScreen)
    return screen


async def found(pilot: Running) -> BrowseScreen:
    """Wait until the browser is on top and has found what is looked for."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen), "the browser")
    screen = browser_of(pilot)
    await wait_for(pilot, lambda: screen.is_settled and not screen.is_changing, "what is looked for")
    return screen


async def opened(pilot: Running, text: str = "") -> BrowseScreen:
    """Open the browser from home, and find what a query says."""
    home = pilot.app.screen_stack[0]
    assert isinstance(home, HomeScreen)
    await wait_for(pilot, lambda: home.overview is not None, "the decks")
    await pilot.press("/")
    screen = await found(pilot)
    if text:
        await look_for(pilot, text)
    return screen


async def look_for(pilot: Running, text: str) -> BrowseScreen:
    """Put a query into its line, and wait for what it finds."""
    screen = browser_of(pilot)
    screen.query_one(QueryInput).value = text
    await wait_for(pilot, lambda: screen.wanted.text == text, "the query")
    return await found(pilot)


def table_of(screen: BrowseScreen) -> list[str]:
    """The lines of the table that are seen, without the headings."""
    lines = texts_of(screen.table).split("\n")[2:]
    return [line for line in lines if line.strip()]


def headings_of(screen: BrowseScreen) -> str:
    """The headings of the table."""
    return texts_of(screen.table).split("\n")[0]
