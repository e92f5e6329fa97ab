"""The installed program in a real terminal: its keys, its end, and what it leaves behind."""

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyte
import pytest

from quiz.clock import Clock
from quiz.store import Store
from tests.pseudo_terminal import SECONDS, PseudoTerminal

pytestmark = pytest.mark.no_cover

NOW = "2026-03-02T09:00:00+08:00"
LEFT, CURSOR_SHOWN = b"\x1b[?1049l", b"\x1b[?25h"


class Quiz(PseudoTerminal):
    """The program in a terminal, and what a person sees of it."""

    def __init__(
        self, home: Path, *arguments: str, columns: int = 80, lines: int = 24, errors: Path | None = None
    ) -> None:
        self.database = home / "quiz.db"
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("QUIZ", "LANG"))}
        environment |= {
            "QUIZ_DATABASE": str(self.database),
            "QUIZ_NOW": NOW,
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        command = [sys.executable, "-m", "quiz", *arguments]
        if errors is not None:
            command = ["sh", "-c", f'exec "$@" 2>"{errors}"', "sh", *command]
        super().__init__(command, environment, columns=columns, lines=lines)

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


def test_from_the_first_start_to_the_first_answer_and_out(tmp_path: Path) -> None:
    with Quiz(tmp_path) as quiz:
        home = quiz.see("HTTP")
        assert "cards to study" in home
        quiz.send("\r")
        card = quiz.see(asks)
        assert "▸ new 20   learning 0   due 0" in card
        assert "▸ new 19   learning 1   due 0" in quiz.answer()
        quiz.send("\x1b")
        quiz.see("Decks")
        quiz.send("q")
        assert quiz.wait() == 0
        assert quiz.is_clean
        assert quiz.stored == 1
        quiz.check()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, "ctrl+c", "closed"])
def test_however_it_ends_the_answers_are_stored(tmp_path: Path, ending: signal.Signals | str) -> None:
    with Quiz(tmp_path, "study", "http") as quiz:
        quiz.answer()
        quiz.answer()
        if isinstance(ending, signal.Signals):
            quiz.signal(ending)
        elif ending == "ctrl+c":
            quiz.send("\x03")
        else:
            quiz.close()
        quiz.wait()
        assert quiz.is_clean or ending == "closed"
        assert quiz.stored == 2
        quiz.check()


@pytest.mark.parametrize("keys", ["", " ", "?", "u"])
def test_a_terminal_that_is_closed_while_it_is_written_to_does_not_keep_the_program(tmp_path: Path, keys: str) -> None:
    with Quiz(tmp_path, "study", "http") as quiz:
        quiz.answer()
        quiz.send(keys)
        quiz.close()
        quiz.wait()
        assert quiz.stored == 1


def test_the_app_is_seen_although_errors_go_to_a_file(tmp_path: Path) -> None:
    with Quiz(tmp_path, errors=tmp_path / "errors.txt") as quiz:
        quiz.see("cards to study")
        quiz.send("q")
        assert quiz.wait() == 0
        assert quiz.is_clean
    assert (tmp_path / "errors.txt").read_bytes() == b""


def test_study_goes_straight_to_a_card(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "http", "--mode", "flip") as quiz:
        card = quiz.see("show the answer")
        assert "HTTP" in card
        assert "Decks" not in card
        quiz.send("\x11")
        assert quiz.wait() == 0


def test_an_unknown_deck_is_named_after_the_terminal_is_given_back(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "htpt") as quiz:
        assert quiz.wait() == 1
        assert quiz.is_clean
        said = quiz.output[quiz.output.rfind(LEFT) :].decode()
        assert "htpt" in said
        assert "Traceback" not in said


def test_a_terminal_that_is_too_small_says_so_and_comes_back_when_it_is_enlarged(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "http", "--mode", "flip") as quiz:
        quiz.see("? help")
        quiz.resize(40, 10)
        quiz.see("There is not enough room.")
        quiz.resize(80, 24)
        quiz.see(lambda shown: "▸ new 20   learning 0   due 0" in shown and "show the answer" in shown)
        quiz.see(lambda shown: "There is not enough room." not in shown)


def test_what_click_must_read_is_left_to_click(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "--mode", "guess") as quiz:
        assert quiz.wait() == 2
        assert b"'guess'" in quiz.output
        assert LEFT not in quiz.output


def test_home_is_under_a_session_that_was_asked_for_at_once(tmp_path: Path) -> None:
    with Quiz(tmp_path, "study", "http", "--mode", "flip") as quiz:
        quiz.answer()
        quiz.send("\x1b")
        quiz.see("Decks")
        quiz.send("q")
        assert quiz.wait() == 0
