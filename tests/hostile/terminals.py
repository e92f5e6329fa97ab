"""Running a module of the tests in a pseudo-terminal, with a home of its own."""

import os
import sys
import time
from pathlib import Path

from tests.pseudo_terminal import PseudoTerminal

SECONDS = 600.0
COLUMNS, LINES = 120, 40


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return what the program finds in its surroundings: this home alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUIZ", "LANG", "XDG"))}
    return kept | {
        "QUIZ_DATABASE": str(home / "quiz.db"),
        "QUIZ_NOW": "2026-03-02T09:00:00+08:00",
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def written_by(module: str, *arguments: str, surroundings: dict[str, str]) -> bytes:
    """Return all that a module writes to its terminal until it ends; it has to end well."""
    command = [sys.executable, "-m", module, *arguments]
    parts: list[bytes] = []
    with PseudoTerminal(command, surroundings, columns=COLUMNS, lines=LINES) as terminal:
        deadline = time.monotonic() + SECONDS
        while (more := terminal.read(0.05)) or terminal.process.poll() is None:
            parts.append(more)
            terminal.output = b""  # to make it longer by every part takes time by the square of its length
            if time.monotonic() > deadline:
                raise AssertionError(f"{module} did not end: {parts[-3:]!r}")
        if terminal.process.wait() != 0:
            raise AssertionError(f"{module} failed: {b''.join(parts)[-6000:].decode(errors='replace')}")
        return b"".join(parts)
