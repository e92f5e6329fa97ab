"""What goes wrong becomes one clear message and a status, in a process of its own, never a traceback."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quiz.cards import Rating
from quiz.store import Store
from tests.cli.conftest import Runner
from tests.store.support import NOW, record

_WITHOUT_POWERS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]


def start(arguments: list[str], home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program as an ordinary user would: permissions hold, also where the tests run as root."""
    command = [sys.executable, "-m", "quiz", *arguments]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("as root, permissions can only be tested with setpriv")
        command = [*_WITHOUT_POWERS, *command]
    return subprocess.run(
        command, cwd=home, env={**os.environ, **variables}, text=True, capture_output=True, check=False
    )


def check_message(result: subprocess.CompletedProcess[str], said: str) -> None:
    assert result.returncode == 1
    assert said in result.stderr
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 2
    assert result.stdout == ""


def test_a_database_locked_by_another_program(quiz: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiz("decks")
    monkeypatch.setattr("quiz.store.connection._PRAGMAS", ("PRAGMA busy_timeout=10",))
    monkeypatch.setattr("quiz.store.connection.BUSY_TIMEOUT_MS", 10)
    with closing(sqlite3.connect(home / "quiz.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        result = quiz("add", "http", "key=600", "meaning=x")
    assert result.status == 1
    assert "is locked by another program" in result.err


def test_a_database_that_cannot_be_read(quiz: Runner, home: Path) -> None:
    quiz("decks")
    (home / "quiz.db").chmod(0)
    check_message(start(["decks"], home), "cannot be read")


def test_a_database_that_cannot_be_written(quiz: Runner, home: Path) -> None:
    quiz("decks")
    (home / "quiz.db").chmod(0o400)
    check_message(start(["study", "--plain"], home), "cannot be written to")


@pytest.mark.parametrize(("file", "folder"), [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)])
@pytest.mark.parametrize("was_killed", [False, True])
def test_what_may_only_be_read_can_be_copied_and_examined(
    quiz: Runner, home: Path, file: int, folder: int, was_killed: bool
) -> None:
    """Also where a program was killed, and the last answer is in the log beside the database alone."""
    kept = home / "kept"
    kept.mkdir()
    database = kept / "quiz.db"
    quiz("decks")
    if was_killed:
        leave_a_log(home / "quiz.db", database)
    else:
        (home / "quiz.db").rename(database)
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    database.chmod(file)
    kept.chmod(folder)
    named = {"QUIZ_DATABASE": str(database)}
    try:
        made = start(["backup", str(home / "copy.db"), "--json"], home, **named)
        looked = start(["restore", str(home / "copy.db"), "--dry-run", "--json"], home, QUIZ_DATABASE=f"{home}/no.db")
        examined = None if was_killed else start(["doctor"], home, **named)
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    finally:
        kept.chmod(0o700)
    assert (made.returncode, made.stderr) == (0, "")
    assert json.loads(looked.stdout)["then"]["reviews"] == int(was_killed)
    assert examined is None or ("128 cards" in examined.stdout and "cannot be written to" in examined.stdout)


def leave_a_log(database: Path, target: Path) -> None:
    """Copy a database whose last answer is in its log alone."""
    with Store.open(database, NOW) as store:
        record(store, 1, Rating.GOOD, NOW)
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{database}{suffix}", f"{target}{suffix}")


def test_a_folder_of_backups_that_cannot_be_written_to_is_told(quiz: Runner, home: Path) -> None:
    quiz("decks")
    folder = home / "quiz.db.backups"
    folder.mkdir(mode=0o500)
    said = "cannot be written to: no backup can be made."
    check_message(start(["backup", "--list"], home), said)
    examined = start(["doctor"], home)
    assert (examined.returncode, said in examined.stdout, "There is no backup" in examined.stdout) == (1, True, False)
    folder.chmod(0o700)
    assert quiz("backup").status == 0
    folder.chmod(0o500)
    listed = start(["backup", "--list"], home)
    assert (listed.returncode, "by hand" in listed.stdout, said in listed.stderr) == (0, True, True)


def test_a_folder_that_cannot_be_written(home: Path) -> None:
    folder = home / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    check_message(start(["decks"], home, QUIZ_DATABASE=str(folder / "quiz.db")), "cannot be written to")


def test_a_folder_that_does_not_exist(home: Path) -> None:
    missing = start(["decks"], home, QUIZ_DATABASE=str(home / "nowhere" / "quiz.db"))
    check_message(missing, "The folder of the database")
    assert not (home / "nowhere").exists()


def test_a_default_folder_that_cannot_be_made(home: Path) -> None:
    (home / "data").write_text("a file where the folder should be")
    check_message(start(["decks"], home, QUIZ_DATABASE=""), "cannot be made")


@pytest.mark.parametrize("name", ["a" * 300, "~nobody-of-this-name/q.db", "a\udcff.db"])
@pytest.mark.parametrize("command", ["due", "doctor", "backup", "restore"])
def test_a_name_that_no_database_can_have(quiz: Runner, name: str, command: str) -> None:
    failed = quiz(command, *(["1"] if command == "restore" else []), "--database", name)
    assert (failed.status, "cannot be used: " in failed.err) == (1, True)


def test_a_folder_instead_of_a_database(home: Path) -> None:
    check_message(start(["decks"], home, QUIZ_DATABASE=str(home)), "is a folder")


def test_a_file_that_is_no_database(home: Path) -> None:
    (home / "notes.txt").write_text("these are my notes, not a database" * 100)
    check_message(start(["decks"], home, QUIZ_DATABASE=str(home / "notes.txt")), "not a database of quiz")
    assert (home / "notes.txt").read_text().startswith("these are my notes")


def test_a_database_of_another_program(home: Path) -> None:
    with closing(sqlite3.connect(home / "other.db")) as other:
        other.execute("CREATE TABLE col (id INTEGER)")
    before = (home / "other.db").read_bytes()
    check_message(start(["decks"], home, QUIZ_DATABASE=str(home / "other.db")), "not a database of quiz")
    assert (home / "other.db").read_bytes() == before


def test_a_database_of_a_newer_program(quiz: Runner, home: Path) -> None:
    quiz("decks")
    with closing(sqlite3.connect(home / "quiz.db")) as database, database:
        database.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    before = (home / "quiz.db").read_bytes()
    check_message(start(["decks"], home), "newer version of quiz (schema 999")
    assert (home / "quiz.db").read_bytes() == before


def test_another_kind_of_database(home: Path) -> None:
    check_message(start(["decks", "--database", "postgresql://host/quiz"], home), "is no SQLite database")


def test_an_unknown_deck_names_the_near_ones(quiz: Runner) -> None:
    for command in (
        ["study", "--plain", "htp"],
        ["due", "htp"],
        ["export", "htp"],
        ["stats", "htp"],
        ["add", "htp", "a=b"],
    ):
        result = quiz(*command)
        assert result.status == 1
        assert "There is no deck “htp”." in result.err
        assert "HTTP status codes" in result.err


@pytest.mark.parametrize("text", ["tomorrow", "2026-03-01", "2026-03-01T09:00:00", "2026-13-01T09:00:00Z"])
def test_a_clock_that_cannot_be_understood(quiz: Runner, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("QUIZ_NOW", text)
    result = quiz("due")
    assert result.status == 1
    assert f"QUIZ_NOW is “{text}”" in result.err


def test_wrong_usage_has_status_two(quiz: Runner) -> None:
    for command in (
        ["nothing"],
        ["study", "--nothing"],
        ["import"],
        ["--lang", "fr", "decks"],
        ["study", "--mode", "x"],
    ):
        assert quiz(*command).status == 2


def test_a_reader_that_goes_away_is_no_traceback(quiz: Runner, home: Path) -> None:
    quiz("decks")
    script = f"{sys.executable} -m quiz export http --format json | head -c 10"
    result = subprocess.run(["bash", "-c", script], cwd=home, text=True, capture_output=True, check=False)
    assert result.stdout == '{"format":'
    assert result.stderr == ""


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+00:00", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"])
def test_a_clock_that_is_far_off(quiz: Runner, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("QUIZ_NOW", text)
    result = quiz("due")
    assert result.status == 1
    assert f"this is the year {int(text[:4])}." in result.err


def test_a_mistake_of_the_program_is_one_sentence_too(quiz: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_reader: object, _day: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("quiz.store.queueing.counts", fail)
    result = quiz("decks")
    assert result.status == 1
    assert result.err.startswith("Error: quiz made a mistake: ZeroDivisionError at test_errors.py:")
