"""How the ids and keys of a deck file find the notes that are there already."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.formats import read
from quiz.store import ImportReport, Store

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def imported(store: Store, notes: str, title: str = "Deck") -> ImportReport:
    source = read(f"---\ntitle: {title}\nfields: key, meaning\n---\n{notes}".encode(), "deck.md", "")
    return store.import_deck(source.draft, source.items, now=NOW)


def keys(store: Store, title: str = "Deck") -> dict[str, int]:
    [deck] = [deck for deck in store.decks() if deck.name == title]
    return {note.key: note.id for note in store.notes(deck)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "quiz.db", NOW)


def test_an_id_that_a_note_of_another_deck_has_leaves_that_note_alone(store: Store) -> None:
    with store:
        imported(store, "a: x\n  id: one\n", "First")
        report = imported(store, "b: y\n  id: one\n", "Second")
        assert (report.added, list(keys(store, "First")), list(keys(store, "Second"))) == (1, ["a"], ["b"])
        again = imported(store, "b: y\n  id: one\n", "Second")
        assert (again.unchanged, again.added, again.changed) == (1, 0, 0)


@pytest.mark.parametrize("order", [1, -1])
def test_a_note_renamed_by_its_id_keeps_its_place_when_a_new_note_takes_its_key(order: int, store: Store) -> None:
    with store:
        imported(store, "old: x\n  id: one\n")
        before = keys(store)["old"]
        report = imported(store, "\n".join(["new: x\n  id: one", "old: z"][::order]) + "\n")
        assert (report.changed, report.added, report.unread) == (1, 1, [])
        assert keys(store)["new"] == before
        assert keys(store)["old"] != before


def test_two_notes_with_ids_may_exchange_their_keys(store: Store) -> None:
    with store:
        imported(store, "a: x\n  id: one\nb: y\n  id: two\n")
        before = keys(store)
        report = imported(store, "b: x\n  id: one\na: y\n  id: two\n")
        assert (report.changed, report.unread) == (2, [])
        assert keys(store) == {"b": before["a"], "a": before["b"]}


def test_an_id_twice_in_a_file_is_refused_at_the_second_place(store: Store) -> None:
    with store:
        for _time in range(2):
            report = imported(store, "a: x\n  id: one\nb: y\n  id: one\n")
            assert [(unread.line, "“one”" in unread.reason) for unread in report.unread] == [(7, True)]
            assert list(keys(store)) == ["a"]
