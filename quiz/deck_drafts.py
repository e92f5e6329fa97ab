"""Decks and notes as a format reads or writes them, before they have a place in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from quiz.cards import Category, Direction, NoteType, check_field_name, split_tags
from quiz.text import all_storable, storable, storable_line


class NoteDraft(NamedTuple):
    """A note as a format reads or writes it, before it has a place in the database.

    ``line`` is where it was read. ``deck`` is the name of its deck, empty for that of the source's head. It is a tuple
    because a file may have a hundred thousand: a frozen dataclass takes three times as long to make.
    """

    fields: Mapping[str, str]
    tags: tuple[str, ...] = ()
    category: str = ""
    type_name: str = ""
    guid: str = ""
    was: str = ""
    line: int = 0
    deck: str = ""

    def cleaned(self) -> "NoteDraft":
        """Return the draft with every text as it is stored. Raises :class:`QuizError` naming the field."""
        return cleaned_note(
            tuple(self.fields),
            tuple(self.fields.values()),
            self.tags,
            self.category,
            self.type_name,
            self.guid,
            self.was,
            self.line,
            self.deck,
        )


def cleaned_note(
    names: tuple[str, ...],
    texts: Sequence[str],
    tags: tuple[str, ...] = (),
    category: str = "",
    type_name: str = "",
    guid: str = "",
    was: str = "",
    line: int = 0,
    deck: str = "",
) -> NoteDraft:
    """Return a note with every text as it is stored, those of the fields of these names too.

    Raises :class:`QuizError` naming the field.
    """
    _check_names(names)
    stored = all_storable(texts, names)
    fields = zip(names, stored, strict=True)
    return NoteDraft(
        dict(fields) if all(stored) else {name: text for name, text in fields if text},
        _cleaned_tags(tags) if tags else (),
        category and storable_line(category, "category"),
        type_name,
        guid and storable_line(guid, "id"),
        was and storable_line(was, "was"),
        line,
        deck and storable_line(deck, "deck"),
    )


def cleaned_notes(
    names: tuple[str, ...],
    texts: Sequence[Sequence[str]],
    tags: Sequence[tuple[str, ...]],
    categories: Sequence[str],
    type_name: str,
    guids: Sequence[str],
    was: Sequence[str],
    lines: Sequence[int],
    deck: str = "",
) -> list[NoteDraft]:
    """Return notes of one type as :func:`cleaned_note` does each: by columns, in a fraction of the time.

    ``texts`` has a column for each name. Raises :class:`QuizError` where one of the notes can't be stored; which one
    shows when each is cleaned alone.
    """
    _check_names(names)
    columns = [all_storable(column, repeat(name)) for name, column in zip(names, texts, strict=True)]
    fields = list(map(dict, map(zip, repeat(names), zip(*columns, strict=True))))
    if not all(map(all, columns)):
        fields = [{name: text for name, text in each.items() if text} for each in fields]
    cleaned = (
        fields,
        [_cleaned_tags(each) if each else () for each in tags],
        _stored_lines(categories, "category"),
        repeat(type_name),
        _stored_lines(guids, "id"),
        _stored_lines(was, "was"),
        lines,
        repeat(deck and storable_line(deck, "deck")),
    )
    return list(map(NoteDraft._make, zip(*cleaned, strict=False)))


def _stored_lines(column: Sequence[str], place: str) -> Sequence[str]:
    return [text and storable_line(text, place) for text in column] if any(column) else column


@lru_cache(1024)
def _check_names(names: tuple[str, ...]) -> None:
    for name in names:
        check_field_name(name)


@lru_cache(4096)
def _cleaned_tags(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for text in texts for tag in split_tags(storable(text, "tags"))))


@dataclass(frozen=True, slots=True)
class DeckDraft:
    """The head of a deck as a format reads or writes it.

    ``declares_types`` tells whether the source itself says which fields and directions it has; where it does not, the
    note types of a deck that exists already are left as they are. ``deck_types`` are the note types of further decks of
    the source by these decks' names, where they are others than ``types``.
    """

    name: str
    types: tuple[NoteType, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    language: str = ""
    categories: tuple[Category, ...] = ()
    front: Mapping[str, str] = field(default_factory=dict)
    declares_types: bool = False
    deck_types: Mapping[str, tuple[NoteType, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unread:
    """A place of a source that could not be read, and why. ``line`` counts from 1; 0 means the whole source."""

    line: int
    reason: str


def default_directions(fields: tuple[str, ...], key_field: str) -> tuple[Direction, ...]:
    """Return the directions of a note type that names none: from the key to the rest, from the last field back."""
    rest = tuple(name for name in fields if name != key_field)
    return (
        Direction(key_field, (key_field,), rest),
        Direction(rest[-1], (rest[-1],), (key_field,)),
    )
