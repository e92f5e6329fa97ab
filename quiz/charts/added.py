"""How many cards were added a day, week or month."""

from quiz.charts.axis import plot_columns
from quiz.charts.binning import spans
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Bars, Empty, Figure, Part
from quiz.charts.notes import fitting
from quiz.charts.ticks import of_dates
from quiz.charts.words import per_bin
from quiz.locale import _, mark, ngettext


def figure(added: Value, context: Context) -> Figure:
    """Return bars of cards."""
    title = _(CHART.title)
    if not added["total"]:
        text = _("No cards were added in this time. They are counted on the day on which a deck gets them.")
        return Figure(title, Empty(text), summary=text)
    columns = plot_columns(context.room.columns)
    days = spans(added["rows"], columns, whole_last=True)
    bars = Bars((Part(_("cards"), days.sums("cards")),), of_dates(days.bins, columns))
    unit = per_bin("cards", added["unit"], days.together)
    long = _("{unit}, {total} in all").format(unit=unit, total=added["total"])
    summary = ngettext("{count} card was added in this time.", "{count} cards were added in this time.", added["total"])
    note = fitting(title, context.room, long, unit)
    return Figure(title, bars, note, summary.format(count=added["total"]))


CHART = Chart("added", mark("Added"), figure)
