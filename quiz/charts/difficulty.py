"""How difficult the cards are, on FSRS's scale from 1 to 10."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.distribution import of_cards, of_percents
from quiz.charts.figure import Empty, Figure
from quiz.charts.words import number
from quiz.locale import _, mark

_SCALE = ("1", "4", "7", "10")


def figure(difficulty: Value, context: Context) -> Figure:
    """Return bars of cards over difficulties."""
    title = _(CHART.title)
    if not difficulty["cards"]:
        text = _("No difficulties yet. A card gets one with its first answer.")
        return Figure(title, Empty(text), summary=text)
    median = number(difficulty["median"])
    summary = _("Half of the cards have a difficulty of {value} or less, on a scale from 1 to 10.").format(value=median)
    note = of_cards(title, context, _("median {value}").format(value=median))
    return Figure(title, of_percents(difficulty["rows"], context, _SCALE), note, summary)


CHART = Chart("difficulty", mark("Difficulty"), figure)
