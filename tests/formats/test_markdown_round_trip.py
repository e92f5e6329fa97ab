"""Exporting to the deck format and importing again changes nothing, for any text that may be stored."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from quiz.cards import Category, Deck, Note, NoteType
from quiz.deck_drafts import NoteDraft
from quiz.formats import FORMATS, Export, Part, read
from quiz.store import ImportReport, Store
from tests.formats.drawn_decks import DrawnDeck, decks

pytestmark = pytest.mark.no_cover

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


def the_deck(store: Store) -> Deck:
    [deck] = store.decks()
    return deck


def exported(store: Store) -> str:
    write = FORMATS["md"].write
    assert write is not None
    deck = the_deck(store)
    return "".join(write(Export((Part(deck, tuple(store.note_types(deck))),), store.notes(deck))))


def imported(store: Store, text: str, now: datetime = NOW) -> ImportReport:
    source = read(text.encode(), "deck.md", "unnamed")
    return store.import_deck(source.draft, source.items, now=now)


def texts_of(store: Store) -> list[tuple[object, ...]]:
    types = {kind.id: kind.name for kind in store.note_types(the_deck(store))}
    return [
        (note.key, note.guid, dict(note.fields), note.tags, note.category, types[note.type_id])
        for note in store.notes(the_deck(store))
    ]


def without_ids(types: Iterable[NoteType]) -> list[NoteType]:
    return [replace(kind, id=0) for kind in types]


def assert_reading_it_again_changes_nothing(drawn: DrawnDeck, folder: Path) -> None:
    with Store.open(folder / "first.db", NOW) as first, Store.open(folder / "second.db", NOW) as second:
        report = first.import_deck(drawn.draft, drawn.items, now=NOW)
        if not report.read:
            return
        deck, notes, text = the_deck(first), first.notes(the_deck(first)), exported(first)
        copied = imported(second, text)
        assert (copied.unread, copied.added) == ([], len(notes))
        assert texts_of(second) == texts_of(first)
        assert without_ids(second.note_types(the_deck(second))) == without_ids(first.note_types(deck))
        assert the_deck(second) == deck
        assert_unchanged(first, imported(first, text, LATER), deck, notes)


def assert_unchanged(store: Store, report: ImportReport, deck: Deck, notes: list[Note]) -> None:
    assert (report.changed, report.added, report.kept_local, report.unread, report.missing) == (0, 0, [], [], [])
    assert store.notes(deck) == notes
    assert the_deck(store) == deck


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(decks())
def test_exporting_a_deck_and_importing_it_again_changes_nothing(drawn: DrawnDeck) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_reading_it_again_changes_nothing(drawn, Path(folder))


def deck_with(notes: list[NoteDraft], categories: tuple[Category, ...] = ()) -> DrawnDeck:
    head = read(b"---\ntitle: Deck\nfields: key, name, meaning\n---\n", "deck.md", "")
    return DrawnDeck(replace(head.draft, categories=categories), tuple(notes))


def note(key: str, category: str = "", **fields: str) -> NoteDraft:
    texts = {"key": key, "name": "a name", "meaning": "a meaning", **fields}
    return NoteDraft(texts, category=category, type_name="basic").cleaned()


@pytest.mark.parametrize("name", ["name", "meaning", "explain"])
def test_any_text_in_any_field_reads_back(name: str, tmp_path: Path) -> None:
    texts = ["|", "a\n\n  b\n\nc", "a  \n   \n\tb", "##", "- x", "> x", "--> x", "a, b，c", "a: b", "<!-- x", "`x`"]
    texts += ["x\n|\ny", "x\n<!--", "x\n　　y"]
    notes = [note(f"k{index}", **{name: text}) for index, text in enumerate(texts)]
    assert_reading_it_again_changes_nothing(deck_with(notes), tmp_path)


def test_any_key_reads_back(tmp_path: Path) -> None:
    keys = [
        "::1",
        "std::move",
        "http://x",
        "# a",
        "##",
        "- a",
        "* a",
        "> a",
        "| a",
        "<!-- a",
        "`",
        "``a`",
        "a`b",
        "`a`: b",
    ]
    keys += ["---", "键：值", "10.0.0.0/8", "-->"]
    assert_reading_it_again_changes_nothing(deck_with([note(key) for key in keys]), tmp_path)


@pytest.mark.parametrize("title", ["", "Title", "a: b", "`t`"])
def test_any_category_reads_back_with_its_titles(title: str, tmp_path: Path) -> None:
    codes = ["a:b", "`", "x", "x.en", "a.zh.en", "`a`.en", "#", "## a", ".en", "a `b`"]
    categories = tuple(Category(code, title or code, {"en": "In English: x", "zh": code}) for code in codes)
    notes = [note(f"k{index}", code) for index, code in enumerate(codes)]
    assert_reading_it_again_changes_nothing(deck_with([*notes, note("last")], categories), tmp_path)


@pytest.mark.parametrize("order", ["ab", "acb", "cba", "bca"])
@pytest.mark.parametrize("used", ["", "ab", "ba", "aba", " a", "b a"])
def test_categories_keep_their_order_whatever_that_of_the_notes_is(order: str, used: str, tmp_path: Path) -> None:
    categories = tuple(Category(code, f"Title {code}") for code in order)
    notes = [note(f"k{index}", code.strip()) for index, code in enumerate(used)]
    assert_reading_it_again_changes_nothing(deck_with([*notes, note("last")], categories), tmp_path)
