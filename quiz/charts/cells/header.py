"""The first line of a figure: its title, the key to its glyphs, its remark at the right."""

from collections.abc import Iterable

from quiz.charts.cells.canvas import Canvas
from quiz.charts.figure import Bars, Body, Figure, Heat, Role, Shares, Span
from quiz.locale import _
from quiz.text import one_line, width

PART_LOOKS = (("█", Role.DATA), ("▓", Role.SECOND), ("▒", Role.QUIET), ("░", Role.PLAIN))
"""Glyph and look of the parts that bars are stacked of, from the axis up."""

SHARE_LOOKS = (("━", Role.DATA), ("╌", Role.DATA), ("·", Role.FAINT))
"""Glyph and look of the parts of a line."""

HEAT_LOOKS = (("▁", Role.DATA_LOW), ("▃", Role.DATA_MIDDLE), ("▅", Role.DATA_HIGH), ("▇", Role.DATA))
"""Glyph and look of the four levels of a day."""

_LEAST_NOTE = 8
_APART, _CLOSE = 3, 2
"""The cells between two parts in a legend, and where it is too long so."""

Legend = tuple[Span, ...]


def write_header(canvas: Canvas, figure: Figure) -> Legend:
    """Write the first line; return the legend where there was no room for it, otherwise nothing.

    The remark is cut, then left out, where there is no room; the legend goes before the remark or, for a heat map,
    behind the title.
    """
    canvas.write_cut(0, 0, figure.title, canvas.columns, Role.STRONG)
    begin = width(one_line(figure.title)) + 2
    end = _write_note(canvas, figure.note, begin)
    legend = legend_of(figure.body, end - begin - 1)
    if end - begin < width_of(legend) + 1:
        return legend_of(figure.body, canvas.columns)
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


def legend_of(body: Body, room: int) -> Legend:
    """Return what the glyphs of a body mean, for bodies that need it; closer together where ``room`` is too small."""
    if isinstance(body, Heat):
        return _levels()
    wide = _of_parts(body, _APART)
    return wide if width_of(wide) <= room else _of_parts(body, _CLOSE)


def _of_parts(body: Body, apart: int) -> Legend:
    if isinstance(body, Bars) and len(body.parts) > 1:
        shown = body.occurring()
        return _named(((look, shown[number]) for number, look in enumerate(PART_LOOKS) if number in shown), apart)
    return _named(zip(SHARE_LOOKS, body.names, strict=False), apart) if isinstance(body, Shares) else ()


def width_of(spans: Legend) -> int:
    """Return how many cells spans take."""
    return sum(width(one_line(span.text)) for span in spans)


def _named(named: Iterable[tuple[tuple[str, Role], str]], apart: int) -> Legend:
    spans: list[Span] = []
    for (glyph, role), name in named:
        spans += [Span(" " * apart if spans else ""), Span(glyph, role), Span(f" {name}", Role.QUIET)]
    return tuple(spans)


def _levels() -> Legend:
    levels = [Span(f" {glyph}", role) for glyph, role in HEAT_LOOKS]
    return (Span(_("less"), Role.QUIET), Span(" ·", Role.FAINT), *levels, Span(f" {_('more')}", Role.QUIET))
