"""The study days of a year as a heat map; of a picked day what was done on it."""

from datetime import date

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Empty, Figure, Heat, Room
from quiz.charts.notes import fitting
from quiz.charts.words import duration, percent, short_date
from quiz.locale import _, mark, ngettext

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
    heat = Heat(days[0], answers, context.today, None if picked is None else days[picked])
    if picked is None:
        beside = Room(context.room.columns - _LEGEND, context.room.lines)
        note = fitting(title, beside, _studied(calendar), _studied_days(calendar))
    else:
        note = fitting(title, context.room, *_picked(rows[picked], days[picked]))
    return Figure(title, heat, note, _studied(calendar))


def _studied(calendar: Value) -> str:
    average = round(calendar["answers"] / max(1, calendar["studied"]))
    said = ngettext(
        "{count} day studied, on average {average} answers",
        "{count} days studied, on average {average} answers",
        calendar["studied"],
    )
    return said.format(count=calendar["studied"], average=average)


def _studied_days(calendar: Value) -> str:
    said = ngettext("{count} day studied", "{count} days studied", calendar["studied"])
    return said.format(count=calendar["studied"])


def _picked(row: Value, day: date) -> list[str]:
    """Return what was done on a day, longest first."""
    if not row["answers"]:
        return [_("{day}: no answers").format(day=short_date(day))]
    said = ngettext("{day}: {count} answer", "{day}: {count} answers", row["answers"])
    short = said.format(day=short_date(day), count=row["answers"])
    right, time = percent(row["right"] / row["answers"]), duration(row["milliseconds"])
    return [_("{answers}, {percent} right, {time}").format(answers=short, percent=right, time=time), short]


CHART = Chart("calendar", mark("Calendar"), figure)
