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
CARDS = 120
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


def study(count: int, folder: Path) -> tuple[list[float], list[float]]:
    """Return the times from a key to the answer, and from the rating to the next card."""
    answers, cards = [], []
    with PseudoTerminal([*QUIZ, "study", "--mode", "flip", "--siblings"], environment(folder)) as terminal:
        terminal.read_until("show the answer")
        for _number in range(count):
            answers.append(press(terminal, " ", "Good"))
            cards.append(press(terminal, "4", "show the answer"))
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
        f"{name:12} {median * 1000:6.1f} ms median, {late * 1000:6.1f} ms p99, {median / base:5.2f} times the bare app"
    )


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CARDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        script = folder / "bare.py"
        script.write_text(BARE)
        labels = bare(script, count, folder)
        answers, cards = study(count, folder)
        base = statistics.median(labels)
        print(line("bare label", labels, base))
        print(line("answer", answers, base))
        print(line("next card", cards, base), f"(bar: {BAR * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
