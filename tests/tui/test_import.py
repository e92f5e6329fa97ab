"""Importing in the app: what would be done is shown first, nothing is written before Enter, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.cards import Note, NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft
from quiz.importing import read_source
from quiz.labels import direction_text
from quiz.store import ImportReport
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.import_deck import ImportScreen
from quiz.tui.screens.import_report import Reading, report_lines
from quiz.tui.widgets.path_input import PathInput, completions
from tests.store.support import DATA, deck_named, import_text
from tests.tui.support import screen_text, see, wait_for

AppMaker = Callable[..., QuizApp]
Running = Pilot[None]
LIST = """429: Too Many Requests, slow down
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
        await see(pilot, "line 2: ")
        await see(pilot, "Fields: key, name, meaning")
        screen.query_one("#understood").scroll_end(animate=False)
        await see(pilot, "429 — Too Many Requests, slow down")
        await see(pilot, "[/x] — [b]name[/b], meaning")
        await see(pilot, "漢字 — 名字, 意思")
        await see(pilot, "… and 1 more note")
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
        await see(pilot, "and 1 more note")
        shown = screen_text(app)
        order = ["4 added", "2 lines were not read", "line 2: ", "line 6: ", "Fields: ", "Asked: ", "429 — "]
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
        await import_screen(pilot, written(tmp_path, "2: two, second\n"))
        await pilot.press("enter")
        await see(pilot, "“terms” is here already.")
        kept = app.program.store.note_types(deck_named(app.program.store, "terms"))[0]
        assert [direction_text(one) for one in kept.directions] == ["key → name"]
        await see(pilot, "Asked: key → name")


@pytest.mark.asyncio
async def test_several_types_of_notes_are_each_named() -> None:
    types = tuple(NoteType(name, ("key",), "key", ()) for name in ("[/x]", "plain"))
    reading = Reading("", "", DeckDraft("", types), types, (), ImportReport(""), True)
    shown = [str(one) for one in report_lines(reading, "en", 60)]
    assert [one for one in shown if one in ("[/x]", "plain", "Fields: key")] == [
        "[/x]",
        "Fields: key",
        "plain",
        "Fields: key",
    ]


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
    file = written(tmp_path, "fields: key, name\n\n1: one\n2: two\n3: three\n", "deck.md")
    import_text(store, "1: one, first\n2: two, second\n3: three, third\n", now)
    deck = deck_named(store, "deck")
    mine = store.notes(deck)[1]
    store.edit_note(mine, _with(mine, name="my two"), now)
    file.write_text("1: one, FIRST\n2: TWO, second\n3: three, third\n  colour: red\n", encoding="utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await import_screen(pilot, file)
        await pilot.press("enter")
        await see(pilot, "“deck” is here already.")
        await see(pilot, "1, meaning: “first” becomes “FIRST”")
        await see(pilot, "Kept as you changed it")
        await see(pilot, "2, name: “my two”; the file has “TWO”")
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
        await pilot.press("tab", "ctrl+u", *"http", "enter")
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
    written(tmp_path, "b: name, meaning\n", "other.md")
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
        ("empty.md", b"", "Nothing in"),
        ("odd.md", b"no note\nnone here either\n", "Nothing in"),
        ("deck.csv", b"a,b\n", "cannot be imported yet"),
        ("folder.md", "folder", "cannot be read"),
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
        await pilot.press("f8")
        await see(pilot, "429 — Too Many Requests")
        assert screen.query_one(PathInput).value.endswith("terms.md")
        assert screen.query_one("#deck", Input).value == "terms"


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
        await wait_for(pilot, lambda: app.focused is screen.query_one("#deck"), "the next field")


def test_hidden_files_are_completed_only_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, name=".hidden.md")
    written(tmp_path, name="seen.md")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completions("~") == ["~/"]
    assert completions("~/") == ["seen.md"]
    assert completions("~/.h") == [".hidden.md"]
    assert completions(f"{tmp_path}/none/") == []
