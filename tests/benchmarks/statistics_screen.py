"""From the key to the first chart, and how long the screen stands still, with 1,000,000 reviews.

Run it with ``python -m tests.benchmarks.statistics_screen [FOLDER]``; a folder that ``tests.benchmarks.statistics`` has
filled is used again. A task that wants to run every millisecond tells how long the event loop was held.
"""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from textual.pilot import Pilot

from quiz.program import Program
from quiz.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.statistics import StatisticsScreen
from tests.benchmarks.large_history import NOW, build, in_folder

SIZE = (120, 40)
SHORTER, LONGER = "left_square_bracket", "right_square_bracket"
SCOPES = ("stability>30", "lapses>3", "", "key:K7*")
CHANGES = (SHORTER, SHORTER, LONGER, LONGER, LONGER, SHORTER)
PATIENCE, REST = 60.0, 3.0


class Ticker:
    """Tells for how long, at most, the event loop was held since it was asked the last time."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._task = asyncio.create_task(self._tick())

    async def _tick(self) -> None:
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(0.001)
            self._longest = max(self._longest, time.perf_counter() - begin - 0.001)

    def held(self) -> str:
        """Return the longest time in words, and begin anew."""
        longest, self._longest = self._longest, 0.0
        return f"held at most {longest * 1000:4.0f} ms (bar: 50)"

    def stop(self) -> None:
        """End."""
        self._task.cancel()


async def until(predicate: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.perf_counter() + PATIENCE
    while not predicate():
        assert time.perf_counter() < end
        await asyncio.sleep(0.0005)


def has(app: QuizApp, *names: str) -> bool:
    """Tell whether series, or all of the page, are computed and shown."""
    screen = app.screen
    if not isinstance(screen, StatisticsScreen) or not screen.begun:
        return False
    return all(screen.reading.value(screen.view, name) is not None for name in names or screen.names)


async def timed(app: QuizApp, key: str, *names: str) -> float:
    """Press a key and return the milliseconds until series, or all of the page, are there and drawn."""
    begin = time.perf_counter()
    app.simulate_key(key)
    await until(lambda: has(app, *names))
    await Pilot(app)._wait_for_screen()
    return (time.perf_counter() - begin) * 1000


async def changed(app: QuizApp, where: str) -> float:
    """Look at the cards that a query finds and return the milliseconds until the page is there and drawn."""
    screen = cast(StatisticsScreen, app.screen)
    begin = time.perf_counter()
    screen.look_at(replace(screen.view, chosen=replace(screen.view.chosen, where=where)))
    await until(lambda: has(app))
    await Pilot(app)._wait_for_screen()
    return (time.perf_counter() - begin) * 1000


async def measure(app: QuizApp) -> None:
    """Open the statistics, wait for all, change the period, and print what that took."""
    async with app.run_test(size=SIZE):
        await until(lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled)
        ticker = Ticker()
        await asyncio.sleep(REST)
        print(f"{'home':28}          {ticker.held()}")
        print(f"{'first chart':28} {await timed(app, 'T', 'calendar'):6.0f} ms (bar: 100), {ticker.held()}")
        print(f"{'rest of the page':28} {await timed(app, 'f12'):6.0f} ms, {ticker.held()}")
        print(f"{'every chart':28} {await timed(app, 'f12', 'leeches', 'known', 'added'):6.0f} ms, {ticker.held()}")
        for key in CHANGES:
            took = await timed(app, key)
            period = cast(StatisticsScreen, app.screen).view.period
            print(f"{'period ' + period:28} {took:6.0f} ms (bar: 250), {ticker.held()}")
        for where in SCOPES:
            took = await changed(app, where)
            print(f"{'scope ' + (where or 'everything'):28} {took:6.0f} ms (bar: 250), {ticker.held()}")
            await timed(app, "f12", "leeches", "known", "added")
            print(f"{'  every chart of it':28}        {ticker.held()}")
        ticker.stop()
        print(f"{'memory':28} {peak():6.0f} MiB at most (bar: 200)")


def peak() -> int:
    """Return the most memory that this process ever had, in MiB (Linux only)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def run(folder: Path, measured: Callable[[QuizApp], Coroutine[None, None, None]]) -> None:
    """Build what is missing, and measure."""
    os.environ |= {"QUIZ_DATABASE": str(folder / "quiz.db"), "QUIZ_NOW": NOW.isoformat()}
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    with Store.open(folder / "quiz.db", NOW) as store:
        if not store.decks():
            build(store)
    program = Program()
    asyncio.run(measured(QuizApp(program)))
    program.close()


def main(measured: Callable[[QuizApp], Coroutine[None, None, None]]) -> None:
    """Measure in a folder that is named, or in a new one."""
    in_folder(partial(run, measured=measured))


if __name__ == "__main__":
    main(measure)
