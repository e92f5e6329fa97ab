"""Notes of several decks become new notes of one deck of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import Category, Deck, Note, NoteType, derived_guid
from quiz.copying import Copy, copied
from quiz.deck_drafts import NoteDraft, default_directions
from quiz.formats import FORMATS, read
from quiz.formats.contents import Export, Part
from quiz.store import Store
from quiz.study import Session
from quiz.study_settings import DeckSettings
from tests.store.support import NOW, Clock, answer_all, deck_named, import_text

HTTP = """---
title: HTTP
language: en
source: RFC 9110
---
## 4xx: Client errors
## 4xx.zh: 客户端错误
404: Not Found, nothing is there
  tags: core
410: Gone, it was there
"""
WORDS = """---
title: Words
fields: term, meaning
directions: term -> meaning
language: en
---
## 4xx: Four letters
lied: song
404: no word at all
"""
PORTS = "---\ntitle: Ports\nlanguage: en\nsource: IANA\n---\n## 4xx\n53: DNS, names to addresses\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database with three decks: two have note types that are the same, the third another one of that name."""
    with Store.open(tmp_path / "quiz.db", NOW) as opened:
        for text in (HTTP, WORDS, PORTS):
            import_text(opened, text)
        yield opened


def everything(store: Store, *names: str) -> Export:
    """All notes of some decks."""
    decks = [deck_named(store, name) for name in names]
    parts = tuple(Part(deck, tuple(store.note_types(deck))) for deck in decks)
    return Export(parts, [note for deck in decks for note in store.notes(deck)])


def made(store: Store, copy: Copy) -> Deck:
    """The deck that a copy becomes in a database."""
    report = store.import_deck(copy.draft(), copy.items(), now=NOW + timedelta(days=1))
    assert (report.added, report.unread) == (copy.notes, [])
    return deck_named(store, copy.deck.name)


def test_the_notes_of_one_deck_are_copied_with_all_their_texts(store: Store) -> None:
    deck = made(store, copied(everything(store, "HTTP"), "Mine"))
    before, after = store.notes(deck_named(store, "HTTP")), store.notes(deck)
    assert [(note.fields, note.tags, note.category) for note in after] == [
        (note.fields, note.tags, note.category) for note in before
    ]
    assert (deck.language, deck.front, deck.categories) == (
        "en",
        {"source": "RFC 9110"},
        (Category("4xx", "Client errors", {"zh": "客户端错误"}),),
    )
    assert len(store.notes(deck_named(store, "HTTP"))) == 2


def test_copied_cards_are_new_whatever_was_learnt_before(store: Store) -> None:
    source = deck_named(store, "HTTP")
    answer_all(Session(store, [source]), Clock())
    deck = made(store, copied(everything(store, "HTTP"), "Mine"))
    copies, originals = store.cards([deck.id]), store.cards([source.id])
    assert len(copies) == len(originals) == 4
    assert {card.state.reps for card in copies} == {0}
    assert sum(card.state.reps for card in originals) > 0


def test_guids_are_new_and_the_same_each_time(store: Store) -> None:
    export = everything(store, "HTTP")
    guids = [note.guid for note in copied(export, "Mine").export.notes]
    assert not {note.guid for note in export.notes} & set(guids)
    assert guids == [derived_guid("Mine", key) for key in ("404", "410")]


def test_of_two_notes_with_one_key_the_second_is_left_out_and_named_with_its_deck(store: Store) -> None:
    copy = copied(everything(store, "HTTP", "Words"), "Mine")
    assert [(one.key, one.deck.name) for one in copy.left_out] == [("404", "Words")]
    assert [note.key for note in copy.export.notes] == ["404", "410", "lied"]
    assert (copy.notes, copy.cards) == (3, 5)
    assert next(note.fields["meaning"] for note in store.notes(made(store, copy))) == "nothing is there"


def test_note_types_that_are_the_same_become_one_and_others_get_a_name_of_their_own(store: Store) -> None:
    copy = copied(everything(store, "HTTP", "Words", "Ports"), "Mine")
    assert [(kind.name, kind.fields) for kind in copy.export.types] == [
        ("basic", ("key", "name", "meaning")),
        ("basic 2", ("term", "meaning")),
    ]
    deck = made(store, copy)
    kinds = {kind.id: kind.name for kind in store.note_types(deck)}
    assert [(note.key, kinds[note.type_id]) for note in store.notes(deck)] == [
        ("404", "basic"),
        ("410", "basic"),
        ("lied", "basic 2"),
        ("53", "basic"),
    ]


def test_categories_of_one_code_with_other_titles_stay_apart(store: Store) -> None:
    deck = made(store, copied(everything(store, "HTTP", "Words", "Ports"), "Mine"))
    assert [(one.code, one.title) for one in deck.categories] == [("4xx", "Client errors"), ("4xx 2", "Four letters")]
    assert [(note.key, note.category) for note in store.notes(deck)] == [
        ("404", "4xx"),
        ("410", "4xx"),
        ("lied", "4xx 2"),
        ("53", "4xx"),
    ]


def test_what_no_note_uses_is_not_taken_along(store: Store) -> None:
    whole = everything(store, "HTTP", "Words")
    copy = copied(Export(whole.parts, [note for note in whole.notes if note.key == "lied"]), "Mine")
    assert [kind.name for kind in copy.export.types] == ["basic"]
    assert [one.title for one in copy.deck.categories] == ["Four letters"]


def test_what_all_decks_say_of_themselves_stays_and_what_they_disagree_in_goes(store: Store) -> None:
    deck = copied(everything(store, "HTTP", "Ports"), "Mine").deck
    assert (deck.name, deck.titles, deck.language, deck.front) == ("Mine", {}, "en", {})
    assert deck.settings == DeckSettings()


def test_the_mark_of_a_leech_stays_with_the_card_that_was_forgotten(store: Store) -> None:
    note = store.notes(deck_named(store, "HTTP"))[0]
    kind = store.note_type(note.type_id)
    store.edit_note(note, NoteDraft(note.fields, ("core", "leech"), note.category, kind.name), NOW)
    copy = copied(everything(store, "HTTP"), "Mine")
    assert [note.tags for note in copy.export.notes] == [("core",), ()]


def test_a_copy_can_get_another_name_later(store: Store) -> None:
    copy = copied(everything(store, "HTTP"), "").under("Mine")
    assert copy.deck.name == "Mine"
    assert next(note.guid for note in copy.export.notes) == derived_guid("Mine", "404")


def test_a_copy_of_nothing_is_empty(store: Store) -> None:
    copy = copied(Export(everything(store, "HTTP").parts, []), "Mine")
    assert (copy.notes, copy.cards, list(copy.export.notes), copy.deck.categories) == (0, 0, [], ())
    assert copy.export.types


@dataclass
class Counted:
    """Notes that remember how many of them were asked for."""

    notes: Sequence[Note]
    read: int = 0

    def __iter__(self) -> Iterator[Note]:
        for note in self.notes:
            self.read += 1
            yield note


def test_notes_are_copied_when_it_is_their_turn(store: Store) -> None:
    whole = everything(store, "HTTP")
    source = Counted(list(whole.notes))
    copy = copied(Export(whole.parts, source), "Mine")
    source.read = 0
    first = next(iter(copy.export.notes))
    assert (first.key, source.read) == ("404", 1)
    assert len(list(copy.export.notes)) == len(list(copy.export.notes)) == 2


# Properties

CODES = ("", "1", "1 2", "2")
TITLES = ("1", "One", "Two")
TYPES = ("basic", "basic 2", "other")
FIELDS = (("term", "meaning"), ("key", "name", "meaning"))


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """Some decks whose note types, categories and keys have much in common."""
    parts, notes = [], list[Note]()
    for number in range(1, draw(st.integers(1, 3)) + 1):
        codes = draw(st.lists(st.sampled_from(CODES[1:]), unique=True))
        categories = tuple(Category(code, draw(st.sampled_from((code, *TITLES)))) for code in codes)
        deck = Deck(number, f"Deck {number}", {}, "", "en", DeckSettings(), categories, {})
        names = draw(st.lists(st.sampled_from(TYPES), unique=True, min_size=1))
        kinds = [_kind(name, draw(st.sampled_from(FIELDS)), 10 * number + at) for at, name in enumerate(names)]
        parts.append(Part(deck, tuple(kinds)))
        for _count in range(draw(st.integers(0, 4))):
            kind, code = draw(st.sampled_from(kinds)), draw(st.sampled_from(CODES))
            notes.append(_note(len(notes) + 1, deck, kind, draw(st.sampled_from("abcdef")), code))
    return Export(tuple(parts), notes)


def _kind(name: str, fields: tuple[str, ...], number: int) -> NoteType:
    return NoteType(name, fields, fields[0], default_directions(fields, fields[0]), number)


def _note(number: int, deck: Deck, kind: NoteType, key: str, code: str) -> Note:
    texts = {name: f"{name} of {key} {number}" for name in kind.fields} | {kind.key_field: key}
    return Note(number, f"g{number}", deck.id, kind.id, key, texts, (), code, number, NOW, NOW)


@given(exports())
def test_every_note_is_copied_whole_or_named_as_left_out(export: Export) -> None:
    copy = copied(export, "Mine")
    before, after = list(export.notes), list(copy.export.notes)
    first = {note.key: note for note in reversed(before)}
    assert [note.key for note in after] == [note.key for note in before if first[note.key] is note]
    assert len(after) == copy.notes == len(before) - len(copy.left_out)
    for note in after:
        original = first[note.key]
        kind, old = copy.export.type_of(note), export.type_of(original)
        assert note.fields == original.fields
        assert (kind.fields, kind.key_field, kind.directions) == (old.fields, old.key_field, old.directions)
        title = export.deck_of(original).category(original.category).title if original.category else ""
        known = {one.code: one.title for one in copy.deck.categories}
        assert known.get(note.category, "") == title or title == original.category
    assert sum(len(copy.export.type_of(note).directions) for note in after) == copy.cards


@given(exports())
def test_names_of_note_types_and_codes_of_categories_are_unique(export: Export) -> None:
    copy = copied(export, "Mine")
    names, codes = [kind.name for kind in copy.export.types], [one.code for one in copy.deck.categories]
    assert len(set(names)) == len(names)
    assert len(set(codes)) == len(codes)
    assert {note.category for note in copy.export.notes} - {""} == set(codes)


@given(exports())
def test_a_copy_written_to_a_deck_file_reads_back_as_the_same(export: Export) -> None:
    copy = copied(export, "Mine")
    write = FORMATS["md"].write
    assert write is not None
    source = read("".join(write(copy.export)).encode(), "mine.md", "")
    kinds = {kind.name: kind.fields for kind in source.draft.types}
    drafts = [item for item in source.items if isinstance(item, NoteDraft)]
    assert kinds == {kind.name: kind.fields for kind in copy.export.types}
    assert [(one.fields, one.category, one.guid) for one in drafts] == [
        (note.fields, note.category, "") for note in copy.export.notes
    ]
