"""What single charts say: remarks, rows that give way, and what is decided by the room."""

from typing import Any

import pytest

from quiz import locale
from quiz.charts.chart import Context
from quiz.charts.figure import Bars, Cell, Curve, Figure, Heat, Role, Room, Shares, Table, Tick, plain
from quiz.charts.register import CHARTS
from quiz.charts.text import draw
from quiz.locale import _
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


def bars(name: str, columns: int = 52, **changes: Any) -> Bars:
    body = figure(name, columns, **changes).body
    assert isinstance(body, Bars)
    return body


def labels(body: Table) -> list[str]:
    return [row[0].text for row in body.rows]


def test_retention_keeps_the_periods_that_matter_most_in_the_order_of_time() -> None:
    assert labels(table("retention", 52, 8)) == ["today", "yesterday", "7 days", "30 days", "1 year", "all time"]
    assert labels(table("retention", 52, 5)) == ["today", "7 days", "30 days"]
    assert labels(table("retention", 34, 5)) == ["today", "7 days", "30 days", "1 year"]
    assert labels(table("retention", 34, 3)) == ["7 days", "30 days"]


def test_retention_says_its_interval_and_of_few_answers_their_counts() -> None:
    rows = table("retention", 66).rows
    assert [cell.text for cell in rows[-1][1:]] == ["86 %", "84–88", "93 %", "92–94", "90 %", "89–91", "3200"]
    assert [cell.text for cell in rows[0][1:]] == ["100 %", "1 of 1", "100 %", "2 of 2", "100 %", "3 of 3", "3"]
    assert table("retention", 44, 8).rows[2][3] == Cell("71–96", Role.QUIET)


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (108, ["86 %", "84–88", "1280", "93 %", "92–94", "1920", "90 %", "89–91", "3200"]),
        (66, ["86 %", "84–88", "93 %", "92–94", "90 %", "89–91", "3200"]),
        (48, ["86 %", "93 %", "90 %", "89–91", "3200"]),
        (46, ["86 %", "93 %", "90 %", "3200"]),
    ],
)
def test_retention_says_as_much_of_each_group_as_fits(columns: int, cells: list[str]) -> None:
    assert [cell.text for cell in table("retention", columns).rows[-1][1:]] == cells


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [34, 40, 44, 46, 48, 50, 55, 57, 62, 70, 108])
def test_retention_always_says_how_many_answers_the_shares_of_all_cards_have(language: str, columns: int) -> None:
    locale.use(language)
    try:
        assert [row[-1].text for row in table("retention", columns).rows][-2:] == ["1300", "3200"]
    finally:
        locale.use("en")


def test_retention_in_a_long_room_has_a_row_for_each_group_where_columns_are_too_few() -> None:
    rows = table("retention", 62, 20).rows
    assert len(rows) == 3 * 6
    assert [cell.text for cell in rows[0]] == ["today", "young", "", "100 %", "1 of 1", "1"]
    assert [cell.text for cell in rows[-2]] == ["", "mature", "", "93 %", "92–94", "1920"]
    assert rows[-2][2].bar == pytest.approx(0.93, abs=0.001)
    assert rows[-2][2].target == 0.9
    assert len(table("retention", 62, 19).rows) == len(table("retention", 108, 40).rows) == 6


def test_retention_in_a_narrow_room_is_a_bar_with_its_aim() -> None:
    bar = table("retention", 34, 8).rows[-1][1]
    assert bar.bar == pytest.approx(0.9)
    assert bar.target == 0.9


@pytest.mark.parametrize("columns", [34, 70])
def test_retention_of_decks_with_different_aims_has_no_target(columns: int) -> None:
    shown = figure("retention", columns, desired=None, desired_low=0.8, desired_high=0.9)
    assert shown.note == "desired 80–90 %"
    assert shown.summary == "90 % of 3200 reviews were right, desired 80–90 %."
    assert isinstance(shown.body, Table)
    assert {cell.target for row in shown.body.rows for cell in row} == {None}


def test_retention_of_deleted_decks_has_no_aim() -> None:
    shown = figure("retention", desired=None, desired_low=None, desired_high=None)
    assert (shown.note, shown.summary) == ("", "90 % of 3200 reviews were right.")


def test_the_future_says_its_backlog_in_the_remark_as_long_as_there_is_room() -> None:
    assert figure("future", 70).note == "cards a day, backlog 3, daily load 27"
    assert figure("future", 40).note == "backlog 3, daily load 27"
    assert figure("future", 33, rows=sample("future", "years")["rows"][:20]).note == "backlog 3"
    assert figure("future", 35, rows=sample("future", "years")["rows"][:20]).note == "cards a day, backlog 3"
    assert figure("future", 24).note == "backlog 3"


def test_the_future_without_a_backlog_keeps_unit_and_load() -> None:
    assert figure("future", 70, backlog=0).note == "cards a day, backlog 0, daily load 27"
    assert figure("future", 40, backlog=0).note == "cards a day, daily load 27"
    assert figure("future", 30, backlog=0).note == "cards in 2 days"


def test_reviews_are_stacked_by_kind() -> None:
    rows = sample("reviews", "years")["rows"]
    assert [part.name for part in bars("reviews").parts] == ["mature", "young", "learning", "drills"]
    row = {**rows[0], "learn": 3, "relearn": 4, "young": 5, "mature": 6, "drill": 7}
    assert [part.values for part in bars("reviews", rows=[row]).parts] == [(6.0,), (5.0,), (7.0,), (7.0,)]


def test_kinds_that_never_occur_are_not_named_and_the_others_keep_their_look() -> None:
    rows = [{**row, "young": 0, "drill": 0} for row in sample("reviews", "years")["rows"]]
    first, *below = plain(draw(figure("reviews", 80, rows=rows), Room(80, 9))).splitlines()
    assert "█ mature   ▒ learning   " in first
    assert "▓" not in "".join(below)
    assert "▒" in "".join(below)


@pytest.mark.parametrize(("name", "columns"), [("reviews", 80), ("time", 76)])
def test_the_four_kinds_are_named_beside_the_title(name: str, columns: int) -> None:
    first = plain(draw(figure(name, columns), Room(columns, 9))).splitlines()[0]
    assert "█ mature  ▓ young  ▒ learning  ░ drills" in first


@pytest.mark.parametrize("columns", [40, 57])
def test_the_four_kinds_are_named_below_in_a_narrow_room(columns: int) -> None:
    last = plain(draw(figure("reviews", columns), Room(columns, 9))).splitlines()[-1]
    assert last.split() == ["█", "mature", "▓", "young", "▒", "learning", "░", "drills"]


def test_time_is_drawn_in_minutes() -> None:
    value = sample("time", "years")
    total = sum(sum(part.values) for part in bars("time").parts)
    assert total == pytest.approx(value["total"] / 60_000)
    assert bars("time").as_text == "minutes"


def test_hours_name_the_best_and_only_what_is_surely_worse() -> None:
    row = {"hour": 9, "answers": 200, "right": 190, "retention": 0.95}
    poor = {"hour": 22, "answers": 40, "right": 30, "retention": 0.75}
    unsure = {"hour": 21, "answers": 20, "right": 17, "retention": 0.85}
    few = {"hour": 23, "answers": 19, "right": 0, "retention": 0.0}
    assert figure("hours", rows=[row, poor, few]).note == "answers; best 9:00, 95 %; worst 22:00, 75 %"
    assert figure("hours", rows=[row, unsure, few]).note == "answers; best 9:00, 95 %"
    assert figure("hours", rows=[row, few]).note == "answers; best 9:00, 95 %"
    assert figure("hours", rows=[few]).note == "answers by hour of the day"


def test_directions_stand_side_by_side_where_they_fit() -> None:
    assert labels(table("directions", 57)) == ["retention", "time, median", "stability", "known"]
    assert labels(table("directions", 34)) == ["key → name + meaning", "meaning → key"]


@pytest.mark.parametrize(
    ("columns", "measures"),
    [
        (57, ["right", "time", "stability", "known"]),
        (50, ["right", "time", "stability"]),
        (40, ["right", "time"]),
        (34, ["right"]),
    ],
)
def test_measures_give_way_to_the_words_of_directions(columns: int, measures: list[str]) -> None:
    words = ["name + meaning → code", "code → name + meaning"]
    rows = [{**row, "direction": word} for row, word in zip(sample("directions", "years")["rows"], words, strict=True)]
    shown = figure("directions", columns, rows=rows)
    lines = plain(draw(shown, Room(columns, 9))).splitlines()
    assert lines[1].split() == measures
    assert [line[:21] for line in lines[2:4]] == words
    assert labels(table("directions", 62, rows=rows)) == ["retention", "time, median", "stability", "known"]


FORGETS = "you forget 4 points more than predicted"


@pytest.mark.parametrize(
    ("columns", "note"),
    [
        (120, f"{FORGETS} · remembered 82 %, predicted 86 % · RMSE 0.03 · log loss 0.41"),
        (90, f"{FORGETS} · RMSE 0.03 · log loss 0.41"),
        (70, f"{FORGETS} · RMSE 0.03"),
        (52, FORGETS),
        (46, "you forget more than predicted"),
        (34, "you forget more"),
    ],
)
def test_calibration_says_in_words_whether_the_scheduler_is_right(columns: int, note: str) -> None:
    shown = figure("calibration", columns, predicted=0.86, observed=0.82, verdict="forgets_more")
    assert shown.note == note
    assert shown.summary == f"{FORGETS} · remembered 82 %, predicted 86 % · RMSE 0.03 · log loss 0.41"


@pytest.mark.parametrize(
    ("verdict", "observed", "long", "short"),
    [
        ("forgets_more", 0.85, "you forget 1 point more than predicted", "you forget more"),
        ("remembers_more", 0.93, "you remember 7 points more than predicted", "you remember more"),
        ("as_predicted", 0.86, "you remember as predicted", "as predicted"),
        ("too_few", 0.7, "too few answers to tell whether predictions are right", "too few answers"),
    ],
)
def test_calibration_has_words_for_every_verdict(verdict: str, observed: float, long: str, short: str) -> None:
    values: Value = {"predicted": 0.86, "observed": observed, "verdict": verdict}
    assert figure("calibration", 108, **values).summary.startswith(f"{long} · remembered")
    assert figure("calibration", 34, **values).note == short


def test_calibration_of_few_answers_has_no_bar() -> None:
    row = {"low": 0.9, "high": 0.95, "answers": 9, "predicted": 0.92, "observed": 0.89}
    few, enough = table("calibration", rows=[{**row, "answers": 10}, row]).rows
    assert few[1:3] == (Cell(), Cell("89 %", Role.QUIET))
    assert enough[1:3] == (Cell(bar=0.89, target=0.92), Cell("89 %", Role.STRONG))
    lines = plain(draw(figure("calibration", rows=[row]), Room(52, 9)))
    assert "predicted  remembered" in lines


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
    other = [*rows, {**rows[0], "deck": "SQL", "deck_title": "SQL", "category": ""}]
    body = figure("categories", rows=other).body
    assert isinstance(body, Shares)
    assert body.items[0].label == "1xx, HTTP status c…"
    assert body.items[-1].label == "Some title, SQL"


def test_a_category_stays_readable_where_its_deck_is_cut() -> None:
    rows = sample("categories", "years")["rows"]
    shown = figure("categories", 34, rows=[*rows, {**rows[0], "deck": "SQL"}])
    lines = plain(draw(shown, Room(34, 9))).splitlines()
    assert [line[:3] for line in lines[1:7]] == ["1xx", "2xx", "3xx", "4xx", "5xx", "1xx"]


LONG_NAMES = ("Informational responses", "Success", "Redirection messages", "Client error responses", "Server errors")


@pytest.mark.parametrize(("columns", "lines"), [(57, 9), (76, 9), (116, 9), (120, 12)])
def test_names_of_categories_of_24_cells_are_readable(columns: int, lines: int) -> None:
    rows = [{**row, "category": name} for row, name in _named_rows()]
    shown = plain(draw(figure("categories", columns, rows=rows), Room(columns, lines)))
    assert all(name in shown for name in LONG_NAMES)


def test_more_categories_are_shown_rather_than_their_whole_names() -> None:
    rows = [{**row, "category": f"{name} {at}"} for at in range(4) for row, name in _named_rows()]
    shown = plain(draw(figure("categories", 116, rows=rows), Room(116, 11)))
    assert "more" not in shown
    assert "Informat" in shown
    assert LONG_NAMES[0] not in shown


def _named_rows() -> list[tuple[Value, str]]:
    return list(zip(sample("categories", "years")["rows"], LONG_NAMES, strict=True))


def test_long_keys_are_cut_and_columns_are_as_wide_as_the_rows_that_are_seen() -> None:
    rows = [{**row, "given": "key " * 10} for row in sample("confusions", "years")["rows"]]
    shown = table("confusions", rows=rows[:2]).rows[0][2].text
    assert shown.endswith("…")
    assert width(shown) <= 16
    far = [*sample("confusions", "years")["rows"][:-1], rows[-1]]
    assert draw(figure("confusions", rows=far), Room(52, 9)) == draw(figure("confusions"), Room(52, 9))


@pytest.mark.parametrize(
    ("columns", "lines", "note"),
    [
        (116, 9, "331 days studied in 53 weeks, on average 31 answers"),
        (80, 9, "331 days studied in 53 weeks"),
        (57, 9, "331 days in 53 weeks"),
        (55, 9, "318 days in 51 weeks"),
        (57, 6, "22 days in 4 weeks"),
        (57, 3, "10 days in 2 weeks"),
    ],
)
def test_the_calendar_counts_the_weeks_that_it_shows(columns: int, lines: int, note: str) -> None:
    shown = figure("calendar", columns, lines)
    assert shown.note == note
    assert isinstance(shown.body, Heat)
    assert sum(count > 0 for count in shown.body.values) == int(note.split()[0])


def test_levels_do_not_depend_on_the_weeks_that_are_shown() -> None:
    rows = sample("calendar", "years")["rows"]
    shown = figure("calendar", 40, rows=rows, full=600)
    assert "▃" not in "\n".join(plain(draw(shown, Room(40, 9))).splitlines()[1:])


def test_one_day_of_very_many_answers_does_not_lower_all_others() -> None:
    rows = sample("calendar", "years")["rows"]
    busy = figure("calendar", 57, rows=[*rows[:-1], {**rows[-1], "answers": 6000}])
    shown, before = (plain(draw(one, Room(57, 9))).splitlines() for one in (busy, figure("calendar", 57)))
    assert [line[:-1] for line in shown[2:]] == [line[:-1] for line in before[2:]]
    for level in "▁▃▅▇":
        assert "".join(before[2:]).count(level) > 30


def test_weeks_without_answers_have_no_average() -> None:
    rows = sample("calendar", "years")["rows"]
    idle = [rows[0], *({**row, "answers": 0} for row in rows[1:])]
    assert figure("calendar", 44, rows=[{**idle[0], "answers": 5}, *idle[1:]]).note == "0 days in 40 weeks"


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


def test_a_future_with_only_a_backlog_has_a_bar_of_it() -> None:
    shown = figure("future", rows=[], total=0)
    assert shown.note == "cards a day, backlog 3, daily load 27"
    assert isinstance(shown.body, Bars)
    assert [part.values for part in shown.body.parts] == [(0.0,), (3.0,)]


def test_the_backlog_stands_before_the_days_to_come() -> None:
    cards, overdue = bars("future", columns=108).parts
    assert (overdue.name, overdue.values[:2], cards.values[0]) == ("overdue", (3.0, 0.0), 0.0)
    assert bars("future", columns=108).ticks[:2] == (Tick(0, "overdue"), Tick(8, "7 d"))
    assert bars("future", columns=108, backlog=0).ticks[:2] == (Tick(0, "today"), Tick(7, "7 d"))
    assert [part.name for part in bars("future", backlog=0).parts] == ["cards"]


def test_a_backlog_far_above_all_days_does_not_flatten_them() -> None:
    busiest = max(row["cards"] for row in sample("future", "years")["rows"])
    assert bars("future", backlog=3 * busiest).most is None
    far = bars("future", backlog=3 * busiest + 1)
    assert far.most == busiest
    lines = plain(draw(Figure("Future", far), Room(57, 9))).splitlines()
    assert [lines[1][3], lines[2][3]] == ["▲", "▓"]
    assert bars("future", backlog=999, rows=[], total=0).most is None


@pytest.mark.parametrize(("unit", "word"), [("day", "today"), ("week", "25 Nov"), ("month", "Nov")])
def test_the_first_bar_to_come_is_today_only_where_bars_are_days(unit: str, word: str) -> None:
    assert bars("future", unit=unit, backlog=0).ticks[0] == Tick(0, word)


def test_known_cards_are_compared_with_those_of_their_direction() -> None:
    rows = sample("directions", "years")["rows"]
    shown = table("directions", 108, rows=[{**rows[0], "seconds": 5.0}, {**rows[1], "cards": 128}]).rows
    assert [cell.bar for cell in shown[3][1::2]] == pytest.approx([50.6 / 64, 38.2 / 128])
    assert [cell.text for cell in shown[1][2::2]] == ["5.0 s", "6.4 s"]


def test_difficulty_is_on_the_scale_from_1_to_10() -> None:
    shown = figure("difficulty", median=5.24)
    assert shown.note == "cards, median 5.2"
    assert [tick.text for tick in bars("difficulty").ticks] == ["1", "4", "7", "10"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 48, 50, 57, 70, 108])
@pytest.mark.parametrize(
    ("name", "unit"),
    [
        *((name, "cards") for name in ("intervals", "stability", "difficulty", "retrievability")),
        *((name, "answers") for name in ("hours", "seconds")),
    ],
)
def test_the_remark_says_what_the_upright_axis_counts(name: str, unit: str, columns: int, language: str) -> None:
    locale.use(language)
    try:
        shown = figure(name, columns)
        begin, _middle, _rest = (_("cards, {middle}") if unit == "cards" else _("answers, {middle}")).partition("{")
        begin = _("answers; {note}").partition("{")[0] if name == "hours" else begin
    finally:
        locale.use("en")
    assert shown.note.startswith(begin)
    assert begin in plain(draw(shown, Room(columns, 9))).splitlines()[0]


def test_the_curve_of_what_is_known_counts_facts_and_says_so() -> None:
    rows = sample("known", "years")["rows"]
    shown = figure("known", rows=[{**rows[0], "cards": 90.0, "notes": 41.5}, {**rows[1], "cards": 99.0, "notes": 44.0}])
    assert isinstance(shown.body, Curve)
    assert shown.body.values == (41.5, 44.0)
    assert plain(draw(shown, Room(52, 9))).splitlines()[1].startswith("50 facts ")
    assert shown.note == "52 of 64 facts, 103 of 128 cards"
