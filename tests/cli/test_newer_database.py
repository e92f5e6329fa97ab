"""A database of a newer program is refused by every command and by the app, and stays as it was to the last byte."""

from pathlib import Path

import pytest

from quiz.cli.app import COMMANDS
from tests.cli.conftest import Runner
from tests.faults.terminal import Quiz
from tests.store.schemas import put_newer

ARGUMENTS = {
    "study": ["--plain"],
    "import": ["a.md"],
    "export": ["net"],
    "add": ["net", "key=1", "meaning=2"],
    "config": ["set", "new_per_day", "3", "--deck", "net"],
}
"""What each command is called with, where it needs anything to come to the database."""
OF_FILES = {"backup", "restore", "doctor"}
"""Commands that are about the file itself: they may look at it, and say what it is in their own words."""


@pytest.fixture
def newer(home: Path) -> Path:
    """The database of the home, of a schema that is not known yet, as a program that has ended leaves it."""
    return put_newer(home / "quiz.db")


def beside(path: Path) -> dict[str, bytes]:
    """The file and everything that begins with its name."""
    return {file.name: file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file()}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in OF_FILES])
def test_every_command_refuses_a_newer_database_and_leaves_it_as_it_was(quiz: Runner, newer: Path, name: str) -> None:
    before = beside(newer)
    (newer.parent / "a.md").write_text("80: HTTP, the web\n", encoding="utf-8")
    result = quiz(name, *ARGUMENTS.get(name, []))
    assert result.status == 1
    assert "was written by a newer version of quiz" in result.err
    assert "Install the newer version" in result.err
    assert beside(newer) == before == {"quiz.db": before["quiz.db"]}


@pytest.mark.parametrize("name", sorted(OF_FILES & COMMANDS.keys()))
def test_what_is_about_files_leaves_a_newer_database_as_it_was(quiz: Runner, newer: Path, name: str) -> None:
    before = beside(newer)
    result = quiz(name, *(["nothing.db"] if name == "restore" else []))
    assert "Traceback" not in result.err
    assert beside(newer) == before


@pytest.mark.no_cover
def test_the_app_says_that_a_database_is_newer_and_leaves_it_as_it_was(newer: Path, tmp_path: Path) -> None:
    before = beside(newer)
    with Quiz(tmp_path) as quiz:
        quiz.see("newer version")
        quiz.send("\x1b")
        quiz.send("q")
        quiz.wait()
    assert beside(newer) == before
