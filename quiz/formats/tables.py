"""Notes in tables: a row a note, whose columns are fields, tags, category and so on.

A first row is the header unless it is plainly a note. Which note types a table has is only clear at its end: it is gone
through once before its notes are, so that a column which is sparse is not one that every card needs. Each deck has note
types of its own, as columns of a table with several decks are those of all of them.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from operator import itemgetter

from quiz.cards import DEFAULT_TYPE, NoteType, key_of
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread, cleaned_note
from quiz.deck_tree import check_name
from quiz.errors import QuizError
from quiz.formats.cells import all_unguarded
from quiz.formats.columns import NOTE_COLUMNS, Column, columns_of, is_known, listed, meanings_of, one_column
from quiz.formats.contents import Source
from quiz.formats.encodings import Encoding, encoding_of, text_lines
from quiz.formats.separated import Dialect, Row, found_dialect, rows, rows_of, sample_of
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.formats.usage import Usage, note_type
from quiz.locale import _, ngettext
from quiz.text import literal, storable_line

_LONGEST_TITLE = 80

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


def read_table(file: SourceFile, options: ReadOptions, separator: str, *, has_header: bool = True) -> Source:
    """Read a table whose cells are likeliest separated by ``separator``.

    ``has_header`` is what is believed of a first row that could be either. Raises :class:`QuizError` where the file is
    empty, no text, or has one column only.
    """
    encoding = encoding_of(file)
    sample, whole = sample_of(text_lines(file, encoding))
    if not any(line.strip() for line in sample):
        raise QuizError(_("The file is empty."), _("Nothing was imported."))
    dialect = found_dialect(sample, whole, separator) or Dialect(separator)
    first = _first_row(rows(sample, dialect))
    headed = _is_header(first[1], options.fields, has_header) if options.header is None else options.header
    titles = _trimmed(first[1]) if headed else [""] * len(first[1])
    columns = columns_of(titles, options.fields, unnamed=not headed)
    layout = layout_of(columns)
    row = None if options.raw else all_unguarded
    table = Table(file, encoding, dialect, layout, first[0] if headed else 0, row)
    return Source(
        table.draft(options.deck_name),
        table.items(),
        dialect=_("a table separated by {separator}, {encoding}").format(
            separator=dialect.title, encoding=encoding.title
        ),
        details=tuple(_details(dialect, columns, first[0] if headed else 0)),
        columns=meanings_of(columns),
    )


def _first_row(table: Iterator[Row | Unread]) -> Row:
    for row in table:
        if isinstance(row, Unread):
            raise QuizError(
                _("The first row of the table cannot be read: {reason}").format(reason=row.reason),
                _("Correct it, and try again."),
            )
        if len(row[1]) > 1 and any(cell.strip() for cell in row[1]):
            return row
    raise one_column()


def _is_header(cells: list[str], chosen: Mapping[str, str], believed: bool) -> bool:
    """Tell whether a first row names the columns.

    It does where a person or the program knows one of its names. It does not where one is a number, has several lines
    or is longer than names are, or the first is empty.
    """
    names = [cell.strip() for cell in cells]
    if any(is_known(name) for name in names) or set(names) & set(chosen):
        return True
    strange = any("\n" in name or len(name) > _LONGEST_TITLE or _is_number(name) for name in names)
    return believed and not strange and bool(names[0])


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdecimal()


def _trimmed(titles: list[str]) -> list[str]:
    """Return the titles without empty ones at the end."""
    last = max(number for number, title in enumerate(titles) if title.strip())
    return titles[: last + 1]


def _details(dialect: Dialect, columns: tuple[Column, ...], header: int) -> Iterator[str]:
    if header:
        yield _("Line {line} is taken for the header.").format(line=header)
    else:
        yield _("The first row is taken for a note, not for a header.")
    yield _("Columns: {columns}.").format(columns=listed(columns))
    if not dialect.quoted:
        yield _("Quotation marks are taken for text.")


@dataclass(frozen=True, slots=True)
class _Way:
    """How rows of a note type of a deck become notes: the names of all three, the fields' cells, and the key field."""

    deck: str
    type_name: str
    names: tuple[str, ...]
    texts: Callable[[list[str]], tuple[str, ...]]
    key: str


class Table:
    """The rows of a file below its header, which ends in the line ``header``, as notes.

    ``row`` is applied to the cells of every row, ``text`` to those of fields.
    """

    def __init__(
        self,
        file: SourceFile,
        encoding: Encoding,
        dialect: Dialect,
        layout: Layout,
        header: int = 0,
        row: Callable[[list[str]], list[str]] | None = None,
        text: TextOf | None = None,
    ) -> None:
        self._open = partial(text_lines, file, encoding)
        self._dialect = dialect
        self._layout = layout
        self._header = header
        self._row = row
        self._text = text
        # An absent column is the empty one behind the last.
        self._beside = itemgetter(*(layout.places.get(name, layout.width) for name in NOTE_COLUMNS))
        self._belonging = itemgetter(*(layout.places.get(name, layout.width) for name in ("deck", "note-type")))
        self._ways: dict[tuple[str, str], _Way] = {}
        self._keys: dict[tuple[str, str], int] = {}

    def draft(self, deck_name: str) -> DeckDraft:
        """Return the head of the deck, with the note types of which there are notes, by deck where there are several.

        It is the deck of this name, or the only one that the rows name.
        """
        own = storable_line(deck_name, "title")
        kinds = self._kinds(self._usages(own))
        self._know_keys(kinds, own)
        by_deck: dict[str, tuple[NoteType, ...]] = {}
        for (deck, _type_name), kind in kinds.items():
            by_deck[deck] = (*by_deck.get(deck, ()), kind)
        name = own if len(by_deck) > 1 else next(iter(by_deck))
        types = by_deck.pop(name, ()) or next(iter(by_deck.values()))
        return DeckDraft(name, types, deck_types=by_deck)

    def items(self) -> Iterator[NoteDraft | Unread]:
        """Yield the notes, and the rows that can't be read. Raises :class:`QuizError` where the text is damaged."""
        for row in self._rows():
            if isinstance(row, Unread):
                yield row
                continue
            try:
                draft = self._note(*row)
            except QuizError as error:
                yield Unread(row[0], error.message)
            else:
                yield draft

    def _rows(self) -> Iterator[Row | Unread]:
        """Yield the rows that are not empty, all as wide as the table and with an empty cell behind the last."""
        width = self._layout.width
        for row in rows_of(self._open, self._dialect):
            if isinstance(row, Unread):
                yield row
                continue
            line, cells = row
            if line <= self._header or not ((cells and cells[0].strip()) or any(map(str.strip, cells))):
                continue
            if len(cells) == width:
                cells.append("")
            elif len(cells) > width and any(cells[width:]):
                yield Unread(line, too_wide(len(cells), width))
                continue
            else:
                cells[width:] = [""] * (width + 1 - min(len(cells), width))
            yield line, self._row(cells) if self._row else cells

    def _note(self, line: int, cells: list[str]) -> NoteDraft:
        """Return the note in a row. Raises :class:`QuizError` for text that can't be stored, no text, a known key."""
        category, tags, guid, deck, type_name, was = self._beside(cells)
        way = self._ways.get((deck, type_name)) or self._way(deck, type_name)
        texts = way.texts(cells)
        draft = cleaned_note(
            way.names,
            list(map(self._text, texts)) if self._text else texts,
            (tags, self._layout.tags) if tags or self._layout.tags else (),
            category,
            way.type_name,
            guid,
            was,
            line,
            way.deck,
        )
        self._check(draft, way.key)
        return draft

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

    def _know_keys(self, kinds: Mapping[tuple[str, str], NoteType], own: str) -> None:
        """Let the key of rows be that of their note type."""
        for written, way in self._ways.items():
            kind = kinds[way.deck or own, way.type_name or DEFAULT_TYPE]
            self._ways[written] = replace(way, key=kind.key_field)

    def _check(self, draft: NoteDraft, key_field: str) -> None:
        """Raise :class:`QuizError` where a note has no text, or one before has its key; ids tell such notes apart."""
        if not draft.fields:
            raise QuizError(_("The row has no text in a field."))
        text = draft.fields.get(key_field, "")
        if draft.guid or not text:
            return
        place = draft.deck, text if text.isascii() else key_of(text)
        if self._keys.setdefault(place, draft.line) != draft.line:
            raise QuizError(
                _("The key “{key}” stands in line {line} already.").format(key=literal(text), line=self._keys[place])
            )

    def _usages(self, own: str) -> dict[tuple[str, str], Usage]:
        """Return how the notes use the fields by the names of their decks and types, the default type first.

        ``own`` is the deck of rows that name none.
        """
        written: dict[tuple[str, str], Usage] = {}
        for row in self._rows():
            if not isinstance(row, Unread):
                place = self._belonging(row[1])
                if place not in written:
                    written[place] = self._unused(*place)
                written[place].add(row[1])
        found = self._by_type(written, own) or {(own, self._layout.type_name or DEFAULT_TYPE): self._unused("", "")}
        return dict(sorted(found.items(), key=lambda pair: pair[0][1] != DEFAULT_TYPE))

    def _by_type(self, written: dict[tuple[str, str], Usage], own: str) -> dict[tuple[str, str], Usage]:
        """Return the usages by names as they are stored; one that can't be is reported with its row."""
        found: dict[tuple[str, str], Usage] = {}
        for place, usage in written.items():
            with suppress(QuizError):
                way = self._way(*place)
                stored = way.deck or own, way.type_name or DEFAULT_TYPE
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
