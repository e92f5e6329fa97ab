"""How quickly the browser opens, follows what is typed, scrolls and sorts, with 100,000 notes and 200,000 cards.

Run it with ``python -m tests.benchmarks.browse_screen [FOLDER]``; a folder that ``tests.benchmarks.searching`` has
filled is used again. A task that wants to run every millisecond tells how long the event loop was held.
"""

import asyncio
import statistics
import time
from collections.abc import Callable

from textual.pilot import Pilot

from quiz.tui.app import QuizApp
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.widgets.query_input import QueryInput
from tests.benchmarks.statistics_screen import Ticker, main, peak, until

SIZE = (120, 40)
QUERIES = {
    "a word": ("K77777", 250),
    "two Chinese characters": ("含义", 250),
    "a regular expression": ("re:K7.*9$", 400),
    "stability<10d": ("stability<10d", 250),
    "is:due": ("is:due", 250),
    "retrievability<80%": ("retrievability<80%", 250),
}
PAGES = 40


def is_there(app: QuizApp, text: str) -> Callable[[], bool]:
    """Return whether the browser has found what a query says, for waiting."""

    def there() -> bool:
        screen = app.screen
        return isinstance(screen, BrowseScreen) and screen.found is not None and screen.found.wanted.text == text

    return there


async def timed(app: QuizApp, act: Callable[[], object], there: Callable[[], bool]) -> float:
    """Do something and return the milliseconds until it is there and drawn."""
    begin = time.perf_counter()
    act()
    await until(there)
    await Pilot(app)._wait_for_screen()
    return (time.perf_counter() - begin) * 1000


async def measure(app: QuizApp) -> None:
    """Open the browser, look for things, scroll and sort, and print what that took."""
    async with app.run_test(size=SIZE):
        await until(lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled)
        await asyncio.sleep(3)
        ticker = Ticker()
        took = await timed(app, lambda: app.simulate_key("slash"), is_there(app, ""))
        print(f"{'opened':28} {took:6.0f} ms (bar: 300), {ticker.held()}")
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        field = screen.query_one(QueryInput)
        for name, (text, bar) in QUERIES.items():
            took = await timed(app, lambda text=text: setattr(field, "value", text), is_there(app, text))  # type: ignore[misc]
            print(f"{name:28} {took:6.0f} ms (bar: {bar}), {len(screen.ids)} cards, {ticker.held()}")
        await timed(app, lambda: setattr(field, "value", ""), is_there(app, ""))
        ticker.held()
        pages = []
        for _page in range(PAGES):
            at = screen.table.selected
            pages.append(await timed(app, screen.action_page_down, lambda at=at: screen.table.selected > at))  # type: ignore[misc]
        print(f"{'a page further':28} {statistics.median(pages):6.0f} ms, at most {max(pages):.0f}, {ticker.held()}")
        for column in ("stability", "due", "key"):
            took = await timed(
                app,
                lambda column=column: screen.sort_by(column),  # type: ignore[misc]
                lambda: screen.found is not None and screen.found.wanted == screen.wanted,
            )
            print(f"{'sorted by ' + column:28} {took:6.0f} ms, {ticker.held()}")
        ticker.stop()
        print(f"{'memory':28} {peak():6.0f} MiB at most (bar: 250)")


if __name__ == "__main__":
    main(measure)
