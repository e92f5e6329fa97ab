"""Text becomes a query: the grammar in ``query.lark``, what each rule means, and what is said of a mistake.

Importing this module loads the parser library; :func:`quiz.query.parse` does so at the first query.
"""

import re
from difflib import get_close_matches
from functools import cache
from typing import cast

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from quiz.locale import _
from quiz.query import values
from quiz.query.conditions import (
    All,
    AnyOf,
    Asked,
    Condition,
    Confused,
    Dated,
    Event,
    InCategory,
    InDeck,
    InField,
    Is,
    Measured,
    Not,
    Quantity,
    Query,
    Rated,
    Regex,
    Tagged,
    Word,
)
from quiz.query.errors import QueryError
from quiz.query.patterns import Pattern
from quiz.text import compatible, folded, is_forbidden, literal

MAX_LENGTH = 1000
"""How many characters a query may have."""

MAX_CONDITIONS = 200
"""How many words and other conditions a query may have."""

MAX_DEPTH = 20
"""How deep "and", "or" and "not" may stand in each other."""

COLON_NAMES = ("deck", "tag", "category", "direction", "is", "re", "rated", "confused")
"""The names that mean something else than a field before a colon."""

COMPARED_NAMES = (*(quantity.value for quantity in Quantity), *(event.value for event in Event))
"""The names that are compared with numbers, lengths of time or dates."""

_SIGN = re.compile(r"[<>=＜＞＝≤≥]+")
_ESCAPED = re.compile(r'\\(["“”\\])')
_QUOTES = '"“”'


def parse(text: str) -> Query:
    """Return what a query means. Raises :class:`QueryError` with the place and what was expected there."""
    _check_characters(text)
    try:
        condition = cast("Condition | None", _parser().parse(text))
    except UnexpectedInput as error:
        raise _explained(text, error) from error
    if condition is not None:
        _check_size(condition)
    return Query(text, condition)


def _check_characters(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise QueryError(
            _("The query has {count} characters.").format(count=len(text)),
            _("It may have {count}.").format(count=MAX_LENGTH),
            MAX_LENGTH,
        )
    for position, character in enumerate(text):
        if is_forbidden(character):
            raise QueryError(
                _("U+{code:04X} is a control character, which no text has.").format(code=ord(character)),
                _("Remove the character and try again."),
                position,
            )


@cache
def _parser() -> Lark:
    return Lark.open("query.lark", rel_to=__file__, parser="lalr", maybe_placeholders=True, transformer=_Meaning())


def _check_size(condition: Condition) -> None:
    if _size(condition) > MAX_CONDITIONS:
        raise QueryError(
            _("The query has too many conditions."), _("It may have {count}.").format(count=MAX_CONDITIONS), 0
        )


def _size(condition: Condition) -> int:
    match condition:
        case All(parts) | AnyOf(parts):
            return sum(_size(part) for part in parts)
        case Not(part):
            return _size(part)
        case _:
            return 1


def _depth(condition: Condition) -> int:
    match condition:
        case All(parts) | AnyOf(parts):
            return 1 + max(_depth(part) for part in parts)
        case Not(part):
            return 1 + _depth(part)
        case _:
            return 0


@v_args(inline=True)
class _Meaning(Transformer[Token, Condition | None]):
    """What each rule of the grammar means."""

    def start(self, condition: Condition | None) -> Condition | None:
        return condition

    def any_of(self, *parts: Condition) -> Condition:
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def all_of(self, *parts: Condition) -> Condition:
        return parts[0] if len(parts) == 1 else All(parts)

    def negated(self, part: Condition) -> Condition:
        return part.part if isinstance(part, Not) else Not(part)

    def grouped(self, bracket: Token, inner: Condition) -> Condition:
        if _depth(inner) > MAX_DEPTH:
            raise QueryError(_("The brackets are nested too deep."), _("Take some away."), _place(bracket))
        return inner

    def named(self, head: Token, value: Token) -> Condition:
        name = folded(head)[:-1]
        if name in COMPARED_NAMES:
            raise QueryError(
                _("“{name}” is followed by one of < <= = >= >, not by a colon.").format(name=name),
                _("Write for example: {example}").format(example=f"{name}<3"),
                _place(head) + len(name),
            )
        return _named(name, head, value)

    def regex(self, head: Token, value: Token) -> Condition:
        quoted = value[0] in _QUOTES
        return Regex(values.regex_of(value[1:-1] if quoted else str(value), _place(value) + quoted))

    def compared(self, head: Token, value: Token) -> Condition:
        sign = _SIGN.search(compatible(head))
        assert sign is not None
        name, how = folded(head).split(sign[0])[0].strip(), values.operator_of(sign[0])
        if name in list(Event):
            return Dated(Event(name), values.when_of(Event(name), how, value, _place(value)))
        quantity = Quantity(name)
        return Measured(quantity, values.amount_of(quantity, how, value, _place(value)))

    def rated(self, head: Token, rating: Token, sign: Token | None, value: Token | None) -> Condition:
        given = values.rating_of(rating, _place(rating))
        if sign is None or value is None:
            return Rated(given)
        return Rated(given, values.when_of(Event.REVIEWED, values.operator_of(sign), value, _place(value)))

    def phrase(self, token: Token) -> Condition:
        return Word(_pattern(token))

    def word(self, token: Token) -> Condition:
        _check_word(token)
        return Word(Pattern.of(token))


def _named(name: str, head: Token, value: Token) -> Condition:
    """Return the condition of a name and what stands behind its colon."""
    pattern = _pattern(value)
    match name:
        case "deck":
            return InDeck(_unquoted(value), pattern, _place(value))
        case "tag":
            return Tagged(pattern)
        case "category":
            return InCategory(pattern)
        case "direction":
            return Asked(pattern, _place(value))
        case "is":
            return Is(values.state_of(_unquoted(value), _place(value)))
        case "confused":
            return Confused(pattern)
        case _:
            return InField(name, pattern, _place(head))


def _pattern(token: Token) -> Pattern:
    return Pattern.quoted(_unquoted(token)) if token[0] in _QUOTES else Pattern.of(token)


def _unquoted(token: Token) -> str:
    """Return a text without its quotes; inside them a backslash stands before a quote or another backslash."""
    return _ESCAPED.sub(r"\1", token[1:-1]) if token[0] in _QUOTES else str(token)


def _place(token: Token) -> int:
    return token.start_pos or 0


def _check_word(token: Token) -> None:
    """Raise :class:`QueryError` for a word that was surely meant as a condition."""
    name, sign, value = _parted(token)
    if not sign:
        return
    if name in COLON_NAMES:
        raise QueryError(
            _("“{name}” is followed by a colon, not by “{sign}”.").format(name=name, sign=sign),
            _("Write {example}, or put the text in quotes.").format(example=f"{name}:{literal(value)}"),
            _place(token) + len(name),
        )
    near = get_close_matches(name, COMPARED_NAMES, n=1, cutoff=0.75)
    if near and value[:1].isdigit():
        raise QueryError(
            _("There is nothing named “{name}” to compare.").format(name=literal(name)),
            _("Write {example}, or put the text in quotes.").format(example=f"{near[0]}{sign}{literal(value)}"),
            _place(token),
        )


def _parted(word: str) -> tuple[str, str, str]:
    """Return what stands before the first comparison sign of a word, the sign, and what stands behind it."""
    sign = _SIGN.search(word)
    return (word[: sign.start()].lower(), sign[0], word[sign.end() :]) if sign else (word, "", "")


def _explained(text: str, error: UnexpectedInput) -> QueryError:
    """Return in the user's words what a parser's error means."""
    position = _position(text, error)
    rest = text.rstrip()[position:]
    expected = _expected(error)
    if rest[:1] and rest[0] in _QUOTES:
        return QueryError(
            _("The quote that opens here is not closed."), _("Put a quote at the end of the phrase."), position
        )
    if expected & {"VALUE", "RAW", "RATING"}:
        return _value_missing(text, position)
    if rest[:1] in (")", "）") and "_CLOSE" not in expected and not _condition_wanted(expected):
        return QueryError(
            _("No bracket opens for this one to close."), _("Take it away, or put the text in quotes."), position
        )
    if not rest and "_CLOSE" in expected:
        return QueryError(_("A bracket is not closed."), _("Put “)” at the end of what belongs together."), position)
    return _condition_missing(rest, position)


def _position(text: str, error: UnexpectedInput) -> int:
    end = len(text.rstrip())
    if getattr(getattr(error, "token", None), "type", "") == "$END":
        return end
    return min(error.pos_in_stream if error.pos_in_stream is not None else end, end)


def _expected(error: UnexpectedInput) -> set[str]:
    """Return the names of the terminals that could have stood there."""
    for name in ("accepts", "allowed", "expected"):
        if found := getattr(error, name, None):
            return set(found)
    return set()


def _condition_wanted(expected: set[str]) -> bool:
    return "WORD" in expected and "_AND" not in expected


def _value_missing(text: str, position: int) -> QueryError:
    before = re.search(r"[^\s()（）]*\s*$", text[:position])
    head = before[0].strip() if before else ""
    return QueryError(
        _("Something is missing after “{name}”.").format(name=literal(head)),
        _("Write what to look for right after it; put a text with spaces or brackets in quotes."),
        position,
    )


def _condition_missing(rest: str, position: int) -> QueryError:
    hint = _("Write a word, a phrase in quotes, or a condition such as is:due; to look for a sign, quote it.")
    if not rest:
        return QueryError(_("Something to look for is missing at the end."), hint, position)
    found = re.match(r"[^\s()（）]+|.", rest)
    assert found is not None
    return QueryError(
        _("Something to look for is missing before “{text}”.").format(text=literal(found[0])), hint, position
    )
