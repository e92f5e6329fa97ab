"""How a card was forgotten and learned again, from its first answer to some time after it is due."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from quiz.cards import CardState, Memory, Review
from quiz.charts.axis import plot_columns
from quiz.charts.figure import Curve, Figure, Room
from quiz.charts.ticks import of_points
from quiz.locale import _
from quiz.scheduling.days import elapsed_days
from quiz.scheduling.forgetting import retrievability, stability_of

_POINTS = 120
"""In how many points a curve is drawn at most."""

_FOREVER = 1e9
"""The stability in days of what was not forgotten at all."""

Stretch = tuple[date, float]
"""A study day on which a card was answered, and its stability in days from then on."""


def figure(log: Sequence[Review], state: CardState, today: date, decay: float, room: Room) -> Figure | None:
    """Return the probability of recall of a card day by day, or nothing for a card without memory.

    ``log`` has its entries in order. The past follows from what was predicted at each answer; the curve goes on until
    the card is due, and a quarter of the time behind that.
    """
    stretches = list(_stretches(log, state.memory, decay))
    if state.memory is None or not stretches:
        return None
    days = _days(stretches[0][0], _end(stretches, state, today))
    values = tuple(_recalled(stretches, day, decay) for day in days)
    now = retrievability(state.memory.stability, elapsed_days(state.last_day, today), decay)
    note = _("{percent} % today").format(percent=round(100 * now))
    return Figure(
        _("Forgetting curve"), Curve(values, of_points(days, plot_columns(room.columns)), 1.0, "percent"), note
    )


def _stretches(log: Sequence[Review], memory: Memory | None, decay: float) -> Iterator[Stretch]:
    """Yield the stretches between the entries that moved the memory; the last one has the card's own stability."""
    moved = [entry for entry in log if entry.undone is None and (entry.kind.moves_memory or entry.kind.brings_memory)]
    for entry, following in pairwise(moved):
        elapsed = elapsed_days(entry.day, following.day)
        known = following.predicted is not None and following.predicted < 1 and elapsed > 0
        yield entry.day, stability_of(following.predicted or 0.0, elapsed, decay) if known else _FOREVER
    if moved and memory is not None:
        yield moved[-1].day, memory.stability


def _end(stretches: Sequence[Stretch], state: CardState, today: date) -> date:
    last = max(today, state.due_day or today)
    return last + timedelta(days=max(7, (last - stretches[0][0]).days // 4))


def _days(first: date, last: date) -> list[date]:
    """Return some days at equal distances."""
    whole = (last - first).days
    points = min(_POINTS, whole + 1)
    return [first + timedelta(days=round(at * whole / max(1, points - 1))) for at in range(points)]


def _recalled(stretches: Sequence[Stretch], day: date, decay: float) -> float:
    """Return the probability of recall on a day by the stretch in which it lies."""
    begin, stability = next(stretch for stretch in reversed(stretches) if stretch[0] <= day or stretch is stretches[0])
    return retrievability(stability, elapsed_days(begin, day), decay)
