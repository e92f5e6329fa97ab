"""The end of a session on the screen: which end was reached, what is left of today, and going on with it."""

from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz import locale
from quiz.asking import Counts
from quiz.modes import Given
from quiz.sessions import Start
from quiz.summary import Missed
from quiz.tui.app import QuizApp
from quiz.tui.screens.summary import SummaryScreen, missed_line
from tests.tui.conftest import AppMaker
from tests.tui.support import at_a_card, screen_text, see, studying, wait_for
from tests.tui.test_study import answer, answers, change

pytestmark = pytest.mark.asyncio

SIZES = [(80, 24), (120, 40), (60, 20)]
NO_STEPS = {"learning_steps": "none"}


def flip(**wanted: Any) -> Start:
    return Start(mode="flip", **wanted)


async def at_the_end(pilot: Pilot[None]) -> SummaryScreen:
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "the summary")
    await pilot.pause()
    assert isinstance(app.screen, SummaryScreen)
    return app.screen


async def ended(pilot: Pilot[None], answered: int = 2) -> SummaryScreen:
    """Answer so many cards, which is the end."""
    for _number in range(answered):
        await answer(pilot, "3")
    return await at_the_end(pilot)


def left(app: QuizApp) -> Counts:
    asking = studying(app).asking
    assert asking is not None
    return asking.counts(app.program.clock.now())


@pytest.mark.parametrize("size", SIZES)
async def test_after_the_limit_what_is_left_of_today_is_said(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app(flip(limit=2))
    change(app, **NO_STEPS)
    async with app.run_test(size=size) as pilot:
        await ended(pilot)
        await see(pilot, "The limit of 2 answers is reached.")
        await see(pilot, "18 cards are still to be asked.")
        shown = screen_text(app)
        assert "2 / 20" in shown
        assert "Done for today" not in shown
        assert "tomorrow" not in shown


@pytest.mark.parametrize("key", ["a", "enter"])
async def test_after_the_limit_the_rest_of_today_comes_before_another_helping(make_app: AppMaker, key: str) -> None:
    app = make_app(flip(limit=2))
    change(app, new_per_day="3", **NO_STEPS)
    async with app.run_test(size=(80, 24)) as pilot:
        await ended(pilot)
        await see(pilot, "go on")
        await pilot.press(key)
        await at_a_card(pilot)
        assert left(app) == Counts(1, 0, 0, 2)
        await answer(pilot, "3")
        await at_the_end(pilot)
        await see(pilot, "Done for today.")
        await see(pilot, "tomorrow")
        await pilot.press("a")
        await at_a_card(pilot)
        assert left(app).new == 3


async def test_a_limit_that_is_all_of_today_is_the_end_of_today(make_app: AppMaker) -> None:
    app = make_app(flip(limit=2))
    change(app, new_per_day="2", **NO_STEPS)
    async with app.run_test(size=(80, 24)) as pilot:
        await ended(pilot)
        await see(pilot, "Done for today.   1 day in a row")
        assert "limit" not in screen_text(app)


async def test_what_was_missed_can_be_drilled_before_going_on(make_app: AppMaker) -> None:
    app = make_app(flip(limit=2))
    change(app, **NO_STEPS)
    async with app.run_test(size=(80, 24)) as pilot:
        await answer(pilot, "1")
        await answer(pilot, "3")
        screen = await at_the_end(pilot)
        await see(pilot, "drill this one")
        assert ("summary.ahead", "go on") in screen.footer()
        await pilot.press("enter")
        await see(pilot, "1 left")
        await answer(pilot, "3")
        await at_the_end(pilot)
        await see(pilot, "The limit of 2 answers is reached.")


async def test_taking_back_the_last_answer_within_the_limit_asks_it_again(make_app: AppMaker) -> None:
    app = make_app(flip(limit=2))
    change(app, **NO_STEPS)
    async with app.run_test(size=(80, 24)) as pilot:
        await ended(pilot)
        await pilot.press("u")
        await at_a_card(pilot)
        assert len(answers(app.program.store)) == 1
        await ended(pilot, 1)
        await see(pilot, "The limit of 2 answers is reached.")


async def test_when_the_time_is_over_it_is_said_and_what_is_left(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(flip(minutes=10))
    change(app, **NO_STEPS)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        later = app.program.clock.now() + timedelta(minutes=11)
        monkeypatch.setattr(app.program.clock, "now", lambda: later)
        await ended(pilot, 1)
        await see(pilot, "10 minutes are over.")
        await see(pilot, "19 cards are still to be asked.")
        await pilot.press("a")
        await at_a_card(pilot)
        assert left(app) == Counts(19, 0, 0, 1)


@pytest.mark.parametrize("wanted", [{"where": "category:1xx"}, {"direction": "key"}])
async def test_the_end_of_a_selection_is_not_the_end_of_the_day(make_app: AppMaker, wanted: dict[str, str]) -> None:
    app = make_app(flip(**wanted))
    change(app, new_per_day="2", **NO_STEPS)
    async with app.run_test(size=(80, 24)) as pilot:
        await ended(pilot)
        await see(pilot, "Nothing more of this selection is due today.")
        shown = screen_text(app)
        assert "Done for today" not in shown
        assert "tomorrow" not in shown
        assert "2 / 2" in shown


async def test_a_selection_of_which_nothing_is_due_says_so(make_app: AppMaker) -> None:
    app = make_app(flip(where="category:1xx"))
    change(app, new_per_day="0")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot)
        await see(pilot, "Nothing more of this selection is due today.")
        assert "Nothing is due today." not in screen_text(app)


@pytest.mark.no_cover
@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("wanted", [{"limit": 1}, {"where": "category:1xx"}])
async def test_why_it_ended_fits_where_there_is_little_room(
    make_app: AppMaker, wanted: dict[str, Any], language: str
) -> None:
    app = make_app(flip(**wanted), language=language)
    change(app, new_per_day="2" if "limit" in wanted else "1", **NO_STEPS)
    async with app.run_test(size=(60, 20)) as pilot:
        await ended(pilot, 1)
        head = app.screen.query_one("#figures").render_line(0).text
        assert "…" not in head


async def test_a_wrong_pick_is_shown_beside_what_was_missed(make_app: AppMaker) -> None:
    app = make_app(Start(mode="choice"))
    change(app, new_per_day="1", **NO_STEPS)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        asked = studying(app).asked
        assert asked is not None
        place = next(index for index, option in enumerate(asked.options) if not option.right)
        await pilot.press(str(place + 1))
        await wait_for(pilot, lambda: asked.judged is not None, "the verdict")
        assert asked.given == Given(asked.options[place].text, asked.options[place])
        await pilot.press("enter")
        await at_the_end(pilot)
        await see(pilot, "1 missed")
        row = next(row for row in screen_text(app).split("\n") if "✗" in row)
        assert f"picked {asked.options[place].text[:10]}" in row


async def test_a_long_pick_leaves_room_for_the_card(make_app: AppMaker) -> None:
    app = make_app()
    store = app.program.store
    card = store.cards()[0]
    note, deck = store.note(card.note_id), store.deck(card.deck_id)
    kind = store.note_type(note.type_id)
    missed = Missed(card, note, kind, deck, kind.directions[0], "en", "一\n[/x] " * 100, "choice", None)
    shown = missed_line(missed, 60)
    assert shown.cell_length <= 60
    assert "\n" not in shown.plain
    assert "100" in shown.plain
    assert "picked 一" in shown.plain
    assert shown.plain.endswith("…")
