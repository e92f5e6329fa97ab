"""What a person writes about an import in one line: which files, and which columns of a table are which fields."""

import csv
import io
import shlex
from collections.abc import Mapping
from pathlib import Path

from quiz.errors import QuizError
from quiz.locale import _


def paths_of(line: str) -> list[str]:
    """Return the paths that a line names, with the home folder for ``~``.

    That is the whole line where there is a file or a folder of this name, else its words as a shell would part them,
    so that a path with spaces stands in quotation marks. Raises :class:`QuizError` for marks that are not closed.
    """
    line = line.strip()
    if not line or is_there(line):
        return [expanded(line)] if line else []
    try:
        return [expanded(word) for word in dict.fromkeys(shlex.split(line))]
    except ValueError as error:
        raise QuizError(
            _("A quotation mark in the names of the files is not closed."),
            _("Write a path with spaces in quotation marks, and a backslash before a mark that belongs to it."),
        ) from error


def is_there(path: str) -> bool:
    """Tell whether there is a file or a folder of this name."""
    try:
        return Path(expanded(path)).exists()
    except (OSError, ValueError):
        return False


def expanded(path: str) -> str:
    """Return a path with the home folder for ``~``."""
    try:
        return str(Path(path).expanduser()) if path.startswith("~") else path
    except RuntimeError:
        return path


def mapping_of(line: str) -> dict[str, str]:
    """Return the names of fields by those of columns, from ``front=key, back=meaning``; an empty one leaves it out.

    A part with a comma in the name of its column stands in quotation marks, as in CSV. Raises :class:`QuizError` for a
    part that names no column.
    """
    pairs = [part.rpartition("=") for part in _parts(line) if part.strip()]
    if not all(equals and column.strip() for column, equals, _field in pairs):
        raise QuizError(
            _("Which column is which field is written COLUMN=FIELD, with commas between."),
            _("Such as front=key, back=meaning. With nothing behind “=” a column is left out."),
        )
    return {column.strip(): name.strip() for column, _equals, name in pairs}


def _parts(line: str) -> list[str]:
    try:
        return next(csv.reader([line], skipinitialspace=True), [])
    except csv.Error:
        return [line]


def mapping_text(mapping: Mapping[str, str]) -> str:
    """Return the line from which :func:`mapping_of` reads this."""
    parts = []
    for column, name in mapping.items():
        written = io.StringIO()
        csv.writer(written, lineterminator="").writerow([f"{column}={name}"])
        parts.append(written.getvalue())
    return ", ".join(parts)
