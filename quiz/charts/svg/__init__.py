"""Figures as SVG: vector drawings that stand alone in a file, or within a page that has their style sheet.

Each kind of body has a file; ``_draw_body`` knows them. All looks are classes of :data:`CSS`, light and dark,
and whatever a colour says, a shape or a pattern says, too.
"""

from typing import assert_never
from xml.etree.ElementTree import Element, SubElement, tostring

from quiz.charts.figure import Bars, Body, Curve, Empty, Figure, Heat, Shares, Table
from quiz.charts.svg.bars import draw_bars
from quiz.charts.svg.curve import draw_curve
from quiz.charts.svg.heat import draw_heat
from quiz.charts.svg.lettering import broken, length, shown
from quiz.charts.svg.look import CSS, TEXT, TITLE
from quiz.charts.svg.pen import Pen, number
from quiz.charts.svg.shares import draw_shares
from quiz.charts.svg.table import draw_table
from quiz.locale import current

_NAMESPACE = "http://www.w3.org/2000/svg"
_LEAST_WIDTH = 240
_MARGIN = 24.0
_LANGUAGE_TAGS = {"zh": "zh-Hans"}

__all__ = ["CSS", "draw"]


def draw(figure: Figure, *, width: int = 640, alone: bool = True, ids: str = "") -> str:
    """Return a figure as one ``<svg>`` element, ``width`` pixels wide (at least 240) and as high as it needs.

    ``alone``: with its heading, its page and its style sheet, for a file. Otherwise the page around it has
    :data:`CSS`, title and note; then ``ids``, with which the ids begin, is to be another one for each drawing.
    """
    wide = max(width, _LEAST_WIDTH)
    margin = _MARGIN if alone else 0.0
    pen = Pen(margin, wide - margin, ids)
    top = _draw_heading(pen, figure, margin) if alone else 2.0
    height = _draw_body(pen, figure.body, top) + margin
    return tostring(_whole(figure, pen, wide, height, alone=alone), encoding="unicode")


def _draw_body(pen: Pen, body: Body, top: float) -> float:
    """Draw a body from ``top`` on and return where it ends."""
    match body:
        case Heat():
            return draw_heat(pen, body, top)
        case Bars():
            return draw_bars(pen, body, top)
        case Curve():
            return draw_curve(pen, body, top)
        case Table():
            return draw_table(pen, body, top)
        case Shares():
            return draw_shares(pen, body, top)
        case Empty():
            return _draw_sentence(pen, body.text, top)
        case _:
            assert_never(body)


def _draw_heading(pen: Pen, figure: Figure, top: float) -> float:
    """Draw title and note side by side, or the note below where both do not fit; return where the body begins."""
    y = top + TITLE * 0.8
    pen.text(pen.left, y, figure.title, "title", room=pen.room)
    if not figure.note:
        return top + TITLE + 16
    title, note = length(shown(figure.title), TITLE, bold=True), length(shown(figure.note), TEXT)
    if title + note + TITLE <= pen.room:
        pen.text(pen.right, y, figure.note, "quiet", anchor="end", room=note)
        return top + TITLE + 16
    pen.text(pen.left, y + 22, figure.note, "quiet", room=pen.room)
    return top + TITLE + 38


def _draw_sentence(pen: Pen, text: str, top: float) -> float:
    y = top + TEXT
    for line in broken(shown(text), min(pen.room, 460.0), TEXT):
        pen.text(pen.left, y, line, "quiet", room=pen.room)
        y += 20
    return y


def _whole(figure: Figure, pen: Pen, width: int, height: float, *, alone: bool) -> Element:
    size = {"width": str(width), "height": number(height), "viewBox": f"0 0 {width} {number(height)}"}
    language = _LANGUAGE_TAGS.get(current(), current())
    root = Element("svg", {"xmlns": _NAMESPACE, "class": "chart", "role": "img", "xml:lang": language, **size})
    SubElement(root, "title").text = shown(figure.title)
    SubElement(root, "desc").text = shown(figure.summary)
    if alone:
        SubElement(root, "style").text = CSS
        SubElement(root, "rect", {"class": "paper", "width": str(width), "height": number(height)})
    root.extend(pen.sheet)
    return root
