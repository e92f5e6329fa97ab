"""Numbers, durations and dates as the words of a chart, in the language of the interface."""

from datetime import date

from quiz.locale import _, mark, ngettext

WEEKDAYS = (mark("Mo"), mark("Tu"), mark("We"), mark("Th"), mark("Fr"), mark("Sa"), mark("Su"))
MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)
NOTHING = "·"
"""What stands where a figure is not known, or is zero."""

_PER_BIN = {
    ("answers", "day"): (mark("answers a day"), mark("answers in {count} days")),
    ("answers", "week"): (mark("answers a week"), mark("answers in {count} weeks")),
    ("answers", "month"): (mark("answers a month"), mark("answers in {count} months")),
    ("minutes", "day"): (mark("minutes a day"), mark("minutes in {count} days")),
    ("minutes", "week"): (mark("minutes a week"), mark("minutes in {count} weeks")),
    ("minutes", "month"): (mark("minutes a month"), mark("minutes in {count} months")),
    ("cards", "day"): (mark("cards a day"), mark("cards in {count} days")),
    ("cards", "week"): (mark("cards a week"), mark("cards in {count} weeks")),
    ("cards", "month"): (mark("cards a month"), mark("cards in {count} months")),
}


def percent(fraction: float) -> str:
    """Return a fraction from 0 to 1 in whole percent; what is more than nothing is never 0."""
    if 0 < fraction < 0.005:
        return _("<1 %")
    return _("{percent} %").format(percent=points(fraction))


def percent_or_nothing(fraction: float | None) -> str:
    """Return a fraction in whole percent, or a point where it is not known."""
    return NOTHING if fraction is None else percent(fraction)


def points(fraction: float) -> int:
    """Return a fraction in whole percentage points."""
    return round(100 * fraction)


def count(number: int) -> str:
    """Return how many, zero as a point."""
    return str(number) if number else NOTHING


def number(value: float) -> str:
    """Return a number of any size: below 10 with one decimal where it has one, otherwise whole."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) < 9.95 else str(round(value))


def compact(value: float) -> str:
    """Return a number in few characters, thousands from ten thousand on, for the marks of an axis."""
    return number(value) if value < 10_000 else _("{number}k").format(number=number(value / 1000))


def seconds(value: float) -> str:
    """Return seconds, below 10 with one decimal."""
    return _("{number} s").format(number=number(value))


def seconds_in_column(value: float) -> str:
    """Return seconds that stand below others: below 10 with their decimal even where it is 0."""
    return _("{number} s").format(number=f"{value:.1f}" if value < 9.95 else round(value))


def duration(milliseconds: float) -> str:
    """Return a time spent: seconds below a minute, minutes up to two hours, then hours."""
    minutes = milliseconds / 60_000
    if minutes < 1:
        return seconds(round(milliseconds / 1000))
    if minutes < 120:
        return _("{number} min").format(number=round(minutes))
    return _("{number} h").format(number=number(minutes / 60))


def facts(shown: str) -> str:
    """Return a number of facts, given as it is written."""
    return ngettext("{number} fact", "{number} facts", 1 if shown == "1" else 2).format(number=shown)


def days(value: float) -> str:
    """Return a number of days, from two months on in months and from two years on in years."""
    if value < 61:
        shown = number(value)
        return ngettext("{number} day", "{number} days", 1 if shown == "1" else 2).format(number=shown)
    if value < 730:
        return _("{number} months").format(number=number(value / 30.4375))
    return _("{number} years").format(number=number(value / 365.25))


def short_days(value: int) -> str:
    """Return a number of days in few characters, for the marks of an axis."""
    return _("{number} d").format(number=value)


def month(day: date) -> str:
    """Return the short name of a day's month."""
    return _(MONTHS[day.month - 1])


def short_date(day: date) -> str:
    """Return a date with the short name of its month, without its year."""
    return _("{day} {month}").format(day=day.day, month=month(day))


def per_bin(what: str, unit: str, together: int) -> str:
    """Return what a bar counts: ``answers``, ``minutes`` or ``cards``, of so many days, weeks or months together."""
    one, several = _PER_BIN[what, unit]
    return _(one) if together == 1 else _(several).format(count=together)
