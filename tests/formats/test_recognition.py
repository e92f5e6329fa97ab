"""What a file is taken for whose name does not tell its format."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats import FORMATS, SourceFile, detected, read
from quiz.formats.recognition import separator_in
from tests.formats.tabular import texts

LIST = Path(__file__).parent.parent / "data" / "http-status-list.md"
CHINESE = "词,意思\n锁,一次只有一个线程\n索引,查找得更快\n"
NAMELESS = ("-", "words", "words.dat", "my.words")


def name_of(data: str | bytes, path: str = "-") -> str:
    """Return the name of the format that a file is taken for."""
    return detected(SourceFile(path, data=data.encode() if isinstance(data, str) else data)).name


@pytest.mark.parametrize("path", [*NAMELESS, "words.txt", "WORDS.TXT"])
@pytest.mark.parametrize(
    "text",
    [
        "term,meaning\nFoo: bar,baz\n",
        "Term,Notes\nFoo: bar,baz\nQux: x,y\n",
        "front;back\na;b\n",
        "front|back\na|b\n",
        "one,two\nthree,four\n",
        "a: x,y\nb,z\nc,w\n",
        "sep=;\na;b\nc;d\n",
        "field:category,meaning\nx: y,z\n",
        'question,answer\nWhich?,"# one\n- two, or\n---"\nWhat?,that\n',
        '\n"a, b",c\n"d, e",f\n',
        "1. What?,this\n2. Why?,that\n",
        "a,b\nc,d\ne,f,g\nh,i\n",
        "-l,list\n#tag,word\n+1,plus one\n",
        CHINESE,
    ],
)
def test_rows_of_cells_are_a_table_whatever_the_name(text: str, path: str) -> None:
    assert name_of(text, path) == "csv"


@pytest.mark.parametrize("path", NAMELESS)
@pytest.mark.parametrize(
    "text",
    [
        "404: Not Found, 找不到\n",
        "404: Not Found, 找不到\n500: Error, 出错\n",
        "404：Not Found, 找不到\n500：Error, 出错\n",
        "404: Not Found, nothing there\n  tags: a, b\n500: Error, x\n",
        "k: to know, key\nb: to be, back\n",
        "# Title, one\na,b\nc,d\n",
        "a,b\n## C: d, e\nc,d\n",
        "- a, b\n- c, d\n",
        "1. a, b :: c\n2. d, e :: f\n",
        "---\ntitle,x\n---\n",
        "| term, word | meaning |\n|---|---|\n| a, b | c |\n",
        "term | meaning\n--- | ---\na | b\n",
        "q: What, then?\na: This, that\n",
        "term,meaning\n",
        "no commas\nat all\n",
        "one,two\nthree\n",
        "a: b\n",
        "\n",
        "",
    ],
)
def test_what_is_no_table_is_markdown(text: str, path: str) -> None:
    assert name_of(text, path) == "md"


@pytest.mark.parametrize("path", NAMELESS)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1}', "no collection of quiz"),
        ('\ufeff\n {\n  "a": [1, 2],\n  "b": [3, 4]\n}\n', "no collection of quiz"),
        ('{"format": "other"}', "no collection of quiz"),
        ("{}", "no collection of quiz"),
        ('[["a", "b"], ["c", "d"]]', "not a JSON object"),
        ('["a", "b"]', "not a JSON object"),
        ('[\n{"front": "a", "back": "b"},\n{"front": "c", "back": "d"}\n]\n', "not a JSON object"),
    ],
)
def test_json_is_read_as_json_without_its_suffix_and_refused_where_it_is_not_ours(
    text: str, said: str, path: str
) -> None:
    assert name_of(text, path) == "json"
    with pytest.raises(QuizError, match=said):
        read(text.encode(), path, "deck")


@pytest.mark.parametrize(
    "text", ["{oops", "{a}: b, c\n", "[1]\n", "{'a': 1}\n", '{ "a" } b\n', '["a" b]\n', "[[a]]\n", "[ ] a\n"]
)
def test_a_brace_alone_does_not_make_json(text: str) -> None:
    assert name_of(text) == "md"


def test_a_list_that_was_written_by_hand_is_one_of_the_deck_format_without_its_suffix_too() -> None:
    assert name_of(LIST.read_bytes()) == "md"
    assert read(LIST.read_bytes(), "-", "deck").dialect == "the deck format"


@pytest.mark.parametrize("path", NAMELESS)
def test_tabs_are_a_table_of_their_own_and_in_text_files_one_for_anki(path: str) -> None:
    text = "lock, held\tone, only\nindex, sorted\tquick, to find\n"
    assert name_of(text, path) == "tsv"
    assert name_of(text, "words.txt") == "anki-text"
    assert name_of("#separator:comma\na,b\nc,d\n", path) == "anki-text"


@pytest.mark.parametrize("path", [*NAMELESS, "words.txt"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_table_is_recognised_and_read_in_every_encoding(codec: str, path: str) -> None:
    source = read(CHINESE.encode(codec), path, "deck")
    assert source.format == "csv"
    assert texts(source) == [
        {"词": "锁", "意思": "一次只有一个线程"},
        {"词": "索引", "意思": "查找得更快"},
    ]


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".json", ".tsv"])
def test_a_suffix_that_is_known_is_believed(suffix: str) -> None:
    expected = next(known.name for known in FORMATS.values() if suffix in known.suffixes)
    assert name_of("term,meaning\na,b\n", f"words{suffix}") == expected


def test_the_beginning_of_a_long_file_decides() -> None:
    rows = "term,meaning\n" + "".join(f"word {n},text\n" for n in range(20_000))
    assert name_of(rows + "# Heading\n") == "csv"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe", b"\xfe\xff"])
@pytest.mark.parametrize(
    "path", ["-", "words.txt", *(f"x{known.suffixes[0]}" for known in FORMATS.values() if known.read)]
)
def test_an_empty_file_is_said_to_be_empty_whatever_the_format(data: bytes, path: str) -> None:
    with pytest.raises(QuizError) as caught:
        read(data, path, "deck")
    assert (caught.value.message, caught.value.hint) == ("The file is empty.", "Nothing was imported.")


def test_white_space_at_the_beginning_of_a_long_file_does_not_make_it_empty() -> None:
    source = read(b"\n" * 100_000 + b"a: b, c\n", "deck.md", "deck", "md")
    assert len(list(source.items)) == 1


@pytest.mark.parametrize("path", NAMELESS)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"SQLite format 3\0" + b"\0" * 90, "an SQLite database"),
        (b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 4, "byte 1 in line 1 is a control character"),
    ],
)
def test_a_file_that_is_no_text_is_refused_as_what_it_is(data: bytes, said: str, path: str) -> None:
    with pytest.raises(QuizError, match=said):
        read(data, path, "deck")


def test_a_deck_file_that_is_not_utf_8_is_refused_with_its_place() -> None:
    for data in ("404: Not Found, 找不到\n".encode("gb18030"), "404: Not Found, 找不到".encode()[:-1]):
        with pytest.raises(QuizError, match=r"not UTF-8: byte \d+ in line 1"):
            list(read(data, "-", "deck").items)


@pytest.mark.no_cover
@settings(deadline=None)
@given(data=st.binary(max_size=400) | st.text(alphabet='a,;|\t"\n:#- =sep\0锁', max_size=200).map(str.encode))
def test_no_bytes_stop_the_recognition(data: bytes) -> None:
    assert name_of(data) in FORMATS
    assert len(separator_in(SourceFile("-", data=data))) <= 1
