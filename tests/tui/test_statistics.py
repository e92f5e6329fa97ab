"""The statistics: charts in pages, what can be picked in them, and what they lead to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from quiz.cards import Kind, Rating
from quiz.charts.register import CHARTS
from quiz.confusing import ConfusionDrill
from quiz.drill import Drill
from quiz.errors import QuizError
from quiz.program import Program
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.sessions import Start
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.stats.periods import PERIODS, UNITS, named
from quiz.stats.series import SERIES, Value
from quiz.text import width
from quiz.tui.app import QuizApp
from quiz.tui.screens import home as home_screen
from quiz.tui.screens.card_info import CardInfo
from quiz.tui.screens.deck_settings import DeckSettingsScreen
from quiz.tui.screens.help import HelpScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.statistics import StatisticsScreen
from quiz.tui.screens.statistics_day import DayScreen, answers_of
from quiz.tui.screens.statistics_definition import DefinitionScreen, chart_title, definition
from quiz.tui.screens.statistics_reading import OF_PERIOD, WITH_UNIT
from quiz.tui.screens.statistics_scope import ScopeScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.screens.summary import SummaryScreen
from quiz.tui.widgets.advice_bar import AdviceBar
from quiz.tui.widgets.answer_rows import AnswerRows
from quiz.tui.widgets.chart_board import ChartBoard
from quiz.tui.widgets.statistics_head import StatisticsHead
from tests.store.support import import_terms
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, screen_text, see, studied_for, texts_of, wait_for

Running = Pilot[None]
TODAY = date(2026, 3, 2)
SIZES = [(80, 24), (120, 40), (60, 20), (60, 16), (100, 30), (120, 24), (200, 60), (80, 50), (60, 34)]
USUAL_SIZES = SIZES[:2]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which somebody has studied for 60 days, and mixed some notes up."""
    return studied_for(60, tmp_path_factory.mktemp("history"))


def statistics_of(pilot: Running) -> StatisticsScreen:
    """The statistics, which are on top."""
    screen = pilot.app.screen
    assert isinstance(screen, StatisticsScreen)
    return screen


def is_whole(screen: StatisticsScreen) -> bool:
    """Whether everything on the page is there."""
    return all(screen.reading.found(screen.view, name) is not None for name in (*screen.names, "advice", "streak"))


async def whole(pilot: Running) -> StatisticsScreen:
    """Wait until everything on the page is there."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, StatisticsScreen), "the statistics")
    screen = statistics_of(pilot)
    await wait_for(pilot, lambda: is_whole(screen), "all charts of the page")
    await pilot.pause()
    return screen


async def opened(pilot: Running, *keys: str) -> StatisticsScreen:
    """Open the statistics from home, and wait until everything on the page is there."""
    home = pilot.app.screen_stack[0]
    assert isinstance(home, HomeScreen)
    await wait_for(pilot, lambda: home.overview is not None, "the decks")
    await pilot.press(*(keys or ("t",)))
    return await whole(pilot)


async def at_panel(pilot: Running, name: str) -> StatisticsScreen:
    """Go to the panel of a chart, on whichever page it is."""
    screen = statistics_of(pilot)
    while name not in screen.names:
        await pilot.press("right")
    await whole(pilot)
    while screen.at != name:
        await pilot.press("tab")
        await pilot.pause()
    return screen


def place_of(screen: StatisticsScreen, name: str) -> Region:
    """Where a chart stands on the screen."""
    board = screen.query_one(ChartBoard)
    return board.places[name].translate(board.region.offset)


def drawn(screen: StatisticsScreen, name: str) -> str:
    """What is drawn in the place of a chart."""
    board = screen.query_one(ChartBoard)
    place = board.places[name]
    return "\n".join(board.render_line(y).crop(place.x, place.right).text.rstrip() for y in place.line_range)


async def click_chart(pilot: Running, screen: StatisticsScreen, name: str, column: int, line: int) -> None:
    """Click on a cell of the place of a chart."""
    place = place_of(screen, name)
    await pilot.click(offset=(place.x + column, place.y + line))


async def click_on(pilot: Running, widget: Widget, text: str) -> None:
    """Click on a text in the first line of a widget."""
    before = widget.content_region.x - widget.region.x
    await pilot.click(widget, offset=(before + texts_of(widget).split("\n")[0].index(text), 0))
    await pilot.pause()


def value_of(app: QuizApp, name: str, period: str = "1y", scope: Scope | None = None, unit: str = "") -> Value:
    """The value of a series, computed anew."""
    material = Material(Collection(app.program.store), scope or Scope(), INSTANT)
    return SERIES[name].compute(Progress(material, named(period, material.day, unit)))


# Opening


@pytest.mark.asyncio
@pytest.mark.parametrize("size", USUAL_SIZES)
async def test_home_opens_the_statistics_of_the_selected_deck_or_of_all(
    studied: Callable[..., QuizApp], size: tuple[int, int]
) -> None:
    app = studied()
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert screen.view.chosen.names == (app.program.store.decks()[0].name,)
        first = screen_text(app).split("\n")[1]
        assert first.strip().startswith("Statistics   HTTP status codes")
        assert first.rstrip().endswith("1 m   3 m   ▸ 1 y   all")
        for words in ("answers today", "in a row", "Calendar", "True retention", "desired 90 %"):
            assert words in screen_text(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        screen = await opened(pilot, "T")
        assert screen.view.chosen.names == ()
        await see(pilot, "Statistics   all decks")


@pytest.mark.asyncio
async def test_the_end_of_a_session_opens_the_statistics_of_its_decks(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        start = Start((app.program.store.decks()[0].name,), limit=1)
        app.push_screen(StudyScreen(start))
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen | SummaryScreen), "a session")
        if isinstance(app.screen, StudyScreen):
            app.screen._end()
        await wait_for(pilot, lambda: isinstance(app.screen, SummaryScreen), "its end")
        await see(pilot, "t statistics")
        await pilot.press("t")
        screen = await whole(pilot)
        assert screen.view.chosen.names == start.decks


@pytest.mark.asyncio
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
async def test_every_page_fits_and_every_chart_is_drawn_at_every_size(
    studied: Callable[..., QuizApp], size: tuple[int, int], language: str
) -> None:
    app = studied(language)
    seen: list[str] = []
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        for number in range(len(screen.pages)):
            await whole(pilot)
            assert screen.page == number
            place = screen.query_one("#charts").region
            for name in screen.names:
                region = place_of(screen, name)
                assert place.contains_region(region), (name, region, place)
                assert region.height >= 4
                assert len(screen.lines_of(name)) > 1
                seen.append(name)
            assert not screen.query_one("#charts").virtual_size.height > place.height
            assert screen_text(app).split("\n")[size[1] - 1].strip(), "the footer"
            await pilot.press("right")
        assert sorted(seen) == sorted(CHARTS)


@pytest.mark.asyncio
async def test_pages_are_turned_in_a_ring_and_home_and_end_go_to_its_ends(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await see(pilot, "← → page 1/11")
        await pilot.press("left")
        await see(pilot, "page 11/11")
        await pilot.press("right")
        assert screen.page == 0
        await pilot.press("l", "right")
        await see(pilot, "← → page 3/11")
        await whole(pilot)
        await see(pilot, "Directions")
        await pilot.press("end")
        await see(pilot, "page 11/11")
        await pilot.press("h")
        await see(pilot, "page 10/11")
        await pilot.press("home")
        await see(pilot, "page 1/11")
        await pilot.press("tab", "end")
        await see(pilot, "page 11/11")
        assert screen.at == ""


@pytest.mark.asyncio
async def test_another_size_keeps_the_chart_that_was_looked_at(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("right", "right")
        await whole(pilot)
        assert screen.names == ["directions", "confusions"]
        await pilot.resize_terminal(120, 40)
        await see(pilot, "page 1/4")
        assert "directions" in screen.names
        await pilot.press("right", "right")
        await pilot.resize_terminal(60, 20)
        await wait_for(pilot, lambda: screen.names == ["intervals"], "one chart a page")
        assert place_of(screen, "intervals").right <= 60


@pytest.mark.asyncio
async def test_a_first_day_says_when_there_will_be_something_to_see(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await see(pilot, "No study days yet.")
        await see(pilot, "No answers yet today.")
        assert screen.advised == "study"
        await see(pilot, "Enter study")
        assert screen.picked_in("calendar") is None
        for _page in screen.pages:
            await whole(pilot)
            assert not any("made a mistake" in drawn(screen, name) for name in screen.names)
            await pilot.press("right")


@pytest.mark.asyncio
async def test_an_empty_database_has_statistics_without_advice_to_do_anything(make_app: AppMaker) -> None:
    app = make_app()
    store = app.program.store
    store.delete_deck(store.decks()[0], INSTANT)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "T")
        assert screen.advised == ""
        assert not screen.is_available("statistics.accept")
        await pilot.press("enter")
        assert app.screen is screen
        for _page in screen.pages:
            await whole(pilot)
            assert not any("made a mistake" in drawn(screen, name) for name in screen.names)
            await pilot.press("right")


# Periods and scopes


@pytest.mark.asyncio
async def test_periods_are_chosen_by_keys_and_end_at_the_last(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("right")
        await whole(pilot)
        await see(pilot, "answers a month")
        await pilot.press("[")
        await see(pilot, "▸ 3 m")
        await whole(pilot)
        await see(pilot, "answers a week")
        await pilot.press("[", "[")
        await see(pilot, "▸ 1 m")
        await see(pilot, "answers a day")
        await pilot.press(*["]"] * 5)
        await see(pilot, "▸ all")
        await whole(pilot)
        assert screen.view.period == "all"
        assert screen.reading.value(screen.view, "reviews") == value_of(app, "reviews", "all", _scope(app))


def _scope(app: QuizApp) -> Scope:
    return Scope((app.program.store.decks()[0].id,))


@pytest.mark.asyncio
async def test_days_are_joined_to_another_unit_where_a_chart_has_one(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert not screen.is_available("statistics.unit")
        await pilot.press("right", "[")
        await whole(pilot)
        await see(pilot, "w unit")
        await see(pilot, "answers a week")
        await pilot.press("w")
        await see(pilot, "answers a month")
        await pilot.press("w")
        await whole(pilot)
        assert screen.view.unit == "day"
        assert screen.reading.value(screen.view, "reviews") == value_of(app, "reviews", "3m", _scope(app), "day")


def test_what_is_said_to_depend_on_the_period_is_all_that_does(history: Path, tmp_path: Path) -> None:
    (tmp_path / "quiz.db").write_bytes(history.read_bytes())
    program = Program()
    program.database = str(tmp_path / "quiz.db")
    material = Material(Collection(program.store), Scope(), INSTANT)
    shown = ("advice", "today", "streak", *CHARTS)
    values = {
        (period, unit): {
            name: SERIES[name].compute(Progress(material, named(period, material.day, unit))) for name in shown
        }
        for period in PERIODS
        for unit in UNITS
    }
    program.close()
    for name in shown:
        by_period = [values[period, "day"][name] for period in PERIODS]
        by_unit = [values["all", unit][name] for unit in UNITS]
        assert name in OF_PERIOD or all(value == by_period[0] for value in by_period)
        assert name in WITH_UNIT or all(value == by_unit[0] for value in by_unit)


@pytest.mark.asyncio
async def test_turning_back_computes_nothing_twice(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []

    def counting(progress: Progress) -> Value:
        counted.append(progress.period.name)
        return SERIES_BEFORE.compute(progress)

    monkeypatch.setitem(SERIES, "reviews", replace(SERIES_BEFORE, compute=counting))
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("right")
        await whole(pilot)
        await pilot.press("[")
        await whole(pilot)
        await pilot.press("]", "left", "right", "[")
        await whole(pilot)
        await wait_for(pilot, lambda: not screen.workers or is_whole(screen), "rest")
        assert counted == ["1y", "3m"]


SERIES_BEFORE = SERIES["reviews"]


@pytest.mark.asyncio
async def test_what_is_computed_slowly_is_shown_as_such_and_never_in_the_place_of_another(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Event()

    def slow(progress: Progress) -> Value:
        if progress.period.name == "1y":
            gate.wait(10)
        return SERIES_BEFORE.compute(progress)

    monkeypatch.setitem(SERIES, "reviews", replace(SERIES_BEFORE, compute=slow))
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen_stack[0]
        assert isinstance(home, HomeScreen)
        await wait_for(pilot, lambda: home.overview is not None, "the decks")
        await pilot.press("t", "right")
        await wait_for(pilot, lambda: isinstance(app.screen, StatisticsScreen), "the statistics")
        screen = statistics_of(pilot)
        await wait_for(pilot, lambda: screen.reading.found(screen.view, "future") is not None, "the first chart")
        assert "answers" not in drawn(screen, "reviews")
        await wait_for(pilot, lambda: "…" in drawn(screen, "reviews"), "that it takes a while")
        await pilot.press("[")
        await see(pilot, "▸ 3 m")
        assert {"Reviews", "…"}.issuperset(drawn(screen, "reviews").split())
        gate.set()
        await whole(pilot)
        await see(pilot, "answers a week")
        assert screen.reading.value(screen.view, "reviews") == value_of(app, "reviews", "3m", _scope(app))
        assert "answers a month" not in screen_text(app)


@pytest.mark.asyncio
async def test_one_chart_that_fails_says_so_in_its_place(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_progress: Progress) -> Value:
        raise QuizError("The disk is broken.", "Mend it.")

    def mistaken(_progress: Progress) -> Value:
        raise KeyError("nothing")

    monkeypatch.setitem(SERIES, "future", replace(SERIES["future"], compute=broken))
    monkeypatch.setitem(SERIES, "reviews", replace(SERIES["reviews"], compute=mistaken))
    monkeypatch.setitem(SERIES, "advice", replace(SERIES["advice"], compute=mistaken))
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("right")
        await whole(pilot)
        await see(pilot, "The disk is broken. Mend it.")
        await see(pilot, "quiz made a mistake: KeyError")
        assert not screen.is_available("statistics.save")
        await pilot.press("right")
        await whole(pilot)
        await see(pilot, "taken for")


@pytest.mark.asyncio
async def test_a_chart_that_cannot_be_drawn_says_so_in_its_place(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(_value: object, _context: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setitem(CHARTS, "retention", replace(CHARTS["retention"], figure=mistaken))  # type: ignore[arg-type]
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await see(pilot, "quiz made a mistake: ZeroDivisionError")


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [*USUAL_SIZES, (60, 16)])
async def test_a_scope_is_a_deck_or_what_a_query_finds(studied: Callable[..., QuizApp], size: tuple[int, int]) -> None:
    app = studied()
    import_terms(app.program.store, "Other", ["one", "two"], INSTANT)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot, "g", "t")
        await pilot.press("/")
        await wait_for(pilot, lambda: isinstance(app.screen, ScopeScreen), "the window")
        await see(pilot, "▌ HTTP status codes")
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        assert screen.view.chosen.title() == "Other"
        await see(pilot, "No study days yet.")
        await pilot.press("/", "up", "up", *"is:new")
        await see(pilot, f"{_new_cards(app)} cards")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        await whole(pilot)
        assert screen.view.chosen.names == ()
        await see(pilot, "all decks · is:new")
        value = screen.reading.value(screen.view, "known")
        await at_panel(pilot, "states")
        value = screen.reading.value(screen.view, "states")
        assert value is not None
        assert value["cards"] == value["new"] == _new_cards(app)


def _new_cards(app: QuizApp) -> int:
    return sum(1 for card in app.program.store.cards() if not card.state.reps)


@pytest.mark.asyncio
async def test_a_wrong_query_is_shown_at_its_place_and_not_taken(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("/", *"tag:x is:odd", "enter")
        await see(pilot, "^")
        await see(pilot, "not “odd”")
        window = app.screen
        assert isinstance(window, ScopeScreen)
        lines = screen_text(app).split("\n")
        place = next(number for number, text in enumerate(lines) if text.strip() == "^")
        assert lines[place].index("^") == lines[place - 1].index("odd")
        window.query_one(Input).value = "tag:nowhere"
        await see(pilot, "The query finds no card here.")
        await pilot.press("enter", "escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        assert screen.view.chosen.where == ""


# Panels


@pytest.mark.asyncio
async def test_tab_goes_from_panel_to_panel_and_escape_leaves(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        for name in [*screen.names, screen.names[0]]:
            await pilot.press("tab")
            assert screen.at == name
            assert drawn(screen, name).startswith("▌ ")
        await pilot.press("shift+tab")
        assert screen.at == screen.names[-1]
        assert not drawn(screen, screen.names[0]).startswith("▌")
        await pilot.press("escape")
        assert screen.at == ""
        assert app.screen is screen
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


@pytest.mark.asyncio
async def test_a_day_is_picked_and_shows_its_answers(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    _advising(monkeypatch, "drill")
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await see(pilot, "Enter drill")
        await pilot.press("tab")
        await see(pilot, "2 Mar: ")
        await see(pilot, "Enter open")
        assert "Enter drill" not in screen_text(app), "a key means one thing"
        await pilot.press("right", "j")
        row = screen.picked_row("calendar")
        assert row is not None
        assert row["day"] == TODAY.isoformat(), "there is nothing behind today"
        await pilot.press("left", "k")
        row = screen.picked_row("calendar")
        assert row is not None
        assert row["day"] == "2026-02-22"
        await pilot.press("h", "l", "j", "k")
        while not (row := screen.picked_row("calendar")) or not row["answers"]:
            await pilot.press("k")
        await see(pilot, f"{row['answers']} answers, ")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DayScreen) and app.screen.is_settled, "the answers")
        await see(pilot, f"{row['answers']} answers, {round(100 * row['right'] / row['answers'])} % right")
        await see(pilot, "meaning → key")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        assert screen.at == "calendar"


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_an_answer_of_a_day_leads_to_its_card(studied: Callable[..., QuizApp], size: tuple[int, int]) -> None:
    app = studied()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        day = DayScreen(date(2026, 2, 25), Scope)
        await app.push_screen(day)
        await wait_for(pilot, lambda: day.is_settled, "the answers")
        await pilot.press("G")
        rows = day.query_one(AnswerRows)
        entries = rows._rows
        assert rows.selected == len(entries) - 1
        assert "▌" in texts_of(rows).split("\n")[rows.size.height - entries[-1].height]
        await pilot.press("k", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, CardInfo), "the card")
        await see(pilot, entries[-2].key)
        await pilot.press("escape", "g")
        assert rows.selected == 0
        await pilot.click(rows, offset=(3, entries[0].height))
        assert rows.selected == 1
        await pilot.click(rows, offset=(3, entries[0].height))
        await wait_for(pilot, lambda: isinstance(app.screen, CardInfo), "the card")
        await see(pilot, entries[1].key)


@pytest.mark.asyncio
async def test_a_day_of_another_year_says_so(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await app.push_screen(DayScreen(date(2025, 12, 30), Scope))
        await see(pilot, "Tuesday 30 December 2025")
        await see(pilot, "No answers on this day.")
        assert "Enter card info" not in screen_text(app)


@pytest.mark.asyncio
async def test_a_drill_is_marked_among_the_answers_of_its_day(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    store = app.program.store
    cards = [card.id for card in store.cards()[:1]]
    drill = Drill(store, cards, day_start=DEFAULT_DAY_START)
    question = drill.next(INSTANT)
    assert question is not None
    choices = drill.reveal(question, INSTANT)
    other = next(note for note in store.notes(store.decks()[0]) if note.id != question.note.id)
    entry = drill.answer(question, choices, Rating.AGAIN, INSTANT, mode="type", confused_with=other.id)
    assert entry.kind is Kind.CRAM
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("tab", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DayScreen) and app.screen.is_settled, "the answers")
        await pilot.press(*["j"] * 40)
        await see(pilot, "typed, drill")
        await see(pilot, f"taken for {other.key}")


@pytest.mark.asyncio
async def test_a_day_shows_only_the_answers_of_the_scope(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("/", *"direction:meaning", "enter")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        await whole(pilot)
        await pilot.press("tab")
        while not (row := screen.picked_row("calendar")) or not row["answers"]:
            await pilot.press("k")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DayScreen) and app.screen.is_settled, "the answers")
        await see(pilot, f"{row['answers']} answer")
        assert "key → name" not in screen_text(app)


@pytest.mark.asyncio
async def test_two_that_are_mixed_up_are_drilled_and_everything_is_read_anew(
    studied: Callable[..., QuizApp],
) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = await at_panel(pilot, "confusions")
        await see(pilot, "Enter drill")
        await pilot.press("j")
        row = screen.picked_row("confusions")
        assert row is not None
        value = screen.reading.value(screen.view, "confusions")
        assert value is not None
        assert row == value["rows"][1]
        reading = screen.reading
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asking, "the drill")
        assert isinstance(app.screen, StudyScreen)
        drill = app.screen.asking
        assert isinstance(drill, ConfusionDrill)
        asked = drill.next(INSTANT)
        assert asked is not None
        assert asked.note.id in (row["asked_id"], row["given_id"])
        assert drill.counts(INSTANT).left == 2
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        assert screen.reading is not reading
        await whole(pilot)
        assert screen.at == "confusions"


@pytest.mark.asyncio
async def test_a_weak_card_is_shown_with_its_history(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = await at_panel(pilot, "leeches")
        row = screen.picked_row("leeches")
        assert row is not None
        await see(pilot, "o card info")
        await pilot.press("o")
        await wait_for(pilot, lambda: isinstance(app.screen, CardInfo), "the card")
        await see(pilot, f"forgotten {row['lapses']} times")
        reading = screen.reading
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        assert screen.reading is reading


@pytest.mark.asyncio
async def test_weak_cards_are_drilled_beginning_with_the_one_that_is_picked(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = statistics_of(pilot)
        assert not screen.is_available("statistics.card")
        await at_panel(pilot, "leeches")
        await see(pilot, "Enter drill")
        await pilot.press("j", "j")
        value, row = screen.reading.value(screen.view, "leeches"), screen.picked_row("leeches")
        assert value is not None
        assert row is not None
        assert row == value["rows"][2]
        before = app.program.store.card(row["card_id"]).state
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asking, "the drill")
        assert isinstance(app.screen, StudyScreen)
        drill = app.screen.asking
        assert isinstance(drill, Drill)
        assert not drill.moves_schedule
        asked = drill.next(INSTANT)
        assert asked is not None
        assert asked.card.id == row["card_id"]
        assert drill.counts(INSTANT).left == len(value["rows"])
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        await whole(pilot)
        assert screen.at == "leeches"
        assert app.program.store.card(row["card_id"]).state == before


@pytest.mark.asyncio
@pytest.mark.parametrize("key", ["i", "question_mark", "slash", "enter"])
async def test_below_a_window_no_panel_has_the_mark(studied: Callable[..., QuizApp], key: str) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("tab")
        assert drawn(screen, "calendar").startswith("▌ ")
        await pilot.press(key)
        await wait_for(pilot, lambda: app.screen is not screen, "a window")
        await wait_for(pilot, lambda: not drawn(screen, "calendar").startswith("▌"), "no mark")
        screen.show_charts()
        assert not drawn(screen, "calendar").startswith("▌")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        await wait_for(pilot, lambda: drawn(screen, "calendar").startswith("▌ "), "the mark")


@pytest.mark.asyncio
async def test_below_a_window_no_line_of_a_table_has_the_mark(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = await at_panel(pilot, "leeches")
        assert drawn(screen, "leeches").count("▌") == 2
        await pilot.press("i")
        await wait_for(pilot, lambda: "▌" not in drawn(screen, "leeches"), "no mark")


@pytest.mark.asyncio
async def test_a_definition_and_the_help_say_what_is_counted(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, DefinitionScreen), "the definition")
        await see(pilot, "Answers on each study day of the last 53 weeks")
        await pilot.press("escape", "tab", "tab", "i", *["j"] * 20)
        await see(pilot, "learning steps and drills")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        await pilot.press("question_mark")
        await wait_for(pilot, lambda: isinstance(app.screen, HelpScreen), "the help")
        await see(pilot, "Statistics")
        await pilot.press(*["j"] * 60)
        await see(pilot, "days in a row")


async def defined(pilot: Running) -> DefinitionScreen:
    """Open the definition of the chart that has the keys."""
    await pilot.press("i")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, DefinitionScreen), "the definition")
    await pilot.pause()
    assert isinstance(pilot.app.screen, DefinitionScreen)
    return pilot.app.screen


@pytest.mark.asyncio
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_definition_has_the_chart_as_large_as_its_window(
    studied: Callable[..., QuizApp], size: tuple[int, int], language: str
) -> None:
    app = studied(language)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        for name in ("calendar", "retention", "future"):
            await at_panel(pilot, name)
            window = await defined(pilot)
            place = window.query_one("#window").region
            assert window.region.contains_region(place)
            assert texts_of(window.query_one("#title")).split("  ")[0] == chart_title(name)
            text = texts_of(window.query_one("#text")).split("\n")
            begin = next(number for number, line in enumerate(text) if line.startswith(definition(name)[:12]))
            chart = text[:begin]
            assert len(chart) >= 8
            assert max(map(width, chart)) <= window.query_one("#reading").size.width - 2
            if size[0] >= 80:
                assert max(map(width, chart)) >= 57
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is screen, "the statistics")
            await pilot.press("escape")


@pytest.mark.asyncio
async def test_a_definition_shows_what_a_panel_has_no_room_for(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(60, 16)) as pilot:
        screen = await opened(pilot)
        await at_panel(pilot, "retention")
        assert "young" in drawn(screen, "retention")
        window = await defined(pilot)
        lines = texts_of(window.query_one("#text")).split("\n")
        for group in ("young", "mature", "all"):
            shown = [line for line in lines if line.startswith(" " * 11 + group) or f"  {group} " in line[:20]]
            assert len(shown) == 6
        text = " ".join(" ".join(lines).split())
        assert text.index("The range behind a share is Wilson's") < text.index("reviews were right")
        reading = window.query_one("#reading")
        assert reading.max_scroll_y > 0
        await pilot.press(*["j"] * 40)
        await see(pilot, "reviews were right")
        assert reading.scroll_y == reading.max_scroll_y


@pytest.mark.asyncio
async def test_a_definition_of_a_chart_that_fails_says_what_is_wrong(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(_value: object, _context: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setitem(CHARTS, "retention", replace(CHARTS["retention"], figure=mistaken))  # type: ignore[arg-type]
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await at_panel(pilot, "retention")
        window = await defined(pilot)
        assert texts_of(window.query_one("#title")).strip() == "True retention"
        await see(pilot, "learning steps and drills")
        await see(pilot, "quiz made a mistake: ZeroDivisionError")


@pytest.mark.asyncio
async def test_a_definition_is_drawn_in_ascii_where_that_is_wanted(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    app.program.change("glyphs", "ascii")
    app.apply_settings()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await at_panel(pilot, "future")
        window = await defined(pilot)
        text = screen_text(app)
        assert "#" in texts_of(window.query_one("#text"))
        assert not any(glyph in text for glyph in "▂▄▆▓█▔┈")


@pytest.mark.asyncio
async def test_a_chart_is_saved_and_never_over_another_one(
    studied: Callable[..., QuizApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    monkeypatch.chdir(folder)
    app = studied()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await pilot.press("g")
        await see(pilot, "quiz-calendar-2026-03-02.svg")
        await pilot.press("tab", "tab", "g", "g")
        await wait_for(pilot, lambda: len(list(folder.iterdir())) == 3, "three files")
    first, second = (folder / f"quiz-retention-2026-03-02{number}.svg" for number in ("", "-2"))
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    assert first.read_text(encoding="utf-8").startswith("<svg")
    assert {path.name for path in folder.iterdir()} == {first.name, second.name, "quiz-calendar-2026-03-02.svg"}


@pytest.mark.asyncio
async def test_a_folder_that_is_gone_is_told(
    studied: Callable[..., QuizApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "away"
    monkeypatch.setattr(Path, "cwd", lambda: folder)
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("g")
        await see(pilot, "The chart cannot be written")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")


# Advice


def _advising(
    monkeypatch: pytest.MonkeyPatch, action: str, where: str = "", mode: str = "", cards: Sequence[int] = ()
) -> None:
    text = "You took 502 for 503 again and again, so that two minutes side by side would tell the two of them apart."
    said: Value = {"rule": "test", "text": text if action != "none" else "", "action": action}
    said |= {"where": where, "mode": mode, "cards": list(cards)}
    monkeypatch.setitem(SERIES, "advice", replace(SERIES["advice"], compute=lambda _progress: said))


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [*USUAL_SIZES, (60, 20)])
async def test_advice_stands_above_the_charts_and_enter_does_it(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    _advising(monkeypatch, "drill")
    app = studied()
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        await see(pilot, "▌ You took 502")
        await see(pilot, "Enter drill")
        assert screen.query_one(AdviceBar).size.height <= 2
        reading = screen.reading
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asking, "the drill")
        assert isinstance(app.screen, StudyScreen)
        assert isinstance(app.screen.asking, ConfusionDrill)
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        assert screen.reading is not reading


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("action", "where", "mode"), [("study", "is:review", "type"), ("study", "", ""), ("cram", "prop:lapses>0", "")]
)
async def test_advice_to_study_begins_a_session_of_its_cards(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch, action: str, where: str, mode: str
) -> None:
    _advising(monkeypatch, action, where, mode)
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        names = screen.view.chosen.names
        await pilot.press("enter")
        await wait_for(pilot, lambda: not isinstance(app.screen, StatisticsScreen), "what is advised")
        if isinstance(app.screen, StudyScreen):
            assert app.screen.start == Start(names, where=where, mode=mode, cram=action == "cram")


@pytest.mark.asyncio
async def test_advice_to_practise_some_cards_asks_just_these(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    _advising(monkeypatch, "cram", mode="type", cards=[7, 5])
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asked, "the drill")
        assert isinstance(app.screen, StudyScreen)
        assert isinstance(app.screen.asking, Drill)
        assert app.screen.asked is not None
        assert app.screen.asked.question.card.id in (5, 7)
        assert app.screen.asking.left_today(INSTANT).left == 2
        assert app.screen.start.mode == "type"


@pytest.mark.asyncio
async def test_advice_within_a_query_holds_for_its_cards_only(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    _advising(monkeypatch, "cram", "is:review")
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("/", *"direction:meaning or tag:x", "enter")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        await whole(pilot)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen) and app.screen.asking, "the drill")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.start.where == "(direction:meaning or tag:x) (is:review)"


@pytest.mark.asyncio
async def test_advice_to_configure_opens_the_settings_of_the_only_deck(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    _advising(monkeypatch, "configure")
    app = studied()
    import_terms(app.program.store, "Other", ["one", "two"], INSTANT)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "T")
        assert not screen.is_available("statistics.accept")
        assert "Enter settings" not in screen_text(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        await opened(pilot)
        await see(pilot, "Enter settings")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DeckSettingsScreen), "the settings")


@pytest.mark.asyncio
async def test_advice_to_configure_all_decks_means_the_only_one_there_is(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    _advising(monkeypatch, "configure")
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "T")
        await see(pilot, "Enter settings")
        assert screen.reading.only_deck(replace(screen.view.chosen, where="is:new")) is None
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DeckSettingsScreen), "the settings")


@pytest.mark.asyncio
async def test_without_advice_its_lines_belong_to_the_charts(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    _advising(monkeypatch, "none")
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await wait_for(pilot, lambda: not screen.query_one(AdviceBar).display, "no advice")
        assert place_of(screen, "calendar").y == 4
        await pilot.press("enter")
        assert app.screen is screen


# The mouse


@pytest.mark.asyncio
async def test_the_mouse_picks_days_periods_and_panels_and_does_what_is_advised(
    studied: Callable[..., QuizApp],
) -> None:
    app = studied()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await click_chart(pilot, screen, "future", 4, 0)
        assert screen.at == "future"
        last = len(drawn(screen, "calendar").split("\n")[2])
        await click_chart(pilot, screen, "calendar", last - 3, 4)
        row = screen.picked_row("calendar")
        assert screen.at == "calendar"
        assert row is not None
        assert row["day"] == "2026-02-25"
        await click_chart(pilot, screen, "calendar", last - 3, 4)
        await wait_for(pilot, lambda: isinstance(app.screen, DayScreen), "the answers of that day")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        head = screen.query_one(StatisticsHead)
        await click_on(pilot, head, "3 m")
        await see(pilot, "▸ 3 m")
        await whole(pilot)
        lines = drawn(screen, "confusions").split("\n")
        line = next(number for number, text in enumerate(lines) if "taken for" in text)
        await click_chart(pilot, screen, "confusions", 4, line + 1)
        await pilot.pause()
        picked = screen.picked_in("confusions")
        assert picked == 1


@pytest.mark.asyncio
async def test_a_click_on_the_button_does_what_is_advised(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    _advising(monkeypatch, "drill")
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        bar = screen.query_one(AdviceBar)
        await click_on(pilot, bar, "You")
        assert app.screen is screen
        await click_on(pilot, bar, "Enter")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the drill")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the statistics")
        await whole(pilot)
        await pilot.press("tab")
        await click_on(pilot, bar, "drill")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "the drill while a day is picked")


@pytest.mark.asyncio
async def test_a_click_on_the_footer_does_what_it_says(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await click_on(pilot, screen.query_one("#keys"), "Esc")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


# Other settings


@pytest.mark.asyncio
async def test_another_language_is_shown_at_once(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        reading = screen.reading
        await pilot.press("f9")
        await pilot.pause()
        assert screen.reading is reading, "colours change no figures"
        await pilot.press("f8")
        await see(pilot, "HTTP 状态码")
        assert screen.reading is not reading
        await whole(pilot)


@pytest.mark.asyncio
async def test_charts_are_drawn_in_ascii_where_that_is_wanted(studied: Callable[..., QuizApp]) -> None:
    app = studied()
    app.program.change("glyphs", "ascii")
    app.apply_settings()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for name in ("reviews", "known", "hours"):
            await at_panel(pilot, name)
            text = drawn(screen, name)
            assert not any(glyph in text for glyph in "▂▄▆▓░⣀⡴")


def test_an_answer_of_any_time_zone_is_found_on_its_day(history: Path, tmp_path: Path) -> None:
    (tmp_path / "quiz.db").write_bytes(history.read_bytes())
    program = Program()
    program.database = str(tmp_path / "quiz.db")
    calendar = SERIES["calendar"].compute(
        Progress(Material(Collection(program.store), Scope(), INSTANT), named("1y", TODAY))
    )
    for row in calendar["rows"][-80:]:
        found = answers_of(program.store, Scope(), date.fromisoformat(row["day"]))
        assert len(found) == row["answers"]
    program.close()


@pytest.mark.asyncio
async def test_home_prepares_what_opens_slowest_while_it_is_at_rest(
    studied: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, prepared = studied(), list[bool]()
    monkeypatch.setattr(home_screen, "_AT_REST", 0.01)
    monkeypatch.setattr(home_screen, "spare_what_is_loaded", lambda: prepared.append(True))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, lambda: prepared, "that it is prepared")
