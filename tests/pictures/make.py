"""Makes the pictures of the README from the running program: ``python -m tests.pictures.make [FOLDER]``.

Time stands still, the database is a new one with some weeks of simulated history, so that each run makes
the same files.
"""

import asyncio
import os
import random
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from textual.pilot import Pilot

from quiz import locale
from quiz.cards import Note, Rating
from quiz.clock import Clock
from quiz.formats import FORMATS
from quiz.program import Program
from quiz.questions import confused_keys
from quiz.sessions import Start
from quiz.study import Session
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.statistics import StatisticsScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from quiz.tui.widgets.card_pane import CardPane
from tests.simulated import Habits, study_for
from tests.tui.browsing import browser_of, found, look_for, opened
from tests.tui.support import NOW, screen_text, wait_for
from tests.tui.test_export import go_to, settled, typed
from tests.tui.test_export import opened as exporting

NOW_INSTANT = datetime.fromisoformat(NOW)
WEEKS = 7
LANGUAGES = ("en", "zh")
LATER = "f3"
RATINGS, SHARES = (Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY), (10, 12, 68, 10)


class Standing(Clock):
    """A clock that stands still, and is moved by hand."""

    instant = NOW_INSTANT

    def now(self) -> datetime:
        """Return the instant that was set."""
        return self.instant


def simulate(program: Program, clock: Standing) -> None:
    """Study almost every evening for some weeks."""
    rng = random.Random(7)
    for days in range(WEEKS * 7, 0, -1):
        clock.instant = NOW_INSTANT - timedelta(days=days)
        if days > 5 and rng.random() < 0.15:
            continue
        session = Session(program.store, None, day_start=program.config.day_start)
        for _number in range(60):
            question = session.next(clock.now())
            if question is None:
                break
            clock.instant += timedelta(seconds=rng.randint(3, 12))
            choices = session.reveal(question, clock.now())
            rating = rng.choices(RATINGS, SHARES)[0]
            session.answer(question, choices, rating, clock.now(), mode="flip")
    clock.instant = NOW_INSTANT


async def take(pilot: Pilot[None], path: Path, wanted: str = "") -> None:
    """Keep the screen as a picture, as soon as it has what is wanted."""
    if wanted:
        await wait_for(pilot, lambda: wanted in screen_text(pilot.app), f"“{wanted}”")
    await pilot.pause()
    await pilot.pause()
    keep(path, pilot.app.export_screenshot(title="quiz"))


def keep(path: Path, picture: str) -> None:
    """Write a picture to a file."""
    path.write_text(picture, encoding="utf-8")
    print(path)


async def home(app: QuizApp, path: Path) -> None:
    """Home with its decks and weeks."""
    async with app.run_test(size=(120, 40)) as pilot:
        await take(pilot, path, "HTTP")


async def cards(app: QuizApp, folder: Path, language: str) -> None:
    """A card before and after its answer, and the end of the session."""
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_common_card(pilot)
        await take(pilot, folder / f"question-{language}.svg")
        cast("Standing", app.program.clock).instant += timedelta(seconds=5)
        await pilot.press("space")
        await take(pilot, folder / f"answer-{language}.svg", locale._("Good"))
        await pilot.press("3")
        await finish(pilot)
        await take(pilot, folder / f"summary-{language}.svg")


async def at_a_common_card(pilot: Pilot[None]) -> Note:
    """Put cards behind until one is asked that everybody should know, and return its note."""
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asked is not None, "a card")
    screen = cast("StudyScreen", app.screen)
    for _number in range(20):
        assert screen.asked is not None
        note = screen.asked.question.note
        if "core" in note.tags:
            return note
        await pilot.press(LATER)
        await wait_for(pilot, lambda: screen.asked is not None and screen.asked.question.note != note, "another card")  # noqa: B023
    raise AssertionError(f"no common card is due:\n{screen_text(app)}")


async def finish(pilot: Pilot[None]) -> None:
    """Go on until the session is at its end, asking waiting cards at once."""
    rng, clock = random.Random(3), cast("QuizApp", pilot.app).program.clock
    assert isinstance(clock, Standing)
    for _number in range(300):
        if isinstance(pilot.app.screen, SummaryScreen):
            return
        clock.instant += timedelta(seconds=rng.randint(3, 9))
        await pilot.press("space")
        await pilot.press(rng.choices("1234", SHARES)[0])
    raise AssertionError(f"the session does not end:\n{screen_text(pilot.app)}")


async def choice(app: QuizApp, folder: Path, language: str) -> None:
    """A wrong choice, and the two notes beside each other."""
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_common_card(pilot)
        asked = cast("StudyScreen", app.screen).asked
        assert asked is not None
        await pilot.press(str([option.right for option in asked.options].index(False) + 1))
        await take(pilot, folder / f"choice-{language}.svg", "✗")
        await pilot.press("c")
        await take(pilot, folder / f"contrast-{language}.svg", locale._("Contrast"))


async def typed_name(app: QuizApp, path: Path) -> None:
    """A name with a small typo, before its meaning is recalled."""
    async with app.run_test(size=(80, 24)) as pilot:
        note = await at_a_common_card(pilot)
        typed = note.fields["name"].lower()
        await pilot.press(
            *(("space" if c == " " else c) for c in typed[:3] + typed[4:] if c.isalpha() or c == " "), "enter"
        )
        await take(pilot, path, "≈")


async def wrong(app: QuizApp, path: Path) -> None:
    """A typed answer that is wrong."""
    async with app.run_test(size=(80, 24)) as pilot:
        note = await at_a_common_card(pilot)
        await pilot.press(*confused_keys(note, locale.current())[0], "enter")
        await take(pilot, path, "✗")


async def progress(app: QuizApp, path: Path) -> None:
    """The statistics of some months."""
    study_for(app.program.store, NOW_INSTANT, Habits(days=110, new=1, confused=0.9))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled, "home")
        await pilot.press("t")
        await wait_for(pilot, lambda: isinstance(app.screen, StatisticsScreen), "the statistics")
        screen = cast("StatisticsScreen", app.screen)
        names = (*screen.names, "advice")
        await wait_for(pilot, lambda: all(screen.reading.value(screen.view, name) for name in names), "every chart")
        await take(pilot, path)


async def browser(app: QuizApp, path: Path) -> None:
    """The cards that are forgotten most, some of them marked, the selected one beside them with its history."""
    study_for(app.program.store, NOW_INSTANT, Habits(days=110, new=1, confused=0.9))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await look_for(pilot, "category:4xx lapses>=1")
        browser_of(pilot).sort_by("lapses")
        browser_of(pilot).sort_by("lapses")
        screen = await found(pilot)
        await pilot.press("g", "space", "down", "space", "space", "up")
        pane = screen.query_one(CardPane)
        await wait_for(pilot, lambda: pane.shown is not None and pane.shown.id == screen.selected_id, "the card")
        await take(pilot, path)


async def cheat_sheet(app: QuizApp, path: Path) -> None:
    """A cheat sheet of one category, before it is written."""
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled, "home")
        await exporting(pilot)
        await typed(pilot, "query", "category:5xx")
        await go_to(pilot, "format")
        while locale._(FORMATS["html"].title)[:10] not in screen_text(app):
            await pilot.press("right")
            await pilot.pause()
        await settled(pilot)
        await take(pilot, path, "511")


def new_app(folder: Path, language: str, start: Start | None = None, *, history: bool = True) -> QuizApp:
    """Return an app on a database of its own."""
    os.environ["QUIZ_DATABASE"] = str(Path(tempfile.mkdtemp(dir=folder)) / "quiz.db")
    locale.use(language)
    program, clock = Program(), Standing()
    program.clock = clock
    if history:
        simulate(program, clock)
    app = QuizApp(program, start)
    app.animation_level = "none"
    return app


def main() -> None:
    """Make all pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {
            "QUIZ_NOW": NOW,
            "XDG_CONFIG_HOME": name,
            "HOME": name,
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
        }
        for language in LANGUAGES:
            asyncio.run(home(new_app(folder, language), target / f"home-{language}.svg"))
            asyncio.run(cards(new_app(folder, language, Start((), "flip")), target, language))
            asyncio.run(progress(new_app(folder, language, history=False), target / f"statistics-{language}.svg"))
            asyncio.run(cheat_sheet(new_app(folder, language, history=False), target / f"export-{language}.svg"))
            asyncio.run(browser(new_app(folder, language, history=False), target / f"browse-{language}.svg"))
            codes = Start((), "type", direction="meaning")
            asyncio.run(wrong(new_app(folder, language, codes), target / f"wrong-{language}.svg"))
            asyncio.run(choice(new_app(folder, language, Start((), "choice")), target, language))
            names = Start((), "type", direction="key")
            asyncio.run(typed_name(new_app(folder, language, names), target / f"name-{language}.svg"))


if __name__ == "__main__":
    main()
