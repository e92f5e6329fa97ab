"""How fast the program starts, against bare programs that do nothing else with the same libraries, in one run.

Run it with ``python -m tests.benchmarks.start_up [ROUNDS]``. Programs take turns, so that what else the computer does
meets all of them; each has been run once before, so that everything is compiled and in memory.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.pseudo_terminal import PseudoTerminal

BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Static

class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("ready to be used")

Bare().run()
"""
QUIZ = [sys.executable, "-m", "quiz"]
LIBRARIES = [sys.executable, "-c", "import textual.app, textual.widgets, sqlmodel; from textual.widgets import Static"]
ROUNDS = 15

Times = dict[str, list[float]]


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with a database, settings and compiled bytecode of its own."""
    own = {
        "QUIZ_DATABASE": str(folder / "quiz.db"),
        "XDG_CONFIG_HOME": str(folder),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUIZ", "PYTHON"))}
    return {**kept, **own}


def on_screen(command: list[str], text: str, folder: Path) -> float:
    """Return the seconds until a text is on the screen of a program in a terminal."""
    with PseudoTerminal(command, environment(folder)) as terminal:
        return terminal.read_until(text)


def to_the_end(command: list[str], folder: Path) -> float:
    """Return the seconds that a program takes from its start to its end."""
    begin = time.perf_counter()
    subprocess.run(command, env=environment(folder), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def one_round(folder: Path, bare: Path, times: Times) -> None:
    """Start every program once, each after another one."""
    measured = {
        "bare app": on_screen([sys.executable, str(bare)], "ready to be used", folder),
        "quiz": on_screen(QUIZ, "quiz", folder),
        "quiz, decks": on_screen(QUIZ, "HTTP", folder),
        "textual, sqlmodel": to_the_end(LIBRARIES, folder),
        "quiz study": on_screen([*QUIZ, "study", "--mode", "flip"], "show the answer", folder),
        "pass": to_the_end([sys.executable, "-c", "pass"], folder),
        "--version": to_the_end([*QUIZ, "--version"], folder),
        "--help": to_the_end([*QUIZ, "--help"], folder),
        "sqlmodel": to_the_end([sys.executable, "-c", "import sqlmodel"], folder),
        "quiz due": to_the_end([*QUIZ, "due"], folder),
    }
    for name, seconds in measured.items():
        times.setdefault(name, []).append(seconds)


def report(times: Times) -> None:
    """Print medians, and each as a multiple of what it is measured against."""
    median = {name: statistics.median(seconds) for name, seconds in times.items()}
    against = [
        ("quiz", "bare app", 1.25),
        ("quiz, decks", "bare app", None),
        ("quiz study", "textual, sqlmodel", 1.15),
        ("--version", "pass", 2.5),
        ("--help", "pass", 5.5),
        ("quiz due", "sqlmodel", 1.25),
    ]
    print("medians, their ratio, and the ratio of the least times, which other programs disturb less")
    for name, base, bar in against:
        ratio, least = median[name] / median[base], min(times[name]) / min(times[base])
        wanted = f"(bar: {bar})" if bar else ""
        print(f"{name:12} {median[name] * 1000:5.0f} ms  {base:18} {median[base] * 1000:5.0f} ms", end="")
        print(f"  {ratio:5.2f} {least:5.2f} {wanted}")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = folder / "bare.py"
        bare.write_text(BARE)
        one_round(folder, bare, {})
        times: Times = {}
        for _round in range(rounds):
            one_round(folder, bare, times)
        report(times)


if __name__ == "__main__":
    main()
