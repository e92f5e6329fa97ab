"""An app with a home of its own, at a fixed instant, in English."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz import locale
from quiz.program import Program
from quiz.sessions import Start
from quiz.tui import app
from quiz.tui.app import QuizApp
from quiz.tui.screens import home as home_screen
from tests.tui.browsing import Studied
from tests.tui.support import NOW, Standing, studied_for

AppMaker = Callable[..., QuizApp]


@pytest.fixture(scope="session")
def first_decks(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database as the first start leaves it: copying one is quicker than importing the decks for each test."""
    path = tmp_path_factory.mktemp("first") / "quiz.db"
    program = Program()
    program.database = str(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZ_NOW", NOW)
        assert program.store.has_first_decks()
    program.close()
    return path.read_bytes()


@pytest.fixture
def home(tmp_path: Path, first_decks: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and clock of its own, and a database with the decks that come with the program."""
    (tmp_path / "quiz.db").write_bytes(first_decks)
    monkeypatch.setenv("QUIZ_DATABASE", str(tmp_path / "quiz.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("QUIZ_NOW", NOW)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def never_started(home: Path) -> None:
    """Take the database away again: the app makes it, and imports the decks, while it is on the screen."""
    (home / "quiz.db").unlink()


@pytest.fixture
def make_app(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppMaker]:
    """Make an app on this home; each app has its own database connection, as after a restart.

    Home prepares nothing while it is at rest, and no backup is made, which would be done for each test again.
    """
    programs: list[Program] = []
    monkeypatch.setattr(home_screen, "_AT_REST", 3600)
    monkeypatch.setattr(app, "_BACKUP_AFTER", 3600)

    def make(start: Start | None = None, *, language: str = "en") -> QuizApp:
        locale.use(language)
        program = Program()
        programs.append(program)
        return QuizApp(program, start)

    yield make
    for program in programs:
        program.close()
    locale.use("en")


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which somebody has studied for 30 days, and mixed some notes up."""
    return studied_for(30, tmp_path_factory.mktemp("month"))


@pytest.fixture
def studied(home: Path, history: Path, make_app: AppMaker) -> Studied:
    """Make an app for the one of ``history``; its clock stands still."""
    (home / "quiz.db").write_bytes(history.read_bytes())

    def make(language: str = "en") -> QuizApp:
        app = make_app(language=language)
        app.program.clock = Standing()
        return app

    return make
