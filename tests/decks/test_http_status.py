"""The deck of HTTP status codes: right as far as a machine can tell, complete, and with each code told apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from quiz.cards import Category, Direction
from quiz.deck_drafts import NoteDraft, Unread
from quiz.formats import Source, read
from quiz.phrases import points_of
from quiz.text import compatible
from quiz.tui.text import width
from tests.store.support import HTTP_LIST

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
    "306": {"(Unused)"},
    "405": {"Not Allowed"},
    "408": {"Request Time-out"},
    "413": {"Payload Too Large", "Request Entity Too Large"},
    "414": {"Request-URI Too Long", "Request-URI Too Large", "URL Too Long"},
    "416": {"Requested Range Not Satisfiable"},
    "418": {"I am a teapot", "(Unused)"},
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
CORE = {
    *("101", "200", "201", "202", "204", "206", "301", "302", "303", "304", "307", "308", "400", "401", "403", "404"),
    *("405", "409", "415", "422", "429", "500", "502", "503", "504"),
}
WEBDAV = {"102", "207", "208", "423", "424", "507", "508"}
OUTSIDERS = {"460": "AWS", "494": "nginx"}
"""Codes of others that a text may name, each with the word that has to stand with it."""

SOURCES = {
    **{"102": "RFC 2518 §10.1", "103": "RFC 8297 §2", "207": "RFC 4918 §11.1", "208": "RFC 5842 §7.1"},
    **{"226": "RFC 3229 §10.4.1", "423": "RFC 4918 §11.3", "424": "RFC 4918 §11.4", "425": "RFC 8470 §5.2"},
    **{"428": "RFC 6585 §3", "429": "RFC 6585 §4", "431": "RFC 6585 §5", "451": "RFC 7725 §3", "506": "RFC 2295 §8.1"},
    **{"507": "RFC 4918 §11.5", "508": "RFC 5842 §7.2", "510": "RFC 2774 §7", "511": "RFC 6585 §6"},
    **{"418": "RFC 2324 §2.3.2; RFC 9110 §15.5.19", "499": "nginx，未注册"},
}
"""Where the codes are defined that RFC 9110 leaves to others."""

TITLES = {
    "1xx": ("信息响应", "Informational"),
    "2xx": ("成功", "Success"),
    "3xx": ("重定向", "Redirection"),
    "4xx": ("客户端错误", "Client errors"),
    "5xx": ("服务器错误", "Server errors"),
}

DECISIVE = {
    "301": ("永久 POST GET", "for good POST GET"),
    "308": ("永久 原来的方法", "for good same method"),
    "302": ("临时 POST GET", "for now POST GET"),
    "307": ("暂时 方法 不许变", "For now method untouched"),
    "303": ("改用 GET 另一个地址", "Switch to GET another URI"),
    "401": ("源服务器 凭据", "origin server credentials"),
    "403": ("拒绝 没用", "refusal not help"),
    "407": ("代理", "proxy"),
    "408": ("客户端 发完", "client sending"),
    "504": ("网关 上游 久", "upstream gateway long"),
    "502": ("网关 上游 无效", "gateway upstream invalid"),
    "503": ("过载 维护", "Overload maintenance"),
    "412": ("If-Match 不成立", "If-Match not hold"),
    "428": ("没带 If-Match", "lacks If-Match"),
    "413": ("请求体 上限", "body limit"),
    "507": ("空间不够", "out of room"),
}
"""What in its meanings tells a code apart from those that it is mixed up with."""

LANGUAGES = ("", ".en")
TEXTS = ("meaning", "explain", "hint")
ALIKE = 80
"""How alike two texts may be, in percent of their characters."""

POINT_CELLS, VERSUS_CELLS, MEANING_CELLS, HINT_CELLS = 68, 42, 84, 68
"""What stands in one line of a page of 70 cells; a meaning has two lines, beside an arrow and what is asked."""

CODE = re.compile(r"(?<!\d)\d\d\d(?!\d)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FULL_WIDTH = re.compile(r"[\u3000-\u303f\uff00-\uffef]")


def source(file: Path = DECK) -> Source:
    """Read a deck file."""
    return read(file.read_bytes(), file.name, file.stem)


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
    users = [item for item in source(HTTP_LIST).items if isinstance(item, NoteDraft)]
    assert [note.fields["key"] for note in users] == list(NOTES)


def test_deck_and_categories_have_titles_in_both_languages() -> None:
    draft = source().draft
    assert (draft.name, draft.language, draft.titles) == ("HTTP 状态码", "zh", {"en": "HTTP status codes"})
    headings = [item for item in ITEMS if isinstance(item, Category)]
    plain = {item.code: item.title for item in headings if not item.titles}
    english = {item.code: item.titles["en"] for item in headings if item.titles}
    assert {code: (plain[code], english[code]) for code in plain} == TITLES


def test_it_asks_from_code_to_name_and_meaning_and_back() -> None:
    (kind,) = source().draft.types
    assert kind.directions == (
        Direction("key", ("key",), ("name", "meaning")),
        Direction("meaning", ("meaning",), ("key",)),
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
    chinese, english = (points_of(fields[f"explain{language}"]) for language in LANGUAGES)
    assert 1 <= len(chinese) == len(english) <= 3
    versus = [fields[f"versus.{other}"] for other in CONFUSED[code]]
    assert all(CHINESE.search(text) for text in [*versus, *chinese, fields["meaning"], fields["hint"]])
    in_english = [text for name, text in fields.items() if name.endswith(".en")]
    assert not any(CHINESE.search(text) or FULL_WIDTH.search(text) for text in in_english)


def test_sources_are_the_sections_that_define_the_codes() -> None:
    expected = dict(SOURCES)
    for first, section in zip("12345", ("2", "3", "4", "5", "6"), strict=True):
        defined = [code for code in NOTES if code[0] == first and (code not in SOURCES or code == "418")]
        for number, code in enumerate(defined, start=1):
            expected.setdefault(code, f"RFC 9110 §15.{section}.{number}")
    assert {code: note.fields["source"] for code, note in NOTES.items()} == expected


@pytest.mark.parametrize("code", DECISIVE)
def test_meanings_have_what_decides_between_codes_that_are_mixed_up(code: str) -> None:
    chinese, english = DECISIVE[code]
    assert all(word in NOTES[code].fields["meaning"] for word in chinese.split())
    assert all(word in NOTES[code].fields["meaning.en"] for word in english.split())


@pytest.mark.parametrize("code", NOTES)
def test_a_meaning_is_one_sentence(code: str) -> None:
    chinese, english = (NOTES[code].fields[f"meaning{language}"] for language in LANGUAGES)
    assert re.fullmatch(r"[^。？！]+。", chinese)
    assert re.fullmatch(r"[A-Z](?:[^.]|\.(?=\S))+\.", english)


@pytest.mark.parametrize("code", NOTES)
def test_tags_are_a_level_and_what_is_special(code: str) -> None:
    tags = NOTES[code].tags
    assert sum(level in tags for level in LEVELS) == 1
    assert set(tags) <= {*LEVELS, "webdav", "deprecated", "nonstandard"}
    assert ("webdav" in tags) == (code in WEBDAV)
    assert ("deprecated" in tags) == (code in ("102", "305", "510"))
    assert ("nonstandard" in tags) == (code in ("418", "499"))


def test_there_are_25_that_everybody_is_asked() -> None:
    assert len(CORE) == 25
    assert {code for code, note in NOTES.items() if "core" in note.tags} == CORE


# Nothing is given away, nothing said twice


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["meaning", "hint"])
def test_no_meaning_and_no_hint_has_a_name_of_its_code_or_any_number(kind: str, language: str) -> None:
    longer = {note.fields["name"] for note in NOTES.values() if " " in note.fields["name"]}
    for code, text in texts(kind, language).items():
        assert not CODE.search(compatible(text)), code
        assert not re.search(r"\dxx", text), code
        names = {NOTES[code].fields["name"], *longer, *OTHER_NAMES.get(code, set())} - {"(Unused)"}
        assert not any(re.search(rf"\b{re.escape(name)}", text, re.IGNORECASE) for name in names), code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_no_two_texts_of_a_kind_are_alike(kind: str, language: str) -> None:
    assert too_alike(texts(kind, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_point_stands_in_two_notes_or_twice_in_one(language: str) -> None:
    # That a response may be cached is said in the same few words wherever it is so.
    found = [point for _code, point in points(language) if width(point) > 30]
    assert [(one, two) for one, two in combinations(found, 2) if fuzz.ratio(one, two) >= 95] == []


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
    for language in LANGUAGES:
        told = [fields[f"versus.{other}{language}"] for other in CONFUSED[code]]
        assert len(set(told)) == len(told)
        assert not any(code in CODE.findall(text) for text in told)


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
            for found in CODE.findall(compatible(text)):
                known = found in NOTES or (found in OUTSIDERS and OUTSIDERS[found] in text)
                assert known, (code, name, found)


def test_chinese_has_chinese_marks_and_a_space_beside_latin() -> None:
    for code, note in NOTES.items():
        for name, text in note.fields.items():
            if not CHINESE.search(text):
                continue
            assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", text), (code, name)
            assert not re.search(r"[\u4e00-\u9fff] ?[,;:?!]|[,;?!] ?[\u4e00-\u9fff]", text), (code, name)
            sentence = name.partition(".")[0] in TEXTS
            assert not sentence or text[-1] in "。？！”", (code, name)
