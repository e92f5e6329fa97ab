"""What draws: shapes and text are put on a sheet, in pixels from its upper left corner."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from quiz.charts.figure import Tick
from quiz.charts.svg.lettering import fitted, length, shown
from quiz.charts.svg.look import SMALL, TEXT, TITLE

Attributes = dict[str, str]


def number(value: float) -> str:
    """Return a coordinate as it is written: to a tenth of a pixel, the shortest way."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws between the edges ``left`` and ``right``. ``ids`` begins each id, so that they are unique in a page."""

    left: float
    right: float
    ids: str = ""
    sheet: Element = field(default_factory=lambda: Element("g"))

    @property
    def room(self) -> float:
        """How wide it is between the edges."""
        return self.right - self.left

    def text(self, x: float, y: float, text: str, classes: str = "", *, anchor: str = "start", room: float) -> None:
        """Write a text with its base line at ``y``, cut to ``room``. ``anchor`` is start, middle or end."""
        size, bold = style_of(classes)
        kept = fitted(shown(text), room, size, bold=bold)
        if kept:
            attributes = {"x": number(x), "y": number(y), **_class(classes)}
            if anchor != "start":
                attributes["text-anchor"] = anchor
            SubElement(self.sheet, "text", attributes).text = kept

    def rect(self, x: float, y: float, width: float, height: float, classes: str, *, radius: float = 0) -> Element:
        """Draw a rectangle and return it."""
        place = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
        rounding = {"rx": number(radius)} if radius else {}
        return SubElement(self.sheet, "rect", {**place, **rounding, **_class(classes)})

    def line(self, start: tuple[float, float], end: tuple[float, float], classes: str) -> None:
        """Draw a straight line."""
        places = zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
        SubElement(self.sheet, "line", {name: number(value) for name, value in places} | _class(classes))

    def path(self, path: str, attributes: Attributes) -> None:
        """Draw a path."""
        SubElement(self.sheet, "path", {**attributes, "d": path})

    def dot(self, x: float, y: float, radius: float, classes: str) -> None:
        """Draw a dot."""
        SubElement(self.sheet, "circle", {"cx": number(x), "cy": number(y), "r": number(radius), **_class(classes)})

    def named(self, name: str, classes: str = "") -> "Pen":
        """Return a pen that draws things of one name, which is shown where the pointer rests on them."""
        group = SubElement(self.sheet, "g", _class(classes))
        SubElement(group, "title").text = shown(name)
        return Pen(self.left, self.right, self.ids, group)


def style_of(classes: str) -> tuple[float, bool]:
    """Return the size of the font of text with these classes, and whether it is bold."""
    names = classes.split()
    size = TITLE if "title" in names else SMALL if "label" in names else TEXT
    return size, "title" in names or "strong" in names


def _class(classes: str) -> Attributes:
    return {"class": classes} if classes else {}


def place_ticks(pen: Pen, ticks: tuple[Tick, ...], places: list[float], y: float) -> None:
    """Write the words of an axis in the middle below their places, none over another, none beyond the edges."""
    end = float("-inf")
    for tick in ticks:
        if not 0 <= tick.at < len(places):
            continue
        wide = min(length(shown(tick.text), SMALL), pen.room)
        start = min(max(places[tick.at] - wide / 2, pen.left), pen.right - wide)
        if start >= end:
            pen.text(start + wide / 2, y, tick.text, "label", anchor="middle", room=wide)
            end = start + wide + SMALL
