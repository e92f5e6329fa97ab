"""Commands that write much leave what was there before or what is there after them, whenever they are killed.

The long run, which also kills backups and restores, is ``python -m tests.faults.killing_work``.
"""

import random
from pathlib import Path

import pytest

from tests.faults.killing_work import kill

pytestmark = pytest.mark.no_cover

ROUNDS = 4


@pytest.mark.parametrize("name", ["import", "export", "migration"])
def test_a_command_that_is_killed_leaves_everything_whole(tmp_path: Path, name: str) -> None:
    rounds = kill(tmp_path, name, ROUNDS, random.Random(9))
    assert rounds.before + rounds.after == ROUNDS
