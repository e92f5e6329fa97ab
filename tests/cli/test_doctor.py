"""``quiz doctor``: what it says, its exit status, its JSON, and what the errors of other commands say of damage."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from quiz.store import backup
from quiz.store.doctoring import values
from tests.cli.conftest import Runner
from tests.faults.damaging import write


def change(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "quiz.db")) as writer, writer:
        for statement in statements:
            writer.execute(statement)


@pytest.fixture
def made(quiz: Runner) -> Runner:
    """A database with the decks that come with the program."""
    assert quiz("decks").status == 0
    return quiz


def test_a_sound_database_is_told_with_what_is_in_it(made: Runner, home: Path) -> None:
    result = made("doctor")
    assert result.status == 0
    assert result.err == ""
    assert str(home / "quiz.db") in result.out
    assert "Nothing is wrong." in result.out
    assert "✗" not in result.out


def test_what_is_wrong_is_said_in_words_with_counts_and_the_first_rows(made: Runner, home: Path) -> None:
    change(home, "UPDATE card SET reps = 7", "UPDATE note SET search_text = 'x' WHERE id = 3")
    result = made("doctor")
    assert result.status == 1
    assert "cards are not what their review logs make of them. (1, 2, 3, 4, 5 and " in result.out
    assert "1 note is not found by its texts. (3)" in result.out
    assert "2 things are wrong." in result.err
    assert "quiz doctor --fix" in result.err


def test_fix_says_each_change_and_where_the_database_of_before_is(made: Runner, home: Path) -> None:
    change(home, "UPDATE card SET reps = 7 WHERE id < 4", "DELETE FROM card WHERE id = 9")
    result = made("doctor", "--fix")
    assert result.status == 0
    assert "✓ 3 cards were computed again from their logs. (1, 2, 3)" in result.out
    assert "✓ 1 missing card was added." in result.out
    (kept,) = backup.backups(home / "quiz.db")
    assert kept.reason == "repair"
    assert str(kept.path) in result.out
    assert made("doctor").status == 0


def test_fix_on_a_sound_database_changes_nothing(made: Runner, home: Path) -> None:
    before = (home / "quiz.db").read_bytes()
    result = made("doctor", "--fix")
    assert result.status == 0
    assert "There was nothing to repair." in result.out
    assert (home / "quiz.db").read_bytes() == before
    assert backup.backups(home / "quiz.db") == []


@pytest.mark.parametrize("arguments", [[], ["--fix"]])
def test_the_json_has_its_keys(made: Runner, home: Path, arguments: Sequence[str]) -> None:
    change(home, "UPDATE card SET reps = 7 WHERE id < 9")
    result = made("doctor", "--json", *arguments)
    document = json.loads(result.out)
    assert list(document) == [
        *("database", "clean", "decks", "notes", "cards", "reviews", "findings", "changes", "kept"),
    ]
    assert document["clean"] is (result.status == 0) is bool(arguments)
    (one,) = document["changes"] if arguments else [found for found in document["findings"] if found["wrong"]]
    assert (one["code"], one["count"], one["examples"]) == ("card-log", 8, ["1", "2", "3", "4", "5"])
    assert {tuple(found) for found in document["findings"]} <= {
        ("code", "message", "count", "examples", "wrong", "remedy", "hint")
    }
    assert bool(document["kept"]) is bool(arguments)


def test_reviews_in_the_future_are_told_and_stay(made: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made("study", "--plain", "HTTP", "--mode", "flip", typed="\n3\nq\n").status == 0
    with closing(sqlite3.connect(home / "quiz.db")) as reader:
        before = reader.execute("SELECT * FROM review").fetchall()
    assert before
    monkeypatch.setenv("QUIZ_NOW", "2025-01-01T09:00:00+08:00")
    for arguments in (["doctor"], ["doctor", "--fix"]):
        result = made(*arguments)
        assert result.status == 0
        assert "1 entry of the log is in the future." in result.out
    with closing(sqlite3.connect(home / "quiz.db")) as reader:
        assert reader.execute("SELECT * FROM review").fetchall() == before


def test_a_database_that_is_not_there_is_not_made(quiz: Runner, home: Path) -> None:
    result = quiz("doctor", "--fix")
    assert result.status == 1
    assert "There is no database" in result.err
    assert list(home.iterdir()) == []


def test_what_others_could_read_is_found_and_made_private(made: Runner, home: Path) -> None:
    assert made("backup").status == 0
    assert made("config", "set", "timer", "on").status == 0
    folder, settings = home / "quiz.db.backups", home / "config" / "quiz" / "config.toml"
    for path, mode in ((home / "quiz.db", 0o644), (folder, 0o755), (settings, 0o640)):
        path.chmod(mode)
    result = made("doctor")
    assert result.status == 1
    assert "2 files or folders can be read or changed by other users." in result.out
    assert "1 place of the program can be read or changed by other users." in result.out
    assert str(settings) in result.out
    assert made("doctor", "--fix").status == 0
    assert [path.stat().st_mode & 0o777 for path in (home / "quiz.db", folder, settings)] == [0o600, 0o700, 0o600]


def test_a_settings_file_that_cannot_be_read_is_told(made: Runner, home: Path) -> None:
    settings = home / "config" / "quiz" / "config.toml"
    settings.parent.mkdir(mode=0o700, parents=True)
    settings.write_text("theme = \n")
    settings.chmod(0o600)
    result = made("doctor")
    assert result.status == 1
    assert "✗ The settings file" in result.out


def test_an_old_backup_is_told_and_one_that_cannot_be_restored_is_wrong(
    made: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made("backup").status == 0
    monkeypatch.setenv("QUIZ_NOW", "2026-03-22T09:00:00+08:00")
    result = made("doctor")
    assert result.status == 0
    assert "The newest backup is 20 days old." in result.out
    (kept,) = backup.backups(home / "quiz.db")
    kept.path.write_bytes(kept.path.read_bytes()[:3000])
    result = made("doctor")
    assert result.status == 1
    assert "✗ The newest backup cannot be restored" in result.out


def test_a_damaged_file_is_told_with_the_newest_good_backup_and_is_rebuilt(made: Runner, home: Path) -> None:
    assert made("backup").status == 0
    write(home / "quiz.db", 0, bytes(4096))
    result = made("doctor")
    assert result.status == 1
    assert "The newest good backup is of 2026-03-02 09:00" in result.err
    result = made("doctor", "--fix")
    assert result.status == 0
    assert "✓ Saved: " in result.out
    assert "newest good backup" not in result.err, "it has nothing that was not saved"
    assert len(list(home.glob("quiz.db.damaged-*"))) == 1
    assert made("doctor").status == 0


@pytest.mark.parametrize("option", [[], ["--fix"]])
def test_it_can_be_interrupted_wherever_it_is(made: Runner, monkeypatch: pytest.MonkeyPatch, option: list[str]) -> None:
    def interrupted(_raw: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(values, "_is_text", interrupted)
    result = made("doctor", *option)
    assert (result.status, result.out, "user-defined" in result.err) == (130, "", False)


def test_after_a_repair_that_lost_something_the_backup_that_has_it_is_named(
    made: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("study", "--plain", typed="\n3\n")
    monkeypatch.setenv("QUIZ_NOW", "2026-03-02T09:01:00+08:00")
    assert made("backup").status == 0
    database = home / "quiz.db"
    database.write_bytes(database.read_bytes()[:60000])
    result = made("doctor", "--fix")
    assert (result.status, "✓ Saved: 1 deck, 0 notes" in result.out) == (0, True)
    assert "The newest good backup is of 2026-03-02 09:01 (1 review): “quiz restore 2026" in result.err


@pytest.mark.parametrize("command", [["decks"], ["due"], ["study", "--plain"], ["stats"], ["browse"], ["backup"]])
def test_every_command_says_what_to_do_with_a_damaged_database(
    made: Runner, home: Path, command: Sequence[str]
) -> None:
    write(home / "quiz.db", 0, bytes(4096))
    result = made(*command)
    assert result.status == 1
    assert "is damaged" in result.err
    assert "quiz restore" in result.err
    assert "quiz doctor --fix" in result.err
    assert "Traceback" not in result.err


def test_permissions_alone_are_repaired_without_a_copy(made: Runner, home: Path) -> None:
    (home / "quiz.db").chmod(0o644)
    result = made("doctor")
    assert (result.status, result.err.splitlines()[-1]) == (1, "“quiz doctor --fix” repairs this.")
    assert made("doctor", "--fix").status == 0
    assert backup.backups(home / "quiz.db") == []


@pytest.mark.parametrize(("language", "said"), [("en", " (1, 2, 3)"), ("zh", "（1、2、3）")])
def test_the_rows_stand_in_the_brackets_of_the_language(made: Runner, home: Path, language: str, said: str) -> None:
    change(home, "UPDATE card SET reps = 7 WHERE id < 4")
    assert said in made("doctor", "--lang", language).out


def test_what_is_there_is_told_in_chinese_with_what_is_counted(made: Runner) -> None:
    assert "：1 个牌组、64 条笔记、128 张卡片、0 条复习记录。" in made("doctor", "--lang", "zh").out
