"""Finding the rows of the program's tables in the pages of a file, through their trees or without them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quiz.store.raw.pages import Pages
from quiz.store.raw.records import Record
from quiz.store.raw.trees import Trees

Row = tuple[int, Record]

_LEAST_ENTRY = 1 << 38
"""Ids of the log have milliseconds since 1970 above 21 other bits: all since 1970-01-02 are larger than this."""
_NUMBERS, _TEXTS = (int,), (str,)
_MAYBE = (int, type(None))

_SHAPES: dict[str, tuple[tuple[int, ...], tuple[tuple[type, ...] | None, ...]]] = {
    "deck": ((11,), (None, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _NUMBERS)),
    "note_type": ((6,), (None, _NUMBERS, _TEXTS, _TEXTS, _TEXTS, _TEXTS)),
    "note": ((14,), (None, _TEXTS, _NUMBERS, _NUMBERS, _TEXTS, _TEXTS, _TEXTS, _TEXTS, _NUMBERS, _NUMBERS, _NUMBERS)),
    "card": ((20,), (None, _NUMBERS, _TEXTS, _NUMBERS, _NUMBERS, _NUMBERS, _MAYBE)),
    "review": ((18, 19, 21), (None, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _MAYBE, _TEXTS, _NUMBERS)),
}
"""How many columns the rows of each table have had in any schema, and of which kinds the first of them are."""
_META_KEYS = {"schema", "device", "first_decks"}
TABLES = ("meta", *_SHAPES)
INDEXES = {
    "sqlite_autoindex_card_1": ("note_id", "direction"),
    "card_queue": ("deck_id", "phase", "due_day", "position"),
    "sqlite_autoindex_note_1": ("guid",),
    "note_by_key": ("deck_id", "key"),
    "note_by_position": ("deck_id", "position"),
    "review_by_card": ("card_id",),
    "sqlite_autoindex_deck_1": ("name",),
}
"""The indexes that know something of rows that are lost, and what; behind it stands the number of the row."""
_ROOT_PAGE = 1
_IN_MASTER = 5


@dataclass(slots=True)
class Found:
    """What can be read in a file: whether all trees were whole, and how to read the rows and entries."""

    trees: Trees
    roots: dict[str, int] = field(default_factory=dict)

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table that can be reached, with their numbers."""
        if table in self.roots:
            yield from self.trees.rows(self.roots[table])
        else:
            self.trees.broken += 1

    def entries(self, index: str) -> Iterator[Record]:
        """Yield the entries of an index that can be reached."""
        wanted = len(INDEXES[index]) + 1
        if index in self.roots:
            yield from (entry for entry in self.trees.entries(self.roots[index]) if len(entry) == wanted)

    def strays(self) -> Iterator[tuple[str, Row]]:
        """Yield the rows on all other pages, each with the table that it looks like, where any tree was broken."""
        if self.trees.broken:
            yield from _recognised(self.trees)


def _recognised(trees: Trees) -> Iterator[tuple[str, Row]]:
    for row in trees.strays():
        table = table_of(*row)
        if table is not None:
            yield table, row


def table_of(number: int, values: Record) -> str | None:
    """Return the table that a row looks like one of, or nothing."""
    if len(values) == 2 and values[0] in _META_KEYS:
        return "meta"
    return next((table for table, shape in _SHAPES.items() if _fits(table, shape, number, values)), None)


def _fits(table: str, shape: tuple[tuple[int, ...], Any], number: int, values: Record) -> bool:
    lengths, kinds = shape
    if len(values) not in lengths or values[0] is not None or number <= 0:
        return False
    if (table == "review") != (number > _LEAST_ENTRY):
        return False
    return all(kind is None or isinstance(value, kind) for value, kind in zip(values, kinds, strict=False))


def of(content: bytes, wal: bytes) -> Found:
    """Return what can be read in a file with its log."""
    trees = Trees(Pages(content, wal))
    roots = {}
    for _number, values in trees.rows(_ROOT_PAGE):
        if len(values) == _IN_MASTER and isinstance(values[1], str) and isinstance(values[3], int):
            roots[values[1]] = values[3]
    return Found(trees, roots)


def best(content: bytes, wal: bytes) -> Found:
    """Return what can be read in a file with its log, or without it where that is more: it may be of another file."""
    if not wal:
        return of(content, b"")
    with_log, without = _score(of(content, wal)), _score(of(content, b""))
    return of(content, wal if with_log >= without else b"")


def _score(found: Found) -> tuple[int, int]:
    """Return how much can be read, to be compared: how much is broken, and how many rows there are."""
    count = sum(1 for table in TABLES for _row in found.rows(table))
    return -found.trees.broken, count


def is_ours(content: bytes, wal: bytes) -> bool:
    """Tell whether any page has a row that only this program writes: of a deck, a note, a card or an answer."""
    every = (row for log in dict.fromkeys((wal, b"")) for row in _recognised(Trees(Pages(content, log))))
    return any(_is_unlike_others(table, values) for table, (_number, values) in every)


_JSON_PLACE = {"deck": 2, "note": 5}


def _is_unlike_others(table: str, values: Record) -> bool:
    place = _JSON_PLACE.get(table)
    return table in ("card", "review") or (place is not None and values[place].startswith("{"))
