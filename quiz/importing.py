"""Reading files that are to be imported: what the command and the screen have in common."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from quiz.cards import NoteType
from quiz.collection import Collection, NoteRecord
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats import FORMATS, ReadOptions, Source, SourceFile, read_file
from quiz.formats.contents import Item
from quiz.locale import _
from quiz.reasons import reason_text
from quiz.store import ImportReport, Store
from quiz.text import literal

SHOWN = 500
"""How many entries of a kind the report on an import shows, at most."""

FIRST = 10
"""How many notes are shown as they will look."""

_STANDARD_INPUT = "-"
_STEP = 200
"""After so many items it is told how far an import has come."""

_FINDING_OUT = 0.1
"""Which part of the time it takes to find out what a file is; writing its notes to the database takes the rest."""


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What a person said on how files are to be read.

    ``format`` is the name of one, without it the format is found; the others are as in ``ReadOptions``.
    """

    format: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    raw: bool = False
    header: bool | None = None


def read_source(path: str, how: HowToRead = HowToRead()) -> Source:
    """Read a file; a deck that names itself not is named like the file.

    A deck that comes with the program can be meant by its bare name, such as ``http-status``, where no file has it.
    Raises :class:`QuizError` where the file can't be read, its format can't be imported, or it is spoilt as a whole.
    """
    return opened(source_file(path), how)


def source_file(path: str) -> SourceFile:
    """Return the file of a path, or a deck that comes with the program by its bare name.

    Raises :class:`QuizError` for what can't be a path, and for a device.
    """
    if "\0" in path:
        raise QuizError(_("“{file}” cannot be the name of a file.").format(file=literal(path)), _("Check its name."))
    shipped = {file.stem: str(file) for file in shipped_decks()}
    if path in shipped and not Path(path).is_file():
        path = shipped[path]
    with suppress(OSError, ValueError):
        if Path(path).is_char_device() or Path(path).is_block_device():
            raise QuizError(_("{file} is no file.").format(file=literal(path)), _("Name a file with a deck."))
    return SourceFile(path, path=Path(path))


def opened(file: SourceFile, how: HowToRead = HowToRead()) -> Source:
    """Read a file as :func:`read_source` does; what is wrong with it further on is said when that is come to."""
    stem = "stdin" if file.name == _STANDARD_INPUT else Path(file.name).stem
    with explained(file.name):
        source = read_file(file, ReadOptions(stem, how.fields, how.raw, how.header), how.format)
    return replace(source, items=_explained_items(file.name, source.items))


def _explained_items(name: str, items: Iterator[Item]) -> Iterator[Item]:
    with explained(name):
        yield from items


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn the errors of reading a file into :class:`QuizError` in the user's words."""
    try:
        yield
    except OSError as error:
        raise QuizError(
            _("{file} cannot be read: {reason}.").format(file=literal(path), reason=reason_text(error)),
            _("Check its name and its permissions."),
        ) from error


@contextmanager
def standard_input(stream: BinaryIO, name: str = _STANDARD_INPUT) -> Iterator[SourceFile]:
    """Give what a stream has, which is read but once, as a file that can be read again.

    Raises :class:`QuizError` where there is no room for it.
    """
    with tempfile.NamedTemporaryFile(prefix="quiz-") as copy:
        with explained(name):
            shutil.copyfileobj(stream, copy)
            copy.flush()
        yield SourceFile(name, path=Path(copy.name))


def files_of(paths: Sequence[str]) -> list[str]:
    """Return paths with the files of a folder, and of those in it, in its place: those that have a format's suffix.

    Raises :class:`QuizError` for a folder without any, and one that can't be read.
    """
    if not all(path.strip() for path in paths):
        raise QuizError(_("No file is named."), _("Write for example notes.md."))
    return [file for path in paths for file in (_in_folder(Path(path)) if _is_folder(path) else [path])]


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _in_folder(folder: Path) -> list[str]:
    suffixes = {suffix for known in FORMATS.values() if known.read for suffix in known.suffixes}
    with explained(str(folder)):
        list(folder.iterdir())
        found = [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in suffixes and file.is_file()]
    visible = [str(file) for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts)]
    if not visible:
        raise QuizError(
            _("There is no file in {folder} that can be imported.").format(folder=literal(str(folder))),
            _("Files that can be read end in: {suffixes}").format(suffixes=" ".join(sorted(suffixes))),
        )
    return visible


# Importing

T = TypeVar("T")


class Watch(Protocol):
    """Hands what is read of a source on, and may tell how far that has come. What it raises undoes the import."""

    def __call__(self, items: Iterator[T], /) -> Iterator[T]:
        """Hand the items on."""
        ...


def unwatched(items: Iterator[T], /) -> Iterator[T]:
    """Hand items on, and nothing else."""
    return items


class Advance:
    """Tells how far the import of a file has come, from 0 to 1.

    ``tell`` is called with that again and again, and may raise something to end the import.
    """

    def __init__(self, file: SourceFile, tell: Callable[[float], None]) -> None:
        self._file = file
        self._tell = tell
        self._size = 1
        with suppress(OSError):
            self._size = max(1, file.size)
        self._before, self._share, self._furthest = 0.0, _FINDING_OUT, 0.0
        file.on_read = self._go_on

    def watch(self, items: Iterator[T], /) -> Iterator[T]:
        """Hand items on: what the file is was found out."""
        self._before, self._share = _FINDING_OUT, 1 - _FINDING_OUT
        for number, item in enumerate(items):
            if not number % _STEP:
                self._go_on()
            yield item

    def _go_on(self) -> None:
        self._furthest = max(self._furthest, self._before + self._share * min(1.0, self._file.position / self._size))
        self._tell(self._furthest)


@dataclass(frozen=True, slots=True)
class Imported:
    """How a source was understood, and what the import of it did or would do; of the source only the head is kept.

    ``first`` are its first notes, ``types`` the note types that its notes have in the database. ``stamp`` is that of
    the file as it was read.
    """

    source: Source
    report: ImportReport
    first: tuple[NoteDraft, ...]
    types: tuple[NoteType, ...]
    stamp: tuple[int, ...] = ()

    @property
    def is_collection(self) -> bool:
        """Whether it was imported as a whole, into the decks that it names."""
        return self.source.collection is not None


def import_file(
    store: Store,
    file: SourceFile,
    how: HowToRead = HowToRead(),
    *,
    now: datetime,
    into: str = "",
    dry_run: bool = False,
    strict: bool = False,
    watch: Watch = unwatched,
    stamp: tuple[int, ...] | None = None,
) -> Imported:
    """Read a file and import it, or with ``dry_run`` find out what that would do.

    ``stamp`` is that of the file when a person looked at it. Raises :class:`QuizError`, and imports nothing, where the
    file is another one by now or changes while it is read, and as :func:`opened` and :func:`import_into` do.
    """
    with explained(file.name):
        expected = file.stamp if stamp is None else stamp
        source = opened(file, how)
        _check_unchanged(file, expected)

        def watched(items: Iterator[T], /) -> Iterator[T]:
            yield from watch(items)
            with explained(file.name):
                _check_unchanged(file, expected)

        done = import_into(store, source, now=now, into=into, dry_run=dry_run, strict=strict, watch=watched)
    return replace(done, stamp=expected)


def _check_unchanged(file: SourceFile, stamp: tuple[int, ...]) -> None:
    if file.stamp != stamp:
        raise QuizError(
            _("{file} was changed meanwhile; nothing was imported.").format(file=literal(file.name)),
            _("Look at it again, and import it then."),
        )


def import_into(
    store: Store,
    source: Source,
    *,
    now: datetime,
    into: str = "",
    dry_run: bool = False,
    strict: bool = False,
    watch: Watch = unwatched,
) -> Imported:
    """Import a source, or with ``dry_run`` find out what that would do; ``watch`` hands its items on.

    Raises :class:`QuizError` as :meth:`quiz.store.Store.import_deck` and ``import_collection`` do, for what spoils the
    source, and for a collection that is to go into one deck.
    """
    first: list[NoteDraft] = []
    if source.collection is not None:
        collection = _remembered_collection(source.collection, first, watch)
        report = _import_whole(store, collection, source, now=now, into=into, dry_run=dry_run, strict=strict)
        types = tuple({kind.name: kind for record in collection.decks for kind in record.types}.values())
    else:
        items = watch(_remembered(source.items, first))
        report = store.import_deck(source.draft, items, now=now, into=into, dry_run=dry_run, strict=strict)
        types = _types_of(store, source, report.deck)
    unread = {each.line for each in report.all_unread}
    kept = [draft for draft in first if not draft.line or draft.line not in unread]
    return Imported(replace(source, items=iter(())), report, tuple(kept[:FIRST]), types)


def _types_of(store: Store, source: Source, name: str) -> tuple[NoteType, ...]:
    """Return the note types of the source, or those of its deck where the source leaves these as they are."""
    deck = None if source.draft.declares_types else next((deck for deck in store.decks() if deck.name == name), None)
    kept = store.note_types(deck) if deck else ()
    return tuple(kept) or source.draft.types


def _import_whole(
    store: Store, collection: Collection, source: Source, *, now: datetime, into: str, dry_run: bool, strict: bool
) -> ImportReport:
    if into:
        raise QuizError(
            _("A collection is imported into its own decks, not into “{deck}”.").format(deck=literal(into)),
            _("Import it without the name of a deck."),
        )
    reports = store.import_collection(collection, now=now, dry_run=dry_run, strict=strict)
    if not reports:
        return ImportReport(source.draft.name)
    reports[0].others = list(reports[1:])
    return reports[0]


def _remembered(items: Iterator[Item], first: list[NoteDraft]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, NoteDraft):
            first.append(item)
        yield item
        if len(first) == 2 * FIRST:
            break
    yield from items


def _remembered_collection(collection: Collection, first: list[NoteDraft], watch: Watch) -> Collection:
    """Return a collection whose notes are watched, and whose first notes are remembered when they come first."""
    kinds = {kind.id: kind.name for record in collection.decks for kind in record.types}

    def notes() -> Iterator[NoteRecord | Unread]:
        once = not first
        for record in watch(collection.notes()):
            if once and len(first) < FIRST and isinstance(record, NoteRecord) and record.deleted is None:
                note = record.note
                first.append(NoteDraft(note.fields, note.tags, type_name=kinds.get(note.type_id, ""), line=record.line))
            yield record

    return replace(collection, notes=notes)


def shipped_decks() -> list[Path]:
    """Return the deck files that come with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    places = (package / "_decks", package.parent / "decks")
    return next((sorted(place.glob("*.md")) for place in places if place.is_dir()), [])
