"""What text may be stored, how it is compared, and how it is shown without harm to a terminal."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from quiz.errors import QuizError
from quiz.locale import _

# What Unicode calls controls (category Cc) without the allowed ones, and surrogates (Cs).
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Characters that reorder or hide what stands around them (Unicode 15, general category Cf), beside the joiners that
# emoji and several scripts need.
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_LINE_BREAKS = frozenset("\u2028\u2029")
ACTING = f"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff{_REORDERING}\u2028\u2029]"
"""A regular expression for characters that do more on a terminal than to stand there, but for LF."""

_ACTING = re.compile(ACTING)
_ACTING_IN_JSON = re.compile(f"[\x7f-\x9f\ud800-\udfff{_REORDERING}\u2028\u2029]")
"""The same in a JSON document, where other control characters are escaped already."""

# Normalising a run of combining characters takes time by the square of its length. Unicode's stream-safe format (UAX
# 15, section 13) has 30 of them at most, more than any language needs.
MOST_MARKS = 30
"""So many combining characters may follow each other."""

_MAY_COMBINE = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
_FULL_WIDTH = (("\u3000", " "), *((chr(code + 0xFEE0), chr(code)) for code in b"!%(),:;?~"))
"""What stands between Chinese words, and its compatible form: looking for each is quicker than normalising all."""

SEPARATOR = "\x1f"
"""What may stand between texts that are stored: a control character, which :func:`storable` refuses."""

_CHARACTERS = 1 << 14
"""Of so many different characters it is remembered how wide they are; common Chinese has a third of them."""

WHITE_SPACE = "\t\n \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
"""Tab, LF, and what Unicode calls a separator (categories Zs, Zl, Zp)."""


def storable(text: str, place: str = "") -> str:
    """Return ``text`` as it is stored: NFC, LF as the line end, without white space at its ends.

    Raises :class:`QuizError`, naming ``place`` and the character, for control characters other than LF and TAB, for
    surrogates and for NUL, and for more combining characters in a row than :data:`MOST_MARKS`.
    """
    if _stays(text):
        return text.strip()
    unified = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    _check(unified, place or _("Text"))
    return unicodedata.normalize("NFC", unified).strip()


def all_storable(texts: Sequence[str], places: Iterable[str]) -> list[str]:
    """Return texts as :func:`storable` does each, whose places are named: together, in a fraction of the time.

    Unicode's normal forms are closed under taking parts (UAX 15, section 9): what is normal together is so apart.
    """
    return [text.strip() for text in texts] if _stays("".join(texts)) else list(map(storable, texts, places))


def _stays(text: str) -> bool:
    """Tell whether a text is stored as it is, but for its ends; where it does not, a closer look is needed."""
    if not text.isprintable() and _FORBIDDEN.search(text):
        return False
    return text.isascii() or (not _may_have_too_many_marks(text) and unicodedata.is_normalized("NFC", text))


def _may_have_too_many_marks(text: str) -> bool:
    """Tell whether one of the characters is a mark that a run of more than :data:`MOST_MARKS` would have there."""
    return any(map(unicodedata.combining, text[MOST_MARKS :: MOST_MARKS + 1]))


def _check(text: str, place: str) -> None:
    """Raise :class:`QuizError` where a text can't be stored."""
    found = _FORBIDDEN.search(text)
    if found is not None:
        raise QuizError(
            _("{place}: character {number} is U+{code:04X}, a control character, which cannot be stored.").format(
                place=place, number=found.start() + 1, code=ord(found.group())
            ),
            _("Remove the character and try again."),
        )
    if too_many_marks(text) is not None:
        raise QuizError(
            _("{place}: there are more than {count} combining characters in a row.").format(
                place=place, count=MOST_MARKS
            ),
            _("Remove them and try again."),
        )


def too_many_marks(text: str) -> int | None:
    """Return where more combining characters follow each other than may be, :data:`MOST_MARKS`, or nothing."""
    for found in _MAY_COMBINE.finditer(text) if _may_have_too_many_marks(text) else ():
        run = 0
        for place, character in enumerate(found.group(), start=found.start()):
            run = run + 1 if unicodedata.combining(character) else 0
            if run > MOST_MARKS:
                return place
    return None


def is_forbidden(character: str) -> bool:
    """Tell whether a character can't be stored: a control character other than LF and TAB, or a surrogate."""
    return _FORBIDDEN.match(character) is not None


def storable_line(text: str, place: str = "") -> str:
    """Return ``text`` as :func:`storable` does. Raises :class:`QuizError` also where it has more than one line."""
    line = storable(text, place)
    if "\n" in line:
        raise QuizError(
            _("{place}: there is a line break where only one line can be.").format(place=place or _("Text")),
            _("Write it in one line."),
        )
    return line


def trimmed(text: str) -> str:
    """Return ``text`` without :data:`WHITE_SPACE` at its ends.

    Control characters, which ``str.strip`` would drop in silence, stay for :func:`storable` to refuse.
    """
    return text.strip(WHITE_SPACE)


def compatible(text: str) -> str:
    """Return ``text`` in NFKC, trimmed: full-width digits and letters become equal to the usual ones."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def folded(text: str) -> str:
    """Return ``text`` for searching: NFKC, without case."""
    if text.isascii():
        return text.lower()
    for wide, usual in _FULL_WIDTH:
        text = text.replace(wide, usual)
    return unicodedata.normalize("NFKC", text).casefold()


def all_folded(texts: Sequence[str]) -> list[str]:
    """Return stored texts for searching, as :func:`folded` does: together, in a fraction of the time.

    The character between them is one that no stored text has, and nothing that stands beside it changes by it.
    """
    return folded(SEPARATOR.join(texts)).split(SEPARATOR) if texts else []


def literal(text: str) -> str:
    """Return ``text`` so that it can be printed on one terminal line or several and does nothing but stand there.

    Control characters, escape sequences, surrogates and characters that change the direction of writing become U+FFFD;
    a tab becomes spaces, an exotic line break a LF.
    """
    return _ACTING.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    if found.group() == "\t":
        return "    "
    return "\n" if found.group() in _LINE_BREAKS else "\ufffd"


def escaped(document: str) -> str:
    """Return a JSON document in which nothing acts on a terminal: such characters are written by their numbers."""
    return _ACTING_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", document)


def one_line(text: str) -> str:
    """Return ``text`` as :func:`literal` does, in one line."""
    return " ".join(literal(text).split("\n"))


def width(text: str) -> int:
    """Return the number of terminal cells that ``text`` takes: two for wide characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(_CHARACTERS)
def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, cells: int) -> str:
    """Return ``text`` with spaces behind it up to ``cells`` terminal cells."""
    return text + " " * max(0, cells - width(text))
