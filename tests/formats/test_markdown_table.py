"""Tables with a header row, as people have them in Markdown."""

import pytest

from quiz.cards import Category
from quiz.errors import QuizError
from tests.formats.reading import categories, items, notes, source, texts, unread, unread_lines

HEAD = "| Code | Name |\n|---|---|\n"


def names(header: str, **fields: str) -> tuple[str, ...]:
    columns = header.count("|") + 1
    text = f"| {header} |\n|{'---|' * columns}\n|{'x|' * columns}\n"
    return source(text, **fields).draft.types[0].fields


@pytest.mark.parametrize(
    "table",
    [
        "| Code | Name |\n|---|---|\n| 404 | Not Found |\n",
        "Code | Name\n--- | ---\n404 | Not Found\n",
        "|Code|Name|\n|:-|-:|\n|404|Not Found|",
        "  | Code | Name\n  | :---: | ---\n  | 404 | Not Found\n\n",
        "| Code | Name |\r\n|---|---|\r\n| 404 | Not Found |\r\n",
    ],
)
def test_a_row_is_a_note_with_or_without_pipes_at_the_ends_and_with_any_alignment(table: str) -> None:
    found = source(table)
    [note] = found.items
    assert note == notes(HEAD + "| 404 | Not Found |\n")[0]
    assert (found.dialect, found.draft.types[0].key_field) == ("a table with a header row", "Code")


def test_the_header_is_told_with_what_each_column_is() -> None:
    text = "| Status code | **Name** | 分类 | Tags | ID |\n|-|-|-|-|-|\n| 404 | Not Found | 4xx | web, core | abc |\n"
    found = source(text)
    category, note = found.items
    assert category == Category("4xx", "4xx")
    assert note == notes(text)[0]
    assert dict(notes(text)[0].fields) == {"status-code": "404", "name": "Not Found"}
    assert (notes(text)[0].category, notes(text)[0].tags, notes(text)[0].guid) == ("4xx", ("web", "core"), "abc")
    assert found.details == ("Columns: Status code → status-code, Name → name, 分类 → category, Tags → tags, ID → id.",)
    assert found.columns["Status code"] == "status-code"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("术语 | 说明", ("术语", "说明")),
        ("`status_code` | HTTP Name", ("status_code", "http-name")),
        ("# | 2nd | third", ("column-1", "column-2", "third")),
        ("a | | b", ("a", "column-2", "b")),
        ("key | name | hint | explain | name.en", ("key", "name")),
        ("key | hint", ("key", "hint")),
    ],
)
def test_header_cells_become_names_of_fields(header: str, expected: tuple[str, ...]) -> None:
    assert names(header) == expected


def test_a_column_for_hints_is_read_though_it_is_not_asked() -> None:
    [note] = notes("| a | b | hint |\n|-|-|-|\n| 1 | 2 | 3 |\n")
    assert dict(note.fields) == {"a": "1", "b": "2", "hint": "3"}


def test_columns_are_mapped_to_fields_by_their_names_in_any_case_and_left_out_with_an_empty_one() -> None:
    text = "| Front | Back | Note | Kind |\n|-|-|-|-|\n| a | b | c | d |\n"
    [note] = notes(text, front="key", Back="meaning", note="", KIND="category")
    assert (dict(note.fields), note.category) == ({"key": "a", "meaning": "b"}, "d")


def test_a_column_that_is_mapped_to_key_is_the_key_wherever_it_stands() -> None:
    kind = source("| Meaning | Word |\n|-|-|\n| a | b |\n", word="key").draft.types[0]
    assert (kind.fields, kind.key_field) == (("meaning", "key"), "key")
    assert [(d.prompt, d.answer) for d in kind.directions] == [(("key",), ("meaning",)), (("meaning",), ("key",))]


def test_a_column_that_is_sometimes_empty_is_none_that_asks() -> None:
    text = "| a | b | c |\n|-|-|-|\n| 1 | 2 | 3 |\n| 4 | 5 | |\n"
    assert [direction.prompt for direction in source(text).draft.types[0].directions] == [("a",), ("b",)]
    assert [dict(note.fields) for note in notes(text)] == [{"a": "1", "b": "2", "c": "3"}, {"a": "4", "b": "5"}]


@pytest.mark.parametrize("fields", [{"other": "key"}, {"code": "1st"}, {"code": "x", "name": "x"}, {"code": ""}])
def test_a_mapping_that_cannot_be_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(QuizError) as caught:
        source(HEAD + "| 1 | 2 |\n", **fields)
    assert caught.value.message


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (r"a \| b", "a | b"),
        (r"`a \|\| b`", "`a || b`"),
        ("`a || b`", "`a || b`"),
        ("`` ` | ` ``", "`` ` | ` ``"),
        ("one<br>two<BR/>three <br /> four", "one\ntwo\nthree\nfour"),
        ("`<br>`", "`<br>`"),
        ("**bold** [link](http://x)", "**bold** [link](http://x)"),
        (r"C:\dir \* x", r"C:\dir \* x"),
        ("a: b, c", "a: b, c"),
        ("std::move", "std::move"),
    ],
)
def test_a_cell_is_text_as_it_is_written_but_for_pipes_and_breaks(cell: str, text: str) -> None:
    assert texts(f"{HEAD}| 1 | {cell} |\n| 2 | x |\n")[0] == ("1", text)


def test_backquotes_that_enclose_no_code_do_not_hide_pipes() -> None:
    assert texts(HEAD + "| ` | a ` |\n| \\` | b |\n") == [("`", "a `"), ("\\`", "b")]


def test_a_break_in_the_key_is_a_space() -> None:
    assert texts(HEAD + "| Not<br>Found | x |\n") == [("Not Found", "x")]


def test_rows_with_too_few_or_too_many_cells_are_reported_with_their_line() -> None:
    found = unread(HEAD + "| 1 | 2 |\n| 3 |\n| 4 | 5 | 6 |\n| 7 | 8 |\n")
    assert [item.line for item in found] == [4, 5]
    assert "1 cell," in found[0].reason
    assert "3 cells" in found[1].reason


def test_a_row_may_leave_out_its_last_cells_where_it_can_be_asked_without_them() -> None:
    text = "| a | b | c |\n|-|-|-|\n| 1 | 2 | 3 |\n| 4 | 5 |\n6 | 7\n| 8 |\n| 9 | |\n"
    assert [dict(note.fields) for note in notes(text)] == [
        {"a": "1", "b": "2", "c": "3"},
        {"a": "4", "b": "5"},
        {"a": "6", "b": "7"},
    ]
    assert [(item.line, "the table has 3 columns" in item.reason) for item in unread(text)] == [(6, True), (7, True)]


def test_a_column_that_short_rows_leave_out_is_none_that_asks() -> None:
    [forth, back] = source("| a | b | c |\n|-|-|-|\n| 1 | 2 | 3 |\n| 4 | 5 |\n").draft.types[0].directions
    assert (forth.prompt, back.prompt) == (("a",), ("b",))


def test_an_empty_cell_is_no_text_and_a_note_without_an_answer_is_reported() -> None:
    text = "| a | b | c |\n|-|-|-|\n| 1 | | 3 |\n| 4 | | |\n"
    assert [dict(note.fields) for note in notes(text)] == [{"a": "1", "c": "3"}]
    assert unread_lines(text) == [4]


def test_a_key_twice_is_reported_at_the_second_place_and_both_lines_are_named() -> None:
    [found] = unread(HEAD + "| 404 | a |\n\n| Code | Name |\n|-|-|\n| ４０４ | b |\n")
    assert (found.line, "line 3" in found.reason) == (7, True)


def test_tables_with_the_same_header_are_one_deck_and_headings_above_them_are_categories() -> None:
    text = "# HTTP\n\n## 4xx: Client errors\n" + HEAD + "| 404 | a |\n\n## 5xx\n"
    text += "| CODE | name |\n|:-|:-|\n| 500 | b |\n### Rare\n" + HEAD + "| 599 | c |\n"
    assert [(note.fields["Code"], note.category) for note in notes(text)] == [
        ("404", "4xx"),
        ("500", "5xx"),
        ("599", "5xx / Rare"),
    ]
    assert categories(text) == [
        Category("4xx", "Client errors"),
        Category("5xx", "5xx"),
        Category("5xx / Rare", "5xx / Rare"),
    ]
    assert source(text).draft.name == "HTTP"


def test_a_table_with_another_header_is_reported_once_and_left_out() -> None:
    text = HEAD + "| 1 | 2 |\n| 3 | 4 |\n\n| Code | Sense |\n|-|-|\n| 5 | 6 |\n| 7 | 8 |\n\n" + HEAD + "| 9 | 10 |\n"
    [found] = unread(text)
    assert (found.line, "line 1" in found.reason) == (6, True)
    assert [note.fields["Code"] for note in notes(text)] == ["1", "3", "9"]


def test_what_stands_beside_the_tables_is_reported_line_by_line() -> None:
    text = (
        "Some text\n| with a pipe |\n\n" + HEAD + "| 1 | 2 |\nbelow\n```\n| a | b |\n|---|---|\n```\n---\n<!-- x\n-->\n"
    )
    assert unread_lines(text) == [1, 2, 7, 8, 9, 10, 11]
    assert len(notes(text)) == 1


def test_a_control_character_is_reported_in_a_cell_and_in_a_heading() -> None:
    assert unread_lines("## a\x07\n" + HEAD + "| 1 | \x1b |\n| 2 | x |\n") == [1, 4]


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_a_table_of_very_many_columns_is_refused(count: int) -> None:
    with pytest.raises(QuizError, match=f"{count} columns"):
        source("|" + "c|" * count + "\n|" + "-|" * count + "\n|" + "x|" * count + "\n")


def test_the_front_matter_of_other_programs_names_the_deck_and_is_kept() -> None:
    found = source("---\ntitle: Codes\ndate: today\n---\n# Other\n" + HEAD + "| 1 | 2 |\n")
    assert (found.draft.name, found.draft.front) == ("Codes", {"date": "today"})
    assert [item.code for item in found.items if isinstance(item, Category)] == ["Other"]
    assert len(items("---\ntitle: Codes\nno value\n---\n" + HEAD + "| 1 | 2 |\n")) == 2
