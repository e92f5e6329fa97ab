"""The options of a choice: the right answer among wrong ones that are worth telling apart from it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.modes import WRONG_OPTIONS, Option
from quiz.modes.options import Possible, options

RIGHT = Possible(404, "Not Found", "4xx")
DECK = [
    Possible(301, "Moved Permanently", "3xx"),
    Possible(304, "Not Modified", "3xx"),
    Possible(400, "Bad Request", "4xx"),
    Possible(403, "Forbidden", "4xx"),
    RIGHT,
    Possible(406, "Not Acceptable", "4xx"),
    Possible(410, "Gone", "4xx"),
    Possible(501, "Not Implemented", "5xx"),
]
SAME_CATEGORY = {400, 403, 406, 410}


def offered(
    possible: Sequence[Possible] = DECK,
    *,
    right: Possible = RIGHT,
    answered: Sequence[int] = (),
    confused: Sequence[int] = (),
    excluded: Sequence[int] = (),
    seed: str = "seed",
) -> tuple[Option, ...]:
    return options(right, possible, answered=answered, confused=confused, excluded=excluded, seed=seed)


def wrong_of(found: Sequence[Option]) -> set[int]:
    """The notes of the wrong options."""
    return {option.note_id for option in found if not option.right}


def of_texts(*texts: str) -> list[Possible]:
    return [Possible(number, text) for number, text in enumerate(texts, 1)]


# Which ones


def test_one_of_four_is_right() -> None:
    found = offered()
    assert len(found) == WRONG_OPTIONS + 1 == 4
    assert [option for option in found if option.right] == [Option(404, "Not Found", right=True)]


def test_what_was_really_answered_comes_before_everything_else() -> None:
    assert wrong_of(offered(answered=[301, 501, 304, 410], confused=[400, 403])) == {301, 501, 304}


def test_what_is_easily_confused_comes_next() -> None:
    assert wrong_of(offered(answered=[301], confused=[501, 410, 400])) == {301, 501, 410}


def test_then_comes_the_same_category() -> None:
    found = wrong_of(offered(answered=[301], confused=[501]))
    assert found > {301, 501}
    assert len(found & SAME_CATEGORY) == 1
    assert wrong_of(offered()) < SAME_CATEGORY


def test_of_a_large_category_not_always_the_same_are_offered() -> None:
    drawn = [wrong_of(offered(seed=str(number))) for number in range(40)]
    assert set().union(*drawn) == SAME_CATEGORY


def test_last_come_the_answers_that_look_most_like_the_right_one() -> None:
    right = Possible(404, "Not Found", "its own")
    assert wrong_of(offered(right=right, excluded=[404])) == {304, 406, 501}


def test_where_a_deck_has_no_categories_the_most_similar_answers_are_offered() -> None:
    plain = [Possible(one.note_id, one.text) for one in DECK]
    found = [wrong_of(offered(plain, right=Possible(404, "Not Found"), seed=str(number))) for number in range(10)]
    assert found == [{304, 406, 501}] * 10


def test_a_note_that_is_answered_and_confused_and_near_is_offered_once() -> None:
    found = offered(answered=[403, 403], confused=[403, 410, 403])
    assert sorted(option.note_id for option in found) == sorted({option.note_id for option in found})
    assert {403, 410} < wrong_of(found)


@pytest.mark.parametrize("number", range(1, 5))
def test_a_small_deck_offers_what_it_has(number: int) -> None:
    found = offered(of_texts("tcp", "udp", "dns", "arp")[:number], right=Possible(1, "tcp"))
    assert len(found) == number
    assert wrong_of(found) == set(range(2, number + 1))


def test_notes_that_are_not_there_any_more_are_not_offered() -> None:
    assert len(offered(answered=[99], confused=[98])) == 4
    assert not wrong_of(offered(answered=[99], confused=[98])) & {98, 99}


# Never these


def test_what_is_also_right_is_never_offered() -> None:
    excluded = [301, 400, 403]
    assert not wrong_of(offered(answered=[301], confused=[400], excluded=excluded)) & set(excluded)


def test_the_note_itself_is_no_wrong_option() -> None:
    assert 404 not in wrong_of(offered(answered=[404], confused=[404]))


@pytest.mark.parametrize(
    "alike", ["NOT FOUND", "not-found", "Ｎｏｔ Ｆｏｕｎｄ", "NotFound.", "“Not Found”", "Not\nFound", "not　found！"]
)
def test_no_wrong_option_reads_like_the_right_one(alike: str) -> None:
    assert wrong_of(offered([*DECK, Possible(9, alike, "4xx")], answered=[9])) < SAME_CATEGORY


def test_no_two_wrong_options_read_alike() -> None:
    found = offered(
        of_texts("x", "请求超时。", "请求超时", "「请求超时」", "TIMEOUT", "time-out"), right=Possible(1, "x")
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    ("one", "other"), [("C", "C++"), ("=", "=="), ("&", "&&"), ("…", "。"), ("chmod +x", "chmod -x"), ("é", "e")]
)
def test_signs_that_mean_something_tell_options_apart(one: str, other: str) -> None:
    assert wrong_of(offered(of_texts(one, other), right=Possible(1, one))) == {2}


# In which order


def test_the_same_seed_gives_the_same_options_in_the_same_order() -> None:
    assert offered(seed="a:1") == offered(seed="a:1")
    assert offered(DECK[::-1], seed="a:1") == offered(seed="a:1")


@pytest.mark.parametrize("size", [4, 8, 60])
def test_the_right_one_stands_in_every_place_about_equally_often(size: int) -> None:
    deck = of_texts(*map(str, range(size)))
    drawn = [offered(deck, right=deck[0], seed=str(number)) for number in range(400)]
    places = [[option.right for option in found].index(True) for found in drawn]
    assert all(70 <= places.count(place) <= 130 for place in range(4))


notes = st.lists(
    st.tuples(st.text(min_size=1, max_size=8), st.sampled_from(["", "a", "b"])), min_size=1, max_size=12
).map(lambda drawn: [Possible(number, text, category) for number, (text, category) in enumerate(drawn, 1)])
ids = st.lists(st.integers(0, 14), max_size=5)


@given(possible=notes, answered=ids, confused=ids, excluded=ids, seed=st.text(max_size=12))
def test_whatever_the_deck_is_the_options_can_be_told_apart_and_one_is_right(
    possible: list[Possible], answered: list[int], confused: list[int], excluded: list[int], seed: str
) -> None:
    right = possible[0]
    found = offered(possible, right=right, answered=answered, confused=confused, excluded=excluded, seed=seed)
    assert 1 <= len(found) <= WRONG_OPTIONS + 1
    assert [option.note_id for option in found if option.right] == [right.note_id]
    assert not wrong_of(found) & set(excluded)
    assert len({option.text for option in found}) == len({option.note_id for option in found}) == len(found)
    texts = {one.note_id: one.text for one in possible}
    assert all(option.text == texts[option.note_id] for option in found)
    assert found == offered(
        possible, right=right, answered=answered, confused=confused, excluded=excluded, seed=seed
    ), "it is the same again"


words = st.lists(st.text("abcdef", min_size=1, max_size=5), min_size=5, max_size=12, unique=True)


@given(texts=words, data=st.data(), seed=st.text(max_size=12))
def test_everything_that_was_answered_is_offered_as_far_as_there_is_room(
    texts: list[str], data: st.DataObject, seed: str
) -> None:
    possible = of_texts(*texts)
    answered = data.draw(st.lists(st.integers(2, len(texts)), max_size=6, unique=True))
    found = wrong_of(offered(possible, right=possible[0], answered=answered, seed=seed))
    assert set(answered[:WRONG_OPTIONS]) <= found
    assert len(found) == WRONG_OPTIONS
