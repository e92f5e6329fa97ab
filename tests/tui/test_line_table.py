"""The table of any number of lines: what is read, and how wide its columns are."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from quiz.tui.widgets.line_table import BEFORE, LineTable, Row
from quiz.tui.widgets.table_columns import GAP, Heading, widths_of
from tests.tui.support import texts_of

LINES = 200_000


class TableApp(App[None]):
    """A table alone."""

    def compose(self) -> ComposeResult:
        yield LineTable(id="lines")


@pytest.mark.asyncio
async def test_only_lines_around_those_that_are_seen_are_read() -> None:
    read: list[tuple[int, int]] = []

    def rows(first: int, end: int) -> Sequence[Row]:
        read.append((first, end))
        return [Row((f"line {number}", "中文")) for number in range(first, end)]

    app = TableApp()
    async with app.run_test(size=(40, 12)) as pilot:
        table = app.query_one(LineTable)
        table.fill(LINES, rows, [Heading("name"), Heading("含义")])
        await pilot.pause()
        assert sum(end - first for first, end in read) <= 128
        table.select(150_000)
        await pilot.pause()
        assert "line 150000" in texts_of(table)
        assert sum(end - first for first, end in read) <= 400
        table.select(LINES * 2)
        await pilot.pause()
        assert texts_of(table).split("\n")[-1].split() == ["▌", "line", f"{LINES - 1}", "中文"]
        before = len(read)
        table.select(LINES - 2)
        await pilot.pause()
        assert len(read) == before, "what was read is kept"
        for number in range(0, LINES, 1000):
            table.select(number)
            table.render_line(2)
        assert len(table._rows) <= 21 * 64


@pytest.mark.asyncio
async def test_lines_that_are_gone_leave_an_empty_place() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 8)) as pilot:
        table = app.query_one(LineTable)
        table.fill(3, lambda _first, _end: [Row(("a",))], [Heading("name")])
        await pilot.pause()
        assert texts_of(table).split("\n")[2].split() == ["▌", "a"]
        table.select(2)
        await pilot.pause()
        assert texts_of(table).split("\n")[4].split() == ["▌"]


HEADINGS = st.lists(st.tuples(st.text("abc中", min_size=1, max_size=12), st.booleans()), min_size=1, max_size=8).map(
    lambda found: [Heading(words, right) for words, right in found]
)


@given(HEADINGS, st.data(), st.integers(1, 120), st.integers(0, 8))
def test_columns_fill_their_room_and_never_exceed_it(
    headings: list[Heading], data: st.DataObject, cells: int, first: int
) -> None:
    wanted = [data.draw(st.integers(1, 200)) for _heading in headings]
    widths = widths_of(headings, wanted, cells, first)
    shown = [one for one in widths if one]
    assert len(widths) == len(headings)
    assert sum(shown) + GAP * (len(shown) - 1) <= cells
    assert widths[0] > 0
    for at, (heading, own, want) in enumerate(zip(headings, widths, wanted, strict=True)):
        assert own <= want
        if own and heading.right and at:
            assert own == want


def test_texts_give_way_to_numbers_and_the_longest_first() -> None:
    headings = [Heading("key"), Heading("asked"), Heading("answer"), Heading("lapses", right=True)]
    wanted = [3, 60, 30, 6]
    assert widths_of(headings, wanted, 80) == [3, 35, 30, 6]
    assert widths_of(headings, wanted, 40) == [3, 12, 13, 6]
    assert widths_of(headings, wanted, 24) == [3, 8, 9, 0]
    assert widths_of(headings, wanted, 40, 2) == [3, 0, 0, 6]
    assert BEFORE == 4
