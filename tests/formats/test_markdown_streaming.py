"""A Markdown file of any size is read and written piece by piece, and a fault far behind its beginning is found."""

import gc
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.cards import Category, Deck, Note, NoteType
from quiz.deck_drafts import NoteDraft, Unread, default_directions
from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, Part, ReadOptions, SourceFile, read, read_file
from quiz.formats.contents import Item
from quiz.study_settings import DeckSettings
from tests.formats.reading import items, notes, texts, unread

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BLOCK = 1 << 18
"""The size in bytes of the pieces in which files are read, so that tests look at what lies on their borders."""

DIALECTS = {
    "deck": ("k{}: Name, meaning\n", ""),
    "table": ("| k{} | meaning |\n", "| Term | Meaning |\n|---|---|\n"),
    "bullets": ("- k{} :: meaning\n", ""),
    "questions": ("Q: k{}\nA: meaning\n", ""),
    "headings": ("## k{}\nmeaning\n", ""),
}


def document(dialect: str, count: int) -> str:
    each, head = DIALECTS[dialect]
    return head + "".join(each.format(number) for number in range(count))


def is_note(item: Item) -> bool:
    return isinstance(item, NoteDraft)


@pytest.mark.no_cover
@pytest.mark.parametrize("dialect", DIALECTS)
def test_notes_come_while_most_of_the_file_is_still_unread(dialect: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_text(document(dialect, 80_000), encoding="utf-8")
    file = SourceFile("deck.md", path=path)
    found = read_file(file, ReadOptions("deck"), "md")
    assert next(filter(is_note, found.items))
    assert file.position <= 2 * BLOCK < file.size / 2
    assert sum(map(is_note, found.items)) == 80_000 - 1
    assert file.position == file.size


@pytest.mark.no_cover
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_long_file_needs_no_more_memory_than_its_keys_and_a_few_blocks(dialect: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    each, head = DIALECTS[dialect]
    long = each.replace("eaning", "eaning " + "of this note " * 200)
    path.write_text(head + "".join(long.format(number) for number in range(4_000)), encoding="utf-8")
    gc.collect()
    tracemalloc.start()
    try:
        count = sum(map(is_note, read_file(SourceFile("deck.md", path=path), ReadOptions("deck"), "md").items))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < path.stat().st_size / 2


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_byte_far_behind_the_beginning_that_is_no_utf_8_is_named(dialect: str) -> None:
    before = document(dialect, 20_000).encode()
    with pytest.raises(QuizError) as caught:
        list(read(before + b"x\xffy\n" + before, "deck.md", "deck", "md").items)
    assert f"byte {len(before) + 2} in line {before.count(10) + 1} " in caught.value.message


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_lines_of_what_cannot_be_read_are_right_behind_many_blocks(dialect: str) -> None:
    text = document(dialect, 30_000)
    again = DIALECTS[dialect][0].format(7)
    [found] = unread(text + again)
    assert found.line == text.count("\n") + 1
    assert "stands in line" in found.reason


@pytest.mark.parametrize("shift", range(-4, 5))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_characters_and_line_ends_on_the_border_of_a_block_are_read(shift: int, end: str) -> None:
    text = f"k: é汉😀, {'x' * (BLOCK - 10 + shift)}{end}汉: é, 😀{end}"
    first, second = notes("\ufeff" + text)
    assert first.fields["name"] == "é汉😀"
    assert len(first.fields["meaning"]) == BLOCK - 10 + shift
    assert (dict(second.fields), second.line) == ({"key": "汉", "name": "é", "meaning": "😀"}, 2)


def test_a_character_whose_parts_lie_in_two_lines_stays_in_two() -> None:
    assert texts("k: e, x\n  hint: |\n    e\n    \u0301\n")[0][-1] == "e\n\u0301"


@pytest.mark.parametrize("text", ["k: a, {}\n", "k: a, b\n  explain: |\n    {}\n", "- k :: {}\n", "## k\n{}\n"])
def test_a_line_of_many_blocks_is_read(text: str) -> None:
    [note] = notes(text.format("汉x" * BLOCK))
    assert len(list(note.fields.values())[-1]) == 2 * BLOCK


@pytest.mark.parametrize("text", ["k: a, b\n  explain: |\n{}", "Q: k\nA:\n{}", "## k\n{}", "- k :: \n{}"])
def test_a_field_of_many_lines_is_read(text: str) -> None:
    [note] = notes(text.format("    line\n" * 100_000 + "\n" * 100_000))
    assert list(note.fields.values())[-1] == "\n".join(["line"] * 100_000)


MUCH: dict[str, tuple[str, set[type[Item]]]] = {
    "blank lines": ("\n" * 100_000, set()),
    "headings": ("## heading\n" * 100_000, {Category}),
    "questions": ("".join(f"## h{number}\nx\n" for number in range(30_000)), {NoteDraft}),
    "comments": ("<!-- x -->\n" * 100_000, set()),
    "front matter": ("---\n" + "".join(f"a{n}: b\n" for n in range(100_000)) + "---\nk: a, b\n", {NoteDraft}),
    "note types": ("---\n" + "".join(f"fields.a{n}: x, y\n" for n in range(20_000)) + "---\nk: a, b\n", {NoteDraft}),
    "directions": ("---\ndirections: " + "key -> name;" * 20_000 + "\n---\nk: a, b\n", {NoteDraft}),
    "backquotes": ("`" * 1_000_000, {Unread}),
    "unread lines": ("k: a, b\n" + "  x\n" * 100_000, {NoteDraft, Unread}),
    "a cell": (
        "| a | b |\n|-|-|\n| c | " + "``x`` " * 30_000 + r"\|" * 30_000 + "<br>" * 30_000 + " |\n",
        {NoteDraft},
    ),
    "columns": ("|" + "a|" * 400 + "\n|" + "-|" * 400 + "\n" + ("|" + "x|" * 400 + "\n") * 2, {NoteDraft, Unread}),
    "double colons": ("- a :: " + ":: " * 300_000 + "\n", {NoteDraft}),
    "spaces": ("Q" + " " * 1_000_000 + "\n", {Unread}),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", MUCH)
def test_much_of_one_thing_is_read_in_a_time_that_grows_with_its_length(name: str) -> None:
    text, kinds = MUCH[name]
    assert {type(item) for item in items(text)} == kinds


@pytest.mark.parametrize(
    "text", ["<!--\n" * 100_000, "k: a, b\n" + "<!--" * 100_000, "- k :: b\n" * 9 + "<!--\n" * 99_999]
)
def test_comments_that_never_end_are_refused(text: str) -> None:
    with pytest.raises(QuizError, match="never ends"):
        items(text)


def test_a_front_matter_of_many_lines_that_never_ends_is_refused() -> None:
    with pytest.raises(QuizError, match="never ends"):
        items("---\n" + "a: b\n" * 100_000)


@pytest.mark.parametrize("line", ["l: e{}, x", "l{}: e, x", "l: e, x{}", "l: e, x\n  hint: {}", "## {}: x", "{}"])
def test_many_combining_characters_in_a_row_are_refused_with_their_line_as_no_language_has_them(line: str) -> None:
    assert notes("k: e" + "\u0301" * 30 + ", x\n")
    found = items("k: a, b\n" + line.format("\u0301\u0316" * 1_000_000) + "\nm: c, d\n")
    assert [item.line for item in found if isinstance(item, Unread)][:1] in ([2], [3])
    assert {"k", "m"} <= {item.fields["key"] for item in found if isinstance(item, NoteDraft)}


@dataclass
class _Counted:
    """Notes that are made when they are gone through, and how many were."""

    count: int
    given: int = 0

    def __iter__(self) -> Iterator[Note]:
        for number in range(self.count):
            self.given += 1
            category = "ab"[number * 2 // self.count]
            fields = {"key": f"k{number}", "meaning": "m"}
            yield Note(number, f"guid{number}", 1, 1, f"k{number}", fields, (), category, number, NOW, NOW)


def test_an_export_goes_through_the_notes_once_for_the_headings_and_once_to_write_them() -> None:
    fields = ("key", "meaning")
    kind = NoteType("basic", fields, "key", default_directions(fields, "key"), 1)
    deck = Deck(1, "Deck", {}, "", "", DeckSettings(), (Category("a", "A"), Category("b", "B")), {})
    given, write = _Counted(1000), FORMATS["md"].write
    assert write is not None
    pieces = write(Export((Part(deck, (kind,)),), given))
    assert next(piece for piece in pieces if piece.startswith("k3:"))
    assert given.given == 1000 + 4
    rest = "".join(pieces)
    assert (rest.count("meaning"), rest.count("\nk999: m\n"), given.given) == (0, 1, 2000)
