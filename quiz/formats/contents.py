"""What formats read and write: a source to import, decks to export, and the format itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from quiz.cards import Category, Deck, Note, NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.locale import _

Item = NoteDraft | Category | Unread


@dataclass(frozen=True, slots=True)
class Source:
    """A deck as it is read: its head, then notes, headings and what could not be read, in their order, lazily.

    ``dialect`` says in the language of the interface what was found in the file, ``details`` how it was understood: the
    encoding, what separates cells, which column became which field.
    """

    draft: DeckDraft
    items: Iterator[Item]
    dialect: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A deck that is written, with its note types, the main one first."""

    deck: Deck
    types: tuple[NoteType, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """What is written: some decks, and notes of them in their order.

    ``notes`` may be gone through more than once, and are read in batches meanwhile. ``fields`` are the fields that were
    chosen, in their order, none for all. ``language`` is that of meanings and explanations. With ``raw`` cells are
    written as they are, even such as a spreadsheet would compute.
    """

    parts: tuple[Part, ...]
    notes: Iterable[Note]
    fields: tuple[str, ...] = ()
    language: str = ""
    raw: bool = False
    _kinds: dict[int, NoteType] = field(init=False, repr=False, compare=False)
    _decks: dict[int, Deck] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds = {kind.id: kind for part in self.parts for kind in part.types}
        object.__setattr__(self, "_kinds", kinds)
        object.__setattr__(self, "_decks", {part.deck.id: part.deck for part in self.parts})

    @property
    def types(self) -> tuple[NoteType, ...]:
        """The note types of all decks."""
        return tuple(kind for part in self.parts for kind in part.types)

    def type_of(self, note: Note) -> NoteType:
        """Return the note type of a note."""
        return self._kinds[note.type_id]

    def deck_of(self, note: Note) -> Deck:
        """Return the deck of a note."""
        return self._decks[note.deck_id]


def _never(_head: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes of its files, and how it is read and written.

    ``read`` raises :class:`QuizError` for faults of the file as a whole, also while its items are gone through, and
    ``OSError`` where the file can't be read. ``write`` yields pieces of text. A format that can't do one of the two has
    nothing there. ``title`` is marked for translation.
    ``matches`` tells by the first bytes of a file, at least 64 KiB where there are so many, that it is of this format
    whatever its suffix. ``one_deck`` tells that a file has one deck.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[SourceFile, ReadOptions], Source] | None
    write: Callable[[Export], Iterator[str]] | None
    matches: Callable[[bytes], bool] = _never
    one_deck: bool = False


def decoded(data: bytes) -> str:
    """Return the text of a UTF-8 file without its byte order mark. Raises :class:`QuizError` naming the bad line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise QuizError(
            _("The file is not UTF-8: byte {number} in line {line} does not fit.").format(
                number=error.start + 1, line=line
            ),
            _("Save it as UTF-8 and try again."),
        ) from error
