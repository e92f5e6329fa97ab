"""What the dialects beside the deck format share: lines in, notes and categories out, every key once."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.cards import NoteType
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats.columns import Column
from quiz.formats.contents import Item
from quiz.formats.markdown.blocks import Line, marked
from quiz.formats.markdown.keys import Keys
from quiz.formats.markdown.lines import Lines
from quiz.formats.markdown.outline import Outline
from quiz.locale import _


@dataclass(frozen=True, slots=True)
class Found:
    """What the beginning of a file shows.

    ``name`` is the dialect, ``title`` the heading that names the deck, if there is one, ``level`` that of the headings
    that ask, and ``header`` the cells of the first table that can be a deck.
    """

    name: str
    title: str = ""
    level: int = 0
    header: tuple[str, ...] = ()


class Dialect(ABC):
    """Goes through the lines behind the front matter once and yields what they say, and each line that it can't read.

    A note of the note type ``kind`` has a text for each of the ``columns``, which are two where no table names them.
    ``unread`` is what could not be read of the front matter.
    """

    def __init__(
        self, lines: Lines, found: Found, columns: tuple[Column, ...], kind: NoteType, unread: list[Unread]
    ) -> None:
        self._lines = lines
        self._found = found
        self._columns = columns
        self._kind = kind
        self._unread = unread
        self._outline = Outline(found.title)
        self._keys = Keys()

    def items(self) -> Iterator[Item]:
        """Yield notes, headings and what can't be read, in the order of the file.

        Raises :class:`QuizError` where a comment never ends, or the file is no UTF-8.
        """
        yield from self._reported()
        for line in marked(self._lines, lambda number, reason: self._unread.append(Unread(number, reason))):
            if self._unread:
                yield from self._reported()
            yield from self._line(line)
        yield from self._finished()
        yield from self._reported()

    def _reported(self) -> Iterator[Unread]:
        yield from self._unread
        self._unread.clear()

    @abstractmethod
    def _line(self, line: Line) -> Iterator[Item]:
        """Read a line, and yield what is complete with it."""

    @abstractmethod
    def _finished(self) -> Iterator[Item]:
        """Close the note that is open, and yield it or the reason why it can't be read."""

    def _heading(self, line: Line) -> Iterator[Item]:
        """Go below a heading, and yield the category that begins there."""
        try:
            category = self._outline.enter(line.level, line.title, _("Line {line}").format(line=line.number))
        except QuizError as error:
            yield Unread(line.number, error.message)
            return
        if category is not None:
            yield category

    def _note(self, texts: Sequence[str], line: int) -> Item:
        """Return the note with these texts, one for each column, or the reason why it can't be read."""
        return self._keys.checked(self._draft(texts, line), self._kind)

    def _draft(self, texts: Sequence[str], line: int) -> NoteDraft:
        """Return a note that is not yet cleaned. Its key is put into one line."""
        fields: dict[str, str] = {}
        beside: dict[str, str] = {}
        for column, text in zip(self._columns, texts, strict=True):
            if column.field:
                fields[column.field] = text
            elif column.of_note:
                beside[column.of_note] = " ".join(text.split())
        key = self._kind.key_field
        fields[key] = " ".join(fields[key].split())
        return NoteDraft(
            fields,
            tags=(beside["tags"],) if beside.get("tags") else (),
            category=beside.get("category") or self._outline.category,
            type_name=beside.get("note-type") or self._kind.name,
            guid=beside.get("id", ""),
            was=beside.get("was", ""),
            line=line,
            deck=beside.get("deck", ""),
        )


def outside(line: Line) -> Unread:
    """Return that a line is part of no note."""
    return Unread(line.number, _("This line belongs to no note."))
