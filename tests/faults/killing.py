"""Kills the program again and again while somebody studies, and compares what was seen with what is stored.

By hand, with figures: ``python -m tests.faults.killing --rounds 200 --answers 20000``.
"""

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.faults import decks
from tests.faults.known import Differences, Known
from tests.faults.learners import Killer, Learner, OnLines, OnScreen, randomly_dated

ROUNDS_OF_ONE = 20
"""After so many rounds another database is begun, so that going through its log does not take longer and longer."""
_MOMENTS, _START = 0.03, 1.5
"""Seconds from an answer within which the program is killed, and those from its start where none is waited for."""


@dataclass
class Figures:
    """What became of all rounds."""

    rounds: int = 0
    acknowledged: int = 0
    stored: int = 0
    taken_back: int = 0
    lost: int = 0
    twice: int = 0
    unclean: int = 0
    said: str = ""

    def __str__(self) -> str:
        return (
            f"{self.rounds} rounds, {self.acknowledged} answers acknowledged, {self.stored} stored, "
            f"{self.taken_back} taken back, {self.lost} lost, {self.twice} twice, {self.unclean} not clean"
        )

    @property
    def are_good(self) -> bool:
        """Whether nothing was lost, nothing stored twice, and every database was clean."""
        return not (self.lost or self.twice or self.unclean)


class Killing:
    """Rounds of studying and killing; with ``screen`` as the part of the rounds, 0 to 1, that are in the app."""

    def __init__(self, folder: Path, rng: random.Random, *, screen: float, answers: int) -> None:
        self._folder, self._rng, self._screen, self._answers = folder, rng, screen, answers
        self.figures = Figures()
        self._home, self._known = folder, Known()

    def round(self) -> None:
        """Study and kill once, and look at what is there."""
        if self.figures.rounds % ROUNDS_OF_ONE == 0:
            self._begin_another()
        before = self._known.acknowledged, self._known.taken_back, len(self._known.entries)
        learner = self._learner()
        learner.study()
        stored = decks.log(self._home / "quiz.db")
        differences = Differences.between(self._known, stored)
        wrong = decks.complaints(self._home / "quiz.db")
        figures = self.figures
        figures.rounds += 1
        figures.acknowledged += self._known.acknowledged - before[0]
        figures.taken_back += self._known.taken_back - before[1]
        figures.stored += len(stored) - before[2]
        figures.lost += differences.lost
        figures.twice += differences.twice
        figures.unclean += bool(wrong)
        if differences != Differences(0, 0) or wrong:
            figures.said += f"round {figures.rounds}: {differences} {wrong[:3]}\n{learner.seen}\n"
        self._known.entries, self._known.pending = stored, None

    def _begin_another(self) -> None:
        self._home, self._known = self._folder / str(self.figures.rounds), Known()
        self._home.mkdir()
        decks.make(self._home / "quiz.db", notes=max(300, ROUNDS_OF_ONE * self._answers * 2))

    def _learner(self) -> Learner:
        rng = self._rng
        answers = rng.randint(0, 2 * self._answers)
        if rng.random() < self._screen:
            answers //= 4  # a picture takes longer than a line
            return OnScreen(self._home, self._known, rng, self._killer(answers), now=randomly_dated(rng))
        return OnLines(self._home, self._known, rng, self._killer(answers), now=randomly_dated(rng))

    def _killer(self, answers: int) -> Killer:
        return Killer(self._rng, answers, _MOMENTS if answers else _START)


def kill(folder: Path, *, rounds: int, answers: int, screen: float, seed: int, least: int = 0) -> Figures:
    """Study and kill so many times with so many answers each on the average, and on until there were ``least``."""
    killing = Killing(folder, random.Random(seed), screen=screen, answers=answers)
    while killing.figures.rounds < rounds or killing.figures.acknowledged < least:
        killing.round()
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{killing.figures} ")
    return killing.figures


def main() -> int:
    """Run as many rounds as wanted and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--answers", type=int, default=20_000, help="at least so many in all")
    parser.add_argument("--screen", type=float, default=0.2, help="the part of the rounds that are in the app")
    parser.add_argument("--seed", type=int, default=20261130)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        each = -(-wanted.answers // wanted.rounds)
        figures = kill(
            Path(folder),
            rounds=wanted.rounds,
            answers=each,
            screen=wanted.screen,
            seed=wanted.seed,
            least=wanted.answers,
        )
    sys.stdout.write(f"{figures}\n{figures.said}")
    return 0 if figures.are_good else 1


if __name__ == "__main__":
    sys.exit(main())
