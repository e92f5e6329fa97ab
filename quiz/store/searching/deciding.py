"""What a database cannot decide as the program does: which of some notes that were read pass a condition.

Each test takes rows that begin with the id of a note, and returns the ids of those that pass.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from json import loads
from typing import Any

from sqlalchemy import Text, cast

from quiz.cards import Deck
from quiz.query.patterns import Pattern
from quiz.store import rows
from quiz.store.rows import NOTE
from quiz.text import folded

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


def with_match(regex: re.Pattern[str]) -> Test:
    """Return the test whether a regular expression is found in a field."""
    search = regex.search

    def test(found: Rows) -> Iterator[int]:
        for row, fields in zip(found, fields_of(found), strict=True):
            for text in fields.values():
                if search(text):
                    yield row[0]
                    break

    return test


def with_field(name: str, pattern: Pattern) -> Test:
    """Return the test whether a field has a text, in any of its languages; with an empty pattern, whether it is empty.

    ``name`` is folded.
    """

    def test(found: Rows) -> list[int]:
        pairs = zip(found, fields_of(found), strict=True)
        return [row[0] for row, fields in pairs if _has(_texts(fields, name), pattern)]

    return test


def with_key(pattern: Pattern) -> Test:
    """Return the same test for the key of a note, which a row has behind the fields, or a field that is called so."""

    def test(found: Rows) -> list[int]:
        pairs = zip(found, fields_of(found), strict=True)
        return [row[0] for row, fields in pairs if _has([row[2], *_texts(fields, "key")], pattern)]

    return test


def _texts(fields: Mapping[str, str], name: str) -> list[str]:
    return [text for field, text in fields.items() if text and _is_field(folded(field), name)]


def _is_field(field: str, name: str) -> bool:
    return field == name or field.startswith(f"{name}.")


def _has(texts: Sequence[str], pattern: Pattern) -> bool:
    return not texts if pattern.is_empty else any(pattern.is_within(folded(text)) for text in texts)


def with_tag(pattern: Pattern) -> Test:
    """Return the test whether a note has a tag; with an empty pattern, whether it has none."""

    def passes(stored: str) -> bool:
        tags = rows.tags(stored)
        return not tags if pattern.is_empty else any(pattern.is_whole(folded(tag)) for tag in tags)

    return _by_value(passes)


def in_category(pattern: Pattern, decks: Iterable[Deck]) -> Test:
    """Return the test whether a note is in a category of its deck, by its code or one of its titles."""
    titles = {
        (deck.id, category.code): (category.title, *category.titles.values())
        for deck in decks
        for category in deck.categories
    }

    def passes(deck_id: int, code: str) -> bool:
        return any(pattern.is_whole(folded(name)) for name in (code, *titles.get((deck_id, code), ())))

    return _by_value(passes)


def _by_value(passes: Callable[..., bool]) -> Test:
    """Return the test of what stands behind the id of a row: the same in many rows, and looked at once."""
    known: dict[Any, bool] = {}

    def test(found: Rows) -> Iterator[int]:
        for number, *values in found:
            value = tuple(values)
            if value not in known:
                known[value] = passes(*value)
            if known[value]:
                yield number

    return test
