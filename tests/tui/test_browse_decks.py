"""What becomes of a selection in the browser: a filter that is studied from home, or a deck of its own."""

from collections.abc import Callable, Iterable, Iterator
from threading import Event

import pytest
from textual.widgets import Input

from quiz import config
from quiz.cards import Deck
from quiz.copying import Copy
from quiz.copying import copied as copied_notes
from quiz.errors import QuizError
from quiz.formats.contents import Export
from quiz.tui.app import QuizApp
from quiz.tui.screens import browse_copy
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.browse_copy import CopyScreen
from quiz.tui.screens.export_choices import StoppedError
from quiz.tui.screens.filter_form import FilterScreen
from quiz.tui.screens.home import HomeScreen
from tests.store.support import deck_named, import_text
from tests.tui.browsing import Running, Studied, browser_of, found, look_for, opened
from tests.tui.support import INSTANT, screen_text, see, wait_for

OTHER = "---\ntitle: Mine\nfields: term, meaning\n---\n404: the number of a room\nlied: song\n"


async def copying(pilot: Running, text: str) -> CopyScreen:
    """Find something, and open the window that copies it, as soon as that knows what it will make."""
    await look_for(pilot, text)
    await pilot.press("y")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, CopyScreen), "the window")
    screen = pilot.app.screen
    assert isinstance(screen, CopyScreen)
    await wait_for(pilot, lambda: screen.found, "what will be made")
    return screen


async def copied(pilot: Running, name: str) -> BrowseScreen:
    """Make the deck, and wait until it is found."""
    pilot.app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, BrowseScreen), "the browser")
    return await found(pilot)


def there(app: QuizApp, name: str) -> bool:
    """Whether there is a deck of this name."""
    return any(deck.name == name for deck in app.program.store.decks())


# Filters


@pytest.mark.asyncio
async def test_a_query_becomes_a_filter_that_home_has(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "category:5xx")
        await pilot.press("a")
        await wait_for(pilot, lambda: isinstance(app.screen, FilterScreen), "the window")
        await see(pilot, "22 cards")
        await pilot.press(*"hard", "enter")
        await see(pilot, "The filter “hard” is at home, below the decks.")
        assert config.load().filters == {"hard": "category:5xx"}
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        await see(pilot, "⌕ hard")


@pytest.mark.asyncio
@pytest.mark.parametrize("text", ["", "  ", "deck:nope"])
async def test_without_a_query_that_can_be_read_there_is_no_filter_to_make(studied: Studied, text: str) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, text)
        await pilot.press("a")
        await pilot.pause()
        assert app.screen is screen
        assert "browse.add_filter" not in screen.available()


@pytest.mark.asyncio
async def test_a_filter_may_find_nothing_yet(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tag:nothing")
        await pilot.press("a")
        await see(pilot, "0 cards")
        await pilot.press(*"later", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, BrowseScreen), "the browser")
        assert config.load().filters == {"later": "tag:nothing"}


@pytest.mark.asyncio
async def test_a_filter_needs_a_name_and_a_query(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "category:5xx")
        await pilot.press("a", "enter")
        await see(pilot, "The name is empty.")
        app.screen.query_one("#name", Input).value = "hard"
        app.screen.query_one("#query", Input).value = ""
        await pilot.press("enter")
        await see(pilot, "The query is empty.")
        app.screen.query_one("#query", Input).value = "lapses>"
        await pilot.press("enter")
        await see(pilot, "^")
        assert config.load().filters == {}


# Copies


@pytest.mark.asyncio
async def test_what_is_found_is_copied_into_a_deck_of_its_own_and_found_there(studied: Studied) -> None:
    app = studied()
    store = app.program.store
    before = len(store.cards())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await copying(pilot, "category:5xx")
        await see(pilot, "Copy 11 notes into a new deck")
        await see(pilot, "11 notes with 22 new cards.")
        screen = await copied(pilot, 'All "5xx"')
        await see(pilot, '11 notes copied into “All "5xx"”.')
        assert screen.wanted.text == 'deck:"All \\"5xx\\""'
        deck = deck_named(store, 'All "5xx"')
        assert set(screen.ids) == {card.id for card in store.cards([deck.id])}
        assert {card.state.reps for card in store.cards([deck.id])} == {0}
        assert len(store.cards()) == before + 22


@pytest.mark.asyncio
async def test_only_what_is_marked_is_copied(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "category:5xx")
        await pilot.press("space", "space", "space")
        await pilot.press("y")
        await see(pilot, "Copy 2 notes into a new deck")


@pytest.mark.asyncio
async def test_notes_with_a_key_that_is_there_are_named_before_anything_is_made(studied: Studied) -> None:
    app = studied()
    import_text(app.program.store, OTHER)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await copying(pilot, "key:404 or deck:Mine")
        await see(pilot, "2 notes with 4 new cards.")
        await see(pilot, "1 note is left out, as another one has its key: 404")
        screen = await copied(pilot, "Both")
        assert len(screen.ids) == 4


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["http status codes", "Mine", "", "A::", "WEAK"])
async def test_a_name_that_a_deck_cannot_have_is_refused_and_nothing_is_made(studied: Studied, name: str) -> None:
    app = studied()
    app.program.change("filters.weak", "is:leech")
    import_text(app.program.store, OTHER)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = await copying(pilot, "category:5xx")
        screen.query_one(Input).value = name
        await pilot.press("enter")
        await see(pilot, "✗")
        if not name:
            await see(pilot, "A name for the deck is missing.")
        assert app.screen is screen
        await pilot.press("escape")
        await found(pilot)
        assert len(app.program.store.decks()) == 2


@pytest.mark.asyncio
async def test_a_deck_that_cannot_be_made_is_told_and_the_name_stays(
    studied: Studied, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> object:
        raise QuizError("The disk is full.", "Make room.")

    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = await copying(pilot, "category:5xx")
        with monkeypatch.context() as patch:
            patch.setattr(app.program.store, "import_deck", full)
            screen.query_one(Input).value = "Hard"
            await pilot.press("enter")
            await see(pilot, "The disk is full.")
        assert app.screen is screen
        await copied(pilot, "Hard")
        assert there(app, "Hard")


@pytest.mark.asyncio
async def test_the_window_stays_while_the_deck_is_made(studied: Studied, monkeypatch: pytest.MonkeyPatch) -> None:
    may_import = Event()
    app = studied()
    make = app.program.store.import_deck

    def slow(*arguments: object, **options: object) -> object:
        may_import.wait()
        return make(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(app.program.store, "import_deck", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = await copying(pilot, "category:5xx")
        screen.query_one(Input).value = "Hard"
        await pilot.press("enter")
        await see(pilot, "One moment…")
        await pilot.press("enter")
        assert app.screen is screen
        may_import.set()
        await wait_for(pilot, lambda: isinstance(app.screen, BrowseScreen), "the browser")
        assert browser_of(pilot).wanted.text == 'deck:"Hard"'


def held_at(number: int, may_go_on: Event, make: Callable[..., object]) -> Callable[..., object]:
    """An import that waits before its item of this number."""

    def held(items: Iterable[object]) -> Iterator[object]:
        for place, item in enumerate(items):
            if place == number:
                may_go_on.wait()
            yield item

    return lambda draft, items, **options: make(draft, held(items), **options)


@pytest.mark.asyncio
async def test_it_is_shown_how_far_a_deck_has_come_and_escape_stops_it_and_leaves_nothing(
    studied: Studied, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, app = Event(), studied()
    store = app.program.store
    notes = len(store.notes_in([deck.id for deck in store.decks()]))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = await copying(pilot, "category:5xx")
        with monkeypatch.context() as patch:
            patch.setattr(store, "import_deck", held_at(5, may_go_on, store.import_deck))
            screen.query_one(Input).value = "Hard"
            await pilot.press("enter")
            await see(pilot, "4 of 11 notes")
            await see(pilot, "stop; no deck is made then")
            await pilot.press("escape")
            may_go_on.set()
            await see(pilot, "Stopped; no deck was made.")
        assert app.screen is screen
        assert not there(app, "Hard")
        assert len(store.notes_in([deck.id for deck in store.decks()])) == notes
        await copied(pilot, "Hard")
        assert there(app, "Hard")


@pytest.mark.asyncio
async def test_nobody_goes_through_the_notes_any_more_when_the_window_is_closed(
    studied: Studied, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_begin, ended = Event(), Event()

    def slow(export: Export, name: str) -> Copy:
        may_begin.wait()
        try:
            return copied_notes(export, name)
        except StoppedError:
            ended.set()
            raise

    monkeypatch.setattr(browse_copy, "copied", slow)
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "category:5xx")
        await pilot.press("y")
        await wait_for(pilot, lambda: isinstance(app.screen, CopyScreen), "the window")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, BrowseScreen), "the browser")
        may_begin.set()
        await wait_for(pilot, ended.is_set, "the end")


@pytest.mark.asyncio
async def test_the_notes_are_gone_through_once_whatever_is_typed_meanwhile(
    studied: Studied, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_begin, begun = Event(), list[str]()

    def slow(export: Export, name: str) -> Copy:
        begun.append(name)
        may_begin.wait()
        return copied_notes(export, name)

    monkeypatch.setattr(browse_copy, "copied", slow)
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "category:5xx")
        await pilot.press("y")
        await wait_for(pilot, lambda: begun, "the window")
        await pilot.press(*"Hard", "enter")
        may_begin.set()
        await wait_for(pilot, lambda: isinstance(app.screen, BrowseScreen), "the deck")
        assert there(app, "Hard")
        assert len(begun) == 1


@pytest.mark.no_cover
@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (60, 16)])
async def test_hostile_texts_are_shown_literally(studied: Studied, size: tuple[int, int]) -> None:
    app = studied()
    for title in ("[/x] [red]a", "很长" * 20):
        import_text(app.program.store, f"---\ntitle: {title}\nfields: term, meaning\n---\n`[/b]`: one\n")
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await copying(pilot, '"[/b]"')
        await see(pilot, "[/b] (")
        assert len(screen_text(app).split("\n")) == size[1]
        await copied(pilot, "[/y]")
        deck: Deck = deck_named(app.program.store, "[/y]")
        assert [note.key for note in app.program.store.notes(deck)] == ["[/b]"]
        assert app.program.clock.now() == INSTANT
