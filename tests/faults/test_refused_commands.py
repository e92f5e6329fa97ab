"""Commands whose database is locked, has no space or may not be written: told in plain words, nothing is half done."""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import decks
from tests.faults.terminal import environment
from tests.faults.troubles import FAILS, FULL, LOCKED, locked

pytestmark = pytest.mark.no_cover

_DROP, _OVERRIDE, _SEARCH = 24, 1, 2
"""Of prctl and of Linux's capabilities: what lets the superuser read and write everything."""


def test_in_a_pipe_an_answer_that_is_not_stored_ends_the_session_with_an_error(home: Path) -> None:
    command = [sys.executable, "-m", "quiz", "study", "--plain"]
    with subprocess.Popen(
        command, env=environment(home, home / "quiz.db", ""), text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write("\n")
        program.stdin.flush()
        while not program.stdout.readline().startswith("! "):
            pass
        with locked(home / "quiz.db"):
            said, errors = program.communicate("3\n\n3\n")
    assert program.returncode == 1
    assert said == ""
    assert LOCKED in errors
    assert "Traceback" not in errors
    assert decks.log(home / "quiz.db") == []


def ran(home: Path, *arguments: str, begin: Callable[[], object] = lambda: None) -> tuple[int, str]:
    """Run a command, after something in its own process, and return its exit status and what it says of errors."""
    done = subprocess.run(
        [sys.executable, "-m", "quiz", *arguments], env=environment(home, home / "quiz.db", ""), preexec_fn=begin,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def test_an_import_while_another_program_writes_waits_and_then_says_so(home: Path) -> None:
    (home / "deck.md").write_text("---\ntitle: Other\n---\na: A, one\n")
    with locked(home / "quiz.db"):
        status, errors = ran(home, "import", str(home / "deck.md"))
    assert status == 1
    assert LOCKED in errors
    assert ran(home, "import", str(home / "deck.md"))[0] == 0


@pytest.mark.parametrize("size", [0, 4096, 40_000, 90_000])
def test_what_does_not_fit_on_the_disk_is_refused_whole(home: Path, size: int) -> None:
    """The decks that come with the program have to be imported first, and do not fit either."""
    new = home / "new"
    new.mkdir()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    status, errors = ran(home, "--database", str(new / "quiz.db"), "decks", begin=limit)
    assert status == 1
    assert FAILS in errors or FULL in errors
    assert "Traceback" not in errors
    assert ran(home, "--database", str(new / "quiz.db"), "decks") == (0, "")
    assert decks.complaints(new / "quiz.db") == []


def without_powers() -> None:
    """Let the superuser be held by permissions as everybody is, from the next program on."""
    if os.geteuid() == 0:
        for capability in (_OVERRIDE, _SEARCH):
            if ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0):
                raise OSError


@pytest.mark.parametrize(("file", "folder"), [(0o400, 0o700), (0o600, 0o500), (0o000, 0o700)])
@pytest.mark.parametrize("arguments", [["decks"], ["study", "--plain"]], ids=" ".join)
def test_what_may_not_be_written_is_refused_untouched(home: Path, file: int, folder: int, arguments: list[str]) -> None:
    kept = home / "kept"
    kept.mkdir()
    database = kept / "quiz.db"
    (home / "quiz.db").rename(database)
    before = database.read_bytes()
    database.chmod(file)
    kept.chmod(folder)
    try:
        status, errors = ran(home, "--database", str(database), *arguments, begin=without_powers)
    finally:
        kept.chmod(0o700)
        database.chmod(0o600)
    assert status == 1
    assert "cannot be written to" in errors or "cannot be read" in errors
    assert "Traceback" not in errors
    assert database.read_bytes() == before
    assert [path.name for path in kept.iterdir()] == ["quiz.db"]
