"""A restore that is killed at any moment leaves the old database or the new one, whole; so does a backup.

``QUIZ_KILL_ROUNDS`` is how often the first is killed, the others half as often; the moments are spread over the time
that it takes.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from quiz.cards import Rating
from quiz.store import Store, backup
from tests.store.support import NOW, import_terms, record

pytestmark = pytest.mark.no_cover

ROUNDS = int(os.environ.get("QUIZ_KILL_ROUNDS", "8"))
WORK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from quiz.store import backup, restoring
import quiz.store.backups.checking, quiz.store.backups.making, zstandard
print("begun", flush=True)
sys.stdin.readline()
{work}
print("done", flush=True)
"""
RESTORE = "restoring.restore(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC))"
MAKE = "backup.make(Path(sys.argv[1]), datetime.now(UTC), 'manual')"
TERMS = 4000


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two databases that differ in every way, as files."""
    folder = tmp_path_factory.mktemp("two")
    files = {}
    for name, count in (("Old", TERMS), ("New", TERMS // 2)):
        with Store.open(folder / f"{name}.db", NOW) as store:
            import_terms(store, name, [f"{name} {number}" for number in range(count)], NOW)
            record(store, 1, Rating.GOOD, NOW)
            files[name] = folder / f"{name}.db.zst"
            backup.write(store.path, files[name], NOW)
    return files


def killed(work: str, seconds: float | None, *arguments: Path) -> float:
    """Do something in a process that is killed after so many seconds, or not; return how long it lasted."""
    command = [sys.executable, "-c", WORK.format(work=work), *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "begun\n"
        began = time.perf_counter()
        process.stdin.write("\n")
        process.stdin.flush()
        if seconds is None:
            assert process.stdout.readline() == "done\n"
        else:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        return time.perf_counter() - began


def state(database: Path) -> str:
    """The name of the only deck of a database that is whole: every page, key and note of it."""
    with closing(sqlite3.connect(database)) as reader:
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert reader.execute("PRAGMA foreign_key_check").fetchall() == []
        (name,) = reader.execute("SELECT name FROM deck").fetchone()
        (notes,) = reader.execute("SELECT count(*) FROM note WHERE key LIKE ?", (f"{name} %",)).fetchone()
        assert reader.execute("SELECT count(*) FROM note").fetchone() == (notes,)
    assert notes == {"Old": TERMS, "New": TERMS // 2}[name]
    return str(name)


def moments(lasts: float, rng: random.Random, count: int) -> list[float]:
    """Moments over the whole time that something lasts, and a little beyond its end."""
    return [(number + rng.random()) * lasts * 1.1 / count for number in range(count)]


def test_a_killed_restore_leaves_the_old_database_or_the_new_one(tmp_path: Path, two: dict[str, Path]) -> None:
    database, rng, seen = tmp_path / "quiz.db", random.Random(9), []
    killed(RESTORE, None, database, two["Old"])
    lasts = killed(RESTORE, None, database, two["New"])
    for seconds in moments(lasts, rng, ROUNDS):
        before = state(database)
        wanted = "New" if before == "Old" else "Old"
        killed(RESTORE, seconds, database, two[wanted])
        after = state(database)
        seen.append(after == wanted)
        for one in backup.backups(database):
            assert backup.check(one.path, tmp_path / "looked.db").notes in (TERMS, TERMS // 2)
            (tmp_path / "looked.db").unlink()
    assert not all(seen), "none was killed before its end, so nothing was tested"
    killed(RESTORE, None, database, two["Old"])
    assert state(database) == "Old"
    left = [file.name for file in backup.folder_of(database).iterdir() if not file.name.endswith(".db.zst")]
    assert left == [], "what killed runs left is removed by the next"


def test_a_killed_restore_of_a_damaged_database_leaves_that_or_the_new_one(
    tmp_path: Path, two: dict[str, Path]
) -> None:
    database, rng = tmp_path / "quiz.db", random.Random(10)
    database.write_bytes(b"\xa5" * 50_000)
    lasts = killed(RESTORE, None, database, two["New"])
    for seconds in moments(lasts, rng, ROUNDS // 2):
        for file in tmp_path.glob("quiz.db.damaged-*"):
            file.unlink()
        database.write_bytes(b"\xa5" * 50_000)
        killed(RESTORE, seconds, database, two["New"])
        kept = [file.read_bytes() for file in tmp_path.glob("quiz.db.damaged-*")]
        if database.read_bytes() == b"\xa5" * 50_000:
            continue
        assert state(database) == "New"
        assert kept == [b"\xa5" * 50_000]


def test_a_killed_backup_leaves_only_whole_ones(tmp_path: Path, two: dict[str, Path]) -> None:
    database, rng = tmp_path / "quiz.db", random.Random(11)
    killed(RESTORE, None, database, two["Old"])
    lasts = killed(MAKE, None, database)
    for seconds in moments(lasts, rng, ROUNDS // 2):
        killed(MAKE, seconds, database)
        assert state(database) == "Old"
    found = backup.backups(database)
    assert 1 <= len(found) <= ROUNDS + 1
    for number, one in enumerate(found):
        assert backup.check(one.path, tmp_path / f"{number}.db").notes == TERMS
    killed(MAKE, None, database)
    assert {file.suffix for file in backup.folder_of(database).iterdir()} == {".zst"}
