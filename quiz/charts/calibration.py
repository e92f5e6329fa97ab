"""Whether the scheduler is right about you: recall as it was predicted and as it was."""

from collections.abc import Sequence

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Cell, Column, Empty, Figure, Role, Table
from quiz.charts.notes import fitting
from quiz.charts.words import percent, points
from quiz.locale import _, mark, ngettext

_ENOUGH = 10
"""From how many answers on a bin has a bar."""

_WIDTHS = (5, 10, 20, 50)
"""In points; those of the series first."""


def figure(calibration: Value, context: Context) -> Figure:
    """Return a bar of observed recall for each bin of predicted recall, the highest first, with a target."""
    title = _(CHART.title)
    if not calibration["answers"] or calibration["predicted"] is None or calibration["observed"] is None:
        text = _("No reviews in this time. Each one shows whether its card was remembered as predicted.")
        return Figure(title, Empty(text), summary=text)
    bins = _fitting_bins(calibration["rows"], context.room.lines - 2)
    rows = tuple(_row(row) for row in reversed(bins))
    has_bars = any(cell.bar is not None for row in rows for cell in row)
    columns = (
        Column(_("predicted"), right=True),
        Column(share=1),
        Column(_("remembered"), right=True, close=has_bars),
        Column(_("answered"), right=True),
    )
    notes = _notes(calibration)
    return Figure(title, Table(columns, rows), fitting(title, context.room, *notes), notes[0])


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
    observed, answers = percent(row["observed"]), Cell(str(row["answers"]), Role.QUIET)
    if row["answers"] < _ENOUGH:
        return Cell(span, Role.QUIET), Cell(), Cell(observed, Role.QUIET), answers
    bar = Cell(bar=row["observed"], target=row["predicted"])
    return Cell(span, Role.QUIET), bar, Cell(observed, Role.STRONG), answers


def _notes(calibration: Value) -> list[str]:
    """Return whether the scheduler is right, with what was remembered and the measures of the error, longest first."""
    verdict, *shorter = _verdicts(calibration)
    means = _("remembered {observed}, predicted {predicted}").format(
        observed=percent(calibration["observed"]), predicted=percent(calibration["predicted"])
    )
    measures = []
    if calibration["rmse"] is not None:
        measures.append(_("RMSE {rmse}").format(rmse=f"{calibration['rmse']:.2f}"))
    if calibration["log_loss"] is not None:
        measures.append(_("log loss {loss}").format(loss=f"{calibration['log_loss']:.2f}"))
    notes = [" · ".join([verdict, *measures[:many]]) for many in reversed(range(len(measures) + 1))]
    return [" · ".join([verdict, means, *measures]), *notes, *shorter]


def _verdicts(calibration: Value) -> list[str]:
    """Return in words whether the scheduler is right about the person, the longest words first."""
    distance = abs(points(calibration["predicted"]) - points(calibration["observed"]))
    match calibration["verdict"]:
        case "forgets_more":
            exact = ngettext(
                "you forget {count} point more than predicted",
                "you forget {count} points more than predicted",
                distance,
            )
            return [exact.format(count=distance), _("you forget more than predicted"), _("you forget more")]
        case "remembers_more":
            exact = ngettext(
                "you remember {count} point more than predicted",
                "you remember {count} points more than predicted",
                distance,
            )
            return [exact.format(count=distance), _("you remember more than predicted"), _("you remember more")]
        case "as_predicted":
            return [_("you remember as predicted"), _("as predicted")]
        case _:
            return [_("too few answers to tell whether predictions are right"), _("too few answers")]


CHART = Chart("calibration", mark("Calibration"), figure)
