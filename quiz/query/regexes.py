"""Regular expressions as people type them, which never take for ever.

Python's own are quick, but some take time that grows without bound, and nothing can stop them. Where the length of a
text and the number of repetitions leave that open, the library ``regex`` searches instead: it takes longer, gives up
after a time, and lets the rest of the program go on meanwhile.
"""

import re
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quiz.errors import QuizError
from quiz.locale import _

SECONDS = 2.0
"""How long one search in many texts, or one replacement in a text, may take where it has to be watched."""

_STEPS = 3_000_000
"""How many steps a search may take at most for which nothing watches: a tenth of a second."""

REPEAT = re.compile(r"[*+]|\{\d*,?\d*\}")
"""A sign that repeats what stands before it."""


@dataclass(frozen=True)
class Expression:
    """A regular expression. Raises ``re.error`` where it is none."""

    text: str
    match_case: bool = False

    def __post_init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert self._quick

    @cached_property
    def _quick(self) -> re.Pattern[str]:
        return re.compile(self.text, 0 if self.match_case else re.IGNORECASE)

    @cached_property
    def _watched(self) -> Any:
        import regex  # noqa: PLC0415  few expressions need it

        return regex.compile(self.text, regex.VERSION0 | (0 if self.match_case else regex.IGNORECASE))

    @cached_property
    def _repeats(self) -> int | None:
        return repeats_of(self.text)

    def searcher(self) -> Callable[[str], object]:
        """Return the test whether it is found in a text; together all texts have :data:`SECONDS`.

        The test raises :class:`QuizError` where that is not enough.
        """
        quick, repeats, spent = self._quick.search, self._repeats, 0.0

        def search(text: str) -> object:
            nonlocal spent
            if repeats is not None and len(text) ** (repeats + 1) <= _STEPS:
                return quick(text)
            begin = time.monotonic()
            try:
                return self._watched.search(text, timeout=max(0.001, SECONDS - spent), concurrent=True)
            except TimeoutError as error:
                raise _too_slow() from error
            finally:
                spent += time.monotonic() - begin

        return search

    def search(self, text: str) -> object:
        """Return what is found in a text, or ``None``. Raises :class:`QuizError` where that takes too long."""
        return self.searcher()(text)

    def replaced(self, by: str, text: str) -> str:
        """Return a text with every place replaced, groups named as in ``re``.

        Raises ``re.error`` or ``IndexError`` for a group that there is not, and :class:`QuizError` where it takes too
        long.
        """
        if self._repeats is not None and len(text) ** (self._repeats + 1) <= _STEPS:
            return self._quick.sub(by, text)
        try:
            return str(self._watched.sub(by, text, timeout=SECONDS, concurrent=True))
        except TimeoutError as error:
            raise _too_slow() from error


def _too_slow() -> QuizError:
    return QuizError(
        _("The regular expression takes too long on some of the texts."),
        _("Repeat less in it, or say more of what you look for."),
    )


def repeats_of(pattern: str) -> int | None:
    """Return how often something is repeated in an expression, or nothing where a group is."""
    count, index = 0, 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            index += 1
        elif character == "[":
            index = class_end(pattern, index)
        elif character == ")" and REPEAT.match(pattern, index + 1):
            return None
        elif found := REPEAT.match(pattern, index):
            count, index = count + 1, found.end() - 1
        index += 1
    return count


def class_end(pattern: str, start: int) -> int:
    """Return where the class of characters ends that begins at ``start``."""
    index = start + (2 if pattern[start + 1 : start + 2] == "^" else 1)
    if pattern[index : index + 1] == "]":
        index += 1
    while index < len(pattern) and pattern[index] != "]":
        index += 2 if pattern[index] == "\\" else 1
    return index
