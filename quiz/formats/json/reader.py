"""Reading a collection: its decks first, which may stand behind the notes, then its notes one by one."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from quiz.collection import Collection, NoteRecord
from quiz.deck_drafts import DeckDraft, Unread
from quiz.errors import QuizError
from quiz.formats.contents import Source
from quiz.formats.json.document import Document
from quiz.formats.json.heads import deck_of
from quiz.formats.json.notes import Decks, note_of, readable
from quiz.formats.json.values import FaultError
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.locale import _, ngettext
from quiz.text import one_line

FORMAT, VERSION = "quiz", 1
_SHOWN = 40
"""So many characters of a guid are shown."""

_NAMES = ("$schema", "format", "version", "decks", "notes")


def read(file: SourceFile, options: ReadOptions) -> Source:
    """Read a collection. Its notes are read when they are gone through.

    Raises :class:`QuizError` where the file as a whole, its head or a deck is wrong.
    """
    decks = _head(file)
    records = tuple(decks.values())
    first = next((record for record in records if record.deck.deleted is None), None)
    draft = DeckDraft(first.deck.name, first.types) if first else DeckDraft(options.deck_name, ())
    count = ngettext("{count} deck", "{count} decks", len(records)).format(count=len(records))
    dialect = _("A collection of quiz, version {number}").format(number=VERSION)
    collection = Collection(records, partial(_notes, file, decks))
    return Source(draft, iter(()), dialect=dialect, details=(count,), collection=collection)


@dataclass(slots=True)
class _Head:
    """What of the head was found."""

    format: object = None
    version: object = None
    decks: Decks | None = None
    types: int = 0
    seen: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return {"format", "version", "decks"} <= set(self.seen)


def _head(file: SourceFile) -> Decks:
    """Read as far as all of the head was seen."""
    head = _Head()
    with closing(file.open()) as opened:
        document = Document(opened)
        for name in document.members():
            _take(head, document, name)
            if head.is_complete:
                break
    _check_version(head)
    if head.decks is None:
        raise _missing("decks")
    return head.decks


def _take(head: _Head, document: Document, name: str) -> None:
    head.seen.append(name)
    if name == "decks":
        head.decks = _decks(document, head)
    elif name == "format":
        head.format = document.value()
    elif name == "version":
        head.version = document.value()
    elif name not in _NAMES:
        raise _unknown(name, document.line) if head.format == FORMAT else _not_ours()


def _check_version(head: _Head) -> None:
    if head.format != FORMAT:
        raise _not_ours()
    if type(head.version) is not int or head.version < 1:
        raise QuizError(_("The file does not say of which version it is."), _("Its “version” has to be 1."))
    if head.version > VERSION:
        raise QuizError(
            _("The file was written by a newer version of quiz (format {found}, this one knows {known}).").format(
                found=head.version if head.version < 10**9 else "∞", known=VERSION
            ),
            _("Install the newer version and try again."),
        )


def _not_ours() -> QuizError:
    return QuizError(
        _("The file is JSON, but no collection of quiz: it does not begin with a “format” that is “quiz”."),
        _("“quiz export --format json” writes such a file."),
    )


def _unknown(name: str, line: int) -> QuizError:
    return QuizError(
        _("Line {line}: nothing named “{name}” is known here.").format(line=line, name=one_line(name)),
        _("These are: {names}.").format(names=", ".join(_NAMES[1:])),
    )


def _missing(name: str) -> QuizError:
    return QuizError(_("The file has no “{name}”.").format(name=name), _("Export it again."))


def _decks(document: Document, head: _Head) -> Decks:
    decks = Decks()
    names: set[str] = set()
    for index, (line, value) in enumerate(document.elements()):
        try:
            label, record = deck_of(value, index + 1, head.types + 1)
            if label in decks or (record.deck.deleted is None and record.deck.name in names):
                name = label if label in decks else record.deck.name
                raise FaultError(_("there is another deck “{name}” in the file").format(name=name), "name")
        except FaultError as fault:
            raise _of_deck(fault.within(f"decks[{index}]"), line) from fault
        head.types += len(record.types)
        decks.add(label, record)
        if record.deck.deleted is None:
            names.add(record.deck.name)
    return decks


def _of_deck(fault: FaultError, line: int) -> QuizError:
    return QuizError(
        _("Line {line}, {fault}.").format(line=line, fault=fault.text),
        _("A deck that is wrong spoils the whole file: mend it, or export it again."),
    )


def _notes(file: SourceFile, decks: Decks) -> Iterator[NoteRecord | Unread]:
    """Yield the notes of a file, and those that could not be read."""
    with closing(file.open()) as opened:
        document, seen = Document(opened), False
        for name in document.members():
            if name not in _NAMES:
                raise _unknown(name, document.line)
            if name == "notes":
                seen = True
                for line, value in document.elements():
                    yield _note(value, decks, line)
    if not seen:
        raise _missing("notes")


def _note(value: object, decks: Decks, line: int) -> NoteRecord | Unread:
    try:
        return note_of(value, decks, line)
    except (FaultError, QuizError) as error:
        guid = value.get("guid") if isinstance(value, dict) else None
        reason = readable(error)
        if not isinstance(guid, str) or not guid:
            return Unread(line, reason)
        return Unread(line, _("“{guid}”: {reason}").format(guid=one_line(guid[:_SHOWN]), reason=reason))
