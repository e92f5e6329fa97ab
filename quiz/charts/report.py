"""The report: statistics as one page of HTML in a file, which needs nothing beside it.

It has the languages of the interface in it, and a switch without scripts: two radio buttons and the style sheet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from quiz.charts.chart import Chart, Context, Value
from quiz.charts.figure import Empty, Figure, Room
from quiz.charts.large_numbers import large_numbers
from quiz.charts.markup import tag, text
from quiz.charts.page import head, language_tag, spoken, switch
from quiz.charts.register import CHARTS
from quiz.charts.report_look import CSS as PAGE_CSS
from quiz.charts.svg import CSS as CHART_CSS
from quiz.charts.svg import draw
from quiz.locale import LANGUAGES, _, current, mark
from quiz.stats.series import SERIES

T = TypeVar("T")

_GROUPS = (
    (mark("Days"), ("calendar", "reviews", "time", "future")),
    (
        mark("Memory"),
        (
            *("retention", "known", "calibration", "retrievability", "stability", "difficulty"),
            *("intervals", "states", "added"),
        ),
    ),
    (mark("Answers"), ("today", "buttons", "directions", "modes", "hours", "seconds")),
    (mark("What to work on"), ("confusions", "categories", "leeches")),
)
_ROOM, _WIDTH = Room(48, 14), 360
_WIDE_ROOM, _WIDE_WIDTH = Room(112, 14), 1040
_WIDE = frozenset({"calendar"})


class Defined(Protocol):
    """What the report takes from a series: its definition, marked for translation."""

    @property
    def definition(self) -> str:
        """What is counted."""


def report(
    values: Mapping[str, Value] | Callable[[], Mapping[str, Value]],
    *,
    title: str | Callable[[], str],
    scope: str | Callable[[], str],
    period: str | Callable[[], str],
    day: date,
    languages: Sequence[str] = LANGUAGES,
    charts: Mapping[str, Chart] = CHARTS,
    series: Mapping[str, Defined] = SERIES,
) -> str:
    """Return a page with the charts of ``values``, the series by their names, as of a study day.

    What is a function is called once for each language while that one is in use. The language in use now is the one
    that the page shows first; afterwards it is in use again.
    """
    first = current() if current() in languages else languages[0]
    editions = []
    for language in languages:
        with spoken(language):
            heading = _heading(_said(title), f"{_said(scope)} · {_said(period)} · {day.isoformat()}")
            body = heading + _body(_said(values), day, charts, series)
        editions.append(tag("article", body, class_=f"edition-{language}", lang=language_tag(language)))
    with spoken(first):
        name = f"{_said(title)} · {_said(scope)}"
    return _page(name, first, languages, "".join(editions))


def _said(value: T | Callable[[], T]) -> T:
    return value() if callable(value) else value


def _page(name: str, first: str, languages: Sequence[str], editions: str) -> str:
    root = "html"
    top = head(name, PAGE_CSS + CHART_CSS, languages)
    body = tag("body", switch(first, languages), tag("main", editions))
    return f"<!doctype {root}>\n" + tag(root, top, body, lang=language_tag(first))


def _heading(title: str, below: str) -> str:
    return tag("header", tag("h1", text(title)), tag("p", text(below)), class_="heading")


def _body(values: Mapping[str, Value], day: date, charts: Mapping[str, Chart], series: Mapping[str, Defined]) -> str:
    shown = {name: chart for name, chart in charts.items() if name in values}
    parts = [_advice(values.get("advice", {})), large_numbers(values)]
    for heading, names in _grouped(shown):
        panels = [_panel(shown[name], values[name], day, series) for name in names]
        parts.append(tag("section", tag("h2", text(heading)), tag("div", *panels, class_="charts"), class_="group"))
    return "".join(parts)


def _grouped(names: Mapping[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Yield headings with names below them; names that belong to no group are the last one."""
    known = {name for _heading, group in _GROUPS for name in group}
    others = [name for name in names if name not in known]
    for heading, group in (*_GROUPS, (mark("More"), tuple(others))):
        found = [name for name in group if name in names]
        if found:
            yield _(heading), found


def _panel(chart: Chart, value: Value, day: date, series: Mapping[str, Defined]) -> str:
    figure = chart.figure(value, Context(_ROOM, day))
    wide = chart.name in _WIDE and not isinstance(figure.body, Empty)
    broad = chart.figure(value, Context(_WIDE_ROOM, day)) if wide else None
    definition = _(series[chart.name].definition) if chart.name in series else ""
    parts = _title(figure, broad), _drawings(chart.name, figure, broad), _definition(definition)
    return tag("section", *parts, class_="wide" if wide else "panel")


def _drawing(figure: Figure, name: str, width: int) -> str:
    """Return a figure as SVG, or as a sentence where there is nothing to draw yet."""
    if isinstance(figure.body, Empty):
        return tag("p", text(figure.body.text), class_="empty")
    return draw(figure, width=width, alone=False, ids=f"{current()}-{name}-{width}-")


def _drawings(name: str, figure: Figure, broad: Figure | None) -> str:
    """Return a drawing, or one as broad as the page and another one for phones, one of which is shown."""
    small = _drawing(figure, name, _WIDTH)
    if broad is None:
        return small
    return tag("div", _drawing(broad, name, _WIDE_WIDTH), class_="broad") + tag("div", small, class_="narrow")


def _title(figure: Figure, broad: Figure | None) -> str:
    """Return the title with the remark of the drawing, or of each of the two."""
    title, note = tag("h3", text(figure.title)), text(figure.note)
    if broad is None or broad.note == figure.note:
        return tag("header", title, tag("p", note) if note else "")
    return tag("header", title, tag("p", text(broad.note), class_="broad"), tag("p", note, class_="narrow"))


def _definition(said: str) -> str:
    return tag("details", tag("summary", text(_("What this shows"))), tag("p", text(said))) if said else ""


def _advice(value: Value) -> str:
    said = value.get("text", "")
    return tag("p", text(said), class_="advice") if said else ""
