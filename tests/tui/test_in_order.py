"""Keys that come faster than what they do, as over a slow line: each finds what the one before has brought."""

import pytest
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.cards import Rating
from quiz.errors import DamagedError, QuizError
from quiz.sessions import Start
from quiz.store import Store
from quiz.tui import in_order
from quiz.tui.app import QuizApp
from quiz.tui.screens.damaged import DamagedScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.message import MessageScreen
from quiz.tui.screens.note_form import NoteForm
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from tests.store.support import import_text
from tests.tui.conftest import AppMaker
from tests.tui.support import see, stand_still, wait_for

pytestmark = pytest.mark.asyncio

TWO = "---\nfields: term, meaning\ndirections: {directions}\n---\na: apple\nb: banana\n"


def burst(app: QuizApp, *keys: str) -> None:
    """Let keys come at once; a text of several characters that is no key is typed letter by letter."""
    for key in keys:
        for one in [key] if key in ("enter", "space", "escape", "tab", "ctrl+c", "ctrl+q") else list(key):
            name = _character_to_key(one) if len(one) == 1 else one
            app.post_message(Key(name, one if len(one) == 1 else None))


def with_two(make_app: AppMaker, directions: str, mode: str = "type") -> QuizApp:
    """An app that asks two cards."""
    app = make_app(Start(("Two",), mode))
    import_text(app.program.store, TWO.format(directions=directions), into="Two")
    return app


def ratings(store: Store) -> list[tuple[str, Rating | None, str]]:
    """What was answered, in order: the note, the rating, the text that was typed."""
    entries = [(entry, card) for card in store.cards() for entry in store.log(card.id)]
    ordered = sorted(entries, key=lambda pair: pair[0].id)
    return [(store.note(card.note_id).key, entry.rating, entry.given) for entry, card in ordered]


async def at_the_end(pilot: Pilot[None]) -> None:
    """Wait for the summary."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen), "the summary")


async def test_answers_up_to_the_end(make_app: AppMaker) -> None:
    app = with_two(make_app, "term -> meaning", "flip")
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "show the answer")
        burst(app, "space", "4", "space", "4")
        await at_the_end(pilot)
        assert ratings(app.program.store) == [("a", Rating.EASY, ""), ("b", Rating.EASY, "")]


async def test_what_is_typed_ends_with_enter(make_app: AppMaker) -> None:
    app = with_two(make_app, "meaning -> term")
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "type the answer")
        burst(app, "a", "enter", "4", "b", "enter", "f")
        await at_the_end(pilot)
        assert ratings(app.program.store) == [("a", Rating.EASY, "a"), ("b", Rating.EASY, "b")]


async def test_the_first_letters_of_an_answer_do_nothing_else(make_app: AppMaker) -> None:
    """Without waiting, they would put the next card off, or suspend it."""
    app = with_two(make_app, "meaning -> term")
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "type the answer")
        burst(app, "a", "enter", "3", "s@")
        await wait_for(pilot, lambda: app.screen.query_one(Input).value == "s@", "the letters in the field")
        assert not any(card.suspended for card in app.program.store.cards())


async def test_letters_go_into_the_window_that_was_opened_before(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        burst(app, "n", "Net", "enter", "key", "tab", "name")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteForm), "the form of the first note")
        form = app.screen
        assert isinstance(form, NoteForm)
        assert form.deck.name == "Net"
        await wait_for(pilot, lambda: [row.text for row in form._rows()][:2] == ["key", "name"], "the texts")


async def test_a_key_before_the_decks_are_there_studies_them(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        burst(app, "enter", "space", "4")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the first card")
        await wait_for(pilot, lambda: ratings(app.program.store), "an answer")
        assert ratings(app.program.store) == [("100", Rating.EASY, "")]


async def test_a_key_is_not_kept_for_ever(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_home: HomeScreen) -> bool:
        return False

    monkeypatch.setattr(in_order, "PATIENCE", 0.05)
    monkeypatch.setattr(HomeScreen, "is_settled", property(never))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        burst(app, "q")
        await wait_for(pilot, lambda: not app.is_running or app._exit, "the end")


async def test_what_is_pasted_goes_where_a_key_before_has_led(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        burst(app, "n")
        app.post_message(Paste("Networks\nand more"))
        await see(pilot, "Networks and more")
        field = app.screen.query_one(Input)
        assert field.value == "Networks and more", "a field of one line takes all lines"


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q", "escape"])
async def test_what_was_typed_just_before_leaving_is_asked_about(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        burst(app, "a", "hello", key)
        await see(pilot, "Save the changes?")
        await pilot.press("escape")
        await see(pilot, "hello")


async def test_keys_pressed_while_the_program_stood_still_do_not_act_on_the_message_that_comes_of_it(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would close it unread, and then rate the card again."""
    app = with_two(make_app, "term -> meaning", "flip")

    def refuse(*_arguments: object, **_options: object) -> None:
        burst(app, "enter", "2", "escape")  # as they come from the thread that reads keys
        raise QuizError("It is locked by another program.")

    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "show the answer")
        await pilot.press("space")
        await see(pilot, "Easy")
        with monkeypatch.context() as patch:
            patch.setattr(app.program.store, "record", refuse)
            burst(app, "4", "4")
            await see(pilot, "It is locked by another program.")
            await stand_still(pilot)
        assert isinstance(app.screen, MessageScreen)
        burst(app, "enter", "4")
        await see(pilot, "show the answer")
        assert ratings(app.program.store) == [("a", Rating.EASY, "")]


async def test_keys_pressed_before_the_ways_out_of_damage_are_seen_do_not_take_one(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        app.report(DamagedError("The database is damaged."))
        burst(app, "escape", "enter")
        await see(pilot, "The database is damaged")
        await stand_still(pilot)
        assert isinstance(app.screen, DamagedScreen)
