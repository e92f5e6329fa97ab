"""How many days until a card would be remembered with 90 %: how the cards are spread."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.distribution import of_days
from quiz.charts.figure import Empty, Figure
from quiz.charts.words import days, short_days
from quiz.locale import _, mark


def figure(stability: Value, context: Context) -> Figure:
    """Return bars of cards over days."""
    title = _(CHART.title)
    if not stability["cards"]:
        text = _("No stabilities yet. A card gets one with its first answer.")
        return Figure(title, Empty(text), summary=text)
    median = days(stability["median"])
    note = _("median {value}").format(value=median)
    return Figure(
        title,
        of_days(stability["rows"], context, short_days),
        note,
        _("Half of the cards would fall to 90 % within {days}.").format(days=median),
    )


CHART = Chart("stability", mark("Stability"), figure)
