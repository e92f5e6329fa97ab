"""How many cards fall due on the days, weeks or months to come."""

from collections.abc import Iterator
from datetime import date

from quiz.charts.axis import plot_columns
from quiz.charts.binning import Spans, spans
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Bars, Empty, Figure, Part, Tick
from quiz.charts.notes import fitting
from quiz.charts.ticks import cells_between, of_dates
from quiz.charts.words import month, number, per_bin, short_date, short_days
from quiz.locale import _, mark, ngettext
from quiz.text import width

_FAR_ABOVE = 3
"""How many times the busiest day a backlog may be before its bar is cut off, so that it does not flatten the others."""


def figure(future: Value, context: Context) -> Figure:
    """Return bars from today on, the backlog before them and in the remark."""
    title = _(CHART.title)
    if not future["total"] and not future["backlog"]:
        text = _("No card is due in the days to come. Each gets its day when it has left its first steps.")
        return Figure(title, Empty(text), summary=text)
    columns = plot_columns(context.room.columns)
    days = spans(future["rows"], columns - bool(future["backlog"]))
    bars = _bars(future, days, columns)
    notes = _notes(future, per_bin("cards", future["unit"], days.together))
    return Figure(title, bars, fitting(title, context.room, *notes), _summary(future, days))


def _notes(future: Value, unit: str) -> list[str]:
    """Return unit, backlog and daily load, longest first; the unit gives way to the load where a legend says it."""
    backlog, load = future["backlog"], number(future["daily_load"])
    everything = _("{unit}, backlog {count}, daily load {load}").format(unit=unit, count=backlog, load=load)
    if not backlog:
        return [everything, _("{unit}, daily load {load}").format(unit=unit, load=load), unit]
    without_unit = _("backlog {count}, daily load {load}").format(count=backlog, load=load)
    without_load = _("{unit}, backlog {count}").format(unit=unit, count=backlog)
    return [everything, without_unit, without_load, _("backlog {count}").format(count=backlog)]


def _bars(future: Value, days: Spans, columns: int) -> Bars:
    """Return a bar for the backlog, where there is one, and one for each of the days, weeks or months to come."""
    cards, backlog = days.sums("cards"), float(future["backlog"])
    if not backlog:
        return Bars((Part(_("cards"), cards),), _ticks(days, future["unit"], columns, 0))
    parts = Part(_("cards"), (0.0, *cards)), Part(_("overdue"), (backlog, *[0.0] * len(cards)))
    busiest = max(cards, default=0.0)
    most = busiest if 0 < busiest * _FAR_ABOVE < backlog else None
    return Bars(parts, _ticks(days, future["unit"], columns, 1), most=most)


def _ticks(days: Spans, unit: str, columns: int, before: int) -> tuple[Tick, ...]:
    """Return “overdue” for the bars ``before`` the first day, then days from today, or dates of weeks and months."""
    step = cells_between(len(days.bins) + before, columns)
    ticks = [Tick(0, _("overdue"))] if before else []
    for tick in _ticks_of_days(days, unit, step, columns):
        if not ticks or (before + tick.at - ticks[-1].at) * step > width(ticks[-1].text):
            ticks.append(Tick(before + tick.at, tick.text))
    return tuple(ticks)


def _ticks_of_days(days: Spans, unit: str, step: int, columns: int) -> Iterator[Tick]:
    if not days.bins:
        return
    yield Tick(0, _first_word(days.bins[0][0], unit))
    if unit == "day" and days.together == 1 and 7 * step >= width(short_days(28)) + 1 and len(days.bins) > 7:
        yield from (Tick(at, short_days(at)) for at in range(7, len(days.bins), 7))
    else:
        yield from (tick for tick in of_dates(days.bins, columns) if tick.at)


def _first_word(day: date, unit: str) -> str:
    if unit == "day":
        return _("today")
    return month(day) if unit == "month" else short_date(day)


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
