"""What distributions have in common: bars over sizes, the words under them, a remark about the middle."""

from collections.abc import Callable, Sequence

from quiz.charts.axis import plot_columns
from quiz.charts.binning import Histogram, histogram, percents
from quiz.charts.chart import Context, Value
from quiz.charts.figure import Bars, Empty, Figure, Part, Tick
from quiz.charts.notes import fitting
from quiz.charts.ticks import every
from quiz.charts.words import days, percent, short_days
from quiz.locale import _


def days_figure(title: str, value: Value, context: Context, *, nothing: str, half: str) -> Figure:
    """Return bars of cards over days. ``nothing`` is said where there are none, ``half`` of the median ``{days}``."""
    if not value["cards"]:
        return Figure(title, Empty(nothing), summary=nothing)
    median = days(value["median"])
    body = of_days(value["rows"], context, short_days)
    note = of_cards(title, context, _("median {value}").format(value=median))
    return Figure(title, body, note, half.format(days=median))


def of_cards(title: str, context: Context, middle: str) -> str:
    """Return the remark of bars of cards: that they are cards, as far as there is room, and where the middle is."""
    return fitting(title, context.room, _("cards, {middle}").format(middle=middle), middle)


def of_days(rows: Sequence[Value], context: Context, word: Callable[[int], str]) -> Bars:
    """Return bars over days; ``word`` writes a number of them."""
    columns = plot_columns(context.room.columns)
    counts = histogram(((row["days"], row["cards"]) for row in rows), columns)
    return Bars((Part(_("cards"), tuple(map(float, counts.bins))),), ticks_of(counts, columns, word))


def of_percents(rows: Sequence[Value], context: Context, words: Sequence[str] = ()) -> Bars:
    """Return bars from 0 to 100 percent. ``words`` stand at equal distances from one end to the other, if given."""
    columns = plot_columns(context.room.columns)
    counts = percents(rows, "cards", columns)
    words = words or [percent(part / 4) for part in range(5)][:: 2 if columns < 30 else 1]
    places = {_place(number, len(words), len(counts)): word for number, word in enumerate(words)}
    ticks = tuple(Tick(at, word) for at, word in places.items())
    return Bars((Part(_("cards"), tuple(map(float, counts))),), ticks)


def _place(number: int, words: int, bars: int) -> int:
    return min(bars * number // (words - 1), bars - 1)


def ticks_of(counts: Histogram, columns: int, word: Callable[[int], str]) -> tuple[Tick, ...]:
    """Return the least sizes of bars; the last one says that it has all above, where it does."""
    words = [word(start) for start in counts.starts()]
    if not counts.open_end:
        return every(words, columns)
    last = Tick(len(words) - 1, _("{size} or more").format(size=words[-1]))
    return (*every(words[:-1], columns, len(words)), last)
