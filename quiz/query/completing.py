"""What could be typed next in a query: names, and the values that a database has for them.

It knows where in the query the cursor is by itself: what is typed so far is seldom a query that can be parsed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from quiz.locale import _, mark
from quiz.query.conditions import Event, Quantity, State
from quiz.query.values import RATINGS, quoted
from quiz.text import folded

MOST = 50
"""How many completions are offered at most."""

_LONGEST = 200
"""How many characters a value may have that is offered."""

_INNER = r"\\[\s\S]|[^()\\]"
_REGEX = (
    r"re[:：](?![:：]|//)\s*(?![\s\"“”])"
    rf"(?:\\[\s\S]|[^\s()\\]|\((?:{_INNER}|\((?:{_INNER})*\)?)*\)?)*"
)
_UNIT = re.compile(
    rf"-*(?P<regex>{_REGEX})"
    r'|(?P<phrase>"(?:\\[\s\S]|[^"\\])*(?:"|\\?\Z)|[“”](?:\\[\s\S]|[^“”\\])*(?:[“”]|\\?\Z))'
    r'|(?P<bare>[^\s()（）"“”]+)',
    re.IGNORECASE,
)
"""What a query is made of, brackets aside; what is not finished ends where the query does."""

_NAME = re.compile(r"(?P<name>[^\W\d_][\w.-]*)[:：](?![:：]|//)\s*")
_SIGN = r"(?:[<>＜＞][=＝]?|[=＝≤≥])"
_COMPARED = re.compile(rf"(?P<name>{'|'.join([*Quantity, *Event])})\s*{_SIGN}\s*", re.IGNORECASE)
_RATED = re.compile(rf"rated[:：]\s*[^\s()（）\"“”<>=＜＞＝≤≥]+{_SIGN}\s*", re.IGNORECASE)
_BREAKING = re.compile(r'[\s()（）"“”*]')

_LENGTHS = ("1d", "1w", "1m", "1y")
_AMOUNTS: dict[str, tuple[str, ...]] = {
    Quantity.STABILITY: ("1d", "1w", "3w", "1y"),
    Quantity.INTERVAL: ("1d", "1w", "3w", "1y"),
    Quantity.DIFFICULTY: ("3", "5", "7", "9"),
    Quantity.RETRIEVABILITY: ("50%", "70%", "80%", "90%"),
    Quantity.LAPSES: ("1", "4", "8"),
    Quantity.REPS: ("0", "1", "5", "10"),
    Event.DUE: ("0d", *_LENGTHS),
}
"""What the names are often compared with."""

_COLON_NAMES = {
    "deck": mark("in a deck or below it"),
    "tag": mark("with a tag"),
    "category": mark("in a category"),
    "direction": mark("asked in a direction"),
    "is": mark("in a state"),
    "rated": mark("once given a rating"),
    "confused": mark("mixed up with a note"),
    "re": mark("a regular expression"),
}
_COMPARED_NAMES = {
    Event.DUE: mark("when it is due"),
    Quantity.STABILITY: mark("days until recall falls to 90 %"),
    Quantity.RETRIEVABILITY: mark("how likely it is remembered today"),
    Quantity.DIFFICULTY: mark("from 1 to 10"),
    Quantity.INTERVAL: mark("days between reviews"),
    Quantity.LAPSES: mark("how often forgotten"),
    Quantity.REPS: mark("how often answered"),
    Event.ADDED: mark("when it was added"),
    Event.REVIEWED: mark("when it was last answered"),
    Event.CHANGED: mark("when it was changed"),
}
_STATES = {
    State.NEW: mark("never answered, or reset"),
    State.LEARNING: mark("in learning steps"),
    State.REVIEW: mark("in review"),
    State.DUE: mark("in review and due"),
    State.SUSPENDED: mark("suspended"),
    State.BURIED: mark("buried"),
    State.LEECH: mark("forgotten again and again"),
    State.FLAGGED: mark("with a flag"),
}
_A_FIELD = mark("in this field")
_RATING_NAMES = tuple(name for name in RATINGS if not name.isdigit())

Offer = tuple[str, str]
"""What could be typed, as it reads in a list, and what is said of it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a database has. ``categories`` have their titles behind their codes, ``directions`` their sides.

    ``keys`` are those of notes that were mixed up with others.
    """

    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    directions: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that could be typed: ``text`` takes the place of the query's characters from ``start`` to ``end``.

    ``label`` is how it reads in a list, and ``about`` says what it is, in the language of the interface.
    """

    text: str
    start: int
    end: int
    label: str
    about: str = ""

    def applied(self, query: str) -> str:
        """Return the query with it."""
        return query[: self.start] + self.text + query[self.end :]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the cursor is: behind the ``name`` of a condition if there is one, in a text that was begun."""

    name: str
    typed: str
    start: int
    end: int


def completions(text: str, cursor: int, vocabulary: Vocabulary) -> list[Completion]:
    """Return what could stand at the cursor, the best first: what begins like what is typed, then what has it inside.

    ``cursor`` is the number of characters before it. There are none inside a phrase, or a regular expression.
    """
    place = _place(text, cursor)
    if place is None:
        return []
    if place.name:
        return list(islice(_values(place, vocabulary), MOST))
    return list(islice(_names(place, vocabulary), MOST))


def _place(text: str, cursor: int) -> _Place | None:
    unit = next((found for found in _UNIT.finditer(text) if found.start() < cursor <= found.end()), None)
    if unit is None:
        return _behind(text, cursor, cursor, cursor)
    if unit["regex"] or (unit["phrase"] and cursor == unit.end() and len(unit[0]) > 1 and _is_closed(unit[0])):
        return None
    if unit["phrase"]:
        place = _behind(text, unit.start(), cursor, unit.end())
        return place if place.name else None
    start = unit.start() + len(unit[0]) - len(unit[0].lstrip("-"))
    if cursor < start:
        return None
    for pattern in (_RATED, _COMPARED, _NAME):
        head = pattern.match(text, start, unit.end())
        if head and head.end() <= cursor:
            return _Place(_head_name(head), text[head.end() : cursor], head.end(), unit.end())
    return _behind(text, start, cursor, unit.end())


def _is_closed(phrase: str) -> bool:
    return phrase[-1] in '"“”' and not phrase[:-1].endswith("\\")


def _behind(text: str, start: int, cursor: int, end: int) -> _Place:
    """Return the place of what begins at ``start``; white space may stand between it and the name before it."""
    for pattern in (_RATED, _COMPARED, _NAME):
        heads = [head for head in pattern.finditer(text, 0, start) if head.end() == start]
        if heads and _begins(text, heads[0].start()):
            return _Place(_head_name(heads[0]), text[start:cursor], start, end)
    return _Place("", text[start:cursor], start, end)


def _begins(text: str, place: int) -> bool:
    """Tell whether a condition begins at a place, and not within a word."""
    return place == 0 or text[place - 1] in " \t\n-()（）" or text[place - 1].isspace()


def _head_name(head: re.Match[str]) -> str:
    return folded(head["name"]) if "name" in head.re.groupindex else Event.REVIEWED


# Names


def _names(place: _Place, vocabulary: Vocabulary) -> Iterator[Completion]:
    offers = [
        *((f"{name}:", _(about)) for name, about in _COLON_NAMES.items()),
        *((f"{name}<", _(about)) for name, about in _COMPARED_NAMES.items()),
        *((f"is:{state}", _(about)) for state, about in _STATES.items()),
        *((f"{name}:", _(_A_FIELD)) for name in ("key", *vocabulary.fields) if _can_be_named(name)),
    ]
    for label, about in _ranked(dict(offers).items(), place.typed):
        yield Completion(label, place.start, place.end, label, about)


def _can_be_named(field: str) -> bool:
    return folded(field) not in {*_COLON_NAMES, *_COMPARED_NAMES} and len(field) <= _LONGEST


# Values


def _values(place: _Place, vocabulary: Vocabulary) -> Iterator[Completion]:
    for label, about in _ranked(_offers(place.name, vocabulary), _unquoted(place.typed)):
        if len(label) <= _LONGEST:
            yield Completion(written(label), place.start, place.end, label, about)


def _offers(name: str, vocabulary: Vocabulary) -> Iterable[Offer]:
    """Return the values that can stand behind a name."""
    match name:
        case "deck":
            return _bare(vocabulary.decks)
        case "tag":
            return _bare(vocabulary.tags)
        case "category":
            return vocabulary.categories
        case "direction":
            return vocabulary.directions
        case "is":
            return ((state, _(about)) for state, about in _STATES.items())
        case "rated":
            return _bare(_RATING_NAMES)
        case "confused":
            return _bare(vocabulary.keys)
        case _ if name in _COMPARED_NAMES:
            return _bare(_AMOUNTS.get(name, _LENGTHS))
        case _:
            return ()


def _bare(labels: Iterable[str]) -> Iterator[Offer]:
    return ((label, "") for label in labels)


def _unquoted(typed: str) -> str:
    """Return what was typed of a value, without the quote that opens it."""
    return re.sub(r'\\(["“”\\])', r"\1", typed[1:]) if typed[:1] in ('"', "“", "”") else typed


def written(value: str) -> str:
    """Return a value as it stands behind a colon: in quotes where it would mean something else, or end, without."""
    needed = not value or _BREAKING.search(value) or "*" in folded(value) or value.startswith((":", "：", "//"))
    return quoted(value) if needed else value


def _ranked(offers: Iterable[Offer], typed: str) -> list[Offer]:
    """Return the offers that have what is typed in them, those that begin with it first, otherwise as they come."""
    wanted = folded(typed)
    found = [(folded(label), (label, about)) for label, about in offers]
    first = [offer for label, offer in found if label.startswith(wanted)]
    return first + [offer for label, offer in found if wanted in label and not label.startswith(wanted)]
