"""Queries drawn at random, each beside a plain test that says the same."""

import operator
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from quiz.cards import Card, Rating
from tests.store import searched
from tests.store.searched import Collection, Test
from tests.store.support import NOW

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
FRAGMENTS = [
    *[
        "cache",
        "CACHE",
        "ｃａｃｈｅ",
        "请求",
        "求资",
        "请求资源",
        "100%",
        "a_b",
        "back\\slash",
        "it's",
        'quo"te',
        "[x]",
    ],
    *["Straße", "STRASSE", "İ", "'; drop table note; --", "/*", "a b", "%", "_", "\\", "/", "é", "e\u0301", "{}"],
]
TAGS = ["core", "Core", "ＣＯＲＥ", "标签", "leech", "a%b", "a_b"]
KEYS = ["404", "４０５", "410", "DNS", "dns 2", "std::move", "%", "请求"]
DECKS = {"net": "Net", "NET::d": "Net::Deep", "系": "系统", '"系统 in english"': "系统", "n*t": "Net"}
REGEXES = ["^请", "c.che", r"\d+%", "a_b|[x]", "ß", r"\\", "^$", r"(?-i:CACHE)"]
DISTANCES = st.integers(0, 12)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


Meaning = tuple[str, Test]


@st.composite
def text_conditions(draw: st.DrawFn) -> Meaning:
    text = draw(st.sampled_from(FRAGMENTS))
    field = draw(st.sampled_from(["meaning", "meaning.en", "name", "term", "key", "nothing"]))
    kind = draw(st.sampled_from(["phrase", "word", "star", "field", "field star", "empty", "regex"]))
    match kind:
        case "phrase":
            return quoted(text), searched.in_some_field(text, wild=False)
        case "word":
            word = draw(st.sampled_from(["cache", "CACHE", "请求", "it's", "a_b", "100%", "\\", "strasse", "é", "40"]))
            return word, searched.in_some_field(word)
        case "star":
            word = draw(st.sampled_from(["c*e", "请*源", "*b", "a*b", "st*", "1*%", "*", "c*%*x", "b*\\*h"]))
            return word, searched.in_some_field(word)
        case "field":
            wanted = draw(st.sampled_from([text, *KEYS]))
            return f"{field}:{quoted(wanted)}", searched.in_field(field, wanted)
        case "field star":
            return f"{field.title()}:c*e", searched.in_field(field, "c*e")
        case "empty":
            return f'{field}:""', searched.in_field(field, "")
        case _:
            regex = draw(st.sampled_from(REGEXES))
            return f"re:{regex}", searched.by_regex(regex)


@st.composite
def name_conditions(draw: st.DrawFn) -> Meaning:
    kind = draw(st.sampled_from(["deck", "tag", "category", "direction", "is", "confused"]))
    match kind:
        case "deck":
            text = draw(st.sampled_from(list(DECKS)))
            return f"deck:{text}", searched.in_deck(DECKS[text])
        case "tag":
            tag = draw(st.sampled_from([*TAGS, "c*", "*e*", ""]))
            return f"tag:{tag}" if tag else 'tag:""', searched.tagged(tag)
        case "category":
            code = draw(st.sampled_from(["4xx", "4*", "ab", "client*", "客户端错误", "wide", "none", ""]))
            return f"category:{code}" if code else 'category:""', searched.in_category(code)
        case "direction":
            slug = draw(st.sampled_from(["key", "KEY", "meaning", "*e*", "k*"]))
            return f"direction:{slug}", searched.asked(slug)
        case "is":
            state = draw(st.sampled_from(list(searched.STATES)))
            return f"is:{state}", searched.STATES[state]
        case _:
            key = draw(st.sampled_from(["404", "405", "dns", "d*", "none"]))
            return f"confused:{key}", searched.confused(key)


def compared(name: str, sign: str, value: float, tolerance: float = 0) -> Test:
    def test(collection: Collection, card: Card) -> bool:
        number = searched.numbers(collection, card)[name]
        if number is None:
            return False
        if sign == "=" and tolerance:
            return value - tolerance <= number < value + tolerance
        return COMPARE[sign](number, value)

    return test


@st.composite
def number_conditions(draw: st.DrawFn) -> Meaning:
    sign = draw(st.sampled_from(list(COMPARE)))
    name = draw(st.sampled_from(["stability", "difficulty", "retrievability", "interval", "lapses", "reps"]))
    match name:
        case "stability":
            weeks = draw(st.integers(0, 4))
            return f"stability{sign}{weeks}w", compared(name, sign, weeks * 7, 0.5)
        case "difficulty":
            tenths = draw(st.integers(10, 100))
            return f"difficulty {sign} {tenths / 10:.1f}", compared(name, sign, tenths / 10, 0.05)
        case "retrievability":
            percent = draw(st.integers(1, 99) | st.sampled_from([0, 100]))
            return f"retrievability{sign}{percent}%", compared(name, sign, percent * 0.01, 0.005)
        case _:
            number = draw(DISTANCES)
            return f"{name}{sign}{number}", compared(name, sign, number)


@st.composite
def day_conditions(draw: st.DrawFn) -> Meaning:
    sign = draw(st.sampled_from(list(COMPARE)))
    event = draw(st.sampled_from(["due", "added", "reviewed", "changed"]))
    distance = draw(st.integers(-9, 9) if event == "due" else DISTANCES)

    def by_length(collection: Collection, card: Card) -> bool:
        day = searched.day_of(collection, card, event)
        if day is None:
            return False
        gone = (collection.clock.day - day).days
        return COMPARE[sign](-gone if event == "due" else gone, distance)

    def by_date(collection: Collection, card: Card) -> bool:
        day = searched.day_of(collection, card, event)
        return day is not None and COMPARE[sign](day, NOW.date() + timedelta(days=distance))

    if draw(st.booleans()):
        return f"{event}{sign}{distance}d", by_length
    return f"{event}{sign}{NOW.date() + timedelta(days=distance)}", by_date


@st.composite
def rating_conditions(draw: st.DrawFn) -> Meaning:
    rating, sign = draw(st.sampled_from(list(Rating))), draw(st.sampled_from(list(COMPARE)))
    distance = draw(DISTANCES)
    name = rating.name.lower()

    def ever(collection: Collection, card: Card) -> bool:
        return bool(searched.ratings(collection, card, rating))

    def then(collection: Collection, card: Card) -> bool:
        today = collection.clock.day
        return any(COMPARE[sign]((today - day).days, distance) for day in searched.ratings(collection, card, rating))

    def on(collection: Collection, card: Card) -> bool:
        return any(COMPARE[sign](day, date) for day in searched.ratings(collection, card, rating))

    date = NOW.date() + timedelta(days=distance)
    return draw(
        st.sampled_from(
            [(f"rated:{name}", ever), (f"rated:{name}{sign}{distance}d", then), (f"rated:{name}{sign}{date}", on)]
        )
    )


CONSTRUCTS = (text_conditions(), name_conditions(), number_conditions(), day_conditions(), rating_conditions())
"""Every kind of condition."""


def both(first: Meaning, second: Meaning, between: str) -> Meaning:
    join = any if between == " or " else all
    return f"({first[0]}{between}{second[0]})", lambda c, card: join(test(c, card) for test in (first[1], second[1]))


def without(inner: Meaning, sign: str) -> Meaning:
    return f"{sign}{inner[0]}", lambda c, card: not inner[1](c, card)


QUERIES: st.SearchStrategy[Meaning] = st.recursive(
    st.one_of(CONSTRUCTS),
    lambda inner: st.one_of(
        st.builds(both, inner, inner, st.sampled_from([" ", " and ", " or "])),
        st.builds(without, inner, st.sampled_from(["-", "not "])),
    ),
    max_leaves=6,
)
