"""Texts to look for, without case and width, where ``*`` stands for what may lie between."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.text import folded


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded text (see :func:`quiz.text.folded`) in the parts that lie between its wildcards; one part has none."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Pattern":
        """Return the pattern of what a person typed: every ``*`` is a wildcard."""
        return cls(tuple(folded(text).split("*")))

    @classmethod
    def quoted(cls, text: str) -> "Pattern":
        """Return the pattern of a text in which ``*`` is an asterisk."""
        return cls((folded(text),))

    @property
    def pieces(self) -> tuple[str, ...]:
        """What any text that matches has in it, in this order."""
        return tuple(part for part in self.parts if part)

    @property
    def is_empty(self) -> bool:
        """Whether this is the pattern of an empty text."""
        return self.parts == ("",)

    def is_within(self, text: str) -> bool:
        """Tell whether it stands somewhere in a folded text.

        A wildcard stands for any characters but white space: it stays inside a word, or inside Chinese text that is
        written without spaces. Alone it wants any text at all.
        """
        pieces = self.pieces
        if not pieces:
            return self.is_empty or bool(text)
        if len(pieces) == 1:
            return pieces[0] in text
        return any(_in_order(pieces, word) for word in text.split())

    def is_whole(self, text: str) -> bool:
        """Tell whether it is the whole of a folded text; here a wildcard stands for any characters."""
        first, *rest = self.parts
        if not rest:
            return first == text
        *between, last = rest
        inner = len(text) - len(first) - len(last)
        if inner < 0 or not text.startswith(first) or not text.endswith(last):
            return False
        return _in_order(between, text[len(first) : len(first) + inner])


def _in_order(pieces: Sequence[str], text: str) -> bool:
    """Tell whether the pieces stand in a text one behind the other. Taking the first place of each finds all."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True
