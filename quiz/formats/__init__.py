"""Import and export: one file a format, one line in the register.

A format that is to be added is a module with a :class:`~quiz.formats.contents.Format` and a line in :data:`FORMATS`;
the contract test in ``tests/formats`` then holds it to what every format promises.
"""

from dataclasses import replace
from pathlib import PurePath

from quiz.errors import QuizError
from quiz.formats import anki_package, anki_text, csv, html, json, markdown, tsv
from quiz.formats.contents import Export, Format, Part, Source
from quiz.formats.recognition import refuse_empty, refuse_no_text, separator_in
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.locale import _

FORMATS: dict[str, Format] = {
    format_.name: format_
    for format_ in (
        markdown.FORMAT,
        csv.FORMAT,
        tsv.FORMAT,
        json.FORMAT,
        html.FORMAT,
        anki_text.FORMAT,
        anki_package.FORMAT,
    )
}
"""Every format by its name."""


def format_of(path: str, default: str = "md") -> Format:
    """Return the format whose suffix the path has, else the default."""
    return _of_suffix(path) or FORMATS[default]


def _of_suffix(path: str) -> Format | None:
    suffix = PurePath(path).suffix.lower()
    return next((known for known in FORMATS.values() if suffix in known.suffixes), None)


def detected(file: SourceFile) -> Format:
    """Return the format of a file.

    It is one that its first bytes tell, else that of its suffix. Where the suffix tells nothing, which is so of
    ``.txt`` without tabs as well, it is that of the table that the file has, else JSON if it begins so, else Markdown.
    Raises ``OSError`` where the file can't be read.
    """
    head = file.head()
    told = next((known for known in FORMATS.values() if known.matches(head)), None)
    if told:
        return told
    named = _of_suffix(file.name)
    if named not in (None, anki_text.FORMAT):
        return named
    separator = separator_in(file)
    if separator == "\t":
        return named or tsv.FORMAT
    if separator:
        return csv.FORMAT
    return named or (json.FORMAT if json.looks_like_json(head) else markdown.FORMAT)


def read_file(file: SourceFile, options: ReadOptions, name: str = "") -> Source:
    """Read a file in the format of this name, or in the one that is found in it.

    Raises :class:`QuizError` where that format can't be read or the file is empty or spoilt as a whole, ``OSError``
    where the file can't be read.
    """
    chosen = FORMATS[name] if name else detected(file)
    if chosen.read is None:
        readable = ", ".join(known for known, format_ in FORMATS.items() if format_.read)
        raise QuizError(
            _("Files in the format {format} cannot be imported yet.").format(format=chosen.name),
            _("These can: {formats}.").format(formats=readable),
        )
    refuse_empty(file)
    if not name and _of_suffix(file.name) is None:
        refuse_no_text(file)
    return replace(chosen.read(file, replace(options, is_named=bool(name))), format=chosen.name)


def read(data: bytes, path: str, default_name: str, name: str = "") -> Source:
    """Read what is in memory as :func:`read_file` reads a file of this path."""
    return read_file(SourceFile(path, data=data), ReadOptions(default_name), name)


__all__ = [
    "FORMATS",
    "Export",
    "Format",
    "Part",
    "ReadOptions",
    "Source",
    "SourceFile",
    "detected",
    "format_of",
    "read",
    "read_file",
]
