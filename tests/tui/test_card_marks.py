"""Marking a card while it is studied: known for good, new again, a flag; and the clock of a card."""

from datetime import timedelta

import pytest

from quiz import locale
from quiz.asking import LONGEST_ANSWER_MS
from quiz.cards import Kind, Phase, Rating
from quiz.sessions import Start, begin
from quiz.text import width
from quiz.tui.app import QuizApp
from quiz.tui.keys import method_of
from quiz.tui.screens import card_screen
from quiz.tui.screens.card_info import CardInfo
from quiz.tui.screens.card_marks import MARKS, time_text
from quiz.tui.screens.card_screen import Asked
from quiz.tui.screens.flag import FLAGS, FlagList, FlagScreen
from quiz.tui.screens.study import StudyScreen
from tests.store.support import record
from tests.tui.conftest import AppMaker
from tests.tui.support import asked_of, at_a_card, screen_text, see, studying, wait_for

pytestmark = pytest.mark.asyncio

FLIP = Start(mode="flip")


def card_asked(app: QuizApp) -> int:
    """The card on the screen, or 0 where a window lies over it."""
    return asked_of(app).question.card.id if isinstance(app.screen, StudyScreen) else 0


# Known for good, and new again


async def test_a_card_known_for_good_is_not_asked_and_comes_back_with_undo(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_a_card(pilot)
        known = card_asked(app)
        await pilot.press("K")
        await wait_for(pilot, lambda: card_asked(app) != known, "another card")
        await see(pilot, "The card is known for good and is not asked any more. u takes it back.")
        (entry,) = app.program.store.log(known)
        assert entry.kind is Kind.KNOWN
        await pilot.press("u")
        await wait_for(pilot, lambda: card_asked(app) == known, "the card again")
        await see(pilot, "Undone: the card is not known for good any more.")
        assert app.program.store.card(known).state.phase is Phase.NEW


async def test_a_card_is_new_again_and_undo_gives_it_back(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    store, now = app.program.store, app.program.clock.now()
    card = store.cards()[0]
    record(store, card.id, Rating.EASY, now - timedelta(days=40))
    before = store.card(card.id).state
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_a_card(pilot)
        await wait_for(pilot, lambda: card_asked(app) == card.id, "the card that is due")
        await pilot.press("space", "R")
        await see(pilot, "The card is new again; its history stays. u takes it back.")
        assert store.card(card.id).state.phase is Phase.NEW
        assert len(store.log(card.id)) == 2
        await pilot.press("u")
        await see(pilot, "Undone: the card is as it was before it became new again.")
        assert store.card(card.id).state == before


async def test_a_drill_changes_no_schedule_but_flags(make_app: AppMaker) -> None:
    app = make_app(Start(mode="flip", cram=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        assert {name for name in MARKS if studying(app).is_available(name)} == {"study.flag", "study.timer"}
        before = card_asked(app)
        await pilot.press("K", "R")
        assert card_asked(app) == before
        assert app.program.store.log(before) == []


# Flags


async def test_a_flag_is_given_with_its_digit_and_stands_in_the_head(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        card = card_asked(app)
        await pilot.press("F")
        await see(pilot, "Which flag?")
        await pilot.press("2")
        await see(pilot, "⚑2")
        assert app.program.store.card(card).flag == 2
        assert card_asked(app) == card


async def test_a_flagged_card_can_be_answered(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        card = card_asked(app)
        await pilot.press("space")
        await wait_for(pilot, lambda: studying(app).phase is card_screen.Phase.ANSWER, "the answer")
        await pilot.press("F")
        await see(pilot, "Which flag?")
        await pilot.press("1")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the card")
        await pilot.press("3")
        await wait_for(pilot, lambda: card_asked(app) != card, "the next card")
        assert [entry.rating for entry in app.program.store.log(card)] == [Rating.GOOD]


async def test_a_card_that_was_answered_elsewhere_stays_stale_when_it_gets_a_flag(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        card = card_asked(app)
        record(app.program.store, card, Rating.AGAIN, app.program.clock.now())
        await pilot.press("F")
        await see(pilot, "Which flag?")
        await pilot.press("1")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the card")
        await pilot.press("space", "4")
        await see(pilot, "That did not work")
        assert [entry.rating for entry in app.program.store.log(card)] == [Rating.AGAIN]


async def test_a_flag_is_taken_away_by_zero_and_kept_by_escape(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        card = card_asked(app)
        for keys, expected in ((("F", "7"), 7), (("F", "escape"), 7), (("F", "0"), 0)):
            await pilot.press(*keys)
            await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the card")
            assert app.program.store.card(card).flag == expected


async def test_a_flag_is_chosen_with_the_arrows_or_the_mouse(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        card = card_asked(app)
        await pilot.press("F")
        await see(pilot, "Which flag?")
        await pilot.press("up", "up", "down", "enter")
        await wait_for(pilot, lambda: app.program.store.card(card).flag == 7, "the last flag")
        await pilot.press("F")
        await see(pilot, "Which flag?")
        await pilot.click(FlagList, offset=(6, 3))
        await wait_for(pilot, lambda: app.program.store.card(card).flag == 3, "the flag that was clicked")


@pytest.mark.no_cover
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (60, 16), (120, 40)])
@pytest.mark.parametrize("language", locale.LANGUAGES)
async def test_every_flag_has_a_key_a_sign_and_a_word(make_app: AppMaker, size: tuple[int, int], language: str) -> None:
    app = make_app(FLIP, language=language)
    async with app.run_test(size=size) as pilot:
        await at_a_card(pilot)
        await pilot.press("F")
        await wait_for(pilot, lambda: isinstance(app.screen, FlagScreen), "the flags")
        await see(pilot, "⚑7")
        shown = screen_text(app).splitlines()
        for flag, word in enumerate(FLAGS):
            assert any(f"{flag}" in line and locale._(word) in line for line in shown)
        assert all(width(line) <= size[0] for line in shown)
        assert app.screen.query_one("#keys").region.bottom <= size[1]
        screen = app.screen
        assert isinstance(screen, FlagScreen)
        assert all(hasattr(screen, f"action_{method_of(name)}") for name in screen.available())


# What is known of a card


async def test_flag_leech_and_known_stand_in_the_info(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.ready, "the database")
        store, now = app.program.store, app.program.clock.now()
        question = begin(app.program, FLIP).next(now)
        assert question is not None
        store.flag([question.card.id], 4)
        store.mark_known([question.card.id], now, now.date())
        await app.push_screen(CardInfo(question, revealed=True))
        await see(pilot, "⚑4 to rewrite")
        shown = screen_text(app)
        assert "known for good" in shown
        assert "36500" not in shown
        store.undo_last(None, now + timedelta(minutes=1))
        await pilot.press("escape")
        await app.push_screen(CardInfo(question, revealed=True))
        await see(pilot, "taken back")
        assert "known for good" not in screen_text(app)


# The clock


async def test_the_clock_is_shown_and_hidden_with_a_key_and_this_is_kept(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        assert "0:0" not in screen_text(app)
        await pilot.press("T")
        await see(pilot, "0:0")
        assert app.program.config["timer"] == "on"
        await pilot.press("T")
        await wait_for(pilot, lambda: "0:0" not in screen_text(app), "no clock")
    assert make_app().program.config["timer"] == "off"


async def test_the_clock_goes_on_by_itself(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        await pilot.press("T")
        await see(pilot, "0:02")


async def test_without_motion_no_clock_runs_and_the_time_is_said_with_the_answer(make_app: AppMaker) -> None:
    app = make_app(FLIP)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_a_card(pilot)
        app.change("motion", "off")
        app.change("timer", "on")
        await pilot.pause()
        assert not studying(app).clock_runs
        assert "0:0" not in screen_text(app)
        await pilot.press("space")
        await see(pilot, "0:0")


async def test_the_time_of_a_person_who_is_away_ends(make_app: AppMaker) -> None:
    app = make_app()
    now = app.program.clock.now()
    question = begin(app.program, FLIP).next(now)
    assert question is not None
    asked = Asked(question, "flip")
    later = now + timedelta(milliseconds=LONGEST_ANSWER_MS) * 5
    assert time_text(asked, card_screen.Phase.QUESTION, now + timedelta(seconds=7), runs=True) == "0:07"
    assert time_text(asked, card_screen.Phase.QUESTION, later, runs=True) == "1:00"
    assert time_text(asked, card_screen.Phase.QUESTION, later, runs=False) == ""
    assert time_text(asked, card_screen.Phase.WAIT, later, runs=True) == ""
    assert time_text(None, card_screen.Phase.QUESTION, later, runs=True) == ""
