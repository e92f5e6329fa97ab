"""The lines before the notes of a text file for Anki, each ``#name:value`` (Anki manual, "Text files").

Anki knows the names of columns only as those of a note type's fields. This program's own ``#fields:`` lines, which Anki
passes over as comments, have the fields of a note type in the order of the columns; and ``#category column:`` is
its own as well.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_SEPARATORS = {
    "tab": "\t",
    "\\t": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
_COLUMNS = {
    "guid column": "id",
    "notetype column": "note-type",
    "deck column": "deck",
    "tags column": "tags",
    "category column": "category",
}
_NAMES = ("separator", "html", "columns", "tags", "deck", "notetype", "fields", "if matches", "match scope", *_COLUMNS)


@dataclass(frozen=True, slots=True)
class Headers:
    """What the header lines say: values by their names, and the fields of note types by these types' names."""

    values: Mapping[str, str]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def separator(self) -> str:
        """What separates cells; empty where no line says it."""
        value = self.values.get("separator", "")
        named = _SEPARATORS.get(value.strip().lower(), value)
        return named if len(named) == 1 and named not in '"\r\n#' else ""

    @property
    def is_html(self) -> bool | None:
        """Whether fields are HTML, as far as a line says it."""
        value = self.values.get("html", "").strip().lower()
        return value == "true" if value in ("true", "false") else None

    @property
    def columns(self) -> list[str]:
        """The names of the columns, as far as a line has them."""
        text = self.values.get("columns", "")
        return _cells(text, self.separator or "\t") if text.strip() else []

    @property
    def places(self) -> dict[str, int]:
        """The numbers, from 0, of the columns that are no fields, by what this program calls them."""
        numbers = {name: self.values.get(line, "").strip() for line, name in _COLUMNS.items()}
        return {
            name: int(text) - 1 for name, text in numbers.items() if text.isdecimal() and 0 < int(text[:5]) < 10_000
        }


def read_headers(lines: Iterable[str]) -> Headers:
    """Return what the lines before the first row say; those that are no headers are comments."""
    values: dict[str, str] = {}
    fields: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if not line.startswith("#"):
            break
        name, colon, value = line[1:].rstrip("\r\n").partition(":")
        name = name.strip().lower()
        if colon and name == "fields":
            type_name, *names = _cells(value, "\t") or [""]
            fields[type_name] = tuple(names)
        elif colon and name in _NAMES:
            values[name] = value
    return Headers(values, fields)


def has_headers(head: bytes) -> bool:
    """Tell whether a file that begins so has header lines."""
    lines = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines()
    # A line "#tags: ..." alone is also how some write Markdown.
    return bool(read_headers(lines).values.keys() - {"tags"})


def _cells(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error:
        return text.split(separator)
