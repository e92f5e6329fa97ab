"""Running the program in this process, with a home of its own."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quiz import locale
from quiz.cli import run
from quiz.clock import Clock

NOW = "2026-03-02T09:00:00+08:00"


@dataclass(frozen=True)
class Result:
    """What a run of the program printed, and its exit status."""

    status: int
    out: str
    err: str

    def lines(self, sign: str) -> list[str]:
        """Return the lines of the plain protocol that begin with a sign, without it."""
        return [line[2:] for line in self.out.splitlines() if line.startswith(f"{sign} ")]


Runner = Callable[..., Result]


class Person:
    """A standard input where somebody types, at a terminal or not, and thinks so many seconds before each line."""

    def __init__(self, typed: str, seconds: Sequence[float], *, terminal: bool) -> None:
        self._stream = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
        self._seconds = iter(seconds)
        self._terminal = terminal
        self.thought = 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def readline(self) -> str:
        self.thought += next(self._seconds, 0.0)
        return self._stream.readline()

    def isatty(self) -> bool:
        return self._terminal

    def now(self) -> datetime:
        """Return the instant, where no time passes but that of thinking."""
        return datetime.fromisoformat(os.environ["QUIZ_NOW"]) + timedelta(seconds=self.thought)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: database, settings, clock, English."""
    monkeypatch.setenv("QUIZ_DATABASE", str(tmp_path / "quiz.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("QUIZ_NOW", NOW)
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def quiz(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run the program with arguments and the text of its standard input, and the seconds before each line of it."""

    def call(*arguments: str, typed: str = "", seconds: Sequence[float] = (), terminal: bool = False) -> Result:
        with monkeypatch.context() as patch:
            person = Person(typed, seconds, terminal=terminal)
            patch.setattr(sys, "stdin", person)
            if seconds:
                patch.setattr(Clock, "now", person.now)
            patch.delenv("LANGUAGE", raising=False)
            capsys.readouterr()
            status = run(list(arguments))
            printed = capsys.readouterr()
            locale.use("en")
        return Result(status, printed.out, printed.err)

    return call
