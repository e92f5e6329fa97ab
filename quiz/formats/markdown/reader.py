"""Reading a deck file: line by line, with a reason for every line that can't be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quiz.cards import RESERVED_FIELDS, Category, NoteType
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats.contents import Item
from quiz.formats.markdown import grammar
from quiz.formats.markdown.keys import Keys
from quiz.formats.markdown.lines import Lines
from quiz.locale import LANGUAGES, _
from quiz.text import WHITE_SPACE, storable_line, trimmed

_NO_MARKS: Mapping[str, str] = {}


@dataclass(slots=True)
class _OpenNote:
    """A note whose lines are being read."""

    line: int
    key: str
    rest: str
    category: str
    fields: dict[str, str] = field(default_factory=dict)


class DeckReader:
    """Goes through the lines behind the front matter once and yields what they say.

    ``unread`` is what could not be read of the front matter.
    """

    def __init__(self, lines: Lines, types: tuple[NoteType, ...], unread: list[Unread]) -> None:
        self._lines = lines
        self._types = {kind.name: kind for kind in types}
        self._main = types[0]
        self._short_names = {kind.name: [name for name in kind.fields if name != kind.key_field] for kind in types}
        self._unread = unread
        self._category = ""
        self._note: _OpenNote | None = None
        self._skipping = False
        self._keys = Keys()

    def items(self) -> Iterator[Item]:
        """Yield notes, headings and what can't be read, in the order of the file.

        Raises :class:`QuizError` where a comment never ends, or the file is no UTF-8.
        """
        yield from self._reported()
        for line in self._lines:
            if not line or line[0] in WHITE_SPACE or line.startswith("<!--"):
                self._beside(line)
            else:
                if self._note is not None:
                    yield self._finished(self._note)
                category = self._open(line)
                if category is not None:
                    yield category
            if self._unread:
                yield from self._reported()
        if self._note is not None:
            yield self._finished(self._note)

    def _reported(self) -> Iterator[Unread]:
        yield from self._unread
        self._unread.clear()

    def _report(self, number: int, reason: str) -> None:
        self._unread.append(Unread(number, reason))

    def _beside(self, line: str) -> None:
        """Read a line that begins neither a note nor a category: a blank one, a comment, or one with indentation."""
        text = trimmed(line)
        if text.startswith("<!--"):
            self._lines.skip_comment(line, self._report)
        elif text:
            self._field(line, self._lines.number)

    def _open(self, line: str) -> Category | None:
        """Read a line at column 0: a heading, or else the first line of a note, which stays open."""
        self._note, self._skipping = None, False
        try:
            if grammar.is_heading(line):
                return self._heading(line)
            key, rest = grammar.key_and_rest(line)
            self._note = _OpenNote(self._lines.number, key, rest, self._category)
        except QuizError as error:
            self._skipping = True
            self._report(self._lines.number, error.message)
        return None

    def _heading(self, line: str) -> Category | None:
        """Begin a category, or name the one before in another language, or begin none."""
        # Notes below a heading that can't be read belong to no category rather than to the one before.
        before, self._category = self._category, ""
        found, place = grammar.heading(line), _("Line {line}").format(line=self._lines.number)
        code, title, language = storable_line(found.code, place), storable_line(found.title, place), found.language
        base, _dot, ending = code.rpartition(".")
        if not found.quoted and title and base and base == before and ending in LANGUAGES:
            code, language = base, ending
        self._category = code
        if not code:
            return None
        return Category(code, code, {language: title}) if language else Category(code, title or code)

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
        """Return the lines that follow and are indented deeper than ``indent``, without what they share of it."""
        lines: list[str] = []
        for line in self._lines:
            deeper = grammar.indent_of(line)
            if len(deeper) < len(line) and not (deeper.startswith(indent) and len(deeper) > len(indent)):
                self._lines.back()
                break
            lines.append(line)
        return grammar.dedented(lines)

    def _finished(self, note: _OpenNote) -> Item:
        """Return the note that was open, or the reason why it can't be read."""
        try:
            draft = self._draft(note)
            self._keys.add(note.key, note.line)
        except QuizError as error:
            return Unread(note.line, error.message)
        return draft

    def _draft(self, note: _OpenNote) -> NoteDraft:
        if note.fields:
            return self._draft_with(note)
        return self._cleaned(note, self._main, self._short(note.rest, self._main) if note.rest else {}, _NO_MARKS)

    def _draft_with(self, note: _OpenNote) -> NoteDraft:
        """Return a note with fields below its first line. Raises :class:`QuizError` where it has one twice."""
        marks = {name: note.fields[name] for name in RESERVED_FIELDS if name in note.fields}
        fields = {name: text for name, text in note.fields.items() if name not in marks}
        kind = self._type(storable_line(marks.get("note-type", "")))
        if kind.key_field in fields:
            raise QuizError(_("The field “{name}” is the key already.").format(name=kind.key_field))
        short = self._short(note.rest, kind) if note.rest else {}
        twice = next((name for name in short if name in fields), None)
        if twice is not None:
            raise QuizError(_("The note has a field “{name}” already.").format(name=twice))
        return self._cleaned(note, kind, {**short, **fields}, marks)

    def _short(self, rest: str, kind: NoteType) -> dict[str, str]:
        """Return the fields of the short form."""
        return grammar.split_values(rest, self._short_names[kind.name])

    def _cleaned(
        self, note: _OpenNote, kind: NoteType, fields: Mapping[str, str], marks: Mapping[str, str]
    ) -> NoteDraft:
        draft = NoteDraft(
            fields={kind.key_field: note.key, **fields},
            tags=(marks["tags"],) if "tags" in marks else (),
            category=note.category,
            type_name=kind.name,
            guid=marks.get("id", ""),
            was=marks.get("was", ""),
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
