"""What the reader saw acknowledged is on the disk once, whenever the program is killed.

The long run is ``python -m tests.faults.killing``.
"""

from pathlib import Path

import pytest

from tests.faults.decks import Entry
from tests.faults.killing import kill
from tests.faults.known import UNDO, Differences, Known

pytestmark = pytest.mark.no_cover

FIRST, SECOND, THIRD = Entry("k00001", 3), Entry("k00002", 1), Entry("k00003", 4)


@pytest.mark.parametrize(("screen", "rounds", "answers"), [(0.0, 7, 40), (1.0, 4, 24)], ids=["on lines", "in the app"])
def test_no_acknowledged_answer_is_lost_or_stored_twice_when_the_program_is_killed(
    tmp_path: Path, screen: float, rounds: int, answers: int
) -> None:
    figures = kill(tmp_path, rounds=rounds, answers=answers, screen=screen, seed=20261124, least=2 * rounds)
    assert figures.are_good, f"{figures}\n{figures.said}"
    assert figures.rounds >= rounds


@pytest.mark.parametrize(
    ("pending", "stored", "lost", "twice"),
    [
        (None, [FIRST, SECOND], 0, 0),
        (THIRD, [FIRST, SECOND], 0, 0),
        (THIRD, [FIRST, SECOND, THIRD], 0, 0),
        (None, [FIRST, SECOND, THIRD], 0, 1),
        (None, [FIRST], 1, 0),
        (THIRD, [FIRST, THIRD], 1, 1),
        (THIRD, [FIRST, SECOND, THIRD, THIRD], 0, 2),
        (None, [SECOND, FIRST], 0, 1),
        (UNDO, [FIRST, SECOND], 0, 0),
        (UNDO, [FIRST, Entry("k00002", 1, undone=True)], 0, 0),
        (UNDO, [Entry("k00001", 3, undone=True), SECOND], 1, 1),
    ],
)
def test_what_is_lost_or_twice_is_counted(pending: Entry | None, stored: list[Entry], lost: int, twice: int) -> None:
    assert Differences.between(Known([FIRST, SECOND], pending), stored) == Differences(lost, twice)
