"""Regular expressions that people type: they find what Python's own find, and never take for ever."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.query import regexes
from quiz.query.regexes import Expression, repeats_of

PIECES = st.lists(
    st.sampled_from(
        ["a", "B", ".", "中", "[ab]", "[^a]", "(a|b)", "(?:ab)", "a*", "b+", "c?", "a{2}", "^", "$", r"\d", r"\w+"]
    ),
    min_size=1,
    max_size=6,
).map("".join)


@given(PIECES, st.text("abAB中1 \n", max_size=30), st.booleans())
def test_it_finds_what_pythons_own_finds(pattern: str, text: str, match_case: bool) -> None:
    own = re.compile(pattern, 0 if match_case else re.IGNORECASE)
    expression = Expression(pattern, match_case)
    assert bool(expression.search(text)) == bool(own.search(text))
    assert bool(expression._watched.search(text)) == bool(own.search(text))
    assert expression.replaced("x", text) == own.sub("x", text)


@pytest.mark.parametrize(
    ("pattern", "repeats"),
    [
        ("abc", 0),
        ("a*b+c{2,}", 3),
        (r"a\*b", 0),
        ("[*+]", 0),
        ("[]*]a+", 1),
        ("[^]*]a+", 1),
        ("(a|b)c*", 1),
        ("(a|b)+", None),
        ("(ab){2}", None),
        ("(a)?", 0),
    ],
)
def test_repetitions_are_counted(pattern: str, repeats: int | None) -> None:
    assert repeats_of(pattern) == repeats


@pytest.mark.parametrize("pattern", [".*.*.*.*.*~~", "(.|..)+~~", "(a|aa)+$", "(?:a+|b)*c"])
def test_one_that_would_take_for_ever_ends(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "SECONDS", 0.1)
    search = Expression(pattern).searcher()
    with suppress(QuizError):
        for length in range(100, 20_000, 400):
            assert not search("a" * length + "!")
    with suppress(QuizError):
        assert Expression(pattern).replaced("x", "a" * 60 + "!") == "a" * 60 + "!"


class Slow:
    """An expression that is never through."""

    def search(self, _text: str, **_named: object) -> None:
        raise TimeoutError

    sub = search


def test_one_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Expression, "_watched", Slow())
    with pytest.raises(QuizError, match="too long"):
        Expression("(a|aa)+$").search("a")
    monkeypatch.setattr(Slow, "sub", lambda _self, _by, _text, **_named: Slow().search(""))
    with pytest.raises(QuizError, match="too long"):
        Expression("(a|aa)+$").replaced("x", "a")


def test_a_long_text_is_searched_too() -> None:
    assert Expression("b.*d").search("a" * 50_000 + "b" + "c" * 50_000 + "d")
    assert Expression("中+").replaced("x", "中" * 5_000 + "a") == "xa"
