"""Statistics: facts in, series out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quiz import stats
from quiz.asking import Counts
from quiz.cards import Kind
from quiz.repository import DeckCounts
from quiz.stats import DayFacts, Facts, Pace

DAY = date(2026, 3, 2)


NO_STREAK = {"current": 0, "longest": 0, "days": 0, "average": 0.0}


def before(days: int) -> date:
    return DAY - timedelta(days=days)


def answers(day: date = DAY, kind: Kind = Kind.REVIEW, again: int = 0, good: int = 1, new: int = 0) -> DayFacts:
    return DayFacts(day, kind, again, 0, good, 0, 1000 * (again + good), new)


def facts(*days: DayFacts, **rest: object) -> Facts:
    values: dict[str, object] = {"phases": {}, "suspended": 0, "buried": 0, "due": {}}
    return Facts(days=days, **{**values, **rest})  # type: ignore[arg-type]


def test_today_counts_the_answers_of_today_alone() -> None:
    found = stats.today(
        facts(
            answers(before(1), again=9),
            DayFacts(DAY, Kind.REVIEW, 1, 2, 3, 4, 5000, 0, (1, 0, 3, 2), 3000),
            DayFacts(DAY, Kind.LEARN, 1, 0, 2, 0, 700, 2),
        ),
        DAY,
    )
    assert found == {
        "day": "2026-03-02",
        "answers": 13,
        "done": 13,
        "right": 11,
        "new": 2,
        "milliseconds": 5700,
        "mature": 6,
        "mature_right": 5,
        "kinds": {"learn": 3, "review": 10, "relearn": 0, "cram": 0, "interview": 0},
        "ratings": {"again": 2, "hard": 2, "good": 5, "easy": 4},
    }


def test_a_day_without_answers_has_zeros() -> None:
    found = stats.today(facts(), DAY)
    assert (found["answers"], found["right"], found["mature"]) == (0, 0, 0)
    assert {*found["kinds"].values(), *found["ratings"].values()} == {0}


def test_a_streak_counts_days_in_a_row_up_to_today() -> None:
    found = stats.streak(facts(*(answers(before(days)) for days in (0, 1, 2, 4, 5, 6, 7))), DAY)
    assert found == {"current": 3, "longest": 4, "days": 7, "average": 1.0}


def test_a_day_that_has_only_begun_does_not_break_a_streak() -> None:
    assert stats.streak(facts(answers(before(1)), answers(before(2))), DAY)["current"] == 2


def test_a_missed_day_breaks_a_streak() -> None:
    assert stats.streak(facts(answers(before(2)), answers(before(3))), DAY)["current"] == 0


def test_nothing_is_no_streak() -> None:
    assert stats.streak(facts(), DAY) == NO_STREAK


def test_a_day_whose_answers_were_all_taken_back_counts_for_nothing() -> None:
    assert stats.streak(facts(answers(good=0)), DAY) == NO_STREAK


def test_several_kinds_on_one_day_are_one_day() -> None:
    assert stats.streak(facts(answers(kind=Kind.LEARN), answers(kind=Kind.CRAM)), DAY)["days"] == 1


@given(st.sets(st.integers(0, 60)))
def test_the_current_streak_is_never_longer_than_the_longest(days: set[int]) -> None:
    found = stats.streak(facts(*(answers(before(number)) for number in days)), DAY)
    assert 0 <= found["current"] <= found["longest"] <= found["days"] == len(days)
    assert (found["current"] > 0) == bool(days & {0, 1})


def test_what_is_done_today_leaves_drills_out() -> None:
    found = stats.today(facts(answers(good=3), answers(kind=Kind.CRAM, good=5)), DAY)
    assert (found["answers"], found["done"]) == (8, 3)


# The calendar


def test_the_calendar_begins_on_a_monday_and_ends_today() -> None:
    thursday = DAY + timedelta(days=3)
    found = stats.calendar(facts(), thursday, weeks=12)
    assert [row["day"] for row in found] == [DAY - timedelta(weeks=11) + timedelta(days=n) for n in range(11 * 7 + 4)]
    assert {row["answers"] for row in found} == {0}
    assert [row["day"] for row in stats.calendar(facts(), DAY, weeks=1)] == [DAY]


def test_the_calendar_counts_every_kind_of_answer() -> None:
    rows = (answers(good=2), answers(kind=Kind.CRAM, good=3), answers(before(8), good=4), answers(before(15), good=9))
    found = {row["day"]: row["answers"] for row in stats.calendar(facts(*rows), DAY, weeks=3)}
    assert (found[DAY], found[before(8)], sum(found.values())) == (5, 4, 9)


# The pace


def test_the_usual_pace_holds_until_enough_answers_are_known() -> None:
    assert stats.pace(facts(), DAY) == stats.pace(facts(answers(good=19)), DAY) == Pace(8.0, 3.0)


def test_the_pace_is_that_of_the_last_thirty_study_days() -> None:
    learnt = DayFacts(DAY, Kind.LEARN, 10, 0, 30, 0, 100_000, 10)
    review = DayFacts(before(29), Kind.REVIEW, 0, 0, 60, 0, 500_000, 0)
    too_old = DayFacts(before(30), Kind.REVIEW, 0, 0, 999, 0, 1, 0)
    drill = DayFacts(DAY, Kind.CRAM, 0, 0, 999, 0, 1, 0)
    assert stats.pace(facts(learnt, review, too_old, drill), DAY) == Pace(6.0, 4.0)


def test_where_nothing_new_was_begun_the_usual_number_of_answers_is_taken() -> None:
    assert stats.pace(facts(answers(kind=Kind.LEARN, good=30)), DAY) == Pace(1.0, 3.0)


def test_minutes_are_told_of_what_is_to_be_asked() -> None:
    pace = Pace(10.0, 3.0)
    assert pace.minutes(Counts(0, 0, 0, 50)) == 0
    assert pace.minutes(Counts(1, 0, 0)) == pace.minutes(Counts(0, 1, 0)) == pace.minutes(Counts(0, 0, 1)) == 1
    assert pace.minutes(Counts(20, 6, 60)) == 21
    assert pace.minutes(DeckCounts(new=20, learning=6, due=60)) == 21
