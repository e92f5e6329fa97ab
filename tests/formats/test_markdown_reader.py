"""The rules of the deck format, one by one, and that nothing of a file is dropped in silence."""

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from quiz.cards import Category
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats import read
from quiz.formats.contents import Item
from tests.formats.reading import items, source


def head(*lines: str) -> DeckDraft:
    return source("\n".join(["---", *lines, "---", ""])).draft


def only_note(text: str) -> NoteDraft:
    [item] = items(text)
    assert isinstance(item, NoteDraft), item
    return item


def only_unread(text: str) -> Unread:
    [item] = [item for item in items(text) if isinstance(item, Unread)]
    return item


def fields(text: str) -> dict[str, str]:
    return dict(only_note(text).fields)


BASIC = {"key": "404", "name": "Not Found", "meaning": "a, b：c"}


@pytest.mark.parametrize(
    "line",
    [
        "404: Not Found, a, b：c",
        "404：Not Found，a, b：c",
        "404:Not Found,a, b：c",
        "404 :  Not Found  ,  a, b：c  ",
        "`404`: Not Found, a, b：c",
        "``404`` ：Not Found, a, b：c",
        "\ufeff404: Not Found, a, b：c\r",
        "404: Not Found, a, b：c\r\n\r\n",
    ],
)
def test_the_first_colon_and_the_first_comma_of_either_width_decide(line: str) -> None:
    assert fields(line) == BASIC


@pytest.mark.parametrize(
    "key", ["::1", "std::move", "http://x", "10.0.0.0/8", "16:9", "# a", "- b", "| c", "> d", "<e>", "* f"]
)
def test_a_quoted_key_may_have_any_text(key: str) -> None:
    assert fields(f"`{key}`: a, b")["key"] == key


def test_a_key_with_backquotes_stands_between_longer_runs_of_them() -> None:
    assert fields("`` `a` ``: n, m")["key"] == "`a`"


def test_a_slash_needs_no_quoting() -> None:
    assert fields("10.0.0.0/8: n, m")["key"] == "10.0.0.0/8"


@pytest.mark.parametrize(
    "line",
    ["::1: a, b", "std::move: a, b", "http://x: a, b", "：：1: a, b", ": a, b", "# a: b, c", "- a: b, c", "> a: b, c"],
)
def test_a_key_that_is_not_clear_is_refused_with_its_line_saying_how_to_quote(line: str) -> None:
    unread = only_unread(f"1: a, b\n\n{line}\n2: a, b\n")
    assert unread.line == 3
    assert "`KEY`" in unread.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("404: Not: Found, x", "contains a colon"),
        ("404: Not Found", "meaning is missing"),
        ("404: Not Found,", "meaning is missing"),
        ("404: , x", "name before the comma is missing"),
        ("404:", "has no name + meaning"),
        ("404", "no colon"),
        ("`404: a, b", "never closed"),
        ("``: a, b", "never closed"),
        ("` `: a, b", "nothing between"),
        ("`404` a, b", "a colon is missing"),
        ("### 404: a, b", "cannot begin with “#”"),
        ("## : title", "no code before its colon"),
        ("## `4xx` title", "a colon is missing"),
        ("  name: x", "belongs to no note"),
        ("　name: x", "belongs to no note"),
        ("404: a, b\n  name: x", "field “name” already"),
        ("404: a, b\n  key: x", "is the key already"),
        ("404: a, b\n  note-type: other", "no note type “other”"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_line_and_reason(line: str, reason: str) -> None:
    unread = only_unread(f"\n{line}\n")
    assert (unread.line, reason in unread.reason) == (2, True), unread


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("  explain: x\n  explain: y", "field “explain” already"),
        ("  hint x", "no “name: value”"),
        ("  1st: x", "no “name: value”"),
    ],
)
def test_a_line_below_a_note_that_is_left_out_is_reported_and_the_note_read(line: str, reason: str) -> None:
    unread, note = items(f"404: a, b\n{line}\n")
    assert isinstance(unread, Unread)
    assert (unread.line, reason in unread.reason) == (2 + line.count("\n"), True), unread
    assert isinstance(note, NoteDraft)


@pytest.mark.parametrize("second", ["404: c, d", "４０４: c, d", "`404`: c, d"])
def test_a_key_twice_is_refused_at_the_second_place_and_both_lines_are_named(second: str) -> None:
    unread = only_unread(f"404: a, b\n\n{second}\n")
    assert unread.line == 3
    assert "line 1" in unread.reason


def test_a_name_with_a_colon_is_written_as_a_field() -> None:
    assert fields("404:\n  name: Not: Found\n  meaning: x, y\n") == {
        "key": "404",
        "name": "Not: Found",
        "meaning": "x, y",
    }


def test_fields_tags_id_and_the_former_key_stand_below_the_note() -> None:
    note = only_note("404: a, b\n  meaning.en： c\n\n\thint: d\n　名: e\n  tags: x, y\n  id: abc\n  was: 403\n")
    assert dict(note.fields) == {"key": "404", "name": "a", "meaning": "b", "meaning.en": "c", "hint": "d", "名": "e"}
    assert (note.tags, note.guid, note.was, note.line) == (("x", "y"), "abc", "403", 1)


def test_a_block_keeps_blank_lines_and_inner_indentation_and_ends_where_the_indentation_does() -> None:
    text = "404: a, b\n  explain: |\n\n    one\n\n      two  \n    <!-- three\n\n  hint: |\n\n      x\n405: c, d\n"
    first, _second = items(text)
    assert isinstance(first, NoteDraft)
    assert first.fields["explain"] == "one\n\n  two  \n<!-- three"
    assert first.fields["hint"] == "x"


def test_comments_of_one_line_or_several_are_left_out() -> None:
    text = "<!-- a -->\n404: a, b\n  <!-- c\n  hint: not this\n-->\n  hint: d\n<!--\n405: c, d\n-->\n"
    assert fields(text) == {"key": "404", "name": "a", "meaning": "b", "hint": "d"}


def test_a_comment_that_never_ends_spoils_the_file_and_names_its_line() -> None:
    with pytest.raises(QuizError, match="line 2 never ends"):
        items("404: a, b\n<!-- c\n405: c, d\n")


def test_text_behind_a_comment_is_reported() -> None:
    assert only_unread("<!-- a\n--> 404: a, b\n").line == 2


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x1c", "\x7f", "\x85"])
@pytest.mark.parametrize(
    "line",
    [
        "40{}4: a, b",
        "404: a{}, b",
        "404: a, b{}",
        "404: a, b\n  hint: x{}",
        "404: a, b\n  tags: x{}y",
        "## x{}",
        "## x: y{}",
    ],
)
def test_control_characters_are_refused_with_their_place_wherever_they_stand(line: str, character: str) -> None:
    unread = only_unread("\n\n" + line.format(character))
    assert unread.line == 3
    assert f"U+{ord(character):04X}" in unread.reason


@pytest.mark.parametrize(
    "line", ["title: a{}b", "description: {}x", "own: x{}", "o{}wn: x", "directions: a{} = key -> name", "type: {}"]
)
def test_control_characters_in_the_front_matter_are_refused(line: str) -> None:
    with pytest.raises(QuizError, match=r"U\+001B"):
        head(line.format("\x1b"))


def test_text_is_read_in_nfc_so_that_decomposed_names_and_keys_are_the_same() -> None:
    note = only_note("e\u0301: a, b\n  cafe\u0301: x\n")
    assert (note.fields["key"], note.fields["café"]) == ("é", "x")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030"])
def test_a_file_in_another_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(QuizError, match="not UTF-8"):
        read("404: 找不到, 请求的资源\n".encode(encoding), "deck.md", "deck")


def test_another_encoding_that_looks_like_utf_8_is_reported_and_not_read_as_something_else() -> None:
    data = "404: a, b\n405: c, d\n".encode("utf-16-le")
    found = list(read(data, "deck.md", "deck", "md").items)
    assert found
    assert all(isinstance(item, Unread) for item in found)
    with pytest.raises(QuizError, match="byte 2 in line 1 is a control character"):
        read(data, "deck.md", "deck")


def test_the_line_of_a_byte_that_is_no_utf_8_is_named() -> None:
    with pytest.raises(QuizError, match="line 3"):
        read(b"a: b, c\n\n\xff\n", "deck.md", "deck", "md")


def test_a_front_matter_that_never_ends_is_refused() -> None:
    with pytest.raises(QuizError, match="never ends"):
        items("---\ntitle: x\n404: a, b\n")


def test_the_front_matter_names_the_deck_in_several_languages_and_keeps_what_it_does_not_know() -> None:
    draft = head(
        "title: HTTP 状态码", "title.en: HTTP: codes", "language: zh", "date：2022-09-30 20:44", "description: d"
    )
    assert (draft.name, draft.titles, draft.language) == ("HTTP 状态码", {"en": "HTTP: codes"}, "zh")
    assert (draft.front, draft.description) == ({"date": "2022-09-30 20:44"}, "d")
    assert not draft.declares_types
    assert head().name == "deck"


@pytest.mark.parametrize("line", ["no value", ": x", "title: y"])
def test_a_line_of_the_front_matter_that_is_no_value_or_a_second_one_is_reported(line: str) -> None:
    assert only_unread(f"---\ntitle: x\n{line}\n---\n").line == 3


def test_two_fields_make_a_deck_in_which_everything_behind_the_colon_is_meaning() -> None:
    assert fields("---\nfields: term, meaning\n---\nCAP: a, b: c，d\n") == {"term": "CAP", "meaning": "a, b: c，d"}


def test_directions_have_slugs_hints_and_judges() -> None:
    [kind] = head(
        "directions: key -> name + meaning; one = name → key hint meaning judge self; meaning -> key hint -"
    ).types
    assert [(d.slug, d.prompt, d.answer, d.hint, d.judge) for d in kind.directions] == [
        ("key", ("key",), ("name", "meaning"), ("hint",), "auto"),
        ("one", ("name",), ("key",), ("meaning",), "self"),
        ("meaning", ("meaning",), ("key",), (), "auto"),
    ]


def test_a_note_says_of_which_note_type_it_is() -> None:
    front = "---\ntype: code\nfields: code, name\nfields.term: word, sense\nkey.term: sense\n"
    front += "directions.term: word -> sense\n---\n"
    code, term = items(f"{front}1: one\nx:\n  note-type: term\n  word: y\n")
    assert isinstance(code, NoteDraft)
    assert isinstance(term, NoteDraft)
    assert (code.type_name, dict(code.fields)) == ("code", {"code": "1", "name": "one"})
    assert (term.type_name, dict(term.fields)) == ("term", {"sense": "x", "word": "y"})


@pytest.mark.parametrize(
    "lines",
    [
        ["fields: term"],
        ["fields: a, a"],
        ["fields: a, id"],
        ["fields: a, 1"],
        ["key: other"],
        ["directions: key"],
        ["directions: key -> "],
        ["directions: key -> name -> meaning"],
        ["directions: key -> name judge maybe"],
        ["directions: key name -> meaning"],
        ["type: a:b"],
        ["type: a", "fields.a: x, y"],
        ["fields.basic: x, y"],
        ["fields.a: x, y", "fields. a: x, y"],
    ],
)
def test_fields_and_directions_that_cannot_be_understood_spoil_the_file(lines: list[str]) -> None:
    with pytest.raises(QuizError) as caught:
        head(*lines)
    assert caught.value.message


def test_a_heading_has_a_code_and_a_title_and_titles_in_languages() -> None:
    text = "## 4xx: 客户端错误\n## 4xx.en: Client errors\n## Basics\n## `a:b`：T\n## `a:b`.en: U\n## x.en: V\n"
    text += "##\n1: a, b\n"
    *found, note = items(text)
    assert found == [
        Category("4xx", "客户端错误"),
        Category("4xx", "4xx", {"en": "Client errors"}),
        Category("Basics", "Basics"),
        Category("a:b", "T"),
        Category("a:b", "a:b", {"en": "U"}),
        Category("x.en", "V"),
    ]
    assert isinstance(note, NoteDraft)
    assert note.category == ""


def test_notes_belong_to_the_heading_above_and_to_none_below_one_that_cannot_be_read() -> None:
    text = "1: a, b\n## x: X\n2: a, b\n## x.en: X\n3: a, b\n## : bad\n4: a, b\n"
    assert [item.category for item in items(text) if isinstance(item, NoteDraft)] == ["", "x", "x", ""]


def test_the_lines_below_a_note_that_cannot_be_read_are_part_of_it() -> None:
    assert only_unread("a::b: x\n  hint: y\n  explain: |\n    z: z\n").line == 1


_TEMPLATES = st.sampled_from(
    [
        *("{}: a, b", "k: {}, b", "k: a, {}", "`{}`: a, b", "`{}: a", "{}::x", "{}", "404:", "404: a, b", "---", ""),
        *("## {}", "## {}: t", "## c: {}", "## c.en: {}", "##", "## : {}", "### {}", "- {}", "> {}", "| {} |"),
        *("  {}", "  hint: {}", "  f{}: x", "  explain: |", "    {}", "\t{}: y", "　hint: {}"),
        *("  tags: {}", "  id: {}", "  was: {}", "  note-type: {}"),
        *("<!-- {} -->", "<!-- {}", "{} -->", "--> {}"),
    ]
)


def shown(found: list[Item]) -> str:
    """Return all text that was read."""
    return repr([item for item in found if not isinstance(item, Unread)])


def reported(lines: list[str], found: list[Item]) -> set[int]:
    """Return the lines that are named as unread, and those that hang below them."""
    numbers = {item.line for item in found if isinstance(item, Unread)}
    for number in sorted(numbers):
        below = number
        while below < len(lines) and (
            not lines[below].strip() or lines[below][0].isspace() or below in commented(lines)
        ):
            below += 1
            numbers.add(below)
    return numbers


def commented(lines: list[str]) -> set[int]:
    """Return the indexes of lines that may be within a comment."""
    inside, found = False, set()
    for index, line in enumerate(lines):
        begins = line.lstrip().startswith("<!--")
        if inside or begins:
            found.add(index)
            inside = "-->" not in line
    return found


@pytest.mark.no_cover
@settings(max_examples=400, deadline=None)
@given(st.lists(_TEMPLATES, max_size=12))
def test_no_line_is_dropped_in_silence(templates: list[str]) -> None:
    lines = [template.format(f"m{index}m") for index, template in enumerate(templates)]
    try:
        found = items("\n".join(["", *lines]))
    except QuizError:
        event("a comment never ends")
        return
    left_out = {number - 2 for number in reported(["", *lines], found)} | commented(lines)
    kept = shown(found)
    for index, line in enumerate(lines):
        marker = f"m{index}m"
        assert marker not in line or marker in kept or index in left_out, (index, found)


def test_a_direction_that_names_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(QuizError, match="names a field that does not exist: wrong"):
        read(b"---\ndirections: key -> wrong\n---\na: b, c\n", "x.md", "x")
