"""A database of an older program is brought up by whatever command comes first; where that takes long, it is said."""

from pathlib import Path

import pytest

from quiz import program
from quiz.store import backup
from tests.cli.conftest import Runner
from tests.store.schemas import OLD, SCHEMAS, put, version


@pytest.mark.parametrize("command", ["due", "decks", "stats", "browse"])
@pytest.mark.parametrize("name", OLD)
def test_the_first_command_brings_an_older_database_up(quiz: Runner, home: Path, name: str, command: str) -> None:
    path = put(home / "quiz.db", name)
    result = quiz(command)
    assert result.status == 0
    assert version(path) == str(SCHEMAS[-1])
    assert [file.name.split("-", 1)[1] for file in backup.folder_of(path).glob("*schema*")] == [
        f"schema-{name[0]}.db.zst"
    ]


def test_that_it_takes_long_is_said_once_and_only_of_a_large_database(
    quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home / "quiz.db", OLD[0])
    said = "The database is brought up to this version of quiz."
    assert said not in quiz("due").err
    (home / "quiz.db").unlink()
    put(home / "quiz.db", OLD[0])
    monkeypatch.setattr(program, "_LARGE", 0)
    assert said in quiz("due").err
    assert said not in quiz("due").err
