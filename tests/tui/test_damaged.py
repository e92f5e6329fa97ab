"""A damaged database in the app: what can be done is offered, is done, and the app goes on with a sound one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz import health
from quiz.cards import Note
from quiz.errors import DamagedError, QuizError
from quiz.health import Ways
from quiz.store import backup
from quiz.store.backup import Backup
from quiz.store.backups.contents import Contents
from quiz.tui.screens import contrast
from quiz.tui.screens.damaged import DamagedScreen, Way
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.message import MessageScreen
from quiz.tui.screens.study import StudyScreen
from tests.faults.damaging import many_pages_filled, root_filled, write
from tests.tui.browsing import Studied
from tests.tui.support import INSTANT, see, stand_still, wait_for

SIZES = [(80, 24), (120, 40), (60, 20)]


def head_zeroed(path: Path) -> None:
    write(path, 0, bytes(4096))


def mostly_gone(path: Path) -> None:
    head_zeroed(path)
    many_pages_filled(5)(path)


def with_backup(home: Path, damage: Callable[[Path], None]) -> Path:
    """Make a backup of the database of an app that is not running yet, then damage it."""
    path = home / "quiz.db"
    kept = backup.make(path, INSTANT, "daily")
    damage(path)
    return kept


async def offered(pilot: Pilot[None]) -> DamagedScreen:
    """Wait until it is known what can be done."""
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, DamagedScreen) and app.screen.ways, "the window")
    assert isinstance(app.screen, DamagedScreen)
    await see(pilot, "▌")
    return app.screen


async def home_again(pilot: Pilot[None]) -> HomeScreen:
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled, "home")
    assert isinstance(app.screen, HomeScreen)
    return app.screen


def aside(home: Path) -> list[Path]:
    return sorted(home.glob("quiz.db.damaged-*"))


@pytest.mark.asyncio
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_readable_is_saved_and_the_app_goes_on(
    studied: Studied, home: Path, size: tuple[int, int]
) -> None:
    app = studied()
    with_backup(home, head_zeroed)
    content = (home / "quiz.db").read_bytes()
    async with app.run_test(size=size) as pilot:
        screen = await offered(pilot)
        screen.select(screen.choices.index(Way.SAVE))
        await pilot.press("enter")
        await see(pilot, "There is a sound database again")
        await pilot.press("enter")
        shown = await home_again(pilot)
        assert shown.overview is not None
        assert shown.overview.decks
        assert app.program.store.disagreements() == []
        assert len(app.program.store.cards()) > 100
    assert [file.read_bytes() for file in aside(home)] == [content]


@pytest.mark.asyncio
async def test_the_newest_good_backup_comes_first_where_it_has_more_answers(studied: Studied, home: Path) -> None:
    app = studied()
    with_backup(home, mostly_gone)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await offered(pilot)
        assert list(screen.choices) == [Way.RESTORE, Way.SAVE, Way.LEAVE]
        await see(pilot, "2026-03-02 09:00 · ")  # the number to compare the ways by follows
        await pilot.press("enter")
        await see(pilot, "There is a sound database again")
        await pilot.press("enter")
        await home_again(pilot)
        assert app.program.store.disagreements() == []
    assert len(aside(home)) == 1


@pytest.mark.asyncio
async def test_a_backup_that_is_damaged_too_is_passed_over(studied: Studied, home: Path) -> None:
    app = studied()
    good = backup.make(home / "quiz.db", INSTANT.replace(day=1), "daily")
    bad = with_backup(home, head_zeroed)
    bad.write_bytes(bad.read_bytes()[:2000])
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await offered(pilot)
        assert screen.ways is not None
        assert screen.ways.backup is not None
        assert screen.ways.backup.path == good


@pytest.mark.asyncio
async def test_a_backup_of_a_clock_that_was_ahead_is_not_the_newest(studied: Studied, home: Path) -> None:
    app = studied()
    ahead = backup.make(home / "quiz.db", INSTANT.replace(year=INSTANT.year + 1), "daily")
    right = with_backup(home, head_zeroed)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await offered(pilot)
        assert screen.ways is not None
        assert screen.ways.backup is not None
        assert screen.ways.backup.path == right
    right.unlink()
    found = health.newest_good(home / "quiz.db", home / "quiz.db", INSTANT)
    assert found is not None
    assert found[0].path == ahead


@pytest.mark.asyncio
@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_leaving_changes_nothing_and_says_what_to_do(studied: Studied, home: Path, key: str) -> None:
    app = studied()
    with_backup(home, head_zeroed)
    content = (home / "quiz.db").read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await offered(pilot)
        screen.select(screen.choices.index(Way.LEAVE))
        await pilot.press(key)
        await wait_for(pilot, lambda: app.failure is not None, "the end")
    assert app.failure is not None
    assert "quiz restore" in app.failure.hint
    assert "quiz doctor --fix" in app.failure.hint
    assert (home / "quiz.db").read_bytes() == content
    assert aside(home) == []


@pytest.mark.asyncio
async def test_an_emptied_file_offers_the_backup_alone(studied: Studied, home: Path) -> None:
    app = studied()
    with_backup(home, lambda path: write_empty(path))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await offered(pilot)
        assert list(screen.choices) == [Way.RESTORE, Way.LEAVE]
        await pilot.press("enter")
        await see(pilot, "There is a sound database again")


def write_empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.asyncio
async def test_without_a_backup_and_anything_readable_only_leaving_is_left(studied: Studied, home: Path) -> None:
    app = studied()
    kept = with_backup(home, write_empty)
    kept.write_bytes(b"nothing")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await offered(pilot)
        assert list(screen.choices) == [Way.LEAVE]
        await see(pilot, "Nothing of it is readable")


@pytest.mark.asyncio
async def test_what_goes_wrong_is_said_and_another_way_can_be_taken(
    studied: Studied, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_anything: object) -> None:
        raise QuizError("There is no space left.", "Free some space.")

    app = studied()
    with_backup(home, head_zeroed)
    monkeypatch.setattr(health, "salvage", fails)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await offered(pilot)
        screen.select(screen.choices.index(Way.SAVE))
        await pilot.press("enter")
        await see(pilot, "There is no space left.")
        screen.select(screen.choices.index(Way.RESTORE))
        await pilot.press("enter")
        await see(pilot, "There is a sound database again")


@pytest.mark.asyncio
async def test_damage_that_is_found_later_is_offered_to_be_mended_too(studied: Studied, home: Path) -> None:
    app = studied()
    root_filled("card")(home / "quiz.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await offered(pilot)
        assert not any(isinstance(screen, MessageScreen) for screen in app.screen_stack)
        await pilot.press("enter")
        await see(pilot, "There is a sound database again")
        await pilot.press("enter")
        await home_again(pilot)
        assert app.program.store.disagreements() == []


@pytest.mark.asyncio
async def test_damage_found_later_can_be_left_and_the_app_stays(studied: Studied, home: Path) -> None:
    app = studied()
    root_filled("card")(home / "quiz.db")
    async with app.run_test(size=(80, 24)) as pilot:
        await offered(pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert app.failure is None


@pytest.mark.asyncio
async def test_home_that_cannot_be_read_says_why_and_reaches_the_backups(studied: Studied, home: Path) -> None:
    app = studied()
    with_backup(home, root_filled("card"))
    async with app.run_test(size=(80, 24)) as pilot:
        await offered(pilot)
        await pilot.press("escape")
        await see(pilot, "✗ The database")
        await see(pilot, "B backups")
        await pilot.press("B")
        await see(pilot, "1 backup")
        await pilot.press("enter")
        await see(pilot, "Restore the backup of")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.overview, "home")
        await see(pilot, "12 weeks")
        assert app.program.store.disagreements() == []


@pytest.mark.asyncio
async def test_damage_that_the_footer_of_a_card_comes_upon_does_not_end_the_app(
    studied: Studied, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_arguments: object) -> list[Note]:
        raise DamagedError("The database is damaged.", "")

    monkeypatch.setattr(contrast, "easily_confused", damaged)
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await home_again(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asked, "a card")
        assert isinstance(app.screen, StudyScreen)
        app.screen.ask_as("type")
        await stand_still(pilot)
        await pilot.press("x", "enter")
        await see(pilot, "Again")
        await stand_still(pilot)
        assert app.failure is None
        assert app.is_running


KNOWN = Ways(
    Backup(Path("quiz.db.backups/one.db.zst"), INSTANT - timedelta(days=2), "daily", 123_456),
    Contents(3, 4, 1_064, 2_128, 15_730, INSTANT),
    gone=112,
    readable=Contents(3, 4, 1_031, 2_128, 12_345, INSTANT),
    lost=3_497,
)


@pytest.mark.no_cover
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_how_it_looks(
    studied: Studied,
    home: Path,
    snap_compare: Callable[..., bool],
    size: tuple[int, int],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(health, "ways", lambda _program: KNOWN)
    app = studied(language)
    app.animation_level = "none"
    write(home / "quiz.db", 0, bytes(4096))
    monkeypatch.chdir(home)
    app.program.database = "quiz.db"

    async def run(pilot: Pilot[None]) -> None:
        screen = await offered(pilot)
        screen.select(screen.choices.index(Way.SAVE))
        await stand_still(pilot)

    assert snap_compare(app, terminal_size=size, run_before=run)
