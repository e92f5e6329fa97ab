"""How the result of an export begins, as it will be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from quiz.cards import Note
from quiz.exporting import export_of
from quiz.formats.contents import Export
from quiz.written_files import file_names

if TYPE_CHECKING:
    from quiz.exporting import Chosen
    from quiz.written_files import Writing

_LINES = 200
"""So many lines are shown."""
_LINES_EACH = 12
"""So many lines of each file are shown where there are several."""
_LONGEST = 300
"""So many characters of a line are kept: no screen is as wide."""

_MARK = "\ufeff"
_PAGE = "html"
"""The format whose text nobody wants to read."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of a file, or a ``heading`` that is said about what follows."""

    text: str
    heading: bool = False


def preview_of(writing: Writing, picked: Chosen, *, folder: bool) -> tuple[PreviewLine, ...]:
    """Return the first lines of a file, or of the files of a folder. Raises :class:`QuizError` as writing it does."""
    if not picked.notes and writing.selection.has_conditions:
        return ()
    lines = _of_folder(writing, picked) if folder else _of_file(writing, picked)
    return tuple(islice(lines, _LINES))


def _of_folder(writing: Writing, picked: Chosen) -> Iterator[PreviewLine]:
    names = file_names(picked.decks, writing.format)
    for number, deck in enumerate(picked.decks):
        if number:
            yield PreviewLine("")
        yield PreviewLine(names[deck.id], heading=True)
        yield from islice(_of_file(writing, picked.of(deck)), _LINES_EACH)


def _of_file(writing: Writing, picked: Chosen) -> Iterator[PreviewLine]:
    if writing.format.name == _PAGE:
        export = export_of(writing.program, writing.selection, picked, writing.format)
        return _page(export, writing.watch(export.notes))
    return (PreviewLine(text) for text in _written(writing.pieces(picked)))


def _written(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text that comes in pieces."""
    begun: list[str] = []
    for piece in pieces:
        *whole, rest = piece.split("\n")
        for line in whole:
            yield _shown("".join([*begun, line]))
            begun = []
        begun.append(rest)
    if any(begun):
        yield _shown("".join(begun))


def _shown(line: str) -> str:
    return line.removeprefix(_MARK).removesuffix("\r")[:_LONGEST]


def _page(export: Export, notes: Iterable[Note]) -> Iterator[PreviewLine]:
    """Yield the headings and the notes of a page, these in a line each."""
    deck_before, category_before = 0, ""
    for note in notes:
        deck = export.deck_of(note)
        if deck.id != deck_before:
            yield PreviewLine(deck.title_in(export.language), heading=True)
            category_before = ""
        if note.category != category_before:
            yield PreviewLine(deck.category(note.category).title_in(export.language), heading=True)
        deck_before, category_before = deck.id, note.category
        yield PreviewLine("  ".join(_texts(export, note))[:_LONGEST])


def _texts(export: Export, note: Note) -> Iterator[str]:
    kind = export.type_of(note)
    for name in export.fields or dict.fromkeys([kind.key_field, *kind.fields]):
        if text := note.text(name, export.language):
            yield text
