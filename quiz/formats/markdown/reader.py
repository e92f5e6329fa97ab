"""Reading a deck file: line by line, with a reason for every line that can't be read."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.cards import RESERVED_FIELDS, Category, NoteType, key_of
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats.contents import Source, decoded
from quiz.formats.markdown import grammar
from quiz.formats.markdown.front import read_front
from quiz.locale import LANGUAGES, _
from quiz.text import WHITE_SPACE, storable_line, trimmed

Item = NoteDraft | Category | Unread


def read(data: bytes, default_name: str) -> Source:
    """Read a deck file. ``default_name`` names a deck whose front matter has no title.

    Raises :class:`QuizError` for what spoils the whole file: another encoding, a front matter or a comment that never
    ends, fields or directions that can't be understood.
    """
    lines = unicodedata.normalize("NFC", decoded(data).replace("\r", "")).split("\n")
    unread: list[Unread] = []
    front, start = read_front(lines, lambda number, reason: unread.append(Unread(number, reason)))
    draft = front.draft(default_name)
    return Source(draft, _Reader(lines, start, draft.types, unread).items())


@dataclass(slots=True)
class _OpenNote:
    """A note whose lines are being read."""

    line: int
    key: str
    rest: str
    category: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Goes through the lines once and yields what they say."""

    def __init__(self, lines: list[str], start: int, types: tuple[NoteType, ...], unread: list[Unread]) -> None:
        self._lines = lines
        self._index = start
        self._types = {kind.name: kind for kind in types}
        self._main = types[0]
        self._unread = unread
        self._category = ""
        self._note: _OpenNote | None = None
        self._skipping = 0
        self._keys: dict[str, int] = {}

    def items(self) -> Iterator[Item]:
        """Yield notes, headings and what can't be read, in the order of the file."""
        while self._index < len(self._lines):
            yield from self._line(self._lines[self._index])
            yield from self._reported()
        yield from self._finished()

    def _reported(self) -> Iterator[Unread]:
        yield from self._unread
        self._unread.clear()

    def _report(self, number: int, reason: str) -> None:
        self._unread.append(Unread(number, reason))

    def _line(self, line: str) -> Iterator[Item]:
        """Read the line at the index, and those that belong to it, and move the index behind them."""
        number = self._index + 1
        self._index += 1
        if not trimmed(line):
            return
        if trimmed(line).startswith("<!--"):
            self._skip_comment(line, number)
        elif line[0] in WHITE_SPACE:
            self._field(line, number)
        else:
            yield from self._finished()
            try:
                yield from self._open(line, number)
            except QuizError as error:
                self._skipping = number
                self._report(number, error.message)

    def _skip_comment(self, line: str, number: int) -> None:
        while "-->" not in line:
            if self._index >= len(self._lines):
                raise QuizError(
                    _("The comment that begins in line {line} never ends.").format(line=number),
                    _("Close it with “-->”."),
                )
            line = self._lines[self._index]
            self._index += 1
        if trimmed(line.split("-->", 1)[1]):
            self._report(self._index, _("There is text behind the end of a comment."))

    def _open(self, line: str, number: int) -> Iterator[Category]:
        """Read a line at column 0: a heading, or else the first line of a note, which stays open."""
        if grammar.is_heading(line):
            # Notes below a heading that can't be read belong to no category rather than to the one before.
            before, self._category = self._category, ""
            yield from self._heading(grammar.heading(line), before, _("Line {line}").format(line=number))
        else:
            key, rest = grammar.key_and_rest(line)
            self._note = _OpenNote(number, key, rest, self._category)

    def _heading(self, found: grammar.Heading, before: str, place: str) -> Iterator[Category]:
        """Begin a category, or name that one in another language which the heading ``before`` began, or begin none."""
        code, title, language = storable_line(found.code, place), storable_line(found.title, place), found.language
        base, _dot, ending = code.rpartition(".")
        if not found.quoted and title and base and base == before and ending in LANGUAGES:
            code, language = base, ending
        self._category = code
        if code:
            yield Category(code, code, {language: title}) if language else Category(code, title or code)

    def _field(self, line: str, number: int) -> None:
        found = grammar.field(line)
        if found is None:
            if self._note is not None:
                self._report(number, _("This indented line is no “name: value”."))
            elif not self._skipping:
                self._report(number, _("This indented line belongs to no note."))
            return
        indent, name, value = found
        text = self._block(indent) if value == "|" else value
        if self._note is None:
            if not self._skipping:
                self._report(number, _("This indented line belongs to no note."))
        elif name in self._note.fields:
            self._report(number, _("The note has a field “{name}” already.").format(name=name))
        else:
            self._note.fields[name] = text

    def _block(self, indent: str) -> str:
        """Return the lines at the index that are indented deeper than ``indent``, without what they share of it."""
        lines: list[str] = []
        while self._index < len(self._lines):
            line = self._lines[self._index]
            deeper = grammar.indent_of(line)
            if trimmed(line) and not (deeper.startswith(indent) and len(deeper) > len(indent)):
                break
            lines.append(line)
            self._index += 1
        shared = _common_beginning([grammar.indent_of(line) for line in lines if trimmed(line)])
        return "\n".join(line.removeprefix(shared) for line in lines)

    def _finished(self) -> Iterator[Item]:
        """Close the note that is open, and yield it or the reason why it can't be read."""
        note, self._note, self._skipping = self._note, None, 0
        if note is None:
            return
        yield from self._reported()
        try:
            draft = self._draft(note)
            key = key_of(note.key)
            if key in self._keys:
                raise QuizError(
                    _("The key “{key}” stands in line {line} already.").format(key=note.key, line=self._keys[key])
                )
            self._keys[key] = note.line
            yield draft
        except QuizError as error:
            yield Unread(note.line, error.message)

    def _draft(self, note: _OpenNote) -> NoteDraft:
        fields = {name: text for name, text in note.fields.items() if name not in RESERVED_FIELDS}
        kind = self._type(storable_line(note.fields.get("note-type", "")))
        if kind.key_field in fields:
            raise QuizError(_("The field “{name}” is the key already.").format(name=kind.key_field))
        short: dict[str, str] = {}
        if note.rest:
            short = grammar.split_values(note.rest, [name for name in kind.fields if name != kind.key_field])
            twice = next((name for name in short if name in fields), None)
            if twice is not None:
                raise QuizError(_("The note has a field “{name}” already.").format(name=twice))
        draft = NoteDraft(
            fields={kind.key_field: note.key, **short, **fields},
            tags=(note.fields.get("tags", ""),),
            category=note.category,
            type_name=kind.name,
            guid=note.fields.get("id", ""),
            was=note.fields.get("was", ""),
            line=note.line,
        ).cleaned()
        kind.check(draft.fields)
        return draft

    def _type(self, name: str) -> NoteType:
        if not name:
            return self._main
        if name not in self._types:
            raise QuizError(_("The front matter declares no note type “{name}”.").format(name=name))
        return self._types[name]


def _common_beginning(texts: list[str]) -> str:
    """Return what all texts begin with: what the first and the last of them in order share."""
    first, last = min(texts, default=""), max(texts, default="")
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:length]
