"""Text for Anki, with Anki as the judge: it imports what is written, and what it writes is read."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.cards import NoteType
from quiz.deck_drafts import default_directions
from quiz.errors import QuizError
from quiz.formats import Export, SourceFile, detected
from tests.formats.drawn_decks import TEXTS
from tests.formats.support import written
from tests.formats.tabular import details, joined, mapped, notes, one_note, table, texts, unread

KIND = NoteType("Basic", ("Front", "Back"), "Front", default_directions(("Front", "Back"), "Front"), 1)
HOSTILE = [
    "=1+1", '"', '"a"', "a\tb", "a\nb\n\nc", "<b>&amp;</b>", "it's", "#x", "a  b\n  c", "{{c1::x}}", "\\n", "汉字，",
    "x\u00a0y", "&nbsp;", "[sound:x.mp3]", "<!-- -->", "a;b,c|d", "'x",
]  # fmt: skip


@dataclass(frozen=True)
class InAnki:
    """A note as Anki has it."""

    guid: str
    type_name: str
    fields: list[str]
    tags: list[str]
    decks: set[str]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def taken_by(collection: Collection, folder: Path, text: str) -> list[InAnki]:
    """Return what Anki imports of a text, as its importer proposes to."""
    path = folder / "deck.txt"
    path.write_text(text, encoding="utf-8", newline="")
    metadata = collection.get_csv_metadata(str(path), None)
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    found = (collection.get_note(number) for number in collection.find_notes(""))
    return [
        InAnki(
            note.guid,
            collection.models.get(note.mid)["name"],  # type: ignore[index]
            list(note.fields),
            list(note.tags),
            {collection.decks.name(card.did) for card in note.cards()},
        )
        for note in found
    ]


def shown(field: str) -> str:
    """Return what Anki shows of a field."""
    return html.unescape(field.replace("<br>", "\n").replace("&nbsp;", " "))


def test_anki_reads_fields_tags_id_and_deck(collection: Collection, tmp_path: Path) -> None:
    export = one_note({"Front": "it's <b>", "Back": "l1\nl2"}, KIND, guid="#g 1", tags=("a::b", "标签"), category="4xx")
    [note] = taken_by(collection, tmp_path, written("anki-text", export))
    assert note == InAnki("#g 1", "Basic", ["it's &lt;b&gt;", "l1<br>l2"], ["a::b", "标签"], {"Deck"})


def many(backs: list[str]) -> Export:
    """Return a deck with notes that have these texts."""
    export = one_note({"Front": "f", "Back": "b"}, KIND)
    [note] = export.notes
    fields = [{"Front": f"{number} {back}".split("\n")[0], "Back": back} for number, back in enumerate(backs)]
    return replace(export, notes=[replace(note, guid=f"g{n}", fields=each) for n, each in enumerate(fields)])


def test_anki_shows_hostile_texts_as_they_are(collection: Collection, tmp_path: Path) -> None:
    export = many(HOSTILE)
    found = taken_by(collection, tmp_path, written("anki-text", export))
    assert [[shown(field) for field in note.fields] for note in found] == [
        [note.fields["Front"], note.fields["Back"]] for note in export.notes
    ]


@pytest.mark.no_cover
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(backs=st.lists(TEXTS, min_size=1, max_size=30))
def test_anki_shows_any_text_as_it_is(backs: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("anki")
    collection = Collection(str(folder / "collection.anki2"))
    try:
        found = taken_by(collection, folder, written("anki-text", many(backs)))
    finally:
        collection.close()
    assert [shown(note.fields[1]) for note in found] == backs
    assert [note.guid for note in found] == [f"g{number}" for number in range(len(backs))]


def test_anki_puts_notes_of_several_decks_and_types_where_they_belong(collection: Collection, tmp_path: Path) -> None:
    reversed_ = "Basic (and reversed card)"
    other = replace(KIND, name=reversed_, fields=("Front", "Back"))
    first = one_note({"Front": "a", "Back": "b", "hint": "h"}, KIND, guid="g1")
    second = one_note({"Front": "c", "Back": "d"}, other, guid="g2", tags=("t",))
    renamed = replace(second, parts=(replace(second.parts[0], deck=replace(second.parts[0].deck, name="X::Y")),))
    text = written("anki-text", joined(first, renamed))
    found = {note.guid: note for note in taken_by(collection, tmp_path, text)}
    assert found["g1"] == InAnki("g1", "Basic", ["a", "b"], [], {"Deck"})
    assert found["g2"] == InAnki("g2", reversed_, ["c", "d"], ["t"], {"X::Y"})
    assert [(note.type_name, note.deck, dict(note.fields)) for note in notes(table(text, "anki-text"))] == [
        ("Basic", "Deck", {"Front": "a", "Back": "b", "hint": "h"}),
        (reversed_, "X::Y", {"Front": "c", "Back": "d"}),
    ]


@pytest.mark.parametrize("with_html", [True, False])
def test_notes_in_plain_text_from_anki_are_read(with_html: bool, collection: Collection, tmp_path: Path) -> None:
    texts_in_anki = ["<b>x</b> &amp; y<br>z", 'q"uote', "#sharp", "tab\there"]
    for name, front in zip(["Basic", "Basic (and reversed card)"] * 2, texts_in_anki, strict=True):
        note = collection.new_note(collection.models.by_name(name))  # type: ignore[arg-type]
        note.fields = [front, "<div>one</div><div>two</div>"]
        note.tags = ["a::b"]
        collection.add_note(note, collection.decks.id("Net::Web"))  # type: ignore[arg-type]
    path = tmp_path / "out.txt"
    collection.export_note_csv(
        out_path=str(path),
        limit=None,
        with_html=with_html,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )
    source = table(path.read_bytes(), "anki-text")
    found = notes(source)
    assert [note.deck for note in found] == ["Net::Web"] * 4
    assert [note.tags for note in found] == [("a::b",)] * 4
    assert sorted(note.type_name for note in found) == ["Basic"] * 2 + ["Basic (and reversed card)"] * 2
    assert all(len(note.guid) > 5 for note in found)
    assert {kind.name: kind.fields for kind in source.draft.types} == {
        "Basic": ("front", "back"),
        "Basic (and reversed card)": ("front", "back"),
    }
    if with_html:
        assert {note.fields["front"] for note in found} == {"x & y\nz", 'q"uote', "#sharp", "tab\there"}
        assert {note.fields["back"] for note in found} == {"one\ntwo"}


def test_header_lines_say_what_there_is() -> None:
    source = table(
        "#separator:Semicolon\n#html:false\n#columns:Front;Back;Tags\n#tags column:3\n#tags:x y\n#deck:Net::Web\n"
        '#notetype:Own\n\n#comment\n<b>;c;t\n"#d";e;\n',
        "anki-text",
    )
    assert source.draft.name == "Net::Web"
    assert [(kind.name, kind.fields) for kind in source.draft.types] == [("Own", ("front", "back"))]
    found = notes(source)
    assert [(note.fields, note.tags, note.type_name, note.line) for note in found] == [
        ({"front": "<b>", "back": "c"}, ("t", "x", "y"), "Own", 10),
        ({"front": "#d", "back": "e"}, ("x", "y"), "Own", 11),
    ]


def test_fields_are_html_where_they_look_so_and_no_line_says_it() -> None:
    assert texts(table("#separator:tab\na<br>b\tc\n", "anki-text")) == [{"front": "a\nb", "back": "c"}]
    assert texts(table("#separator:tab\na < b\tc\n", "anki-text")) == [{"front": "a < b", "back": "c"}]


def test_a_person_may_say_what_columns_are() -> None:
    text = "#separator:tab\n#guid column:1\ng\ta\tb\tc\n"
    assert texts(mapped(text, {"front": "key", "column-4": ""}, "anki-text")) == [{"key": "a", "back": "b"}]
    with pytest.raises(QuizError, match="no column “x”"):
        mapped(text, {"x": "key"}, "anki-text")


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999", "٣"])
def test_a_header_line_that_makes_no_sense_is_passed_over(number: str) -> None:
    assert texts(table(f"#separator:tab\n#tags column:{number}\na\tb\n", "anki-text")) == [{"front": "a", "back": "b"}]


def test_a_text_with_tabs_is_read_without_a_header() -> None:
    source = table("a\tb\nc\td\n", "anki-text")
    assert texts(source) == [{"front": "a", "back": "b"}, {"front": "c", "back": "d"}]
    assert "not for a header" in details(source)
    assert texts(table("Front\tBack\nc\td\n", "anki-text")) == [{"front": "c", "back": "d"}]


def test_a_text_without_tabs_and_header_lines_is_refused() -> None:
    with pytest.raises(QuizError, match="neither header lines") as caught:
        table("404: Not Found, gone\n", "anki-text")
    assert "--format" in caught.value.hint


def test_rows_that_do_not_fit_are_named() -> None:
    assert unread(table("#separator:tab\na\tb\nc\td\te\n\tf\n", "anki-text")) == [
        (3, "The row has 3 cells, and the table has 2 columns."),
    ]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("#separator:tab\na\tb\n", "anki-text"),
        ("\ufeff#html:true\na,b\n", "anki-text"),
        ("#guid column:1\n", "anki-text"),
        ("# heading\n#separator x\n", "csv"),
        ("#tags: a b\n", "csv"),
    ],
)
def test_a_file_is_known_by_its_header_lines(head: str, name: str) -> None:
    assert detected(SourceFile("x.csv", data=head.encode())).name == name


def test_the_separator_is_found_where_no_line_says_it() -> None:
    source = table("#html:false\n#deck:D\na;b, c\nd;e\n", "anki-text")
    assert texts(source) == [{"front": "a", "back": "b, c"}, {"front": "d", "back": "e"}]
    assert "Separator: semicolon" in details(source)


def test_names_of_columns_in_broken_quotes_are_names_all_the_same() -> None:
    assert texts(table('#separator:tab\n#columns:a"x\tb\nc\td\n', "anki-text")) == [{"a-x": "c", "b": "d"}]


def test_a_deck_without_notes_is_read_back() -> None:
    export = replace(one_note({"Front": "a", "Back": "b"}, KIND), notes=[])
    source = table(written("anki-text", export), "anki-text")
    assert (notes(source), source.draft.name, source.draft.types[0].fields) == ([], "Deck", ("Front", "Back"))
