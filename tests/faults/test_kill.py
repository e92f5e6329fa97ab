"""An answer that the reader saw acknowledged is on the disk, whenever the program is killed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from quiz.clock import Clock
from quiz.store import Store

pytestmark = pytest.mark.no_cover

ROUNDS = int(os.environ.get("QUIZ_KILL_ROUNDS", "8"))


def studied_until_killed(database: Path, rng: random.Random) -> tuple[int, int]:
    """Answer cards until a random one, then kill the program; return the prompts seen and the ratings sent."""
    environment = {**os.environ, "QUIZ_DATABASE": str(database), "XDG_CONFIG_HOME": str(database.parent)}
    program = subprocess.Popen(
        [sys.executable, "-u", "-m", "quiz", "study", "--plain"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert program.stdin is not None
    assert program.stdout is not None
    last, prompts, ratings = rng.randint(1, 25), 0, 0
    with program.stdin, program.stdout:
        for line in program.stdout:
            if line.startswith("? "):
                prompts += 1
                program.stdin.write("\n")
                program.stdin.flush()
            elif line.startswith("! "):
                ratings += 1
                program.stdin.write(f"{rng.randint(1, 4)}\n")
                program.stdin.flush()
                if ratings >= last:
                    break
        # Between here and the program's next prompt the answer is on its way: any moment may be the last.
        for _line in range(rng.randint(0, 2)):
            prompts += program.stdout.readline().startswith("? ")
        program.send_signal(signal.SIGKILL)
        prompts += sum(line.startswith("? ") for line in program.stdout)
        program.wait()
    return prompts, ratings


def stored(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM review").fetchone()[0])


def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    rng = random.Random(20261124)
    database = tmp_path / "quiz.db"
    with Store.open(database, Clock().now()) as store:
        assert store.decks() == []
    limit = ["config", "set", "new_per_day", "9999", "--deck", "http"]
    environment = {**os.environ, "QUIZ_DATABASE": str(database), "XDG_CONFIG_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "quiz", *limit], env=environment, check=True, capture_output=True)
    total = 0
    for _round in range(ROUNDS):
        before = stored(database)
        prompts, ratings = studied_until_killed(database, rng)
        kept = stored(database) - before
        acknowledged = prompts - 1
        assert acknowledged <= kept <= ratings, f"{acknowledged} acknowledged, {kept} kept, {ratings} sent"
        total += kept
    if total < ROUNDS:
        pytest.fail("hardly anything was answered, so nothing was tested")
    with Store.open(database, Clock().now()) as store:
        assert store.disagreements() == []
