"""Import and export: one file a format, one line in the register.

A format that is to be added is a module with a :class:`~quiz.formats.contents.Format` and a line in :data:`FORMATS`;
the contract test in ``tests/formats`` then holds it to what every format promises.
"""

from pathlib import PurePath

from quiz.errors import QuizError
from quiz.formats import csv, json, markdown
from quiz.formats.contents import Export, Format, Source
from quiz.locale import _

FORMATS: dict[str, Format] = {format_.name: format_ for format_ in (markdown.FORMAT, csv.FORMAT, json.FORMAT)}
"""Every format by its name."""


def format_of(path: str, default: str = "md") -> Format:
    """Return the format whose suffix the path has, else the default."""
    suffix = PurePath(path).suffix.lower()
    return next((known for known in FORMATS.values() if suffix in known.suffixes), FORMATS[default])


def read(data: bytes, path: str, default_name: str) -> Source:
    """Read a file by its suffix. Raises :class:`QuizError` where that format can't be read or the file is spoilt."""
    chosen = format_of(path)
    if chosen.read is None:
        readable = ", ".join(name for name, known in FORMATS.items() if known.read)
        raise QuizError(
            _("Files in the format {format} cannot be imported yet.").format(format=chosen.name),
            _("These can: {formats}.").format(formats=readable),
        )
    return chosen.read(data, default_name)


__all__ = ["FORMATS", "Export", "Format", "Source", "format_of", "read"]
