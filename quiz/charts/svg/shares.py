"""Things in parts as SVG: a line each, in which the first part is solid, the second dashed, the third dotted."""

from collections.abc import Sequence

from quiz.charts.figure import Share, Shares
from quiz.charts.svg.lettering import length, shown
from quiz.charts.svg.look import SMALL, TEXT
from quiz.charts.svg.pen import Pen

_ITEM, _BETWEEN, _LEAST = 46.0, 32.0, 260.0
_SAMPLE, _LEGEND_LINE, _APART = 22.0, 22.0, 3.0


def draw_shares(pen: Pen, body: Shares, top: float) -> float:
    """Draw lines in parts from ``top`` on, in as many columns as there is room for; return where they end."""
    top = _draw_legend(pen, body.names, top)
    columns = max(1, min(int((pen.room + _BETWEEN) / (_LEAST + _BETWEEN)), len(body.items)))
    width = (pen.room - _BETWEEN * (columns - 1)) / columns
    counts = _count_widths(body.items)
    for index, item in enumerate(body.items):
        row, column = divmod(index, columns)
        left = pen.left + column * (width + _BETWEEN)
        _draw_item(Pen(left, left + width, pen.ids, pen.sheet), item, counts, top + row * _ITEM)
    return top + _ITEM * -(-len(body.items) // columns)


def _draw_legend(pen: Pen, names: Sequence[str], top: float) -> float:
    x, y = pen.left, top
    for part, name in enumerate(names):
        wide = min(length(shown(name), SMALL), pen.room - _SAMPLE - 6)
        if x > pen.left and x + _SAMPLE + 6 + wide > pen.right:
            x, y = pen.left, y + _LEGEND_LINE
        pen.line((x, y + 7), (x + _SAMPLE, y + 7), f"line-{part}")
        pen.text(x + _SAMPLE + 6, y + 11, name, "label", room=wide)
        x += _SAMPLE + 6 + wide + 12
    return y + _LEGEND_LINE + 4 if names else top


def _count_widths(items: Sequence[Share]) -> list[float]:
    """Return how much room the counts of each part take."""
    parts = max((len(item.parts) for item in items), default=0)
    return [
        max(length(str(item.parts[part]), TEXT) for item in items if part < len(item.parts)) for part in range(parts)
    ]


def _draw_item(pen: Pen, item: Share, counts: Sequence[float], top: float) -> None:
    right = pen.right
    for count, width in reversed(list(zip(item.parts, counts, strict=False))):
        if right - width > pen.left + pen.room * 0.3:
            pen.text(right, top + 16, str(count), "quiet", anchor="end", room=width)
            right -= width + 12
    pen.text(pen.left, top + 16, item.label, "strong", room=right - pen.left)
    _draw_line(pen, item.parts, top + 28)


def _draw_line(pen: Pen, parts: Sequence[int], y: float) -> None:
    total = sum(parts)
    if not total:
        pen.rect(pen.left, y - 0.5, pen.room, 1, "rest")
        return
    x = pen.left
    for part, count in enumerate(parts):
        end = x + pen.room * count / total
        if count:
            # A gap before the next part, so that its first dash is not taken for the end of this one.
            pen.line((x, y), (max(end - (_APART if end < pen.right - 1 else 0), x + 1), y), f"line-{part}")
        x = end
