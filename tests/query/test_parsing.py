"""What a person types becomes conditions, or an error that points at the place."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import Rating
from quiz.query import Query, QueryError, describe, parse
from quiz.query.conditions import (
    All,
    Amount,
    AnyOf,
    Asked,
    Condition,
    Confused,
    Dated,
    Event,
    InCategory,
    InDeck,
    InField,
    Is,
    Measured,
    Not,
    Operator,
    Quantity,
    Rated,
    Regex,
    State,
    Tagged,
    When,
    Word,
)
from quiz.query.parsing import MAX_CONDITIONS, MAX_DEPTH, MAX_LENGTH
from quiz.query.patterns import Pattern

A, B, C = (Word(Pattern.of(letter)) for letter in "abc")


def meant(text: str) -> Condition:
    condition = parse(text).condition
    assert condition is not None
    return condition


def refused(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u3000"])
def test_an_empty_query_means_every_card(text: str) -> None:
    assert parse(text) == Query(text, None)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("a", A),
        ("A", A),
        ("ａ", A),
        ('"a"', A),
        ("“a”", A),
        ("a b", All((A, B))),
        ("a and b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a or b", AnyOf((A, B))),
        ("a b or c", AnyOf((All((A, B)), C))),
        ("a or b c", AnyOf((A, All((B, C))))),
        ("a (b or c)", All((A, AnyOf((B, C))))),
        ("a（b or c）", All((A, AnyOf((B, C))))),
        ("-a", Not(A)),
        ("not a", Not(A)),
        ("not not a", A),
        ("-a b", All((Not(A), B))),
        ("-(a b)", Not(All((A, B)))),
        ("((a))", A),
        ("android", Word(Pattern.of("android"))),
        ('"and"', Word(Pattern(("and",)))),
        ("HTTP-date", Word(Pattern.of("http-date"))),
        ("std::move", Word(Pattern.of("std::move"))),
        ("http://x", Word(Pattern.of("http://x"))),
        ("12:30", Word(Pattern.of("12:30"))),
        ("<div>", Word(Pattern.of("<div>"))),
        ("a<b", Word(Pattern.of("a<b"))),
        ("time*out", Word(Pattern(("time", "out")))),
        ('"time*out"', Word(Pattern(("time*out",)))),
        (r'"say \"a\" \\ \n"', Word(Pattern((r'say "a" \ \n',)))),
    ],
)
def test_words_phrases_and_what_joins_them(text: str, condition: Condition) -> None:
    assert meant(text) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("deck:http", InDeck("http", Pattern(("http",)))),
        ('DECK:"HTTP Codes"', InDeck("HTTP Codes", Pattern(("http codes",)))),
        ("deck：网络", InDeck("网络", Pattern(("网络",)))),
        ("tag:Core", Tagged(Pattern(("core",)))),
        ("tag:and", Tagged(Pattern(("and",)))),
        ('tag:""', Tagged(Pattern(("",)))),
        ("category:4*", InCategory(Pattern(("4", "")))),
        ("direction:key", Asked(Pattern(("key",)))),
        ("confused:301", Confused(Pattern(("301",)))),
        ("name:gone", InField("name", Pattern(("gone",)))),
        ("Meaning.en:gone", InField("meaning.en", Pattern(("gone",)))),
        ("meaning: gone", InField("meaning", Pattern(("gone",)))),
        ('含义:"a b"', InField("含义", Pattern(("a b",)))),
        ("not:a", InField("not", Pattern(("a",)))),
        ("is:due", Is(State.DUE)),
        ("is:Leech", Is(State.LEECH)),
        ("rated:again", Rated(Rating.AGAIN)),
        ("rated:1", Rated(Rating.AGAIN)),
        ("rated:good<3d", Rated(Rating.GOOD, When(Operator.LESS, 3))),
        ("rated:easy >= 2026-11-25", Rated(Rating.EASY, When(Operator.AT_LEAST, day=date(2026, 11, 25)))),
        ("rated:again or a", AnyOf((Rated(Rating.AGAIN), A))),
    ],
)
def test_names_with_a_colon(text: str, condition: Condition) -> None:
    assert meant(text) == condition


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("stability<3d", Measured(Quantity.STABILITY, Amount(Operator.LESS, 3, 0.5))),
        ("stability<3", Measured(Quantity.STABILITY, Amount(Operator.LESS, 3, 0.5))),
        ("STABILITY >= 1.5w", Measured(Quantity.STABILITY, Amount(Operator.AT_LEAST, 10.5, 0.05))),
        ("interval=1w", Measured(Quantity.INTERVAL, Amount(Operator.EQUAL, 7))),
        ("interval>2m", Measured(Quantity.INTERVAL, Amount(Operator.MORE, 60))),
        ("interval≤1y", Measured(Quantity.INTERVAL, Amount(Operator.AT_MOST, 365))),
        ("lapses>=4", Measured(Quantity.LAPSES, Amount(Operator.AT_LEAST, 4))),
        ("reps＝0", Measured(Quantity.REPS, Amount(Operator.EQUAL, 0))),
        ("difficulty=5.2", Measured(Quantity.DIFFICULTY, Amount(Operator.EQUAL, 5.2, 0.05))),
        ("retrievability<0.8", Measured(Quantity.RETRIEVABILITY, Amount(Operator.LESS, 0.8, 0.05))),
        ("retrievability<80%", Measured(Quantity.RETRIEVABILITY, Amount(Operator.LESS, 0.8, 0.005))),
        ("due<=2d", Dated(Event.DUE, When(Operator.AT_MOST, 2))),
        ("due<-1w", Dated(Event.DUE, When(Operator.LESS, -7))),
        ("due<2026-11-25", Dated(Event.DUE, When(Operator.LESS, day=date(2026, 11, 25)))),
        ("added＜３d", Dated(Event.ADDED, When(Operator.LESS, 3))),
        ("reviewed>3d", Dated(Event.REVIEWED, When(Operator.MORE, 3))),
        ("changed=0d", Dated(Event.CHANGED, When(Operator.EQUAL, 0))),
    ],
)
def test_comparisons(text: str, condition: Condition) -> None:
    assert meant(text) == condition


@pytest.mark.parametrize(
    ("text", "pattern", "matched"),
    [
        (r"re:^4\d\d$", r"^4\d\d$", "404"),
        ("re:(a|b)c", "(a|b)c", "BC"),
        ("(re:(a|b)+)", "(a|b)+", "a"),
        ('re:"a b"', "a b", "xa by"),
        (r're:"\"\\s"', r"\"\\s", r'"\s'),
        ("re:((a)(b c))", "((a)(b c))", "ab c"),
        ("RE：资.", "资.", "资源"),
    ],
)
def test_a_regular_expression_is_taken_as_it_is_written(text: str, pattern: str, matched: str) -> None:
    condition = meant(text)
    assert isinstance(condition, Regex)
    assert condition.pattern.text == pattern
    assert condition.pattern.search(matched)


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("is:", 3, "“is:”"),
        ("is:dew", 3, "“is:” takes new, learning, review, due, suspended, buried, leech, flagged, not “dew”."),
        ("a is:(b)", 5, "“is:”"),
        ("deck:", 5, "“deck:”"),
        ("stability<", 10, "“stability<”"),
        ("rated:", 6, "“rated:”"),
        ("rated:againn", 6, "again, hard, good, easy"),
        ("rated:again<", 12, "“rated:again<”"),
        ("rated:again<x", 12, "3d, 2w, 1m, 1y"),
        ("stability<x", 10, "3d, 2w, 1m, 1y"),
        ("stability<-3", 10, "“-3”"),
        ("lapses>3d", 7, "a number, not with “3d”"),
        ("retrievability<80", 15, "percentage"),
        ("added<-3d", 6, "“-3d”"),
        ("added<2026-13-01", 6, "no day of the calendar"),
        ("lapses:4", 6, "not by a colon"),
        ("deck=http", 4, "“deck” is followed by a colon"),
        ("a stabilty<3", 2, "“stabilty”"),
        ("a or", 4, "missing at the end"),
        ("a or  ", 4, "missing at the end"),
        ("or a", 0, "missing before “or”"),
        ("a or or b", 5, "missing before “or”"),
        ("a -", 2, "missing before “-”"),
        ("not", 3, "missing at the end"),
        ("(a", 2, "A bracket is not closed."),
        ("a)", 1, "No bracket opens"),
        ("()", 1, "missing before “)”"),
        ('a "b', 2, "The quote that opens here is not closed."),
        ('tag:"b', 4, "The quote that opens here is not closed."),
        ("re:a[b", 4, "unterminated character set"),
        ('re:"a[b"', 5, "unterminated character set"),
        ("re:(a+)+", 7, "repeats what repeats itself"),
        ("re:(b(a*)c){2,}", 11, "repeats what repeats itself"),
        ("re:(a?){30}c", 7, "repeats what repeats itself"),
        ("re:(a?a?a?)*b", 11, "repeats what repeats itself"),
        ("re:(a*){20}b", 7, "repeats what repeats itself"),
        ("re:a{99999999999}", 3, "no regular expression"),
        ("re:" + "a" * 201, 3, "201 characters"),
        ("a\0b", 1, "U+0000"),
        ("a\udfffb", 1, "U+DFFF"),
        ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "1001 characters"),
        ("a " * (MAX_CONDITIONS + 1), 0, "too many conditions"),
    ],
)
def test_an_error_points_at_the_place_and_says_what_is_wrong(text: str, position: int, said: str) -> None:
    error = refused(text)
    assert error.position == position
    assert said in error.reason
    assert error.hint
    assert error.message == f"In the query, at character {position + 1}: {error.reason}"


@pytest.mark.parametrize(
    "text", [r"re:[(a+)]+", r"re:\(a+\)+", "re:(ab)+c*", "re:a{2}(b|c)?", "re:[]+*]+", "re:[^]*]+"]
)
def test_what_only_looks_like_a_repeated_repetition_is_taken(text: str) -> None:
    assert isinstance(meant(text), Regex)


def test_conditions_may_stand_in_each_other_only_so_deep() -> None:
    def nested(depth: int) -> str:
        return "(a or (b and " * depth + "c" + "))" * depth

    assert parse(nested(MAX_DEPTH // 2)).condition
    assert "nested too deep" in refused(nested(MAX_DEPTH)).reason
    assert meant("(" * 400 + "a" + ")" * 400) == A
    assert meant("-" * 900 + "a") == A


def test_control_characters_of_a_query_do_not_reach_the_terminal_with_its_error() -> None:
    assert "\u202e" not in refused("is:\u202ex").message


PIECES = st.sampled_from(
    [
        *["a", "deck:", "is:", "re:", "rated:", "due<", "stability>=", "3d", '"', "“", "(", ")", "-", "or", "and"],
        *["*", "\\", "%", "_", "'", ";", "[", "{", " ", "：", "（", "again", "80%", "2026-11-25", "--", "/*", "not"],
    ]
)


@given(st.lists(PIECES).map("".join) | st.text(max_size=60))
def test_any_text_is_a_query_or_an_error_within_it(text: str) -> None:
    try:
        position = len(parse(text).text)
    except QueryError as error:
        position = error.position
    assert 0 <= position <= len(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
def test_a_quoted_text_is_looked_for_as_it_is(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    assert meant(f'"{escaped}"') == Word(Pattern.quoted(text))


def test_each_construct_of_the_description_is_understood() -> None:
    described = describe()
    assert len(described) > 20
    for construct, line in described:
        assert parse(construct).condition is not None
        assert line.endswith(".")
    texts = " ".join(construct for construct, _line in described)
    assert all(f"is:{state}" in texts for state in State)
    assert all(name in texts for name in [*Quantity, *Event])


def test_the_parser_is_loaded_at_the_first_query() -> None:
    code = "import sys, quiz.query; print('lark' in sys.modules); quiz.query.parse('a'); print('lark' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert result.stdout.split() == ["False", "True"]
