"""The rows of a table as notes: a row a note, whose columns are fields, tags, category and so on.

Which note types a table has is only clear at its end: it is gone through once before its notes are, so that a column
which is sparse is not one that every card needs. Each deck has note types of its own, as columns of a table with
several decks are those of all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from operator import itemgetter
from typing import TypeVar

from quiz.cards import DEFAULT_TYPE, NoteType, key_of, keys_of
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread, cleaned_note, cleaned_notes
from quiz.deck_tree import check_name
from quiz.errors import QuizError
from quiz.formats.columns import NOTE_COLUMNS, Column
from quiz.formats.encodings import Encoding, text_lines
from quiz.formats.separated import Dialect, Row, Rows, blocks_of, gathered
from quiz.formats.source_file import SourceFile
from quiz.formats.usage import Usage, note_type
from quiz.locale import _, ngettext
from quiz.text import literal, storable_line

T = TypeVar("T")
TextOf = Callable[[str], str]
"""How the text of a cell is understood."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table are.

    ``fields`` has the numbers and names of the fields' columns by note type, or by that in one deck, as
    :func:`type_in_deck` names it; under an empty name those of every other. ``places`` has the numbers of the columns
    of :data:`~quiz.formats.columns.NOTE_COLUMNS`. ``tags`` are those of all notes, ``type_name`` is the note type of
    rows that name none.
    """

    width: int
    fields: Mapping[str, tuple[tuple[int, str], ...]]
    places: Mapping[str, int] = field(default_factory=dict)
    tags: str = ""
    type_name: str = ""

    def fields_of(self, deck: str, type_name: str) -> tuple[tuple[int, str], ...]:
        """Return the numbers and names of the fields' columns of a note type in a deck."""
        name = type_name or self.type_name
        return self.fields.get(type_in_deck(name, deck)) or self.fields.get(name) or self.fields[""]


def type_in_deck(type_name: str, deck: str) -> str:
    """Return what a note type is called where another deck has one of the same name with other fields."""
    return f"{type_name} ({deck})"


def layout_of(columns: tuple[Column, ...]) -> Layout:
    """Return the layout of a table with these columns."""
    fields = tuple((number, column.field) for number, column in enumerate(columns) if column.field)
    places = {column.of_note: number for number, column in enumerate(columns) if column.of_note}
    return Layout(len(columns), {"": fields}, places)


@dataclass(frozen=True, slots=True)
class _Way:
    """How rows of a note type of a deck become notes: the names of all three, the fields' cells, and the key field."""

    deck: str
    type_name: str
    names: tuple[str, ...]
    texts: Callable[[Sequence[T]], tuple[T, ...]]
    key: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that are not empty: the lines they begin in, and their cells by columns, with an empty one at the end."""

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]

    def parted(self, by: Iterable[Sequence[str]]) -> dict[tuple[str, ...], Sequence[Sequence[str]]]:
        """Return the columns of rows that have the same cells in the columns ``by``, by these cells."""
        places = list(zip(*by, strict=True))
        if len(set(places)) == 1:
            return {places[0]: self.columns}
        found: dict[tuple[str, ...], list[int]] = {}
        for number, place in enumerate(places):
            found.setdefault(place, []).append(number)
        return {
            place: [[column[number] for number in numbers] for column in self.columns]
            for place, numbers in found.items()
        }


class Table:
    """The rows of a file below its header, which ends in the line ``header``, as notes.

    ``column`` is applied to the cells of every column, ``text`` to those of fields. Rows are looked at together, by
    columns, and one by one only where something is the matter with one of them.
    """

    def __init__(
        self,
        file: SourceFile,
        encoding: Encoding,
        dialect: Dialect,
        layout: Layout,
        header: int = 0,
        column: Callable[[Sequence[str]], Sequence[str]] | None = None,
        text: TextOf | None = None,
    ) -> None:
        self._open = partial(text_lines, file, encoding)
        self._dialect = dialect
        self._layout = layout
        self._header = header
        self._column = column
        self._text = text
        # An absent column is the empty one behind the last.
        self._beside = itemgetter(*(layout.places.get(name, layout.width) for name in NOTE_COLUMNS))
        self._belonging = itemgetter(*(layout.places.get(name, layout.width) for name in ("deck", "note-type")))
        self._ways: dict[tuple[str, str], _Way] = {}
        self._keys: dict[str, dict[str, int]] = {}
        # The deck of rows that name none, once the head is read.
        self._own = ""

    def draft(self, deck_name: str) -> DeckDraft:
        """Return the head of the deck, with the note types of which there are notes, by deck where there are several.

        It is the deck of this name, or the only one that the rows name.
        """
        self._own = storable_line(deck_name, "title")
        kinds = self._kinds(self._usages())
        self._know_keys(kinds)
        by_deck: dict[str, tuple[NoteType, ...]] = {}
        for (deck, _type_name), kind in kinds.items():
            by_deck[deck] = (*by_deck.get(deck, ()), kind)
        name = self._own if len(by_deck) > 1 else next(iter(by_deck))
        types = by_deck.pop(name, ()) or next(iter(by_deck.values()))
        return DeckDraft(name, types, deck_types=by_deck)

    def items(self) -> Iterator[NoteDraft | Unread]:
        """Yield the notes, and the rows that can't be read. Raises :class:`QuizError` where the text is damaged."""
        for block in self._blocks():
            if isinstance(block, Unread):
                yield block
            else:
                yield from self._all_notes(block) or self._each_note(block)

    def _blocks(self) -> Iterator[_Block | Unread]:
        """Yield the rows that are not empty, all as wide as the table, and those that can't be read."""
        for rows_ in blocks_of(self._open, self._dialect):
            if isinstance(rows_, Unread):
                yield rows_
            elif self._are_even(rows_):
                yield self._block(rows_)
            else:
                for part in gathered(self._evened(rows_)):
                    yield part if isinstance(part, Unread) else self._block(part)

    def _are_even(self, block: Rows) -> bool:
        """Tell whether all rows stand below the header, are as wide as the table, and begin with a text."""
        if block.lines[0] <= self._header or set(map(len, block.cells)) != {self._layout.width}:
            return False
        return all(map(str.strip, map(itemgetter(0), block.cells)))

    def _evened(self, block: Rows) -> Iterator[Row | Unread]:
        """Yield the rows that are below the header and not empty, as wide as the table."""
        width = self._layout.width
        for line, cells in zip(*block, strict=True):
            if line <= self._header or not any(map(str.strip, cells)):
                continue
            if any(cells[width:]):
                yield Unread(line, too_wide(len(cells), width))
            else:
                yield line, [*cells[:width], *[""] * (width - len(cells))]

    def _block(self, even: Rows) -> _Block:
        columns = [self._column(column) if self._column else column for column in zip(*even.cells, strict=True)]
        return _Block(even.lines, [*columns, ("",) * len(even.lines)])

    def _all_notes(self, block: _Block) -> list[NoteDraft]:
        """Return the notes in rows of one type and deck, none where something is the matter with one of them."""
        categories, tags, guids, decks, types, was = self._beside(block.columns)
        places = set(zip(decks, types, strict=True))
        if len(places) > 1:
            return []
        try:
            way = self._way_of(*places.pop())
            texts = [list(map(self._text, column)) if self._text else column for column in way.texts(block.columns)]
            drafts = cleaned_notes(
                way.names,
                texts,
                list(map(self._tags, tags)),
                categories,
                way.type_name,
                guids,
                was,
                block.lines,
                way.deck,
            )
        except QuizError:
            return []
        return drafts if self._know_all(drafts, way.key) else []

    def _know_all(self, drafts: Sequence[NoteDraft], key_field: str) -> bool:
        """Remember the keys of notes of one deck, unless one is known already or one note has none."""
        texts = [draft.fields.get(key_field, "") for draft in drafts]
        if not all(texts):
            return False
        found = dict(zip(keys_of(texts), drafts, strict=True))
        keys = {key: draft.line for key, draft in found.items() if not draft.guid}
        known = self._keys.setdefault(drafts[0].deck or self._own, {})
        if len(found) < len(drafts) or not known.keys().isdisjoint(keys):
            return False
        known.update(keys)
        return True

    def _each_note(self, block: _Block) -> Iterator[NoteDraft | Unread]:
        """Yield the notes in rows, and what is the matter with those that can't be read."""
        for line, *cells in zip(block.lines, *block.columns, strict=True):
            try:
                yield self._note(line, cells)
            except QuizError as error:
                yield Unread(line, error.message)

    def _note(self, line: int, cells: list[str]) -> NoteDraft:
        """Return the note in a row. Raises :class:`QuizError` for text that can't be stored, no text, a known key."""
        category, tags, guid, deck, type_name, was = self._beside(cells)
        way = self._way_of(deck, type_name)
        texts = way.texts(cells)
        draft = cleaned_note(
            way.names,
            list(map(self._text, texts)) if self._text else texts,
            self._tags(tags),
            category,
            way.type_name,
            guid,
            was,
            line,
            way.deck,
        )
        self._check(draft, way.key)
        return draft

    def _tags(self, written: str) -> tuple[str, ...]:
        return (written, self._layout.tags) if written or self._layout.tags else ()

    def _way_of(self, deck: str, written: str) -> _Way:
        return self._ways.get((deck, written)) or self._way(deck, written)

    def _way(self, deck: str, written: str) -> _Way:
        """Return how rows of a note type of a deck are read. Raises :class:`QuizError` where they can't be so named."""
        stored = storable_line(written or self._layout.type_name, "note-type")
        of_deck = deck and storable_line(deck, "deck")
        if of_deck:
            check_name(of_deck)
        numbers, names = zip(*self._layout.fields_of(of_deck, stored), strict=True)
        way = _Way(of_deck, stored, names, itemgetter(*numbers), names[0])
        self._ways[deck, written] = way
        return way

    def _know_keys(self, kinds: Mapping[tuple[str, str], NoteType]) -> None:
        """Let the key of rows be that of their note type."""
        for written, way in self._ways.items():
            kind = kinds[way.deck or self._own, way.type_name or DEFAULT_TYPE]
            self._ways[written] = replace(way, key=kind.key_field)

    def _check(self, draft: NoteDraft, key_field: str) -> None:
        """Raise :class:`QuizError` where a note has no text, or one before has its key; ids tell such notes apart."""
        if not draft.fields:
            raise QuizError(_("The row has no text in a field."))
        text = draft.fields.get(key_field, "")
        if draft.guid or not text:
            return
        known = self._keys.setdefault(draft.deck or self._own, {})
        if (before := known.setdefault(key_of(text), draft.line)) != draft.line:
            raise QuizError(_("The key “{key}” stands in line {line} already.").format(key=literal(text), line=before))

    def _usages(self) -> dict[tuple[str, str], Usage]:
        """Return how the notes use the fields by the names of their decks and types, the default type first."""
        written: dict[tuple[str, str], Usage] = {}
        for block in self._blocks():
            if not isinstance(block, Unread):
                for (deck, type_name), columns in block.parted(self._belonging(block.columns)).items():
                    written.setdefault((deck, type_name), self._unused(deck, type_name)).add(columns)
        found = self._by_type(written)
        if not found:
            found = {(self._own, self._layout.type_name or DEFAULT_TYPE): self._unused("", "")}
        return dict(sorted(found.items(), key=lambda pair: pair[0][1] != DEFAULT_TYPE))

    def _by_type(self, written: dict[tuple[str, str], Usage]) -> dict[tuple[str, str], Usage]:
        """Return the usages by names as they are stored; one that can't be is reported with its row."""
        found: dict[tuple[str, str], Usage] = {}
        for place, usage in written.items():
            with suppress(QuizError):
                way = self._way(*place)
                stored = way.deck or self._own, way.type_name or DEFAULT_TYPE
                found[stored] = found[stored].with_notes_of(usage) if stored in found else usage
        return found

    def _unused(self, deck: str, type_name: str) -> Usage:
        numbers = [number for number, _name in self._layout.fields_of(deck, type_name)]
        return Usage(numbers, numbers)

    def _kinds(self, usages: Mapping[tuple[str, str], Usage]) -> dict[tuple[str, str], NoteType]:
        """Return the note types by the names of their decks and their own."""
        alone = len(usages) == 1
        return {place: self._kind(*place, usage, alone=alone) for place, usage in usages.items()}

    def _kind(self, deck: str, name: str, usage: Usage, *, alone: bool) -> NoteType:
        """Return the note type of the notes that have these fields."""
        fields = self._layout.fields_of(deck, name)
        names = [field for number, field in fields if alone or number not in usage.never]
        always = [field for number, field in fields if number in usage.always]
        return note_type(name, names if len(names) > 1 else [field for _number, field in fields], always)


def too_wide(count: int, width: int) -> str:
    """Return why a row with this number of cells is not one of a table with so many columns."""
    return ngettext(
        "The row has {count} cell, and the table has {width} columns.",
        "The row has {count} cells, and the table has {width} columns.",
        count,
    ).format(count=count, width=width)
