"""Go through the screens of the app in a terminal, with nasty texts in all that they show and read: see test_app.

What was on the screen goes to a file, a list of screens with their names, so that others can look for the texts.
"""

import asyncio
import csv
import json
import os
import sys
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import chain, repeat
from pathlib import Path
from typing import Any, cast

from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from quiz import locale
from quiz.program import Program
from quiz.sessions import Start
from quiz.tui.app import QuizApp
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.card_screen import Phase
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.note_form import NoteForm
from quiz.tui.screens.study import StudyScreen
from quiz.tui.widgets.query_input import QueryInput
from tests.hostile.nasty_deck import ENDLESS, LINES, MAIN
from tests.hostile.nasty_strings import LONG, NASTY
from tests.tui.support import screen_text

SECONDS = 30.0
STEP = 10
"""So many decks are gone on before the screen is looked at again; fewer than it has room for."""
MODES = ("flip", "type", "choice")
TABLE = "nasty.csv"


class Walk:
    """A way through the app, on which everything that is seen is kept."""

    def __init__(self, pilot: Pilot[None], stride: int) -> None:
        self.pilot = pilot
        self.stride = stride
        self.seen: list[tuple[str, str]] = []

    @property
    def app(self) -> QuizApp:
        """The app."""
        assert isinstance(self.pilot.app, QuizApp)
        return self.pilot.app

    def texts(self, shift: int = 0) -> Iterator[str]:
        """Yield the nasty texts of one part of the way; other parts have others."""
        yield from NASTY[shift % self.stride :: self.stride]

    def look(self) -> None:
        """Keep what is on the screen."""
        names = [type(screen).__name__ for screen in self.app.screen_stack]
        self.seen.append((" > ".join(names), screen_text(self.app)))

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and keep what is seen after them."""
        for key in keys:
            await self.key(key)
        self.look()

    async def key(self, key: str) -> None:
        """Press a key, and wait until what it begins is done."""
        event = Key(_character_to_key(key) if len(key) == 1 else key, key if len(key) == 1 else None)
        self.app.post_message(event)
        await self.settled()

    async def settled(self) -> None:
        """Wait until the screen has read what it shows."""
        await asyncio.sleep(0.01)
        await self.until(lambda: self.app.is_settled and not self.app._busy, "a screen at rest")
        await self.pilot.pause(0)

    async def until(self, predicate: Callable[[], object], description: str) -> None:
        """Wait until something holds; the app, which is never idle in a terminal, is not waited for."""
        deadline = time.monotonic() + SECONDS
        while not predicate():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {description}; the screen:\n{screen_text(self.app)}")
            await asyncio.sleep(0.005)

    async def paste(self, text: str) -> None:
        """Put a text into the field that has the focus, in the place of what is there, as it comes from a terminal."""
        field = self.app.focused
        if isinstance(field, Input):
            field.value = ""
        elif isinstance(field, TextArea):
            field.text = ""
        self.app.post_message(Paste(text))
        await self.settled()
        await self.settled()
        self.look()

    async def home(self) -> None:
        """Leave all windows and screens; what was written is thrown away."""
        for _attempt in range(60):
            if len(self.app.screen_stack) == 1:
                return
            if type(self.app.screen).__name__ == "Unsaved":
                await self.key("d")
            else:
                await self.key("escape")
            await self.settled()
        raise AssertionError(f"no way home from {[type(screen).__name__ for screen in self.app.screen_stack]}")

    @asynccontextmanager
    async def window(self, *keys: str) -> AsyncIterator[None]:
        """Open something with keys, and go home in the end."""
        before = self.app.screen
        await self.press(*keys)
        await self.until(lambda: self.app.screen is not before, f"what {keys} open")
        await self.settled()
        self.look()
        yield
        await self.home()


async def found(way: Walk) -> None:
    """Wait until the browser has found what is looked for."""
    screen = way.app.screen
    assert isinstance(screen, BrowseScreen)
    await way.until(lambda: screen.is_settled and not screen.is_changing, "what is looked for")
    await way.settled()
    way.look()


async def look_for(way: Walk, text: str) -> None:
    """Put a query into the line of the browser, and wait for what it finds."""
    screen = way.app.screen
    assert isinstance(screen, BrowseScreen)
    screen.query_one(QueryInput).value = text
    await way.until(lambda: screen.wanted.text == text, "the query")
    await found(way)


async def walk(way: Walk) -> None:
    """Go through all screens."""
    await way.until(lambda: isinstance(way.app.screen, HomeScreen) and way.app.ready, "home")
    await way.until(lambda: way.app.screen.overview is not None, "the decks")  # type: ignore[attr-defined]
    for part in PARTS[locale.current()] if way.stride > 1 else dict.fromkeys(sum(PARTS.values(), ())):
        await part(way)


async def at_home(way: Walk) -> None:
    """See all decks and filters, unfolded, in every place."""
    for _page in range(len(LINES) // STEP + STEP if way.stride == 1 else 2):
        await way.press(*["j"] * STEP)
    await way.press("end")
    await way.press("home")
    for text in NASTY:
        way.app.say(text)
        await way.settled()
        way.look()


async def in_windows(way: Walk) -> None:
    """Open what home opens."""
    for keys in ("question_mark", "comma", "c", "s", "e", "n", "r", "D", "b", "B"):
        if keys in "bD" and type(way.app.screen) is HomeScreen and not way.app.screen.is_available(
            {"b": "home.catch_up", "D": "home.delete"}[keys]
        ):  # fmt: skip
            continue
        async with way.window(keys):
            await way.press("tab", "pagedown")


async def in_fields(way: Walk) -> None:
    """Write the texts into the fields of windows, and accept them."""
    for shift, keys in enumerate(
        (("n",), ("r",), ("s", "tab", "tab", "tab"), ("i",), ("e", "tab", "tab"), ("ctrl+p",), ("a",))
    ):
        async with way.window(*keys):
            for text in way.texts(shift):
                if not isinstance(way.app.focused, Input | TextArea):
                    break
                await way.paste(text)
                if keys == ("i",):
                    await way.press("enter")
                    await way.key("escape")
                    if len(way.app.screen_stack) == 1:
                        await way.press("i")


def write_table() -> None:
    """Write a table with a row for each of the texts, many of which can't be read."""
    with Path(TABLE).open("w", encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("key", "meaning", "tags"))
        rows.writerows((f"{number} {text}", text, text) for number, text in enumerate(NASTY))


async def in_import(way: Walk) -> None:
    """See what the import says of a table with every text: what it reads of it, and why not the rest."""
    write_table()
    async with way.window("i"):
        await way.paste(TABLE)
        await way.press("enter")
        await way.until(lambda: way.app.screen.is_looked_at, "what is in the table")  # type: ignore[attr-defined]
        await way.settled()
        for _page in range(len(NASTY) // STEP):
            await way.press("pagedown")


async def in_backups(way: Walk) -> None:
    """Make a backup, and see what restoring it would change."""
    async with way.window("B"):
        for key in ("b", "enter"):
            await way.press(key)
            await way.until(lambda: not getattr(way.app.screen, "doing", ""), "what is done with backups")
            await way.settled()
            way.look()


async def in_browser(way: Walk) -> None:
    """See every note in the table, its details, and the texts as queries."""
    async with way.window("/"):
        await found(way)
        way.look()
        await look_for(way, f"deck:{MAIN}")
        way.look()
        await way.press("n")
        await found(way)
        for _page in range(len(LINES) // STEP):
            await way.press("pagedown")
        for keys in ("t", "w", "r", "y", "m", "s", "c", "d", "o", "F", "f", "e", "D"):
            await way.press(keys)
            if isinstance(way.app.focused, Input):
                for text in way.texts(ord(keys)):
                    await way.paste(text)
            await way.press("tab")
            while type(way.app.screen).__name__ != "BrowseScreen":
                await way.key("escape")
                await way.settled()
        await way.press("slash")
        for text in way.texts(2):
            await way.paste(text)


async def in_notes(way: Walk) -> None:
    """Look at notes, and edit them."""
    async with way.window("/"):
        await found(way)
        await look_for(way, f"deck:{MAIN}")
        await way.press("n", "home")
        await found(way)
        for number in range(0, len(NASTY), way.stride):
            await way.press("pagedown", "enter")
            await way.press("escape")
            await way.press("E")
            if isinstance(way.app.screen, NoteForm):
                await way.paste(NASTY[number])
                await way.press("ctrl+s")
            while type(way.app.screen).__name__ != "BrowseScreen":
                await way.key("d" if type(way.app.screen).__name__ == "Unsaved" else "escape")
                await way.settled()


async def in_statistics(way: Walk) -> None:
    """Turn the pages of the statistics."""
    async with way.window("T"):
        for _page in range(3):
            await way.press("tab")
            await way.press("i")
            await way.press("escape")
            await way.press("tab", "tab", "right")
            if type(way.app.screen).__name__ != "StatisticsScreen":
                break


async def while_studying(way: Walk) -> None:
    """Study the cards in each mode, and type the texts as answers."""
    for shift, mode in enumerate(MODES):
        way.app.push_screen(StudyScreen(Start((MAIN,), mode, cram=True)))
        texts = list(way.texts(shift))
        for text in texts:
            if not await one_card(way, mode, text):
                break
        await way.home()


async def through_all_cards(way: Walk) -> None:
    """Be asked every card, with each of the texts as an answer, and see the whole answer."""
    screen = StudyScreen(Start((MAIN,), "type", cram=True))
    way.app.push_screen(screen)
    for text in chain(NASTY, repeat("?")):
        await way.until(lambda: way.app.screen is not screen or screen.phase is Phase.QUESTION, "a question")
        if way.app.screen is not screen:
            break
        way.look()
        if isinstance(way.app.focused, Input):
            await way.paste(text)
        await way.key("enter")
        if screen.phase is Phase.RECALL:
            await way.key("space")
        await way.until(lambda: screen.phase is Phase.ANSWER, "an answer")
        await way.press("3")
    await way.home()


async def with_long_lines(way: Walk) -> None:
    """See lines of 1 MiB where they are browsed and asked, and paste one into a query and an answer."""
    async with way.window("/"):
        await found(way)
        await look_for(way, f"deck:{ENDLESS}")
        await way.press("n")
        await found(way)
        await way.press("home", "down", "down", "down", "slash")
        await way.paste(LONG)
        await found(way)
    for mode in MODES if way.stride == 1 else ("type",):
        way.app.push_screen(StudyScreen(Start((ENDLESS,), mode, cram=True)))
        await one_card(way, mode, LONG)
        await way.home()


PARTS: dict[str, tuple[Callable[[Walk], Awaitable[None]], ...]] = {
    "en": (at_home, in_windows, in_browser, in_notes, through_all_cards, with_long_lines),
    "zh": (in_windows, in_fields, in_import, in_backups, in_statistics, while_studying),
}
"""The ways that are gone in a language; in the fuller run, each is gone in both."""


async def one_card(way: Walk, mode: str, text: str) -> bool:
    """Answer a card, and look at all that can be seen of it. Return whether there was one."""
    screen = way.app.screen
    if not isinstance(screen, StudyScreen):
        return False
    await way.until(lambda: screen.phase is Phase.QUESTION, "a question")
    way.look()
    if mode == "type" and isinstance(way.app.focused, Input):
        await way.paste(text)
        await way.press("enter")
    else:
        await way.press("h")
        await way.press({"flip": "space", "choice": "2"}.get(mode, "enter"))
    if screen.phase is Phase.RECALL:
        await way.press("space")
    await way.until(lambda: screen.phase is Phase.ANSWER, "an answer")
    for key in ("e", "c", "i"):
        await way.press(key)
        while way.app.screen is not screen:
            await way.key("escape")
            await way.settled()
    await way.press("3")
    return way.app.screen is screen


def main() -> None:
    """Walk, and write what was seen; a failure is written, too."""
    target, stride = Path(sys.argv[1]), int(sys.argv[2])
    locale.use(sys.argv[3])
    os.chdir(target.parent)
    told: dict[str, Any] = {"seen": [], "failure": ""}
    app = QuizApp(Program())

    async def pilot(running: Pilot[None]) -> None:
        way = Walk(running, stride)
        try:
            await walk(way)
        except BaseException:
            told["failure"] = traceback.format_exc()
        told["seen"] = list(dict.fromkeys(way.seen))
        app.exit()

    app.run(auto_pilot=cast("Any", pilot))
    told["failure"] += str(app.failure.message if app.failure else "")
    target.write_text(json.dumps(told), encoding="utf-8")
    app.program.close()


def shown_on(seen: Sequence[tuple[str, str]], screen: str) -> str:
    """Return all that was shown on screens of this name."""
    return "\n".join(text for name, text in seen if screen in name)


if __name__ == "__main__":
    main()
