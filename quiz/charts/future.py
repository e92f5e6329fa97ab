"""How many cards fall due on the days, weeks or months to come."""

from datetime import date

from quiz.charts.axis import plot_columns
from quiz.charts.binning import Spans, spans
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Bars, Empty, Figure, Part, Tick
from quiz.charts.notes import fitting
from quiz.charts.ticks import cells_between, of_dates
from quiz.charts.words import number, per_bin, short_date, short_days
from quiz.locale import _, mark, ngettext
from quiz.text import width


def figure(future: Value, context: Context) -> Figure:
    """Return bars from today on, with the backlog in the remark."""
    title = _(CHART.title)
    if not future["total"] and not future["backlog"]:
        text = _("No card is due in the days to come. Each gets its day when it has left its first steps.")
        return Figure(title, Empty(text), summary=text)
    columns = plot_columns(context.room.columns)
    days = spans(future["rows"], columns)
    bars = Bars((Part(_("cards"), days.sums("cards")),), _ticks(days, future["unit"], context.today, columns))
    unit = per_bin("cards", future["unit"], days.together)
    backlog = _("backlog {count}").format(count=future["backlog"])
    short = _("{unit}, backlog {count}").format(unit=unit, count=future["backlog"])
    load = _("{unit}, backlog {count}, daily load {load}").format(
        unit=unit, count=future["backlog"], load=number(future["daily_load"])
    )
    return Figure(title, bars, fitting(title, context.room, load, short, backlog), _summary(future, days))


def _ticks(days: Spans, unit: str, today: date, columns: int) -> tuple[Tick, ...]:
    """Return “today” and, for days, every seventh day from it; for weeks and months dates."""
    first = Tick(0, _("today"))
    step = cells_between(len(days.bins), columns)
    if unit == "day" and days.together == 1 and 7 * step >= width(short_days(28)) + 1 and len(days.bins) > 7:
        return (first, *(Tick(at, short_days(at)) for at in range(7, len(days.bins), 7)))
    free = -(-(width(first.text) + 1) // step)
    return (first, *(tick for tick in of_dates(days.bins, columns) if tick.at >= free))


def _summary(future: Value, days: Spans) -> str:
    cards = days.sums("cards")
    busiest = max(range(len(cards)), key=lambda at: cards[at], default=None)
    said = ngettext("{count} card is due in this time", "{count} cards are due in this time", future["total"])
    said = said.format(count=future["total"])
    if busiest is None or not future["total"]:
        return _("{due}, {backlog} are overdue.").format(due=said, backlog=future["backlog"])
    first = short_date(days.bins[busiest][0])
    return _("{due}, {backlog} are overdue; most from {day} on: {most}.").format(
        due=said, backlog=future["backlog"], day=first, most=round(cards[busiest])
    )


CHART = Chart("future", mark("Future due"), figure)
