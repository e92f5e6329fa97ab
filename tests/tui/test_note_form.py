"""Writing notes: adding, changing, being warned, and never losing what was typed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from quiz.cards import Deck, Direction, Note, NoteType, Rating
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.study import Session
from quiz.tui import drafts
from quiz.tui.app import QuizApp
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.message import MessageScreen
from quiz.tui.screens.note_form import NoteForm
from quiz.tui.screens.unsaved import Unsaved
from quiz.tui.widgets.card_preview import CardPreview
from quiz.tui.widgets.field_row import FieldRow, field_names
from tests.tui.support import screen_text, see, texts_of, wait_for

pytestmark = pytest.mark.asyncio


@dataclass
class Writing:
    """A form that is open, and what it was dismissed with."""

    app: QuizApp
    pilot: Pilot[None]
    deck: Deck
    form: NoteForm
    results: list[Note | None] = field(default_factory=list)

    def row(self, name: str) -> FieldRow:
        """Return the row of a field."""
        return next(row for row in self.form.query(FieldRow) if row.field == name)

    def write(self, **texts: str) -> None:
        """Put texts into fields, as pasting does."""
        for name, text in texts.items():
            self.row(name).text = text

    def find(self, key: str) -> Note | None:
        """Return the stored note with a key."""
        return self.app.program.store.note_by_key(self.deck.id, key)

    def in_sight(self, row: FieldRow) -> bool:
        """Tell whether the whole of a field can be seen."""
        return self.form.query_one("#scroll").region.contains_region(row.editor.region)

    async def closed(self) -> Note | None:
        """Wait until the form is closed and return its result."""
        await wait_for(self.pilot, lambda: self.results, "the form to close")
        return self.results[0]


@asynccontextmanager
async def writing(
    app: QuizApp,
    key: str = "",
    *,
    size: tuple[int, int] = (80, 24),
    types: tuple[NoteType, ...] = (),
    deck: str = "",
    category: str = "",
) -> AsyncIterator[Writing]:
    """Open the form for a new note, or for the one with a key, in the first deck, another, or a new one with types."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, lambda: app.ready, "the database")
        store = app.program.store
        into = app.program.deck(deck) if deck else store.decks()[0]
        if types:
            into = store.add_deck("Mine", app.program.clock.now(), types)
        form = NoteForm(into, store.note_by_key(into.id, key) if key else None, category=category)
        opened = Writing(app, pilot, into, form)
        app.push_screen(form, opened.results.append)
        await wait_for(pilot, lambda: app.focused is opened.row(form.kind.key_field).editor, "the key to be focused")
        yield opened


async def test_a_new_note_is_stored_with_all_that_was_typed(make_app: Callable[..., QuizApp]) -> None:
    """Keys go into the fields, and the form returns the note."""
    async with writing(make_app(), category="5xx") as w:
        await w.pilot.press(*"599", "tab", *"Net", "tab", *"slow", "ctrl+s")
        note = await w.closed()
        assert note is not None
        assert (note.key, note.fields["name"], note.fields["meaning"]) == ("599", "Net", "slow")
        assert (note.category, w.find("599")) == ("5xx", note)
        await see(w.pilot, "Added “599”.")


async def test_enter_in_the_key_goes_to_the_next_field(make_app: Callable[..., QuizApp]) -> None:
    """The key has one line, so Enter goes on; other fields take it as a line break."""
    async with writing(make_app()) as w:
        await w.pilot.press(*"599", "enter", "a", "enter", "b")
        assert (w.row("key").text, w.row("name").text) == ("599", "a\nb")


async def test_adding_another_keeps_category_and_tags_and_counts(make_app: Callable[..., QuizApp]) -> None:
    """The other fields are empty again and the key has the focus."""
    async with writing(make_app(), category="5xx") as w:
        w.write(key="598", name="One", meaning="m", tags="rare")
        await w.pilot.press("ctrl+n")
        await see(w.pilot, "1 added")
        assert [w.row(name).text for name in ("key", "name", "category", "tags")] == ["", "", "5xx", "rare"]
        await wait_for(w.pilot, lambda: w.app.focused is w.row("key").editor, "the key to be focused")
        await w.pilot.press(*"599", "tab", "n", "tab", "m", "ctrl+n")
        await see(w.pilot, "2 added")
        await w.pilot.press("escape")
        note = await w.closed()
        assert note is not None
        assert (note.key, note.tags) == ("599", ("rare",))


async def test_a_key_that_exists_is_warned_of_and_refused(make_app: Callable[..., QuizApp]) -> None:
    """The warning names the other note; saving keeps everything that was typed."""
    async with writing(make_app()) as w:
        await w.pilot.press(*"404")
        await see(w.pilot, "≈ There is a note “404” already: Not Found")
        w.write(name="Mine", meaning="m")
        await w.pilot.press("ctrl+s")
        await see(w.pilot, "✗ The deck has a note “404” already.")
        assert (w.row("name").text, w.results) == ("Mine", [])
        await w.pilot.press("1")
        await wait_for(w.pilot, lambda: "404” already" not in screen_text(w.app), "the warning to go")


async def test_full_width_digits_are_the_same_key(make_app: Callable[..., QuizApp]) -> None:
    """The warning compares keys as they are stored."""
    async with writing(make_app()) as w:
        w.write(key="４０４")
        await see(w.pilot, "≈ There is a note “404” already")


async def test_changing_a_note_keeps_its_history_and_its_fields(make_app: Callable[..., QuizApp]) -> None:
    """The log of its cards stays; so do the texts that were not touched; its own key is no warning."""
    app = make_app()
    now, store = app.program.clock.now(), app.program.store
    deck = store.decks()[0]
    session = Session(store, [deck])
    question = session.next(now)
    assert question is not None
    session.answer(question, session.reveal(question, now), Rating.GOOD, now, mode="flip")
    before = store.log(question.card.id)
    async with writing(app, question.note.key) as w:
        assert "already" not in screen_text(app)
        w.write(name="Changed", tags="a, b")
        await w.pilot.press("ctrl+s")
        note = await w.closed()
        assert note is not None
        assert (note.id, note.tags) == (question.note.id, ("a", "b"))
        assert dict(note.fields) == {**question.note.fields, "name": "Changed"}
        assert len(before) == 1
        assert store.log(question.card.id) == before


async def test_a_note_that_was_not_changed_is_left_alone(make_app: Callable[..., QuizApp]) -> None:
    """Saving without a change closes the form; adding another is not offered."""
    async with writing(make_app(), "404") as w:
        await see(w.pilot, "Change 404")
        assert "another" not in screen_text(w.app)
        await w.pilot.press("ctrl+n", "ctrl+s")
        assert await w.closed() is None


async def test_saving_without_a_key_says_what_is_missing(make_app: Callable[..., QuizApp]) -> None:
    """The missing field gets the focus; the message goes with the next change."""
    async with writing(make_app()) as w:
        w.write(name="Name", meaning="m")
        await w.pilot.press("tab", "ctrl+s")
        await see(w.pilot, "✗ Still missing: key.")
        await wait_for(w.pilot, lambda: w.app.focused is w.row("key").editor, "the key to be focused")
        await w.pilot.press(*"599")
        await wait_for(w.pilot, lambda: "✗" not in screen_text(w.app), "the message to go")


async def test_each_side_of_a_card_needs_text(make_app: Callable[..., QuizApp]) -> None:
    """The fields of which one is missing are named."""
    async with writing(make_app()) as w:
        await w.pilot.press(*"599", "ctrl+s")
        await see(w.pilot, "✗ Still missing: name + meaning.")
        assert w.find("599") is None


async def test_a_failure_of_the_database_is_shown_and_loses_nothing(
    make_app: Callable[..., QuizApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form stays as it is."""

    def fail(*_arguments: object) -> Note:
        raise QuizError("The disk is full.")

    async with writing(make_app()) as w:
        monkeypatch.setattr(w.app.program.store, "add_note", fail)
        w.write(key="599", name="n", meaning="m")
        await w.pilot.press("ctrl+s")
        await see(w.pilot, "✗ The disk is full.")
        assert (w.row("name").text, w.results) == ("n", [])


async def test_control_characters_are_refused_with_the_field(make_app: Callable[..., QuizApp]) -> None:
    """The message says where."""
    async with writing(make_app()) as w:
        w.write(key="599", name="n", meaning="a\x07b")
        await w.pilot.press("ctrl+s")
        await see(w.pilot, "✗ meaning: character 2 is U+0007")


async def test_escape_closes_at_once_where_nothing_was_typed(make_app: Callable[..., QuizApp]) -> None:
    """There is nothing to ask."""
    async with writing(make_app(), category="4xx") as w:
        await w.pilot.press("escape")
        assert await w.closed() is None


async def test_escape_asks_before_something_is_lost(make_app: Callable[..., QuizApp]) -> None:
    """Escape goes on writing, a key of its own throws away."""
    async with writing(make_app()) as w:
        await w.pilot.press(*"599", "escape")
        await see(w.pilot, "Enter saves, d throws them away, Esc goes on writing.")
        await see(w.pilot, "Enter save   d throw away   Esc go on")
        await w.pilot.press("escape")
        await wait_for(w.pilot, lambda: w.app.screen is w.form, "the form again")
        assert w.row("key").text == "599"
        await w.pilot.press("8", "escape")
        await see(w.pilot, "Save the changes?")
        await w.pilot.press("d")
        assert await w.closed() is None
        assert w.find("5998") is None


@pytest.mark.parametrize("key", ["enter", "ctrl+s"])
async def test_the_question_can_save(make_app: Callable[..., QuizApp], key: str) -> None:
    """What can't be saved is not left; then it is saved and closed. Enter, pressed without reading, loses nothing."""
    async with writing(make_app()) as w:
        await w.pilot.press(*"599", "escape")
        await see(w.pilot, "Save the changes?")
        await w.pilot.press(key)
        await see(w.pilot, "✗ Still missing: name + meaning.")
        w.write(name="n", meaning="m")
        await w.pilot.press("escape")
        await see(w.pilot, "Save the changes?")
        await w.pilot.press(key)
        note = await w.closed()
        assert note == w.find("599")


async def test_leaving_the_program_asks_too(make_app: Callable[..., QuizApp]) -> None:
    """Ctrl+C asks, and does not leave while it is being asked."""
    async with writing(make_app(), "404") as w:
        w.write(name="Lost")
        await w.pilot.press("ctrl+c")
        await wait_for(w.pilot, lambda: isinstance(w.app.screen, Unsaved), "the question")
        await w.pilot.press("ctrl+c")
        assert isinstance(w.app.screen, QuizScreen)
        assert w.app.screen.asks_before_leaving()
        await w.pilot.press("ctrl+s")
        await wait_for(w.pilot, lambda: not w.app.is_running or w.app._exit, "the end")
        note = w.find("404")
        assert note is not None
        assert note.fields["name"] == "Lost"


_BACK = "What you had typed is back."


async def ended(w: Writing) -> None:
    """End the app as SIGTERM and a terminal that is closed do."""
    w.app._end()
    await wait_for(w.pilot, lambda: not w.app.is_running or w.app._exit, "the end")


def drafts_in(home: Path) -> Path:
    """Return the file for drafts beside the database of the tests."""
    return home / "quiz.db.draft.json"


async def test_a_new_note_is_back_after_the_program_had_to_end(make_app: Callable[..., QuizApp], home: Path) -> None:
    """All that was typed is in the form again, also behind the question, and the file goes when it is saved."""
    async with writing(make_app(), category="5xx") as w:
        w.write(key="599", name="[/x]\n你好", tags="rare")
        await w.pilot.press("escape")
        await see(w.pilot, "Save the changes?")
        await ended(w)
    assert drafts_in(home).stat().st_mode & 0o777 == 0o600
    async with writing(make_app()) as w:
        await see(w.pilot, _BACK)
        assert [w.row(name).text for name in ("key", "name", "meaning")] == ["599", "[/x]\n你好", ""]
        assert [w.row(name).text for name in ("category", "tags")] == ["5xx", "rare"]
        w.write(meaning="m")
        await w.pilot.press("ctrl+n")
        await see(w.pilot, "1 added")
        assert not drafts_in(home).exists()
        assert _BACK not in screen_text(w.app)


async def test_a_change_is_back_after_the_program_had_to_end(make_app: Callable[..., QuizApp], home: Path) -> None:
    """It is back for its note only, still counts as unsaved, and is gone when it was thrown away."""
    async with writing(make_app(), "404") as w:
        w.write(name="Changed")
        await ended(w)
    async with writing(make_app(), "403") as w:
        assert _BACK not in screen_text(w.app)
        w.write(name="Other")
        await ended(w)
    async with writing(make_app(), "404") as w:
        await see(w.pilot, _BACK)
        assert w.row("name").text == "Changed"
        await w.pilot.press("escape")
        await see(w.pilot, "Save the changes?")
        await w.pilot.press("d")
        await w.closed()
        note = w.find("404")
        assert note is not None
        assert note.fields["name"] == "Not Found"
    async with writing(make_app(), "404") as w:
        assert w.row("name").text == "Not Found"
    async with writing(make_app(), "403") as w:
        assert w.row("name").text == "Other"
        await w.pilot.press("ctrl+s")
        await w.closed()
    assert not drafts_in(home).exists()


async def test_what_was_brought_back_is_kept_again(make_app: Callable[..., QuizApp]) -> None:
    """The program may have to end twice."""
    async with writing(make_app()) as w:
        w.write(key="599")
        await ended(w)
    async with writing(make_app()) as w:
        w.write(name="n")
        await ended(w)
    async with writing(make_app()) as w:
        assert (w.row("key").text, w.row("name").text) == ("599", "n")


async def test_the_note_type_that_was_chosen_is_back(make_app: Callable[..., QuizApp]) -> None:
    """With its fields, and with the texts that it has no field for."""
    async with writing(make_app(), types=(_WORD, _QUIZ)) as w:
        w.write(term="t", meaning="m")
        w.form.query_one(Select).value = 1
        await see(w.pilot, "question")
        w.write(question="What?")
        await ended(w)
    async with writing(make_app(), deck="Mine") as w:
        await see(w.pilot, _BACK)
        assert w.form.kind.name == "[/q]"
        assert [w.row(name).text for name in ("term", "question", "meaning")] == ["t", "What?", "m"]


@pytest.mark.parametrize("ending", ["signal", "ctrl+c", "escape", "ctrl+s"])
async def test_what_was_brought_back_and_undone_is_gone(
    make_app: Callable[..., QuizApp], home: Path, ending: str
) -> None:
    """The note is as it is stored, so nothing is asked and nothing kept."""
    async with writing(make_app(), "404") as w:
        w.write(name="Changed")
        await ended(w)
    assert drafts_in(home).exists()
    async with writing(make_app(), "404") as w:
        w.write(name="Not Found")
        if ending == "signal":
            w.app._end()
        else:
            await w.pilot.press(ending)
        await wait_for(w.pilot, lambda: w.results or w.app._exit or not w.app.is_running, "the form to be left")
    assert not drafts_in(home).exists()


@pytest.mark.parametrize("key", ["", "404"])
async def test_nothing_is_kept_where_nothing_was_changed(
    make_app: Callable[..., QuizApp], home: Path, key: str
) -> None:
    """There is no file then."""
    async with writing(make_app(), key) as w:
        await ended(w)
    assert not drafts_in(home).exists()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff", b"{", b"[]", b'{"drafts": 1}', b'{"drafts": [1]}', b'{"drafts": [{"deck": 1, "x": 2}]}'),
        *(b'{"drafts": [{"deck": "1"}]}', b'{"drafts": [{"deck": 1, "texts": {"key": 5}}]}', b"[" * 100_000),
        b'{"drafts": [{"deck": 1, "texts": ["ab"]}]}',
    ],
)
async def test_a_broken_file_of_drafts_is_ignored_and_removed(tmp_path: Path, content: bytes) -> None:
    """Whatever it has instead."""
    file = drafts_in(tmp_path)
    file.write_bytes(content)
    assert drafts.find(file, 1, "") is None
    assert not file.exists()


async def test_the_form_opens_beside_a_broken_file_of_drafts(make_app: Callable[..., QuizApp], home: Path) -> None:
    """It is as it would be without that file."""
    drafts_in(home).write_text("broken")
    async with writing(make_app()) as w:
        assert w.row("key").text == ""
        assert not drafts_in(home).exists()


async def test_a_draft_that_cannot_be_written_does_not_hold_up_the_end(
    make_app: Callable[..., QuizApp], home: Path
) -> None:
    """The program ends all the same."""
    drafts_in(home).mkdir()
    async with writing(make_app()) as w:
        w.write(key="599")
        await ended(w)
        assert w.app._exit or not w.app.is_running
    assert list(drafts_in(home).iterdir()) == []


async def test_only_the_question_throws_away(make_app: Callable[..., QuizApp]) -> None:
    """Other windows do not offer it."""
    app = make_app()
    async with app.run_test():
        message = MessageScreen([QuizError("What")])
        await app.push_screen(message)
        assert "dialog.discard" not in message.available()
        question = Unsaved()
        await app.push_screen(question)
        assert "dialog.discard" in question.available()


async def test_chinese_and_markup_are_text(make_app: Callable[..., QuizApp]) -> None:
    """Both stand literally in the cards and are stored as they are."""
    async with writing(make_app()) as w:
        w.write(key="[/x]", name="你好，[b]世界", meaning="一\n[/]", category="[/c]")
        await see(w.pilot, "你好，[b]世界 · 一 [/]")
        await w.pilot.press("ctrl+n")
        await see(w.pilot, "Added “[/x]”.")
        await w.pilot.press(*"[/x]")
        await see(w.pilot, "≈ There is a note “[/x]” already: 你好，[b]世界")


async def test_switching_the_language_keeps_what_was_typed(make_app: Callable[..., QuizApp]) -> None:
    """Labels change, texts and the focus stay."""
    async with writing(make_app()) as w:
        await w.pilot.press(*"599", "tab", "a", "?")
        await w.pilot.press("f8")
        await see(w.pilot, "含义")
        assert (w.row("key").text, w.row("name").text) == ("599", "a?")
        assert w.app.focused is w.row("name").editor


def has_focus(row: FieldRow) -> bool:
    return row.app.focused is row.editor


@pytest.mark.no_cover
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (60, 16)])
async def test_every_field_can_be_reached(make_app: Callable[..., QuizApp], size: tuple[int, int]) -> None:
    """Tab goes through all fields, and the one with the focus is on the screen."""
    async with writing(make_app(), "404", size=size) as w:
        rows = list(w.form.query(FieldRow))
        for row in rows:
            await wait_for(w.pilot, partial(has_focus, row), f"{row.field} to be focused")
            await wait_for(w.pilot, partial(w.in_sight, row), f"{row.field} to be in sight")
            await w.pilot.press("tab")
        await see(w.pilot, "Ctrl+S save")
        await see(w.pilot, "Esc close")
        assert [row.field for row in rows][:4] == ["key", "name", "meaning", "meaning.en"]


@pytest.mark.no_cover
@pytest.mark.parametrize(("size", "shown"), [((80, 24), True), ((120, 40), True), ((60, 20), False)])
async def test_the_cards_are_shown_where_there_is_room(
    make_app: Callable[..., QuizApp], size: tuple[int, int], shown: bool
) -> None:
    """Both directions, at the right or below the fields."""
    async with writing(make_app(), "404", size=size) as w:
        cards = w.form.query_one(CardPreview)
        await wait_for(w.pilot, lambda: bool(cards.region) == shown, "the cards to have their place")
        assert ("key → name + meaning" in texts_of(cards)) == shown
        assert ("meaning → key" in texts_of(cards)) == shown


_WORD = NoteType("word", ("term", "meaning"), "term", (Direction("t", ("term",), ("meaning",)),))
_QUIZ = NoteType(
    "[/q]",
    ("term", "question"),
    "term",
    tuple(Direction(f"d{number}", ("question",), ("term",)) for number in range(4)),
)


async def test_the_note_type_can_be_chosen_and_what_was_typed_stays(make_app: Callable[..., QuizApp]) -> None:
    """Fields of the other type come, and texts that it has no field for are still there."""
    async with writing(make_app(), types=(_WORD, _QUIZ)) as w:
        w.write(term="t", meaning="m")
        w.form.query_one(Select).value = 1
        await see(w.pilot, "question")
        assert (w.row("term").text, w.row("meaning").text) == ("t", "m")
        w.write(question="What?")
        await see(w.pilot, "What? → t")
        await w.pilot.press("ctrl+s")
        note = await w.closed()
        assert note is not None
        assert w.app.program.store.note_type(note.type_id).name == "[/q]"
        assert note.fields == {"term": "t", "meaning": "m", "question": "What?"}


async def test_the_mouse_does_the_same(make_app: Callable[..., QuizApp]) -> None:
    """A label leads to its field, the footer saves."""
    async with writing(make_app(), "404") as w:
        store = w.app.program.store
        before = next(note for note in store.notes(store.decks()[0]) if note.key == "404").fields["hint"]
        await w.pilot.click(w.row("hint").query_one(".label"))
        await w.pilot.press("h")
        await w.pilot.click("NoteForm KeyBar", offset=(2, 0))
        note = await w.closed()
        assert note is not None
        assert note.fields["hint"] == f"h{before}"


async def test_a_deck_without_note_types_is_explained(make_app: Callable[..., QuizApp]) -> None:
    """The form closes and says why."""
    app = make_app()
    async with app.run_test() as pilot:
        await wait_for(pilot, lambda: app.ready, "the database")
        results: list[Note | None] = []
        app.push_screen(NoteForm(app.program.store.add_deck("Empty", app.program.clock.now())), results.append)
        await see(pilot, "The deck has no note type.")
        assert results == [None]


async def test_every_field_of_a_note_has_a_row() -> None:
    """Languages stand behind their field, and a field that no type knows comes last."""
    draft = NoteDraft({"term": "t", "x": "1", "versus.b": "v", "meaning.en": "m", "term.fr": "f"})
    assert field_names(_WORD, list(draft.fields)) == [
        *("term", "term.fr", "meaning", "meaning.en", "also", "hint", "explain", "versus.b", "x")
    ]
