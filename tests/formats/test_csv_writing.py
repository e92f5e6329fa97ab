"""Tables as they are exported: for spreadsheets, and to be read back equal."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.cards import Direction, Note, NoteType
from quiz.deck_drafts import default_directions
from quiz.formats import FORMATS, Export, Part
from quiz.formats.columns import columns_of, title_of
from quiz.store import ImportReport, Store
from tests.formats.drawn_decks import TEXTS, DrawnDeck, decks
from tests.formats.support import source_of, written
from tests.formats.tabular import KEPT, drawn_export, joined, kept, notes, one_note, table, texts, unread

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
FIELDS = ("key", "name", "meaning")
KIND = NoteType("basic", FIELDS, "key", default_directions(FIELDS, "key"), 1)
TABLES = ("csv", "tsv")


def rows_of(name: str, export: Export) -> list[list[str]]:
    """Return the rows as another program reads them."""
    text = written(name, export).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter={"csv": ",", "tsv": "\t"}[name]))


def test_a_spreadsheet_is_told_that_it_is_utf_8_and_finds_its_line_ends() -> None:
    export = one_note({"key": "404", "meaning": "找不到\n没有"}, KIND)
    assert written("csv", export).encode().startswith(b"\xef\xbb\xbfkey,name,meaning,category,tags,id,deck\r\n404,,")
    assert (
        written("tsv", export).encode().startswith(b"\xef\xbb\xbfkey\tname\tmeaning\tcategory\ttags\tid\tdeck\n404\t\t")
    )


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_fields_then_what_a_note_has_beside_them(name: str) -> None:
    export = one_note(
        {"key": "k", "meaning": 'm, "x"\ty', "zz": "own", "hint": "h"}, KIND, tags=("a", "b"), category="c"
    )
    assert rows_of(name, export) == [
        [*FIELDS, "hint", "zz", "category", "tags", "id", "deck"],
        ["k", "", 'm, "x"\ty', "h", "own", "c", "a b", "guid", "Deck"],
    ]


def test_chosen_fields_are_written_in_their_order() -> None:
    export = one_note({"key": "k", "meaning": "m", "hint": "h"}, KIND)
    assert rows_of("csv", replace(export, fields=("meaning", "tags", "key")))[0] == ["meaning", "tags", "key"]


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_that_looks_like_a_formula_is_made_harmless_and_read_back_equal(name: str) -> None:
    fields = {"key": "@k", "name": "-5", "meaning": "'=1+1"}
    export = one_note(fields, KIND, category="=c", tags=("+t",), guid="-g")
    assert rows_of(name, export)[1] == ["'@k", "-5", "''=1+1", "'=c", "'+t", "'-g", "Deck"]
    [note] = notes(table(written(name, export), name))
    assert (note.fields, note.category, note.tags, note.guid) == (fields, "=c", ("+t",), "-g")


@pytest.mark.parametrize("name", TABLES)
def test_a_raw_export_has_cells_as_they_are_and_is_read_so(name: str) -> None:
    fields = {"key": "=1", "meaning": "'=2"}
    text = written(name, replace(one_note(fields, KIND), raw=True))
    assert "'=1" not in text
    assert texts(table(text, name, raw=True)) == [fields]


@given(
    st.sampled_from(["category", "Tags", "Front", "field", "key", "答案", "Deck", "column-3", "a.b", "GUID", "标签"])
)
def test_the_name_of_any_field_reads_back_from_its_title(name: str) -> None:
    assert columns_of([title_of(name), "x-y"], {})[0].field == name


def test_notes_are_written_in_batches_and_never_held() -> None:
    held: list[int] = []

    class Endless:
        def __iter__(self) -> Iterator[Note]:
            for number in range(5000):
                held.append(number)
                yield replace(note, fields={"key": f"k{number}", "meaning": "m"})

    export = one_note({"key": "k", "meaning": "m"}, KIND)
    [note] = export.notes
    for name in KEPT:
        write = FORMATS[name].write
        assert write is not None
        pieces = write(replace(export, notes=Endless(), fields=("key", "meaning")))
        while "k1" not in next(pieces):
            pass
        assert len(held) < 1000
        held.clear()


@pytest.mark.no_cover
@pytest.mark.parametrize("name", KEPT)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=decks())
def test_what_is_written_reads_back(name: str, drawn: DrawnDeck) -> None:
    export = drawn_export(drawn)
    source = source_of(name, written(name, export).encode())
    assert unread(source_of(name, written(name, export).encode())) == []
    main = export.types[0].name
    in_deck = [note._replace(deck=drawn.draft.name) for note in drawn.notes]
    assert [kept(note, main) for note in notes(source)] == [kept(note, main) for note in in_deck]


@pytest.mark.no_cover
@pytest.mark.parametrize("name", KEPT)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=decks(), second=decks())
def test_several_decks_read_back_with_their_names(name: str, first: DrawnDeck, second: DrawnDeck) -> None:
    export = joined(drawn_export(first, "A::B"), drawn_export(second, "=C"))
    found = notes(source_of(name, written(name, export).encode()))
    assert [(note.deck, dict(note.fields), note.tags) for note in found] == [
        (deck, dict(note.fields), note.tags)
        for deck, drawn in (("A::B", first), ("=C", second))
        for note in drawn.notes
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize("name", KEPT)
@settings(max_examples=150, deadline=None)
@given(meaning=TEXTS, own=TEXTS)
def test_any_text_in_any_cell_reads_back(name: str, meaning: str, own: str) -> None:
    fields = {"key": "k", "meaning": meaning, "own": own}
    assert texts(table(written(name, one_note(fields, KIND)), name)) == [fields]


def imported(store: Store, name: str, text: str, now: datetime = NOW) -> ImportReport:
    source = source_of(name, text.encode())
    draft = replace(source.draft, name="Deck")
    return store.import_deck(draft, source.items, now=now)


HTTP = (
    "---\ntitle: Deck\ndescription: d\ndirections: key -> name; meaning -> key\n---\n## b: Two\n## a: One\n## a\n"
    "404: Not Found, =1\n  explain: |\n    x\n      y <b>\n  tags: t, u\n## b\n-5: x, y\n  id: #own\n"
).replace("-5: x", "`-5`: x")


def exported(store: Store, name: str) -> str:
    [deck] = store.decks()
    return written(name, Export((Part(deck, tuple(store.note_types(deck))),), store.notes(deck)))


@pytest.mark.parametrize("name", KEPT)
def test_importing_an_export_into_its_deck_changes_nothing(name: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db", NOW) as store:
        source = source_of("md", HTTP.encode())
        store.import_deck(source.draft, source.items, now=NOW)
        [deck], before = store.decks(), store.notes(store.decks()[0])
        report = imported(store, name, exported(store, name), LATER)
        assert (report.added, report.changed, report.unread, report.kept_local, report.missing) == (0, 0, [], [], [])
        assert (store.decks(), store.notes(deck)) == ([deck], before)
        assert [kind.directions[0].answer for kind in store.note_types(deck)] == [("name",)]


@pytest.mark.parametrize("name", KEPT)
def test_importing_an_export_into_an_empty_database_gives_cards_both_ways(name: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db", NOW) as first, Store.open(tmp_path / "b.db", NOW) as second:
        source = source_of("md", HTTP.encode())
        first.import_deck(source.draft, source.items, now=NOW)
        report = imported(second, name, exported(first, name))
        assert (report.added, report.unread) == (2, [])
        [kind] = second.note_types(second.decks()[0])
        assert kind.directions == (
            Direction("key", ("key",), ("name", "meaning")),
            Direction("meaning", ("meaning",), ("key",)),
        )
        for one, two in zip(first.notes(first.decks()[0]), second.notes(second.decks()[0]), strict=True):
            assert (one.guid, one.key, one.fields, one.tags, one.category) == (
                two.guid, two.key, two.fields, two.tags, two.category,
            )  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_note_types_are_named_only_where_there_are_several_or_one_of_its_own(name: str) -> None:
    one = one_note({"key": "a", "meaning": "b"}, KIND)
    [part] = one.parts
    other = one_note({"key": "c", "meaning": "d"}, replace(KIND, name="own"))
    renamed = replace(other, parts=(replace(other.parts[0], deck=replace(part.deck, name="X::Y")),))
    assert rows_of(name, joined(one, renamed)) == [
        [*FIELDS, "category", "tags", "id", "deck", "note-type"],
        ["a", "", "b", "", "", "guid", "Deck", "basic"],
        ["c", "", "d", "", "", "guid", "X::Y", "own"],
    ]
    assert rows_of(name, other)[0] == [*FIELDS, "category", "tags", "id", "deck", "note-type"]
