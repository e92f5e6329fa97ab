"""The rows of a table, looked at together: the same notes as one by one, wherever something is the matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats import separated
from quiz.formats.contents import Item
from quiz.formats.table_notes import Table
from tests.formats.tabular import mapped, notes, table, texts, unread

HEADERS = ("key,meaning", "key,meaning,tags", "key,meaning,hint,category,id,deck,note-type,was")
CELLS = st.sampled_from(
    ["", " ", "a", "b", "c", "中", "４", "e\u0301", "'=1", "x'y", '"two\nlines"', '"a\r\nb"', "\x07", "a b"]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=9).map(",".join), max_size=12)


def read(text: str, size: int, *, together: bool) -> tuple[object, list[Item]]:
    """Return the head and what is in a table, of which so many rows are looked at together or each alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(separated, "_BLOCK", size)
        if not together:
            patch.setattr(Table, "_all_notes", lambda _self, _block: [])
        source = mapped(text, {})
        return source.draft, list(source.items)


@pytest.mark.parametrize("header", HEADERS)
@given(rows=ROWS)
def test_rows_become_the_same_notes_together_and_alone(header: str, rows: list[str]) -> None:
    text = "\n".join([header, "k,m", *rows])
    alone = read(text, 1, together=False)
    for size in (2, 500):
        assert read(text, size, together=True) == alone


def test_rows_are_counted_by_the_lines_that_they_begin_in_over_thousands_of_them() -> None:
    rows = "".join(f'{number},"one\ntwo"\n' for number in range(1, 1201))
    lines = [note.line for note in notes(table(f"key,meaning\n{rows}"))]
    assert lines == list(range(2, 2402, 2))


def test_one_bad_row_among_a_thousand_is_named_and_no_other_is_lost() -> None:
    good = [f"k{number},m" for number in range(1000)]
    text = "\n".join(["key,meaning", *good[:700], "k3,again", "\x07,x", ",", "a,b,c", *good[700:]])
    assert [line for line, _reason in unread(table(text))] == [702, 703, 705]
    assert [fields["key"] for fields in texts(table(text))] == [f"k{number}" for number in range(1000)]


def test_a_row_that_cannot_be_parsed_far_below_is_named_and_no_other_is_lost() -> None:
    good = [f"k{number},m" for number in range(1000)]
    text = "\n".join(["key,meaning", *good[:700], 'x,"y"z', *good[700:]])
    [(line, _reason)] = unread(table(text))
    assert line == 702
    assert [note.line for note in notes(table(text))] == [*range(2, 702), *range(703, 1003)]
