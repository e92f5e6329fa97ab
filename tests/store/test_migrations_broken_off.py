"""A migration that breaks off leaves the old database usable, and what cannot be migrated is left alone."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from quiz.errors import QuizError
from quiz.store import Store, backup, connection, migrations, peeking
from tests.store.make_schema_fixture import dump
from tests.store.schemas import OLD, SCHEMAS, contents, put, put_newer, structure, tables, version
from tests.store.support import NOW

LATER = NOW + timedelta(days=90)
OPEN = "import sys, datetime, pathlib\nfrom quiz.store import Store\n" \
    "Store.open(pathlib.Path(sys.argv[1]), datetime.datetime.fromisoformat(sys.argv[2])).close()"  # fmt: skip
KILLS = int(os.environ.get("QUIZ_KILL_ROUNDS", "8"))


@contextmanager
def statements(listener: Callable[[str], None]) -> Iterator[None]:
    """Tell a listener of each statement that changes something, before it is executed; it may raise."""

    def told(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN")):
            listener(statement)

    event.listen(Engine, "before_cursor_execute", told)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", told)


def listed(path: Path) -> list[str]:
    """The statements that bring a copy of a database up."""
    found: list[str] = []
    with statements(found.append):
        Store.open(path, LATER).close()
    return found


def breaking_at(number: int) -> Callable[[str], None]:
    left = iter(range(number))

    def fail(statement: str) -> None:
        if next(left, None) is None:
            raise sqlite3.OperationalError(f"disk I/O error before {statement[:30]}")

    return fail


def open_elsewhere(path: Path) -> "subprocess.Popen[str]":
    """A process of its own that opens a database, and so migrates it."""
    command = [sys.executable, "-c", OPEN, str(path), LATER.isoformat()]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def backups(path: Path) -> list[Path]:
    folder = backup.folder_of(path)
    return sorted(folder.glob("*.db.zst")) if folder.exists() else []


def unpacked(path: Path) -> list[str]:
    """What the backups of a database hold, as SQL."""
    found = []
    for number, packed in enumerate(backups(path)):
        target = path.with_name(f"unpacked-{number}.db")
        backup.unpack(packed, target)
        found.append(dump(target))
        target.unlink()
    return found


@pytest.mark.parametrize("name", OLD)
def test_an_error_at_any_statement_leaves_the_old_database_and_the_next_try_succeeds(tmp_path: Path, name: str) -> None:
    whole = put(tmp_path / "whole.db", name)
    before, count = dump(whole), len(listed(whole))
    after = dump(whole)
    assert count > 5
    for number in range(count):
        path = put(tmp_path / f"{number}.db", name)
        with statements(breaking_at(number)), pytest.raises(QuizError, match="disk I/O error") as caught:
            Store.open(path, LATER)
        assert str(path) in caught.value.message
        assert dump(path) == before
        assert unpacked(path) == [before]
        Store.open(path, LATER + timedelta(seconds=1)).close()
        assert dump(path) == after


@pytest.mark.no_cover
def test_a_program_that_is_killed_while_it_migrates_leaves_the_old_database_or_the_new(tmp_path: Path) -> None:
    rng, migrated, before = random.Random(5), 0, {name: dump(put(tmp_path / f"{name}.db", name)) for name in OLD}
    for number in range(KILLS):
        name = OLD[number % len(OLD)]
        path = put(tmp_path / f"killed-{number}.db", name)
        program = open_elsewhere(path)
        # From here on the program is loading, then making its backup, then migrating, then over: any moment will do.
        folder = backup.folder_of(path)
        while program.poll() is None and not folder.exists():
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.06))
        program.send_signal(signal.SIGKILL)
        program.communicate()
        migrated += version(path) == str(SCHEMAS[-1])
        assert version(path) == str(SCHEMAS[-1]) or dump(path) == before[name]
        with Store.open(path, LATER) as store:
            assert store.disagreements() == []
        assert before[name] in unpacked(path)
    assert migrated < KILLS


def test_of_several_programs_that_start_at_once_one_migrates_and_makes_the_backup(tmp_path: Path) -> None:
    path = put(tmp_path / "quiz.db", "1-life")
    before, whole = dump(path), put(tmp_path / "whole.db", "1-life")
    Store.open(whole, LATER).close()
    programs = [open_elsewhere(path) for _ in range(4)]
    errors = [program.communicate()[1] for program in programs]
    assert [program.returncode for program in programs] == [0] * 4, errors
    assert dump(path) == dump(whole)
    assert unpacked(path) == [before]


def test_a_backup_that_fails_leaves_no_lock_and_nothing_changed(tmp_path: Path) -> None:
    path = put(tmp_path / "quiz.db", "1-life")
    before = dump(path)
    backup.folder_of(path).write_text("no folder")
    with pytest.raises(QuizError, match=r"No backup of .* could be made"):
        Store.open(path, LATER)
    assert dump(path) == before
    backup.folder_of(path).unlink()
    Store.open(path, LATER).close()
    assert version(path) == str(SCHEMAS[-1])


LIMITED = """
import resource, signal, sys, datetime, pathlib
from quiz.errors import QuizError
from quiz.store import Store
path, limit = pathlib.Path(sys.argv[1]), int(sys.argv[3])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    Store.open(path, datetime.datetime.fromisoformat(sys.argv[2])).close()
except QuizError as error:
    print(error.message, error.hint)
    sys.exit(1)
"""


@pytest.mark.no_cover
def test_where_the_disk_has_no_room_the_old_database_stays_and_it_is_said(tmp_path: Path) -> None:
    refused = 0
    size = put(tmp_path / "whole.db", "2-life").stat().st_size
    for number, limit in enumerate((0, 4096, size // 2, size, size + 4096, size + 65536)):
        path = put(tmp_path / f"{number}.db", "2-life")
        before = dump(path)
        command = [sys.executable, "-c", LIMITED, str(path), LATER.isoformat(), str(limit)]
        program = subprocess.run(command, capture_output=True, text=True, check=False)
        assert program.stderr == ""
        assert version(path) == str(SCHEMAS[-1] if program.returncode == 0 else 2)
        if program.returncode:
            refused += 1
            assert str(path) in program.stdout
            assert dump(path) == before
        with Store.open(path, LATER) as store:
            assert store.disagreements() == []
    assert refused >= 3


@pytest.mark.parametrize("denied", [os.W_OK, os.R_OK])
def test_an_old_database_that_may_not_be_written_is_refused_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, denied: int
) -> None:
    path = put(tmp_path / "quiz.db", "1-life")
    before, allowed = path.read_bytes(), os.access
    monkeypatch.setattr(os, "access", lambda wanted, mode, **more: not mode & denied and allowed(wanted, mode, **more))
    with pytest.raises(QuizError, match="cannot be"):
        Store.open(path, LATER)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["quiz.db"]


# A newer file


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A database of a schema that is not known yet, as a program that has ended leaves it."""
    return put_newer(tmp_path / "quiz.db")


def test_a_newer_database_is_refused_and_nothing_is_left_beside_it(newer: Path) -> None:
    before = newer.read_bytes(), newer.stat().st_mtime_ns
    with pytest.raises(QuizError, match="newer version of quiz"):
        Store.open(newer, LATER)
    assert (newer.read_bytes(), newer.stat().st_mtime_ns) == before
    assert [file.name for file in newer.parent.iterdir()] == [newer.name]


def test_a_newer_database_that_its_own_program_has_open_is_refused(newer: Path) -> None:
    with closing(sqlite3.connect(newer)) as other:
        other.execute("INSERT INTO mood VALUES (1)")
        other.commit()
        log = newer.with_name(newer.name + "-wal")
        before = newer.read_bytes(), log.read_bytes()
        with pytest.raises(QuizError, match="newer version of quiz"):
            Store.open(newer, LATER)
        assert (newer.read_bytes(), log.read_bytes()) == before


def test_a_database_that_becomes_a_newer_one_while_it_is_opened_is_refused(newer: Path) -> None:
    engine = connection.open_engine(newer)
    before = contents(newer)
    try:
        with pytest.raises(QuizError, match="newer version of quiz"):
            migrations.prepare(engine, newer, LATER)
    finally:
        engine.dispose()
    assert contents(newer) == before
    assert backups(newer) == []


@pytest.mark.parametrize("schema", ["0", "00", "9" * 5000, "3 ", "٣"])
def test_a_schema_that_was_never_written_is_refused(tmp_path: Path, schema: str) -> None:
    path = put(tmp_path / "quiz.db", f"{SCHEMAS[-1]}-small")
    with closing(sqlite3.connect(path)) as writer, writer:
        writer.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [schema])
    with pytest.raises(QuizError, match="the number of its schema cannot be read"):
        Store.open(path, LATER)


def test_a_look_into_a_file_leaves_nothing_beside_it_and_sees_what_is_in_the_log(tmp_path: Path) -> None:
    path = put(tmp_path / "quiz.db", "1-small")
    assert peeking.peek(path) == (set(tables(path)), "1")
    assert [file.name for file in tmp_path.iterdir()] == ["quiz.db"]
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
        writer.commit()
        assert peeking.peek(path)[1] == "2"


def test_a_migrated_database_is_as_one_that_was_new(tmp_path: Path) -> None:
    whole = {name: structure(put(tmp_path / f"{name}.db", name)) for name in OLD}
    for name in OLD:
        Store.open(tmp_path / f"{name}.db", LATER).close()
    new = {str(structure(tmp_path / f"{name}.db")) for name in OLD}
    assert len(new) == 1
    assert new.isdisjoint(map(str, whole.values()))
