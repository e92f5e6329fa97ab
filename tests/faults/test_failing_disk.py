"""Errors of the disk below SQLite, at any call: what is refused is told, what was acknowledged is there, it goes on."""

import logging
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from quiz.cards import Rating
from quiz.clock import Clock
from quiz.errors import QuizError
from quiz.store import Store
from quiz.study import Session
from tests.faults import decks
from tests.faults.failing_disk import LIBRARY, FailingDisk, failing_disk
from tests.store.support import import_terms

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.skipif(LIBRARY is None, reason="the functions of Python's SQLite can't be called from outside"),
]

SAYS = {
    "read": "The disk did not let the database .* be read or written",
    "write": "The disk did not let the database .* be read or written",
    "sync": "The disk did not let the database .* be read or written",
    "truncate": "The disk did not let the database .* be read or written",
    "full": "There is no space left for the database",
}
KINDS = ["read", "write", "full", "sync"]
"""Kinds of calls that answering and importing make; the log is cut off only when the last program closes it."""
now = Clock().now


@pytest.fixture
def disk(caplog: pytest.LogCaptureFixture) -> Iterator[FailingDisk]:
    """A disk that can fail; nothing is logged, which would be a traceback on the screen."""
    with failing_disk(FailingDisk()) as failing:
        yield failing
        failing.heal()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def refused(kind: str, action: Callable[[], object]) -> bool:
    """Do something that may fail, and tell whether it was refused: in words that fit, and with what to do."""
    try:
        action()
    except QuizError as error:
        if not error.hint or not re.search(SAYS[kind], error.message):
            raise
        return True
    return False


def open_and_close(path: Path) -> None:
    Store.open(path, now()).close()


class Answering:
    """Answers one card after another while the disk fails, and keeps what was acknowledged."""

    def __init__(self, store: Store) -> None:
        self.session = Session(store)
        self.acknowledged: list[str] = []
        self.refused = 0

    def answer(self, disk: FailingDisk, kind: str, number: int, *, lasting: bool) -> None:
        """Answer while a call fails; where that is refused, once more when the disk works again."""
        disk.fail_at(kind, number, lasting=lasting)
        if refused(kind, self._answer):
            self.refused += 1
            disk.heal()
            self._answer()

    def _answer(self) -> None:
        question = self.session.next(now())
        assert question is not None
        self.session.answer(question, self.session.reveal(question, now()), Rating.EASY, now(), mode="flip")
        self.acknowledged.append(question.prompt)


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_the_disk_refuses_can_be_given_again(
    tmp_path: Path, disk: FailingDisk, kind: str, lasting: bool
) -> None:
    path = tmp_path / "quiz.db"
    decks.make(path, 400)
    with Store.open(path, now()) as store:
        answering = Answering(store)
        for number in range(1, 41):
            answering.answer(disk, kind, number, lasting=lasting)
            disk.heal()
    assert answering.refused > 0
    assert [entry.prompt for entry in decks.log(path)] == answering.acknowledged
    assert decks.complaints(path) == []


def test_every_answer_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path, disk: FailingDisk) -> None:
    path = tmp_path / "quiz.db"
    decks.make(path, 40)
    with Store.open(path, now()) as store:
        answering = Answering(store)
        for _number in range(20):
            disk.counts.clear()
            answering._answer()
            assert disk.counts["write"] > 0
            assert disk.counts["sync"] > 0


@pytest.mark.parametrize("kind", KINDS)
def test_an_import_that_the_disk_breaks_off_leaves_nothing(tmp_path: Path, disk: FailingDisk, kind: str) -> None:
    path, numbers = tmp_path / "quiz.db", (1, 2, 3, 5, 9, 20, 60)
    decks.make(path, 10)
    times = 0
    for number in numbers:
        with Store.open(path, now()) as store:
            disk.fail_at(kind, number, lasting=True)
            name = f"Of {kind} {number}"
            terms = [f"t{one}" for one in range(2000)]
            broken_off = refused(kind, partial(import_terms, store, name, terms, now()))
            disk.heal()
            assert (name in [deck.name for deck in store.decks()]) is not broken_off
            times += broken_off
    assert times > 0
    assert decks.complaints(path) == []


@pytest.mark.parametrize("kind", [*KINDS, "truncate"])
def test_a_database_whose_making_the_disk_breaks_off_is_made_the_next_time(
    tmp_path: Path, disk: FailingDisk, kind: str
) -> None:
    for number in (1, 2, 3, 4, 5, 6, 8, 12, 20, 50, 120):
        path = tmp_path / f"{number}.db"
        disk.fail_at(kind, number, lasting=True)
        refused(kind, partial(open_and_close, path))
        disk.heal()
        with Store.open(path, now()) as store:
            import_terms(store, "D", ["tcp"], now())
        assert decks.complaints(path) == []
