"""What the browser does with cards and notes: each change says how many it touched, and one key takes it back."""

from threading import Event

import pytest
from textual.widgets import Input

from quiz.cards import Phase
from quiz.deck_drafts import NoteDraft
from quiz.query import parse
from quiz.store import Store
from quiz.tui.screens import browse_making
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.browse_duplicates import DuplicatesScreen
from quiz.tui.screens.browse_replace import ReplaceScreen
from quiz.tui.screens.note_form import NoteForm
from tests.store.support import deck_named, import_terms
from tests.tui.browsing import Running, Studied, browser_of, found, look_for, opened
from tests.tui.support import INSTANT, screen_text, see, wait_for

SIZES = [(80, 24), (120, 40), (60, 20)]


def rows_of(store: Store) -> list[object]:
    """All cards and notes, and what is counted of days, beside what grows with each change."""
    cards = [
        (card.id, card.deck_id, card.state, card.suspended, card.buried_until, card.flag) for card in store.cards()
    ]
    notes = [(note.id, note.fields, note.tags, note.category) for deck in store.decks() for note in store.notes(deck)]
    return [cards, notes, store.day_facts(None), store.disagreements()]


async def told(pilot: Running, text: str) -> None:
    """Wait until a short message says something, on however many lines it stands."""
    await wait_for(pilot, lambda: any(text in one.message for one in pilot.app._notifications), f"“{text}”")


async def marked(pilot: Running, text: str, lines: int) -> BrowseScreen:
    """Open the browser and mark the first lines of what a query finds."""
    screen = await opened(pilot, text)
    for _line in range(lines):
        await pilot.press("space")
    return screen


async def taken_back(pilot: Running, before: list[object]) -> None:
    """Take the last change back; everything is as it was."""
    screen = browser_of(pilot)
    await pilot.press("u")
    await told(pilot, "Undone: ")
    await found(pilot)
    assert rows_of(screen.quiz.program.store) == before
    assert not screen.quiz.changes


@pytest.mark.asyncio
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("keys", "said", "query", "count"),
    [
        (["@"], "3 cards will not be asked any more.", "is:suspended", 3),
        (["-"], "3 cards will not be asked today.", "is:buried", 3),
        (["F", "2"], "3 cards: ⚑2 unclear.", "is:flagged", 3),
        (["K"], "3 cards known for good.", "interval>300", 3),
        (["R"], "3 cards new again; the history stays.", "is:new", 3),
        (["f", *"0d", "enter"], "3 cards rescheduled.", "due=0d", 3),
        (["t", *"mine -common", "enter"], "Tags of 2 notes changed.", "tag:mine", 4),
        (["D"], "2 notes deleted.", "category:2xx", 16),
    ],
)
async def test_a_change_of_marked_cards_is_said_found_and_taken_back(
    studied: Studied, size: tuple[int, int], keys: list[str], said: str, query: str, count: int
) -> None:
    app = studied()
    async with app.run_test(size=size) as pilot:
        screen = await marked(pilot, "category:2xx", 3)
        before = rows_of(app.program.store)
        already = app.program.store.card_ids_where(parse(query), None, INSTANT)
        await pilot.press(*keys)
        await told(pilot, said)
        await found(pilot)
        assert not app.program.store.disagreements()
        now = app.program.store.card_ids_where(parse(query), None, INSTANT)
        assert len(now) == (count if query == "category:2xx" else len(set(already) | set(now)))
        assert len(set(now) ^ set(already)) in (3, 4)
        assert screen.quiz.changes
        await taken_back(pilot, before)


@pytest.mark.asyncio
async def test_without_marks_the_selected_card_is_changed(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("j", "@")
        await told(pilot, "1 card will not be asked any more.")
        assert app.program.store.card(screen.ids[1]).suspended
        await pilot.press("@")
        await told(pilot, "1 card will be asked again.")
        assert not app.program.store.card(screen.ids[1]).suspended
        await pilot.press("u", "u", "u")
        await found(pilot)
        assert not screen.quiz.changes


@pytest.mark.asyncio
async def test_what_is_so_already_is_no_step(studied: Studied) -> None:
    app = studied()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("F", "0")
        await told(pilot, "Nothing to change there.")
        assert not app.changes


@pytest.mark.asyncio
async def test_cards_go_into_another_deck_with_their_history(studied: Studied) -> None:
    app = studied()
    store = app.program.store
    import_terms(store, "Other", ["one"], INSTANT)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await marked(pilot, "key:404", 2)
        before, ids = rows_of(store), list(screen.ids)
        await pilot.press("m")
        await see(pilot, "Into which deck?")
        await pilot.press("g", "j", "enter")
        await told(pilot, "2 cards moved to Other.")
        other = deck_named(store, "Other")
        assert {store.card(number).deck_id for number in ids} == {other.id}
        await found(pilot)
        await taken_back(pilot, before)


@pytest.mark.asyncio
async def test_cards_are_spread_over_days_and_a_wrong_day_is_refused_in_its_window(studied: Studied) -> None:
    app = studied()
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "category:2xx is:review")
        await pilot.press("asterisk", "f", *"soon", "enter")
        await see(pilot, "“soon” is no day.")
        await pilot.press(*["backspace"] * 4, *"1d..11d", "enter")
        await told(pilot, "cards rescheduled.")
        days = [store.card(number).state.due_day for number in screen.ids]
        assert len(set(days)) == 11
        assert all(store.card(number).state.phase is Phase.REVIEW for number in screen.ids)


@pytest.mark.asyncio
@pytest.mark.parametrize("size", SIZES)
async def test_a_text_is_replaced_in_many_notes_after_it_was_shown(studied: Studied, size: tuple[int, int]) -> None:
    app = studied()
    store = app.program.store
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "category:4xx")
        before = rows_of(store)
        await pilot.press("asterisk", "r")
        await wait_for(pilot, lambda: isinstance(app.screen, ReplaceScreen), "the form")
        await pilot.press(*"request", "down", *"REQUEST")
        await see(pilot, "notes would be changed.")
        assert rows_of(store) == before
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, BrowseScreen), "the browser")
        await told(pilot, "notes changed.")
        await look_for(pilot, "REQUEST category:4xx")
        texts = [store.note(store.card(number).note_id).fields for number in browser_of(pilot).ids]
        assert texts
        assert all("REQUEST" in " ".join(text.values()) for text in texts)
        await taken_back(pilot, before)


@pytest.mark.asyncio
async def test_a_replacement_that_cannot_be_stored_changes_nothing_and_says_why(studied: Studied) -> None:
    app = studied()
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "category:4xx")
        before = rows_of(store)
        await pilot.press("asterisk", "r", *"([", "down", "down", "down", "right", "right")
        await see(pilot, "✗ The regular expression")
        await pilot.press("enter")
        assert isinstance(app.screen, ReplaceScreen)
        await pilot.press("escape")
        assert rows_of(store) == before


@pytest.mark.asyncio
async def test_a_replacement_that_would_give_two_notes_one_key_is_refused_and_what_was_written_stays(
    studied: Studied,
) -> None:
    app = studied()
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "key:404")
        before = rows_of(store)
        await pilot.press("r", *"404", "down", *"405", "enter")
        await see(pilot, "already")
        form = app.screen
        assert isinstance(form, ReplaceScreen)
        assert form.query_one("#find", Input).value == "404"
        assert rows_of(store) == before
        assert not app.changes


@pytest.mark.asyncio
async def test_while_a_large_change_is_made_nothing_else_is_done_and_its_step_is_kept(
    studied: Studied, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse_making, "_MANY", 10)
    app, gate = studied(), Event()
    store, change = app.program.store, app.program.store.change
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "category:2xx")
        before = rows_of(store)
        monkeypatch.setattr(store, "change", lambda *given: (gate.wait(10), change(*given))[1])
        await pilot.press("asterisk", "@")
        await told(pilot, "One moment…")
        await pilot.press("u", "K", "E", "d")
        assert app.screen is screen
        await pilot.press("escape", "escape")
        assert app.screen is screen
        gate.set()
        await told(pilot, "20 cards will not be asked any more.")
        assert len(app.changes) == 1
        assert store.suspended_among(list(screen.ids)) == 20
        await taken_back(pilot, before)


@pytest.mark.asyncio
async def test_writing_a_note_anew_is_one_step_too(studied: Studied) -> None:
    app = studied()
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "key:404")
        before = rows_of(store)
        await pilot.press("E")
        await wait_for(pilot, lambda: isinstance(app.screen, NoteForm), "the form")
        form = app.screen
        assert isinstance(form, NoteForm)
        row = next(row for row in form._rows() if row.field == "name")
        row.editor.text = "Nothing There"  # type: ignore[union-attr]
        form._category.editor.value = "5xx"  # type: ignore[union-attr]
        await pilot.press("ctrl+s")
        await wait_for(pilot, lambda: app.screen is screen, "the browser")
        await found(pilot)
        note = store.note(store.card(screen.ids[0]).note_id)
        assert (note.fields["name"], note.category) == ("Nothing There", "5xx")
        await taken_back(pilot, before)


@pytest.mark.asyncio
async def test_what_was_changed_elsewhere_since_is_not_overwritten(studied: Studied) -> None:
    app = studied()
    store = app.program.store
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "key:404")
        await pilot.press("r", *"Not Found", "down", *"Gone Away", "enter")
        await wait_for(pilot, lambda: app.screen is screen, "the browser")
        await told(pilot, "1 note changed.")
        note = store.note(store.card(screen.ids[0]).note_id)
        store.edit_note(note, NoteDraft({**note.fields, "name": "Mine"}, note.tags, note.category), INSTANT)
        await pilot.press("u")
        await see(pilot, "so nothing was taken")
        await pilot.press("enter")
        assert store.note(note.id).fields["name"] == "Mine"
        assert screen.quiz.changes


# Notes that are the same


@pytest.mark.asyncio
@pytest.mark.parametrize("size", SIZES)
async def test_notes_that_are_the_same_are_merged_with_their_history(studied: Studied, size: tuple[int, int]) -> None:
    app = studied()
    store = app.program.store
    import_terms(store, "Other", ["404", "other"], INSTANT)
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        before = rows_of(store)
        answers = sum(card.state.reps for card in store.cards())
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, DuplicatesScreen) and app.screen.is_settled, "the notes")
        await see(pilot, "404 ×2")
        await see(pilot, "is kept")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "404 ×2" not in screen_text(app), "one note")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the browser")
        assert sum(card.state.reps for card in store.cards()) == answers
        assert not store.disagreements()
        await look_for(pilot, "key:404")
        assert len({store.card(number).note_id for number in screen.ids}) == 1
        await taken_back(pilot, before)


@pytest.mark.asyncio
async def test_of_a_large_group_it_is_said_how_many_are_not_seen_and_any_of_them_can_be_kept(
    studied: Studied,
) -> None:
    app = studied()
    store = app.program.store
    decks = [import_terms(store, f"Other {number}", ["404"], INSTANT) for number in range(6)]
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("d")
        await see(pilot, "404 ×7")
        await see(pilot, "+3 more")
        await pilot.press("h")
        await see(pilot, "Other 5")
        await see(pilot, "Their own texts go: meaning.")
        await pilot.press("enter")
        await told(pilot, "7 notes merged; the history of all is kept.")
        await pilot.press("escape")
        await wait_for(pilot, lambda: app.screen is screen, "the browser")
        await look_for(pilot, "key:404")
        assert {store.card(number).deck_id for number in screen.ids} == {decks[5].id}


@pytest.mark.asyncio
async def test_a_group_is_left_out_and_another_note_is_kept(studied: Studied) -> None:
    app = studied()
    store = app.program.store
    deck = import_terms(store, "Other", ["404", "500"], INSTANT)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, DuplicatesScreen) and app.screen.is_settled, "the notes")
        await see(pilot, "500 ×2")
        await pilot.press("x")
        await wait_for(pilot, lambda: "404 ×2" not in screen_text(app), "the rest")
        await pilot.press("l", "enter", "escape")
        await wait_for(pilot, lambda: app.screen is screen, "the browser")
        await look_for(pilot, "key:500")
        assert {store.card(number).deck_id for number in screen.ids} == {deck.id}
