"""What is offered while a query is typed, and that each offer makes a query."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.query import QueryError, parse
from quiz.query.completing import Completion, Vocabulary, completions, written
from quiz.query.conditions import Asked, Confused, InCategory, InDeck, Tagged
from quiz.text import folded
from tests.store.drawn_queries import QUERIES

WORDS = Vocabulary(
    decks=("HTTP 状态码", "HTTP status codes", "Net", "Net::Deep"),
    tags=("core", "Core web", "a*b", "标签", '"odd"', ":x", "(x)"),
    categories=(("4xx", "客户端错误"), ("5xx", "服务器错误")),
    directions=(("key", "key → meaning"), ("meaning", "meaning → key")),
    fields=("key", "name", "meaning", "meaning.en", "deck"),
    keys=("404", "std::move"),
)


def at_end(text: str) -> list[Completion]:
    return completions(text, len(text), WORDS)


def labels(text: str) -> list[str]:
    return [found.label for found in at_end(text)]


def applied(text: str) -> list[str]:
    return [found.applied(text) for found in at_end(text)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("dec", ["deck:"]),
        ("x dec", ["x deck:"]),
        ("-dec", ["-deck:"]),
        ("(dec", ["(deck:"]),
        ("not stab", ["not stability<"]),
        ("DIFF", ["difficulty<"]),
        ("mean", ["meaning:", "meaning.en:"]),
        ("is:su", ["is:suspended"]),
        ("is：LE", ["is：learning", "is：leech"]),
        ("is: bur", ["is: buried"]),
        ("rated:a", ["rated:again", "rated:hard", "rated:easy"]),
        ("rated:again<", ["rated:again<1d", "rated:again<1w", "rated:again<1m", "rated:again<1y"]),
        ("due <= 1w", ["due <= 1w"]),
        ("retrievability<8", ["retrievability<80%"]),
        ("deck:net", ["deck:Net", "deck:Net::Deep"]),
        ("deck:status", ['deck:"HTTP status codes"']),
        ('deck:"http', ['deck:"HTTP 状态码"', 'deck:"HTTP status codes"']),
        ("tag:cor", ["tag:core", 'tag:"Core web"']),
        ("tag:标", ["tag:标签"]),
        ("tag:*", ['tag:"a*b"']),
        ("category:4", ["category:4xx"]),
        ("direction:m", ["direction:meaning"]),
        ("confused:s", ["confused:std::move"]),
    ],
)
def test_what_is_typed_is_completed(typed: str, wanted: list[str]) -> None:
    assert applied(typed) == wanted


@pytest.mark.parametrize(
    "typed", ['"de', '"de"', "re:de", "re:(de", "re:(a de", "meaning:x", "zzz", "std::de", 'meaning:"x']
)
def test_what_means_itself_is_left_alone(typed: str) -> None:
    assert applied(typed) == []


def test_where_nothing_is_typed_everything_is_offered() -> None:
    for text in ("", "404 ", "(", "a or "):
        assert {"deck:", "is:due", "stability<", "meaning:"} <= set(labels(text))
    assert labels("tag:") == list(WORDS.tags)


def test_what_begins_like_it_comes_before_what_has_it_inside() -> None:
    assert labels("due") == ["due<", "is:due"]


def test_a_name_of_the_language_is_no_field() -> None:
    assert labels("deck").count("deck:") == 1


def test_an_offer_says_what_it_is() -> None:
    assert [found.about for found in at_end("category:")] == ["客户端错误", "服务器错误"]
    assert all(found.about for found in at_end(""))


def test_the_rest_of_a_word_gives_way_and_nothing_else() -> None:
    found = completions("tag:coXYZ 404", 6, WORDS)
    assert [offer.applied("tag:coXYZ 404") for offer in found] == ["tag:core 404", 'tag:"Core web" 404']
    assert completions("tag:core", 2, WORDS)[0].applied("tag:core") == "tag:"
    assert completions("-is:due", 0, WORDS)[0].start == 0


VALUES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)


@given(VALUES)
def test_a_value_means_itself(value: str) -> None:
    text = written(value)
    for head, kind in (("tag:", Tagged), ("category:", InCategory), ("confused:", Confused), ("direction:", Asked)):
        condition = parse(head + text).condition
        assert isinstance(condition, kind)
        assert condition.pattern.is_whole(folded(value))
    condition = parse(f"deck:{text}").condition
    assert isinstance(condition, InDeck)
    assert condition.name == value


@st.composite
def beginnings(draw: st.DrawFn) -> str:
    """A query as far as it is typed."""
    text = draw(QUERIES)[0]
    return text[: draw(st.integers(0, len(text)))]


def closed(text: str) -> str:
    """The query with every bracket closed that is open."""
    bare = re.sub(r'"(\\.|[^"\\])*"', "", text)
    return text + ")" * (bare.count("(") - bare.count(")"))


def parses(text: str) -> bool:
    try:
        parse(closed(text))
    except QueryError:
        return False
    return True


@given(beginnings())
def test_each_offer_makes_a_query_as_it_is_or_with_a_value(text: str) -> None:
    for found in at_end(text):
        made = found.applied(text)
        assert 0 <= found.start <= found.end <= len(text)
        assert any(parses(made + value) for value in ("", "x", "1", "new", "again")), (text, made)


@given(st.text('ade:"“”<=\\ ()-*（re:tgi', max_size=20), st.integers(0, 20))
def test_nothing_typed_is_too_odd(text: str, cursor: int) -> None:
    for found in completions(text, min(cursor, len(text)), WORDS):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.applied(text)
