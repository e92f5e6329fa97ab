"""Decks in tables: several of different fields in one file, and one that goes back into its deck from any file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest

from quiz.cards import Note
from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, Part, ReadOptions, Source, SourceFile
from quiz.store import ImportReport, Store
from tests.formats.support import source_of, written
from tests.formats.tabular import KEPT, details, mapped, notes, table, texts, unread

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DECKS = (
    "---\ntitle: HTTP\n---\n404: Not Found, gone\n  hint: four\n410: Gone, too\n",
    "---\ntitle: Net::TCP\nfields: term, meaning\n---\nSYN: opens\nACK: opens\n",
    "---\ntitle: Words\nfields: word, term, example\ndirections: word -> term; term -> word\n---\n"
    "la mer:\n  term: SYN\n  example: x\nla mère:\n  term: SYN\n",
)
KEYS = {"HTTP": ["404", "410"], "Net::TCP": ["SYN", "ACK"], "Words": ["la mer", "la mère"]}
KEY_FIELDS = {"HTTP": "key", "Net::TCP": "term", "Words": "word"}


def filled(path: Path, decks: tuple[str, ...] = DECKS) -> Store:
    store = Store.open(path, NOW)
    for text in decks:
        source = source_of("md", text.encode())
        store.import_deck(source.draft, source.items, now=NOW)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with three decks whose notes have different fields, all of a type that is called the same."""
    with filled(tmp_path / "first.db") as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "other.db", NOW) as opened:
        yield opened


def export_of(store: Store, *names: str) -> Export:
    decks = [deck for deck in store.decks() if not names or deck.name in names]
    parts = tuple(Part(deck, tuple(store.note_types(deck))) for deck in decks)
    return Export(parts, [note for deck in decks for note in store.notes(deck)])


def imported(store: Store, source: Source, into: str = "") -> ImportReport:
    return store.import_deck(source.draft, source.items, now=NOW, into=into)


def facts(store: Store) -> dict[str, list[tuple[str, str, dict[str, str]]]]:
    def fact(note: Note) -> tuple[str, str, dict[str, str]]:
        return note.guid, note.key, dict(note.fields)

    return {deck.name: [fact(note) for note in store.notes(deck)] for deck in store.decks()}


@pytest.mark.parametrize("name", KEPT)
def test_decks_of_different_fields_come_out_of_one_file_as_they_were(name: str, store: Store, other: Store) -> None:
    report = imported(other, table(written(name, export_of(store)), name))
    assert report.all_unread == []
    assert facts(other) == facts(store)
    assert {deck.name: other.note_types(deck)[0].key_field for deck in other.decks()} == KEY_FIELDS
    assert all(kind.name == "basic" for deck in other.decks() for kind in other.note_types(deck))


@pytest.mark.parametrize("name", KEPT)
def test_decks_of_different_fields_go_back_without_a_change(name: str, store: Store) -> None:
    before = facts(store)
    report = imported(store, table(written(name, export_of(store)), name))
    assert [(each.added, each.changed, each.kept_local) for each in (report, *report.others)] == [(0, 0, [])] * 3
    assert facts(store) == before


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("deck", KEYS)
def test_a_deck_goes_back_into_itself_from_a_file_of_any_name(name: str, deck: str, store: Store) -> None:
    before = facts(store)
    source = table(written(name, export_of(store, deck)), name)
    assert source.draft.name == deck
    assert (imported(store, source).deck, facts(store)) == (deck, before)


def test_rows_without_a_deck_go_into_that_of_the_file() -> None:
    source = table("front,back,deck\na,b,\nc,d,Other\ne,f,deck\n")
    assert source.draft.name == "deck"
    assert list(source.draft.deck_types) == ["Other"]
    assert [note.deck for note in notes(source)] == ["", "Other", "deck"]


@pytest.mark.parametrize("name", ["A::", "::B", "A:: ::B"])
def test_a_row_whose_deck_has_no_name_is_not_read(name: str) -> None:
    text = f"front,back,deck\na,b,A\nc,d,{name}\n"
    [(line, reason)] = unread(table(text))
    assert (line, "a part of it is empty" in reason) == (3, True)
    assert texts(table(text)) == [{"front": "a", "back": "b"}]


def test_the_key_of_a_row_is_that_of_its_deck() -> None:
    text = "key,name,term,meaning,deck\nk,n,,m,A\n,,t,m,B\n,,u,m,B\n,,t,x,B\n"
    source = table(text)
    assert {deck: kinds[0].key_field for deck, kinds in source.draft.deck_types.items()} == {"A": "key", "B": "term"}
    assert unread(source) == [(5, "The key “t” stands in line 3 already.")]


def test_anki_takes_every_note_of_several_decks_with_its_key_first(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "decks.txt"
    path.write_text(written("anki-text", export_of(store)), encoding="utf-8")
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        metadata = collection.get_csv_metadata(str(path), None)
        collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        found: dict[str, list[str]] = {}
        for number in collection.find_notes(""):
            note = collection.get_note(number)
            found.setdefault(collection.decks.name(note.cards()[0].did), []).append(note.fields[0])
    finally:
        collection.close()
    assert {deck: sorted(keys) for deck, keys in found.items()} == {deck: sorted(keys) for deck, keys in KEYS.items()}


def read(text: str, *, header: bool | None, name: str = "csv", **fields: str) -> Source:
    reader = FORMATS[name].read
    assert reader is not None
    return reader(SourceFile("x", data=text.encode()), ReadOptions("deck", fields, header=header))


@pytest.mark.parametrize(("name", "separator"), [("csv", ","), ("tsv", "\t"), ("anki-text", "\t")])
def test_a_person_may_say_that_the_first_row_is_a_note(name: str, separator: str) -> None:
    text = "front,back,tags\na,b,c\n".replace(",", separator)
    assert texts(read(text, header=False, name=name)) == [
        {"front": "front", "back": "back", "column-3": "tags"},
        {"front": "a", "back": "b", "column-3": "c"},
    ]
    assert texts(read(text, header=True, name=name)) == [{"front": "a", "back": "b"}]


def test_a_person_may_say_that_numbers_are_the_header() -> None:
    assert "not for a header" in details(table("1,2\na,b\n"))
    assert len(notes(read("1,2\na,b\n", header=True))) == 1


def test_a_column_may_be_named_by_the_field_that_it_is_taken_for() -> None:
    assert texts(read("a,b\n", header=False, front="term")) == [{"term": "a", "back": "b"}]
    assert texts(mapped("问题,答案\na,b\n", {"question": "term"})) == [{"term": "a", "answer": "b"}]


def test_a_table_of_other_fields_than_its_deck_is_refused_as_a_whole(store: Store) -> None:
    before = facts(store)
    with pytest.raises(QuizError) as caught:
        imported(store, table("front,Definition\na,b\nc,d\n"), "Net::TCP")
    assert caught.value.message == (
        "The notes of the deck “Net::TCP” have the fields term, meaning; those to be imported have front, Definition."
    )
    assert "--map front=term,Definition=meaning." in caught.value.hint
    assert facts(store) == before
    chosen = mapped("front,Definition\na,b\nc,d\n", {"front": "term", "Definition": "meaning"})
    assert imported(store, chosen, "Net::TCP").added == 2


def test_a_deck_file_without_a_head_is_refused_by_a_deck_of_other_fields(store: Store) -> None:
    with pytest.raises(QuizError, match=r"have the fields term, meaning; .* have key, name, meaning") as caught:
        imported(store, source_of("md", b"200: OK, fine\n"), "Net::TCP")
    assert "“fields: term, meaning”" in caught.value.hint
    assert imported(store, source_of("md", b"200: OK, fine\n"), "HTTP").added == 1


def test_a_row_without_its_key_is_named_alone(store: Store) -> None:
    report = imported(store, table("term,meaning\nFIN,closes\n,nothing\n"), "Net::TCP")
    assert (report.added, [(each.line, each.reason) for each in report.unread]) == (
        1,
        [(3, "The note has no text for term.")],
    )
