"""Codes told from names, notes with the same prompt, and what a verdict costs."""

import subprocess
import sys

import pytest

from quiz.judging import Answers, Finding, Grade, Others, Part, coverage, is_code, judge_code, judge_name, meaning_parts
from quiz.judging.content import stem
from quiz.judging.forms import simplified

FOUND = Answers(1, ("Found", "Moved Temporarily"))
NOTES = [FOUND, Answers(2, ("Temporary Redirect",)), Answers(3, ("Permanent Redirect",)), Answers(4, ("Gone",))]


@pytest.mark.parametrize(
    "text",
    [
        "404",
        "std::move",
        "ls -la",
        "TTL",
        "ENOENT",
        "SIGKILL",
        "O(n log n)",
        "C++",
        "getElementById",
        "snake_case",
        "--all",
        "os.path",
        "println!",
        "grep",
        "Gone",
        "HTTP/2",
        "/etc/passwd",
        "４０４",
        "UTF-EBCDIC",
        "",
    ],
)
def test_a_digit_a_symbol_few_letters_or_capitals_make_a_code(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "Binary search",
        "mutex",
        "Idempotency",
        "负载均衡器",
        "闭包",
        "I'm a teapot",
        "Non-Authoritative Information",
        "Zürich",
        "Mutex (mutual exclusion)",
        "互斥锁（mutex）",
        "Dijkstra's algorithm",
        "U.S. dollar",
        "TCP three-way handshake",
        "What is a mutex?",
        "先进先出，后进先出",
        "ｍｕｔｅｘ",
        "BINARY SEARCH",
        "コルーチン",
        "Étude",
        "हिन्दी भाषा",
    ],
)
def test_words_are_no_code(text: str) -> None:
    assert not is_code(text)


def test_the_answer_of_a_note_with_the_same_prompt_is_right_and_names_it() -> None:
    others = Others(NOTES)
    assert judge_name("temporary redirect", FOUND, others, {2, 3}) == Finding(Grade.RIGHT, "Temporary Redirect", 2)
    assert judge_name("temporary redirekt", FOUND, others, {2, 3}) == Finding(Grade.CLOSE, "Temporary Redirect", 2)
    assert judge_name("temporary redirect", FOUND, others) == Finding(Grade.WRONG, "Moved Temporarily", 2)
    assert judge_name("gone", FOUND, others, {2, 3}).grade is Grade.WRONG


def test_the_code_of_a_note_with_the_same_prompt_is_right_and_names_it() -> None:
    others = Others([Answers(1, ("x",)), Answers(2, ("dl",)), Answers(3, ("D",))])
    assert judge_code("dl", Answers(1, ("x",)), others, {2}) == Finding(Grade.RIGHT, "dl", 2)
    assert judge_code("D L", Answers(1, ("x",)), others, {2}) == Finding(Grade.RIGHT, "dl", 2)
    assert judge_code("D", Answers(1, ("x",)), others, {2}) == Finding(Grade.WRONG, "x", 3)


def test_of_two_notes_with_the_same_name_the_one_with_the_same_prompt_counts() -> None:
    others = Others([Answers(2, ("Lock",)), Answers(3, ("lock",))])
    assert judge_name("LOCK", Answers(1, ("Mutex",)), others, {3}) == Finding(Grade.RIGHT, "lock", 3)
    assert judge_name("LOCK", Answers(1, ("Mutex",)), others) == Finding(Grade.WRONG, "Mutex", 2)


def test_a_typo_goes_to_the_nearest_note_and_then_to_the_first() -> None:
    others = Others([Answers(2, ("Transformer",)), Answers(3, ("Transformers",)), Answers(4, ("transformers",))])
    assert judge_name("transformerss", Answers(1, ("Attention",)), others).other == 3


def test_a_typo_as_near_to_the_asked_note_as_to_another_is_close() -> None:
    others = Others([Answers(2, ("Multitask",))])
    assert judge_name("Multicask", Answers(1, ("Multicast",)), others) == Finding(Grade.CLOSE, "Multicast")


def test_the_right_answer_that_comes_nearest_is_told() -> None:
    assert judge_name("moved temporally", FOUND, Others([])).expected == "Moved Temporarily"
    assert judge_name("fund", FOUND, Others([])).expected == "Found"
    assert judge_name("", FOUND, Others([])) == Finding(Grade.WRONG, "Found")
    assert judge_code("3O2", Answers(1, ("Found", "302")), Others([])).expected == "302"


def test_a_note_without_an_answer_has_only_wrong_ones() -> None:
    assert judge_name("x", Answers(1, ()), Others(NOTES)) == Finding(Grade.WRONG, "")
    assert judge_code("Gone", Answers(1, ()), Others(NOTES)) == Finding(Grade.WRONG, "", 4)


def test_parts_say_where_they_end_and_count_by_their_length() -> None:
    parts = meaning_parts("触发限流", "请求太频繁，触发了限流。")
    assert parts == (Part("请求太频繁，", there=False), Part("触发了限流。", there=True))
    assert coverage(parts) == pytest.approx(4 / 9)
    assert coverage(()) == 0
    assert coverage((Part("...", there=True),)) == 0


@pytest.mark.parametrize(
    "text", ["So, as it is, the server waits.", "The server waits, as it does.", "...the server waits"]
)
def test_what_says_nothing_by_itself_is_no_part(text: str) -> None:
    assert meaning_parts("server waiting", text) == (Part(text, there=True),)


@pytest.mark.parametrize(
    "text", ["std::move(x)", "1,000", "http://example.org:80/", "HTTP/1.1", "O(log n)", "a != b", "e.g. this", "10:30"]
)
def test_punctuation_within_a_word_or_a_number_divides_nothing(text: str) -> None:
    assert len(meaning_parts("", text)) == 1


def test_long_clauses_are_divided_at_conjunctions_and_short_ones_are_not() -> None:
    long = "The server repeats every single request elsewhere and clients receive identical responses"
    assert len(meaning_parts("", long)) == 2
    assert len(meaning_parts("", "method and body")) == 1


@pytest.mark.parametrize("text", ["", " ", "...", "不", "The"])
def test_a_text_without_content_has_to_be_typed_as_it_is(text: str) -> None:
    assert all(part.there for part in meaning_parts(text, text))
    assert not any(part.there for part in meaning_parts("x", text))


@pytest.mark.parametrize(
    "words",
    [
        ("cache", "caches", "cached", "caching"),
        ("stop", "stops", "stopped", "stopping"),
        ("retry", "retries", "retried", "retrying"),
        ("process", "processes", "processed", "processing"),
        ("match", "matches", "matched", "matching"),
        ("server", "servers", "server's", "server’s"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("left", "right"), [("status", "state"), ("string", "strong"), ("class", "clash"), ("valid", "invalid")]
)
def test_other_words_have_other_stems(left: str, right: str) -> None:
    assert stem(left) != stem(right)


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("乾坤", "乾坤"),
        ("干燥", "乾燥"),
        ("看着", "看著"),
        ("了解", "瞭解"),
        ("覆盖", "覆蓋"),
        ("反复", "反覆"),
        ("借口", "藉口"),
    ],
)
def test_a_traditional_word_is_the_simplified_one_also_where_a_character_has_several(
    text: str, traditional: str
) -> None:
    assert simplified(text) == simplified(traditional)
    assert simplified(text) == "".join(map(simplified, traditional))


RIGHT_AT_ONCE = """
import sys
from quiz.judging import Answers, Others, judge_code, judge_name
others = Others([Answers(2, ("Gone",))])
judge_code("404", Answers(1, ("404",)), others)
judge_name("not-found", Answers(1, ("Not Found",)), others)
judge_name("負載", Answers(1, ("負載",)), others)
assert not {"opencc", "rapidfuzz"} & set(sys.modules), "loaded"
assert set(vars(others)) == {"_answers"}, vars(others)
judge_name("fond", Answers(1, ("Not Found",)), others)
assert "rapidfuzz" in sys.modules
"""


def test_a_right_answer_loads_nothing_and_prepares_nothing() -> None:
    subprocess.run([sys.executable, "-c", RIGHT_AT_ONCE], check=True)
