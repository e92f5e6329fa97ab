"""What the program writes is private to the person who runs it, whatever new files usually are."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz import config, crash_report
from quiz.charts.chart import Context
from quiz.charts.figure import Room
from quiz.charts.register import CHARTS
from quiz.store import Store, backup
from quiz.tui import drafts
from quiz.tui.screens import statistics_saving
from tests.charts.samples import TODAY, sample
from tests.cli.conftest import Runner


@pytest.fixture(params=[0, 0o077, 0o027])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    """Every file and folder below a folder that others may do something with, with its permissions."""
    found = {path: stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}
    return {
        str(path.relative_to(folder)): oct(mode)
        for path, mode in found.items()
        if mode != (0o700 if path.is_dir() else 0o600)
    }


def test_all_that_is_written_is_private(quiz: Runner, home: Path, umask: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUIZ_DATABASE")
    (home / "quiz.db").unlink()
    for arguments in (
        ["decks"],
        ["config", "set", "theme", "light"],
        ["add", "http", "key=599", "name=Name", "meaning=Meaning"],
        ["export", "http", "-o", str(home / "deck.md")],
        ["export", "http", "-o", f"{home}/exported/in/here/", "--format", "csv"],
        ["stats", "--html", str(home / "report.html")],
    ):
        assert quiz(*arguments).status == 0
    database = home / "data" / "quiz" / "quiz.db"
    assert database.is_file()
    drafts.keep(drafts.path_beside(database), drafts.Draft(1))
    crash_report.write(KeyError("x"))
    with Store.open(database, datetime.now(UTC)) as store:
        assert store.decks()
        backup.make(database, datetime.now(UTC), "manual")
        assert {"quiz.db-wal", "quiz.db-shm"} <= {path.name for path in database.parent.iterdir()}
        assert modes(home) == {}
    config.config_path().write_text("broken", encoding="utf-8")
    assert quiz("config", "set", "theme", "dark").status == 0
    assert modes(home) == {}


def test_a_saved_chart_is_private(home: Path, umask: int) -> None:
    figure = CHARTS["calendar"].figure(sample("calendar", "years"), Context(Room(48, 14), TODAY))
    path = statistics_saving.save(figure, "calendar", datetime.now(UTC).date(), home)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_overwritten_keeps_its_permissions(quiz: Runner, home: Path, umask: int) -> None:
    (home / "deck.md").write_text("old")
    (home / "deck.md").chmod(0o644)
    assert quiz("export", "http", "-o", str(home / "deck.md"), "--force").status == 0
    assert stat.S_IMODE((home / "deck.md").stat().st_mode) == 0o644


def test_a_folder_that_is_there_keeps_its_permissions(quiz: Runner, home: Path, umask: int) -> None:
    (home / "shared").mkdir()
    (home / "shared").chmod(0o755)
    assert quiz("export", "http", "-o", f"{home}/shared/", "--format", "md").status == 0
    assert stat.S_IMODE((home / "shared").stat().st_mode) == 0o755


def test_a_pipe_in_the_place_of_the_database_is_refused_and_not_waited_for(quiz: Runner, home: Path) -> None:
    os.mkfifo(home / "pipe")
    result = quiz("decks", "--database", str(home / "pipe"))
    assert (result.status, "pipe" in result.err, "Traceback" in result.err) == (1, True, False)
