"""Two apps, a session on lines and commands beside them on one database: nothing is lost, stored twice or in vain.

The long run is ``python -m tests.faults.together``.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import decks
from tests.faults.known import Known
from tests.faults.terminal import environment
from tests.faults.together import asked_again, study_together

pytestmark = pytest.mark.no_cover


def test_what_four_programs_do_at_once_is_stored_once_and_asked_once(tmp_path: Path) -> None:
    outcome = study_together(tmp_path, answers=240, seed=20261201)
    assert outcome.is_good, str(outcome)
    assert outcome.acknowledged + outcome.refused == 240
    assert outcome.refused, "no card was on two screens, so nothing was tested"
    assert outcome.commands >= 3


def test_four_programs_that_are_the_first_have_the_shipped_decks_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "quiz", "decks", "--json"]
    surroundings = environment(tmp_path, tmp_path / "quiz.db", "")
    running = [
        subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _number in range(4)
    ]
    said = [program.communicate()[0] for program in running]
    assert [program.returncode for program in running] == [0] * 4, said
    assert [len(json.loads(one)["decks"]) for one in said] == [1] * 4
    assert list(decks.notes(tmp_path / "quiz.db").values()) == [64]


def test_a_card_that_is_asked_after_another_reader_saw_its_answer_stored_is_counted() -> None:
    other = Known(stored_by={"k00001": 2.0})
    assert asked_again(Known(asked=[("k00001", 3.0), ("k00002", 3.0)]), other) == 1
    assert asked_again(Known(asked=[("k00001", 1.0), ("k00001", 2.0)]), other) == 0
