"""Which fields the notes of a table have, and the note types that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.cards import EXTRA_FIELDS, Direction, NoteType
from quiz.formats.columns import KEY
from quiz.locale import LANGUAGES


@dataclass(slots=True)
class Usage:
    """Which fields the notes of a type have: the numbers of columns that all have, and that none has."""

    always: list[int]
    never: list[int]

    def add(self, columns: Sequence[Sequence[str]]) -> None:
        """Count the cells of notes, given by columns."""
        self.always = [number for number in self.always if all(map(str.strip, columns[number]))]
        self.never = [number for number in self.never if not any(map(str.strip, columns[number]))]

    def with_notes_of(self, other: "Usage") -> "Usage":
        """Return the usage of these notes and others together."""
        always = [number for number in self.always if number in other.always]
        return Usage(always, [number for number in self.never if number in other.never])


def note_type(name: str, fields: list[str], always: list[str]) -> NoteType:
    """Return a note type with these fields, asked from the key and back from the last one that ``always`` has text.

    Hints, explanations and the like, and texts in another language, are no fields of their own where there are two
    others.
    """
    own = [field for field in fields if not _is_beside(field, fields)]
    own = own if len(own) > 1 else fields
    key = KEY if KEY in own else own[0]
    rest = tuple(field for field in own if field != key)
    sure = [field for field in rest if field in always]
    back = (sure[-1],) if sure else rest
    directions = (Direction(key, (key,), rest), Direction("+".join(back), back, (key,)))
    return NoteType(name, tuple(own), key, directions)


def _is_beside(name: str, fields: list[str]) -> bool:
    base, _dot, ending = name.partition(".")
    return base in EXTRA_FIELDS or (ending in LANGUAGES and base in fields)
