"""A JSON document that is gone through element by element is what the standard library makes of it as a whole."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.json import document
from quiz.formats.json.document import Document

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def gone_through(data: bytes) -> dict[str, Any]:
    """The whole document; lists are taken element by element."""
    found, whole = {}, Document(io.BytesIO(data))
    for name in whole.members():
        found[name] = [value for _line, value in whole.elements()] if name.startswith("list") else whole.value()
    return found


@pytest.mark.no_cover
@settings(max_examples=300, deadline=None)
@given(
    members=st.dictionaries(st.text(), VALUES, max_size=4),
    elements=st.lists(VALUES, max_size=6),
    piece=st.integers(1, 40),
    indent=st.sampled_from([None, 0, 3]),
    ascii_only=st.booleans(),
)
def test_a_document_is_the_same_however_it_is_read(
    members: dict[str, Any], elements: list[Any], piece: int, indent: int | None, ascii_only: bool
) -> None:
    members = {name: value for name, value in members.items() if not name.startswith("list")}
    whole = {**members, "list": elements}
    data = json.dumps(whole, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "_PIECE", piece)
        assert gone_through(data) == whole


@pytest.mark.no_cover
@settings(max_examples=300, deadline=None)
@given(
    elements=st.lists(VALUES, max_size=4),
    place=st.integers(0, 10_000),
    instead=st.binary(max_size=3),
    piece=st.integers(1, 40),
)
def test_a_damaged_document_is_what_json_says_or_refused(
    elements: list[Any], place: int, instead: bytes, piece: int
) -> None:
    data = json.dumps({"list": elements}, ensure_ascii=False).encode()
    place %= len(data)
    damaged = data[:place] + instead + data[place + 1 :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "_PIECE", piece)
        try:
            found = gone_through(damaged)
        except QuizError:
            return
        assert found == json.loads(damaged.decode("utf-8-sig"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a JSON object"),
        (b"[1, 2]", "not a JSON object"),
        (b"17", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"\x00\x01", "not a JSON object"),
        (b'{"list": [1,\n2', "ends too early, in line 2"),
        (b'{"list": [1,\n"abc', "ends too early, in line 2"),
        (b'{"list": [1,\n', "ends too early, in line 2"),
        (b'{"a"', "ends too early, in line 1"),
        (b'{"a": tru', "Line 1, character 7: this is no JSON."),
        (b'{"list": [1,\n 2 3]}', "Line 2, character 4: “,” is expected."),
        (b'{"list": [1,\n {"a": 1 "b": 2}, "long enough to be no end"]}', "Line 2, character 10: this is no JSON."),
        (b'{"list": 5}', "Line 1, character 10: a list is expected."),
        (b'{"a": 1, "a": 2}', "Line 1, character 13: the name “a” stands twice in an object."),
        (b'{"b": {"a": 1,\n "a": 2}}', "Line 1, character 7: the name “a” stands twice in an object."),
        (b'{"a": NaN}', "NaN is no number of JSON"),
        (b'{"a": [-Infinity]}', "-Infinity is no number of JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number has too many digits"),
        (b'{"list": [' + b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b'{"a": ' * 100_000, "nested too deeply"),
        (b"{'a': 1}", "a name in quotation marks is expected"),
        (b'{"a": 1} {"b": 2}', "there is more behind the end"),
        (b'{"a":\n"b\xff"}', "not UTF-8: byte 9 in line 2"),
        (b'{"a":"\xe4\xbd', "not UTF-8: byte 7 in line 1"),
        (b"\xff\xfe{\x00", "not UTF-8: byte 1 in line 1"),
        (b'{"a": "\x00"}', "this is no JSON"),
    ],
)
@pytest.mark.parametrize("piece", [3, 1 << 18])
def test_a_document_that_is_wrong_says_where(
    monkeypatch: pytest.MonkeyPatch, data: bytes, message: str, piece: int
) -> None:
    monkeypatch.setattr(document, "_PIECE", piece)
    with pytest.raises(QuizError) as caught:
        gone_through(data)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert gone_through(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_what_is_not_taken_is_passed_over() -> None:
    whole = Document(io.BytesIO(b'{"a": {"b": 1}, "list": [1, [2]], "c": 3}'))
    assert list(whole.members()) == ["a", "list", "c"]


def test_each_element_has_its_line() -> None:
    whole = Document(io.BytesIO(b'{"list":\n[\n1,\n\n2, 3]}'))
    for _name in whole.members():
        assert list(whole.elements()) == [(3, 1), (5, 2), (5, 3)]


def test_of_a_long_list_only_little_is_in_memory_at_a_time() -> None:
    class Watched(io.BytesIO):
        """A file that knows how much of it was read."""

    file = Watched(b'{"list": [' + b", ".join([b'"' + b"x" * 1000 + b'"'] * 5000) + b"]}")
    whole = Document(file)
    for _name in whole.members():
        for count, _element in enumerate(whole.elements()):
            assert file.tell() - count * 1004 < 3 * document._PIECE


def test_a_name_that_stands_twice_is_found_among_many() -> None:
    many = ", ".join(f'"{number}": 1' for number in range(200_000))
    with pytest.raises(QuizError, match="the name “7” stands twice"):
        gone_through(f'{{"a": {{{many}, "7": 2}}}}'.encode())


def test_an_element_of_ten_mebibytes_is_read() -> None:
    text = "汉" * (10 << 20)
    assert gone_through(json.dumps({"list": [text, text]}, ensure_ascii=False).encode()) == {"list": [text, text]}
