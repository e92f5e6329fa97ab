"""Taking values out of an object of JSON, each of its kind and within its bounds, or saying which one is wrong."""

import math
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TypeVar

from quiz.cards import check_field_name
from quiz.errors import QuizError
from quiz.formats.json import words
from quiz.locale import _
from quiz.text import literal, one_line, storable, storable_line

Members = Mapping[str, object]
_Word = TypeVar("_Word")

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SHOWN = 40
"""So many characters of a value that is wrong are shown."""

MOST = 2**31 - 1
"""The largest whole number where nothing else is said."""


class FaultError(Exception):
    """A value that is wrong: why, and where it stands within what is read, such as ``cards[0].flag``."""

    def __init__(self, problem: str, place: str = "") -> None:
        super().__init__(problem)
        self.problem, self.place = problem, place

    def within(self, outer: str) -> "FaultError":
        """Return the fault as it is seen from further out."""
        inner = f".{self.place}" if self.place and not self.place.startswith("[") else self.place
        return FaultError(self.problem, f"{outer}{inner}")

    @property
    def text(self) -> str:
        """One sentence without its full stop: the place and what is wrong there."""
        if not self.place:
            return self.problem
        return _("{place}: {problem}").format(place=one_line(self.place), problem=self.problem)


def _wrong(name: str, value: object, expected: str) -> FaultError:
    return FaultError(_("{value} is not {expected}").format(value=_shown(value), expected=expected), name)


def _shown(value: object) -> str:
    match value:
        case str():
            return f"“{one_line(_cut(value))}”"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int() | float():
            return _cut(str(value))
        case list():
            return _("a list")
        case _:
            return _("an object")


def members(value: object, known: Collection[str], required: Collection[str] = ()) -> Members:
    """Return an object of JSON. Raises :class:`FaultError` for another value, an unknown name and a missing one."""
    if not isinstance(value, dict):
        raise _wrong("", value, _("an object"))
    for name in value:
        if name not in known:
            raise FaultError(_("nothing of this name is known here"), _cut(name))
    for name in required:
        if name not in value:
            raise FaultError(_("“{name}” is missing").format(name=name))
    return value


def _cut(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"


def flag(found: Members, name: str) -> bool:
    """Return true or false, and false where nothing stands."""
    value = found.get(name, False)
    if value is not True and value is not False:
        raise _wrong(name, value, _("true or false"))
    return value


def whole(found: Members, name: str, lowest: int = 0, highest: int = MOST, default: int = 0) -> int:
    """Return a whole number within bounds."""
    value = found.get(name, default)
    if type(value) is not int or not lowest <= value <= highest:
        expected = _("a whole number from {lowest} to {highest}").format(lowest=lowest, highest=highest)
        raise _wrong(name, value, expected)
    return value


def whole_or_none(found: Members, name: str, highest: int = MOST) -> int | None:
    """Return a whole number from 0 on, or nothing where none stands."""
    return whole(found, name, 0, highest) if name in found else None


def number(found: Members, name: str, lowest: float, highest: float) -> float:
    """Return a number within bounds. It has to be there."""
    value = found.get(name)
    # The largest whole numbers are no floating-point numbers at all: compared first, they are refused.
    if type(value) not in (int, float) or not lowest <= value <= highest:  # type: ignore[operator]
        expected = _("a number from {lowest} to {highest}").format(lowest=f"{lowest:g}", highest=f"{highest:g}")
        raise _wrong(name, value, expected)
    return float(value)  # type: ignore[arg-type]


def number_or_none(found: Members, name: str, lowest: float, highest: float) -> float | None:
    """Return a number within bounds, or nothing where none stands."""
    return number(found, name, lowest, highest) if name in found else None


def text(found: Members, name: str, default: str = "") -> str:
    """Return a text as it is stored, of one line or several."""
    return _stored(found.get(name, default), name, one=False)


def line(found: Members, name: str, default: str = "", *, filled: bool = False) -> str:
    """Return a text of one line as it is stored, which is not empty where it has to be ``filled``."""
    stored = _stored(found.get(name, default), name, one=True)
    if filled and not stored:
        raise FaultError(_("it is empty"), name)
    return stored


def _stored(value: object, place: str, *, one: bool) -> str:
    if not isinstance(value, str):
        raise _wrong(place, value, _("a text"))
    if value.isascii() and value.isprintable() and not (value and (value[0] == " " or value[-1] == " ")):
        return value
    try:
        return storable_line(value, place) if one else storable(value, place)
    except QuizError as error:
        raise FaultError(error.message.rstrip(".。")) from error


def as_it_is(found: Members, name: str) -> str:
    """Return a text that stays as it is, character by character, but for what can't be stored."""
    value = found.get(name, "")
    if not isinstance(value, str):
        raise _wrong(name, value, _("a text"))
    return value if not _FORBIDDEN.search(value) else _stored(value, name, one=False)


def word(found: Members, name: str, words_: Mapping[str, _Word], default: str | None = None) -> _Word:
    """Return what a word stands for."""
    value = found.get(name, default)
    if not isinstance(value, str) or value not in words_:
        raise _wrong(name, value, _("one of {words}").format(words=_(", ").join(words_)))
    return words_[value]


def instant(found: Members, name: str) -> datetime:
    """Return an instant. It has to be there."""
    value = found.get(name)
    try:
        return words.instant_of(value if isinstance(value, str) else "")
    except (ValueError, OverflowError) as error:
        expected = _("an instant from 1970 to 2099 such as {example}").format(example="2026-03-02T09:30:00.000Z")
        raise _wrong(name, value, expected) from error


def instant_or_none(found: Members, name: str) -> datetime | None:
    """Return an instant, or nothing where none stands."""
    return instant(found, name) if name in found else None


def day(found: Members, name: str, last: date = words.LAST_DAY) -> date:
    """Return a day. It has to be there."""
    value = found.get(name)
    try:
        return words.day_of(value if isinstance(value, str) else "", last)
    except ValueError as error:
        expected = _("a day from {first} to {last}").format(first=words.FIRST_DAY, last=last)
        raise _wrong(name, value, expected) from error


def day_or_none(found: Members, name: str, last: date = words.LAST_DAY) -> date | None:
    """Return a day, or nothing where none stands."""
    return day(found, name, last) if name in found else None


def entry_id(found: Members, name: str) -> int:
    """Return the id of an entry of the log."""
    value = found.get(name)
    try:
        return words.id_of(value if isinstance(value, str) else "")
    except ValueError as error:
        expected = _("the id of an answer: a text of digits, up to {last}").format(last=words.LAST_ID)
        raise _wrong(name, value, expected) from error


def items(found: Members, name: str, *, filled: bool = False) -> list[object]:
    """Return a list, which is not empty where it has to be ``filled``."""
    value = found.get(name, [])
    if not isinstance(value, list):
        raise _wrong(name, value, _("a list"))
    if filled and not value:
        raise FaultError(_("it is empty"), name)
    return value


def lines(found: Members, name: str, *, filled: bool = False) -> tuple[str, ...]:
    """Return a list of texts of one line each, none of them empty and none there twice."""
    stored: dict[str, None] = {}
    for index, value in enumerate(items(found, name, filled=filled)):
        place = f"{name}[{index}]"
        one = _stored(value, place, one=True)
        if not one or one in stored:
            raise FaultError(_("it is empty") if not one else _("it is there twice"), place)
        stored[one] = None
    return tuple(stored)


def texts(found: Members, name: str, *, one: bool = False) -> dict[str, str]:
    """Return an object that has texts, which may be empty, by names of one line."""
    value = found.get(name, {})
    if not isinstance(value, dict):
        raise _wrong(name, value, _("an object"))
    stored = {}
    for inner, content in value.items():
        place = f"{name}.{_cut(inner)}"
        stored[_stored(inner, place, one=True)] = _stored(content, place, one=one)
    return stored


def field_names(names: Collection[str], place: str) -> None:
    """Raise :class:`FaultError` unless fields may have these names."""
    for name in names:
        try:
            check_field_name(name)
        except QuizError as error:
            raise FaultError(error.message.rstrip(".。"), place) from error


def tags(found: Members, name: str) -> tuple[str, ...]:
    """Return tags, none of which has white space."""
    given = lines(found, name)
    for tag in given:
        if tag.split() != [tag]:
            raise FaultError(_("“{tag}” is no tag: it has a space").format(tag=literal(tag)), name)
    return given


def is_finite(value: object) -> bool:
    """Tell whether a value is a number that is not infinite; true and false are no numbers."""
    return type(value) is int or (type(value) is float and math.isfinite(value))
