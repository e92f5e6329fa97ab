"""The forgetting curve of one card."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.cards import CardState
from quiz.charts import forgetting
from quiz.charts.figure import Curve, Figure, Room
from quiz.charts.text import draw
from quiz.scheduling.days import elapsed_days, study_day
from quiz.scheduling.forgetting import DEFAULT_DECAY, retrievability, stability_of
from quiz.store import Store
from tests.simulated import Habits, study_for
from tests.store.support import Clock, import_terms

ROOM = Room(60, 8)
TODAY = study_day(Clock().now)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Cards with a history of 60 days."""
    path: Path = tmp_path_factory.mktemp("curve") / "quiz.db"
    with Store.open(path, Clock().now) as opened:
        import_terms(opened, "Terms", [f"term {number}" for number in range(8)], Clock().now)
        study_for(opened, Clock().now, Habits(days=60))
        yield opened


def curve_of(store: Store, card_id: int) -> tuple[Figure, Curve]:
    figure = forgetting.figure(store.log(card_id), store.card(card_id).state, TODAY, DEFAULT_DECAY, ROOM)
    assert figure is not None
    assert isinstance(figure.body, Curve)
    return figure, figure.body


def test_it_ends_where_the_card_is_and_never_leaves_0_to_1(store: Store) -> None:
    for card in store.cards():
        figure, curve = curve_of(store, card.id)
        assert all(value is not None and 0 <= value <= 1 for value in curve.values)
        assert card.state.memory is not None
        now = retrievability(card.state.memory.stability, elapsed_days(card.state.last_day, TODAY), DEFAULT_DECAY)
        assert f"{round(100 * now)} % today" in figure.note


def test_what_was_predicted_before_an_answer_is_on_the_curve(store: Store) -> None:
    card = next(card for card in store.cards() if card.state.reps > 3)
    log = [entry for entry in store.log(card.id) if entry.undone is None]
    stretches = list(forgetting._stretches(log, card.state.memory, DEFAULT_DECAY))
    for (day, stability), entry in zip(stretches, log[1:], strict=False):
        if entry.predicted is not None and 0.0001 < entry.predicted < 1 and entry.day > day:
            recalled = retrievability(stability, elapsed_days(day, entry.day), DEFAULT_DECAY)
            assert recalled == pytest.approx(entry.predicted, abs=0.0001)


def test_a_card_without_memory_has_none(store: Store) -> None:
    assert forgetting.figure([], CardState(), TODAY, DEFAULT_DECAY, ROOM) is None


@pytest.mark.parametrize("columns", [20, 38, 64])
def test_it_fits_its_room(store: Store, columns: int) -> None:
    figure, _curve = curve_of(store, store.cards()[0].id)
    lines = draw(figure, Room(columns, 7))
    assert len(lines) <= 7
    assert all(len("".join(span.text for span in line)) <= columns for line in lines)


@pytest.mark.parametrize("recalled", [0.0001, 0.3, 0.9, 0.9999])
@pytest.mark.parametrize("days", [1, 20, 1000])
def test_a_stability_is_the_curve_turned_round(recalled: float, days: int) -> None:
    assert retrievability(stability_of(recalled, days), days) == pytest.approx(recalled, rel=1e-6)
