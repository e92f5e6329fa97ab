"""The notes around one: near to it, saying a text, named by their keys."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.cards import Deck, Note, key_of
from quiz.store import Store
from quiz.text import folded
from tests.store.support import NOW, card_of, import_terms, import_text

OTHERS = "---\ntitle: Other\nfields: term, meaning\n---\nt3: three\n"
SAID = """---
title: Said
fields: term, meaning
---
301: Moved Permanently
  hint: 已永久移动
302: 100% found_it
308: back\\slash
"""


@pytest.fixture
def deck(store: Store) -> Deck:
    """Ten notes."""
    return import_terms(store, "Ten", [f"t{number}" for number in range(10)], NOW)


def keys(notes: list[Note]) -> list[str]:
    return [note.key for note in notes]


def near(store: Store, deck: Deck, position: int, limit: int) -> list[str]:
    return keys(store.notes_near(deck.id, store.note_types(deck)[0].id, position, limit))


def saying(store: Store, text: str, limit: int = 50) -> list[str]:
    deck = store.decks()[0]
    return keys(store.notes_saying(deck.id, store.note_types(deck)[0].id, text, limit))


def test_all_notes_are_near_where_there_are_few(store: Store, deck: Deck) -> None:
    import_text(store, OTHERS)
    assert near(store, deck, 4, 1000) == near(store, deck, 900, 10) == [f"t{number}" for number in range(10)]


def test_the_nearest_come_in_the_order_of_the_deck(store: Store, deck: Deck) -> None:
    assert near(store, deck, 0, 3) == ["t0", "t1", "t2"]
    assert near(store, deck, 5, 3) == ["t4", "t5", "t6"]
    assert near(store, deck, 9, 3) == near(store, deck, 500, 3) == ["t7", "t8", "t9"]


def test_a_deleted_note_is_near_to_nothing(store: Store, deck: Deck) -> None:
    store.delete_note(store.note(card_of(store, "t4").note_id), NOW)
    assert near(store, deck, 4, 2) == ["t3", "t5"]


@given(position=st.integers(-5, 40), limit=st.integers(1, 12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_note_that_is_left_out_is_nearer(store: Store, position: int, limit: int) -> None:
    deck = next((deck for deck in store.decks()), None) or import_terms(store, "Ten", map(str, range(10)), NOW)
    found = store.notes_near(deck.id, store.note_types(deck)[0].id, position, limit)
    others = [note for note in store.notes(deck) if note not in found]
    assert len(found) == min(limit, 10)
    assert [note.position for note in found] == sorted(note.position for note in found)
    farthest = max(abs(note.position - position) for note in found)
    assert all(abs(note.position - position) >= farthest for note in others)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("moved", ["301"]),
        (" ＭＯＶＥＤ ", ["301"]),
        ("永久", ["301"]),
        ("30", ["301", "302", "308"]),
        ("0%", ["302"]),
        ("d_i", ["302"]),
        ("d-i", []),
        ("%", ["302"]),
        ("k\\s", ["308"]),
        ("", []),
        ("  ", []),
        ("\0", []),
        ("\ud800", []),
        ("ﷺ" * 10_000, []),
        ("%" * 10_000, []),
    ],
)
def test_a_text_is_found_in_any_field_case_and_width(store: Store, text: str, found: list[str]) -> None:
    import_text(store, SAID)
    assert saying(store, text) == found


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_text_can_be_looked_for(store: Store, text: str) -> None:
    if not store.decks():
        import_text(store, SAID)
    wanted = folded(text).strip()
    expected = [note.key for note in store.notes(store.decks()[0]) if wanted and wanted in folded_fields(note)]
    assert saying(store, text) == expected


def folded_fields(note: Note) -> str:
    return folded("\n".join(note.fields.values()))


def test_only_living_notes_of_the_deck_are_found_and_no_more_than_wanted(store: Store, deck: Deck) -> None:
    import_text(store, OTHERS)
    store.delete_note(store.note(card_of(store, "t0").note_id), NOW)
    kind = store.note_types(deck)[0].id
    assert keys(store.notes_saying(deck.id, kind, "MEANING OF t", limit=2)) == ["t1", "t2"]
    assert store.notes_saying(deck.id, kind + 1, "meaning") == []


def test_notes_come_in_the_order_of_the_keys_that_name_them(store: Store, deck: Deck) -> None:
    store.delete_note(store.note(card_of(store, "t0").note_id), NOW)
    wanted = [key_of("ｔ７"), "t0", "t2", "nothing", "t7", *(f"n{number}" for number in range(1200)), "t1"]
    assert keys(store.notes_by_keys(deck.id, wanted)) == ["t7", "t2", "t1"]
    assert store.notes_by_keys(deck.id, []) == []
