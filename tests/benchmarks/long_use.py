"""Ten thousand cards in one process of the app: what grows, what slows down, and what is left open.

Run it with ``python -m tests.benchmarks.long_use [CARDS [FOLDER]]``. The app runs without a terminal, on a real
database; each card is shown, revealed and rated by keys, and between them windows are opened and answers taken back.
Memory is what the system says after garbage was collected and freed memory given back. Times are of the processor,
as it may do other things as well; the machine's own pace is in those of both ends, so only their ratio says something.
"""

import asyncio
import gc
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from textual.events import Key

from quiz.cards import Direction, NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.program import Program, give_memory_back
from quiz.sessions import Start
from quiz.tui.app import QuizApp
from quiz.tui.screens.card_screen import Phase
from quiz.tui.screens.study import StudyScreen

CARDS, FIRST = 10_000, 1_000
"""How many cards are studied, and after how many the first look is taken."""
WINDOWS = 50
"""After so many cards windows are opened, and an answer is taken back."""
MOST_GROWTH = 5.0
"""MiB that memory may grow between the two looks."""
PATIENCE = 60.0
_FIELDS = ("term", "meaning")
_TYPE = NoteType("basic", _FIELDS, "term", (Direction("term", ("term",), ("meaning",)),))


@dataclass(frozen=True)
class Look:
    """What the process holds at a moment. ``memory`` is in MiB."""

    cards: int
    memory: float
    blocks: int
    threads: int
    files: int
    connections: int
    workers: int
    screens: int
    widgets: int


def look(app: QuizApp, cards: int) -> Look:
    """Collect garbage, give memory back, and look."""
    gc.collect()
    give_memory_back()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    pool = app.program.store._engine.pool
    return Look(
        cards,
        pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        sys.getallocatedblocks(),
        threading.active_count(),
        len(list(Path("/proc/self/fd").iterdir())),
        pool.checkedout() + pool.checkedin(),  # type: ignore[attr-defined]
        len(app.workers),
        len(app.screen_stack),
        sum(1 for _widget in app.screen.walk_children()),
    )


def prepare(folder: Path, cards: int) -> None:
    """Make a database with enough new cards for one day."""
    program = Program()
    store, now = program.store, program.clock.now()
    notes = [
        NoteDraft({"term": f"term {number}", "meaning": f"what is meant by {number}", "explain": f"more on {number}"})
        for number in range(cards + 500)
    ]
    store.import_deck(DeckDraft("Long", (_TYPE,), declares_types=True), notes, now=now)
    deck = next(deck for deck in store.decks() if deck.name == "Long")
    store.set_settings(deck, replace(deck.settings, new_per_day=99_999, reviews_per_day=99_999))
    program.close()


async def until(predicate: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.perf_counter() + PATIENCE
    while not predicate():
        if time.perf_counter() > end:
            raise AssertionError("waited in vain")
        await asyncio.sleep(0.001)


class Studying:
    """Somebody who studies for hours."""

    def __init__(self, app: QuizApp) -> None:
        self.app = app
        self.times: list[float] = []

    @property
    def screen(self) -> StudyScreen:
        """The study screen, which is on top."""
        screen = self.app.screen
        assert isinstance(screen, StudyScreen)
        return screen

    def asks(self) -> bool:
        """Tell whether a question is on the screen."""
        screen = self.app.screen
        return isinstance(screen, StudyScreen) and screen.phase is Phase.QUESTION and screen.asked is not None

    def press(self, key: str, character: str | None = None) -> None:
        """Press a key."""
        self.app.post_message(Key(key, character))

    async def card(self) -> None:
        """Answer one card, and note how many seconds of the processor that took."""
        before = self.screen.asked
        begin = time.process_time()
        self.press("space", " ")
        await until(lambda: self.screen.phase is Phase.ANSWER)
        self.press("4", "4")
        await until(lambda: self.asks() and self.screen.asked is not before)
        self.times.append(time.process_time() - begin)

    async def windows(self) -> None:
        """Open windows, take an answer back, and give it again."""
        for key, character in (("i", "i"), ("question_mark", "?"), ("ctrl+p", None)):
            self.press(key, character)
            await until(lambda: not isinstance(self.app.screen, StudyScreen))
            await asyncio.sleep(0.1)
            self.press("escape")
            await until(lambda: isinstance(self.app.screen, StudyScreen))
        self.press("u", "u")
        await asyncio.sleep(0.1)
        await until(self.asks)


def report(first: Look, last: Look, times: list[float]) -> None:
    """Print what was found."""
    for name in Look.__dataclass_fields__:
        print(f"{name:12} {getattr(first, name):12.1f} {getattr(last, name):12.1f}")
    growth = last.memory - first.memory
    print(f"memory grew by {growth:.2f} MiB (bar: {MOST_GROWTH:.0f} MiB)")
    part = len(times) // 10
    begin, end = statistics.median(times[:part]), statistics.median(times[-part:])
    print(f"a card: {begin * 1000:.1f} ms median in the first tenth, {end * 1000:.1f} ms in the last")
    print(f"the last tenth took {end / begin:.2f} times as long as the first")


async def study(cards: int) -> None:
    """Study, and print what was found."""
    app = QuizApp(Program(), Start(("Long",), mode="flip"))
    async with app.run_test(size=(80, 24)):
        somebody = Studying(app)
        await until(somebody.asks)
        first = None
        for number in range(1, cards + 1):
            await somebody.card()
            if number % WINDOWS == 0:
                await somebody.windows()
            if number == min(FIRST, cards // 2):
                first = look(app, number)
            if number % 1000 == 0:
                print(f"{number:6} cards, {look(app, number).memory:.1f} MiB", flush=True)
        assert first is not None
        report(first, look(app, cards), somebody.times)
    app.program.close()


def main() -> None:
    """Prepare, study, and print."""
    cards = int(sys.argv[1]) if len(sys.argv) > 1 else CARDS
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch)
        for name, value in (("QUIZ_DATABASE", "quiz.db"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")):
            os.environ[name] = str(folder / value)
        if not (folder / "quiz.db").exists():
            prepare(folder, cards)
        asyncio.run(study(cards))


if __name__ == "__main__":
    main()
