"""Tables: a row a note. How their cells are separated is found, and whether the first row names the columns.

A first row is the header unless it is plainly a note.
"""

from collections.abc import Iterator, Mapping

from quiz.deck_drafts import Unread
from quiz.errors import QuizError
from quiz.formats.cells import all_unguarded
from quiz.formats.columns import Column, columns_of, is_known, listed, meanings_of, one_column
from quiz.formats.contents import Source
from quiz.formats.encodings import encoding_of, text_lines
from quiz.formats.separated import Dialect, Row, found_dialect, rows, sample_of
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.formats.table_notes import Table, layout_of
from quiz.locale import _

_LONGEST_TITLE = 80


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
    column = None if options.raw else all_unguarded
    table = Table(file, encoding, dialect, layout, first[0] if headed else 0, column)
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
