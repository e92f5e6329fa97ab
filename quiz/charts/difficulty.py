"""How difficult the cards are, from 0 to 100 percent."""

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.distribution import of_percents
from quiz.charts.figure import Empty, Figure
from quiz.charts.words import percent
from quiz.locale import _, mark

_LEAST, _RANGE = 1, 9
"""FSRS's difficulty goes from 1 to 10."""


def figure(difficulty: Value, context: Context) -> Figure:
    """Return bars of cards over percents of difficulty."""
    title = _(CHART.title)
    if not difficulty["cards"]:
        text = _("No difficulties yet. A card gets one with its first answer.")
        return Figure(title, Empty(text), summary=text)
    median = percent((difficulty["median"] - _LEAST) / _RANGE)
    summary = _("Half of the cards have a difficulty of {percent} or less.").format(percent=median)
    note = _("median {value}").format(value=median)
    return Figure(title, of_percents(difficulty["rows"], context), note, summary)


CHART = Chart("difficulty", mark("Difficulty"), figure)
