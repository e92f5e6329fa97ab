"""What single charts say: remarks, rows that give way, and what is decided by the room."""

from typing import Any

import pytest

from quiz.charts.chart import Context
from quiz.charts.figure import Bars, Cell, Figure, Heat, Room, Shares, Table
from quiz.charts.register import CHARTS
from quiz.charts.text import draw
from quiz.text import width
from tests.charts.samples import TODAY, Value, sample


def figure(name: str, columns: int = 52, lines: int = 9, **changes: Any) -> Figure:
    value: Value = {**sample(name, "years"), **changes}
    return CHARTS[name].figure(value, Context(Room(columns, lines), TODAY))


def figure_with_picked(name: str, picked: int, columns: int = 52) -> Figure:
    return CHARTS[name].figure(sample(name, "years"), Context(Room(columns, 9), TODAY, picked))


def table(name: str, columns: int = 52, lines: int = 9, **changes: Any) -> Table:
    body = figure(name, columns, lines, **changes).body
    assert isinstance(body, Table)
    return body


def bars(name: str, **changes: Any) -> Bars:
    body = figure(name, **changes).body
    assert isinstance(body, Bars)
    return body


def labels(body: Table) -> list[str]:
    return [row[0].text for row in body.rows]


def test_retention_keeps_the_periods_that_matter_most_in_the_order_of_time() -> None:
    assert labels(table("retention", 52, 8)) == ["today", "yesterday", "7 days", "30 days", "1 year", "all time"]
    assert labels(table("retention", 52, 5)) == ["today", "7 days", "30 days"]
    assert labels(table("retention", 34, 5)) == ["today", "7 days", "30 days", "1 year"]


def test_retention_says_how_far_the_interval_reaches() -> None:
    row = table("retention").rows[-1]
    assert [cell.text for cell in row[1:]] == ["86 %", "± 2", "93 %", "± 1", "90 %", "± 1"]


def test_retention_in_a_narrow_room_is_a_bar_with_its_aim() -> None:
    bar = table("retention", 34, 8).rows[-1][1]
    assert bar.bar == pytest.approx(0.9)
    assert bar.target == 0.9


@pytest.mark.parametrize("columns", [34, 70])
def test_retention_of_decks_with_different_aims_has_no_target(columns: int) -> None:
    shown = figure("retention", columns, desired=None)
    assert shown.note == "aims differ"
    assert isinstance(shown.body, Table)
    assert {cell.target for row in shown.body.rows for cell in row} == {None}


def test_the_future_says_its_backlog_in_the_remark_as_long_as_there_is_room() -> None:
    assert figure("future", 70).note == "cards a day, backlog 3, daily load 27"
    assert figure("future", 40).note == "cards a day, backlog 3"
    assert figure("future", 24).note == "backlog 3"


def test_reviews_are_stacked_and_kinds_that_never_occur_are_left_out() -> None:
    rows = [{**row, "drill": 0} for row in sample("reviews", "years")["rows"]]
    assert [part.name for part in bars("reviews").parts] == ["reviews", "learning", "drills"]
    assert [part.name for part in bars("reviews", rows=rows).parts] == ["reviews", "learning"]


def test_time_is_drawn_in_minutes() -> None:
    value = sample("time", "years")
    total = sum(sum(part.values) for part in bars("time").parts)
    assert total == pytest.approx(value["total"] / 60_000)
    assert bars("time").as_text == "minutes"


def test_hours_name_the_best_and_the_worst_with_enough_answers() -> None:
    row = {"hour": 9, "answers": 20, "right": 19, "retention": 0.95}
    poor = {"hour": 22, "answers": 40, "right": 30, "retention": 0.75}
    few = {"hour": 23, "answers": 19, "right": 0, "retention": 0.0}
    assert figure("hours", rows=[row, poor, few]).note == "best 9:00, 95 %; worst 22:00, 75 %"
    assert figure("hours", rows=[row, few]).note == "best 9:00, 95 %"
    assert figure("hours", rows=[few]).note == "answers by hour of the day"


def test_directions_stand_side_by_side_where_they_fit() -> None:
    assert labels(table("directions", 52)) == ["retention", "time, median", "stability", "known"]
    assert labels(table("directions", 34)) == ["key → name + meaning", "meaning → key"]


@pytest.mark.parametrize(
    ("predicted", "observed", "note"),
    [
        (0.90, 0.88, "predictions are on average 2 points too high; log loss 0.41"),
        (0.90, 0.91, "predictions are on average 1 point too low; log loss 0.41"),
        (0.90, 0.902, "predictions are right on average; log loss 0.41"),
    ],
)
def test_calibration_says_in_words_how_right_predictions_are(predicted: float, observed: float, note: str) -> None:
    assert figure("calibration", 108, predicted=predicted, observed=observed).note == note


def test_calibration_puts_bins_together_where_there_are_too_few_lines() -> None:
    assert labels(table("calibration", 52, 16))[0] == "95–100 %"
    assert labels(table("calibration", 52, 9))[0] == "90–100 %"
    answers = [int(row[3].text) for row in table("calibration", 52, 5).rows]
    assert sum(answers) == sample("calibration", "years")["answers"]


def test_modes_say_how_many_cards_are_only_recognised() -> None:
    assert labels(table("modes"))[-1] == "4 cards: right as a choice, wrong when recalled"
    assert labels(table("modes", 34))[-1] == "4 cards only recognised"
    assert labels(table("modes", recognised_only=0)) == ["choice", "typed", "recalled"]


def test_a_picked_day_says_what_was_done_on_it() -> None:
    shown = figure_with_picked("calendar", 3, 70)
    assert isinstance(shown.body, Heat)
    assert shown.body.picked is not None
    assert shown.body.picked.isoformat() == sample("calendar", "years")["rows"][3]["day"]
    assert "answers" in shown.note


def test_a_picked_pair_is_the_row_that_a_key_acts_on() -> None:
    body = figure_with_picked("confusions", 2).body
    assert isinstance(body, Table)
    assert body.picked == 2


def test_categories_of_several_decks_say_which_deck() -> None:
    rows = sample("categories", "years")["rows"]
    other = [*rows, {**rows[0], "deck": "SQL", "category": ""}]
    body = figure("categories", rows=other).body
    assert isinstance(body, Shares)
    assert body.items[0].label == "HTTP status codes, 1xx"
    assert body.items[-1].label == "SQL, Some title"


def test_states_without_cards_give_way() -> None:
    assert len(labels(table("states", 52, 9, suspended=0))) == 7
    assert labels(table("states", 52, 6, suspended=0, buried=0, relearning=0)) == ["new", "learning", "young", "mature"]


@pytest.mark.parametrize("columns", [30, 52, 108])
@pytest.mark.parametrize("name", ["reviews", "time", "known", "hours", "added", "calibration"])
def test_of_several_remarks_the_longest_that_fits_is_taken(name: str, columns: int) -> None:
    shown = figure(name, columns)
    assert width(shown.note) <= columns - width(shown.title) - 2


def test_figures_count_what_stands_in_the_cells() -> None:
    cells = [row[-1] for row in table("confusions").rows]
    assert cells[0] == Cell("9 ×", cells[0].role)


def test_a_future_with_only_a_backlog_has_no_bars() -> None:
    shown = figure("future", rows=[], total=0)
    assert shown.note == "cards a day, backlog 3, daily load 27"
    assert len(draw(shown, Room(52, 9))) > 1
