"""The days from one review of a card to the next: how the cards are spread."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.distribution import days_figure
from quiz.charts.figure import Figure
from quiz.locale import _, mark


def figure(intervals: Value, context: Context) -> Figure:
    """Return bars of cards over days."""
    return days_figure(
        _(CHART.title),
        intervals,
        context,
        nothing=_("No intervals yet. A card gets one when it has left its learning steps."),
        half=_("Half of the intervals are {days} or shorter."),
    )


CHART = Chart("intervals", mark("Intervals"), figure)
