"""How a deck is named by what a person types, and which decks lie below which."""

import pytest

from quiz.cards import Deck
from quiz.deck_tree import ancestors, find, is_within, matching, parent_name, with_subdecks
from quiz.errors import QuizError
from quiz.study_settings import DeckSettings


def deck(number: int, name: str, **titles: str) -> Deck:
    return Deck(number, name, titles, "", "zh", DeckSettings(), (), {})


HTTP = deck(1, "HTTP 状态码", en="HTTP status codes", zh="HTTP 状态码")
SQL = deck(2, "SQL")
JOINS = deck(3, "SQL::Joins")
INNER = deck(4, "SQL::Joins::Inner")
SQLITE = deck(5, "SQLite")
DECKS = [HTTP, SQL, JOINS, INNER, SQLITE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HTTP 状态码", HTTP),
        ("http STATUS codes", HTTP),
        ("http", HTTP),
        (" ｈｔｔｐ ", HTTP),
        ("sql", SQL),
        ("sql:", JOINS),
        ("sql::joins::i", INNER),
        ("sqlit", SQLITE),
    ],
)
def test_a_deck_is_named_in_any_language_in_any_case_or_by_a_beginning_that_only_it_has(
    text: str, expected: Deck
) -> None:
    assert find(DECKS, text) == expected


def test_a_beginning_that_several_decks_have_is_refused_and_lists_them() -> None:
    with pytest.raises(QuizError) as caught:
        find(DECKS, "sq")
    assert "SQL, SQLite" in caught.value.message
    assert caught.value.hint


def test_a_name_that_is_exactly_that_of_one_deck_wins_over_equal_ones_in_another_case_or_language() -> None:
    upper, lower, other = deck(1, "GO"), deck(2, "go"), deck(3, "围棋", en="go")
    assert find([upper, lower, other], "GO") == upper
    assert find([upper, lower, other], "go") == lower
    with pytest.raises(QuizError):
        find([upper, lower, other], "Go")


def test_an_unknown_name_lists_the_near_ones() -> None:
    with pytest.raises(QuizError) as caught:
        find(DECKS, "SLQite")
    assert "SQLite" in caught.value.hint
    assert "SLQite" in caught.value.message


def test_a_name_like_no_other_lists_the_decks_there_are() -> None:
    with pytest.raises(QuizError) as caught:
        find(DECKS, "ξξξξ")
    assert all((each.name if "::" in each.name else each.title_in("en")) in caught.value.hint for each in DECKS)


def test_without_decks_the_hint_says_how_to_get_one() -> None:
    with pytest.raises(QuizError) as caught:
        find([], "http")
    assert "quiz import" in caught.value.hint


@pytest.mark.parametrize("text", ["", "  "])
def test_no_text_names_no_deck(text: str) -> None:
    assert matching(DECKS, text) is None


def test_the_name_in_an_error_is_harmless_to_the_terminal() -> None:
    with pytest.raises(QuizError) as caught:
        find(DECKS, "\x1b[31m")
    assert "\x1b" not in caught.value.message


def test_a_deck_lies_within_itself_and_the_decks_above_but_not_in_one_that_only_begins_alike() -> None:
    assert is_within("SQL::Joins", "SQL")
    assert is_within("SQL", "SQL")
    assert not is_within("SQLite", "SQL")
    assert (parent_name("SQL::Joins::Inner"), parent_name("SQL")) == ("SQL::Joins", "")


def test_choosing_a_deck_chooses_those_below_it_once() -> None:
    assert with_subdecks(DECKS, [SQL, INNER]) == [SQL, JOINS, INNER]


def test_the_ancestors_of_a_deck_are_those_that_exist_itself_first() -> None:
    assert ancestors([SQL, INNER]) == {2: (2,), 4: (4, 2)}
