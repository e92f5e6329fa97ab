"""Round marks, bins that fit, words under an axis."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.charts.axis import marks, rounded_top, spacing
from quiz.charts.binning import histogram, percents, spans
from quiz.charts.ticks import Bin, cells_between, every, fits, of_dates, of_points
from quiz.charts.words import compact, days, duration, number, percent, seconds

NOVEMBER = date(2026, 11, 1)


def days_from(first: date, count: int, each: int = 1) -> list[Bin]:
    starts = [first + timedelta(days=each * place) for place in range(count)]
    return [(start, start + timedelta(days=each - 1)) for start in starts]


def words(bins: list[Bin], columns: int) -> list[str]:
    return [tick.text for tick in of_dates(bins, columns)]


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (2, 2), (7, 8), (9, 10), (31, 40), (103, 120), (620, 800), (4100, 5000)]
)
def test_the_top_of_an_axis_is_the_next_round_number(highest: float, top: float) -> None:
    assert rounded_top(highest) == top


@given(st.floats(min_value=0, max_value=10**9))
def test_a_top_is_not_below_its_values_and_not_far_above_them(highest: float) -> None:
    assert max(1, highest) <= rounded_top(highest) <= max(2, 2 * highest)


def test_only_the_mark_at_the_top_has_its_unit() -> None:
    assert [text for _value, text in marks(1.0, "percent")] == ["0", "50", "100 %"]
    assert [text for _value, text in marks(40, "minutes")] == ["0", "20", "40 min"]
    assert [text for _value, text in marks(30_000, "number")] == ["0", "15k", "30k"]
    assert [text for _value, text in marks(80, "facts")] == ["0", "40", "80 facts"]
    assert [text for _value, text in marks(1, "facts")] == ["0", "1 fact"]


@given(st.integers(1, 120), st.integers(1, 120))
def test_bars_never_need_more_columns_than_there_are_unless_each_has_less_than_one(bars: int, columns: int) -> None:
    broad, gap = spacing(bars, columns)
    assert broad >= 1
    assert bars * (broad + gap) - gap <= max(columns, bars)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [(46, (1, 0)), (47, (1, 1)), (48, (2, 0)), (56, (2, 0)), (70, (2, 0)), (71, (2, 1)), (400, (8, 1))],
)
def test_bars_of_one_cell_give_up_their_gaps_for_a_second_one(columns: int, expected: tuple[int, int]) -> None:
    assert spacing(24, columns) == expected
    assert cells_between(24, columns) == sum(expected)


def test_rows_are_put_together_from_the_end_that_is_cut_off_last() -> None:
    rows = [{"start": f"{day}", "end": f"{day}", "cards": 1} for day, _last in days_from(NOVEMBER, 7)]
    assert spans(rows, 10).sums("cards") == (1.0,) * 7
    assert spans(rows, 3).sums("cards") == (3.0, 3.0, 1.0)
    assert spans(rows, 3, whole_last=True).sums("cards") == (1.0, 3.0, 3.0)
    assert spans(rows, 3).bins[1] == (date(2026, 11, 4), date(2026, 11, 6))


@given(st.lists(st.tuples(st.integers(0, 36_500), st.integers(0, 9))), st.integers(4, 101))
def test_a_histogram_loses_nothing_and_fits(sizes: list[tuple[int, int]], columns: int) -> None:
    counts = histogram(sizes, columns)
    assert sum(counts.bins) == sum(many for _size, many in sizes)
    assert 2 * len(counts.bins) - 1 <= max(columns, 5)


def test_the_largest_sizes_share_the_last_bar() -> None:
    counts = histogram([(1, 50), (2, 48), (900, 2)], 40)
    assert (counts.step, counts.bins, counts.open_end) == (1, (0, 50, 48, 2), True)


def test_percents_are_counted_in_as_many_bars_as_fit() -> None:
    rows = [{"percent": percent, "cards": 1} for percent in range(100)]
    assert percents(rows, "cards", 60) == (5,) * 20
    assert percents(rows, "cards", 20) == (10,) * 10
    assert percents(rows, "cards", 5) == (50,) * 2


def test_words_under_an_axis_are_as_fine_as_there_is_room() -> None:
    assert words(days_from(NOVEMBER, 5), 60) == ["1 Nov", "2 Nov", "3 Nov", "4 Nov", "5 Nov"]
    assert words(days_from(NOVEMBER, 30), 60) == ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]
    assert words(days_from(NOVEMBER, 30), 40) == ["2 Nov", "16 Nov", "30 Nov"]
    assert words(days_from(date(2026, 1, 1), 52, 7), 60) == ["2026", "Mar", "May", "Jul", "Sep", "Nov"]
    assert words(days_from(date(2020, 1, 1), 40, 61), 40) == ["2020", "2022", "2024", "2026"]


def test_points_of_a_curve_have_words_at_their_days() -> None:
    points = [NOVEMBER + timedelta(days=30 * place) for place in range(8)]
    shown = [(tick.at, tick.text) for tick in of_points(points, 60)]
    assert shown == [(0, "Nov"), (1, "Dec"), (3, "2027"), (4, "Mar"), (6, "Apr"), (7, "May")]
    assert [tick.text for tick in of_points(points[:1], 60)] == ["1 Nov"]


@given(st.integers(1, 400), st.integers(1, 40), st.integers(4, 101))
def test_words_of_dates_never_touch(count: int, each: int, columns: int) -> None:
    ticks = of_dates(days_from(NOVEMBER, count, each), columns)
    assert ticks
    assert fits(ticks, sum(spacing(count, columns)))


def test_every_first_second_or_fifth_word_is_kept() -> None:
    assert [tick.text for tick in every([f"{place} d" for place in range(12)], 23)] == ["0 d", "5 d", "10 d"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (percent(0.905), "90 %"),
        (percent(0.001), "<1 %"),
        (number(3.0), "3"),
        (number(3.84), "3.8"),
        (number(9.96), "10"),
        (compact(12_500), "12k"),
        (seconds(3.84), "3.8 s"),
        (days(1), "1 day"),
        (days(24.4), "24 days"),
        (days(400), "13 months"),
        (days(1000), "2.7 years"),
        (duration(22_000), "22 s"),
        (duration(360_000), "6 min"),
        (duration(9_000_000), "2.5 h"),
    ],
)
def test_numbers_are_said_in_few_words(said: str, expected: str) -> None:
    assert said == expected
