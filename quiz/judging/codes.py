"""Codes, such as 404 or ENOENT: what one exact spelling has."""

import re
import unicodedata
from collections.abc import Container
from itertools import pairwise

from quiz.judging.finding import Answers, Finding, Grade
from quiz.judging.forms import HAN, exact_form, loose_form, without_brackets
from quiz.judging.names import given_elsewhere, nearest
from quiz.judging.others import Others

_FEWEST_LETTERS = 5
# Scripts that say much with few characters: Chinese, Japanese, Korean.
_DENSE = f"[{HAN}\u3040-\u30ff\uac00-\ud7af]"
_FULL_WIDTH_MARKS = "[、，。；：？！…《》「」“”]"
_LETTER = r"[^\W\d_]"
_WORD = rf"(?:{_LETTER}\.)+{_LETTER}?|'?{_LETTER}+(?:['’·\-‐‑–]{_LETTER}+)*['’]?[.,;:?!]?"


def is_code(text: str) -> bool:
    """Tell whether an answer has one exact spelling, so that a typo in it is an error.

    Codes have a digit, a symbol or ``_``, are camelCase, shorter than five letters, or one word all in capitals. A
    remark in brackets at the end is not looked at, nor are the marks of a sentence.
    """
    core = without_brackets(exact_form(re.sub(_FULL_WIDTH_MARKS, " ", text)))
    words = core.split()
    return (
        not words
        or not all(map(_is_word, words))
        or (len(words) == 1 and (core.isupper() or core[-1] in ",;:?!"))
        or (_letters(core) < _FEWEST_LETTERS and not re.search(_DENSE, core))
    )


def _is_word(word: str) -> bool:
    """Tell whether this is a word of a language: letters of one case, hyphens and apostrophes inside."""
    joined = "".join(character for character in word if unicodedata.category(character)[0] != "M")
    humped = any(left.islower() and right.isupper() for left, right in pairwise(joined))
    return not humped and re.fullmatch(_WORD, joined) is not None


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def judge_code(given: str, expected: Answers, others: Others, right_too: Container[int] = frozenset()) -> Finding:
    """Judge a code: right or wrong, never close.

    White space and case never change the verdict, unless what was typed is exactly the code of another note and not one
    of the expected ones. ``right_too`` has the numbers of the notes with the same prompt, whose answers are right.
    """
    exact, loose = exact_form(given), loose_form(given)
    if not exact:
        return Finding(Grade.WRONG, nearest("", expected, loose_form))
    for text in expected.texts:
        if exact_form(text) == exact:
            return Finding(Grade.RIGHT, text)
    if same := others.with_exact(exact, expected.note_id):
        return given_elsewhere(same, right_too, nearest(loose, expected, loose_form))
    for text in expected.texts:
        if loose_form(text) == loose:
            return Finding(Grade.RIGHT, text)
    same = others.with_loose(loose, expected.note_id)
    return given_elsewhere(same, right_too, nearest(loose, expected, loose_form))
