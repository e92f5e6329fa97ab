"""Filters at home: listed below the decks, studied, changed, forgotten and brought back."""

from collections.abc import Callable
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz import config, filtered
from quiz.errors import QuizError
from quiz.filters import Filter
from quiz.sessions import Start
from quiz.tui.app import QuizApp
from quiz.tui.screens.export import ExportScreen
from quiz.tui.screens.filter_form import FilterScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.session import SessionScreen
from quiz.tui.screens.statistics import StatisticsScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from quiz.tui.widgets.deck_list import DeckList
from tests.tui.support import screen_text, see, wait_for
from tests.tui.test_home import at_home, opened, press, with_decks

AppMaker = Callable[..., QuizApp]
Running = Pilot[None]
TEAPOT, BROKEN, NOTHING = "key:418", "deck:nope", "tag:nothing"


def keep(app: QuizApp, **filters: str) -> None:
    """Keep filters in the settings."""
    for name, query in filters.items():
        app.program.change(f"filters.{name}", query)


async def counted(pilot: Running) -> HomeScreen:
    """Wait until home has counted its filters."""
    home = await opened(pilot)
    await wait_for(
        pilot, lambda: home.filters and all(row.counts or row.problem for row in home.filters), "the counts of filters"
    )
    return home


def chosen(home: HomeScreen) -> str:
    """The name of the selected filter."""
    assert home.chosen_filter is not None
    return home.chosen_filter.filter.name


def line_of(app: QuizApp, name: str) -> list[str]:
    """What stands in the line of a filter."""
    return next(line for line in screen_text(app).split("\n") if f"⌕ {name}" in line).replace("▌", "").split()


@pytest.mark.asyncio
async def test_filters_stand_below_the_decks_with_what_is_left_of_today(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT, all="-is:due")
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await see(pilot, "⌕ teapot")
        lines = screen_text(app).split("\n")
        heading = next(number for number, line in enumerate(lines) if line.strip() == "Filters")
        assert "HTTP status codes" in lines[heading - 2]
        assert not lines[heading - 1].strip(), "set apart where there is room"
        assert line_of(app, "all")[:5] == ["⌕", "all", "20", "·", "·"]
        assert line_of(app, "teapot")[:5] == ["⌕", "teapot", "1", "·", "·"]


@pytest.mark.asyncio
async def test_without_a_filter_home_is_as_it_was(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "Filters" not in screen_text(app)


@pytest.mark.asyncio
async def test_the_decks_do_not_wait_for_filters_to_be_counted(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_count, rows = Event(), filtered.rows

    def slow(*arguments: object) -> object:
        may_count.wait()
        return rows(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(filtered, "rows", slow)
    app = make_app()
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await opened(pilot)
        await see(pilot, "⌕ teapot")
        assert line_of(app, "teapot")[2:] == ["…"]
        await press(pilot, "G")
        await see(pilot, "Enter  study teapot")
        may_count.set()
        await wait_for(pilot, lambda: home.filters[0].counts, "the count")
        assert line_of(app, "teapot")[2:5] == ["1", "·", "·"]


@pytest.mark.asyncio
async def test_enter_studies_the_cards_of_a_filter_under_its_name(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await press(pilot, "G")
        await see(pilot, "study teapot")
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asked, "a card")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.start == Start(where=TEAPOT, filters=("teapot",))
        await see(pilot, "teapot   0 / 1")
        assert app.screen.asked is not None
        assert app.screen.asked.question.note.key == "418"


@pytest.mark.asyncio
async def test_a_filter_that_is_named_at_the_start_is_studied_at_once(make_app: AppMaker) -> None:
    app = make_app(Start(("TEA",)))
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "teapot   0 / 1")


@pytest.mark.asyncio
async def test_a_filter_that_fails_at_the_start_ends_the_program_with_the_reason(make_app: AppMaker) -> None:
    app = make_app(Start(("broken",)))
    keep(app, broken=BROKEN)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: app.failure, "the end")
    assert isinstance(app.failure, QuizError)
    assert "There is no deck “nope”" in app.failure.message


@pytest.mark.asyncio
async def test_after_the_last_card_a_filter_is_done_and_enter_shows_how_it_went(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=f"{TEAPOT} direction:key")
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)
        await press(pilot, "G", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asked, "a card")
        await press(pilot, "space", "4")
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "the end")
        await press(pilot, "t")
        await wait_for(pilot, lambda: isinstance(app.screen, StatisticsScreen), "the statistics")
        assert isinstance(app.screen, StatisticsScreen)
        assert app.screen.view.chosen.where == f"{TEAPOT} direction:key"
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "the end again")
        await press(pilot, "escape")
        await at_home(pilot)
        await wait_for(pilot, lambda: home.filters[0].counts and not home.filters[0].left, "it counted again")
        assert chosen(home) == "teapot"
        await see(pilot, "how it went today")
        assert "✓ done today" in screen_text(app)


@pytest.mark.asyncio
async def test_a_session_of_a_filter_begins_with_its_query(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await press(pilot, "G", "s")
        await wait_for(pilot, lambda: isinstance(app.screen, SessionScreen), "the session")
        assert app.screen.query_one("#query", Input).value == TEAPOT
        await see(pilot, "A session of teapot")
        await see(pilot, "1 card fits.")
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asked, "a card")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.start.filters == ("teapot",)


@pytest.mark.asyncio
async def test_the_statistics_of_a_filter_are_those_of_its_cards(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await press(pilot, "G", "t")
        await wait_for(pilot, lambda: isinstance(app.screen, StatisticsScreen), "the statistics")
        assert isinstance(app.screen, StatisticsScreen)
        assert (app.screen.view.chosen.decks, app.screen.view.chosen.where) == ((), TEAPOT)


@pytest.mark.asyncio
async def test_what_is_of_decks_alone_cannot_be_done_with_a_filter(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, broken=BROKEN, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)
        await press(pilot, "G")
        available = set(home.available())
        assert not {"home.add", "home.configure", "home.fold", "home.unfold", "home.undo"} & available
        assert {"home.study", "home.session", "home.statistics", "home.rename", "home.delete"} <= available
        await press(pilot, "c", "a")
        assert app.screen is home
        await press(pilot, "k")
        assert chosen(home) == "broken"
        assert "home.statistics" not in home.available()


@pytest.mark.asyncio
async def test_a_filter_that_fails_says_so_and_is_mended_where_it_is_wrong(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, broken=BROKEN)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)
        await see(pilot, "✗ cannot be read")
        await press(pilot, "G")
        await see(pilot, "Enter  mend its query")
        await press(pilot, "enter")
        await see(pilot, "✗ There is no deck “nope”.")
        assert app.screen.focused is app.screen.query_one("#query")
        app.screen.query_one("#query", Input).value = TEAPOT
        await see(pilot, "2 cards")
        await press(pilot, "enter")
        await at_home(pilot)
        await wait_for(pilot, lambda: home.filters and home.filters[0].counts, "it counted")
        assert config.load().filters == {"broken": TEAPOT}


@pytest.mark.asyncio
async def test_a_filter_that_finds_nothing_offers_to_change_its_query(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, nothing=NOTHING)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await see(pilot, "finds no card")
        await press(pilot, "G")
        await see(pilot, "Enter  change its query")
        await press(pilot, "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, FilterScreen), "the window")


@pytest.mark.asyncio
async def test_a_filter_gets_another_name_and_keeps_its_place_in_the_selection(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net"])
    keep(app, teapot=TEAPOT, zero=NOTHING)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)
        await press(pilot, "G", "k", "r")
        await wait_for(pilot, lambda: isinstance(app.screen, FilterScreen), "the window")
        for taken, said in (("ZERO", "There is a filter “zero” already."), ("net", "There is a deck “Net” already.")):
            app.screen.query_one("#name", Input).value = taken
            await press(pilot, "enter")
            await see(pilot, said)
        app.screen.query_one("#name", Input).value = "zz"
        await press(pilot, "enter")
        await at_home(pilot)
        await wait_for(pilot, lambda: [row.filter.name for row in home.filters] == ["zero", "zz"], "the new name")
        assert chosen(home) == "zz"
        assert config.load().filters == {"zz": TEAPOT, "zero": NOTHING}


@pytest.mark.asyncio
async def test_a_filter_is_forgotten_with_one_key_and_comes_back_with_another(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT, zero=NOTHING)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        home = await counted(pilot)
        await press(pilot, "G", "k", "D")
        await see(pilot, "Forgot “teapot”; its cards stay. u brings it back.")
        await wait_for(pilot, lambda: [row.filter.name for row in home.filters] == ["zero"], "it gone")
        assert chosen(home) == "zero"
        assert config.load().filters == {"zero": NOTHING}
        await press(pilot, "u")
        await wait_for(pilot, lambda: len(home.filters) == 2, "it back")
        assert chosen(home) == "teapot"
        await wait_for(pilot, lambda: "home.undo" not in home.available(), "nothing more to undo")


@pytest.mark.asyncio
async def test_a_forgotten_filter_is_gone_before_everything_is_read_again(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT, zero=NOTHING)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)
        monkeypatch.setattr(home, "load", lambda select=None: None)
        await press(pilot, "G", "k", "D")
        assert chosen(home) == "zero"
        await press(pilot, "D")
        assert (home.filters, home.chosen_filter) == ((), None)
        assert home.chosen is not None


@pytest.mark.asyncio
async def test_filters_that_lose_a_deck_by_its_new_name_are_named(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net", "Net::TCP"])
    keep(app, **{"[b]lost": "tag:x or -deck:net::tcp"}, kept="deck:http", all="deck:N*", broken=BROKEN)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await counted(pilot)
        await press(pilot, "j", "r")
        await see(pilot, "Rename the deck")
        app.screen.query_one(Input).value = "KEPT"
        await press(pilot, "enter")
        await see(pilot, "There is a filter “kept” already.")
        app.screen.query_one(Input).value = "Web"
        await press(pilot, "enter")
        await see(pilot, "This filter has the old name in its query: [b]lost.")


@pytest.mark.asyncio
async def test_a_deck_of_which_no_filter_knows_gets_another_name_without_a_word(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net"])
    keep(app, kept="deck:http", begins="deck:Ne")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        home = await counted(pilot)
        await press(pilot, "j", "r")
        await see(pilot, "Rename the deck")
        app.screen.query_one(Input).value = "Network"
        await press(pilot, "enter")
        await at_home(pilot)
        await wait_for(pilot, lambda: home.chosen and home.chosen.deck.name == "Network", "the new name")
        assert "in its query" not in screen_text(app)


@pytest.mark.asyncio
async def test_a_new_deck_cannot_have_the_name_of_a_filter(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await press(pilot, "n")
        await see(pilot, "New deck")
        await press(pilot, *"Teapot", "enter")
        await see(pilot, "There is a filter “teapot” already.")
        assert len(app.program.store.decks()) == 1


@pytest.mark.asyncio
async def test_the_notes_of_a_filter_go_into_a_file_that_is_named_after_it(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, **{"Tea/pot": TEAPOT})
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await press(pilot, "G", "e")
        await wait_for(pilot, lambda: isinstance(app.screen, ExportScreen), "the screen")
        await see(pilot, "~/tea-pot.md")


@pytest.mark.asyncio
async def test_decks_and_filters_come_back_in_the_order_in_which_they_went(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net", "Zoo"])
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)

        async def delete(place: int, *keys: str) -> None:
            home.move_to(place)
            await press(pilot, *keys)

        await delete(2, "D", "enter")
        await wait_for(pilot, lambda: len(home.rows) == 2, "the first deck gone")
        await delete(2, "D")
        await wait_for(pilot, lambda: not home.filters, "the filter gone")
        await delete(1, "D", "enter")
        await wait_for(pilot, lambda: len(home.rows) == 1, "the second deck gone")
        await press(pilot, "u")
        await wait_for(pilot, lambda: len(home.rows) == 2, "the second deck back")
        await press(pilot, "u")
        await wait_for(pilot, lambda: home.filters, "the filter back")
        await press(pilot, "u")
        await wait_for(pilot, lambda: len(home.rows) == 3, "the first deck back")


@pytest.mark.asyncio
async def test_the_mouse_selects_a_filter_and_no_heading(make_app: AppMaker) -> None:
    app = make_app()
    keep(app, teapot=TEAPOT)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)
        for line in (2, 3, 5):
            await pilot.click(DeckList, offset=(5, line))
            await pilot.pause()
            assert home.chosen_filter is None
        await pilot.click(DeckList, offset=(5, 4))
        await wait_for(pilot, lambda: home.chosen_filter, "the filter")
        await pilot.click(DeckList, offset=(5, 4))
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "a card")


@pytest.mark.no_cover
@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (60, 17)])
async def test_many_filters_scroll_and_hostile_names_are_shown_literally(
    make_app: AppMaker, size: tuple[int, int]
) -> None:
    app = make_app()
    keep(app, **{"[/x] [red]a": TEAPOT, "很长" * 40: NOTHING}, **{f"filter {n}": TEAPOT for n in range(9)})
    async with app.run_test(size=size) as pilot:
        home = await counted(pilot)
        for place in range(home.count):
            home.move_to(place)
            await pilot.pause()
            assert "▌" in screen_text(app)
        await press(pilot, "G")
        await see(pilot, "…")
        assert home.chosen_filter is not None
        assert home.chosen_filter.filter == Filter("很长" * 40, NOTHING)
        await press(pilot, "g", "j")
        await see(pilot, "⌕ [/x] [red]a")


@pytest.mark.asyncio
async def test_the_heading_is_that_of_the_first_row_that_is_seen(make_app: AppMaker) -> None:
    app = make_app()
    with_decks(app, ["Net"], cards=1)
    keep(app, **{f"filter {n}": TEAPOT for n in range(6)})
    async with app.run_test(size=(80, 24)) as pilot:
        home = await counted(pilot)
        heads = []
        for place in (0, 6, 7):
            home.move_to(place)
            await pilot.pause()
            lines = screen_text(app).split("\n")
            heads.append(next(line.split()[:2] for line in lines if "known" in line))
        assert heads == [["Decks", "1–4"], ["Filters", "3–7"], ["Filters", "4–8"]]
