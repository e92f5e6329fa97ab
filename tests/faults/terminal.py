"""The program in a terminal, and what a person sees of it."""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pyte

from quiz.clock import Clock
from quiz.store import Store
from tests.pseudo_terminal import SECONDS, PseudoTerminal

NOW = "2026-03-02T09:00:00+08:00"
LEFT, CURSOR_SHOWN = b"\x1b[?1049l", b"\x1b[?25h"


def environment(home: Path, database: Path, now: str = NOW) -> dict[str, str]:
    """Return what the program finds in its surroundings: this home alone; ``now`` empty for the computer's clock."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUIZ", "LANG"))}
    return kept | {
        "QUIZ_DATABASE": str(database),
        "QUIZ_NOW": now,
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
    }


class Quiz(PseudoTerminal):
    """The program in a terminal, and what a person sees of it."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        lines: int = 24,
        errors: Path | None = None,
        now: str = NOW,
        module: str = "quiz",
        more: Mapping[str, str] | None = None,
    ) -> None:
        self.database = home / "quiz.db"
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._heard = 0
        command = [sys.executable, "-m", module, *arguments]
        if errors is not None:
            command = ["sh", "-c", f'exec "$@" 2>"{errors}"', "sh", *command]
        surroundings = {**environment(home, self.database, now), **(more or {})}
        super().__init__(command, surroundings, columns=columns, lines=lines)

    def read(self, seconds: float) -> bytes:
        """Read what the program writes, and draw it."""
        more = super().read(seconds)
        self._stream.feed(more)
        return more

    @property
    def shown(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def see(self, wanted: str | Callable[[str], bool]) -> str:
        """Wait until a text is on the screen, or something holds of the screen, and return the screen."""
        holds = wanted if callable(wanted) else lambda shown: wanted in shown
        deadline = time.monotonic() + SECONDS
        while not holds(self.shown):
            if time.monotonic() > deadline or (self.process.poll() is not None and not self.read(0.0)):
                raise AssertionError(f"waited in vain for {wanted!r}; the screen:\n{self.shown}")
            self.read(0.1)
        return self.shown

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window as one does with a mouse: through sizes between."""
        self._screen.resize(lines, columns)
        self.set_size(columns, lines + 1)
        self.set_size(columns, lines)

    def answer(self) -> str:
        """Show the answer of the card on the screen, rate it, and wait for the next card."""
        before = self.see(asks)
        self.send(" ")
        self.see(lambda shown: "Good" in shown and not asks(shown))
        self.send("3")
        return self.see(lambda shown: asks(shown) and shown != before)

    def answer_on_lines(self, until: str = ". Good") -> None:
        """Do the same where cards are asked on lines; ``until`` is what is said of the answer."""
        for wanted, reply in (("\n? ", "\n"), ("\n! ", "3\n"), (until, "")):
            self.read_until(wanted, self._heard)
            self._heard = self.output.find(wanted.encode(), self._heard) + len(wanted)
            self.send(reply)

    @property
    def is_clean(self) -> bool:
        """Whether the terminal was given back: the shell's screen, and its cursor."""
        return self.output.rfind(LEFT) > self.output.rfind(b"\x1b[?1049h") and self.output.rfind(
            CURSOR_SHOWN
        ) > self.output.rfind(b"\x1b[?25l")

    @property
    def stored(self) -> int:
        """How many answers are in the database."""
        with closing(sqlite3.connect(self.database)) as connection:
            return int(connection.execute("SELECT count(*) FROM review").fetchone()[0])

    def check(self) -> None:
        """Look whether the database agrees with its own log."""
        with Store.open(self.database, Clock().now()) as store:
            assert store.disagreements() == []


def asks(shown: str) -> bool:
    """Whether a card is asked, to be chosen or to be flipped."""
    return "no idea?" in shown or "show the answer" in shown
