"""How much work a desired retention means."""

from dataclasses import replace
from random import Random

import pytest

from quiz.scheduling.workload import reviews_in_first_year
from quiz.study_settings import DeckSettings
from tests.store.support import OTHER_PARAMETERS

USUAL = DeckSettings()


def answers(settings: DeckSettings, seed: int = 1) -> float:
    return reviews_in_first_year(settings, Random(seed))


def test_the_same_seed_gives_the_same_number() -> None:
    assert answers(USUAL) == answers(USUAL)


def test_more_retention_is_more_work() -> None:
    found = [answers(replace(USUAL, desired_retention=retention)) for retention in (0.7, 0.8, 0.9, 0.95, 0.99)]
    assert found == sorted(found)
    assert found[-1] > 2 * found[0]


@pytest.mark.parametrize("seed", range(5))
def test_chance_changes_the_number_by_little(seed: int) -> None:
    assert answers(USUAL, seed) == pytest.approx(answers(USUAL, 99), rel=0.1)


def test_learning_steps_are_answers_too() -> None:
    without = replace(USUAL, learning_steps=(), relearning_steps=())
    assert answers(USUAL) > answers(without) + 0.9
    assert answers(replace(USUAL, learning_steps=(1.0, 5.0, 10.0))) > answers(USUAL)


def test_a_short_longest_interval_is_an_answer_a_day() -> None:
    daily = replace(USUAL, learning_steps=(), relearning_steps=(), maximum_interval=1)
    assert answers(daily) == 365


def test_the_parameters_of_the_deck_count() -> None:
    assert answers(replace(USUAL, parameters=OTHER_PARAMETERS)) != answers(USUAL)
