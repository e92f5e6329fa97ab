"""Answers a day, week or month, by kind."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Empty, Figure
from quiz.charts.history import history
from quiz.charts.notes import fitting
from quiz.charts.words import per_bin
from quiz.locale import _, mark, ngettext


def figure(reviews: Value, context: Context) -> Figure:
    """Return stacked bars of answers."""
    title = _(CHART.title)
    if not reviews["total"]:
        text = _("No answers in this time. The bars begin with the first one.")
        return Figure(title, Empty(text), summary=text)
    bars, days = history(reviews, context, 1, "number")
    unit = per_bin("answers", reviews["unit"], days.together)
    long = _("{unit}, {total} in all").format(unit=unit, total=reviews["total"])
    summary = ngettext("{count} answer in this time.", "{count} answers in this time.", reviews["total"])
    note = fitting(title, context.room, long, unit)
    return Figure(title, bars, note, summary.format(count=reviews["total"]))


CHART = Chart("reviews", mark("Reviews"), figure)
