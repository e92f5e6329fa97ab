"""Which differences are small typos: optimal string alignment, a swap of neighbours being one edit."""

import unicodedata

from quiz.judging.forms import Kept

LONGEST = 1_000
"""Longer forms, in characters, are no names: no typo is looked for in them."""

MOST = 2
"""The most edits that are ever forgiven."""

_LETTERS_FOR_ONE = 5
_LETTERS_FOR_TWO = 12


def _is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character)[0] == "M"


_LETTERS = Kept(_is_letter)
# Chinese numerals are letters, too.
_FIXED = Kept(lambda character: character.isnumeric() or not _is_letter(character))


def tolerance(form: str) -> int:
    """Return how many edits (0 to 2) are forgiven in a right answer: one in five letters, two in twelve."""
    letters = len(form.translate(_LETTERS))
    return (letters >= _LETTERS_FOR_ONE) + (letters >= _LETTERS_FOR_TWO)


def fixed(form: str) -> str:
    """Return the digits, numerals and symbols of a form, which a typo must not change."""
    return form.translate(_FIXED)


def edits(given: str, right: str) -> int | None:
    """Return the number of edits that make one form the other, or nothing where that is no small typo."""
    allowed = tolerance(right)
    if abs(len(given) - len(right)) > allowed or max(len(given), len(right)) > LONGEST:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only an answer that is not right needs it

    count = OSA.distance(given, right, score_cutoff=allowed)
    return count if count <= allowed and fixed(given) == fixed(right) else None
