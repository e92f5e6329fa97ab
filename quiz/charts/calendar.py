"""The last study days as a heat map, of a year at most; of a picked day what was done on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from quiz.charts.cells.heat import weeks_shown
from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Empty, Figure, Heat, Room
from quiz.charts.notes import fitting
from quiz.charts.words import duration, percent, short_date
from quiz.locale import _, mark, ngettext

_WEEK = 7
_LEGEND = 24
"""The cells that are kept free for the legend of the levels, in every language."""


def figure(calendar: Value, context: Context) -> Figure:
    """Return a heat map of answers a day."""
    title, rows = _(CHART.title), calendar["rows"]
    if not calendar["answers"]:
        text = _("No study days yet. Each one gets a mark here, from the first answer on.")
        return Figure(title, Empty(text), summary=text)
    picked = context.picked if context.picked is not None and 0 <= context.picked < len(rows) else None
    days = [date.fromisoformat(row["day"]) for row in rows]
    answers = tuple(row["answers"] for row in rows)
    heat = Heat(days[0], answers, context.today, None if picked is None else days[picked], full=calendar["full"])
    shown = _cut(heat, weeks_shown(heat, context.room))
    notes = _studied(shown.values)
    if picked is None:
        note = fitting(title, Room(context.room.columns - _LEGEND, context.room.lines), *notes)
    else:
        note = fitting(title, context.room, *_picked(rows[picked], days[picked]))
    return Figure(title, shown, note, notes[0])


def _cut(heat: Heat, weeks: range) -> Heat:
    """Return some weeks of a heat map."""
    first, after = _WEEK * weeks.start, _WEEK * weeks.stop
    return replace(heat, first=heat.first + timedelta(days=first), values=heat.values[first:after])


def _studied(answers: Sequence[int]) -> list[str]:
    """Return on how many of some days there were answers, in how many weeks, and how many on average, longest first."""
    studied, weeks = sum(count > 0 for count in answers), -(-len(answers) // _WEEK)
    in_weeks = ngettext("{count} week", "{count} weeks", weeks).format(count=weeks)
    days = ngettext("{count} day studied in {weeks}", "{count} days studied in {weeks}", studied)
    short = ngettext("{count} day in {weeks}", "{count} days in {weeks}", studied)
    notes = [said.format(count=studied, weeks=in_weeks) for said in (days, short)]
    if not studied:
        return notes
    average = round(sum(answers) / studied)
    return [_("{days}, on average {average} answers").format(days=notes[0], average=average), *notes]


def _picked(row: Value, day: date) -> list[str]:
    """Return what was done on a day, longest first."""
    if not row["answers"]:
        return [_("{day}: no answers").format(day=short_date(day))]
    said = ngettext("{day}: {count} answer", "{day}: {count} answers", row["answers"])
    short = said.format(day=short_date(day), count=row["answers"])
    right, time = percent(row["right"] / row["answers"]), duration(row["milliseconds"])
    return [_("{answers}, {percent} right, {time}").format(answers=short, percent=right, time=time), short]


CHART = Chart("calendar", mark("Calendar"), figure)
