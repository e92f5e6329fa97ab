"""The days from one review of a card to the next: how the cards are spread."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.distribution import of_days
from quiz.charts.figure import Empty, Figure
from quiz.charts.words import days, short_days
from quiz.locale import _, mark


def figure(intervals: Value, context: Context) -> Figure:
    """Return bars of cards over days."""
    title = _(CHART.title)
    if not intervals["cards"]:
        text = _("No intervals yet. A card gets one when it has left its learning steps.")
        return Figure(title, Empty(text), summary=text)
    median = days(intervals["median"])
    note = _("median {value}").format(value=median)
    return Figure(
        title,
        of_days(intervals["rows"], context, short_days),
        note,
        _("Half of the intervals are {days} or shorter.").format(days=median),
    )


CHART = Chart("intervals", mark("Intervals"), figure)
