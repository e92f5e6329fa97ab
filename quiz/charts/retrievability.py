"""How likely the cards are remembered today."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.distribution import of_cards, of_percents
from quiz.charts.figure import Empty, Figure
from quiz.charts.words import percent
from quiz.locale import _, mark


def figure(retrievability: Value, context: Context) -> Figure:
    """Return bars of cards over percents of recall."""
    title = _(CHART.title)
    if not retrievability["cards"] or retrievability["mean"] is None:
        text = _("Nothing is known of your memory yet. Each card is counted here from its first answer on.")
        return Figure(title, Empty(text), summary=text)
    mean = percent(retrievability["mean"])
    summary = _("A card is remembered today with {percent} on average.").format(percent=mean)
    note = of_cards(title, context, _("mean {value} today").format(value=mean))
    return Figure(title, of_percents(retrievability["rows"], context), note, summary)


CHART = Chart("retrievability", mark("Retrievability"), figure)
