"""What the browser and its windows look like, in each size and both languages.

After a change: ``pytest --snapshot-update``, and look at what changed.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from quiz.tui.app import QuizApp
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.browse_duplicates import DuplicatesScreen
from quiz.tui.widgets.card_pane import CardPane
from quiz.tui.widgets.query_input import QueryInput
from tests.store.support import import_terms
from tests.tui.browsing import Running, Studied, browser_of, look_for, opened
from tests.tui.support import INSTANT, see, wait_for

pytestmark = pytest.mark.no_cover

SMALLEST, USUAL, LARGE = (60, 20), (80, 24), (120, 40)
WEAK = "category:4xx lapses>=1"
Step = Callable[[Running], Awaitable[None]]
Look = Callable[..., None]


@pytest.fixture
def look(studied: Studied, snap_compare: Callable[..., bool], home: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Compare the browser after some steps with the picture that was kept."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(home)

    def compare(
        size: tuple[int, int],
        *steps: Step,
        language: str = "en",
        theme: str = "dark",
        prepare: Callable[[QuizApp], None] = lambda _app: None,
    ) -> None:
        app = studied(language)
        app.animation_level = "none"
        app.program.change("theme", theme)
        app.apply_settings()
        prepare(app)

        async def run(pilot: Running) -> None:
            screen = await opened(pilot)
            await wait_for(pilot, lambda: screen.query_one(QueryInput).vocabulary is not None, "the names")
            for step in steps:
                await step(pilot)
            await rest(pilot)

        assert snap_compare(app, terminal_size=size, run_before=run)

    return compare


async def rest(pilot: Running) -> None:
    """Wait until nothing moves any more: the selected card is shown, no cursor blinks."""
    screen: Any = pilot.app.screen
    for field in screen.query(Input):
        field.cursor_blink = False
    if isinstance(screen, BrowseScreen) and screen.shows_preview and screen.ids:
        pane = screen.query_one(CardPane)
        await wait_for(pilot, lambda: pane.shown is not None and pane.shown.id == screen.selected_id, "the card")
    await pilot.pause()
    await pilot.pause()


def press(*keys: str, until: str = "") -> Step:
    async def step(pilot: Running) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        if until:
            await see(pilot, until)

    return step


def query(text: str) -> Step:
    async def step(pilot: Running) -> None:
        await look_for(pilot, text)

    return step


def typed(text: str) -> Step:
    """Write a query by hand, so that it is completed."""

    async def step(pilot: Running) -> None:
        await pilot.press("/", *("colon" if letter == ":" else letter for letter in text))
        await wait_for(pilot, lambda: browser_of(pilot).is_settled, "what is looked for")

    return step


MARKS = press("down", "down", "space", "space", "down", "space")


def named(value: object) -> str:
    """Name a size by its columns and lines."""
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


# The table


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [SMALLEST, USUAL, LARGE], ids=named)
def test_what_a_query_finds_some_of_it_marked(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, query(WEAK), MARKS, language=language)


@pytest.mark.parametrize(("size", "language"), [(USUAL, "zh"), (LARGE, "en")], ids=named)
def test_the_light_theme(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, query(WEAK), MARKS, language=language, theme="light")


@pytest.mark.parametrize(("size", "language"), [(SMALLEST, "zh"), (USUAL, "en")], ids=named)
def test_everything(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language=language)


@pytest.mark.parametrize(("size", "language"), [(USUAL, "en"), (LARGE, "zh")], ids=named)
def test_notes(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, press("n", until="64"), press("down"), language=language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_card_below_the_table(look: Look, language: str) -> None:
    look(USUAL, query(WEAK), press("p", "down"), language=language)


def test_sorted_by_lapses_the_greatest_first(look: Look) -> None:
    chosen = ("s", *["down"] * 7, "enter")
    look(USUAL, query(WEAK), press(*chosen), press("s", "enter"))


def test_nothing_found(look: Look) -> None:
    look(USUAL, query("key:404 is:new"), language="zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_after_a_change(look: Look, language: str) -> None:
    look(USUAL, query(WEAK), MARKS, press("@"), language=language)


# Queries


@pytest.mark.parametrize(("size", "language"), [(SMALLEST, "zh"), (USUAL, "en")], ids=named)
def test_a_wrong_query(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, query("404 is:nonsense"), press("/"), language=language)


def test_a_wrong_query_that_is_long(look: Look) -> None:
    look(SMALLEST, query("category:4xx and lapses>=1 and (tag:common"), press("/"))


def test_names_to_complete(look: Look) -> None:
    look(USUAL, typed("re"))


def test_values_to_complete(look: Look) -> None:
    look(LARGE, typed("lapses>0 is:"), language="zh")


# The windows


def searches(app: QuizApp) -> None:
    app.program.change("searches.weak", "is:leech or lapses>=4")
    app.program.change("searches.每天都要看的重定向", "category:3xx tag:common retrievability<80%")


def duplicates(app: QuizApp) -> None:
    import_terms(app.program.store, "Other", ["404", "500", "cache", "caches"], INSTANT)


async def compared(pilot: Running) -> None:
    """Wait until all notes were compared."""
    await pilot.press("d")
    await wait_for(
        pilot, lambda: isinstance(pilot.app.screen, DuplicatesScreen) and pilot.app.screen.is_settled, "the notes"
    )


@pytest.mark.parametrize(("size", "language"), [(USUAL, "en"), (SMALLEST, "zh")], ids=named)
class TestWindows:
    """Each window over the table."""

    def test_columns(self, look: Look, size: tuple[int, int], language: str) -> None:
        look(size, press("c", "down", "x", "J"), language=language)

    def test_an_order(self, look: Look, size: tuple[int, int], language: str) -> None:
        look(size, press("s", *["down"] * 5, "enter", "s"), language=language)

    def test_tags(self, look: Look, size: tuple[int, int], language: str) -> None:
        look(size, query("category:4xx"), press("*", "t", *"mine -core"), language=language)

    def test_a_due_day(self, look: Look, size: tuple[int, int], language: str) -> None:
        look(size, query("category:4xx"), press("*", "f"), language=language)

    def test_a_text_to_replace(self, look: Look, size: tuple[int, int], language: str) -> None:
        keys = ("*", "r", *"request", "down", *"REQUEST")
        look(size, query("category:4xx"), press(*keys, until="→"), language=language)

    def test_kept_searches(self, look: Look, size: tuple[int, int], language: str) -> None:
        look(size, query(WEAK), press("w"), language=language, prepare=searches)

    def test_notes_that_may_be_the_same(self, look: Look, size: tuple[int, int], language: str) -> None:
        look(size, compared, press("l", until="404 ×2"), language=language, prepare=duplicates)
