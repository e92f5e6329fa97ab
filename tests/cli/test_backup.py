"""``quiz backup`` and ``quiz restore``, and the backups that are made by themselves."""

import io
import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest
import zstandard

from quiz.program import Program
from quiz.store import backup
from quiz.store.backups import making
from tests.cli.conftest import NOW, Runner

ANSWER = "\n3\n"
PORTS = "---\ntitle: Ports\n---\n## a\n22: SSH, remote\n"


@pytest.fixture
def ports(home: Path) -> Path:
    """A deck file."""
    file = home / "ports.md"
    file.write_text(PORTS, encoding="utf-8")
    return file


@pytest.fixture
def answered(quiz: Runner) -> Runner:
    """A database with one answer, and no backup yet."""
    assert quiz("study", "--plain", typed=ANSWER).lines(".")
    return quiz


def reasons(home: Path) -> list[str]:
    """Why there are backups, the oldest first."""
    return [one.reason for one in reversed(backup.backups(home / "quiz.db"))]


def next_day(monkeypatch: pytest.MonkeyPatch, day: int = 3, time: str = "09:00") -> None:
    monkeypatch.setenv("QUIZ_NOW", f"2026-03-{day:02}T{time}:00+08:00")


def reviews(home: Path) -> int:
    with closing(sqlite3.connect(home / "quiz.db")) as reader:
        return int(reader.execute("SELECT count(*) FROM review").fetchone()[0])


# quiz backup


def test_a_backup_is_made_and_listed(answered: Runner, home: Path) -> None:
    made = answered("backup")
    assert made.status == 0
    (one,) = backup.backups(home / "quiz.db")
    assert str(one.path) in made.out
    listed = answered("backup", "--list")
    assert re.search(r"1 +2026-03-02 09:00 +by hand +\d+ kB +128 +1\n", listed.out)
    assert "1 backup in" in listed.out


def test_where_there_is_no_backup_the_list_says_so(quiz: Runner, home: Path) -> None:
    listed = quiz("backup", "--list")
    assert (listed.status, listed.out, listed.err) == (0, "", "There is no backup yet.\n")
    assert not (home / "quiz.db").exists(), "a list makes no database"


def test_where_no_backup_can_be_made_the_list_says_that(answered: Runner, home: Path) -> None:
    (home / "quiz.db.backups").write_text("a file where the folder should be")
    listed = answered("backup", "--list")
    assert (listed.status, "is no folder: no backup can be made." in listed.err) == (1, True)
    examined = answered("doctor", "--json")
    (wrong,) = [found for found in json.loads(examined.out)["findings"] if found["wrong"]]
    assert (wrong["code"], wrong["remedy"], examined.status) == ("backups-folder", "person", 1)


def test_the_list_is_told_as_json(answered: Runner, home: Path) -> None:
    made = json.loads(answered("backup", "--json").out)
    (one,) = json.loads(answered("backup", "--list", "--json").out)["backups"]
    assert made == {"file": one["file"], "size": one["size"]}
    assert Path(one["file"]).stat().st_size == one["size"]
    assert (one["number"], one["made"], one["reason"]) == (1, "2026-03-02T09:00:00+08:00", "manual")
    held = one["contents"]
    assert {name: held[name] for name in ("schema", "decks", "notes", "cards", "reviews")} == {
        "schema": 3, "decks": 1, "notes": 64, "cards": 128, "reviews": 1,
    }  # fmt: skip
    assert held["last_review"].startswith("2026-03-02T01:00:0")


@pytest.mark.parametrize("name", ["copy.db", "copy.db.zst"])
def test_a_copy_is_written_to_a_file_and_not_over_another(answered: Runner, home: Path, name: str) -> None:
    file = home / name
    assert answered("backup", str(file)).status == 0
    before = file.read_bytes()
    again = answered("backup", str(file))
    assert (again.status, "exists already" in again.err, file.read_bytes() == before) == (1, True, True)
    answered("study", "--plain", typed=ANSWER)
    assert answered("backup", str(file), "--force").status == 0
    assert file.read_bytes() != before
    shown = answered("restore", str(file), "--dry-run", "--json")
    assert json.loads(shown.out)["then"]["reviews"] == 2


@pytest.mark.parametrize("name", ["quiz.db", "quiz.db-wal", "quiz.db.backups", "./quiz.db"])
def test_no_copy_is_written_over_the_database(answered: Runner, home: Path, name: str) -> None:
    answered("backup")
    failed = answered("backup", f"{home}/{name}", "--force")
    assert failed.status == 1
    assert "Error: " in failed.err
    assert reviews(home) == 1


@pytest.mark.parametrize(("name", "begin"), [("pipe", b"SQLite format 3"), ("pipe.zst", b"\x5a\x2a\x4d\x18")])
def test_a_pipe_is_written_to_and_stays_one(answered: Runner, home: Path, name: str, begin: bytes) -> None:
    pipe = home / name
    os.mkfifo(pipe)
    also = home / "also"
    os.link(pipe, also)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        made = answered("backup", str(pipe))
        with suppress(OSError):  # lets the reader go where nothing was written to the pipe
            os.close(os.open(also, os.O_WRONLY | os.O_NONBLOCK))
        assert (made.status, made.out, pipe.is_fifo()) == (0, "", True)
        assert read.result().startswith(begin)


def test_a_file_that_is_overwritten_keeps_its_permissions(answered: Runner, home: Path) -> None:
    file = home / "copy.db"
    assert answered("backup", str(file)).status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o640)
    assert answered("backup", str(file), "--force").status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize("arguments", [(), ("copy.db",), ("-",)])
def test_where_there_is_no_database_there_is_nothing_to_copy(
    quiz: Runner, home: Path, arguments: tuple[str, ...]
) -> None:
    failed = quiz("backup", *arguments)
    assert (failed.status, failed.out, "There is no database" in failed.err) == (1, "", True)
    assert not (home / "quiz.db").exists(), "none is made: a wrong name would look like a good backup"


@pytest.mark.parametrize("name", ["a" * 300, "circle"])
def test_a_name_that_no_file_can_have_is_told(answered: Runner, home: Path, name: str) -> None:
    (home / "circle").symlink_to(home / "circle")
    failed = answered("backup", str(home / name))
    assert (failed.status, "cannot be written: " in failed.err) == (1, True)
    failed = answered("restore", str(home / ("a" * 300)))
    assert (failed.status, "There is no backup" in failed.err) == (1, True)


def test_a_copy_into_a_folder_that_is_not_there_is_refused(answered: Runner, home: Path) -> None:
    failed = answered("backup", str(home / "nowhere" / "copy.db"))
    assert (failed.status, "No such file or directory" in failed.err) == (1, True)


def test_a_copy_goes_through_a_pipe_into_another_machine(answered: Runner, home: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "quiz"]
    packed = subprocess.run([*command, "backup", "-"], env=environment, capture_output=True, check=True).stdout
    assert (
        zstandard.ZstdDecompressor()
        .stream_reader(io.BytesIO(packed), read_across_frames=True)
        .read(16)
        .startswith(b"SQLite format 3")
    )
    other = home / "other" / "quiz.db"
    other.parent.mkdir()
    restored = subprocess.run(
        [*command, "restore", "-", "--yes", "--json", "--database", str(other)],
        env=environment, input=packed, capture_output=True, check=True,
    )  # fmt: skip
    document = json.loads(restored.stdout)
    assert (document["file"], document["restored"], document["now"], document["kept"]) == ("-", True, None, None)
    assert document["then"]["reviews"] == 1
    assert other.exists()


def test_what_comes_from_standard_input_and_is_no_backup_is_called_as_it_was_named(answered: Runner) -> None:
    failed = answered("restore", "-", "--yes", typed="no backup")
    assert (failed.status, failed.err.splitlines()[0]) == (1, "Error: - is no backup of quiz.")


@pytest.mark.parametrize(("name", "said"), [("nowhere/", "does not exist"), ("", "No file is named.")])
def test_a_copy_needs_the_name_of_a_file(answered: Runner, home: Path, name: str, said: str) -> None:
    before = sorted(home.iterdir())
    failed = answered("backup", name and f"{home}/{name}")
    assert (failed.status, said in failed.err, sorted(home.iterdir())) == (1, True, before)


def test_a_full_disk_is_told_in_the_language_of_the_user_with_what_to_do(
    answered: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(making, "copy_database", fail)
    failed = answered("backup", "--lang", "en")
    assert (failed.status, "be made: database or disk is full.\nFree some space" in failed.err) == (1, True)
    failed = answered("backup", "--lang", "zh")
    assert (failed.status, "disk is full" in failed.err) == (1, False)


@pytest.mark.parametrize("arguments", [("--list", "a.db"), ("--list", "--force"), ("-", "--json")])
def test_contradicting_options_are_wrong_usage(quiz: Runner, arguments: tuple[str, ...]) -> None:
    assert quiz("backup", *arguments).status == 2


def test_a_backup_that_fails_says_why(answered: Runner, home: Path) -> None:
    (home / "quiz.db.backups").write_text("a file where the folder should be")
    failed = answered("backup")
    assert (failed.status, "No backup of" in failed.err) == (1, True)
    assert "Traceback" not in failed.err


# quiz restore


def test_a_restore_shows_what_changes_and_asks(answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered("backup")
    answered("study", "--plain", typed=ANSWER * 3)
    assert reviews(home) == 4
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    shown = answered("restore", "1", "--dry-run")
    assert shown.status == 0
    assert re.search(r"reviews +4 +1\n", shown.out)
    assert "3 reviews would be gone." in shown.out
    assert reviews(home) == 4
    refused = answered("restore", "1")
    assert (refused.status, "nobody is there to be asked" in refused.err, reviews(home)) == (1, True, 4)
    restored = answered("restore", "1", "--yes")
    assert (restored.status, reviews(home)) == (0, 1)
    (kept,) = (one.path for one in backup.backups(home / "quiz.db") if one.reason == "restore")
    assert str(kept) in restored.out
    assert answered("restore", str(kept), "--yes").status == 0
    assert reviews(home) == 4


@pytest.mark.parametrize(("typed", "status", "left"), [("y\n", 0, 1), ("n\n", 1, 2), ("", 1, 2)])
def test_a_person_at_a_terminal_is_asked(
    answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch, typed: str, status: int, left: int
) -> None:
    answered("backup")
    answered("study", "--plain", typed=ANSWER)
    monkeypatch.setattr("quiz.cli.restore.is_asked", lambda: True)
    monkeypatch.setattr("quiz.cli.output.is_asked", lambda: True)
    result = answered("restore", "1", typed=typed)
    assert (result.status, reviews(home)) == (status, left)
    assert ("Nothing was restored." in result.err) == (left == 2)


def test_who_is_asked_is_told_what_would_change_beside_json_too(
    answered: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered("backup")
    answered("study", "--plain", typed=ANSWER)
    monkeypatch.setattr("quiz.cli.restore.is_asked", lambda: True)
    monkeypatch.setattr("quiz.cli.output.is_asked", lambda: True)
    result = answered("restore", "1", "--json", typed="y\n")
    assert "1 review would be gone." in result.err
    assert json.loads(result.out)["restored"]
    assert "would be gone" not in answered("restore", "1", "--json", "--yes").err


def test_an_interruption_of_the_question_is_one(answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_how: object) -> str:
        raise KeyboardInterrupt

    answered("backup")
    monkeypatch.setattr("quiz.cli.restore.is_asked", lambda: True)
    monkeypatch.setattr("quiz.cli.output.is_asked", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", interrupted)
    assert answered("restore", "1").status == 130
    assert reasons(home) == ["manual"]


def test_a_dry_run_for_a_new_database_leaves_nothing(answered: Runner, home: Path) -> None:
    file = home / "copy.db"
    answered("backup", str(file))
    looked = answered("restore", str(file), "--dry-run", "--database", str(home / "other.db"))
    assert (looked.status, list(home.glob("other*"))) == (0, [])


def test_a_restore_is_told_as_json(answered: Runner, home: Path) -> None:
    answered("backup")
    answered("study", "--plain", typed=ANSWER)
    looked = json.loads(answered("restore", "1", "--dry-run", "--json").out)
    assert (looked["restored"], looked["now"]["reviews"], looked["then"]["reviews"]) == (False, 2, 1)
    assert (looked["gone"], looked["back"], looked["kept"]) == (1, 0, None)
    done = json.loads(answered("restore", "1", "--yes", "--json").out)
    assert (done["restored"], done["file"]) == (True, looked["file"])
    assert Path(done["kept"]) in [one.path for one in backup.backups(home / "quiz.db") if one.reason == "restore"]


def test_a_backup_is_named_by_its_number_its_name_or_its_path(answered: Runner, home: Path) -> None:
    answered("backup")
    path = backup.backups(home / "quiz.db")[0].path
    for name in ("1", path.name, path.name.removesuffix(".db.zst"), str(path)):
        assert json.loads(answered("restore", name, "--dry-run", "--json").out)["file"] == str(path)


@pytest.mark.parametrize("name", ["0", "2", "-1", "9" * 40, "nothing", "²", ""])
def test_an_unknown_backup_is_refused_with_what_there_is(answered: Runner, home: Path, name: str) -> None:
    answered("backup")
    failed = answered("restore", "--yes", "--", name)
    assert failed.status == 1
    assert "Error: There is no backup" in failed.err or (
        not name and failed.err.startswith("Error: No file is named.\n")
    )
    assert reviews(home) == 1


def test_on_a_new_machine_a_backup_becomes_the_database(answered: Runner, home: Path) -> None:
    made = json.loads(answered("backup", "--json").out)
    (home / "quiz.db").unlink()
    restored = answered("restore", made["file"], "--yes")
    assert "There is no database yet." in restored.out
    assert reviews(home) == 1
    assert answered("due").status == 0


def test_a_damaged_database_is_restored_and_kept_as_it_was(answered: Runner, home: Path) -> None:
    answered("backup")
    (home / "quiz.db").write_bytes(b"\xa5" * 9000)
    restored = answered("restore", "1", "--yes")
    assert restored.status == 0
    assert "The present database cannot be read" in restored.out
    assert reviews(home) == 1
    (kept,) = home.glob("quiz.db.damaged-*")
    assert str(kept) in restored.out
    assert kept.read_bytes() == b"\xa5" * 9000


def test_text_in_a_name_does_nothing_to_the_terminal(answered: Runner, home: Path) -> None:
    nasty = home / "\x1b]52;c;eA==\x07‮[red].db"
    made = answered("backup", str(nasty))
    shown = answered("restore", str(nasty), "--dry-run")
    for printed in (made, shown):
        assert printed.status == 0
        assert not set(printed.out + printed.err) & set("\x1b\x07‮")


# By itself


def test_an_import_keeps_the_database_before(answered: Runner, home: Path, ports: Path) -> None:
    assert answered("import", "-y", str(ports)).status == 0
    assert reasons(home) == ["import"]
    shown = answered("restore", "1", "--yes")
    assert re.search(r"decks +2 +1\n", shown.out)
    assert "Ports" not in answered("decks").out


@pytest.mark.parametrize("option", ["--dry-run", "--help"])
def test_what_imports_nothing_keeps_nothing(answered: Runner, home: Path, ports: Path, option: str) -> None:
    answered("import", str(ports), option)
    assert reasons(home) == []


def test_a_new_database_needs_no_backup(quiz: Runner, home: Path, ports: Path) -> None:
    assert quiz("import", "-y", str(ports)).status == 0
    assert reasons(home) == []


def test_an_import_that_changed_nothing_needs_no_second_backup(answered: Runner, home: Path, ports: Path) -> None:
    ports.write_text("---\nno: deck\n", encoding="utf-8")
    for _time in range(3):
        assert answered("import", "-y", str(ports)).status == 1
    assert reasons(home) == ["import"]


def test_no_import_without_a_backup(answered: Runner, home: Path, ports: Path) -> None:
    (home / "quiz.db.backups").write_text("a file where the folder should be")
    failed = answered("import", "-y", str(ports))
    assert (failed.status, "No backup of" in failed.err) == (1, True)
    assert "Ports" not in answered("decks").out


def test_the_first_study_of_a_day_makes_a_backup(answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reasons(home) == [], "the database was made today"
    next_day(monkeypatch)
    answered("study", "--plain", typed=ANSWER)
    answered("study", "--plain", typed=ANSWER)
    assert reasons(home) == ["daily"]
    assert backup.known_contents(backup.backups(home / "quiz.db")[0]).reviews == 1  # type: ignore[union-attr]
    next_day(monkeypatch, 4, "03:59")
    answered("study", "--plain", typed=ANSWER)
    assert reasons(home) == ["daily"], "the study day goes on until four"
    next_day(monkeypatch, 4, "04:01")
    answered("study", "--plain", typed=ANSWER)
    assert reasons(home) == ["daily", "daily"]


def test_a_day_on_which_nothing_was_changed_since_makes_none(
    answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered("backup")
    for day in range(3, 9):
        next_day(monkeypatch, day)
        answered("study", "--plain", typed="q\n")
    assert reasons(home) == ["manual"]


@pytest.mark.parametrize("command", ["due", "decks", "stats", "browse", "config get"])
def test_what_only_reads_makes_none(
    answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    next_day(monkeypatch)
    answered(*command.split())
    assert reasons(home) == []


def test_a_backup_of_the_day_that_fails_is_a_warning_and_study_goes_on(
    answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_day(monkeypatch)
    (home / "quiz.db.backups").write_text("a file where the folder should be")
    studied = answered("study", "--plain", typed=ANSWER)
    assert (studied.status, reviews(home)) == (0, 2)
    assert "Warning: There is no backup of today." in studied.err
    assert studied.lines(".")


def test_a_mistake_in_making_it_keeps_nobody_from_studying(
    answered: Runner, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_day(monkeypatch)

    def fail(*_arguments: object) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(making, "keep", fail)
    studied = answered("study", "--plain", typed=ANSWER)
    assert (studied.status, reviews(home)) == (0, 2)
    assert "Warning: There is no backup of today." in studied.err
    assert "Traceback" not in studied.err


def test_a_restore_while_a_card_is_shown_elsewhere_refuses_its_answer_and_study_goes_on(
    answered: Runner, home: Path
) -> None:
    """The other process has the database open all the time, and sees the restored one at its next card."""
    answered("backup")
    answered("study", "--plain", typed=ANSWER * 2)
    command = [sys.executable, "-u", "-m", "quiz", "study", "--plain"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as other:
        assert other.stdin is not None
        assert other.stdout is not None
        lines: list[str] = []
        while not lines or not lines[-1].startswith("? "):
            lines.append(other.stdout.readline())
        assert answered("restore", "1", "--yes").status == 0
        out, _err = other.communicate(f"{ANSWER}{ANSWER}q\n")
    assert "# This card was changed elsewhere" in out
    assert [line for line in out.splitlines() if line.startswith(". ")] == [". Good; next in 10 min"]
    assert reviews(home) == 2
    program = Program()
    assert program.store.disagreements() == []
    program.close()
    assert os.environ["QUIZ_NOW"] == NOW
