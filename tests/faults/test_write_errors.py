"""A disk that is full, a limit, a lock, permissions: told in plain words, nothing acknowledged is lost, it goes on."""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.faults import decks
from tests.faults.failing_disk import CONTROL, LIBRARY
from tests.faults.terminal import Quiz, asks
from tests.faults.troubles import FAILS, FULL, LOCKED, locked

pytestmark = pytest.mark.no_cover

KEYS = "What the keys do"


@contextmanager
def no_room(quiz: Quiz) -> Iterator[None]:
    """Let the system refuse the program every byte that makes the database's log longer, as on a full disk."""
    files = [quiz.database.with_name(f"quiz.db{suffix}") for suffix in ("", "-wal")]
    limit = min(file.stat().st_size for file in files)
    before = resource.prlimit(quiz.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    yield
    resource.prlimit(quiz.process.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def failing(quiz: Quiz, *kinds: str) -> Iterator[None]:
    """Let calls of some kinds fail below the database of the program, which was started for that."""
    control = quiz.database.with_name("fails")
    control.write_text(" ".join(kinds))
    yield
    control.unlink()


Trouble = tuple[Callable[[Quiz], AbstractContextManager[None]], str]
TROUBLES: dict[str, Trouble] = {
    "limit": (no_room, FAILS),
    "lock": (lambda quiz: locked(quiz.database), LOCKED),
    "full": (lambda quiz: failing(quiz, "full"), FULL),
    "write": (lambda quiz: failing(quiz, "write"), FAILS),
    "sync": (lambda quiz: failing(quiz, "sync"), FAILS),
}


def program(home: Path, *arguments: str) -> Quiz:
    """The program in a terminal, on a disk that can fail where that is possible."""
    module = "quiz" if LIBRARY is None else "tests.faults.failing_disk"
    return Quiz(home, *arguments, columns=100, now="", module=module, more={CONTROL: str(home / "fails")})


@pytest.fixture(params=TROUBLES)
def trouble(request: pytest.FixtureRequest) -> Trouble:
    """What is wrong with the database for some time, and what the program says of it."""
    if LIBRARY is None and request.param not in ("limit", "lock"):
        pytest.skip("the functions of Python's SQLite can't be called from outside")
    return TROUBLES[request.param]


def test_the_app_says_why_an_answer_is_not_stored_and_takes_it_afterwards(home: Path, trouble: Trouble) -> None:
    wrong, says = trouble
    with program(home, "study", "--mode", "flip") as quiz:
        quiz.answer()
        with wrong(quiz):
            quiz.see(asks)
            quiz.send(" ")
            quiz.see("Good")
            quiz.send("3")
            quiz.see(says)
            quiz.send("\r")
            quiz.see(lambda shown: "Good" in shown and says not in shown)
            quiz.send("?")
            quiz.see(KEYS)
            quiz.send("\x1b")
            quiz.see(lambda shown: "Good" in shown and KEYS not in shown)
        quiz.send("3")
        quiz.see(asks)
        quiz.answer()
        quiz.send("\x11")
        assert quiz.wait() == 0
    assert [entry.rating for entry in decks.log(quiz.database)] == [3, 3, 3]
    assert decks.complaints(quiz.database) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with little space."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    if not done:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], capture_output=True, check=False)


def fill(file: Path) -> None:
    """Make a file longer and longer until there is no space."""
    with file.open("wb", buffering=0) as sink:
        while sink.write(bytes(1024)):
            pass


def test_a_disk_that_is_full_is_told_and_when_there_is_space_it_goes_on(small_disk: Path) -> None:
    decks.make(small_disk / "quiz.db", 40)
    with Quiz(small_disk, "study", "--mode", "flip", columns=100, now="") as quiz:
        quiz.answer()
        quiz.see(asks)
        quiz.send(" ")
        quiz.see("Good")
        filler = small_disk / "filler"
        with pytest.raises(OSError, match="No space left"):
            fill(filler)
        quiz.send("3")
        quiz.see(FULL)
        filler.unlink()
        quiz.send("\r")
        quiz.see(lambda shown: "Good" in shown and FULL not in shown)
        quiz.send("3")
        quiz.see(asks)
        quiz.answer()
        quiz.send("\x11")
        assert quiz.wait() == 0
    assert [entry.rating for entry in decks.log(small_disk / "quiz.db")] == [3, 3, 3]
    assert decks.complaints(small_disk / "quiz.db") == []


def test_what_is_on_a_full_disk_can_be_copied_elsewhere_and_examined(small_disk: Path, tmp_path: Path) -> None:
    database = small_disk / "quiz.db"
    decks.make(database, 40)
    with pytest.raises(OSError, match="No space left"):
        fill(small_disk / "filler")
    for arguments in (["backup", str(tmp_path / "copy.db")], ["backup", "-"], ["doctor"]):
        done = subprocess.run(
            [sys.executable, "-m", "quiz", "--database", str(database), *arguments], capture_output=True, check=False
        )
        assert (done.returncode, b"Error" in done.stderr) == (0, False), done.stderr
        assert done.stdout
    assert decks.complaints(tmp_path / "copy.db") == []


def test_on_lines_a_person_hears_why_an_answer_is_not_stored_and_rates_again(home: Path, trouble: Trouble) -> None:
    wrong, says = trouble
    with program(home, "study", "--plain", "--mode", "flip") as quiz:
        quiz.answer_on_lines()
        with wrong(quiz):
            quiz.answer_on_lines(until=says)
            begin = len(quiz.output)
            quiz.send("u\n")
            quiz.read_until(says, begin)
        begin = len(quiz.output)
        quiz.send("3\n")
        quiz.read_until(". Good", begin)
        quiz.answer_on_lines()
        quiz.send("q\n")
        assert quiz.wait() == 0
    assert [entry.rating for entry in decks.log(quiz.database)] == [3, 3, 3]
    assert decks.complaints(quiz.database) == []
