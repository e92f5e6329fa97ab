"""The export screen: what it counts and shows before, what it writes, what it refuses, and where it is opened."""

import asyncio
import json
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz import locale
from quiz.cards import Note
from quiz.exporting import Selection
from quiz.sessions import Start
from quiz.text import width
from quiz.tui.app import QuizApp
from quiz.tui.keys import method_of
from quiz.tui.screens import export_writing
from quiz.tui.screens.export import ExportScreen
from quiz.tui.screens.export_choices import DECK, FILE, FILTER, FORM, lines_for, query_of
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.summary import SummaryScreen
from tests.store.support import deck_named, import_terms
from tests.tui.browsing import Studied, look_for
from tests.tui.browsing import opened as browsing
from tests.tui.conftest import AppMaker
from tests.tui.support import INSTANT, screen_text, see, wait_for
from tests.tui.test_study import answer, change

pytestmark = pytest.mark.asyncio

Running = Pilot[None]
SIZES = [(80, 24), (60, 20), (60, 16), (120, 40)]


async def opened(pilot: Running, key: str = "e") -> ExportScreen:
    """Open the screen with a key, and wait until the result is known."""
    home = pilot.app.screen_stack[0]
    assert isinstance(home, HomeScreen)
    await wait_for(pilot, lambda: home.overview is not None, "the decks")
    await pilot.press(key)
    return await settled(pilot)


async def settled(pilot: Running) -> ExportScreen:
    """Wait until the screen knows the notes and how the result begins, or what is wrong."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ExportScreen), "the screen")
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    await wait_for(pilot, lambda: screen.scopes and screen.focused is not None, "the form")
    await wait_for(pilot, lambda: screen.found and screen.found.is_whole, "the result")
    return screen


async def go_to(pilot: Running, name: str) -> None:
    """Go to a line with the arrow keys."""
    for _time in range(len(FORM) + 1):
        focused = pilot.app.focused
        if focused is not None and focused.id == name:
            return
        await pilot.press("down")
    raise AssertionError(f"{name} is not reached")


async def typed(pilot: Running, name: str, text: str) -> ExportScreen:
    """Put a text into a line, and wait for what comes of it."""
    await go_to(pilot, name)
    pilot.app.screen.query_one(f"#{name}", Input).value = text
    await pilot.pause()
    return await settled(pilot)


async def chosen(pilot: Running, name: str, word: str) -> ExportScreen:
    """Take the value with a word in it, by the arrow keys."""
    await go_to(pilot, name)
    for _time in range(10):
        if any(line.lstrip().startswith(name) and word in line for line in screen_text(pilot.app).splitlines()):
            return await settled(pilot)
        await pilot.press("right")
        await pilot.pause()
    raise AssertionError(f"no {word} for {name}: {screen_text(pilot.app)}")


async def written(pilot: Running, path: Path) -> str:
    """Press Enter, and return what was written; the screen is left then."""
    screen = pilot.app.screen
    await pilot.press("enter")
    await wait_for(pilot, lambda: pilot.app.screen is not screen, "the end")
    return text_of(path)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def preview_of(screen: ExportScreen) -> list[str]:
    found = screen.found
    assert found is not None
    assert found.preview is not None
    return [line.text for line in found.preview]


def with_terms(app: QuizApp, name: str = "Terms", terms: Sequence[str] = ("cache", "ttl", "[/x]")) -> None:
    import_terms(app.program.store, name, terms, INSTANT)


# From home


async def test_home_exports_the_selected_deck_as_it_is_previewed(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await opened(pilot)
        shown = screen_text(app)
        assert "64 notes of HTTP status codes" in shown
        await typed(pilot, "file", str(home / "http.md"))
        preview = preview_of(screen)
        text = await written(pilot, home / "http.md")
        assert preview == [line[:300] for line in text.split("\n")][: len(preview)]
        await see(pilot, "64 notes written to")


async def test_the_path_follows_the_deck_and_the_format_until_another_is_typed(make_app: AppMaker) -> None:
    app = make_app()
    with_terms(app)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen.path == "~/http-status-codes.md"
        await chosen(pilot, "format", "CSV")
        assert screen.path == "~/http-status-codes.csv"
        await chosen(pilot, "from", "Terms")
        assert screen.path == "~/terms.csv"
        await typed(pilot, "file", "mine.csv")
        await chosen(pilot, "from", "HTTP")
        assert screen.path == "mine.csv"
        await chosen(pilot, "format", "JSON")
        assert screen.path == "mine.json"
        await typed(pilot, "file", "mine.dat")
        await chosen(pilot, "format", "CSV")
        assert screen.path == "mine.dat"


async def test_a_suffix_that_is_typed_chooses_the_format(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "file", str(home / "http.CSV"))
        assert screen.wanted.format == "csv"
        await see(pilot, "CSV, comma-separated values")
        assert (await written(pilot, home / "http.CSV")).startswith("key,")


async def test_every_line_has_its_part_in_the_file(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "query", "category:5xx")
        await chosen(pilot, "direction", "meaning → key")
        await typed(pilot, "sort", "-key")
        await typed(pilot, "limit", "2")
        await typed(pilot, "fields", "name，key")
        await typed(pilot, "file", str(home / "few.csv"))
        await see(pilot, "2 notes of HTTP status codes")
        assert screen.wanted.selection.directions == ("meaning",)
        rows = (await written(pilot, home / "few.csv")).splitlines()
        assert [row.split(",")[:2] for row in rows] == [
            ["name", "key"],
            ["Network Authentication Required", "511"],
            ["Not Extended", "510"],
        ]


async def test_the_count_and_the_preview_follow_the_query(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await go_to(pilot, "query")
        await pilot.press(*"key", "colon", *"404")
        await see(pilot, "1 note of HTTP status codes")
        await see(pilot, "404: Not Found")
        assert "100: Continue" not in screen_text(app)
        await pilot.press("backspace")
        await wait_for(pilot, lambda: "1 note of" not in screen_text(app), "another number")
        await see(pilot, "notes of HTTP status codes")


async def test_what_is_counted_for_an_older_query_is_dropped(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        wanted, stale = screen.wanted, screen.found
        assert stale is not None
        await typed(pilot, "query", "key:404")
        screen._was_counted(wanted, stale)
        assert "1 note of" in screen_text(app)


async def test_notes_are_looked_for_again_only_where_others_may_be_meant(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        before = screen.found
        await chosen(pilot, "format", "CSV")
        assert before is not None
        assert screen.found is not None
        assert screen.found.picked is before.picked
        await typed(pilot, "limit", "3")
        assert screen.found.picked is not before.picked


async def test_enter_waits_until_what_was_just_typed_is_counted(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "file", str(home / "one.md"))
        await go_to(pilot, "query")
        screen.field("query").value = "key:404"
        text = await written(pilot, home / "one.md")
        assert "404: Not Found" in text
        assert "403:" not in text.replace("versus.403:", "")


async def test_enter_finds_a_mistake_that_was_not_shown_yet(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "file", str(home / "no.csv"))
        await go_to(pilot, "fields")
        screen.field("fields").value = "key,nothing"
        await pilot.press("enter")
        await see(pilot, "✗ None of the notes has a field “nothing”.")
        assert "no.csv" not in names_in(home)


async def test_a_page_is_previewed_by_its_headings_and_notes_and_written_as_html(
    make_app: AppMaker, home: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "file", str(home / "sheet.html"))
        assert screen.found is not None
        assert screen.found.preview is not None
        first, second, third = screen.found.preview[:3]
        assert (first.text, first.heading) == ("HTTP status codes", True)
        assert second.heading
        assert third.text.startswith("100  Continue  An interim signal")
        assert (await written(pilot, home / "sheet.html")).startswith("<!doctype html>")


async def test_texts_of_decks_stand_literally_in_the_preview(make_app: AppMaker) -> None:
    app = make_app()
    with_terms(app, "[/b] Terms", ["[/x]", "[bold]no[/bold]"])
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await chosen(pilot, "from", "[/b]")
        await typed(pilot, "fields", "term")
        await chosen(pilot, "format", "CSV")
        await see(pilot, "2 notes of [/b] Terms")
        await see(pilot, "[bold]no[/bold]")


async def test_a_long_result_scrolls(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        preview = screen.query_one("#preview")
        await see(pilot, "title: HTTP")
        await pilot.press("pagedown")
        await wait_for(pilot, lambda: preview.scroll_y > 0, "more")
        assert "title: HTTP" not in screen_text(app)
        await pilot.press("pageup")
        await wait_for(pilot, lambda: preview.scroll_y == 0, "the beginning")


async def test_all_decks_are_written_to_a_folder_with_a_file_each(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    with_terms(app)
    folder = home / "out"
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot, "E")
        assert screen.path == "~/decks/"
        await see(pilot, "67 notes of 2 decks")
        await typed(pilot, "file", f"{folder}/")
        await see(pilot, "HTTP-状态码.md")
        assert "[/x]: the meaning of [/x]" in await written(pilot, folder / "Terms.md")
        assert (folder / "HTTP-状态码.md").exists()
        await see(pilot, "67 notes written to 2 files in")


async def test_a_deck_with_sub_decks_is_written_to_a_folder_unless_its_format_has_a_place_for_all(
    make_app: AppMaker,
) -> None:
    app = make_app()
    with_terms(app, "Nets")
    with_terms(app, "Nets::Ports")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await chosen(pilot, "from", "Nets")
        assert screen.path == "~/nets/"
        await see(pilot, "6 notes of 2 decks")
        await chosen(pilot, "format", "CSV")
        assert screen.path == "~/nets.csv"


async def test_one_file_of_several_decks_is_refused_where_its_format_has_one(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    with_terms(app)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "E")
        await typed(pilot, "file", str(home / "all.md"))
        await see(pilot, "✗ Such a file has one deck; there are 2.")
        await pilot.press("enter")
        assert app.screen is screen
        await chosen(pilot, "format", "CSV")
        assert "cache" in await written(pilot, home / "all.csv")


async def test_all_decks_are_not_offered_where_there_is_only_one(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "study this deck")
        await pilot.press("E")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_home_exports_what_a_filter_finds(make_app: AppMaker) -> None:
    app = make_app()
    app.program.change("filters.weak", "category:5xx")
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        await wait_for(pilot, lambda: home.overview is not None and home.filters, "the filter")
        await pilot.press("G", "e")
        screen = await settled(pilot)
        assert screen.wanted.selection == Selection(where="category:5xx")


def has_history(screen: ExportScreen) -> bool:
    return screen.wanted.selection.history


async def test_the_history_goes_along_where_the_format_has_a_place_for_it(studied: Studied, home: Path) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "query", "key:404")
        await typed(pilot, "file", str(home / "all.json"))
        await chosen(pilot, "history", "with all cards")
        assert has_history(screen)
        await chosen(pilot, "format", "CSV")
        assert not has_history(screen)
        await chosen(pilot, "format", "JSON")
        [note] = json.loads(await written(pilot, home / "all.json"))["notes"]
        assert note["cards"]


async def test_without_its_history_a_note_goes_alone(studied: Studied, home: Path) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await typed(pilot, "query", "key:404")
        await typed(pilot, "file", str(home / "note.json"))
        [note] = json.loads(await written(pilot, home / "note.json"))["notes"]
        assert "cards" not in note


# What is refused


async def test_a_wrong_query_is_shown_at_its_place_and_nothing_is_written(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "file", str(home / "no.md"))
        await typed(pilot, "query", "404 is:xx")
        lines = screen_text(app).splitlines()
        place = next(index for index, line in enumerate(lines) if "is:xx" in line)
        assert lines[place + 1].index("^") == lines[place].index("xx")
        assert "not “xx”" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is screen
        assert not (home / "no.md").exists()


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        ("sort", "nothing", "✗ There is no column “nothing” here."),
        ("fields", "key,name,nothing", "✗ None of the notes has a field “nothing”."),
        ("fields", "meaning", "✗ With these fields alone the notes could not be asked"),
    ],
)
async def test_what_is_wrong_in_a_line_is_said_below_it(make_app: AppMaker, line: str, text: str, said: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await typed(pilot, line, text)
        await see(pilot, said)
        lines = screen_text(app).splitlines()
        assert said in lines[next(n for n, row in enumerate(lines) if row.lstrip().startswith(line)) + 1]
        assert "write 64 notes" not in screen_text(app)
        await typed(pilot, line, "")
        await see(pilot, "write 64 notes")


async def test_nothing_is_written_where_no_note_fits(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await typed(pilot, "file", str(home / "no.md"))
        await typed(pilot, "query", "nothinglikethis")
        await see(pilot, "0 notes")
        assert "write 0 notes" not in screen_text(app)
        await pilot.press("enter")
        await see(pilot, "✗ No note fits this selection.")
        assert not (home / "no.md").exists()


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_button_is_as_wide_as_a_large_number_needs(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    app = make_app()
    monkeypatch.setattr("quiz.tui.screens.export.button_words", lambda *_, **__: "write 1000000 notes")
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await see(pilot, "Enter  write 1000000 notes")


async def test_an_empty_deck_can_be_written(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    import_terms(app.program.store, "Gone", ["one"], INSTANT)
    store = app.program.store
    store.delete_note(store.notes(deck_named(store, "Gone"))[0], INSTANT)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await chosen(pilot, "from", "Gone")
        await typed(pilot, "file", str(home / "gone.md"))
        assert "title: Gone" in await written(pilot, home / "gone.md")


async def test_a_file_that_exists_is_overwritten_only_when_enter_is_pressed_again(
    make_app: AppMaker, home: Path
) -> None:
    app = make_app()
    mine, other = home / "mine.md", home / "other.md"
    for path in (mine, other):
        path.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await typed(pilot, "file", str(mine))
        await pilot.press("enter")
        await see(pilot, "exists already")
        await see(pilot, "overwrite it")
        await typed(pilot, "file", str(other))
        assert "exists already" not in screen_text(app)
        await pilot.press("enter")
        await see(pilot, "exists already")
        assert "404: Not Found" in await written(pilot, other)
        assert mine.read_text(encoding="utf-8") == "mine"


async def test_files_of_a_folder_that_exist_are_asked_about_together(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    with_terms(app)
    folder = home / "out"
    folder.mkdir()
    (folder / "Terms.md").write_text("mine", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "E")
        await typed(pilot, "file", str(folder))
        await pilot.press("enter")
        await see(pilot, "1 file exists already")
        assert not (folder / "HTTP-状态码.md").exists()
        assert "cache" in await written(pilot, folder / "Terms.md")


@pytest.mark.parametrize(
    ("path", "said"),
    [("", "No file is named."), ("~nobodyatall/x.md", "is no file."), ("{home}/none/x.md", "cannot be written")],
)
async def test_a_path_that_cannot_be_is_said_below_it(make_app: AppMaker, home: Path, path: str, said: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "file", path.format(home=home))
        await pilot.press("enter")
        await see(pilot, said)
        assert app.screen is screen
        assert app.focused is screen.field("file")
        await typed(pilot, "file", str(home / "good.md"))
        assert said not in screen_text(app)
        assert await written(pilot, home / "good.md")


async def test_a_mistake_in_the_program_is_said_and_not_fatal(
    make_app: AppMaker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()

    def broken(_ids: Sequence[int]) -> list[Note]:
        raise ZeroDivisionError

    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        monkeypatch.setattr(app.program.store, "notes_by_ids", broken)
        await typed(pilot, "file", str(home / "x.csv"))
        await see(pilot, "✗ quiz made a mistake: ZeroDivisionError")
        monkeypatch.undo()
        await typed(pilot, "file", str(home / "y.md"))
        monkeypatch.setattr(app.program.store, "notes_by_ids", broken)
        await pilot.press("enter")
        await see(pilot, "✗ quiz made a mistake: ZeroDivisionError")
        assert app.screen is screen
        assert not [name for name in names_in(home) if "y.md" in name]


# Writing takes a while


class Gate:
    """Lets notes be read one batch after the other, when the test says so."""

    def __init__(self, read: Callable[[Sequence[int]], list[Note]]) -> None:
        self.read = read
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, ids: Sequence[int]) -> list[Note]:
        self.reached.set()
        assert self.open.wait(20)
        return self.read(ids)


async def writing(pilot: Running, app: QuizApp, path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Begin to write a file, and wait before the first note."""
    await opened(pilot)
    await typed(pilot, "file", str(path))
    gate = Gate(app.program.store.notes_by_ids)
    monkeypatch.setattr(app.program.store, "notes_by_ids", gate)
    await pilot.press("enter")
    if path.name in names_in(path.parent):
        await see(pilot, "overwrite it")
        await pilot.press("enter")
    await wait_for(pilot, gate.reached.is_set, "the first note")
    return gate


async def test_escape_gives_up_what_is_written_and_leaves_nothing_behind(
    make_app: AppMaker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, path = make_app(), home / "out" / "http.csv"
    path.parent.mkdir()
    path.write_text("mine", encoding="utf-8")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        gate = await writing(pilot, app, path, monkeypatch)
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        assert "stop; nothing is written then" in screen_text(app)
        await pilot.press("escape")
        gate.open.set()
        await wait_for(pilot, lambda: not screen.is_writing, "the end")
        await see(pilot, "Nothing was written.")
        assert names_in(path.parent) == ["http.csv"]
        assert path.read_text(encoding="utf-8") == "mine"
        assert app.focused is screen.field("file")
        await pilot.press("enter")
        await see(pilot, "exists already")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")


async def test_while_it_is_written_it_is_shown_how_far_that_is_and_nothing_else_is_done(
    make_app: AppMaker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_writing, "_FEW", 20)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        gate = await writing(pilot, app, home / "http.md", monkeypatch)
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        assert "0 of 64 notes" in screen_text(app)
        assert screen.available() == ["dialog.close"]
        shown: list[int | None] = []
        progressed = screen._progressed

        def watched(notes: int) -> None:
            progressed(notes)
            shown.append(screen.done)

        monkeypatch.setattr(screen, "_progressed", watched)
        await pilot.press("enter")
        gate.open.set()
        await wait_for(pilot, lambda: app.screen is not screen, "the end")
        assert shown[-3:] == [20, 40, 60]
        assert (home / "http.md").exists()


async def test_leaving_the_program_gives_up_what_is_written(
    make_app: AppMaker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, path = make_app(), home / "out" / "http.csv"
    path.parent.mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        gate = await writing(pilot, app, path, monkeypatch)
        await pilot.press("ctrl+q")
        await pilot.pause()
    gate.open.set()
    await asyncio.get_running_loop().shutdown_default_executor()
    assert names_in(path.parent) == []


# Into the program


async def test_a_selection_becomes_a_filter_with_a_query_for_all_of_it(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await chosen(pilot, "into", "a filter at home")
        await typed(pilot, "query", "category:5xx or category:4xx")
        await chosen(pilot, "direction", "meaning → key")
        await pilot.press("enter")
        await see(pilot, "New filter")
        await pilot.press(*"weak")
        await wait_for(pilot, lambda: "cards" in screen_text(app), "the cards")
        await pilot.press("enter")
        await see(pilot, "The filter “weak” is at home")
        assert app.program.config.filters == {
            "weak": 'deck:"HTTP 状态码" direction:"meaning" (category:5xx or category:4xx)'
        }
        assert isinstance(app.screen, HomeScreen)


async def test_a_selection_becomes_a_deck_of_copies(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await chosen(pilot, "into", "a new deck")
        await typed(pilot, "query", "category:5xx")
        await typed(pilot, "limit", "2")
        await pilot.press("enter")
        await see(pilot, "Copy 2 notes into a new deck")
        await pilot.press(*"Mine", "enter")
        await see(pilot, "2 notes copied into “Mine”.")
        store = app.program.store
        assert [note.key for note in store.notes(deck_named(store, "Mine"))] == ["500", "501"]


async def test_a_window_that_is_closed_leads_back_to_the_form(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for into, title in (("a filter at home", "New filter"), ("a new deck", "Copy 64 notes")):
            await chosen(pilot, "into", into)
            await pilot.press("enter")
            await see(pilot, title)
            await pilot.press("escape")
            await wait_for(pilot, lambda: app.screen is screen, "the form")


async def test_only_the_lines_that_matter_are_shown(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for word, into in (("a filter", FILTER), ("a new deck", DECK), ("a file", FILE)):
            await chosen(pilot, "into", word)
            assert lines_seen(screen) == lines_for(into, history=False)
        await chosen(pilot, "format", "JSON")
        assert lines_seen(screen) == list(FORM)


def lines_seen(screen: ExportScreen) -> list[str]:
    return [name for name in FORM if screen.query_one(f"#{name}").region.height]


async def test_the_query_of_a_filter_holds_together() -> None:
    assert query_of(Selection(where=" a or b ")) == "a or b"
    assert query_of(Selection(("a::b",), "a or b", ("x",))) == 'deck:"a::b" direction:"x" (a or b)'


# From the browser


async def test_the_browser_exports_what_is_marked_and_nothing_else(studied: Studied, home: Path) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await browsing(pilot)
        await look_for(pilot, "category:5xx")
        await pilot.press("space", "space", "down", "space", "e")
        screen = await settled(pilot)
        await see(pilot, "2 marked notes")
        assert screen.possible == [FILE, DECK]
        assert screen.wanted.selection.where == ""
        await typed(pilot, "file", str(home / "marked.csv"))
        rows = (await written(pilot, home / "marked.csv")).splitlines()
        keys = [row.split(",")[0] for row in rows if row[:3].isdigit()]
        assert keys == ["500", "501"]


async def test_marked_notes_of_several_decks_go_into_one_table(studied: Studied, home: Path) -> None:
    app = studied()
    with_terms(app, "Terms", ["404"])
    async with app.run_test(size=(80, 24)) as pilot:
        await browsing(pilot)
        await pilot.press("n")
        await look_for(pilot, "key:404")
        await pilot.press("*", "e")
        screen = await settled(pilot)
        assert screen.path == "~/notes/"
        await chosen(pilot, "format", "CSV")
        assert screen.path == "~/notes.csv"
        await typed(pilot, "file", str(home / "marked.csv"))
        assert "the meaning of 404" in await written(pilot, home / "marked.csv")


async def test_without_marks_the_browser_exports_its_query_in_its_order(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await browsing(pilot)
        await look_for(pilot, "category:5xx")
        await pilot.press("s", *["down"] * 3, "enter")
        await wait_for(pilot, lambda: len(app.screen_stack) == 2, "the order")
        await pilot.press("x")
        screen = await settled(pilot)
        assert screen.wanted.selection.where == "category:5xx"
        assert screen.wanted.selection.notes is None
        assert screen.wanted.selection.sort
        assert screen.found is not None
        assert screen.found.mistake is None


# From the end of a session


async def at_the_end(pilot: Running, *ratings: str) -> SummaryScreen:
    for rating in ratings:
        await answer(pilot, rating)
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, SummaryScreen), "the summary")
    screen = pilot.app.screen
    assert isinstance(screen, SummaryScreen)
    return screen


async def test_the_end_of_a_session_exports_what_was_missed_or_all_of_it(make_app: AppMaker, home: Path) -> None:
    app = make_app(Start(mode="flip", limit=3))
    change(app, learning_steps="none", relearning_steps="none")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, "3", "1", "3")
        await see(pilot, "1 missed")
        await pilot.press("e")
        screen = await settled(pilot)
        await see(pilot, "1 note that was missed")
        assert screen.found is not None
        missed = screen.wanted.selection.notes
        await chosen(pilot, "from", "3 notes that were asked")
        await see(pilot, "3 notes of HTTP status codes")
        notes = screen.wanted.selection.notes
        assert missed is not None
        assert notes is not None
        assert missed[0] == notes[1]
        await typed(pilot, "file", str(home / "today.md"))
        assert await written(pilot, home / "today.md")


async def test_where_nothing_was_missed_all_of_the_session_is_meant(make_app: AppMaker) -> None:
    app = make_app(Start(mode="flip", limit=1))
    change(app, learning_steps="none")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, "3")
        await pilot.press("e")
        await settled(pilot)
        await see(pilot, "1 note that was asked")


async def test_nothing_can_be_exported_where_nothing_was_asked(make_app: AppMaker) -> None:
    app = make_app(Start(where="category:1xx"))
    change(app, new_per_day="0")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await at_the_end(pilot)
        await pilot.pause()
        assert "summary.export" not in screen.available()


# What is offered, and room


@pytest.mark.parametrize(
    ("line", "begun", "offered"),
    [
        ("query", "cate", "category:"),
        ("fields", "key,mea", "key,meaning"),
        ("fields", "meaning.", "meaning.*"),
        ("fields", "key，ta", "key，tags"),
        ("sort", "due,-la", "due,-lapses"),
        ("sort", "due", ""),
        ("fields", "key,", ""),
    ],
)
async def test_lines_offer_how_they_could_go_on(make_app: AppMaker, line: str, begun: str, offered: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        field = screen.field(line)
        assert field.suggester is not None
        assert await field.suggester.get_suggestion(begun) == (offered or None)


async def test_tab_completes_the_path_and_names_how_it_could_go_on(make_app: AppMaker, home: Path) -> None:
    app = make_app()
    for name in ("one.md", "once.md"):
        (home / name).touch()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "file", f"{home}/on")
        screen.field("file").cursor_position = 1000
        await pilot.press("tab")
        await see(pilot, "once.md  one.md")
        await typed(pilot, "file", f"{home}/onc")
        assert "once.md  one.md" not in screen_text(app)
        await pilot.press("tab")
        await wait_for(pilot, lambda: screen.path.endswith("once.md"), "the name")


async def test_the_help_explains_queries(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert list(screen.explained()) == ["What a query finds"]


async def test_everything_follows_the_language(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await see(pilot, "HTTP status codes")
        await pilot.press("f8")
        await wait_for(pilot, lambda: "HTTP status codes" not in screen_text(app).split("---")[0], "Chinese")
        await see(pilot, "HTTP 状态码")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", locale.LANGUAGES)
async def test_the_form_fits(make_app: AppMaker, size: tuple[int, int], language: str) -> None:
    app = make_app(language=language)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        screen.query_one("#query", Input).value = "is:xx"
        screen.field("file").value = "all.json"
        await pilot.pause()
        await settled(pilot)
        for name in FORM:
            await go_to(pilot, name)
            await wait_for(pilot, partial(is_seen, screen, name), f"the line {name}")
        assert screen.query_one("#keys").region.bottom == size[1]
        assert screen.query_one("#summary").region.bottom < size[1]
        assert all(width(line) <= size[0] for line in screen_text(app).splitlines())
        assert all(hasattr(screen, f"action_{method_of(name)}") for name in screen.available())


def is_seen(screen: ExportScreen, name: str) -> bool:
    return screen.query_one(f"#{name}").region.height == 1
