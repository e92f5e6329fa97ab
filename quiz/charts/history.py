"""What reviews and time have in common: stacked bars of days, weeks or months up to today."""

from quiz.charts.axis import plot_columns
from quiz.charts.binning import Spans, spans
from quiz.charts.chart import Context, Value
from quiz.charts.figure import Bars, Part
from quiz.charts.ticks import of_dates
from quiz.locale import _, mark

PARTS = (
    (mark("mature"), ("mature",)),
    (mark("young"), ("young",)),
    (mark("learning"), ("learn", "relearn")),
    (mark("drills"), ("drill",)),
)
"""The parts of a bar from the axis up, and the kinds of answers that each counts."""


def history(value: Value, context: Context, per_unit: float, as_text: str) -> tuple[Bars, Spans]:
    """Return bars of the figures of each kind, divided by ``per_unit``, and the days that they stand for."""
    columns = plot_columns(context.room.columns)
    days = spans(value["rows"], columns, whole_last=True)
    parts = tuple(Part(_(name), tuple(sum / per_unit for sum in days.sums(*kinds))) for name, kinds in PARTS)
    return Bars(parts, of_dates(days.bins, columns), as_text=as_text), days
