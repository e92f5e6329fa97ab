"""The deck of HTTP status codes: right as far as a machine can tell, complete, and with each code told apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from quiz.cards import Category, Direction, NoteDraft, Unread
from quiz.formats import Source, read
from quiz.phrases import points_of
from quiz.tui.text import width

DECK = Path(__file__).parents[2] / "decks" / "http-status.md"

NAMES = {
    **{"100": "Continue", "101": "Switching Protocols", "102": "Processing", "103": "Early Hints"},
    **{"200": "OK", "201": "Created", "202": "Accepted", "203": "Non-Authoritative Information", "204": "No Content"},
    **{"205": "Reset Content", "206": "Partial Content", "207": "Multi-Status", "208": "Already Reported"},
    **{"226": "IM Used", "300": "Multiple Choices", "301": "Moved Permanently", "302": "Found", "303": "See Other"},
    **{"304": "Not Modified", "305": "Use Proxy", "307": "Temporary Redirect", "308": "Permanent Redirect"},
    **{"400": "Bad Request", "401": "Unauthorized", "402": "Payment Required", "403": "Forbidden", "404": "Not Found"},
    **{"405": "Method Not Allowed", "406": "Not Acceptable", "407": "Proxy Authentication Required"},
    **{"408": "Request Timeout", "409": "Conflict", "410": "Gone", "411": "Length Required"},
    **{"412": "Precondition Failed", "413": "Content Too Large", "414": "URI Too Long"},
    **{"415": "Unsupported Media Type", "416": "Range Not Satisfiable", "417": "Expectation Failed"},
    **{"421": "Misdirected Request", "422": "Unprocessable Content", "423": "Locked", "424": "Failed Dependency"},
    **{"425": "Too Early", "426": "Upgrade Required", "428": "Precondition Required", "429": "Too Many Requests"},
    **{"431": "Request Header Fields Too Large", "451": "Unavailable For Legal Reasons"},
    **{"500": "Internal Server Error", "501": "Not Implemented", "502": "Bad Gateway", "503": "Service Unavailable"},
    **{"504": "Gateway Timeout", "505": "HTTP Version Not Supported", "506": "Variant Also Negotiates"},
    **{"507": "Insufficient Storage", "508": "Loop Detected", "510": "Not Extended"},
    "511": "Network Authentication Required",
}
"""The names in RFC 9110 and, for codes that it does not define, in IANA's registry of HTTP status codes."""

KNOWN_NAMES = {"306": "Switch Proxy", "418": "I'm a teapot", "499": "Client Closed Request"}
"""What people call the codes that have no official name."""

OTHER_NAMES = {
    "302": {"Moved Temporarily"},
    "306": {"Unused", "(Unused)"},
    "405": {"Not Allowed"},
    "408": {"Request Time-out"},
    "413": {"Payload Too Large", "Request Entity Too Large"},
    "414": {"Request-URI Too Long", "Request-URI Too Large", "URL Too Long"},
    "416": {"Requested Range Not Satisfiable"},
    "418": {"I am a teapot", "Unused", "(Unused)"},
    "422": {"Unprocessable Entity"},
    "424": {"Method Failure"},
    "503": {"Service Temporarily Unavailable"},
    "504": {"Gateway Time-out"},
}
"""Names of older standards and of servers, by which people and programs still know a code."""

FIFTEEN = [
    *("200 201 202", "301 302 303 307 308", "400 415 422", "401 403 407", "401 407 511", "403 404", "404 410"),
    *("405 501", "406 415", "408 499 504", "409 412 428", "413 414 431", "413 507", "429 503", "502 503 504"),
]
"""The groups of codes that people mix up most."""

LEVELS = ("core", "common", "rare")
WEBDAV = {"102", "207", "208", "423", "424", "507", "508"}
OUTSIDERS = {"460": "AWS", "494": "nginx"}
"""Codes of others that a text may name, each with the word that has to stand with it."""

LANGUAGES = ("", ".en")
TEXTS = ("meaning", "explain", "hint")
ALIKE = 80
"""How alike two texts may be, in percent of their characters."""

POINT_CELLS, VERSUS_CELLS, MEANING_CELLS, HINT_CELLS = 68, 42, 84, 68
"""What stands in one line of a page of 70 cells; a meaning has two lines, beside an arrow and what is asked."""

CODE = re.compile(r"(?<![\d.])[1-5]\d\d(?!\d)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def source() -> Source:
    return read(DECK.read_bytes(), DECK.name, DECK.stem)


ITEMS = list(source().items)
NOTES: Mapping[str, NoteDraft] = {item.fields["key"]: item for item in ITEMS if isinstance(item, NoteDraft)}
CONFUSED = {code: note.fields["confused"].split(", ") for code, note in NOTES.items()}


def texts(kind: str, language: str) -> dict[str, str]:
    return {code: note.fields[kind + language] for code, note in NOTES.items()}


def points(language: str) -> Iterator[tuple[str, str]]:
    for code, text in texts("explain", language).items():
        for point in points_of(text):
            yield code, point


def too_alike(found: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(one, two) for one, two in combinations(found, 2) if fuzz.ratio(found[one], found[two]) >= ALIKE]


# The deck


def test_there_are_64_codes_in_five_categories_and_every_line_is_read() -> None:
    assert [item for item in ITEMS if isinstance(item, Unread)] == []
    assert len(NOTES) == 64
    assert Counter(note.category for note in NOTES.values()) == {"1xx": 4, "2xx": 10, "3xx": 9, "4xx": 30, "5xx": 11}
    assert all(note.category == f"{code[0]}xx" for code, note in NOTES.items())
    assert all(one < two for one, two in pairwise(NOTES))


def test_the_codes_are_those_of_the_users_list() -> None:
    users = DECK.parents[1] / "tests" / "data" / "http-status-list.md"
    read_list = read(users.read_bytes(), users.name, users.stem).items
    assert [item.fields["key"] for item in read_list if isinstance(item, NoteDraft)] == list(NOTES)


def test_deck_and_categories_have_titles_in_both_languages() -> None:
    draft = source().draft
    assert (draft.name, draft.language, draft.titles) == ("HTTP 状态码", "zh", {"en": "HTTP status codes"})
    headings = [item for item in ITEMS if isinstance(item, Category)]
    plain = {item.code: item.title for item in headings if not item.titles}
    english = {item.code: item.titles["en"] for item in headings if item.titles}
    assert list(plain) == list(english) == ["1xx", "2xx", "3xx", "4xx", "5xx"]
    assert all(CHINESE.search(title) for title in plain.values())
    assert not any(CHINESE.search(title) for title in english.values())


def test_it_asks_from_code_to_name_and_meaning_and_back() -> None:
    (kind,) = source().draft.types
    assert kind.directions == (
        Direction("key", ("key",), ("name", "meaning")),
        Direction("meaning", ("meaning",), ("key",), judge="exact"),
    )


# Each note


def test_names_are_the_official_ones_or_those_that_people_know() -> None:
    assert {code: note.fields["name"] for code, note in NOTES.items()} == dict(sorted({**NAMES, **KNOWN_NAMES}.items()))


def test_older_and_other_names_are_there() -> None:
    others = {code: note.fields["also"] for code, note in NOTES.items() if "also" in note.fields}
    assert {code: {name.strip() for name in text.split("|")} for code, text in others.items()} == OTHER_NAMES


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [("306", "不再使用", "unused"), ("418", "愚人节", "April Fools"), ("499", "未注册", "Unregistered")],
)
def test_codes_without_an_official_name_say_so(code: str, chinese: str, english: str) -> None:
    assert chinese in NOTES[code].fields["meaning"]
    assert english in NOTES[code].fields["meaning.en"]


@pytest.mark.parametrize("code", NOTES)
def test_every_field_is_there_in_both_languages(code: str) -> None:
    fields = NOTES[code].fields
    assert {"key", "name", "confused", "source"} < set(fields)
    assert {f"{kind}{language}" for kind in TEXTS for language in LANGUAGES} < set(fields)
    assert all(CHINESE.search(fields[kind]) for kind in TEXTS)
    assert not any(CHINESE.search(text) for name, text in fields.items() if name.endswith(".en"))
    chinese, english = (points_of(fields[f"explain{language}"]) for language in LANGUAGES)
    assert 1 <= len(chinese) == len(english) <= 3
    assert re.fullmatch(r"RFC \d+ §[\d.]+(; RFC \d+ §[\d.]+)*", fields["source"]) or code == "499"


@pytest.mark.parametrize("code", NOTES)
def test_tags_are_a_level_and_what_is_special(code: str) -> None:
    tags = NOTES[code].tags
    assert sum(level in tags for level in LEVELS) == 1
    assert set(tags) <= {*LEVELS, "webdav", "deprecated", "nonstandard"}
    assert ("webdav" in tags) == (code in WEBDAV)
    assert ("deprecated" in tags) == (code in ("102", "305", "510"))
    assert ("nonstandard" in tags) == (code in ("418", "499"))


def test_there_are_25_that_everybody_is_asked() -> None:
    assert sum("core" in note.tags for note in NOTES.values()) == 25


# Nothing is given away, nothing said twice


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["meaning", "hint"])
def test_no_meaning_and_no_hint_has_a_name_of_its_code_or_any_number(kind: str, language: str) -> None:
    for code, text in texts(kind, language).items():
        assert not CODE.search(text), code
        names = [NOTES[code].fields["name"], *(OTHER_NAMES.get(code, set()) - {"Unused", "(Unused)"})]
        assert not any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in names), code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_no_two_texts_of_a_kind_are_alike(kind: str, language: str) -> None:
    assert too_alike(texts(kind, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanation_and_hint_do_not_repeat_the_meaning(language: str) -> None:
    meanings, hints = texts("meaning", language), texts("hint", language)
    told = [*points(language), *hints.items()]
    assert [code for code, text in told if fuzz.ratio(text, meanings[code]) >= ALIKE - 10] == []


# What is easily confused


def test_confusions_are_two_to_four_and_go_both_ways() -> None:
    for code, others in CONFUSED.items():
        assert 2 <= len(set(others)) == len(others) <= 4, code
        assert all(code in CONFUSED[other] for other in others), code


def test_every_pair_of_the_fifteen_groups_is_told_apart() -> None:
    assert len(FIFTEEN) == 15
    for group in FIFTEEN:
        for one, two in combinations(group.split(), 2):
            assert two in CONFUSED[one], (one, two)


@pytest.mark.parametrize("code", NOTES)
def test_the_difference_from_each_confusion_is_there_and_from_nothing_else(code: str) -> None:
    fields = NOTES[code].fields
    written = {name for name in fields if name.startswith("versus.")}
    assert written == {f"versus.{other}{language}" for other in CONFUSED[code] for language in LANGUAGES}


# Lengths and marks


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_have_room_on_a_page_of_80_by_24(language: str) -> None:
    for code, note in NOTES.items():
        limits = {"meaning": MEANING_CELLS, "hint": HINT_CELLS}
        limits |= {f"versus.{other}": VERSUS_CELLS for other in CONFUSED[code]}
        assert [n for n, cells in limits.items() if width(note.fields[n + language]) > cells] == [], code
    assert [point for _code, point in points(language) if width(point) > POINT_CELLS] == []


def test_every_code_that_a_text_names_is_in_the_deck_or_a_known_outsider() -> None:
    for code, note in NOTES.items():
        for name, text in note.fields.items():
            for found in CODE.findall(text) if name != "source" else []:
                assert found in NOTES or OUTSIDERS[found] in text, (code, name, found)


def test_chinese_has_chinese_marks_and_a_space_beside_latin() -> None:
    for code, note in NOTES.items():
        for name, text in note.fields.items():
            if not CHINESE.search(text):
                continue
            assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", text), (code, name)
            assert not re.search(r"[\u4e00-\u9fff] ?[,;:?!]|[,;?!] ?[\u4e00-\u9fff]", text), (code, name)
            sentence = name.partition(".")[0] in TEXTS
            assert not sentence or text[-1] in "。？！”", (code, name)
