"""The browser: what is found as one types, its order, its columns, what is marked, the selected card beside it."""

from threading import Event

import pytest
from textual.widgets import Input

from quiz import config
from quiz.browsing.finder import Finder
from quiz.text import width
from quiz.tui.screens.browse_columns import ColumnsScreen
from quiz.tui.screens.browse_searches import SearchesScreen
from quiz.tui.screens.card_info import CardInfo
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.note_cards import NoteCards
from quiz.tui.screens.note_form import NoteForm
from quiz.tui.screens.pick import PickScreen
from quiz.tui.screens.session import SessionScreen
from quiz.tui.screens.study import StudyScreen
from quiz.tui.widgets.card_pane import CardPane
from quiz.tui.widgets.line_table import BEFORE
from quiz.tui.widgets.query_input import QueryInput
from tests.store.support import import_terms
from tests.tui.browsing import Studied, browser_of, found, headings_of, look_for, opened, table_of
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, asked_of, screen_text, see, studying, texts_of, wait_for

SIZES = [(80, 24), (120, 40), (60, 20), (60, 16), (200, 60)]

# Finding


@pytest.mark.asyncio
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
async def test_home_opens_a_table_of_all_cards_that_fits(
    studied: Studied, size: tuple[int, int], language: str
) -> None:
    app = studied(language)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert len(screen.ids) == 128
        assert "100" in table_of(screen)[0]
        lines = screen_text(app).split("\n")
        assert max(map(width, lines)) <= size[0]
        assert lines[size[1] - 1].strip(), "the footer"
        assert len(table_of(screen)) == screen.table.lines
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


@pytest.mark.asyncio
async def test_the_table_follows_what_is_typed(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("/", *"404")
        assert screen.query_one(Input).value == "404"
        await found(pilot)
        await see(pilot, "10 cards")
        assert any("404" in line for line in table_of(screen))
        await pilot.press(*" key", "colon", *"404", "enter")
        await wait_for(pilot, lambda: len(screen.ids) == 2, "the cards of one note")
        assert screen.focused is None
        await see(pilot, "2 cards")
        await pilot.press("/", "ctrl+l")
        await wait_for(pilot, lambda: len(screen.ids) == 128, "all cards")


@pytest.mark.asyncio
async def test_what_is_wrong_with_a_query_is_said_at_its_place_and_the_table_stays(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "404 is:nonsense")
        assert screen.problem is not None
        lines = screen_text(app).split("\n")
        row = next(number for number, line in enumerate(lines) if "is:nonsense" in line)
        assert len(screen.ids) == 128
        assert lines[row + 1].index("^") == lines[row].index("nonsense")
        assert "“is:” takes new, learning" in lines[row + 2]
        await look_for(pilot, "404 (")
        lines = screen_text(app).split("\n")
        assert lines[row + 1].index("^") >= lines[row].index("(")


@pytest.mark.asyncio
async def test_names_and_values_are_completed(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await wait_for(pilot, lambda: screen.query_one(QueryInput).vocabulary is not None, "the names")
        await pilot.press("/", *"cate")
        await see(pilot, "category: in a category")
        await pilot.press("tab")
        assert screen.query_one(Input).value == "category:"
        await pilot.press("4")
        await see(pilot, "4xx")
        await pilot.press("tab")
        assert screen.query_one(Input).value == "category:4xx"
        await found(pilot)
        assert len(screen.ids) == 60


@pytest.mark.asyncio
async def test_a_search_for_which_nobody_waits_is_given_up(studied: Studied, monkeypatch: pytest.MonkeyPatch) -> None:
    app, gate, begun = studied(), Event(), list[str]()
    find = Finder.find

    def slow(self: Finder, query, sorts=(), deck_ids=None, pause=lambda: None):  # type: ignore[no-untyped-def]
        begun.append(query.text)
        while query.text == "40" and not gate.wait(0.01):
            pause()
        return find(self, query, sorts, deck_ids, pause)

    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        monkeypatch.setattr(Finder, "find", slow)
        screen.query_one(QueryInput).value = "40"
        await wait_for(pilot, lambda: "40" in begun, "the first search")
        await see(pilot, "searching…")
        screen.query_one(QueryInput).value = "404"
        await wait_for(pilot, lambda: screen.found is not None and screen.found.wanted.text == "404", "the second one")
        assert len(screen.ids) == 10
        gate.set()
        await pilot.pause()
        assert len(screen.ids) == 10


@pytest.mark.asyncio
async def test_nothing_that_is_found_says_so(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "nothinglikethis")
        assert not screen.ids
        await see(pilot, "0 cards")
        for key in ("j", "k", "enter", "space", "E", "S", "G", "*", "v", "@"):
            await pilot.press(key)
        assert app.screen is screen


# The table


@pytest.mark.asyncio
async def test_it_is_sorted_by_a_column_and_by_the_same_one_the_other_way_round(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, PickScreen), "the columns")
        while "lapses" not in texts_of(app.screen.query_one("#choices")).split("▌")[1].split("\n")[0]:
            await pilot.press("j")
        await pilot.press("enter")
        await found(pilot)
        assert "lapses ↑" in headings_of(screen)
        lapses = [card.state.lapses for card in map(app.program.store.card, screen.ids)]
        assert lapses == sorted(lapses)
        heading = headings_of(screen).index("lapses")
        await pilot.click(screen.table, offset=(heading + 1, 0))
        await found(pilot)
        assert "lapses ↓" in headings_of(screen)
        lapses = [card.state.lapses for card in map(app.program.store.card, screen.ids)]
        assert lapses == sorted(lapses, reverse=True)
        await pilot.press("s", "g", "enter")
        await found(pilot)
        assert screen.wanted.sorts == ()


@pytest.mark.asyncio
async def test_what_is_selected_stays_selected_in_another_order(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press(*"jjjjj")
        before = screen.selected_id
        screen.sort_by("stability")
        await found(pilot)
        assert screen.selected_id == before
        assert before == screen.ids[screen.table.selected]


@pytest.mark.asyncio
async def test_columns_are_chosen_and_kept(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert "asked" in headings_of(screen)
        await pilot.press("c")
        await wait_for(pilot, lambda: isinstance(app.screen, ColumnsScreen), "the columns")
        await pilot.press("j", "x", "j", "K", "enter")
        await wait_for(pilot, lambda: app.screen is screen, "the table")
        assert "asked" not in headings_of(screen)
        assert app.program.config["browse_cards"] == "key,answer,state,due,stability,lapses"
        assert config.load()["browse_cards"] == "key,answer,state,due,stability,lapses"
        await pilot.press("c", *"G", "x", "K", "escape")
        await wait_for(pilot, lambda: app.screen is screen, "the table")
        assert app.program.config["browse_cards"] == "key,answer,state,due,stability,lapses"


@pytest.mark.asyncio
async def test_columns_without_room_are_reached_by_the_arrow_keys(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot)
        app.change("browse_cards", "key,prompt,answer,direction,state,due,interval,stability,difficulty,lapses,reps")
        assert "lapses" not in headings_of(screen)
        for _step in range(9):
            await pilot.press("l")
        assert "key" in headings_of(screen)
        assert "lapses" in headings_of(screen)
        for _step in range(9):
            await pilot.press("h")
        assert "asked" in headings_of(screen)


@pytest.mark.asyncio
async def test_settings_that_name_no_column_are_left_out(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        app.change("browse_cards", "key,nonsense,lapses,field:name")
        assert headings_of(screen).split() == ["key", "lapses", "name"]
        app.change("browse_cards", "nonsense")
        assert "asked" in headings_of(screen)


@pytest.mark.asyncio
async def test_notes_instead_of_cards(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "category:5xx")
        await pilot.press("n")
        await found(pilot)
        await see(pilot, "11 notes")
        assert "contents" in headings_of(screen)
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteCards), "the note")
        await see(pilot, app.program.store.note(screen.ids[1]).key)
        scroll = app.screen.query_one("#text")
        await wait_for(pilot, lambda: "key → name + meaning" in str(scroll.render()), "its cards")
        assert "meaning → key" in str(scroll.render())
        await pilot.press("escape", "n")
        await found(pilot)
        assert not screen.wanted.notes


@pytest.mark.asyncio
async def test_lines_are_moved_through_by_keys_and_by_the_mouse(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        table = screen.table
        await pilot.press("j", "down", "k")
        assert table.selected == 1
        await pilot.press("G")
        assert table.selected == 127
        assert table_of(screen)[-1].startswith("▌")
        await pilot.press("pageup")
        assert table.selected == 127 - table.lines
        await pilot.press("g", "pagedown")
        assert table.selected == table.lines
        await see(pilot, f"{table.lines + 1} of 128")
        await pilot.press("home")
        await pilot.click(table, offset=(BEFORE, 6))
        assert table.selected == 4
        await pilot.click(table, offset=(BEFORE, 6))
        await wait_for(pilot, lambda: isinstance(app.screen, CardInfo), "the card")
        await pilot.press("escape")
        table.on_mouse_scroll_down(None)  # type: ignore[arg-type]
        await pilot.pause()
        assert table.selected == 7


# Marking


@pytest.mark.asyncio
async def test_lines_are_marked_one_by_one_from_here_to_there_and_all(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("space", "space")
        assert screen.marked == set(screen.ids[:2])
        await see(pilot, "2 marked")
        assert table_of(screen)[0].startswith("  ✓")
        await pilot.press("j", "j", "j", "v")
        assert screen.marked == set(screen.ids[1:6]) | {screen.ids[0]}
        await pilot.press("g", "space")
        assert screen.ids[0] not in screen.marked
        await pilot.press("asterisk")
        assert len(screen.marked) == 128
        await pilot.press("asterisk")
        assert not screen.marked
        await pilot.press("space", "escape")
        assert not screen.marked
        assert app.screen is screen


@pytest.mark.asyncio
async def test_marks_stay_while_something_else_is_looked_for(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("space")
        first = screen.ids[0]
        await look_for(pilot, "404")
        assert screen.marked == {first}
        assert list(screen.targets) == [screen.selected_id], "what is not seen is not changed"
        assert "marked" not in screen_text(app)
        await look_for(pilot, "")
        await see(pilot, "1 marked")


# The selected card


@pytest.mark.asyncio
async def test_the_selected_card_is_shown_with_its_history(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "key:404")
        pane = screen.query_one(CardPane)
        await wait_for(pilot, lambda: "Not Found" in texts_of(pane), "the card")
        for words in (
            "key → name + meaning",
            "404",
            "Forgetting curve",
            "stability",
            "recall now",
            "History",
            "learned",
        ):
            assert words in texts_of(pane)
        await pilot.press("j")
        await wait_for(pilot, lambda: "meaning → key" in texts_of(pane), "the other card")
        await pilot.press("p")
        await pilot.pause()
        assert not pane.display
        assert screen.table.size.width > 100
        await pilot.press("p", "n")
        await found(pilot)
        await wait_for(pilot, lambda: "name" in texts_of(pane), "the note")


@pytest.mark.asyncio
async def test_on_a_usual_screen_the_card_is_shown_below_where_that_is_wanted(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        pane = screen.query_one(CardPane)
        assert not pane.display
        await pilot.press("p")
        await wait_for(pilot, lambda: "stability" in texts_of(pane), "the card")
        assert pane.region.y > screen.table.region.y
        assert screen.table.lines >= 5


# Searches that are kept


@pytest.mark.asyncio
async def test_searches_are_kept_taken_and_forgotten(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("w")
        await see(pilot, "There is none yet.")
        await pilot.press("escape")
        await look_for(pilot, "category:5xx lapses>0")
        await pilot.press("w", "a", *"weak 5xx", "enter")
        await see(pilot, "category:5xx lapses>0")
        assert config.load().searches == {"weak 5xx": "category:5xx lapses>0"}
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the browser")
        await look_for(pilot, "")
        await pilot.press("w", "enter")
        await wait_for(pilot, lambda: screen.wanted.text == "category:5xx lapses>0", "the search")
        await pilot.press("w")
        await wait_for(pilot, lambda: isinstance(app.screen, SearchesScreen), "the searches")
        await pilot.press("D")
        assert config.load().searches == {}
        await see(pilot, "There is none yet.")


# Where it leads


@pytest.mark.asyncio
async def test_a_card_is_opened_its_note_edited_and_what_is_found_studied(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "key:404")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, CardInfo), "the card")
        await pilot.press("escape", "E")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteForm), "the form")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the browser")
        await pilot.press("o")
        await wait_for(pilot, lambda: isinstance(app.screen, SessionScreen), "the session")
        assert app.screen.query_one("#query", Input).value == "key:404"
        await pilot.press("escape", "space", "S")
        await wait_for(pilot, lambda: isinstance(app.screen, StudyScreen), "a drill of what is marked")
        assert studying(app).start.cram
        await wait_for(pilot, lambda: studying(app).asked is not None, "a card")
        assert asked_of(app).question.card.id == screen.targets[0]


@pytest.mark.asyncio
async def test_what_was_changed_on_another_screen_is_found_again(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "is:suspended")
        assert not screen.ids
        await pilot.press("question_mark")
        await see(pilot, "What the keys do")
        app.program.store.suspend([1, 2])
        await pilot.press("escape")
        await wait_for(pilot, lambda: len(screen.ids) == 2, "what was suspended meanwhile")


# Anything in it


HOSTILE = "[/x][bold]\x1b]52;c;eA==\x07\u202eabc\u200b 中文字𠮷👩‍👩‍👧 " + "e\u0301" * 3


@pytest.mark.asyncio
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_texts_stand_literally_in_every_column(make_app: AppMaker, size: tuple[int, int]) -> None:
    app = make_app()
    storable = HOSTILE.replace("\x1b", "").replace("\x07", "")
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, lambda: app.ready, "the database")
        import_terms(app.program.store, storable, [storable, "plain"], INSTANT, meaning=storable)
        app.change("browse_cards", "key,prompt,answer,deck,tags,category,field:meaning")
        screen = await opened(pilot, "deck:[*")
        assert len(screen.ids) == 4
        text = screen_text(app)
        assert not [line for line in text.split("\n") if any(one in line for one in "\x1b\x07\u202e")]
        assert "[/x]" in text
        for line in text.split("\n"):
            assert width(line) <= size[0]
        await pilot.press("p", "n", "p", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteCards), "the note")
        assert not [line for line in screen_text(app).split("\n") if any(one in line for one in "\x1b\x07\u202e")]
        await pilot.press("escape", "c")
        await see(pilot, "Which columns?")


@pytest.mark.asyncio
async def test_wide_characters_are_aligned(studied: Studied) -> None:
    app = studied("zh")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        app.change("browse_cards", "key,field:meaning,lapses")
        ends = {width(line) for line in texts_of(screen.table).split("\n")[2:] if line.strip()}
        assert len(ends) == 1
        assert headings_of(screen).split() == ["键", "含义", "遗忘"]
        assert browser_of(pilot) is screen
