"""The forms in which texts are compared: what does not matter is gone from them.

Unicode terms are those of the Unicode Standard: NFKC and NFKD (Annex 15), case folding (section 3.13) and the limit of
marks on one character (Annex 15, Stream-Safe Text Format).

Patterns are compiled when they are first used, by ``re``, which keeps them: all this is imported when the program
starts, and most sessions need little of it.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

LONGEST = 10_000
"""How many characters of a text are read."""

_MOST_MARKS = 30
_KEPT_PUNCTUATION = frozenset("#*%@&\\")
_LATIN_MARKS = "(?<=[a-z\u00df-\u02af\u1e00-\u1eff])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
_BRACKETS = {")": "(", "]": "["}

HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The ranges of Chinese characters, for use within the brackets of a regular expression."""

# What the conversion of whole words leaves in both forms, as it depends on the words around. One of each pair is
# enough for a comparison.
_ALIKE = str.maketrans("乾瞭藉覆徵於著麽麼昇沈", "干了借复征于着么么升沉")


class Kept(dict[int, int | None]):
    """A table for ``str.translate`` that keeps some characters and drops the others.

    It fills itself with what it is asked, so that each character is looked at once.
    """

    def __init__(self, keeps: Callable[[str], bool]) -> None:
        super().__init__()
        self._keeps = keeps

    def __missing__(self, code: int) -> int | None:
        self[code] = code if self._keeps(chr(code)) else None
        return self[code]


def _is_in_names(character: str) -> bool:
    """Tell whether a character tells names apart: all but punctuation, spaces, controls and format characters."""
    category = unicodedata.category(character)
    return character in _KEPT_PUNCTUATION or not (category[0] in "PZ" or category in ("Cc", "Cf"))


_IN_NAMES = Kept(_is_in_names)


def has_han(text: str) -> bool:
    """Tell whether there are Chinese characters in a text."""
    return re.search(f"[{HAN}]", text) is not None


def readable(text: str) -> str:
    """Return the first :data:`LONGEST` characters without what costs much time or cannot be encoded.

    Surrogates become U+FFFD; of the marks on one character, 30 stay.
    """
    short = text[:LONGEST]
    return short if short.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", _with_few_marks(short))


def _with_few_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def exact_form(text: str) -> str:
    """Return the form in which codes are the same: NFKC, trimmed."""
    return unicodedata.normalize("NFKC", readable(text)).strip()[:LONGEST]


def loose_form(text: str) -> str:
    """Return the form in which codes count as equal: NFKC, without case and white space."""
    solid = unicodedata.normalize("NFKC", _solid(readable(text)))
    return unicodedata.normalize("NFKC", _solid(solid.casefold()))[:LONGEST]


def folded_form(text: str) -> str:
    """Return a text without case, width, the marks on Latin letters, and in simplified Chinese."""
    decomposed = unicodedata.normalize("NFKD", readable(text)).casefold()
    plain = re.sub(_LATIN_MARKS, "", unicodedata.normalize("NFKD", decomposed))
    return simplified(unicodedata.normalize("NFC", plain)[:LONGEST])


def name_form(text: str) -> str:
    """Return the form in which names are equal.

    Beside what :func:`folded_form` takes away, spaces, hyphens, apostrophes and other punctuation are gone, but not
    symbols that tell names apart, as in C, C++ and C#. A text of punctuation alone keeps it.
    """
    decomposed = unicodedata.normalize("NFKD", _solid(readable(text))).casefold()
    letters = unicodedata.normalize("NFKD", decomposed).translate(_IN_NAMES)
    plain = unicodedata.normalize("NFC", re.sub(_LATIN_MARKS, "", letters))[:LONGEST]
    return simplified(plain) if plain else loose_form(text)


def name_forms(text: str) -> tuple[str, ...]:
    """Return every form of a name that is accepted: all of it, and without the brackets at its end."""
    whole, short = name_form(text), _without_brackets(exact_form(text))
    return (whole, name_form(short)) if short else (whole,)


def without_brackets(text: str) -> str:
    """Return a text without the remark in brackets at its end, if it has one and anything before it."""
    return _without_brackets(text) or text


def _without_brackets(text: str) -> str:
    """Return what stands before a remark, or an empty text. Brackets right behind a word belong to it: ``O(n)``."""
    if text[-1:] not in _BRACKETS:
        return ""
    before, _bracket, inside = text[:-1].rpartition(_BRACKETS[text[-1]])
    is_remark = before[-1:].isspace() or has_han(before[-1:] + inside[:1])
    return before.strip() if is_remark else ""


def simplified(text: str) -> str:
    """Return a text with its traditional Chinese characters simplified; its length stays."""
    return str(_converter().convert(text)).translate(_ALIKE) if has_han(text) else text


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC  # noqa: PLC0415  loads its dictionaries, which only a few answers need

    return OpenCC("t2s")


def _solid(text: str) -> str:
    return "".join(text.split())
