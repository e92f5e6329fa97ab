"""What a database cannot decide as the program does: which of some notes that were read pass a condition.

Each test takes rows that begin with the id of a note, and returns the ids of those that pass.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from json import loads
from typing import Any

from sqlalchemy import Text, cast

from quiz.cards import Deck
from quiz.query.patterns import Pattern
from quiz.query.regexes import Expression
from quiz.store import rows
from quiz.store.rows import NOTE
from quiz.text import all_folded, folded

Rows = Sequence[Any]
Test = Callable[[Rows], Iterable[int]]

FIELDS = cast(NOTE.c.fields, Text)
"""The fields of a note as JSON: reading many of them so takes a third of the time that their column type takes."""


def fields_of(found: Rows, place: int = 1) -> list[dict[str, str]]:
    """Return the fields of the notes of some rows; together they are read in half the time."""
    parsed: list[dict[str, str]] = loads(f"[{','.join(row[place] for row in found)}]")
    return parsed


def with_text(pattern: Pattern) -> Test:
    """Return the test whether the folded texts of a note have a pattern."""
    return lambda found: [row[0] for row in found if pattern.is_within(row[1])]


def with_match(regex: Expression) -> Test:
    """Return the test whether a regular expression is found in a field."""
    search = regex.searcher()

    def test(found: Rows) -> Iterator[int]:
        for row, fields in zip(found, fields_of(found), strict=True):
            for text in fields.values():
                if search(text):
                    yield row[0]
                    break

    return test


def with_field(name: str, pattern: Pattern) -> Test:
    """Return the test whether a field has a text, in any of its languages; with an empty pattern, whether it is empty.

    ``name`` is folded. A field that is called ``key`` has the key of the note in it, too, which a row has behind the
    fields.
    """
    wanted = _Names(name)

    def test(found: Rows) -> list[int]:
        texts = [
            (row[0], text)
            for row, fields in zip(found, fields_of(found), strict=True)
            for field, text in fields.items()
            if text and wanted[field]
        ]
        if name == "key":
            texts += [(row[0], row[2]) for row in found]
        if pattern.is_empty:
            filled = {number for number, _text in texts}
            return [row[0] for row in found if row[0] not in filled]
        plain = all_folded([text for _number, text in texts])
        passing = {number for (number, _text), text in zip(texts, plain, strict=True) if pattern.is_within(text)}
        return [row[0] for row in found if row[0] in passing]

    return test


class _Names(dict[str, bool]):
    """Which fields are meant by a folded name: the one that is called so, and the same in other languages."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, field: str) -> bool:
        plain = folded(field)
        self[field] = plain == self._name or plain.startswith(f"{self._name}.")
        return self[field]


def has_tag(stored: str, pattern: Pattern) -> bool:
    """Tell whether a note with these tags has one; with an empty pattern, whether it has none."""
    tags = rows.tags(stored)
    return not tags if pattern.is_empty else any(pattern.is_whole(folded(tag)) for tag in tags)


def with_tag(pattern: Pattern) -> Test:
    """Return the test whether a note has a tag, by its column of tags, which is the same in many rows."""
    passes = lru_cache(lambda stored: has_tag(stored, pattern))
    return lambda found: [row[0] for row in found if passes(row[1])]


def is_in_category(deck: Deck, code: str, pattern: Pattern) -> bool:
    """Tell whether a category of a deck is called so, by its code or one of its titles."""
    category = deck.category(code)
    return any(pattern.is_whole(folded(name)) for name in (code, category.title, *category.titles.values()))
