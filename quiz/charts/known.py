"""How much is known now, and how it came to be."""

from datetime import date

from quiz.charts.axis import gutter, marks, rounded_top
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Curve, Empty, Figure
from quiz.charts.notes import fitting
from quiz.charts.ticks import of_points
from quiz.locale import _, mark, ngettext

_UNIT = "facts"


def figure(known: Value, context: Context) -> Figure:
    """Return the number of facts known as a curve up to today; the remark counts cards, too."""
    title, rows = _(CHART.title), known["rows"]
    values = tuple(float(row["notes"]) for row in rows)
    if not any(values):
        text = _("Nothing is known yet. The curve begins with the first answer.")
        return Figure(title, Empty(text), summary=text)
    days = [date.fromisoformat(row["day"]) for row in rows]
    top = rounded_top(max(values))
    ticks = of_points(days, max(4, context.room.columns - gutter(marks(top, _UNIT))))
    facts = ngettext("{known} of {count} fact", "{known} of {count} facts", known["of_notes"])
    facts = facts.format(known=round(known["notes"]), count=known["of_notes"])
    both = _("{facts}, {known} of {count} cards").format(
        facts=facts, known=round(known["cards"]), count=known["of_cards"]
    )
    summary = _("You know about {facts} today.").format(facts=facts)
    return Figure(title, Curve(values, ticks, top, _UNIT), fitting(title, context.room, both, facts), summary)


CHART = Chart("known", mark("Known now"), figure)
