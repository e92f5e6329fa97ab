"""Reading a Markdown file in the dialect that it is written in."""

from dataclasses import dataclass, replace

from quiz.cards import DEFAULT_TYPE, NoteType
from quiz.deck_drafts import Unread
from quiz.errors import QuizError
from quiz.formats.binary_files import refuse_controls
from quiz.formats.columns import Column, columns_of, listed, meanings_of
from quiz.formats.contents import Source
from quiz.formats.markdown.bullets import BulletsReader
from quiz.formats.markdown.detecting import BULLETS, DECK, HEADINGS, QUESTIONS, TABLE, detected
from quiz.formats.markdown.dialect import Dialect, Found
from quiz.formats.markdown.front import Front, read_front
from quiz.formats.markdown.headings import HeadingsReader
from quiz.formats.markdown.lines import Lines, lines_of
from quiz.formats.markdown.questions import QuestionsReader
from quiz.formats.markdown.reader import DeckReader
from quiz.formats.markdown.table import TableReader, UsageReader
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.formats.usage import note_type
from quiz.locale import _, mark

_EMPHASIS = "*_`~ "


@dataclass(frozen=True, slots=True)
class _Shape:
    """A dialect beside the deck format: what it is called, its fields where no header names them, and its reader.

    Only what is short on both sides is asked both ways.
    """

    title: str
    fields: tuple[str, ...]
    both_ways: bool
    reader: type[Dialect]


_SHAPES = {
    TABLE: _Shape(mark("a table with a header row"), (), True, TableReader),
    BULLETS: _Shape(mark("a list of “term :: meaning”"), ("term", "meaning"), True, BulletsReader),
    QUESTIONS: _Shape(mark("blocks of “Q:” and “A:”"), ("question", "answer"), False, QuestionsReader),
    HEADINGS: _Shape(mark("headings with the answer under them"), ("question", "answer"), False, HeadingsReader),
}


def read(file: SourceFile, options: ReadOptions) -> Source:
    """Read a Markdown file.

    Raises :class:`QuizError` where nothing shows how its notes are written, and for what spoils the whole file: another
    encoding, a front matter or a comment that never ends, fields or directions that can't be understood, a column that
    does not exist. ``OSError`` where the file can't be read.
    """
    found = detected(lines_of(file), is_named=options.is_named)
    if found is None:
        refuse_controls(file.head())
        raise _in_no_dialect()
    if found.name != DECK:
        return _read_dialect(file, found, options)
    lines, front, unread = _opened(file)
    draft = front.draft(options.deck_name)
    return Source(draft, DeckReader(lines, draft.types, unread).items(), dialect=_("the deck format"))


def _in_no_dialect() -> QuizError:
    return QuizError(
        _("Nothing in this file shows how its notes are written."),
        _(
            "It can have “KEY: NAME, MEANING” below a heading such as “## Codes” (or anywhere, with --format md), a"
            " table with a header row, “- term :: meaning”, “Q:” and “A:”, or headings with the answer below."
        ),
    )


def _opened(file: SourceFile) -> tuple[Lines, Front, list[Unread]]:
    """Return the lines behind the front matter, that front matter, and what of it can't be read."""
    lines = lines_of(file)
    unread: list[Unread] = []
    return lines, read_front(lines, lambda number, reason: unread.append(Unread(number, reason))), unread


def _read_dialect(file: SourceFile, found: Found, options: ReadOptions) -> Source:
    """Read a file that is not one of the deck format.

    Which column of a table asks depends on what its rows have at the moment. So a table declares no note types: those
    of a deck that exists are left alone.
    """
    shape = _SHAPES[found.name]
    columns = columns_of(shape.fields or [cell.strip(_EMPHASIS) for cell in found.header], options.fields)
    kind = _kind(file, found, columns, shape)
    lines, front, unread = _opened(file)
    draft = replace(front.draft(found.title or options.deck_name), types=(kind,), declares_types=found.name != TABLE)
    # A heading of level 1 that says something else than the front matter is kept as a category.
    title = front.values.get("title", "")
    found = replace(found, title="" if title and title != found.title else found.title)
    details = [_("Columns: {columns}.").format(columns=listed(columns))]
    if found.name == HEADINGS:
        details.append(_("Headings of level {level} ask, those above are categories.").format(level=found.level))
    return Source(
        draft,
        shape.reader(lines, found, columns, kind, unread).items(),
        dialect=_(shape.title),
        details=tuple(details),
        columns=meanings_of(columns),
    )


def _kind(file: SourceFile, found: Found, columns: tuple[Column, ...], shape: _Shape) -> NoteType:
    """Return the note type of the notes. A table is gone through once for it: not every column has text in each row."""
    fields = [column.field for column in columns if column.field]
    kind = note_type(DEFAULT_TYPE, fields, fields)
    if not shape.both_ways:
        return replace(kind, directions=kind.directions[:1])
    if found.name != TABLE:
        return kind
    counted = UsageReader(_opened(file)[0], found, columns, kind)
    for _item in counted.items():
        pass
    used = [column.field for number, column in enumerate(columns) if column.field and number in counted.usage.always]
    return note_type(DEFAULT_TYPE, fields, used)
