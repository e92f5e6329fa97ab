"""How long it takes from a key to the next card on the screen, against a bare app that changes one label on a key.

Run it with ``python -m tests.benchmarks.study_keys [CARDS]``. Both run in pseudo-terminals of their own; the time is
that from the key until what was waited for has been written. An answer is on the disk before the next card is shown, so
that the time of a commit is in it.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.start_up import QUIZ, environment
from tests.pseudo_terminal import PseudoTerminal

BARE = """
from textual.app import App, ComposeResult
from textual.widgets import Static

class Bare(App[None]):
    count = 0

    def compose(self) -> ComposeResult:
        yield Static("number 0;")

    def on_key(self) -> None:
        self.count += 1
        self.query_one(Static).update(f"number {'abcdefghij'[self.count % 10] * 9};")

Bare().run()
"""
CARDS = 60
MODES = {"flip": "show the answer", "choice": "no idea?"}
"""The modes that are measured, each with what is on the screen when a card is asked."""
BAR = 0.030


def press(terminal: PseudoTerminal, key: str, text: str) -> float:
    """Press a key and return the seconds until a text is written to the screen."""
    before, begin = len(terminal.output), time.perf_counter()
    terminal.send(key)
    terminal.read_until(text, before)
    return time.perf_counter() - begin


def bare(script: Path, count: int, folder: Path) -> list[float]:
    """Return the times from a key to the changed label."""
    with PseudoTerminal([sys.executable, str(script)], environment(folder)) as terminal:
        terminal.read_until("number 0;")
        return [press(terminal, "x", "abcdefghij"[number % 10] * 9) for number in range(1, count + 1)]


def study(mode: str, asks: str, count: int, folder: Path) -> tuple[list[float], list[float]]:
    """Return the times from a key to the answer, and from the rating to the next card, which ``asks`` so."""
    answers, cards = [], []
    with PseudoTerminal([*QUIZ, "study", "--mode", mode, "--siblings"], environment(folder)) as terminal:
        terminal.read_until(asks)
        for _number in range(count):
            answers.append(press(terminal, " ", "Good"))
            cards.append(press(terminal, "4", asks))
    return answers, cards


def prepare(folder: Path) -> None:
    """Make a database with enough new cards for one day."""
    for limit in ("new_per_day", "reviews_per_day"):
        command = [*QUIZ, "config", "set", limit, "9999", "--deck", "http"]
        subprocess.run(command, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


def line(name: str, times: list[float], base: float) -> str:
    """Return median and 99th percentile of some times, and the median as a multiple of the bare app's."""
    median, late = statistics.median(times), sorted(times)[len(times) * 99 // 100]
    return (
        f"{name:13} {median * 1000:6.1f} ms median, {late * 1000:6.1f} ms p99, {median / base:5.2f} times the bare app"
    )


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CARDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "bare.py"
        script.write_text(BARE)
        labels = bare(script, count, folder)
        base = statistics.median(labels)
        print(line("bare label", labels, base))
        for mode, asks in MODES.items():
            (folder / "quiz.db").unlink(missing_ok=True)
            prepare(folder)
            answers, cards = study(mode, asks, count, folder)
            print(line(f"{mode} answer", answers, base))
            print(line(f"{mode} next", cards, base), f"(bar: {BAR * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
