"""How many days until a card would be remembered with 90 %: how the cards are spread."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.distribution import days_figure
from quiz.charts.figure import Figure
from quiz.locale import _, mark


def figure(stability: Value, context: Context) -> Figure:
    """Return bars of cards over days."""
    return days_figure(
        _(CHART.title),
        stability,
        context,
        nothing=_("No stabilities yet. A card gets one with its first answer."),
        half=_("Half of the cards would fall to 90 % within {days}."),
    )


CHART = Chart("stability", mark("Stability"), figure)
