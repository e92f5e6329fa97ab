"""The look of a drawing: its style sheet, and the five looks of the parts that bars are stacked of.

The colours are those of the app's light and dark theme. There are no variables in the style sheet and the dark colours
stand last, so that programs which know neither variables nor media queries draw it in the light ones.
"""

from xml.etree.ElementTree import Element, SubElement

from quiz.charts.figure import Role

CSS = """
.chart text { font-family: "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, "PingFang SC",
  "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
  "WenQuanYi Micro Hei", sans-serif; font-size: 13px; fill: #26282D; font-variant-numeric: tabular-nums }
.chart .title { font-size: 16px; font-weight: bold }
.chart .label { font-size: 12px; fill-opacity: 0.72 }
.chart .strong { font-weight: bold }
.chart .quiet { fill-opacity: 0.72 }
.chart .faint { fill-opacity: 0.42 }
.chart .paper { fill: #F8F5EE }
.chart .ink { fill: #26282D }
.chart .data, .chart .look-0 { fill: #33608F }
.chart .data-low { fill: #33608F; fill-opacity: 0.6 }
.chart .data-middle { fill: #33608F; fill-opacity: 0.75 }
.chart .data-high { fill: #33608F; fill-opacity: 0.88 }
.chart .second { fill: #7A5595 }
.chart .next { fill: #A94E0B }
.chart .nothing { fill: #26282D; fill-opacity: 0.42 }
.chart .rest { fill: #26282D; fill-opacity: 0.14 }
.chart .area { fill: #33608F; fill-opacity: 0.13 }
.chart .look-3 { fill: #33608F; fill-opacity: 0.1; stroke: #33608F; stroke-width: 1.2 }
.chart .unseen { fill: none }
.chart .veil { fill: #26282D; fill-opacity: 0.16 }
.chart .ink-dot { fill: #26282D; fill-opacity: 0.62 }
.chart .second-veil { fill: #7A5595; fill-opacity: 0.22 }
.chart .grid { stroke: #26282D; stroke-opacity: 0.18; stroke-width: 1; stroke-dasharray: 2 3 }
.chart .axis { stroke: #26282D; stroke-opacity: 0.42; stroke-width: 1 }
.chart .aim { stroke: #26282D; stroke-width: 2 }
.chart .ring { fill: none; stroke: #26282D; stroke-width: 1.5 }
.chart .curve { fill: none; stroke: #33608F; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round }
.chart .stripe { stroke: #7A5595; stroke-width: 2 }
.chart .line-0 { stroke: #33608F; stroke-width: 5 }
.chart .line-1 { stroke: #33608F; stroke-opacity: 0.8; stroke-width: 5; stroke-dasharray: 5 3 }
.chart .line-2 { stroke: #26282D; stroke-opacity: 0.42; stroke-width: 3; stroke-dasharray: 3 5 }
.chart .bar:hover { opacity: 0.8 }
@media screen and (prefers-color-scheme: dark) {
.chart text, .chart .ink, .chart .nothing { fill: #DCDDE1 }
.chart .paper { fill: #15171C }
.chart .data, .chart .look-0, .chart .data-low, .chart .data-middle, .chart .data-high, .chart .area { fill: #86A8CF }
.chart .look-3 { fill: #86A8CF; stroke: #86A8CF }
.chart .second, .chart .second-veil { fill: #B79CCB }
.chart .next { fill: #F2A65E }
.chart .rest, .chart .veil, .chart .ink-dot { fill: #DCDDE1 }
.chart .grid, .chart .axis, .chart .aim, .chart .ring, .chart .line-2 { stroke: #DCDDE1 }
.chart .curve, .chart .line-0, .chart .line-1 { stroke: #86A8CF }
.chart .stripe { stroke: #B79CCB }
}
"""
"""Looks by class, all below ``.chart``, so that a drawing can stand within a page."""

TEXT, SMALL, TITLE = 13.0, 12.0, 16.0
"""The sizes of the fonts in the style sheet: text, ticks and legends, the title."""

_CLASSES = {
    Role.PLAIN: "",
    Role.STRONG: "strong",
    Role.QUIET: "quiet",
    Role.FAINT: "faint",
    Role.HAIRLINE: "faint",
    Role.DATA: "data",
    Role.DATA_LOW: "data-low",
    Role.DATA_MIDDLE: "data-middle",
    Role.DATA_HIGH: "data-high",
    Role.SECOND: "second",
    Role.NEXT: "next",
}
_PATTERNS = {
    1: (("second-veil", "M0 0H6V6H0Z"), ("stripe", "M-1 1L1 -1M0 6L6 0M5 7L7 5")),
    2: (("veil", "M0 0H6V6H0Z"), ("ink-dot", "M3 1.4A1.6 1.6 0 0 1 3 4.6A1.6 1.6 0 0 1 3 1.4Z")),
    4: (("second-veil", "M0 0H6V6H0Z"), ("stripe", "M0 1.5H6M0 4.5H6")),
}
LOOKS = 5
"""How many looks parts can have: solid, striped, dotted, outlined, lined. A sixth part looks like the first."""


def class_of(role: Role) -> str:
    """Return the class of text of a role."""
    return _CLASSES[role]


def look(part: int, ids: str) -> dict[str, str]:
    """Return the attributes of a shape that belongs to a part. ``ids`` begins the ids of :func:`patterns`."""
    number = part % LOOKS
    if number in _PATTERNS:
        return {"class": f"look-{number}", "fill": f"url(#{ids}look-{number})"}
    return {"class": f"look-{number}"}


def patterns(parts: int, ids: str) -> Element:
    """Return the patterns that so many parts need; ids begin with ``ids``, to be unique in a page."""
    found = Element("defs")
    for number, shapes in _PATTERNS.items():
        if number >= parts:
            continue
        pattern = {"id": f"{ids}look-{number}", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
        tile = SubElement(found, "pattern", pattern)
        for name, path in shapes:
            SubElement(tile, "path", {"class": name, "d": path})
    return found
