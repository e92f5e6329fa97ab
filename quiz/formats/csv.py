"""Comma-separated values: a header row, then a row a note. Written only; ``quiz.formats`` says what is read."""

import csv
import io
from collections.abc import Iterator

from quiz.formats.contents import Export, Format


def write(export: Export) -> Iterator[str]:
    """Yield the rows: the fields of the note types, further fields by name, then category, tags and id."""
    notes = list(export.notes)
    names = list(dict.fromkeys(name for kind in export.types for name in kind.fields))
    names += sorted({name for note in notes for name in note.fields} - set(names))
    yield _row([*names, "category", "tags", "id"])
    for note in notes:
        yield _row([*(note.fields.get(name, "") for name in names), note.category, " ".join(note.tags), note.guid])


def _row(values: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


FORMAT = Format("csv", (".csv",), None, write)
