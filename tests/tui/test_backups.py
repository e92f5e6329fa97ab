"""Backups on the screen: the list, making one, restoring one after seeing what changes, and what goes wrong."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz import locale
from quiz.cards import Rating
from quiz.errors import QuizError
from quiz.sessions import Start
from quiz.store import backup
from quiz.store.backups import making, replacing
from quiz.tui import app as app_module
from quiz.tui.app import QuizApp
from quiz.tui.screens.backups import BackupsScreen
from quiz.tui.screens.backups_restore import RestoreScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.message import MessageScreen
from quiz.tui.screens.study import StudyScreen
from tests.store.support import import_terms, record
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, Standing, at_a_card, screen_text, see, wait_for
from tests.tui.test_import import import_screen

pytestmark = pytest.mark.asyncio

SIZES = [(80, 24), (120, 40), (60, 20)]


def with_backups(app: QuizApp) -> Path:
    """A backup of a first deck; then another deck and an answer."""
    app.program.clock = Standing()
    store = app.program.store
    path = backup.make(store.path, INSTANT, "manual")
    import_terms(store, "Net", ["tcp", "udp"], INSTANT)
    record(store, 1, Rating.GOOD, INSTANT)
    return path


async def at_home(pilot: Pilot[None]) -> HomeScreen:
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled, "home")
    assert isinstance(app.screen, HomeScreen)
    return app.screen


async def opened(pilot: Pilot[None]) -> BackupsScreen:
    """Open the list by its key."""
    await at_home(pilot)
    await pilot.press("B")
    return await listed(pilot)


async def listed(pilot: Pilot[None]) -> BackupsScreen:
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, BackupsScreen) and app.screen.is_settled, "the list")
    assert isinstance(app.screen, BackupsScreen)
    return app.screen


async def asked(pilot: Pilot[None]) -> RestoreScreen:
    """Wait for the question."""
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, RestoreScreen), "the question")
    await see(pilot, "2026-03-02 09:00")
    assert isinstance(app.screen, RestoreScreen)
    return app.screen


def decks_of(app: QuizApp) -> list[str]:
    return [deck.name for deck in app.program.store.decks()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_home_leads_to_the_list(make_app: AppMaker, size: tuple[int, int], language: str) -> None:
    app = make_app(language=language)
    with_backups(app)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert len(screen.backups or ()) == 1
        text = screen_text(app)
        assert "2026-03-02 09:00" in text
        assert locale._("by hand") in text
        assert "64" in text, "what is in it"


async def test_the_palette_leads_to_the_list(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await at_home(pilot)
        await pilot.press("ctrl+p")
        await pilot.press(*"make a backup")
        await see(pilot, "make a backup of the database")
        await pilot.press("enter", "enter")
        await listed(pilot)


async def test_where_there_is_none_the_key_is_named_that_makes_one(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await opened(pilot)
        await see(pilot, "There is no backup yet.")
        await pilot.press("enter")
        await listed(pilot)
        await pilot.press("b")
        await see(pilot, "The backup was made and checked.")
        screen = await listed(pilot)
        assert screen.count == 1
        assert [one.reason for one in backup.backups(app.program.store.path)] == ["manual"]


async def test_the_database_is_restored_and_the_app_goes_on_with_it(make_app: AppMaker) -> None:
    app = make_app()
    with_backups(app)
    async with app.run_test(notifications=True) as pilot:
        await see(pilot, "Net")
        await opened(pilot)
        await pilot.press("enter")
        await asked(pilot)
        text = screen_text(app)
        assert "1 review would be gone." in text
        await pilot.press("enter")
        home = await at_home(pilot)
        await see(pilot, "The database is as it was on 2026-03-02 09:00")
        await wait_for(pilot, lambda: [row.deck.name for row in home.rows] == decks_of(app), "the decks")
        assert "Net" not in screen_text(app)
        assert [one.reason for one in backup.backups(app.program.store.path)].count("restore") == 1
        await pilot.press("enter")
        await at_a_card(pilot)
        await pilot.press("space", "3")
        await wait_for(pilot, lambda: app.program.store.last_entry() != 0, "the answer")
    assert app.program.store.disagreements() == []


async def test_what_was_restored_by_mistake_is_brought_back_in_the_same_way(make_app: AppMaker) -> None:
    app = make_app()
    with_backups(app)
    before = decks_of(app)
    async with app.run_test() as pilot:
        for _time in range(2):
            screen = await opened(pilot)
            if _time:
                screen.select(next(at for at, one in enumerate(screen.backups or ()) if one.backup.reason == "restore"))
            await pilot.press("enter")
            await asked(pilot)
            await pilot.press("enter")
            await at_home(pilot)
    assert decks_of(app) == before


async def test_escape_restores_nothing(make_app: AppMaker) -> None:
    app = make_app()
    with_backups(app)
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await asked(pilot)
        await pilot.press("escape")
        await listed(pilot)
        await pilot.press("escape")
        await at_home(pilot)
    assert "Net" in decks_of(app)
    assert len(backup.backups(app.program.store.path)) == 1


async def test_a_damaged_backup_is_explained_and_another_can_be_taken(make_app: AppMaker) -> None:
    app = make_app()
    path = with_backups(app)
    backup.make(app.program.store.path, INSTANT + timedelta(minutes=1), "daily")
    path.write_bytes(path.read_bytes()[:-100])
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot)
        screen.select(next(at for at, one in enumerate(screen.backups or ()) if one.backup.path == path))
        await pilot.press("enter")
        await see(pilot, "is damaged")
        await listed(pilot)
        await pilot.press("k", "enter")
        await asked(pilot)
        await see(pilot, "No review would be gone.")


async def test_what_goes_wrong_while_restoring_is_shown_and_nothing_has_changed(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    with_backups(app)
    before = decks_of(app)

    def fail(*_arguments: object, **_more: object) -> None:
        raise QuizError("The disk said no.", "Ask it again.")

    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await asked(pilot)
        monkeypatch.setattr("quiz.store.restoring.replaced", fail)
        await pilot.press("enter")
        await see(pilot, "The disk said no.")
        await listed(pilot)
        await pilot.press("escape")
        await at_home(pilot)
        await see(pilot, "Net")
    assert decks_of(app) == before


async def test_while_it_is_restored_the_window_stays(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    with_backups(app)
    goes_on, begun = threading.Event(), threading.Event()
    write_over = replacing._write_over

    def slowly(*arguments: Any) -> Path:
        begun.set()
        goes_on.wait(10)
        return write_over(*arguments)

    monkeypatch.setattr(replacing, "_write_over", slowly)
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await pilot.press("enter")
        await asked(pilot)
        await pilot.press("enter")
        await wait_for(pilot, begun.is_set, "the restore")
        await see(pilot, "restoring…")
        assert not screen.is_available("dialog.close")
        assert not screen.is_available("backups.make")
        goes_on.set()
        await at_home(pilot)
    assert "Net" not in decks_of(app)


async def test_what_the_browser_and_home_could_take_back_is_forgotten(make_app: AppMaker) -> None:
    """The cards of another database would be meant."""
    app = make_app()
    with_backups(app)
    async with app.run_test() as pilot:
        home = await at_home(pilot)
        await pilot.press("D")
        await pilot.press("enter")
        await wait_for(pilot, lambda: home.can_undo and home.is_current, "the deletion")
        app.changes.append(object())  # type: ignore[arg-type]
        await opened(pilot)
        await pilot.press("enter")
        await asked(pilot)
        await pilot.press("enter")
        await at_home(pilot)
        await wait_for(pilot, lambda: not home.can_undo, "home without the deletion")
        assert app.changes == []


async def test_a_backup_with_a_strange_name_is_shown_literally(make_app: AppMaker) -> None:
    app = make_app()
    path = with_backups(app)
    shutil.copy(path, path.with_name("20260301T090000000000+0800-b-red-x.db.zst"))
    async with app.run_test() as pilot:
        await opened(pilot)
        await see(pilot, "b-red-x")


# By itself


async def kept_today(pilot: Pilot[None], app: QuizApp) -> None:
    path = app.program.store.path
    await wait_for(pilot, lambda: [one.reason for one in backup.backups(path)] == ["daily"], "the backup of the day")


@pytest.mark.parametrize("start", [None, Start()], ids=["home", "studying"])
async def test_the_first_start_of_a_day_makes_a_backup(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, start: Start | None
) -> None:
    monkeypatch.setattr(app_module, "_BACKUP_AFTER", 0.01)
    monkeypatch.setattr(app_module, "_BACKUP_EVERY", 0.05)
    app = make_app(start)
    async with app.run_test() as pilot:
        await kept_today(pilot, app)
    assert len(backup.backups(app.program.store.path)) == 1


async def test_a_backup_of_the_day_that_fails_is_told_at_home(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    backup.folder_of(app.program.store.path).write_text("a file where the folder should be")
    monkeypatch.setattr(app_module, "_BACKUP_AFTER", 0.05)
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, MessageScreen), "the message")
        await see(pilot, "There is no backup of today.")
        await pilot.press("enter")
        await at_home(pilot)


async def test_a_backup_of_the_day_that_fails_is_not_in_the_way_of_a_card(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(Start())
    backup.folder_of(app.program.store.path).write_text("a file where the folder should be")
    monkeypatch.setattr(app_module, "_BACKUP_AFTER", 0.05)
    async with app.run_test(notifications=True) as pilot:
        await at_a_card(pilot)
        await see(pilot, "There is no backup of today.")
        assert isinstance(app.screen, StudyScreen)
        await pilot.press("space", "3")
        await wait_for(pilot, lambda: app.program.store.last_entry() != 0, "the answer")


async def test_an_app_that_is_left_at_once_waits_for_its_backup(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    begun, goes_on = threading.Event(), threading.Event()
    keep = making.keep

    def slowly(*arguments: Any) -> Path:
        begun.set()
        goes_on.wait(10)
        return keep(*arguments)

    monkeypatch.setattr(making, "keep", slowly)
    monkeypatch.setattr(app_module, "_BACKUP_AFTER", 0.05)
    async with app.run_test() as pilot:
        await wait_for(pilot, begun.is_set, "the backup")
        await at_home(pilot)
        await pilot.press("q")
    goes_on.set()
    app.program.close()
    assert [one.reason for one in backup.backups(app.program.database_path)] == ["daily"]


async def test_an_import_on_the_screen_keeps_the_database_before(make_app: AppMaker, home: Path) -> None:
    (home / "ports.md").write_text("---\ntitle: Ports\n---\n## a\n22: SSH, remote\n", encoding="utf-8")
    app = make_app()
    async with app.run_test() as pilot:
        screen = await import_screen(pilot, str(home / "ports.md"))
        await pilot.press("enter")
        await wait_for(pilot, lambda: screen.work is None and screen.candidates, "what is in the file")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Ports" in decks_of(app), "the deck")
    (one,) = backup.backups(app.program.store.path)
    assert one.reason == "import"
    held = backup.known_contents(one)
    assert held is not None
    assert held.decks == len(decks_of(app)) - 1
