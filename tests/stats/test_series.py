"""The series of some lives in which something is unusual: nothing, too little, two devices, a flight westwards."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from quiz.cards import Rating, Review
from quiz.stats.material import Progress, Scope
from quiz.stats.series import SERIES, computed
from quiz.store import aggregates, log, rows
from tests.simulated import Habits, study_for
from tests.stats.compared import Series, all_periods, check, check_shape, material_of, scopes
from tests.stats.facts import world_of
from tests.stats.life import Life
from tests.stats.slow_memory import SLOW
from tests.store.support import record

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """A life in which no deck was imported yet."""
    begun = Life(tmp_path / "quiz.db")
    yield begun
    begun.store.close()


def series_of(life: Life, scope: Scope | None = None) -> Iterator[Series]:
    """All series over each of the periods."""
    for period in all_periods(life):
        yield computed(Progress(material_of(life, scope or Scope()), period))


def compare(life: Life) -> None:
    world = world_of(life.store)
    for scope in scopes(life):
        check(life, world, scope, all_periods(life))


def test_every_series_has_a_slow_twin() -> None:
    assert SLOW.keys() == SERIES.keys() - {"advice"}


# Where there is little


def test_an_empty_database_has_every_series(life: Life) -> None:
    for found in series_of(life):
        assert found.keys() == SERIES.keys()
        assert (found["today"]["answers"], found["states"]["cards"], found["known"]["rows"]) == (0, 0, [])
        check_shape(found)


def test_cards_without_answers_have_every_series(life: Life) -> None:
    life.begin()
    for found in series_of(life):
        assert found["states"]["cards"] == found["states"]["new"] == 16
        check_shape(found)
    compare(life)


@pytest.mark.parametrize("scope", [Scope(deck_ids=()), Scope(deck_ids=(999,)), Scope(card_ids=()), Scope((1,), (999,))])
def test_a_scope_without_cards_has_every_series(life: Life, scope: Scope) -> None:
    life.begin()
    study_for(life.store, life.now, Habits(days=30))
    for found in series_of(life, scope):
        assert (found["streak"]["days"], found["states"]["cards"]) == (0, 0)
        check_shape(found)


def test_one_answer_is_enough_for_every_series(life: Life) -> None:
    life.begin()
    life.study(0, [(Rating.GOOD, "flip", 1500)], 0)
    compare(life)


# Months of study


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """Half a year of study."""
    begun = Life(tmp_path_factory.mktemp("studied") / "quiz.db")
    begun.begin()
    study_for(begun.store, begun.now, Habits(days=180, new=1))
    yield begun
    begun.store.close()


def test_half_a_year_is_as_a_slow_look_has_it(studied: Life) -> None:
    compare(studied)


@pytest.mark.parametrize("name", SERIES)
def test_the_rows_of_a_series_have_the_columns_that_the_register_says(studied: Life, name: str) -> None:
    for found in series_of(studied):
        value = found[name]
        assert ("rows" in value) == bool(SERIES[name].columns)
        assert all(tuple(row) == SERIES[name].columns for row in value.get("rows", ()))
    if SERIES[name].columns and name not in ("confusions", "leeches"):
        assert value["rows"]


def documented() -> dict[str, set[str]]:
    """The names that the chapter of the README has for each series, in its row or behind the table."""
    chapter = README.read_text(encoding="utf-8").partition("\n## Statistics\n")[2].partition("\n## ")[0]
    found: dict[str, set[str]] = {}
    for line in chapter.splitlines():
        if line.startswith("| `"):
            series, said = line.strip("| ").split(" | ", 1)
            found |= {name: set(re.findall(r"`(\w+)`", said)) for name in re.findall(r"`(\w+)`", series)}
    return found


def names_in(value: Any) -> set[str]:
    """Every key of a value, of what is in it, and of its rows."""
    if isinstance(value, list):
        return set().union(*map(names_in, value))
    return set(value).union(*map(names_in, value.values())) if isinstance(value, dict) else set()


@pytest.mark.parametrize("name", SERIES)
def test_the_readme_names_every_figure_of_a_series(studied: Life, name: str) -> None:
    for found in series_of(studied):
        assert names_in(found[name]) | set(SERIES[name].columns) <= documented()[name] | {"rows"}


def test_the_readme_has_exactly_the_series_that_there_are() -> None:
    assert documented().keys() == SERIES.keys()


def test_a_full_day_has_as_many_answers_as_nine_of_ten_at_most(life: Life) -> None:
    life.begin()
    full = []
    for answers in (1, 2, 3, 4, 5, 6, 7, 8, 40, 9):
        life.wait(days=1)
        for number in range(answers):
            record(life.store, life.store.cards()[number % 16].id, Rating.EASY, life.now)
        full.append(next(series_of(life))["calendar"]["full"])
    assert full == [1, 2, 3, 4, 5, 6, 7, 8, 40, 9]


def test_a_fact_counts_the_mean_of_its_cards_on_each_day(life: Life) -> None:
    life.begin()
    card = life.store.cards()[0]
    siblings = [one for one in life.store.cards() if one.note_id == card.note_id]
    assert len(siblings) == 2
    record(life.store, card.id, Rating.EASY, life.now)
    life.wait(days=3)
    for found in series_of(life):
        value = found["known"]
        assert value["rows"][0]["notes"] == pytest.approx(value["rows"][0]["cards"] / 2, abs=0.06)
        assert (value["rows"][-1]["cards"], value["rows"][-1]["notes"]) == (value["cards"], value["notes"])
    compare(life)


@pytest.mark.parametrize("name", SERIES)
def test_values_can_be_written_down_and_read_again(studied: Life, name: str) -> None:
    for period in all_periods(studied):
        value = computed(Progress(material_of(studied, Scope()), period), [name])[name]
        assert json.loads(json.dumps(value, allow_nan=False)) == value


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_days_are_joined_to_other_units(studied: Life, unit: str) -> None:
    found = all_periods(studied)
    check(studied, world_of(studied.store), Scope(), [replace(period, unit=unit) for period in found])


def test_what_was_known_is_told_from_the_first_day_of_the_period_or_of_an_answer(studied: Life) -> None:
    first = min(entry.day for entries in world_of(studied.store).logs.values() for entry in entries)
    begins = set()
    for period, found in zip(all_periods(studied), series_of(studied), strict=True):
        rows = found["known"]["rows"]
        assert rows[0]["day"] == max(first, period.start or first).isoformat()
        assert rows[-1]["day"] == studied.day.isoformat()
        begins.add(rows[0]["day"])
    assert len(begins) > 3


# Two devices


def merge(life: Life, entries: list[Review]) -> None:
    """Add entries of another device to a log, in between, and let cards and counts be what the log makes of them."""
    with life.store._write() as writer:
        values = [rows.review_values(replace(entry, id=entry.id + 1)) for entry in entries]
        writer.execute(rows.REVIEW.insert(), values)
        ids = sorted({entry.card_id for entry in entries})
        for number in ids:
            log.replay_card(writer, number)
        cards = [log.card_of(writer, card.id) for card in world_of(life.store).cards]
        answers = [one for card in cards for one in log.answers_of(card, log.log_of(writer, card.id))]
        for table, counted in zip((aggregates.DAY, aggregates.HOUR), aggregates.of_log(answers), strict=True):
            key = [column.name for column in table.primary_key]
            writer.execute(delete(table))
            writer.execute(
                table.insert(), [dict(zip(key, place, strict=True)) | counts for place, counts in counted.items()]
            )


@pytest.mark.parametrize("seed", range(3))
def test_the_logs_of_two_devices_in_one_are_as_a_slow_look_has_them(life: Life, tmp_path: Path, seed: int) -> None:
    other = Life(tmp_path / "other.db")
    for number, (one, days) in enumerate(((life, 120), (other, 60))):
        one.begin()
        study_for(one.store, one.now, Habits(days=days, idle=0.4, most=20), seed=10 * seed + number)
    entries = [entry for log in world_of(other.store).logs.values() for entry in log]
    taken_back = [replace(entry, undone=entry.time) if n % 7 == 0 else entry for n, entry in enumerate(entries)]
    merge(life, taken_back)
    assert life.store.disagreements() == []
    compare(life)
    other.store.close()


# Clocks


def test_who_flies_over_the_date_line_finds_the_answers_of_tomorrow_tomorrow(life: Life) -> None:
    life.begin()
    life.travel(ZoneInfo("Pacific/Kiritimati"))
    life.study(0, [(Rating.GOOD, "flip", 1500)], 0)
    life.travel(ZoneInfo("Pacific/Pago_Pago"))
    for found in series_of(life):
        assert (found["streak"]["days"], found["studied"]["answers"], found["hours"]["answers"]) == (0, 0, 0)
        assert found["studied"]["days"] >= 1
        assert found["known"]["cards"] == found["known"]["rows"][-1]["cards"] == 1.0
    compare(life)
    life.wait(days=1)
    assert {found["studied"]["answers"] for found in series_of(life)} == {1}
    compare(life)


def test_a_card_is_known_once_on_each_day_also_where_the_clock_was_put_back(life: Life) -> None:
    life.begin()
    card = life.store.cards()[0]
    for days in (0, 10, 10, -15, 30):
        life.wait(days=days)
        record(life.store, card.id, Rating.EASY, life.now)
    (found,) = (found for found, period in zip(series_of(life), all_periods(life), strict=True) if period.name == "all")
    assert max(row["cards"] for row in found["known"]["rows"]) <= 1.0
    compare(life)


@pytest.mark.parametrize("month", [datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)])
def test_hours_and_days_are_those_of_the_clock_also_when_it_changes(life: Life, month: datetime) -> None:
    life.instant = month - timedelta(days=1)
    life.begin()
    hours, days = Counter[int](), Counter[str]()
    for n in range(30):
        life.instant = month + timedelta(hours=n, minutes=30)
        record(life.store, life.store.cards()[n % 16].id, Rating.EASY, life.now)
        hours[life.now.hour] += 1
        days[life.day.isoformat()] += 1
    assert len(days) == 2
    for found in series_of(life):
        assert {row["hour"]: row["answers"] for row in found["hours"]["rows"] if row["answers"]} == hours
        assert {row["day"]: row["answers"] for row in found["calendar"]["rows"] if row["answers"]} == days
    compare(life)


def test_notes_are_added_on_study_days_that_begin_at_any_minute(life: Life) -> None:
    life.begin_days_at(timedelta(hours=4, minutes=7))
    life.travel(UTC)
    life.instant = datetime(2026, 3, 20, 4, 10, tzinfo=UTC)
    life.begin()
    for found, period in zip(series_of(life), all_periods(life), strict=True):
        if period.unit == "day":
            assert found["added"]["rows"][-1] == {"start": "2026-03-20", "end": "2026-03-20", "cards": 16}
    compare(life)
