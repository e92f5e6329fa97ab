"""Tables that are spoilt: what cannot be read is named with its line, what spoils the whole file is refused."""

import csv
import random
from collections.abc import Iterator

import pytest

from quiz.errors import QuizError
from quiz.formats.separated import LARGEST_CELL
from tests.formats.tabular import notes, table, texts, unread


def test_a_row_with_more_cells_than_columns_is_named() -> None:
    assert len(notes(table("key,meaning\na,b\nc,d,e\nf,g,\n"))) == 2
    assert unread(table("key,meaning\na,b\nc,d,e\nf,g,\n")) == [
        (3, "The row has 3 cells, and the table has 2 columns.")
    ]


def test_a_row_may_lack_cells_at_its_end() -> None:
    assert texts(table("key,meaning,hint\na,b\nc,d,e\n"))[0] == {"key": "a", "meaning": "b"}


def test_a_row_without_text_in_its_fields_is_named() -> None:
    assert unread(table("key,meaning,tags\na,b,c\n,,d\n")) == [(3, "The row has no text in a field.")]


@pytest.mark.parametrize("columns", [501, 10_000])
def test_a_table_of_too_many_columns_is_refused(columns: int) -> None:
    header = ",".join(f"c{number}" for number in range(columns))
    with pytest.raises(QuizError, match=f"{columns} columns"):
        table(f"{header}\n{header}\n")


def test_a_field_of_ten_mebibytes_is_read() -> None:
    size = 10 << 20
    [first, second] = notes(table(f'key,meaning\na,"{"x y" * (size // 3)}"\nb,c\n'))
    assert len(first.fields["meaning"]) >= size - 3
    assert second.fields["key"] == "b"


@pytest.fixture
def small_cells() -> Iterator[int]:
    """Let cells be no larger than 1000 characters."""
    before = csv.field_size_limit(1000)
    yield 1000
    csv.field_size_limit(before)


def test_a_field_that_is_larger_than_any_may_be_is_named_and_the_rest_is_read(small_cells: int) -> None:
    lines = "x, y\n" * (small_cells // 5 + 1)
    text = f'key,meaning\na,b\nc,"{lines}"\nd,e\n'
    source = table(text)
    assert [fields["key"] for fields in texts(source)] == ["a", "d"]
    [(line, reason)] = unread(table(text))
    assert (line, f"more than {LARGEST_CELL}" in reason) == (3, True)


@pytest.mark.parametrize("bad", ["\0", "\x1b[31m", "\x07", "\x85"])
def test_a_control_character_is_named_with_its_line_and_field(bad: str) -> None:
    [(line, reason)] = unread(table(f"key,meaning\na,b\nc,x{bad}y\nd,e\n"))
    assert line == 3
    assert "meaning: character 2 is U+" in reason


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_line() -> None:
    [(line, reason)] = unread(table('key,meaning\na,b\n"x\ny","open\nc,d\ne,f\n'))
    assert line == 3
    assert "opens in line 4 is never closed" in reason


def test_text_behind_a_closing_quotation_mark_is_named_and_the_rest_is_read() -> None:
    text = 'key,meaning\na,"b"\n"c"x,d\n"e,e",f\n'
    [(line, reason)] = unread(table(text))
    assert (line, "In line 3" in reason) == (3, True)
    assert [fields["key"] for fields in texts(table(text))] == ["a", "e,e"]


def test_a_header_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(QuizError, match="first row of the table cannot be read: In line 1"):
        table('"key"x,meaning\na,b\n' + "c,d\n" * 9)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_an_empty_file_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(QuizError, match="empty"):
        table(data, name)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0", "PNG"),
        (b"SQLite format 3\0", "SQLite"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
    ],
)
def test_a_binary_file_is_refused_by_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(QuizError, match=kind):
        table(data)


def test_bytes_at_random_are_refused_with_a_place() -> None:
    with pytest.raises(QuizError, match=r"byte \d+ in line \d+"):
        table(random.Random(1).randbytes(5000))


def test_a_note_type_whose_name_cannot_be_stored_is_named_with_its_row() -> None:
    text = "key,meaning,note-type\na,b,x\nc,d,y\x07\n"
    assert [kind.name for kind in table(text).draft.types] == ["x"]
    assert [line for line, _reason in unread(table(text))] == [3]
