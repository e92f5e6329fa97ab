"""Several programs study and change one database at the same time: two apps, one on lines, and commands beside them.

By hand, with figures: ``python -m tests.faults.together --answers 4000``.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.faults import decks
from tests.faults.known import Known
from tests.faults.learners import Enough, OnLines, OnScreen
from tests.faults.terminal import environment

EASY = (4,)
"""The only rating that is given: a card that was answered so is not due again that day."""
_SLOWER = 6
"""How many answers on lines are given in the time of one in the app."""


@dataclass
class Outcome:
    """What became of it: answers by those who gave them, and what is wrong with them."""

    acknowledged: int
    stored: int
    refused: int
    commands: int
    lost: int
    twice: int
    asked_again: int
    failed: list[str]
    complaints: list[str]

    def __str__(self) -> str:
        return (
            f"{self.acknowledged} answers acknowledged, {self.stored} stored, {self.refused} stale ones refused, "
            f"{self.commands} commands beside, {self.lost} lost, {self.twice} twice, {self.asked_again} asked again; "
            f"{self.failed or 'no command failed'}; {self.complaints or 'clean'}"
        )

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, stored twice or asked in vain, and everything is clean."""
        return not (self.lost or self.twice or self.asked_again or self.failed or self.complaints)


class Beside:
    """Somebody who runs commands that read and write, one after another, until the others have ended."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._ended = threading.Event()
        self.run_times = 0
        self.failed: list[str] = []

    def end(self) -> None:
        """Let no further command begin."""
        self._ended.set()

    def study(self) -> None:
        """Import a deck that changes each time, export all, and look at what is due."""
        deck, out = self._home / "beside.md", self._home / "out.json"
        while not self._ended.is_set():
            deck.write_text(f"---\ntitle: Beside\n---\na: A, number {self.run_times}\nb{self.run_times}: B, more\n")
            for arguments in (["import", str(deck)], ["export", "--with-history", "--force", "-o", str(out)], ["due"]):
                self._command(*arguments)

    def _command(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "quiz", *arguments]
        surroundings = environment(self._home, self._home / "quiz.db", "")
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        self.run_times += 1
        if done.returncode or "Error" in done.stderr:
            self.failed.append(f"{arguments[0]}: {done.returncode} {done.stderr}")


def study_together(home: Path, answers: int, seed: int) -> Outcome:
    """Let all of them work at the same time until each has given its part of the answers."""
    decks.make(home / "quiz.db", notes=answers + 200)
    slow = answers // (_SLOWER + 2)
    known = [Known(), Known(), Known()]
    ends = [Enough(slow), Enough(slow), Enough(answers - 2 * slow)]
    rng = random.Random(seed)
    learners = [OnScreen(home, known[place], rng, ends[place], ratings=EASY) for place in (0, 1)]
    on_lines = OnLines(home, known[2], rng, ends[2], ratings=EASY, undoes=0)
    beside = Beside(home)
    threads = [threading.Thread(target=one) for one in (*(one.study for one in learners), on_lines.study)]
    command = threading.Thread(target=beside.study)
    for thread in (*threads, command):
        thread.start()
    for thread in threads:
        thread.join()
    beside.end()
    command.join()
    return outcome(home / "quiz.db", known, beside)


def outcome(database: Path, known: list[Known], beside: Beside) -> Outcome:
    """Compare what all of them saw with what is stored."""
    stored = Counter(decks.log(database))
    acknowledged = Counter(entry for one in known for entry in one.entries)
    return Outcome(
        acknowledged=acknowledged.total(),
        stored=stored.total(),
        refused=sum(one.refused for one in known),
        commands=beside.run_times,
        lost=(acknowledged - stored).total(),
        twice=(stored - acknowledged).total() + sum(count - 1 for count in stored.values()),
        asked_again=sum(asked_again(one, other) for one in known for other in known if one is not other),
        failed=beside.failed,
        complaints=decks.complaints(database),
    )


def asked_again(one: Known, other: Known) -> int:
    """Return how many cards were asked although another reader had seen before that their answer is stored."""
    return sum(other.stored_by.get(prompt, since) < since for prompt, since in one.asked)


def main() -> int:
    """Let them give as many answers as wanted and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=20261130)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = study_together(Path(folder), wanted.answers, wanted.seed)
    sys.stdout.write(f"{result}\n")
    return 0 if result.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
