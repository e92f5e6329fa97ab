"""Text as Anki's importer reads it and its "Notes in plain text" writes it: header lines, then a row a note.

Fields are written as HTML. Anki would turn plain text into it too, but apostrophes into ``&#x27;`` with it, which its
search does not find. There is no ``#columns:`` line, as Anki would take the first column for the first field then, even
that of the ids, where its note type has fields of other names; without it fields go by their order. So each note has
its key in the first column of fields, and fields of different note types stand in the same columns.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from quiz.cards import Note
from quiz.errors import QuizError
from quiz.formats.anki_headers import Headers, has_headers, read_headers
from quiz.formats.columns import FIRST_FIELDS, Column, columns_of, listed, meanings_of, title_of
from quiz.formats.contents import Export, Format, Source
from quiz.formats.encodings import encoding_of, text_lines
from quiz.formats.html_text import html_of, text_of
from quiz.formats.separated import Dialect, found_dialect, rows, sample_of
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.formats.table_notes import Layout, Table, layout_of, type_in_deck
from quiz.formats.table_writer import table_fields, written_rows
from quiz.formats.tables import read_table
from quiz.locale import _, mark
from quiz.text import one_line

_SEPARATOR = "\t"
_BATCH = 500
_HTML = re.compile(
    r"<(?:br|div|p|b|i|u|img|span|li|ul|ol|table|pre|code|a)\b[^>]*>|&(?:nbsp|lt|gt|amp);", re.IGNORECASE
)


def read(file: SourceFile, options: ReadOptions) -> Source:
    """Read a text file for Anki, or rows that are separated by tabs, the first of them a note unless it names columns.

    Raises :class:`QuizError` where it is neither, or spoilt as a whole.
    """
    encoding = encoding_of(file)
    sample, whole = sample_of(text_lines(file, encoding))
    headers = read_headers(sample)
    if not headers.values:
        return _plain_table(file, options, sample)
    dialect = _dialect(headers, sample, whole)
    layouts = _layouts(headers, _width(headers, sample, dialect), options)
    is_html = any(map(_HTML.search, sample)) if headers.is_html is None else headers.is_html
    table = Table(file, encoding, dialect, _joined(headers, layouts), text=text_of if is_html else None)
    return Source(
        table.draft(headers.values.get("deck", "").strip() or options.deck_name),
        table.items(),
        dialect=_("text for Anki, {encoding}").format(encoding=encoding.title),
        details=tuple(_details(dialect, layouts, is_html)),
        columns=meanings_of(layouts[""]),
    )


def _plain_table(file: SourceFile, options: ReadOptions, sample: list[str]) -> Source:
    first = next((line for line in sample if line.strip()), "")
    if first and _SEPARATOR not in first:
        raise QuizError(
            _("The file has neither header lines of Anki, such as “#separator:tab”, nor tabs between cells."),
            _("Name its format with --format: {formats}.").format(formats="md, csv"),
        )
    return read_table(file, options, _SEPARATOR, has_header=False)


def _dialect(headers: Headers, sample: list[str], whole: bool) -> Dialect:
    separator = headers.separator
    if not separator:
        found = found_dialect([line for line in sample if not line.startswith("#")], whole, _SEPARATOR)
        separator = found.separator if found else _SEPARATOR
    return Dialect(separator, comments=True)


def _width(headers: Headers, sample: list[str], dialect: Dialect) -> int:
    """Return the number of columns: as the first row has them, or more where header lines name more."""
    first = next((row[1] for row in rows(sample, dialect) if isinstance(row, tuple) and row[1]), [])
    named = max(map(len, headers.fields.values()), default=0) + len(headers.places)
    return max(len(first), len(headers.columns), named, *(place + 1 for place in headers.places.values()), 0)


def _layouts(headers: Headers, width: int, options: ReadOptions) -> dict[str, tuple[Column, ...]]:
    """Return the columns by note type; those of the first, or of all, also by an empty name."""
    named = {name: _titles(headers, width, list(map(title_of, fields))) for name, fields in headers.fields.items()}
    titles = {"": next(iter(named.values()), []) or _titles(headers, width, headers.columns), **named}
    every = [title for row in titles.values() for title in row]
    return {name: columns_of(row, _wishes(options, row, every)) for name, row in titles.items()}


def _wishes(options: ReadOptions, titles: list[str], every: list[str]) -> dict[str, str]:
    """Return what a person wants columns to be, without those that only another note type has."""
    return {title: name for title, name in options.fields.items() if title in titles or title not in every}


def _titles(headers: Headers, width: int, names: list[str]) -> list[str]:
    """Return the titles of the columns; ``names`` are those of fields, or of all columns where Anki has named them."""
    special = {number: name for name, number in headers.places.items()}
    free = [number for number in range(width) if number not in special]
    named = dict(enumerate(names) if names == headers.columns else zip(free, names, strict=False))
    unnamed = dict(zip(free, FIRST_FIELDS, strict=False)) if not names else {}
    return [special.get(n) or named.get(n) or unnamed.get(n) or f"column-{n + 1}" for n in range(width)]


def _joined(headers: Headers, layouts: dict[str, tuple[Column, ...]]) -> Layout:
    by_type = {name: layout_of(columns) for name, columns in layouts.items()}
    return replace(
        by_type[""],
        fields={name: layout.fields[""] for name, layout in by_type.items()},
        tags=headers.values.get("tags", ""),
        type_name=headers.values.get("notetype", "").strip(),
    )


def _details(dialect: Dialect, layouts: dict[str, tuple[Column, ...]], is_html: bool) -> Iterator[str]:
    yield _("Separator: {separator}.").format(separator=dialect.title)
    for name, columns in layouts.items():
        if not name:
            yield _("Columns: {columns}.").format(columns=listed(columns))
        elif len(layouts) > 2:
            yield _("Columns of the note type “{name}”: {columns}.").format(
                name=one_line(name), columns=listed(columns)
            )
    if is_html:
        yield _("The fields are HTML and are turned into text.")


def write(export: Export) -> Iterator[str]:
    """Yield header lines, then the notes: id, note type where there are several, deck, fields, category and tags."""
    titles = _titles_of_types(export)
    fields = _fields_by_title(export, titles)
    yield from _written_headers(export, fields)
    width = max(map(len, fields.values()), default=0)
    has_names = len(_type_names(export)) > 1
    table = (_row(export, note, fields[titles[note.type_id]], width, has_names) for note in export.notes)
    while batch := list(islice(table, _BATCH)):
        # Anki takes a row that begins with this sign for a comment, unless it is in quotation marks.
        quoted = any(row[0].startswith("#") for row in batch)
        yield written_rows(batch, _SEPARATOR, "\n", all_quoted=quoted)


def _titles_of_types(export: Export) -> dict[int, str]:
    """Return by the ids of note types how they are told apart: by their names, and by deck where fields differ."""
    shapes: dict[str, set[tuple[str, ...]]] = {}
    for kind in export.types:
        shapes.setdefault(kind.name, set()).add((kind.key_field, *kind.fields))
    return {
        kind.id: kind.name if export.fields or len(shapes[kind.name]) == 1 else type_in_deck(kind.name, part.deck.name)
        for part in export.parts
        for kind in part.types
    }


def _fields_by_title(export: Export, titles: Mapping[int, str]) -> dict[str, list[str]]:
    """Return the fields that are written of note types, the key first, which Anki tells notes apart by."""
    if len(set(titles.values())) < 2 or export.fields:
        return dict.fromkeys(titles.values(), table_fields(export))
    declared = {titles[kind.id]: dict.fromkeys([kind.key_field, *kind.fields]) for kind in export.types}
    further: dict[str, set[str]] = {title: set() for title in declared}
    for note in export.notes:
        further[titles[note.type_id]].update(note.fields)
    return {title: [*known, *sorted(further[title] - known.keys())] for title, known in declared.items()}


def _written_headers(export: Export, fields: Mapping[str, list[str]]) -> Iterator[str]:
    yield "#separator:tab\n#html:true\n"
    columns = ["guid"]
    names = _type_names(export)
    if len(names) == 1:
        yield f"#notetype:{names[0]}\n"
    else:
        columns.append("notetype")
    columns.append("deck")
    if len(export.parts) == 1:
        # Where there is no note, nothing else names the deck.
        yield f"#deck:{export.parts[0].deck.name}\n"
    for title, own in fields.items():
        yield "#fields:" + written_rows([[title, *own]], _SEPARATOR, "\n")
    columns += ["field"] * max(map(len, fields.values()), default=0) + ["category", "tags"]
    for number, name in enumerate(columns, start=1):
        if name != "field":
            yield f"#{name} column:{number}\n"


def _type_names(export: Export) -> list[str]:
    return list(dict.fromkeys(kind.name for kind in export.types))


def _row(export: Export, note: Note, fields: list[str], width: int, has_name: bool) -> list[str]:
    texts = [html_of(note.fields.get(name, "")) for name in fields]
    names = [export.type_of(note).name] if has_name else []
    beside = [note.category, " ".join(note.tags)]
    return [note.guid, *names, export.deck_of(note).name, *texts, *[""] * (width - len(texts)), *beside]


FORMAT = Format("anki-text", mark("Text for Anki"), (".txt",), read, write, matches=has_headers)
