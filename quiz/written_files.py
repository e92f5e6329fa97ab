"""Writing an export to one file, or to a folder with a file for each deck."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cards import Deck, Note
from quiz.copying import copied
from quiz.errors import QuizError
from quiz.exporting import Chosen, Selection, export_of
from quiz.files import make_folder
from quiz.formats import Format
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.text import literal, one_line
from quiz.writing import check_free, write_file, write_files

if TYPE_CHECKING:
    from quiz.program import Program

_NO_NAME = re.compile(r'[\s/\\:*?"<>|\x00-\x1f]+')
"""What the name of a file can't have on some system, or is a nuisance to type."""
_LONGEST_NAME = 80

Watch = Callable[[Iterable[Note]], Iterable[Note]]
"""Hands notes on as they are written, and may tell how far that has come."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written, with the names of its decks and how many notes it has."""

    path: Path
    decks: tuple[str, ...]
    notes: int


@dataclass(frozen=True)
class Writing:
    """How an export is written. With a ``name`` notes of all decks are copied into one deck of this name."""

    program: "Program"
    selection: Selection
    format: Format
    raw: bool = False
    watch: Watch = iter
    name: str = ""

    def pieces(self, picked: Chosen) -> Iterator[str]:
        """Return the text of one file in pieces. Raises :class:`QuizError` where one file can't have all of it."""
        if self.format.one_deck and len(picked.decks) > 1 and not self.name:
            raise _several_decks(self.format, picked)
        assert self.format.write is not None
        export = export_of(self.program, self.selection, picked, self.format, raw=self.raw)
        if self.name:
            export = replace(copied(export, self.name).export, history=None)
        return self.format.write(replace(export, notes=_Watched(export.notes, self.watch)))

    def file(self, path: Path, picked: Chosen, *, force: bool, hint: str = "") -> WrittenFile:
        """Write one file as a whole. Raises :class:`QuizError` as :func:`quiz.writing.write_file` does."""
        write_file(path, self.pieces(picked), force=force, hint=hint, kept=self._database)
        return WrittenFile(path, tuple(deck.name for deck in picked.decks), len(picked.notes))

    def folder(self, path: Path, picked: Chosen, *, force: bool, hint: str = "") -> list[WrittenFile]:
        """Write a file for each deck into a folder, which is made where there is none.

        Raises :class:`QuizError` before anything is written where one of the files exists and ``force`` is not given.
        """
        names = file_names(picked.decks, self.format)
        for name in names.values():
            check_free(path / name, force=force, hint=hint, kept=self._database)
        parts = [(path / names[deck.id], picked.of(deck)) for deck in picked.decks]
        with _made(path):
            pieces = ((file, self._alone(part).pieces(part)) for file, part in parts)
            write_files(pieces, force=force, hint=hint, kept=self._database)
        return [WrittenFile(file, tuple(deck.name for deck in part.decks), len(part.notes)) for file, part in parts]

    @property
    def _database(self) -> Path:
        return self.program.store.path

    def _alone(self, picked: Chosen) -> "Writing":
        """Return how a file with one of the decks is written, which is never everything."""
        return replace(self, selection=replace(self.selection, decks=(picked.decks[0].name,)))


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder, which only its owner can enter, where there is none; where nothing comes into it, it goes again.

    Raises :class:`QuizError` where it can't be made.
    """
    is_new = not folder.exists()
    try:
        make_folder(folder)
    except OSError as error:
        raise QuizError(
            _("The folder {path} cannot be made: {reason}.").format(
                path=literal(str(folder)), reason=reason_text(error)
            ),
            _("Check its name and its permissions."),
        ) from error
    try:
        yield
    except BaseException:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise


@dataclass(frozen=True, slots=True)
class _Watched:
    """Notes that are watched while they are gone through."""

    notes: Iterable[Note]
    watch: Watch

    def __iter__(self) -> Iterator[Note]:
        return iter(self.watch(self.notes))


def _several_decks(format_: Format, picked: Chosen) -> QuizError:
    names = [one_line(deck.name) for deck in picked.decks]
    return QuizError(
        _("A file in the format {format} has one deck; there are {count} here: {names}.").format(
            format=format_.name, count=len(names), names=_(", ").join(names)
        ),
        _(
            "Name a folder, with a slash at its end, for one file a deck; make one deck of them with --as NAME; or take"
            " another format."
        ),
    )


def file_stem(name: str) -> str:
    """Return the name of a deck as the name of a file without its suffix."""
    return _NO_NAME.sub("-", name).strip("-.")[:_LONGEST_NAME] or "deck"


def file_names(decks: Iterable[Deck], format_: Format) -> dict[int, str]:
    """Return the names of the files of decks, by the ids of these; no two are the same in any case."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for deck in decks:
        stem = file_stem(deck.name)
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names[deck.id] = name + format_.suffixes[0]
    return names
