"""Tab-separated values: as CSV, with tabs.

Spreadsheets write cells with line breaks or tabs in quotation marks, and read them so; the byte order mark tells Excel
that it is UTF-8. Lines end in LF alone, which spreadsheets read as well, so that ``cut`` and ``awk`` find no CR in the
last column.
"""

from collections.abc import Iterator

from quiz.formats.contents import Export, Format, Source
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.formats.table_writer import write_table
from quiz.formats.tables import read_table
from quiz.locale import mark

_SEPARATOR = "\t"


def read(file: SourceFile, options: ReadOptions) -> Source:
    """Read a table. Raises :class:`QuizError` where the file is no table as a whole."""
    return read_table(file, options, _SEPARATOR)


def write(export: Export) -> Iterator[str]:
    """Yield the header and the rows: fields, then category, tags, id and deck."""
    return write_table(export, _SEPARATOR, "\n")


FORMAT = Format("tsv", mark("TSV, tab-separated values"), (".tsv", ".tab"), read, write)
