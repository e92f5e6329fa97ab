"""The window that tells of a leech: when it comes, what it offers, and what lies below it then."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from quiz import locale
from quiz.cards import Card, Rating
from quiz.program import Program
from quiz.sessions import Start
from quiz.study_settings import LEECH_TAG
from quiz.text import width
from quiz.tui.app import QuizApp
from quiz.tui.keys import method_of
from quiz.tui.screens.card_screen import Phase
from quiz.tui.screens.contrast import ContrastScreen
from quiz.tui.screens.leech import LeechScreen
from quiz.tui.screens.note_form import NoteForm
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from tests.store.support import record
from tests.tui.conftest import AppMaker
from tests.tui.support import screen_text, see, wait_for

pytestmark = pytest.mark.asyncio

FLIP = Start(mode="flip")


def one_lapse_from_a_leech(program: Program, *, action: str = "tag", mixed_up: int = 0, alone: bool = False) -> Card:
    """Let the first card be due today, and become a leech when it is forgotten now."""
    store, now = program.store, program.clock.now()
    deck = store.decks()[0]
    chosen = replace(deck.settings, learning_steps=(), relearning_steps=(), new_per_day=0 if alone else 5)
    store.set_settings(deck, replace(chosen, leech_lapses=0))
    card, other = store.cards()[0], store.cards()[4]
    for _time in range(mixed_up):
        record(store, card.id, Rating.AGAIN, now.replace(month=1), confused_with=other.note_id)
    record(store, card.id, Rating.GOOD, now.replace(month=1, day=20))
    store.reschedule([card.id], now.date(), now.replace(month=1, day=21), now.date().replace(month=1, day=21))
    card = store.card(card.id)
    store.set_settings(deck, replace(chosen, leech_lapses=card.state.lapses + 1, leech_action=action))
    return card


async def forget(pilot: Pilot[None]) -> None:
    """Rate the card on the screen as forgotten."""
    app = pilot.app
    await wait_for(
        pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.phase is Phase.QUESTION, "a question"
    )
    await pilot.press("space")
    await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.phase is Phase.ANSWER, "an answer")
    await pilot.press("1")


async def told(pilot: Pilot[None]) -> LeechScreen:
    """Forget the card, and wait for the window."""
    await forget(pilot)
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, LeechScreen), "the window")
    screen = pilot.app.screen
    assert isinstance(screen, LeechScreen)
    await see(pilot, screen.key_of("leech.suspend"))
    return screen


def is_studying(app: QuizApp) -> bool:
    return isinstance(app.screen, StudyScreen)


async def test_a_leech_is_told_over_the_next_card(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    leech = one_lapse_from_a_leech(app.program)
    async with app.run_test(size=(80, 24)) as pilot:
        await told(pilot)
        await see(pilot, "100 was forgotten 1 time.")
        assert "It is marked as a leech." in screen_text(app)
        assert LEECH_TAG in app.program.store.note(leech.note_id).tags
        await pilot.press("enter")
        await wait_for(pilot, lambda: is_studying(app), "the session")
        study = app.screen
        assert isinstance(study, StudyScreen)
        assert study.phase is Phase.QUESTION
        assert study.asked is not None
        assert study.asked.question.card.id != leech.id


async def test_what_is_remembered_is_no_leech(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    card = one_lapse_from_a_leech(app.program)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "show the answer")
        await pilot.press("space", "3")
        await wait_for(pilot, lambda: len(app.program.store.log(card.id)) == 3, "the answer")
        await see(pilot, "show the answer")
        assert not any(isinstance(screen, LeechScreen) for screen in app.screen_stack)


async def test_the_end_of_the_session_lies_below_the_window(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    one_lapse_from_a_leech(app.program, alone=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await told(pilot)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "the end of the session")
        assert not any(isinstance(screen, StudyScreen) for screen in app.screen_stack)


async def test_what_the_settings_suspended_is_said_and_asked_again_with_a_key(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    leech = one_lapse_from_a_leech(app.program, action="suspend")
    async with app.run_test(size=(80, 24)) as pilot:
        await told(pilot)
        await see(pilot, "It is marked as a leech and is not asked any more.")
        await pilot.press("@")
        await see(pilot, "@ suspends it.")
        assert not app.program.store.card(leech.id).suspended
        await pilot.press("@")
        await see(pilot, "@ lets it be asked again.")
        assert app.program.store.card(leech.id).suspended


async def test_without_a_mix_up_there_is_nothing_to_compare_or_drill(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    one_lapse_from_a_leech(app.program)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await told(pilot)
        assert not {"leech.contrast", "leech.pair"} & set(screen.available())
        await pilot.press("c", "x", "d")
        assert app.screen is screen


async def test_what_it_is_taken_for_is_named_compared_and_drilled(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    one_lapse_from_a_leech(app.program, mixed_up=2)
    other = app.program.store.note(app.program.store.cards()[4].note_id)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await told(pilot)
        await see(pilot, f"{other.key} was answered for it 2 times in a year")
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, ContrastScreen), "the two side by side")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the window again")
        await pilot.press("x")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.is_drill, "the drill")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the window again")


async def test_the_note_is_changed_from_the_window(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    leech = one_lapse_from_a_leech(app.program)
    async with app.run_test(size=(80, 24)) as pilot:
        await told(pilot)
        await pilot.press("E")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteForm), "the form")
        form = app.screen
        assert isinstance(form, NoteForm)
        assert form.note is not None
        assert form.note.id == leech.note_id


@pytest.mark.no_cover
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (60, 16), (120, 40)])
@pytest.mark.parametrize("language", locale.LANGUAGES)
async def test_the_window_fits_with_all_it_says(make_app: AppMaker, size: tuple[int, int], language: str) -> None:
    app = make_app(FLIP, language=language)
    one_lapse_from_a_leech(app.program, mixed_up=2)
    async with app.run_test(size=size) as pilot:
        screen = await told(pilot)
        window = screen.query_one("#window").region
        assert window.bottom <= size[1]
        assert screen.query_one("#keys").region.bottom <= window.bottom
        assert all(width(line) <= size[0] for line in screen_text(app).splitlines())
        assert all(hasattr(screen, f"action_{method_of(name)}") for name in screen.available())
