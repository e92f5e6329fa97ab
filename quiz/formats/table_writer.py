"""Writing notes as a table: a header, then a row a note, in batches."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Literal

from quiz.cards import DEFAULT_TYPE, Note
from quiz.formats.cells import guarded
from quiz.formats.columns import title_of
from quiz.formats.contents import ALL_LANGUAGES, Export

_BATCH = 500
_MARK = "\ufeff"


def write_table(export: Export, separator: str, line_end: str) -> Iterator[str]:
    """Yield a table in pieces that a spreadsheet opens as it is and that read back equal.

    A cell that a spreadsheet would compute is made harmless unless the export is raw.
    """
    columns = _columns(export)
    yield _MARK
    table: Iterator[list[str]] = ([value(note) for _title, value in columns] for note in export.notes)
    if not export.raw:
        table = (list(map(guarded, row)) for row in table)
    yield written_rows([[title for title, _value in columns]], separator, line_end)
    while batch := list(islice(table, _BATCH)):
        yield written_rows(batch, separator, line_end)


def _columns(export: Export) -> list[tuple[str, Callable[[Note], str]]]:
    """Return the titles of the columns and what stands in them: the chosen ones, else all fields and what is beside."""
    fields, beside = table_fields(export), _beside(export)
    if not export.fields:
        return [
            *((title_of(name), _field(name)) for name in fields),
            *((name, beside[name]) for name in _usual(export)),
        ]
    declared = {name for kind in export.types for name in kind.fields}
    return [
        (name, beside[name]) if name in beside and name not in declared else (title_of(name), _field(name))
        for name in fields
    ]


def _field(name: str) -> Callable[[Note], str]:
    return lambda note: note.fields.get(name, "")


def _beside(export: Export) -> dict[str, Callable[[Note], str]]:
    """Return what may stand beside fields, by the titles of the columns."""
    return {
        "category": lambda note: note.category,
        "tags": lambda note: " ".join(note.tags),
        "id": lambda note: note.guid,
        "deck": lambda note: export.deck_of(note).name,
        "note-type": lambda note: export.type_of(note).name,
    }


def _usual(export: Export) -> list[str]:
    """Return which columns stand beside all fields."""
    return ["category", "tags", "id", "deck", *(["note-type"] if has_several_types(export) else [])]


def written_rows(table: Iterable[Sequence[str]], separator: str, line_end: str, *, all_quoted: bool = False) -> str:
    """Return rows as text, cells in quotation marks where they need them (RFC 4180)."""
    text = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(table)
    return text.getvalue()


def table_fields(export: Export) -> list[str]:
    """Return the fields that are written: the chosen names, else those of the note types, then further ones by name.

    The keys come first, as they are what tells the notes apart where nothing else says so.
    """
    declared = [name for kind in export.types for name in kind.fields]
    if export.fields:
        return list(chain.from_iterable(_named(export, name) for name in export.fields))
    names = dict.fromkeys([*_keys(export), *declared])
    return [*names, *sorted({name for note in export.notes for name in note.fields} - set(names))]


def _keys(export: Export) -> list[str]:
    """Return the keys of the note types; one that another has as a further field stands behind the key of that."""
    return sorted(
        (kind.key_field for kind in export.types),
        key=lambda name: sum(name in kind.fields and name != kind.key_field for kind in export.types),
    )


def _named(export: Export, name: str) -> list[str]:
    """Return the fields of a chosen name, which may be that of a field in all languages."""
    if not name.endswith(ALL_LANGUAGES):
        return [name]
    base = name.removesuffix(ALL_LANGUAGES)
    found = {each for note in export.notes for each in note.fields if each == base or each.startswith(f"{base}.")}
    return sorted({base, *found})


def has_several_types(export: Export) -> bool:
    """Tell whether a reader must be told the note types: there are several, or the one has a name that it lacks."""
    return {kind.name for kind in export.types} != {DEFAULT_TYPE}
