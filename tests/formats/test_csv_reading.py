"""Tables as people have them: what columns are, what is a header, which cards come of it."""

import pytest

from quiz.errors import QuizError
from tests.formats.tabular import details, mapped, notes, table, texts, unread


def test_the_names_in_the_header_are_the_fields() -> None:
    source = table("key,name,Meaning,Vokabel\n404,Not Found,gone,x\n")
    assert texts(source) == [{"key": "404", "name": "Not Found", "meaning": "gone", "Vokabel": "x"}]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Front,Back", ["front", "back"]),
        ("正面,背面", ["front", "back"]),
        ("Question,ANSWER", ["question", "answer"]),
        ("问题,答案", ["question", "answer"]),
        ("Status code,What it means?", ["status-code", "what-it-means"]),
        ("状态码,含义", ["状态码", "含义"]),
        ("1st,???", ["column-1", "column-2"]),
        ("a,,c", ["a", "column-2", "c"]),
        ("a,a,A", ["a", "a-2", "A"]),
        ("key,field:category", ["key", "category"]),
    ],
)
def test_titles_become_names_of_fields(header: str, fields: list[str]) -> None:
    source = table(f"{header}\n{','.join('xyz'[: len(fields)])}\n")
    assert list(texts(source)[0]) == fields


@pytest.mark.parametrize("titles", ["Category,TAGS,Guid,Deck,Note type", "分类,标签,id,牌组,笔记类型"])
def test_columns_of_the_program_are_known_in_both_languages(titles: str) -> None:
    [note] = notes(table(f"front,back,{titles}\na,b,4xx,x y,G1,Net::Web,basic\n"))
    assert (note.category, note.tags, note.guid, note.deck, note.type_name) == (
        "4xx",
        ("x", "y"),
        "G1",
        "Net::Web",
        "basic",
    )
    assert set(note.fields) == {"front", "back"}


def test_a_second_column_of_the_same_name_is_kept_as_a_field() -> None:
    [note] = notes(table("front,back,tags,tags,category,category\na,b,x,y,c,d\n"))
    assert (note.tags, note.category) == (("x",), "c")
    assert note.fields == {"front": "a", "back": "b", "tags-2": "y", "category": "d"}


def test_a_person_may_say_what_columns_are() -> None:
    source = mapped(
        "front,back,Thema,Notes\na,b,c,d\n", {"front": "key", "Back": "meaning", "Thema": "category", "Notes": ""}
    )
    [note] = notes(source)
    assert (note.fields, note.category) == ({"key": "a", "meaning": "b"}, "c")
    assert "front → key, back → meaning, Thema → category, Notes → left out" in details(source)


def test_a_column_that_is_chosen_by_a_person_keeps_its_name_before_others() -> None:
    assert texts(mapped("meaning,term\na,b\n", {"term": "meaning"})) == [{"meaning-2": "a", "meaning": "b"}]


def test_an_unknown_column_is_refused_and_those_that_exist_are_named() -> None:
    with pytest.raises(QuizError, match="no column “wrong”") as caught:
        mapped("front,back\na,b\n", {"wrong": "key"})
    assert "front, back" in caught.value.hint


def test_two_columns_cannot_be_one_field() -> None:
    with pytest.raises(QuizError, match="both be “x”"):
        mapped("front,back\na,b\n", {"front": "x", "back": "x"})


@pytest.mark.parametrize("name", ["id x", "1", "a:b"])
def test_what_cannot_be_the_name_of_a_field_is_refused(name: str) -> None:
    with pytest.raises(QuizError, match="cannot be the name of a field"):
        mapped("front,back\na,b\n", {"front": name})


@pytest.mark.parametrize("text", ["a\nb\nc\n", "just a line", "key\n\n", "key,tags\na,b\n", ",,\n,,\n", "sep=;\n"])
def test_a_table_of_one_column_is_refused(text: str) -> None:
    with pytest.raises(QuizError, match="column"):
        table(text)


def test_columns_without_title_and_text_at_the_end_are_left_out() -> None:
    source = table("key,meaning,,\na,b,,\nc,d,,\n")
    assert texts(source) == [{"key": "a", "meaning": "b"}, {"key": "c", "meaning": "d"}]
    assert source.draft.types[0].fields == ("key", "meaning")


@pytest.mark.parametrize("first", ["404,gone", "3.5,x", '"two\nlines",x', f"{'long ' * 20},x", ",x"])
def test_a_first_row_that_can_be_no_header_is_a_note(first: str) -> None:
    source = table(f"{first}\na,b\n")
    assert len(notes(source)) == 2
    assert "not for a header" in details(source)


def test_columns_without_a_header_have_names_and_can_be_chosen() -> None:
    assert list(texts(table("404,b,c\n"))[0]) == ["front", "back", "column-3"]
    source = mapped("404,b,c\n", {"column-1": "key", "column-3": "meaning"})
    assert texts(source) == [{"key": "404", "back": "b", "meaning": "c"}]


def test_a_first_row_that_may_be_one_is_a_header_and_this_is_said() -> None:
    source = table("Apfel,apple\nBirne,pear\n")
    assert texts(source) == [{"Apfel": "Birne", "apple": "pear"}]
    assert "Line 1 is taken for the header" in details(source)


def test_a_number_among_known_titles_is_a_title() -> None:
    assert texts(table("key,404\na,b\n")) == [{"key": "a", "column-2": "b"}]


def test_the_first_field_is_the_key_or_the_one_that_is_called_so() -> None:
    assert table("tags,term,meaning\nx,a,b\n").draft.types[0].key_field == "term"
    assert table("name,key,meaning\nx,a,b\n").draft.types[0].key_field == "key"


def test_cards_ask_from_the_key_and_back_from_the_last_field_that_all_notes_have() -> None:
    [kind] = table("term,meaning,example,hint,meaning.en\na,b,c,h,e\nd,e,,,\n").draft.types
    assert kind.fields == ("term", "meaning", "example")
    assert [str(direction) for direction in kind.directions] == ["term → meaning + example", "meaning → term"]


def test_where_no_field_is_in_all_notes_any_of_them_is_asked_from() -> None:
    [kind] = table("term,zh,en\na,b,\nd,,f\n").draft.types
    assert kind.directions[1].prompt == ("zh", "en")


def test_each_note_type_has_the_fields_that_its_notes_have() -> None:
    source = table("key,meaning,text,note-type\na,b,,pair\nc,,d,text\n")
    assert [(kind.name, kind.fields) for kind in source.draft.types] == [
        ("pair", ("key", "meaning")),
        ("text", ("key", "text")),
    ]


def test_notes_of_no_named_type_are_of_the_first_one() -> None:
    source = table("key,meaning,note-type\na,b,own\nc,d,\n")
    assert [kind.name for kind in source.draft.types] == ["basic", "own"]


def test_a_header_alone_is_a_deck_without_notes() -> None:
    source = table("key,meaning\n")
    assert (list(source.items), source.draft.types[0].fields) == ([], ("key", "meaning"))


def test_what_was_found_is_said() -> None:
    source = table("Status code;meaning\r\na;b\r\n".encode("utf-16"))
    assert "semicolon" in source.dialect
    assert "UTF-16 LE" in source.dialect
    assert "Status code → status-code" in details(source)


def test_the_line_of_a_note_is_where_its_row_begins() -> None:
    source = table('\n\nkey,meaning\na,"1\n2\n3"\n\n,,,\nb,c\n')
    assert [note.line for note in notes(source)] == [4, 9]


def test_lines_may_end_as_on_an_old_mac() -> None:
    assert [note.line for note in notes(table("key,meaning\ra,b\rc,d\r"))] == [2, 3]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_or_named_in_the_first_line(separator: str) -> None:
    text = "a, b; c | d".replace(separator, "")
    assert texts(table(f"k{separator}m\n{text}{separator}d\n")) == [{"k": text, "m": "d"}]
    named = table(f"sep={separator}\nk{separator}m\na{separator}b\n")
    assert [(note.fields, note.line) for note in notes(named)] == [({"k": "a", "m": "b"}, 3)]


def test_an_apostrophe_before_a_formula_is_taken_away_unless_a_person_wants_it_raw() -> None:
    rows = "key,meaning\n'-' sign,'=1\n'tis,it is\n"
    assert [fields["key"] for fields in texts(table(rows))] == ["-' sign", "'tis"]
    assert [fields["key"] for fields in texts(table(rows, raw=True))] == ["'-' sign", "'tis"]


def test_a_tab_separated_file_without_quoting_keeps_its_quotation_marks() -> None:
    source = table('key\tmeaning\n"hello" in C\ta string\n"\ta quote\nit\'s\tx\n', "tsv")
    assert [fields["key"] for fields in texts(source)] == ['"hello" in C', '"', "it's"]
    assert "taken for text" in details(table('key\tmeaning\n"hello" in C\ta string\n', "tsv"))


def test_rows_of_a_key_that_stands_already_name_both_lines() -> None:
    assert unread(table("key,meaning\na,b\nｂ,c\nb,d\n")) == [(4, "The key “b” stands in line 3 already.")]


def test_notes_with_ids_or_in_other_decks_may_have_the_same_key() -> None:
    assert not unread(table("key,meaning,id\na,b,1\na,c,2\n"))
    assert not unread(table("key,meaning,deck\na,b,X\na,c,Y\n"))


def test_a_row_that_names_the_deck_of_the_others_is_in_it() -> None:
    text = "key,meaning,deck\n404,a,\n404,b,deck\n404,c,Other\n405,d,deck\n405,e,\n"
    assert unread(table(text)) == [
        (3, "The key “404” stands in line 2 already."),
        (6, "The key “405” stands in line 5 already."),
    ]


def test_a_note_type_whose_name_is_written_in_two_ways_is_one() -> None:
    source = table("key,meaning,hint,note-type\na,b,h,own\nc,d,,own \n")
    assert [kind.name for kind in source.draft.types] == ["own"]
    assert {note.type_name for note in notes(source)} == {"own"}


def test_many_columns_are_named_in_part() -> None:
    header = ",".join(f"c{number}" for number in range(30))
    assert details(table(f"{header}\n{header}\n")).endswith("c19, ….")
