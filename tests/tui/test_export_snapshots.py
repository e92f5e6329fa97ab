"""What the export screen looks like, in each size and both languages.

After a change: ``pytest --snapshot-update``, and look at what changed.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from quiz.tui.app import QuizApp
from tests.store.support import import_terms
from tests.tui.browsing import Running, Studied, look_for
from tests.tui.browsing import opened as browsing
from tests.tui.support import INSTANT, stand_still
from tests.tui.test_export import opened, settled, typed

pytestmark = pytest.mark.no_cover

SMALLEST, USUAL, LARGE = (60, 20), (80, 24), (120, 40)
Step = Callable[[Running], Awaitable[object]]
Look = Callable[..., None]


@pytest.fixture
def look(studied: Studied, snap_compare: Callable[..., bool], home: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Compare the screen after some steps with the picture that was kept."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(home)

    def compare(size: tuple[int, int], *steps: Step, language: str = "en", theme: str = "dark") -> None:
        app = studied(language)
        app.animation_level = "none"
        app.program.change("theme", theme)
        app.apply_settings()
        prepare(app)

        async def run(pilot: Running) -> None:
            for step in steps:
                await step(pilot)
            await stand_still(pilot)

        assert snap_compare(app, terminal_size=size, run_before=run)

    return compare


def prepare(app: QuizApp) -> None:
    """Have a second deck, and a file that is there already."""
    import_terms(app.program.store, "Latency::Caches 缓存", ["cache", "ttl", "[/x]"], INSTANT)
    Path("weak.md").write_text("mine", encoding="utf-8")


def text(name: str, words: str) -> Step:
    return lambda pilot: typed(pilot, name, words)


async def over_a_file(pilot: Running) -> None:
    await typed(pilot, "file", "weak.md")
    await pilot.press("enter")


async def all_decks(pilot: Running) -> None:
    await opened(pilot, "E")


async def marked(pilot: Running) -> None:
    await browsing(pilot)
    await look_for(pilot, "category:5xx")
    await pilot.press("*", "e")
    await settled(pilot)


def named(value: object) -> str:
    """Name a size by its columns and lines."""
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


ALL = pytest.mark.parametrize(
    ("size", "language"),
    [(size, language) for size in (SMALLEST, USUAL, LARGE) for language in ("en", "zh")],
    ids=named,
)
TWO = pytest.mark.parametrize(("size", "language"), [(USUAL, "en"), (SMALLEST, "zh")], ids=named)


@ALL
def test_a_deck(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, opened, language=language)


@ALL
def test_a_table(look: Look, size: tuple[int, int], language: str) -> None:
    look(
        size,
        opened,
        text("query", "category:5xx"),
        text("fields", "key,name,tags"),
        text("file", "5xx.csv"),
        language=language,
    )


@TWO
def test_a_mistake_in_the_query(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, opened, text("query", "category:5xx is:xx"), language=language)


@TWO
def test_a_file_that_exists(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, opened, over_a_file, language=language)


@TWO
def test_a_folder(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, all_decks, language=language)


@TWO
def test_several_decks_for_one_file(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, all_decks, text("file", "all.md"), language=language)


@TWO
def test_everything(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, all_decks, text("file", "all.json"), language=language)


@pytest.mark.parametrize(("size", "language"), [(LARGE, "en"), (USUAL, "zh")], ids=named)
def test_a_page(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, opened, text("file", "sheet.html"), language=language)


@TWO
def test_marked_notes(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, marked, language=language)


@pytest.mark.parametrize(("presses", "language"), [(1, "en"), (2, "zh")])
def test_what_becomes_no_file(look: Look, presses: int, language: str) -> None:
    async def turned(pilot: Running) -> None:
        await opened(pilot)
        await pilot.press(*["right"] * presses)
        await settled(pilot)

    look(USUAL, turned, language=language)


def test_the_light_theme(look: Look) -> None:
    look(LARGE, opened, theme="light")
