"""Many programs that open and close one database at the same time: each has it, and waits no longer than for a lock."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from sqlite3 import connect

import pytest

from quiz.errors import QuizError
from quiz.store import Store, connection
from tests.store.support import NOW

NEW_FILES, THREADS = 40, 6
PROCESSES, TIMES = 3, 60

_OPENS = """
import sys, threading
from pathlib import Path
from quiz.store import Store
from tests.store.support import NOW

def work():
    for _time in range(int(sys.argv[2])):
        with Store.open(Path(sys.argv[1]), NOW) as store:
            store.decks()

threads = [threading.Thread(target=work) for _number in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def all_at_once(action: Callable[[], object]) -> list[BaseException]:
    """Let several threads do something at the same moment, and return what was raised."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(THREADS)

    def work() -> None:
        barrier.wait()
        try:
            action()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def open_and_close(path: Path) -> None:
    Store.open(path, NOW).close()


def test_programs_that_make_a_database_at_the_same_moment_all_have_it(tmp_path: Path) -> None:
    for number in range(NEW_FILES):
        path = tmp_path / f"{number}.db"
        assert all_at_once(partial(open_and_close, path)) == []
        with Store.open(path, NOW) as store:
            assert store.disagreements() == []


def test_programs_that_open_and_close_one_database_all_the_time_never_find_it_locked(tmp_path: Path) -> None:
    path = tmp_path / "quiz.db"
    command = [sys.executable, "-c", _OPENS, str(path), str(TIMES)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _number in range(PROCESSES)]
    said = [program.communicate()[1] for program in running]
    assert said == [""] * PROCESSES


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens during each of the next pauses while a lock is waited for, the last one first."""
    happens: list[Callable[[], object]] = []

    def sleep(_seconds: float) -> None:
        if happens:
            happens.pop()()

    monkeypatch.setattr("quiz.store.connection.time.sleep", sleep)
    return happens


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_file_that_is_being_made_is_waited_for(tmp_path: Path, lock: str, waits: list[Callable[[], object]]) -> None:
    path = tmp_path / "quiz.db"
    with closing(connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        waits += [lambda: other.execute("ROLLBACK"), lambda: None, lambda: None]
        with Store.open(path, NOW) as store:
            assert waits == []
            assert store.decks() == []


def test_waiting_for_a_lock_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "quiz.db"
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 50)
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(QuizError, match="is locked by another program"):
            Store.open(path, NOW)
