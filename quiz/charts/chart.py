"""A chart: how the value of one series becomes a figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quiz.charts.figure import Figure, Room

Value = Mapping[str, Any]
"""The value of a series, as :data:`quiz.stats.series.SERIES` documents it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a figure is made for: the room that it has, today, and what is picked in it, if anything.

    ``picked`` is the number of a row of a table, or of a day among those of a calendar.
    """

    room: Room
    today: date
    picked: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over the series of its name. ``title`` is marked for translation."""

    name: str
    title: str
    figure: Callable[[Value, Context], Figure]
