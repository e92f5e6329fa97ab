"""The window in which a session is chosen: what it counts, what it refuses, and what it begins."""

from dataclasses import replace
from functools import partial
from typing import NoReturn

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz import locale
from quiz.cards import Rating
from quiz.errors import QuizError
from quiz.sessions import Start
from quiz.study_settings import ASKED_AS
from quiz.text import width
from quiz.tui.app import QuizApp
from quiz.tui.keys import method_of
from quiz.tui.screens.session import SessionScreen
from quiz.tui.screens.session_choices import MODES
from quiz.tui.screens.study import StudyScreen
from quiz.tui.widgets.value_line import ValueLine
from tests.store.support import record
from tests.tui.conftest import AppMaker
from tests.tui.support import screen_text, see, wait_for

pytestmark = pytest.mark.asyncio

LINES = ["what", "cards", "minutes", "query", "direction", "mode"]


async def opened(pilot: Pilot[None], app: QuizApp, results: list[Start | None] | None = None) -> SessionScreen:
    """Open the window for the first deck, and wait until its cards are counted."""
    await wait_for(pilot, lambda: app.ready, "the database")
    screen = SessionScreen(app.program.store.decks()[:1])
    await app.push_screen(screen, None if results is None else results.append)
    await wait_for(pilot, lambda: screen.focused is not None and screen.found is not None, "the window")
    return screen


async def go_to(pilot: Pilot[None], name: str) -> None:
    """Go to a line with the arrow keys."""
    for _time in range(len(LINES)):
        focused = pilot.app.focused
        if focused is not None and focused.id == name:
            return
        await pilot.press("down")
    raise AssertionError(f"{name} is not reached")


async def taken(pilot: Pilot[None], results: list[Start | None]) -> Start:
    """Press Enter, and return what is begun."""
    await pilot.press("enter")
    await wait_for(pilot, lambda: results, "the session")
    assert results[0] is not None
    return results[0]


async def test_enter_begins_what_would_be_asked_anyway(make_app: AppMaker) -> None:
    app, results = make_app(), list[Start | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, results)
        await see(pilot, "20 cards fit.")
        assert await taken(pilot, results) == Start(decks=(app.program.store.decks()[0].name,))


async def test_every_line_has_its_part_in_what_is_begun(make_app: AppMaker) -> None:
    app, results = make_app(), list[Start | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, results)
        await pilot.press("right", "right")
        await see(pilot, "cram")
        await go_to(pilot, "cards")
        await pilot.press("1", "5", "x")
        await go_to(pilot, "minutes")
        await pilot.press("1", "0")
        await go_to(pilot, "query")
        await pilot.press(*"category", "colon", *"4xx")
        await go_to(pilot, "direction")
        await pilot.press("l")
        await go_to(pilot, "mode")
        await pilot.press("h")
        await see(pilot, "15 answers end the session.")
        start = await taken(pilot, results)
        assert (start.cram, start.limit, start.minutes) == (True, 15, 10)
        assert (start.where, start.direction, start.mode) == ("category:4xx", "meaning", "choice")


async def test_the_number_of_cards_follows_what_is_typed(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await go_to(pilot, "query")
        await pilot.press(*"key", "colon", *"404")
        await see(pilot, "1 card fits.")
        await pilot.press("backspace")
        await wait_for(pilot, lambda: "1 card fits." not in screen_text(app), "another number")
        await see(pilot, "cards fit.")


async def test_a_wrong_query_is_shown_at_its_place_and_not_begun(make_app: AppMaker) -> None:
    app, results = make_app(), list[Start | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, results)
        await go_to(pilot, "query")
        await pilot.press(*"404", "space", *"is", "colon", *"xx")
        await see(pilot, "not “xx”")
        lines = screen_text(app).splitlines()
        typed = next(index for index, line in enumerate(lines) if "is:xx" in line)
        assert lines[typed + 1].index("^") == lines[typed].index("xx")
        await pilot.press("enter")
        await pilot.pause()
        assert results == []
        await pilot.press(*["backspace"] * 6, "enter")
        await wait_for(pilot, lambda: results, "the session")


async def test_the_line_for_a_query_offers_names_and_values_of_the_database(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, "query")
        field = screen.query_one("#query", Input)
        await pilot.press(*"cate")
        await wait_for(pilot, lambda: field._suggestion == "category:", "the name")
        await pilot.press("right", *"4")
        await wait_for(pilot, lambda: field._suggestion == "category:4xx", "the value")
        await pilot.press("right")
        assert field.value == "category:4xx"


async def test_nothing_is_offered_while_the_database_cannot_be_read(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, "query")
        field, read = screen.query_one("#query", Input), app.program.store.vocabulary
        asked: list[str] = []

        def locked() -> NoReturn:
            asked.append(field.value)
            raise QuizError("locked")

        monkeypatch.setattr(app.program.store, "vocabulary", locked)
        await pilot.press(*"cate")
        await wait_for(pilot, lambda: "cate" in asked, "the names were asked for")
        await pilot.pause()
        assert (field.value, field._suggestion) == ("cate", "")
        monkeypatch.setattr(app.program.store, "vocabulary", read)
        await pilot.press("g")
        await wait_for(pilot, lambda: field._suggestion == "category:", "the name")


async def test_what_is_counted_for_an_older_text_is_dropped(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        wanted, stale = screen.wanted, screen.found
        await go_to(pilot, "query")
        await pilot.press(*"key", "colon", *"404")
        await see(pilot, "1 card fits.")
        assert stale is not None
        screen._was_counted(wanted, stale)
        assert "1 card fits." in screen_text(app)


async def test_nothing_is_begun_where_no_card_fits(make_app: AppMaker) -> None:
    app, results = make_app(), list[Start | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, results)
        await go_to(pilot, "query")
        await pilot.press(*"nothinglikethis", "enter")
        await see(pilot, "✗ No card fits")
        assert results == []
        await pilot.press("escape")
        await wait_for(pilot, lambda: results == [None], "the way back")


async def test_a_day_that_is_done_is_not_begun_again(make_app: AppMaker) -> None:
    app, results = make_app(), list[Start | None]()
    deck = app.program.store.decks()[0]
    app.program.store.set_settings(deck, replace(deck.settings, new_per_day=0))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, results)
        await see(pilot, "0 cards fit.")
        await pilot.press("enter")
        await see(pilot, "Study ahead, or cram, to be asked all the same.")
        assert results == []
        await pilot.press("right")
        await wait_for(pilot, lambda: "Study ahead, or cram" not in screen_text(app), "another selection")


async def test_mix_ups_know_neither_query_nor_direction(make_app: AppMaker) -> None:
    app, results = make_app(), list[Start | None]()
    store, now = app.program.store, app.program.clock.now()
    one, _back, other = store.cards()[0:3]
    record(store, one.id, Rating.AGAIN, now, confused_with=other.note_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, results)
        await pilot.press("left")
        await see(pilot, "2 cards fit.")
        await pilot.press("down", "down", "down")
        assert app.focused is not None
        assert app.focused.id == "mode"
        assert (await taken(pilot, results)).confusions


async def test_without_mix_ups_it_is_said_that_there_are_none(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("left")
        await see(pilot, "✗ There are no two cards that you mix up in these decks.")


async def test_letters_are_typed_where_a_text_is_and_change_values_elsewhere(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.press("l", "l", "h")
        assert screen.start.ahead
        await go_to(pilot, "query")
        await pilot.press("h", "j", "k", "l", "space", "question_mark")
        assert screen.query_one("#query", Input).value == "hjkl ?"
        assert app.screen is screen


async def test_full_width_digits_count(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await go_to(pilot, "cards")
        await pilot.press("２", "０")
        assert screen.start.limit == 20


async def test_the_mouse_goes_to_a_line_and_changes_its_value(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, app)
        await pilot.click("#mode")
        assert app.focused is screen.query_one("#mode", ValueLine)
        assert screen.start.mode == ""
        await pilot.click("#mode")
        assert screen.start.mode == "auto"
        await pilot.press("tab", "shift+tab")
        await pilot.click("#mode")
        assert screen.start.mode == "flip"


async def test_every_mode_of_a_deck_can_be_that_of_a_session() -> None:
    assert list(MODES) == ["", *ASKED_AS]


async def test_home_opens_the_window_and_begins_what_was_chosen(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        await pilot.press("s")
        await see(pilot, "20 cards fit.")
        await go_to(pilot, "cards")
        await pilot.press("3", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the session")
        await see(pilot, "0 / 3")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (60, 16), (120, 40)])
@pytest.mark.parametrize("language", locale.LANGUAGES)
async def test_the_window_fits(make_app: AppMaker, size: tuple[int, int], language: str) -> None:
    app = make_app(language=language)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, app)
        for name in LINES:
            await go_to(pilot, name)
            await wait_for(pilot, partial(is_seen, screen, name), f"the line {name}")
        await pilot.press(*["left"] * 3)
        bar = screen.query_one("#keys").region
        assert bar.height == 1
        assert bar.bottom <= size[1]
        assert screen.query_one("#about").region.bottom <= bar.y
        assert all(width(line) <= size[0] for line in screen_text(app).splitlines())
        assert all(hasattr(screen, f"action_{method_of(name)}") for name in screen.available())


def is_seen(screen: SessionScreen, name: str) -> bool:
    return screen.query_one(f"#{name}").region.height == 1
