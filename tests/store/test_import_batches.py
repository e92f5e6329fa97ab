"""Notes that are imported many at a time: whatever they are, it comes out as if each had been looked at alone."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.cards import Category
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.store import ImportReport, Store, import_batches, importing
from quiz.store.source_parts import Item, Part, parts
from tests.store.support import NOW, note_type

pytestmark = pytest.mark.no_cover

FIELDS = st.fixed_dictionaries(
    {"term": st.sampled_from(["a", "b", "c", "４", "two\nlines"])},
    optional={"meaning": st.sampled_from(["x", "Ｙ，é", ""]), "hint": st.just("h"), "odd": st.just("o")},
)
NOTES = st.builds(
    NoteDraft,
    FIELDS | st.just({"meaning": "x"}),
    st.sampled_from([(), ("core",), ("core", "leech"), ("leech",)]),
    st.sampled_from(["", "one", "two"]),
    st.sampled_from(["", "basic", "other"]),
    st.sampled_from(["", "", "", "guid-1", "guid-2"]),
    line=st.integers(1, 9),
    deck=st.sampled_from(["", "", "Deck", "Second"]),
)
CATEGORIES = st.builds(Category, st.sampled_from(["one", "three"]), st.just("Title"))


def readable(items: Sequence[Item]) -> list[Item]:
    """Return items without notes that a format would refuse, because one before has their key and they have no id."""
    found: dict[object, Item] = {}
    for item in items:
        if isinstance(item, NoteDraft) and not item.guid:
            found.setdefault((item.deck in ("", "Deck"), item.fields.get("term")), item)
        else:
            found[id(item)] = item
    return list(found.values())


SPOILT = st.builds(Unread, st.integers(1, 9), st.just("spoilt"))
ITEMS = st.lists(NOTES | NOTES | CATEGORIES | SPOILT, max_size=9).map(readable)
TYPES = (note_type(), replace(note_type(), name="other", directions=note_type().directions[:1]))


def imported(
    sources: Sequence[Sequence[Item]], size: int, *, together: bool
) -> tuple[list[ImportReport], list[list[Any]]]:
    """Import sources one after the other into a new database; return the reports, and all notes and cards."""
    numbers = count()
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(importing, "_BATCH", size)
        patch.setattr("secrets.token_urlsafe", lambda _bytes: f"random-{next(numbers)}")
        if not together:
            for name in ("_is_new", "_is_unchanged"):
                patch.setattr(import_batches, name, lambda _job, _batch: False)
        path = Path(folder) / "quiz.db"
        with Store.open(path, NOW) as store:
            reports = [store.import_deck(DeckDraft("Deck", TYPES), source, now=NOW) for source in sources]
        database = sqlite3.connect(path)
        tables = ("deck", "note", "card")
        found = [database.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in tables]
        database.close()
        return reports, found


@pytest.mark.parametrize("size", [1, 3, 2000])
@settings(deadline=None, max_examples=20)
@given(first=ITEMS, second=ITEMS)
def test_notes_are_imported_together_as_each_alone(size: int, first: list[Item], second: list[Item]) -> None:
    sources = [first, first, second]
    assert imported(sources, size, together=True) == imported(sources, size, together=False)


def test_another_order_is_taken_over_for_notes_and_cards_and_nothing_else_changes(tmp_path: Path) -> None:
    terms = [f"term {number}" for number in range(30)]
    with Store.open(tmp_path / "quiz.db", NOW) as store:

        def take(names: Sequence[str]) -> ImportReport:
            drafts = [NoteDraft({"term": name, "meaning": "x"}) for name in names]
            return store.import_deck(DeckDraft("Deck", TYPES), drafts, now=NOW + timedelta(days=len(names)))

        take(terms)
        deck = store.decks()[0]
        before = {note.key: replace(note, position=0) for note in store.notes(deck)}
        for order in (["new", *terms], [*reversed(terms), "new"], terms[::2] + terms[1::2] + ["new"]):
            report = take(order)
            assert (report.changed, report.unchanged, report.changes) == (0, 31 - report.added, [])
            notes = {note.id: note for note in store.notes(deck)}
            assert [note.key for note in notes.values()] == order
            assert [note.position for note in notes.values()] == list(range(31))
            assert {card.position - notes[card.note_id].position for card in store.cards()} == {0}
            assert {note.key: replace(note, position=0) for note in notes.values() if note.key != "new"} == before


def test_parts_are_in_order_and_what_cannot_be_read_begins_no_deck() -> None:
    own, other, heading = NoteDraft({"term": "a"}), NoteDraft({"term": "b"}, deck="Other"), Category("one", "One")
    named, unread = own._replace(deck="Deck"), list[Unread]()
    source: list[Item] = [Unread(1, "spoilt"), Unread(2, "spoilt"), own, named, other, own, heading, other]
    found = list(parts(source, 2, "Deck", unread))
    assert unread == source[:2]
    assert found == [
        ("", Part([own, named], [])),
        ("Other", Part([other], [])),
        ("", Part([own], [])),
        ("", Part([], [heading])),
        ("Other", Part([other], [])),
    ]
