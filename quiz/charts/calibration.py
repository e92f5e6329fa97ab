"""Whether the scheduler is right about you: recall as it was predicted and as it was."""

from collections.abc import Sequence

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.notes import fitting
from quiz.charts.words import percent, points
from quiz.locale import _, mark, ngettext

_WIDTHS = (5, 10, 20, 50)
"""In points; those of the series first."""


def figure(calibration: Value, context: Context) -> Figure:
    """Return a bar of observed recall for each bin of predicted recall, the highest first, with a target."""
    title = _(CHART.title)
    if not calibration["answers"] or calibration["predicted"] is None or calibration["observed"] is None:
        text = _("No reviews in this time. Each one shows whether its card was remembered as predicted.")
        return Figure(title, Empty(text), summary=text)
    columns = (
        Column(_("predicted"), right=True),
        Column(share=1),
        Column(_("remembered"), right=True, close=True),
        Column(_("answered"), right=True),
    )
    bins = _fitting_bins(calibration["rows"], context.room.lines - 2)
    rows = tuple(_row(row) for row in reversed(bins))
    notes = _notes(calibration)
    return Figure(title, Table(columns, rows), fitting(title, context.room, *notes), _summary(calibration, notes[0]))


def _fitting_bins(rows: Sequence[Value], lines: int) -> list[Value]:
    """Put bins together until there are lines for all."""
    bins: list[Value] = list(rows)
    for width in _WIDTHS[1:]:
        if len(bins) <= max(1, lines):
            break
        bins = _together(rows, width)
    return bins


def _together(rows: Sequence[Value], width: int) -> list[Value]:
    groups: dict[int, list[Value]] = {}
    for row in rows:
        groups.setdefault(points(row["low"]) // width, []).append(row)
    return [_joined(group, number * width / 100, (number + 1) * width / 100) for number, group in groups.items()]


def _joined(rows: Sequence[Value], low: float, high: float) -> Value:
    answers = sum(row["answers"] for row in rows)
    means = {
        field: sum(row["answers"] * row[field] for row in rows) / max(1, answers) for field in ("predicted", "observed")
    }
    return {"low": low, "high": high, "answers": answers, **means}


def _row(row: Value) -> tuple[Cell, ...]:
    span = _("{low}–{high} %").format(low=points(row["low"]), high=points(row["high"]))
    bar = Cell(bar=row["observed"], target=row["predicted"])
    observed = Cell(percent(row["observed"]), Role.STRONG)
    return Cell(span, Role.QUIET), bar, observed, Cell(str(row["answers"]), Role.QUIET)


def _notes(calibration: Value) -> list[str]:
    """Return by how much predictions are wrong on average, longest first."""
    gap = points(calibration["predicted"] - calibration["observed"])
    if not gap:
        long, short = _("predictions are right on average"), _("right on average")
    else:
        long, short = _gap(gap)
    if calibration["log_loss"] is None:
        return [long, short]
    loss = _("{sentence}; log loss {loss}").format(sentence=long, loss=f"{calibration['log_loss']:.2f}")
    return [loss, long, short]


def _gap(gap: int) -> tuple[str, str]:
    size = abs(gap)
    if gap > 0:
        long = ngettext(
            "predictions are on average {points} point too high",
            "predictions are on average {points} points too high",
            size,
        )
        short = ngettext("{points} point too high", "{points} points too high", size)
    else:
        long = ngettext(
            "predictions are on average {points} point too low",
            "predictions are on average {points} points too low",
            size,
        )
        short = ngettext("{points} point too low", "{points} points too low", size)
    return long.format(points=size), short.format(points=size)


def _summary(calibration: Value, words: str) -> str:
    if calibration["rmse"] is None:
        return words
    return _("{sentence}; RMSE in bins {rmse}").format(sentence=words, rmse=percent(calibration["rmse"]))


CHART = Chart("calibration", mark("Calibration"), figure)
