"""Time spent a day, week or month, by kind."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Empty, Figure
from quiz.charts.history import history
from quiz.charts.notes import fitting
from quiz.charts.words import duration, per_bin
from quiz.locale import _, mark

_MINUTE = 60_000


def figure(time: Value, context: Context) -> Figure:
    """Return stacked bars of minutes."""
    title = _(CHART.title)
    if not time["total"]:
        text = _("No time spent in this period. The bars begin with the first answer.")
        return Figure(title, Empty(text), summary=text)
    bars, days = history(time, context, _MINUTE, "minutes")
    unit = per_bin("minutes", time["unit"], days.together)
    long = _("{unit}, {total} in all").format(unit=unit, total=duration(time["total"]))
    summary = _("{time} of answers in this period.").format(time=duration(time["total"]))
    return Figure(title, bars, fitting(title, context.room, long, unit), summary)


CHART = Chart("time", mark("Time"), figure)
