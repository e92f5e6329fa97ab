"""After days away, on the screen: home names the key, the window explains three ways, and one of them is taken."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from quiz import locale
from quiz.cards import Deck, Rating
from quiz.scheduling.days import study_day
from quiz.tui.app import QuizApp
from quiz.tui.screens.catch_up import CatchUpScreen, Ways
from quiz.tui.screens.home import HomeScreen
from tests.store.support import BOTH_WAYS, deck_named, import_terms, record
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, screen_text, see, texts_of, wait_for

pytestmark = pytest.mark.asyncio

AWAY = INSTANT - timedelta(days=9)
SIZES = [(80, 24), (120, 40), (60, 20)]


def with_backlog(app: QuizApp, cards: int = 60) -> Deck:
    """A deck whose cards were all learnt nine days ago and have been due for some days."""
    store = app.program.store
    store.delete_deck(store.decks()[0], AWAY)
    deck = import_terms(store, "Net", [f"term {number}" for number in range(cards)], AWAY, directions=BOTH_WAYS[:1])
    ids = [card.id for card in store.cards([deck.id])]
    for card_id in ids:
        record(store, card_id, Rating.EASY, AWAY)
    store.reschedule(ids, study_day(AWAY) + timedelta(days=5), AWAY, study_day(AWAY))
    return deck


async def at_home(pilot: Pilot[None]) -> HomeScreen:
    """Wait until home is on top and has everything."""
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_settled, "home")
    assert isinstance(app.screen, HomeScreen)
    return app.screen


async def opened(pilot: Pilot[None]) -> CatchUpScreen:
    """Press the key that home names."""
    await at_home(pilot)
    await pilot.press("b")
    app = pilot.app
    await wait_for(pilot, lambda: isinstance(app.screen, CatchUpScreen), "the window")
    await see(pilot, "▌")
    assert isinstance(app.screen, CatchUpScreen)
    return app.screen


def limit(app: QuizApp) -> str:
    return deck_named(app.program.store, "Net").settings.catch_up


def due(home: HomeScreen) -> int:
    assert home.overview is not None
    return home.overview.counts.due


def words_of(screen: Screen[Any], widget: str) -> str:
    """The text of a part of a screen without its line breaks and bars."""
    return " ".join(texts_of(screen.query_one(widget)).replace("▌", " ").split())


async def test_home_says_how_much_waits_and_never_opens_the_window_by_itself(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await at_home(pilot)
        await see(pilot, "Press b.")
        assert home.overview is not None
        assert home.overview.advice is not None
        assert home.overview.advice.text.startswith("9 days since the last time, and 60 reviews wait")
        assert app.screen is home


async def test_without_a_backlog_there_is_nothing_to_catch_up_with(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        home = await at_home(pilot)
        await pilot.press("b")
        assert app.screen is home
        assert "home.catch_up" not in home.available()


@pytest.mark.no_cover
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", locale.LANGUAGES)
async def test_each_way_is_told_in_reviews_a_day_in_every_size(
    make_app: AppMaker, size: tuple[int, int], language: str
) -> None:
    app = make_app(language=language)
    with_backlog(app)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        rows = screen_text(app).split("\n")
        shown = [row for row in rows if "20" in row or "60" in row]
        assert len(shown) >= 3
        assert all(len(row) <= size[0] for row in rows)
        assert "…" not in "".join(shown)


async def test_the_first_way_is_lit_and_the_days_can_be_changed(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await see(pilot, "▌ Spread over 3 days")
        await see(pilot, "‹ at most 20 a day, until 4 March ›")
        await pilot.press("l")
        await see(pilot, "‹ at most 15 a day, until 5 March ›")
        await pilot.press("h", "h", "h")
        await see(pilot, "▌ Spread over 2 days")
        await see(pilot, "‹ at most 30 a day, until 3 March ›")


async def test_enter_takes_the_lit_way_and_home_says_so_until_it_is_over(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        home = await at_home(pilot)
        await wait_for(pilot, lambda: due(home) == 20, "the smaller share of today")
        assert limit(app) == "2026-03-04 20"
        assert "Catching up: at most 20 reviews a day until 4 March. Press b to change it." in words_of(home, "#advice")


async def test_the_best_known_first_sets_order_and_number_until_a_day(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("j")
        await see(pilot, "▌ Best known first")
        assert "What you know best costs the least time" in words_of(app.screen, "#means")
        await pilot.press("enter")
        await at_home(pilot)
        await wait_for(pilot, lambda: limit(app) == "2026-03-04 20 known", "the plan")


async def test_all_at_once_ends_a_plan(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        home = await at_home(pilot)
        await wait_for(pilot, lambda: due(home) == 20, "the plan")
        await opened(pilot)
        await see(pilot, "Catching up: at most 20 reviews a day until 4 March.")
        await pilot.press("j", "j", "j")
        await see(pilot, "▌ As usual")
        await see(pilot, "60 today")
        await pilot.press("enter")
        home = await at_home(pilot)
        await wait_for(pilot, lambda: due(home) == 60, "all of them")
        assert limit(app) == ""


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_escape_leaves_everything_as_it_is(make_app: AppMaker, key: str) -> None:
    app = make_app()
    before = with_backlog(app).settings
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("l", "j", key)
        await at_home(pilot)
        assert deck_named(app.program.store, "Net").settings == before


async def test_the_days_belong_to_the_first_way_only(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert {"list.back", "list.forward"} <= set(screen.available())
        await pilot.press("j", "l")
        assert screen.days == 3
        assert "list.forward" not in screen.available()
        assert "list.change" not in screen.available()


async def test_a_click_selects_a_way_and_a_second_one_takes_it(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.click(Ways, offset=(5, 1))
        await wait_for(pilot, lambda: screen.selected == 1, "the second way")
        await pilot.click(Ways, offset=(5, 1))
        await at_home(pilot)
        await wait_for(pilot, lambda: limit(app) == "2026-03-04 20 known", "the plan")


async def test_the_window_follows_the_language(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("f8")
        await see(pilot, "3 月 4 日")


async def test_a_plan_that_does_not_end_is_said_to_hold_until_the_day_that_is_set(make_app: AppMaker) -> None:
    app = make_app()
    deck, store = with_backlog(app), app.program.store
    store.set_settings(deck, replace(deck.settings, reviews_per_day=1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot)
        await see(pilot, "▌ Best known first")
        piles = tuple(replace(pile, falling=(1,) * 364) for pile in screen.backlog.piles)
        screen.backlog = replace(screen.backlog, piles=piles)
        screen.plans = screen.backlog.plans(screen.days)
        screen.show()
        await see(pilot, "at most 1 a day, until 30 May")
        assert "some will still wait then" in words_of(screen, "#means")
        assert "Spread" not in screen_text(app)
        assert not {"list.forward", "list.back"} & set(screen.available())
        await pilot.press("enter")
        await see(pilot, "Catching up: at most 1 review a day until 30 May, best known first.")
        await at_home(pilot)
        assert limit(app) == "2026-05-30 1 known"


async def test_a_plan_for_which_nothing_waits_any_more_can_only_be_ended(make_app: AppMaker) -> None:
    app = make_app()
    deck, store = with_backlog(app), app.program.store
    store.set_settings(deck, replace(deck.settings, catch_up="2026-03-20 5"))
    later = [card.id for card in store.cards([deck.id])]
    store.reschedule(later, study_day(INSTANT) + timedelta(days=40), AWAY, study_day(AWAY))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot)
        await see(pilot, "▌ End it")
        await see(pilot, "No review waits any more")
        await see(pilot, "Catching up: at most 5 reviews a day until 20 March.")
        assert len(screen.plans) == 1
        assert not {"list.down", "list.forward"} & set(screen.available())
        await pilot.press("enter")
        await see(pilot, "Reviews come as the decks are set.")
        home = await at_home(pilot)
        await wait_for(pilot, lambda: "home.catch_up" not in home.available(), "the end of the plan")
        assert limit(app) == ""


async def test_the_days_end_where_the_limits_of_the_decks_do(make_app: AppMaker) -> None:
    app = make_app()
    deck, store = with_backlog(app), app.program.store
    store.set_settings(deck, replace(deck.settings, reviews_per_day=15))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await see(pilot, "▌ Spread over 4 days")
        await pilot.press("h")
        assert screen.days == 4
        await pilot.press(*["l"] * 30)
        await see(pilot, "▌ Spread over 30 days")
        await see(pilot, "‹ at most 2 a day, until 31 March ›")


async def test_b_again_selects_the_days_that_hold_and_enter_keeps_them(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("l", "enter")
        home = await at_home(pilot)
        await wait_for(pilot, lambda: due(home) == 15, "the plan")
        screen = await opened(pilot)
        await see(pilot, "▌ Spread over 4 days")
        await see(pilot, "‹ at most 15 a day, until 5 March ›")
        assert "This is the plan that holds: Enter keeps it." in words_of(screen, "#means")
        await pilot.press("l", "h", "enter")
        await at_home(pilot)
        assert limit(app) == "2026-03-05 15"


async def test_b_again_selects_the_best_known_first_and_says_the_order(make_app: AppMaker) -> None:
    app = make_app()
    with_backlog(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("j", "enter")
        home = await at_home(pilot)
        await wait_for(pilot, lambda: due(home) == 20, "the plan")
        said = "Catching up: at most 20 reviews a day until 4 March, best known first."
        assert said in words_of(home, "#advice")
        screen = await opened(pilot)
        await see(pilot, "▌ Best known first")
        assert said in words_of(screen, "#backlog")
        await pilot.press("enter")
        await at_home(pilot)
        assert limit(app) == "2026-03-04 20 known"


async def test_with_two_decks_the_slowest_says_the_days_and_each_has_its_own_share(make_app: AppMaker) -> None:
    app = make_app()
    store, net = app.program.store, with_backlog(app)
    store.set_settings(net, replace(net.settings, reviews_per_day=12))
    data = import_terms(store, "Data", [f"data {number}" for number in range(10)], AWAY, directions=BOTH_WAYS[:1])
    for card in store.cards([data.id]):
        record(store, card.id, Rating.EASY, AWAY)
    ids = [card.id for card in store.cards([data.id])]
    store.reschedule(ids, study_day(AWAY) + timedelta(days=5), AWAY, study_day(AWAY))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await see(pilot, "▌ Spread over 5 days")
        await see(pilot, "‹ at most 14 a day, until 6 March ›")
        assert "14 today" in words_of(screen, "#means")
        await pilot.press("enter")
        home = await at_home(pilot)
        await wait_for(pilot, lambda: due(home) == 14, "the shares of today")
        assert (limit(app), deck_named(store, "Data").settings.catch_up) == ("2026-03-06 12", "2026-03-06 2")
