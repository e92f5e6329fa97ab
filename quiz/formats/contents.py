"""What formats read and write: a source to import, a deck to export, and the format itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from quiz.cards import Category, Deck, Note, NoteType
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.errors import QuizError
from quiz.locale import _


@dataclass(frozen=True, slots=True)
class Source:
    """A deck as it is read: its head, then notes, headings and what could not be read, in their order, lazily."""

    draft: DeckDraft
    items: Iterator[NoteDraft | Category | Unread]


@dataclass(frozen=True, slots=True)
class Export:
    """A deck as it is written. The first note type is the main one."""

    deck: Deck
    types: tuple[NoteType, ...]
    notes: Iterable[Note]

    def type_of(self, note: Note) -> NoteType:
        """Return the note type of a note."""
        return next(kind for kind in self.types if kind.id == note.type_id)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes of its files, and how it is read and written.

    ``read`` takes the bytes of a file and the name that a deck gets which names itself not; it raises
    :class:`QuizError` for faults of the file as a whole. ``write`` yields pieces of text. A format that can't do one of
    the two has nothing there.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Source] | None
    write: Callable[[Export], Iterator[str]] | None


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
