"""The numbers that stand large at the beginning of the report, each within its sentence."""

from collections.abc import Iterator, Mapping

from quiz.charts.chart import Value
from quiz.charts.markup import tag, text
from quiz.charts.words import duration, percent
from quiz.locale import _, ngettext

_PLACE = "\0"

_Number = tuple[str, int, str]
"""A sentence with a place for a number, the number, and a remark."""


def large_numbers(values: Mapping[str, Value]) -> str:
    """Return today's answers, the streak, and the days and answers of the period as HTML, as far as they are there.

    Before the first answer there are none: the advice says that nothing is answered yet.
    """
    if not values.get("streak", {}).get("longest", 1):
        return ""
    found = [*_of_today(values.get("today")), *_of_streak(values.get("streak")), *_of_period(values.get("studied"))]
    items = [tag("li", _with_number(said, count), tag("small", text(note))) for said, count, note in found]
    return tag("ul", *items, class_="figures") if items else ""


def _of_today(value: Value | None) -> Iterator[_Number]:
    if value:
        count = value["answers"]
        right = _("{time}, {percent} right").format(
            time=duration(value["milliseconds"]), percent=percent(value["right"] / max(1, count))
        )
        yield ngettext("{count} answer today", "{count} answers today", count), count, right if count else ""


def _of_streak(value: Value | None) -> Iterator[_Number]:
    if value:
        count, longest = value["current"], value["longest"]
        most = ngettext("{count} day at the longest", "{count} days at the longest", longest).format(count=longest)
        yield ngettext("{count} day in a row", "{count} days in a row", count), count, most


def _of_period(value: Value | None) -> Iterator[_Number]:
    """Yield the days studied, and the answers given on them."""
    if value:
        studied, days, answers = value["studied"], value["days"], value["answers"]
        of_days = ngettext("of {count} day", "of {count} days", days).format(count=days)
        yield ngettext("{count} day studied", "{count} days studied", studied), studied, of_days
        spent = _("{time} in all").format(time=duration(value["milliseconds"]))
        yield ngettext("{count} answer in this time", "{count} answers in this time", answers), answers, spent


def _with_number(said: str, number: int) -> str:
    """Return a sentence as HTML with its number large, wherever the language has it."""
    before, _place, after = said.format(count=_PLACE).partition(_PLACE)
    return text(before) + tag("b", str(number)) + text(after)
