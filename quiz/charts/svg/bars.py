"""Bars as SVG: side by side on an axis, stacked of parts that differ in colour and in pattern."""

from collections.abc import Iterator, Mapping, Sequence

from quiz.charts.axis import is_beyond
from quiz.charts.figure import Bars
from quiz.charts.svg.axis import Axis, draw_axis, said
from quiz.charts.svg.lettering import length, shown
from quiz.charts.svg.look import SMALL, look, patterns
from quiz.charts.svg.pen import Pen, number, place_ticks

_SWATCH, _LEGEND_LINE, _BROADEST = 12.0, 22.0, 32.0
_HEAD = 5.0
"""How high the head of the arrow is above a bar that is cut off, and half its width."""


def draw_bars(pen: Pen, body: Bars, top: float) -> float:
    """Draw bars from ``top`` on and return where they end."""
    if len(body.parts) > 1:
        pen.sheet.append(patterns(len(body.parts), pen.ids))
        top = draw_legend(pen, body.occurring(), top)
    stacks = body.stacks()
    axis, plot = draw_axis(pen, body.highest(), body.as_text, top + 8)
    pitch = plot.room / max(1, len(stacks))
    middles = [plot.left + pitch * (index + 0.5) for index in range(len(stacks))]
    for middle, name, stack in zip(middles, _names(body, stacks), stacks, strict=True):
        _draw_bar(plot.named(name, "bar"), axis, middle, pitch, stack)
    plot.line((plot.left, axis.lower), (plot.right, axis.lower), "axis")
    place_ticks(plot, body.ticks, middles, axis.lower + 18)
    return axis.lower + (24 if body.ticks else 8)


def draw_legend(pen: Pen, names: Mapping[int, str], top: float) -> float:
    """Draw the looks of parts, given by their numbers, with their names, in as many lines as they need.

    Return where they end.
    """
    x, y = pen.left, top
    for part, name in names.items():
        wide = min(length(shown(name), SMALL), pen.room - _SWATCH - 6)
        if x > pen.left and x + _SWATCH + 6 + wide > pen.right:
            x, y = pen.left, y + _LEGEND_LINE
        attributes = look(part, pen.ids)
        pen.rect(x, y + 1, _SWATCH, _SWATCH, attributes["class"], radius=2).attrib.update(attributes)
        pen.text(x + _SWATCH + 6, y + 11, name, "label", room=wide)
        x += _SWATCH + 6 + wide + 12
    return y + _LEGEND_LINE


def _names(body: Bars, stacks: Sequence[tuple[float, ...]]) -> Iterator[str]:
    """Yield what each bar says where the pointer rests on it."""
    words = {tick.at: tick.text for tick in body.ticks}
    for index, stack in enumerate(stacks):
        values = [
            " ".join(filter(None, (part.name if len(stack) > 1 else "", said(value, body.as_text))))
            for part, value in zip(body.parts, stack, strict=True)
            if value or len(stack) == 1
        ]
        yield ": ".join(filter(None, (words.get(index, ""), ", ".join(values) or said(0, body.as_text))))


def _draw_bar(pen: Pen, axis: Axis, middle: float, pitch: float, stack: tuple[float, ...]) -> None:
    width = min(pitch * (0.7 if pitch > 4 else 0.9), _BROADEST)
    left = middle - width / 2
    pen.rect(middle - pitch / 2, axis.upper, pitch, axis.lower - axis.upper, "unseen").set("pointer-events", "all")
    last = max((index for index, value in enumerate(stack) if value > 0), default=0)
    highest = axis.upper
    if is_beyond(sum(stack), axis.top):
        pen.path(_head(middle, axis.upper), {"class": "ink"})
        highest += _HEAD + 2
    below = 0.0
    for part, value in enumerate(stack):
        if value > 0:
            # What is there is never so low that it cannot be seen.
            lower = min(axis.y(below), axis.lower)
            upper = min(axis.y(below + value), lower - 1.5)
            gap = 1.0 if part != last and lower - upper > 4 else 0.0
            radius = min(3.0, width / 3, lower - upper) if part == last and width > 3 else 0.0
            pen.path(_shape(left, max(upper, highest) + gap, width, lower, radius), look(part, pen.ids))
        below += value


def _head(middle: float, upper: float) -> str:
    """Return the path of the head of an arrow, which says that a bar goes on beyond the axis."""
    return f"M{number(middle)} {number(upper)}l{number(_HEAD)} {number(_HEAD)}h{number(-2 * _HEAD)}Z"


def _shape(left: float, upper: float, width: float, lower: float, radius: float) -> str:
    """Return the path of a rectangle with rounded corners at its top."""
    if not radius:
        return f"M{number(left)} {number(lower)}V{number(upper)}h{number(width)}V{number(lower)}Z"
    bend, inner = number(radius), number(width - 2 * radius)
    start = f"M{number(left)} {number(lower)}V{number(upper + radius)}"
    return f"{start}q0 -{bend} {bend} -{bend}h{inner}q{bend} 0 {bend} {bend}V{number(lower)}Z"
