"""What stands behind the names of a query: numbers, lengths of time, dates, ratings, regular expressions."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from quiz.cards import Rating
from quiz.locale import _
from quiz.query.conditions import Amount, Event, Operator, Quantity, State, When
from quiz.query.errors import QueryError
from quiz.query.regexes import REPEAT, Expression, class_end
from quiz.text import compatible, folded, literal

MAX_REGEX = 200
"""How many characters a regular expression may have."""

DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
"""The days in each unit of time: a month has 30, a year 365."""

OPERATORS = {operator.value: operator for operator in Operator} | {"≤": Operator.AT_MOST, "≥": Operator.AT_LEAST}

RATINGS = {rating.name.lower(): rating for rating in Rating} | {str(int(rating)): rating for rating in Rating}

_NUMBER = re.compile(r"(?P<sign>-?)(?P<number>\d{1,6}(?:\.(?P<decimals>\d{1,6}))?)(?P<unit>[a-z%]?)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_VARYING = re.compile(r"[*+?]|\{\d*,\d*\}")
_WHOLE = (Quantity.INTERVAL, Quantity.LAPSES, Quantity.REPS)
_LENGTHS = (Quantity.STABILITY, Quantity.INTERVAL)

_Member = TypeVar("_Member", State, Rating)


def quoted(text: str) -> str:
    """Return text as a query has it in quotes, where every character stands for itself."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def operator_of(text: str) -> Operator:
    """Return the operator that a sign means, which may be full width."""
    return OPERATORS[compatible(text)]


def state_of(text: str, position: int) -> State:
    """Return the state that is named behind ``is:``."""
    return _named(text, {state.value: state for state in State}, "is:", position)


def rating_of(text: str, position: int) -> Rating:
    """Return the rating that is named behind ``rated:``, by its name or number."""
    return _named(text, RATINGS, "rated:", position)


def _named(text: str, members: Mapping[str, _Member], name: str, position: int) -> _Member:
    wanted = folded(text)
    if wanted in members:
        return members[wanted]
    names = _(", ").join(members)
    near = get_close_matches(wanted, members, n=1)
    hint = _("Did you mean {names}?").format(names=near[0]) if near else _("Write for example: {example}")
    raise QueryError(
        _("“{name}” takes {values}, not “{text}”.").format(name=name, values=names, text=literal(text)),
        hint.format(example=name + next(iter(members))),
        position,
    )


def amount_of(quantity: Quantity, how: Operator, text: str, position: int) -> Amount:
    """Return what a quantity is compared with. As written, ``=`` means: the same in so many decimals."""
    found = _NUMBER.fullmatch(folded(text))
    units: tuple[str, ...] = ("",)
    if quantity in _LENGTHS:
        units = tuple(DAYS)
    elif quantity is Quantity.RETRIEVABILITY:
        units = ("", "%")
    if found is None or found["sign"] or found["unit"] not in units:
        raise _no_amount(quantity, text, position)
    factor = 0.01 if found["unit"] == "%" else DAYS.get(found["unit"], 1)
    value = float(found["number"]) * factor
    if quantity is Quantity.RETRIEVABILITY and value > 1:
        raise _no_amount(quantity, text, position)
    last_digit = 10.0 ** -len(found["decimals"] or "") * min(factor, 1)
    return Amount(how, value, 0.0 if quantity in _WHOLE else last_digit / 2)


def _no_amount(quantity: Quantity, text: str, position: int) -> QueryError:
    if quantity is Quantity.RETRIEVABILITY:
        wanted, example = _("a number from 0 to 1 or a percentage"), "retrievability<80%"
    elif quantity in _LENGTHS:
        wanted, example = _("a number of days such as 21, or 3d, 2w, 1m, 1y"), f"{quantity}>=3w"
    else:
        wanted, example = _("a number"), f"{quantity}>=4"
    return _unfit(quantity, wanted, text, example, position)


def when_of(event: StrEnum, how: Operator, text: str, position: int) -> When:
    """Return the study day that an event is compared with; only what is due may lie before today in days."""
    written = folded(text)
    found = _NUMBER.fullmatch(written)
    if found and found["unit"] in DAYS and not (found["sign"] and event is not Event.DUE):
        days = float(found["number"]) * DAYS[found["unit"]]
        return When(how, -days if found["sign"] else days)
    try:
        if _DATE.fullmatch(written):
            return When(how, day=date.fromisoformat(written))
    except ValueError as error:
        raise QueryError(
            _("“{text}” is no day of the calendar.").format(text=literal(text)),
            _("Write year, month and day: {example}").format(example="2026-11-25"),
            position,
        ) from error
    wanted = _("days, weeks, months or years such as 3d, 2w, 1m, 1y, or a date such as 2026-11-25")
    raise _unfit(event, wanted, text, f"{event}<3d", position)


def _unfit(name: str, wanted: str, text: str, example: str, position: int) -> QueryError:
    return QueryError(
        _("“{name}” is compared with {values}, not with “{text}”.").format(
            name=name, values=wanted, text=literal(text)
        ),
        _("Write for example: {example}").format(example=example),
        position,
    )


def regex_of(text: str, position: int) -> Expression:
    """Return the regular expression that a person typed, without case.

    One that is too long is refused, and one that repeats what repeats itself: it could take for ever.
    """
    if len(text) > MAX_REGEX:
        raise QueryError(
            _("The regular expression has {count} characters.").format(count=len(text)),
            _("It may have {count}.").format(count=MAX_REGEX),
            position,
        )
    try:
        pattern = Expression(text)
    except re.error as error:
        place = position + (error.pos or 0)
        raise _no_regex(error.msg, place) from error
    except (OverflowError, RecursionError) as error:
        raise _no_regex(str(error), position) from error
    place = nested_repeat(text)
    if place >= 0:
        raise QueryError(
            _("The regular expression repeats what repeats itself, which could take for ever."),
            _("Repeat only what has no “*”, “+” or “{…}” inside."),
            position + place,
        )
    return pattern


def _no_regex(why: str, position: int) -> QueryError:
    return QueryError(
        _("This is no regular expression: {reason}.").format(reason=why),
        _("Put “\\” before a character that means itself, or leave “re:” away."),
        position,
    )


def nested_repeat(pattern: str) -> int:
    """Return the place of a repetition of a group that has another one inside, or -1.

    Matching such a pattern can take time that grows exponentially with the length of the text.
    """
    repeats, groups, index = False, list[bool](), 0
    while index < len(pattern):
        character = pattern[index]
        found = _VARYING.match(pattern, index)
        if character == "\\":
            index += 1
        elif character == "[":
            index = class_end(pattern, index)
        elif character == "(":
            groups.append(repeats)
            repeats = False
            index += pattern[index + 1 : index + 2] == "?"
        elif character == ")" and groups:
            if repeats and REPEAT.match(pattern, index + 1):
                return index + 1
            repeats = groups.pop() or repeats
        elif found:
            repeats, index = True, found.end() - 1
        index += 1
    return -1
