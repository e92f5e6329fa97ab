"""A curve as SVG: a line through points, what is below it tinted, a dot where it ends."""

from quiz.charts.figure import Curve
from quiz.charts.svg.axis import draw_axis, said
from quiz.charts.svg.pen import Pen, number, place_ticks

_DOT = 4.0
_Point = tuple[float, float]


def draw_curve(pen: Pen, body: Curve, top: float) -> float:
    """Draw a curve from ``top`` on and return where it ends."""
    known = [value for value in body.values if value is not None]
    axis, plot = draw_axis(pen, max([body.top, *known]), body.as_text, top + 8)
    places = _places(plot, len(body.values))
    plot.line((plot.left, axis.lower), (plot.right, axis.lower), "axis")
    points = [None if value is None else (x, axis.y(value)) for x, value in zip(places, body.values, strict=True)]
    runs = _runs(points)
    for run in runs:
        _draw_run(plot, run, axis.lower)
    if runs:
        plot.named(said(known[-1], body.as_text)).dot(*runs[-1][-1], _DOT, "data")
    place_ticks(plot, body.ticks, places, axis.lower + 18)
    return axis.lower + (24 if body.ticks else 8)


def _places(plot: Pen, count: int) -> list[float]:
    """Return where points are from left to right, with room for the dot at the end; a single one is in the middle."""
    if count < 2:
        return [plot.left + plot.room / 2] * count
    return [plot.left + (plot.room - _DOT) * index / (count - 1) for index in range(count)]


def _runs(points: list[_Point | None]) -> list[list[_Point]]:
    """Return points in runs between which something is not known."""
    runs: list[list[_Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _draw_run(plot: Pen, run: list[_Point], ground: float) -> None:
    if len(run) == 1:
        plot.dot(*run[0], 2.0, "data")
        return
    line = "L".join(f"{number(x)} {number(y)}" for x, y in run)
    start, end = (number(x) for x in (run[0][0], run[-1][0]))
    plot.path(f"M{start} {number(ground)}L{line}L{end} {number(ground)}Z", {"class": "area"})
    plot.path(f"M{line}", {"class": "curve"})
