"""What formats read and write: a source to import, decks to export, and the format itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from quiz.cards import Category, Deck, Note, NoteType
from quiz.collection import Collection, History
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.formats.source_file import ReadOptions, SourceFile

Item = NoteDraft | Category | Unread

ALL_LANGUAGES = ".*"
"""What stands behind the name of a field that is chosen for an export in all its languages."""


@dataclass(frozen=True, slots=True)
class Source:
    """A deck as it is read: its head, then notes, headings and what could not be read, in their order, lazily.

    ``format`` is the name of the format. ``dialect`` says in the language of the interface what was found in the file,
    ``details`` how it was understood: the encoding, what separates cells, which column became which field. ``columns``
    has by their titles what columns became that a person may map: a field, another part of a note, or nothing. A
    ``collection`` is imported as a whole; there are no ``items`` then, and the head is that of its first deck.
    """

    draft: DeckDraft
    items: Iterator[Item]
    format: str = ""
    dialect: str = ""
    details: tuple[str, ...] = ()
    collection: Collection | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


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
    written as they are, even such as a spreadsheet would compute. With a ``history`` a format that can writes all that
    the database knows of decks, notes and cards.
    """

    parts: tuple[Part, ...]
    notes: Iterable[Note]
    fields: tuple[str, ...] = ()
    language: str = ""
    raw: bool = False
    history: History | None = None
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
    nothing there. ``title`` is marked for translation. ``matches`` tells by the first bytes of a file, at least 64 KiB
    where there are so many, that it is of this format whatever its suffix. ``one_deck`` tells that a file has one deck,
    ``has_directions`` that it says how notes are asked, ``has_history`` that it has a place for cards and answers.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[SourceFile, ReadOptions], Source] | None
    write: Callable[[Export], Iterator[str]] | None
    matches: Callable[[bytes], bool] = _never
    one_deck: bool = False
    has_directions: bool = False
    has_history: bool = False
