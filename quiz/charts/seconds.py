"""How long answers take."""

from collections.abc import Sequence

from quiz.charts import words
from quiz.charts.axis import plot_columns
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Bars, Empty, Figure, Part, Tick
from quiz.charts.notes import fitting
from quiz.charts.ticks import every
from quiz.locale import _, mark

_MINUTE = 60
_STEPS = (1, 2, 5, 10, 20)


def figure(seconds: Value, context: Context) -> Figure:
    """Return bars of answers by seconds; the last one has all that took a minute or more."""
    title = _(CHART.title)
    if not seconds["answers"] or seconds["median"] is None:
        text = _("No answers in this time. How long each takes is counted here.")
        return Figure(title, Empty(text), summary=text)
    columns = plot_columns(context.room.columns)
    step = next((step for step in _STEPS if 2 * (_MINUTE // step + 1) - 1 <= columns), _STEPS[-1])
    bars = Bars((Part(_("answered"), _counts(seconds["rows"], step)),), _ticks(step, columns))
    median = words.seconds(seconds["median"])
    summary = _("Half of the answers take {time} or less.").format(time=median)
    middle = _("median {value}").format(value=median)
    note = fitting(title, context.room, _("answers, {middle}").format(middle=middle), middle)
    return Figure(title, bars, note, summary)


def _counts(rows: Sequence[Value], step: int) -> tuple[float, ...]:
    bins = [0.0] * (_MINUTE // step + 1)
    for row in rows:
        bins[min(row["seconds"], _MINUTE) // step] += row["answers"]
    return tuple(bins)


def _ticks(step: int, columns: int) -> tuple[Tick, ...]:
    starts = [words.seconds(start) for start in range(0, _MINUTE, step)]
    last = Tick(len(starts), _("{size} or more").format(size=words.seconds(_MINUTE)))
    return (*every(starts, columns, len(starts) + 1, (1, 2, 3, 4, 6)), last)


CHART = Chart("seconds", mark("Seconds an answer"), figure)
