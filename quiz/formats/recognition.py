"""What a file has whose name tells nothing: a table, as its rows show, or text at all.

Notes of the deck format have commas, too: ``404: Not Found, nothing there`` would be a row of two cells. So rows make a
table only where the first one names columns, or most have no colon before the separator; and no row may begin as only
Markdown has it.
"""

import codecs
import re
from collections import Counter
from contextlib import suppress

from quiz.deck_drafts import Unread
from quiz.errors import QuizError
from quiz.formats.binary_files import refuse_binary
from quiz.formats.columns import is_known
from quiz.formats.encodings import encoding_of, text_lines
from quiz.formats.markdown.bullets import entry_of
from quiz.formats.separated import Row, found_dialect, rows, sample_of
from quiz.formats.source_file import SourceFile
from quiz.locale import _

_TAB = "\t"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Headings, bullets, the front matter, and tables with pipes: their rows and the row of hyphens below the header.
_MARKDOWN = re.compile(r" {0,3}(?:#{1,6}\s|##|[-*+]\s|-{3,}\s*$|\|)|[\s|:-]*-[\s:-]*\|[\s|:-]*$")
_COLONS = (":", "：")
_LEAST_ROWS = 2


def refuse_empty(file: SourceFile) -> None:
    """Raise :class:`QuizError` where a file has nothing but white space, ``OSError`` where it can't be read."""
    head = file.head()
    mark = next((mark for mark in _MARKS if head.startswith(mark)), b"")
    if file.size <= len(head) and not head.removeprefix(mark).strip():
        raise QuizError(_("The file is empty."), _("Nothing was imported."))


def refuse_no_text(file: SourceFile) -> None:
    """Raise :class:`QuizError` saying what a file is that is no text, ``OSError`` where it can't be read."""
    refuse_binary(file.head())
    encoding_of(file)


def separator_in(file: SourceFile) -> str:
    """Return what separates the cells of the table that a file has, as its beginning shows; nothing where it has none.

    Bytes of no known encoding are no table. Raises ``OSError`` where the file can't be read.
    """
    with suppress(QuizError):
        sample, whole = sample_of(text_lines(file, encoding_of(file)))
        # Hardly any text but a table has as many tabs in each line, whatever else it has as many of.
        dialect = found_dialect(sample, whole, _TAB)
        if dialect is not None:
            table = [row for row in rows(sample, dialect) if not isinstance(row, Unread) and any(row[1])]
            return dialect.separator if _is_table(table, sample) else ""
    return ""


def _is_table(table: list[Row], sample: list[str]) -> bool:
    """Tell whether rows, the lines of which are those in ``sample``, are more likely a table than a Markdown file."""
    widths = Counter(len(cells) for _line, cells in table if len(cells) > 1)
    if max(widths.values(), default=0) < _LEAST_ROWS or any(_is_markdown(sample[line - 1]) for line, _cells in table):
        return False
    colons = sum(_has_colon(cells[0]) for _line, cells in table)
    return _names_columns(table[0][1]) or 2 * colons < len(table)


def _is_markdown(line: str) -> bool:
    entry = entry_of(line)
    return _MARKDOWN.match(line) is not None or (entry is not None and entry.meaning is not None)


def _names_columns(cells: list[str]) -> bool:
    """Tell whether a row has the title of a column. The words of a note may be such: ``k: to know, key``."""
    return any(map(is_known, cells)) and (is_known(cells[0]) or not _has_colon(cells[0]))


def _has_colon(cell: str) -> bool:
    return any(colon in cell for colon in _COLONS)
