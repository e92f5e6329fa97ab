"""At which hours of the day you answer, and how much of it is right."""

from collections.abc import Sequence

from quiz.charts.axis import gutter, marks, rounded_top
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Bars, Empty, Figure, Part, Tick
from quiz.charts.notes import fitting
from quiz.charts.ticks import cells_between, fits
from quiz.charts.words import percent
from quiz.locale import _, mark
from quiz.stats.confidence import wilson

ENOUGH = 20
"""From how many answers on an hour is said to be the best or the worst."""

_HOURS = 24
_NAMED = (0, 6, 12, 18)
_TOGETHER = (1, 2, 3, 6)


def figure(hours: Value, context: Context) -> Figure:
    """Return bars of right and wrong answers by hour."""
    title, rows = _(CHART.title), hours["rows"]
    if not hours["answers"]:
        text = _("No answers in this time. Each one counts for its hour here.")
        return Figure(title, Empty(text), summary=text)
    beside = gutter(marks(rounded_top(max(row["answers"] for row in rows)), "number"))
    columns = context.room.columns - beside
    together = next((hours for hours in _TOGETHER if len(rows) // hours <= columns - (hours > 1)), _TOGETHER[-1])
    answers, right = (_sums([row[name] for row in rows], together) for name in ("answers", "right"))
    wrong = tuple(whole - part for whole, part in zip(answers, right, strict=True))
    notes = _notes(hours)
    bars = Bars((Part(_("right"), right), Part(_("wrong"), wrong)), _ticks(columns, together))
    return Figure(title, bars, fitting(title, context.room, *notes), notes[0])


def _sums(numbers: Sequence[int], together: int) -> tuple[float, ...]:
    return tuple(float(sum(numbers[first : first + together])) for first in range(0, len(numbers), together))


def _ticks(columns: int, together: int) -> tuple[Tick, ...]:
    ticks = [Tick(hour // together, _clock(hour)) for hour in _NAMED]
    return tuple(ticks if fits(ticks, cells_between(_HOURS // together, columns)) else ticks[::2])


def _notes(hours: Value) -> list[str]:
    """Return that bars are answers, the best hour with enough of them, and the worst where it is surely worse.

    The longest comes first.
    """
    rows = [row for row in hours["rows"] if row["answers"] >= ENOUGH]
    if not rows:
        return [_("answers by hour of the day")]
    best = max(rows, key=lambda row: row["right"] / row["answers"])
    worst = min(rows, key=lambda row: row["right"] / row["answers"])
    short = _("best {hour}, {percent}").format(hour=_clock(best["hour"]), percent=_right(best))
    # Where the intervals overlap the difference can be chance.
    if _interval(worst)[1] >= _interval(best)[0]:
        return [_of_answers(short), short]
    long = _("best {hour}, {percent}; worst {low_hour}, {low_percent}").format(
        hour=_clock(best["hour"]), percent=_right(best), low_hour=_clock(worst["hour"]), low_percent=_right(worst)
    )
    return [_of_answers(long), _of_answers(short), short]


def _of_answers(note: str) -> str:
    return _("answers; {note}").format(note=note)


def _interval(row: Value) -> tuple[float, float]:
    return wilson(row["right"], row["answers"])


def _right(row: Value) -> str:
    return percent(row["right"] / row["answers"])


def _clock(hour: int) -> str:
    return f"{hour}:00"


CHART = Chart("hours", mark("Hours"), figure)
