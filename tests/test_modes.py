"""What every mode promises, and exact typing."""

import pytest

from quiz.cards import Direction, Rating
from quiz.modes import MODES, mode_for

TO_KEY = Direction("meaning", ("meaning",), ("key",), judge="exact")
TO_MEANING = Direction("key", ("key",), ("name", "meaning"))


@pytest.mark.parametrize("name", MODES)
def test_a_mode_is_registered_under_its_name(name: str) -> None:
    assert MODES[name].name == name


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("given", ["", "404", "\x00", "[/x]", "汉字"])
def test_a_mode_judges_only_what_it_can_and_proposes_a_rating_that_fits(name: str, given: str) -> None:
    verdict = MODES[name].judge("404", given)
    assert verdict is None or (verdict.proposal > Rating.AGAIN) == verdict.right


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("direction", [TO_KEY, TO_MEANING], ids=str)
def test_a_direction_is_asked_in_a_mode_that_fits_it(name: str, direction: Direction) -> None:
    assert mode_for(name, direction).fits(direction)


def test_a_direction_without_one_exact_answer_is_flipped_instead_of_typed() -> None:
    assert mode_for("type", TO_MEANING).name == "flip"
    assert mode_for("type", TO_KEY).name == "type"


@pytest.mark.parametrize("given", ["404", " 404 ", "４０４", "　４04\t"])
def test_a_typed_answer_is_right_in_any_width_and_with_space_around_it(given: str) -> None:
    verdict = MODES["type"].judge("404", given)
    assert verdict is not None
    assert (verdict.right, verdict.proposal) == (True, Rating.GOOD)


@pytest.mark.parametrize("given", ["", "405", "40 4", "4O4", "404."])
def test_a_typed_answer_that_differs_is_wrong(given: str) -> None:
    verdict = MODES["type"].judge("404", given)
    assert verdict is not None
    assert (verdict.right, verdict.proposal) == (False, Rating.AGAIN)


def test_flipping_leaves_the_judgement_to_the_person() -> None:
    assert MODES["flip"].judge("404", "404") is None
