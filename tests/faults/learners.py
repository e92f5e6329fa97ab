"""Readers who answer in the real program until it ends or is killed, and keep what they saw acknowledged.

An answer is acknowledged when the reader sees what was stored, or the next prompt.
"""

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.faults.decks import DECK, PROMPT, Entry
from tests.faults.known import UNDO, Known
from tests.faults.terminal import Quiz, asks, environment


class Learner(Protocol):
    """Somebody who answers until the program ends."""

    def study(self) -> None:
        """Answer until the program ends."""

    @property
    def seen(self) -> str:
        """The end of what was seen, for the message of a failing test."""


class Ending(Protocol):
    """When a reader ends, or is made to."""

    def watch(self, sent: int, kill: Callable[[], None]) -> None:
        """Learn how many answers were sent."""

    def is_reached(self, sent: int) -> bool:
        """Tell whether the reader leaves in order, after so many answers."""


class Killer:
    """Kills a program at a random moment: some time after its start, or after a number of answers."""

    def __init__(self, rng: random.Random, answers: int, seconds: float) -> None:
        self._answers, self._seconds = answers, rng.uniform(0, seconds)

    def watch(self, sent: int, kill: Callable[[], None]) -> None:
        """Kill a moment after the last answer."""
        if sent == self._answers:
            threading.Timer(self._seconds, kill).start()

    def is_reached(self, sent: int) -> bool:
        """Never leave in order."""
        return False


class Enough:
    """Leaves in order after so many answers."""

    def __init__(self, answers: int) -> None:
        self._answers = answers

    def watch(self, sent: int, kill: Callable[[], None]) -> None:
        """Let the program live."""

    def is_reached(self, sent: int) -> bool:
        """Leave after the last answer."""
        return sent >= self._answers


EVERY_RATING = (1, 2, 3, 4)


@dataclass
class Reader:
    """Somebody who answers in a program of its own: at which clock, empty for the computer's, with which ratings."""

    home: Path
    known: Known
    rng: random.Random
    ending: Ending
    now: str = ""
    ratings: Sequence[int] = EVERY_RATING
    prompt: str = field(default="", init=False)
    sent: int = field(default=0, init=False)


@dataclass
class OnLines(Reader):
    """A reader of ``quiz study --plain``, who now and then, 0 to 1, takes the last answer back."""

    undoes: float = 0.05

    def __post_init__(self) -> None:
        self._lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quiz", "study", DECK, "--plain", "--mode", "flip"],
            env=environment(self.home, self.home / "quiz.db", self.now),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        )  # fmt: skip

    @property
    def seen(self) -> str:
        return "".join(self._lines[-20:])

    def study(self) -> None:
        """Answer until the program ends."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.ending.watch(0, self.process.kill)
        with self.process.stdout:
            for line in self.process.stdout:
                self._lines.append(line)
                reply = self._reply(line)
                if reply is None:
                    continue
                with suppress(BrokenPipeError):
                    self.process.stdin.write(reply)
                    self.process.stdin.flush()
                if line.startswith("!"):
                    self.sent += 1
                    self.ending.watch(self.sent, self.process.kill)
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()

    def _reply(self, line: str) -> str | None:
        """Return what is typed after a line; nothing where more lines follow."""
        known = self.known
        if line.startswith(". "):
            known.acknowledge()
        elif line.startswith("? "):
            self.prompt = line[2:].strip()
            known.ask(self.prompt)
            if self.ending.is_reached(self.sent):
                return "q\n"
            if self.rng.random() < self.undoes:
                known.type(UNDO)
                return "u\n"
            return "\n"
        elif line.startswith("! "):
            rating = self.rng.choice(self.ratings)
            known.type(Entry(self.prompt, rating))
            return f"{rating}\n"
        elif line.startswith("# There is nothing to undo"):
            known.pending = None
            return "\n"
        elif line.startswith("# ") and "changed elsewhere" in line:
            known.refuse()
        return None


@dataclass
class OnScreen(Reader):
    """A reader of the app, who sees the whole screen and types keys."""

    def __post_init__(self) -> None:
        self.quiz = Quiz(self.home, "study", DECK, "--mode", "flip", now=self.now)
        self._rates = self._is_told = False

    @property
    def seen(self) -> str:
        return self.quiz.shown

    def study(self) -> None:
        """Answer until the program ends."""
        with self.quiz:
            self.ending.watch(self.sent, self.quiz.process.kill)
            while self.quiz.process.poll() is None:
                self._look(0.5)
            while self._look(0.0):
                pass

    def _look(self, seconds: float) -> bool:
        """Take in what is on the screen, and type what it asks for; tell whether there was anything new."""
        new = bool(self.quiz.read(seconds))
        shown = self.quiz.shown
        if "changed elsewhere" in shown:
            self._close_message()
            return new
        self._is_told = False
        prompts = set(PROMPT.findall(shown))
        if self._rates and "Good" in shown and not asks(shown):
            self._rate()
        elif not self._rates and asks(shown) and len(prompts) == 1 and self.prompt not in prompts:
            self._go_on(prompts.pop())
        return new

    def _rate(self) -> None:
        rating, self._rates = self.rng.choice(self.ratings), False
        self.known.type(Entry(self.prompt, rating))
        self._type(str(rating))
        self.sent += 1
        self.ending.watch(self.sent, self.quiz.process.kill)

    def _go_on(self, prompt: str) -> None:
        self.prompt = prompt
        self.known.ask(prompt)
        self._rates = not self.ending.is_reached(self.sent)
        self._type(" " if self._rates else "\x11")

    def _close_message(self) -> None:
        """Learn from a message that the answer was refused, and close it once."""
        if not self._is_told:
            self._is_told = True
            self.known.refuse()
            self._type("\x1b")

    def _type(self, keys: str) -> None:
        with suppress(OSError):  # it was killed
            self.quiz.send(keys)


def randomly_dated(rng: random.Random) -> str:
    """Return a clock: mostly one that was put back or forward since the last time, else empty, the computer's."""
    if rng.random() < 0.3:
        return ""
    return f"2026-03-{rng.randint(1, 3):02}T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00+08:00"
