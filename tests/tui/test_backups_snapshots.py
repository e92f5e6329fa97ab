"""What the backups look like, in each size and both languages.

After a change: ``pytest --snapshot-update``, and look at what changed.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.cards import Rating
from quiz.store import backup
from tests.store.support import import_terms, record
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, Standing, stand_still
from tests.tui.test_backups import asked, listed, opened

pytestmark = pytest.mark.no_cover

SIZES = [(80, 24), (120, 40), (60, 20)]
LANGUAGES = ["en", "zh"]
REASONS = ("schema-3", "daily", "import", "manual", "restore")
Look = Callable[..., None]


@pytest.fixture
def look(make_app: AppMaker, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch) -> Look:
    """Compare the list, after some keys, with the kept picture. Sizes are the same whatever the packing is."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("quiz.store.backups.names._size_of", lambda _file: 48_200)

    def compare(size: tuple[int, int], language: str, *keys: str, backups: int, asks: bool = False) -> None:
        app = make_app(language=language)
        app.animation_level = "none"
        app.program.clock = Standing()
        store = app.program.store
        for number in range(backups):
            made = INSTANT - timedelta(hours=20 * number)
            path = backup.make(store.path, made, REASONS[number % len(REASONS)])
            assert isinstance(path, Path)
        import_terms(store, "Net", ["tcp", "udp"], INSTANT)
        record(store, 1, Rating.GOOD, INSTANT)

        async def run(pilot: Pilot[None]) -> None:
            await opened(pilot)
            await pilot.press(*keys)
            await (asked(pilot) if asks else listed(pilot))
            await stand_still(pilot)

        assert snap_compare(app, terminal_size=size, run_before=run)

    return compare


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_no_backup_yet(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language, backups=0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_many_backups(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language, "j", "j", backups=20)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_restore_would_change(look: Look, size: tuple[int, int], language: str) -> None:
    look(size, language, "enter", backups=1, asks=True)
