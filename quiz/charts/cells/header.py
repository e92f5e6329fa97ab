"""The first line of a figure: its title, the key to its glyphs, its remark at the right."""

from quiz.charts.cells.canvas import Canvas
from quiz.charts.figure import Bars, Body, Figure, Heat, Role, Shares, Span
from quiz.locale import _
from quiz.text import one_line, width

PART_LOOKS = (("█", Role.DATA), ("▓", Role.SECOND), ("░", Role.QUIET))
"""Glyph and look of the parts that bars are stacked of, from the axis up."""

SHARE_LOOKS = (("━", Role.DATA), ("╌", Role.DATA), ("·", Role.FAINT))
"""Glyph and look of the parts of a line."""

HEAT_LOOKS = (("▁", Role.DATA_LOW), ("▃", Role.DATA_MIDDLE), ("▅", Role.DATA_HIGH), ("▇", Role.DATA))
"""Glyph and look of the four levels of a day."""

_LEAST_NOTE = 8

Legend = tuple[Span, ...]


def write_header(canvas: Canvas, figure: Figure) -> Legend:
    """Write the first line; return the legend where there was no room for it, otherwise nothing.

    The remark is cut, then left out, where there is no room; the legend goes before the remark or, for a heat map,
    behind the title.
    """
    canvas.write_cut(0, 0, figure.title, canvas.columns, Role.STRONG)
    begin = width(one_line(figure.title)) + 2
    legend = legend_of(figure.body)
    end = _write_note(canvas, figure.note, begin)
    if not legend or end - begin < width_of(legend) + 1:
        return legend
    beside = isinstance(figure.body, Heat)
    canvas.write_spans(begin + 1 if beside else end - width_of(legend), 0, legend)
    return ()


def _write_note(canvas: Canvas, note: str, begin: int) -> int:
    """Write the remark at the right edge; return where what stands before it has to end."""
    free = canvas.columns - begin
    cells = min(width(one_line(note)), free)
    if not cells or (cells < width(one_line(note)) and free < _LEAST_NOTE):
        return canvas.columns
    canvas.write_cut(canvas.columns - cells, 0, note, cells, Role.QUIET, right=True)
    return canvas.columns - cells - 3


def legend_of(body: Body) -> Legend:
    """Return what the glyphs of a body mean, for bodies that need it."""
    if isinstance(body, Heat):
        return _levels()
    if isinstance(body, Bars) and len(body.parts) > 1:
        return _named(PART_LOOKS, [part.name for part in body.parts])
    return _named(SHARE_LOOKS, body.names) if isinstance(body, Shares) else ()


def width_of(spans: Legend) -> int:
    """Return how many cells spans take."""
    return sum(width(one_line(span.text)) for span in spans)


def _named(looks: tuple[tuple[str, Role], ...], names: list[str] | tuple[str, ...]) -> Legend:
    spans: list[Span] = []
    for (glyph, role), name in zip(looks, names, strict=False):
        spans += [Span("   " if spans else ""), Span(glyph, role), Span(f" {name}", Role.QUIET)]
    return tuple(spans)


def _levels() -> Legend:
    levels = [Span(f" {glyph}", role) for glyph, role in HEAT_LOOKS]
    return (Span(_("less"), Role.QUIET), Span(" ·", Role.FAINT), *levels, Span(f" {_('more')}", Role.QUIET))
