"""Comma-separated values: a header row, then a row a note.

Written as RFC 4180 has it, with CRLF, and with a byte order mark, without which Excel takes UTF-8 for the encoding of
the country.
"""

from collections.abc import Iterator

from quiz.formats.contents import Export, Format, Source
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.formats.table_writer import write_table
from quiz.formats.tables import read_table
from quiz.locale import mark

_SEPARATOR = ","


def read(file: SourceFile, options: ReadOptions) -> Source:
    """Read a table. Raises :class:`QuizError` where the file is no table as a whole."""
    return read_table(file, options, _SEPARATOR)


def write(export: Export) -> Iterator[str]:
    """Yield the header and the rows: fields, then category, tags, id and deck."""
    return write_table(export, _SEPARATOR, "\r\n")


FORMAT = Format("csv", mark("CSV, comma-separated values"), (".csv",), read, write)
