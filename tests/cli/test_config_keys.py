"""Keys of actions in the settings file and in ``quiz config``."""

from pathlib import Path

import pytest

from quiz.config import load
from tests.cli.conftest import Runner


@pytest.fixture
def file(home: Path) -> Path:
    path = home / "config" / "quiz" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    "text", ['[keys]\n"study.undo" = "z"\n', '[keys]\nstudy.undo = "z"\n', '[keys.study]\nundo = "z"\n']
)
def test_a_key_can_be_written_in_the_file_in_every_way_of_toml(quiz: Runner, file: Path, text: str) -> None:
    file.write_text(text)
    assert quiz("config", "get", "keys.study.undo").out == "z\n"
    assert quiz("config", "set", "keys.study.undo", "w").status == 0
    assert quiz("config", "set", "keys.study.info", "z").status == 0
    assert quiz("config", "get", "keys.study.undo").out == "w\n"
    assert quiz("config", "get", "keys.study.info").out == "z\n"


def test_a_key_is_set_and_the_rest_of_the_file_stays(quiz: Runner, file: Path) -> None:
    file.write_text('theme = "light"  # mine\n\n[keys]\n"home.add" = "m"\n')
    assert quiz("config", "set", "keys.study.undo", "z").out == "keys.study.undo = z\n"
    assert file.read_text() == 'theme = "light"  # mine\n\n[keys]\n"home.add" = "m"\n"study.undo" = "z"\n'


def test_all_keys_are_listed_with_what_they_do(quiz: Runner, file: Path) -> None:
    file.write_text('[keys]\n"study.undo" = "z"\n')
    lines = {line.split()[0]: line.split()[1] for line in quiz("config", "get", "keys").out.splitlines()}
    assert lines["keys.study.undo"] == "z"
    assert lines["keys.home.up"] == "k,up"


def test_a_clash_is_refused_and_nothing_is_written(quiz: Runner, file: Path) -> None:
    result = quiz("config", "set", "keys.study.undo", "i")
    assert result.status == 1
    assert "The key i already means" in result.err
    assert not file.exists()


def test_an_unknown_action_and_an_empty_key_are_refused(quiz: Runner, file: Path) -> None:
    assert "There is no action “study.nope”." in quiz("config", "set", "keys.study.nope", "z").err
    assert "would have no key" in quiz("config", "set", "keys.study.undo", " , ").err
    assert not file.exists()


def test_two_actions_may_have_changed_their_keys_with_each_other(file: Path) -> None:
    file.write_text('[keys]\n"study.undo" = "i"\n"study.info" = "u"\n')
    loaded = load(file)
    assert loaded.problems == ()
    assert loaded["keys.study.undo"] == "i"


def test_a_clash_in_the_file_is_said_with_its_place_and_the_default_holds(file: Path) -> None:
    file.write_text('[keys]\n"study.undo" = "i"\n')
    loaded = load(file)
    assert [problem.message.startswith(f"{file}: keys.study.undo: ") for problem in loaded.problems] == [True]
    assert loaded["keys.study.undo"] == "u,ctrl+z"


def test_a_default_that_comes_back_is_not_taken_by_another_action(file: Path) -> None:
    file.write_text('[keys]\n"study.info" = "no key"\n"study.undo" = "i"\n')
    loaded = load(file)
    assert len(loaded.problems) == 2
    assert loaded.keys == {}


def test_keys_that_are_no_table_are_replaced(quiz: Runner, file: Path) -> None:
    file.write_text('keys = "z"\n')
    assert quiz("config", "set", "keys.study.undo", "z").status == 0
    assert quiz("config", "get", "keys.study.undo").out == "z\n"
