"""Importing in the app: what would be done is shown first, nothing is written before Enter, nothing is lost."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.cards import Note, NoteType
from quiz.cli import run
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.formats import Source
from quiz.import_texts import note_texts
from quiz.importing import SHOWN, Advance, Imported, read_source
from quiz.labels import direction_text
from quiz.store import Change, ImportReport
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.import_candidates import READABLE, candidates_of
from quiz.tui.screens.import_deck import ImportScreen
from quiz.tui.screens.import_report import report_lines
from quiz.tui.widgets.card_preview import CardPreview
from quiz.tui.widgets.import_lists import FileList
from quiz.tui.widgets.path_input import PathInput, completions
from quiz.tui.widgets.paths_input import completed
from quiz.tui.widgets.value_line import ValueLine
from tests.store.support import DATA, deck_named, import_text
from tests.tui.support import SECONDS, screen_text, see, texts_of, wait_for

AppMaker = Callable[..., QuizApp]
Running = Pilot[None]
T = TypeVar("T")
HEAD = "---\n---\n"
LIST = f"""{HEAD}429: Too Many Requests, slow down
this line is odd
[/x]: [b]name[/b], meaning
漢字: 名字, 意思
tcp: control, transmission
"""


async def import_screen(pilot: Running, path: Path | str) -> ImportScreen:
    """Open the screen and write the path of a file."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and pilot.app.screen.overview, "the decks")
    await pilot.press("i")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ImportScreen) and pilot.app.focused, "the screen")
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    screen.query_one(PathInput).value = str(path)
    await pilot.pause()
    return screen


def written(folder: Path, text: str = LIST, name: str = "terms.md") -> Path:
    """A file with a deck."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_what_was_understood_is_shown_before_anything_is_written(
    make_app: AppMaker, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app()
    file = written(tmp_path)
    async with app.run_test(size=size) as pilot:
        screen = await import_screen(pilot, file)
        await pilot.press("enter")
        await see(pilot, "4 added, 0 changed, 0 unchanged")
        await see(pilot, "1 line was not read")
        await see(pilot, "line 4: ")
        await see(pilot, "Fields: key, name, meaning")
        screen.query_one("#understood").scroll_end(animate=False)
        await see(pilot, "429 — Too Many Requests, slow down")
        await see(pilot, "[/x] — [b]name[/b], meaning")
        await see(pilot, "漢字 — 名字, 意思")
        await see(pilot, "tcp — control, transmission")
        assert len(app.program.store.decks()) == 1
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert len(app.program.store.decks()) == 1


@pytest.mark.asyncio
async def test_unread_lines_and_directions_stand_above_the_first_notes(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await import_screen(pilot, written(tmp_path, LIST + "odd again\n"))
        await pilot.press("enter")
        await see(pilot, "tcp — ")
        shown = screen_text(app)
        order = ["4 added", "Fields: ", "Asked: ", "2 lines were not read", "line 4: ", "line 8: ", "429 — "]
        places = [shown.index(text) for text in order]
        assert places == sorted(places)
        assert "Asked: key → name + meaning; meaning → key" in shown


@pytest.mark.asyncio
async def test_a_list_into_a_deck_that_is_here_shows_the_directions_of_that_deck(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    declared = "---\nfields: key, name\ndirections: key -> name\n---\n1: one\n"
    import_text(app.program.store, declared, app.program.clock.now(), into="terms")
    async with app.run_test(size=(80, 24)) as pilot:
        await import_screen(pilot, written(tmp_path, HEAD + "2: two, second\n"))
        await pilot.press("enter")
        await see(pilot, "“terms” is here already.")
        kept = app.program.store.note_types(deck_named(app.program.store, "terms"))[0]
        assert [direction_text(one) for one in kept.directions] == ["key → name"]
        await see(pilot, "Asked: key → name")


def found(report: ImportReport, *types: NoteType, notes: tuple[NoteDraft, ...] = ()) -> Imported:
    """What was found in a file."""
    types = types or (NoteType("Basic", ("key", "name"), "key", ()),)
    return Imported(Source(DeckDraft("", types), iter(()), "md", "the deck format"), report, notes, types)


def lines_of(done: Imported) -> list[str]:
    """What is shown of it, in a column of 60 cells."""
    return [str(one) for one in report_lines(done, "en", 60, with_notes=True)]


def test_several_types_of_notes_are_each_named() -> None:
    types = tuple(NoteType(name, ("key",), "key", ()) for name in ("[/x]", "plain"))
    shown = lines_of(found(ImportReport("deck"), *types))
    assert [one for one in shown if one in ("[/x]", "plain", "Fields: key")] == [
        "[/x]",
        "Fields: key",
        "plain",
        "Fields: key",
    ]


def test_of_many_unread_lines_three_stand_first_and_all_at_the_end() -> None:
    unread = [Unread(number, f"reason {number}") for number in range(1, 6)]
    notes = (NoteDraft({"key": "a", "name": "b"}),)
    shown = lines_of(found(ImportReport("deck", added=1, unread=unread), notes=notes))
    first, last = shown.index("5 lines were not read"), shown.index("All lines that were not read")
    assert shown[first + 1 : first + 5] == [*(f"  line {n}: reason {n}" for n in (1, 2, 3)), "  … and 2 more"]
    assert first < shown.index("a — b") < last
    assert shown[last + 1 :] == [f"  line {n}: reason {n}" for n in range(1, 6)]


def test_of_long_texts_only_the_beginning_is_shown() -> None:
    long = "x" * 10_000_000
    report = ImportReport("deck", changed=1, changes=[Change("a", "name", long, "b")])
    notes = (NoteDraft({"key": "a", "name": long}),)
    assert all(len(text) <= 401 for text in note_texts(notes[0], found(report).types, "en"))
    shown = lines_of(found(report, notes=notes))
    assert max(map(len, shown)) <= 60
    assert len(shown) < 20


def test_of_many_changes_the_first_are_shown_and_the_others_counted() -> None:
    changes = [Change(f"key {number}", "name", "a", "b") for number in range(SHOWN + 7)]
    shown = lines_of(found(ImportReport("deck", changed=SHOWN + 7, changes=changes)))
    assert shown[-2:] == [f"  key {SHOWN - 1}, name: “a” becomes “b”", "  … and 7 more"]


def test_each_deck_of_a_file_has_its_counts_and_a_history_is_counted() -> None:
    other = ImportReport("B", unchanged=3, missing=["gone"])
    shown = lines_of(found(ImportReport("A", added=1, cards=2, reviews=7, is_new=True, others=[other])))
    assert shown[:4] == [
        "A  new deck",
        "1 added, 0 changed, 0 unchanged · 2 new cards · 7 new entri…",
        "B  here already",
        "0 added, 0 changed, 3 unchanged",
    ]
    assert "No longer in the file, kept (B)" in shown


@pytest.mark.asyncio
async def test_enter_imports_what_was_shown_and_home_selects_the_deck(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    file = written(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await import_screen(pilot, file)
        await pilot.press("enter")
        await see(pilot, "Enter  import 4 notes")
        await pilot.press("enter")
        await see(pilot, "Imported into “terms”: 4 added, 0 changed,")
        assert "unchanged." in screen_text(app)
        home = app.screen
        assert isinstance(home, HomeScreen)
        await wait_for(pilot, lambda: home.chosen and home.chosen.deck.name == "terms", "the deck selected")
        store = app.program.store
        assert [note.key for note in store.notes(deck_named(store, "terms"))] == ["429", "[/x]", "漢字", "tcp"]


@pytest.mark.asyncio
async def test_the_counts_are_those_of_the_import_itself(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await import_screen(pilot, DATA / "http-status-list.md")
        await pilot.press("enter")
        await see(pilot, "added,")
        source = read_source(str(DATA / "http-status-list.md"))
        store, now = app.program.store, app.program.clock.now()
        report = store.import_deck(source.draft, source.items, now=now, dry_run=True)
        await see(pilot, f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged")


@pytest.mark.asyncio
async def test_another_import_says_what_changes_what_stays_and_what_no_card_uses(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    store, now = app.program.store, app.program.clock.now()
    file = written(tmp_path, "---\nfields: key, name\n---\n1: one\n2: two\n3: three\n", "deck.md")
    import_text(store, "1: one, first\n2: two, second\n3: three, third\n", now)
    deck = deck_named(store, "deck")
    mine = store.notes(deck)[1]
    store.edit_note(mine, _with(mine, name="my two"), now)
    file.write_text(f"{HEAD}1: one, FIRST\n2: TWO, second\n3: three, third\n  colour: red\n", encoding="utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await import_screen(pilot, file)
        await pilot.press("enter")
        await see(pilot, "“deck” is here already.")
        await see(pilot, "1, meaning: “first” becomes “FIRST”")
        await see(pilot, "Kept as you changed it")
        await see(pilot, "2, name: “my two”; the file has “TWO”")
        screen.query_one("#understood").scroll_end(animate=False)
        await see(pilot, "Fields that no card uses, kept")
        await see(pilot, "colour")
        assert store.note(mine.id).fields["name"] == "my two"


def _with(note: Note, **texts: str) -> NoteDraft:
    """The texts of a note with some of them changed."""
    return NoteDraft({**note.fields, **texts})


@pytest.mark.asyncio
async def test_a_plain_list_over_the_shipped_deck_names_what_it_leaves(make_app: AppMaker) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await import_screen(pilot, DATA / "http-status-list.md")
        await pilot.press("enter")
        await see(pilot, "is a new deck")
        await pilot.press("tab", "tab", "ctrl+u", *"http", "enter")
        await see(pilot, "0 added, 64 changed, 0 unchanged")
        await pilot.press("tab", "end")
        await see(pilot, "The file says nothing of these fields, kept")
        await see(pilot, "explain, explain.en, hint, hint.en")


@pytest.mark.asyncio
async def test_another_deck_can_be_named_and_is_looked_at_before_importing(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    store, now = app.program.store, app.program.clock.now()
    import_text(store, "429: Too Many Requests, slow down\n", now, into="Web")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await import_screen(pilot, written(tmp_path))
        await pilot.press("enter")
        await see(pilot, "“terms” is a new deck.")
        screen.query_one("#deck", Input).value = "Web"
        await see(pilot, "3 added, 0 changed, 1 unchanged")
        await see(pilot, "“Web” is here already.")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert len(store.notes(deck_named(store, "Web"))) == 4
        assert len(store.decks()) == 2


@pytest.mark.asyncio
async def test_a_path_changed_after_reading_is_read_again_before_it_is_imported(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    written(tmp_path, HEAD + "b: name, meaning\n", "other.md")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await import_screen(pilot, written(tmp_path))
        await pilot.press("enter")
        await see(pilot, "4 added")
        screen.query_one(PathInput).value = str(tmp_path / "other.md")
        await see(pilot, "Enter  show what is in it")
        await pilot.press("enter")
        await see(pilot, "1 added, 0 changed, 0 unchanged")
        assert len(app.program.store.decks()) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.md", None, "cannot be read"),
        ("binary.md", b"\x89PNG\xff\xfe\x00", "is not UTF-8"),
        ("empty.md", b"", "The file is empty"),
        ("odd.md", b"no note\nnone here either\n", "Nothing in"),
        ("deck.csv", b"front,back\n", "Nothing in"),
        ("page.html", b"<p>no deck</p>", "cannot be imported yet"),
        ("folder.md", "folder", "There is no file in"),
        ("pipe.md", "pipe", "is no file"),
        ("nul\0.md", None, "cannot be"),
    ],
)
async def test_what_cannot_be_read_is_said_in_a_line_and_the_path_stays(
    make_app: AppMaker, tmp_path: Path, name: str, content: bytes | str | None, said: str
) -> None:
    app = make_app()
    file = tmp_path / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content == "folder":
        file.mkdir()
    elif content == "pipe":
        os.mkfifo(file)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await import_screen(pilot, file)
        await pilot.press("enter")
        await see(pilot, "✗")
        assert said in " ".join(screen_text(app).split())
        assert screen.query_one(PathInput).value == str(file)
        assert app.screen is screen
        assert len(app.program.store.decks()) == 1


@pytest.mark.asyncio
async def test_a_deck_name_that_cannot_be_is_said_and_what_was_read_stays(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await import_screen(pilot, written(tmp_path))
        await pilot.press("enter")
        await see(pilot, "4 added")
        screen.query_one("#deck", Input).value = "Web::"
        await see(pilot, "a part of it is empty")
        await see(pilot, "4 added")
        screen.query_one("#deck", Input).value = "Web"
        await see(pilot, "“Web” is a new deck.")


@pytest.mark.asyncio
async def test_nothing_typed_is_lost_when_the_language_changes(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await import_screen(pilot, written(tmp_path))
        await pilot.press("enter")
        await see(pilot, "4 added")
        await pilot.press("tab", "tab", *"Web")
        await see(pilot, "“Web” is a new deck.")
        await pilot.press("f8")
        await see(pilot, "429 — Too Many Requests")
        assert screen.query_one(PathInput).value.endswith("terms.md")
        assert screen.query_one("#deck", Input).placeholder == "terms"
        assert screen.query_one("#deck", Input).value == "Web"


@pytest.mark.asyncio
async def test_tab_completes_the_path_and_then_goes_on(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    folder = tmp_path / "decks"
    folder.mkdir()
    written(folder, name="networks.md")
    written(folder, name="network.md")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await import_screen(pilot, tmp_path / "dec")
        field = screen.query_one(PathInput)
        await pilot.press("tab")
        await wait_for(pilot, lambda: field.value == f"{folder}/", "the folder")
        await pilot.press("tab")
        await wait_for(pilot, lambda: field.value == f"{folder}/network", "what both have")
        await see(pilot, "network.md   networks.md")
        await pilot.press("s", "tab")
        await wait_for(pilot, lambda: field.value == f"{folder}/networks.md", "the file")
        await pilot.press("enter")
        await see(pilot, "4 added")
        await pilot.press("tab")
        await wait_for(pilot, lambda: app.focused is screen.query_one("#format"), "the next line")


def test_hidden_files_are_completed_only_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, name=".hidden.md")
    written(tmp_path, name="seen.md")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completions("~") == ["~/"]
    assert completions("~/") == ["seen.md"]
    assert completions("~/.h") == [".hidden.md"]
    assert completions(f"{tmp_path}/none/") == []


@pytest.mark.asyncio
async def test_the_deck_stays_as_it_is_being_written_while_the_file_is_read_again(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, written(tmp_path), "“terms” is a new deck.")
        deck = screen.query_one("#deck", Input)
        deck.focus()
        await pilot.press(*"Web")
        await see(pilot, "“Web” is a new deck.")
        await pilot.press("ctrl+u")
        await see(pilot, "“terms” is a new deck.")
        assert (deck.value, deck.placeholder) == ("", "terms")
        await pilot.press(*"Net")
        await see(pilot, "“Net” is a new deck.")
        assert deck.value == "Net"


@pytest.mark.asyncio
async def test_columns_that_are_being_written_stay_while_the_file_is_read_into_another_deck(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, folder_of_files(tmp_path) / "words.csv", "“words” is a new deck.")
        columns = screen.query_one("#columns", Input)
        screen.query_one("#deck", Input).value = "Web"
        columns.focus()
        columns.value = "front=term"
        await see(pilot, "“Web” is a new deck.")
        assert columns.value == "front=term"
        await pilot.press("enter")
        await see(pilot, "Asked: term → back + note; note → term")


@pytest.mark.asyncio
async def test_where_nothing_could_be_read_all_reasons_are_shown(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_at(pilot, written(tmp_path, HEAD + "odd\n" * 5), "5 lines were not read")
        await see(pilot, "line 5: There is no colon.")
        shown = screen_text(app)
        assert "0 added" not in shown
        assert "new deck" not in shown


@pytest.mark.asyncio
async def test_the_report_is_scrolled_from_any_line_and_begins_again_for_another_deck(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    file = written(tmp_path, HEAD + "".join(f"{number}: name, meaning\n" for number in range(50)))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, file, "50 added")
        await see(pilot, "PgDn PgUp scroll")
        await pilot.press("pagedown", "pagedown")
        await see(pilot, "… and 40 more")
        assert app.focused is screen.query_one(PathInput)
        await pilot.press("pageup", "pageup")
        await see(pilot, "50 added")
        screen.query_one("#deck", Input).focus()
        await pilot.press("pagedown", *"Web")
        await see(pilot, "“Web” is a new deck.")
        assert "50 added" in screen_text(app)


@pytest.mark.asyncio
async def test_a_report_that_is_seen_as_a_whole_offers_no_scrolling(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await looked_at(pilot, written(tmp_path), "4 added")
        await see(pilot, "tcp — ")
        assert "scroll" not in screen_text(app)


@pytest.mark.asyncio
async def test_the_report_is_in_the_language_to_which_it_was_switched(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await looked_at(pilot, folder_of_files(tmp_path) / "words.csv", "Line 1 is taken for the header")
        screen.query_one("#columns", Input).value = "front=term"
        await pilot.press("f8")
        await wait_for(pilot, lambda: "Line 1 is" not in screen_text(app), "no English report")
        await wait_for(pilot, lambda: screen.work is None, "the end of the reading")
        assert screen.query_one("#columns", Input).value == "front=term"


@pytest.mark.asyncio
async def test_a_problem_is_said_in_the_language_to_which_it_was_switched(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_at(pilot, tmp_path / "missing.md", "cannot be read")
        await pilot.press("f8")
        await wait_for(pilot, lambda: "cannot be read" not in screen_text(app), "no English problem")
        await see(pilot, "✗")


@pytest.mark.asyncio
async def test_a_long_path_does_not_hide_what_is_wrong_with_its_file(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    folder = tmp_path / ("long" * 40)
    folder.mkdir()
    async with app.run_test(size=(60, 20)) as pilot:
        await looked_at(pilot, written(folder, HEAD + "odd\n", "name" * 50 + ".md"), "could be read as a note")
        assert "Nothing in namename" in screen_text(app)


# Several files


FILES = {
    "words.csv": "front,back,note\none,eins,1\ntwo,zwei,2\ntoo,many,cells,here\n",
    "terms.md": LIST,
    "broken.json": "{oops",
}


def folder_of_files(folder: Path) -> Path:
    """A folder with files of different formats, one of them broken."""
    inside = folder / "My decks"
    inside.mkdir()
    for name, text in FILES.items():
        (inside / name).write_text(text, encoding="utf-8")
    return inside


async def looked_at(pilot: Running, line: Path | str, until: str) -> ImportScreen:
    """Let the screen look at what a line names."""
    screen = await import_screen(pilot, line)
    await pilot.press("enter")
    await see(pilot, until)
    await wait_for(pilot, lambda: screen.work is None, "the end of the reading")
    return screen


@pytest.mark.asyncio
async def test_a_folder_shows_what_is_in_each_file_and_what_cannot_be_read_keeps_no_other(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await looked_at(pilot, folder_of_files(tmp_path), "import 6 notes, 2 files")
        shown = [" ".join(line.split()) for line in texts_of(app.screen.query_one(FileList)).splitlines()]
        assert shown[0].startswith("▌ ✗ broken.json Line 1, character 2:")
        assert shown[1:] == ["✓ terms.md 4 notes · 1 line not read", "✓ words.csv 2 notes · 1 line not read"]
        await pilot.press("enter")
        await see(pilot, "Imported into 2 decks: 6 added, 0 changed, 0")
        home = app.screen
        assert isinstance(home, HomeScreen)
        await wait_for(pilot, lambda: home.chosen and home.chosen.deck.name == "terms", "the first deck selected")
        assert {deck.name for deck in app.program.store.decks()} >= {"terms", "words"}


@pytest.mark.asyncio
async def test_a_file_can_be_left_out_and_taken_in_again(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_at(pilot, folder_of_files(tmp_path), "import 6 notes, 2 files")
        await pilot.press("down", "space")
        await see(pilot, "left out")
        await see(pilot, "Enter  import 2 notes")
        await pilot.press("space")
        await see(pilot, "import 6 notes, 2 files")
        await pilot.press("x", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert "terms" not in {deck.name for deck in app.program.store.decks()}


@pytest.mark.asyncio
async def test_each_file_has_its_own_deck_and_format(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    inside = folder_of_files(tmp_path)
    line = f"'{inside}/words.csv' '{inside}/terms.md'"
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, line, "import 6 notes, 2 files")
        deck = screen.query_one("#deck", Input)
        assert (deck.value, deck.placeholder) == ("", "words")
        deck.value = "German"
        await see(pilot, "“German” is a new deck.")
        await pilot.press("down")
        await see(pilot, "“terms” is a new deck.")
        assert (deck.value, deck.placeholder) == ("", "terms")
        await pilot.press("up")
        await see(pilot, "“German” is a new deck.")
        assert deck.value == "German"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert [note.key for note in app.program.store.notes(deck_named(app.program.store, "German"))] == ["one", "two"]


@pytest.mark.asyncio
async def test_files_of_one_name_are_told_apart_by_their_folders(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, HEAD + f"{name}: number, count\n")
    written(tmp_path / "one", HEAD + "other: name, meaning\n", "other.md")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, tmp_path, "import 3 notes, 3 files")
        assert [one.name for one in screen.candidates] == ["other.md", "one/terms.md", "two/terms.md"]
        await see(pilot, "two/terms.md")


def test_files_of_one_name_in_two_folders_that_were_named_have_their_whole_paths(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        files.append(str(written(tmp_path / name)))
    named = candidates_of(f"'{tmp_path}/one' '{tmp_path}/two'")
    assert [one.name for one in named] == files


@pytest.mark.asyncio
async def test_files_that_go_into_one_deck_say_so_and_their_deck_is_named_in_the_end(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    files = [
        written(tmp_path, HEAD + "a: b, c\n", "first.md"),
        written(tmp_path, HEAD + "a: b, c\nd: e, f\n", "second.md"),
    ]
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await looked_at(pilot, " ".join(map(str, files)), "import 3 notes, 2 files")
        assert "Together with" not in screen_text(app)
        for key in ("down", "up"):
            await pilot.press(key)
            screen.query_one("#deck", Input).value = "Web"
            await see(pilot, "“Web” is a new deck.")
        await see(pilot, "Together with second.md; what is in both is counted twice.")
        await pilot.press("enter")
        await see(pilot, "Imported into “Web”: 2 added, 0 changed, 1")
        assert len(app.program.store.notes(deck_named(app.program.store, "Web"))) == 2


# How a file is read


@pytest.mark.asyncio
async def test_columns_are_mapped_to_fields_and_the_file_is_read_again(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    inside = folder_of_files(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, inside / "words.csv", "Asked: front → back")
        columns = screen.query_one("#columns", Input)
        assert columns.value == "front=front, back=back, note=note"
        columns.value = "front=term, back=meaning, note="
        await see(pilot, "Enter  show what is in it")
        await pilot.press("enter")
        await see(pilot, "Asked: term → meaning; meaning → term")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        store = app.program.store
        assert store.notes(deck_named(store, "words"))[0].fields == {"term": "one", "meaning": "eins"}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("frnt=term", "The table has no column “frnt”. These exist: front, back, note."),
        ("front", "Which column is which field is written COLUMN=FIELD"),
        ("front=x, back=x", "Two columns cannot both be “x”."),
    ],
)
async def test_columns_that_cannot_be_mapped_are_said_and_what_was_read_before_is_hidden(
    make_app: AppMaker, tmp_path: Path, line: str, said: str
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, folder_of_files(tmp_path) / "words.csv", "2 added")
        screen.query_one("#columns", Input).value = line
        await pilot.press("enter")
        await wait_for(pilot, lambda: said in " ".join(screen_text(app).split()), said)
        assert "2 added" not in screen_text(app)
        assert screen.query_one("#columns", Input).value == line
        assert not screen.ready


@pytest.mark.asyncio
async def test_another_format_can_be_taken_and_the_found_one_again(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, folder_of_files(tmp_path) / "words.csv", "found: CSV")
        screen.query_one(ValueLine).focus()
        await pilot.press("right")
        await see(pilot, "‹ Markdown")
        await see(pilot, "Nothing in")
        assert not screen.ready
        await pilot.press("right", "right", "right")
        await see(pilot, "✗ The file is not a JSON object.")
        assert "was not read" not in screen_text(app)
        await pilot.press("right", "right")
        await see(pilot, "Enter  import 2 notes")
        await see(pilot, "found: CSV")


@pytest.mark.asyncio
async def test_lines_of_notes_alone_are_refused_until_a_person_says_that_they_are_markdown(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        file = written(tmp_path, "429: Too Many Requests, slow down\n")
        screen = await looked_at(pilot, file, "✗ Nothing in this file shows how its notes are written.")
        assert not screen.ready
        screen.query_one(ValueLine).focus()
        await see(pilot, "← → change")
        await pilot.press("right")
        await see(pilot, "‹ Markdown")
        await see(pilot, "Read as the deck format.")
        await see(pilot, "Enter  import 1 note")
        await pilot.press("left")
        await see(pilot, "✗ Nothing in this file shows how its notes are written.")
        await see(pilot, "‹ as it is found in the file ›")
        assert not screen.ready


@pytest.mark.asyncio
async def test_where_a_file_is_refused_nothing_of_another_reading_is_shown(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        file = written(tmp_path, "404: Not Found, x\n500: Error, y\n")
        screen = await looked_at(pilot, file, "✗ Nothing in this file shows how its notes are written.")
        screen.query_one(ValueLine).focus()
        await pilot.press(*["right"] * (READABLE.index("csv")))
        await see(pilot, "‹ CSV")
        await see(pilot, "Columns")
        await pilot.press(*["left"] * (READABLE.index("csv")))
        await see(pilot, "✗ Nothing in this file shows how its notes are written.")
        await see(pilot, "‹ as it is found in the file ›")
        assert "Columns" not in screen_text(app)
        assert not screen.ready


@pytest.mark.asyncio
async def test_a_file_without_columns_offers_none(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_at(pilot, written(tmp_path), "4 added")
        assert "Columns" not in screen_text(app)


@pytest.mark.asyncio
async def test_the_selected_note_is_seen_as_its_cards_where_there_is_room(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await looked_at(pilot, written(tmp_path), "▌ 429 — Too Many Requests")
        preview = screen.query_one(CardPreview)
        assert texts_of(preview).splitlines()[:4] == ["key → name + meaning", "429", "Too Many Requests", "slow down"]
        await pilot.press("down", "down")
        await see(pilot, "▌ 漢字")
        await wait_for(pilot, lambda: texts_of(preview).splitlines()[1] == "漢字", "the other note")


@pytest.mark.asyncio
async def test_a_collection_goes_into_its_own_decks_with_its_history(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    file = tmp_path / "everything.json"
    assert run(["export", "--format", "json", "--with-history", "-o", str(file)]) == 0
    store = app.program.store
    store.delete_deck(store.decks()[0], app.program.clock.now())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, file, "found: JSON")
        await see(pilot, "HTTP 状态码")
        assert "Deck " not in screen_text(app)
        assert screen.ready


# Stopping, and files that change


class Held:
    """Holds whatever reads in the middle of a file, until the test lets it go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.goes_on = Event(), Event()
        held = self

        def watch(advance: Advance, items: Iterator[T]) -> Iterator[T]:
            for number, item in enumerate(items):
                if number == 2:
                    held.reached.set()
                    held.goes_on.wait(SECONDS)
                advance._go_on()
                yield item

        monkeypatch.setattr(Advance, "watch", watch)


def contents(path: Path) -> list[str]:
    """Everything that is in a database."""
    with sqlite3.connect(path) as database:
        return list(database.iterdump())


@pytest.mark.asyncio
async def test_escape_stops_the_reading_and_the_screen_stays(
    make_app: AppMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    held = Held(monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await import_screen(pilot, written(tmp_path))
        await pilot.press("enter")
        await wait_for(pilot, held.reached.is_set, "the middle of the file")
        await see(pilot, "Reading terms.md")
        await pilot.press("escape")
        await see(pilot, "Stopped.")
        held.goes_on.set()
        await see(pilot, "Enter  show what is in it")
        await pilot.press("enter")
        await see(pilot, "Enter  import 4 notes")
        assert app.screen is screen


@pytest.mark.asyncio
async def test_escape_stops_the_import_and_nothing_of_any_file_is_kept(
    make_app: AppMaker, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    first, second = written(tmp_path, HEAD + "a: b, c\n", "first.md"), written(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await looked_at(pilot, f"{first} {second}", "import 5 notes, 2 files")
        before = contents(home / "quiz.db")
        held = Held(monkeypatch)
        await pilot.press("enter")
        await wait_for(pilot, held.reached.is_set, "the middle of the second file")
        await see(pilot, "Importing terms.md")
        await see(pilot, "2 of 2")
        await pilot.press("x", "tab", "space", "escape")
        held.goes_on.set()
        await see(pilot, "Stopped; nothing was imported.")
        assert contents(home / "quiz.db") == before
        assert screen.query_one(PathInput).value == f"{first} {second}"
        assert all(one.taken for one in screen.candidates)
        await wait_for(pilot, lambda: app.focused is screen.query_one(FileList), "the list to have the focus again")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
        assert {deck.name for deck in app.program.store.decks()} >= {"first", "terms"}


@pytest.mark.asyncio
async def test_an_import_that_goes_on_when_the_program_ends_keeps_nothing(
    make_app: AppMaker, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_at(pilot, written(tmp_path), "Enter  import 4 notes")
        before = contents(home / "quiz.db")
        held = Held(monkeypatch)
        await pilot.press("enter")
        await wait_for(pilot, held.reached.is_set, "the middle of the file")
    held.goes_on.set()
    assert contents(home / "quiz.db") == before


@pytest.mark.asyncio
async def test_a_file_that_was_changed_after_it_was_looked_at_is_not_imported(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app()
    file = written(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked_at(pilot, file, "Enter  import 4 notes")
        file.write_text(LIST + "more: of, it\n", encoding="utf-8")
        await pilot.press("enter")
        await see(pilot, "was changed meanwhile")
        assert len(app.program.store.decks()) == 1


# The line with the paths


def test_the_path_that_is_written_last_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, name="my deck.md")
    written(tmp_path, name="my dog.md")
    written(tmp_path, name="other.md")
    (tmp_path / "a folder").mkdir()
    written(tmp_path / "a folder", name="in it.md")
    for line, longer in [
        ("my de", "my deck.md"),
        ("my deck.md oth", "'my deck.md' other.md"),
        ("other.md my", "other.md 'my d"),
        ("other.md 'my de", "other.md 'my deck.md'"),
        ("other.md a", "other.md 'a folder/"),
        ("other.md 'a folder/", "other.md 'a folder/in it.md'"),
        ("other.md nothing", "other.md nothing"),
    ]:
        assert completed(line)[0] == longer
