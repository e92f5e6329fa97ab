"""Which dialect a Markdown file is written in, as its beginning shows.

A file is one of the deck format only if it has a front matter, or notes of that format below a heading ``##``: prose
and lists have lines such as ``Note: first, second`` as well. A front matter that declares fields, directions or a note
type makes it one, whatever else it has; every export has such a front matter. Else each dialect gets a point for
everything that would be a note in it, and the one with the most points is taken:

- the deck format: a line ``KEY: NAME, MEANING`` at the beginning of a line, or ``KEY:`` with a field indented below it;
- tables: a row below a header of two columns or more, as long as it has the header of the first; a header without
  rows counts as one;
- lists: an item ``term :: meaning``;
- questions: a ``Q:`` with an ``A:`` after it; the lines of the answer count for nothing else;
- headings: one with text below it that is none of all that.

With as many points the deck format is taken, then the others in this order. Where there are no points at all, a file
with a front matter is read as one of the deck format, which says of each line why it is no note. What is indented below
a note is part of it, so that a table, or a ``Q:``, in an explanation counts for nothing; so does what is in a comment
or in code between fences. A front matter that only has a title and the like does not keep a file from being of another
dialect: notes of many programs have one.

A file that can't be one of the deck format is of another dialect, in which a line that looks like a note is an answer
below a heading. It is refused where there is none, or where it would have more than twice as many notes of the deck
format, most of which would be lost. If a person named the format, such a file is one of the deck format.

The first 64 KiB decide, beside front matter and comments. Where they show nothing, what follows is looked at, too.

Headings ask that are the deepest with text below them, but for a level that has at most half as many of them as
another: an answer may have headings of its own. A single heading of level 1 that comes first is the title of the file.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from quiz.errors import QuizError
from quiz.formats.markdown import grammar
from quiz.formats.markdown.blocks import Line, Mark, marked
from quiz.formats.markdown.bullets import depth_of, entry_of
from quiz.formats.markdown.dialect import Found
from quiz.formats.markdown.front import DEFAULT_FIELDS, declares_types, read_front
from quiz.formats.markdown.lines import Lines
from quiz.formats.markdown.questions import sign_of
from quiz.formats.markdown.table import header_of, row_of, same_header
from quiz.text import WHITE_SPACE, storable_line

DECK, TABLE, BULLETS, QUESTIONS, HEADINGS = "deck", "table", "bullets", "questions", "headings"

_OTHERS = (TABLE, BULLETS, QUESTIONS, HEADINGS)
_BEGINNING = 1 << 16
_LEAST_LINES = 3
_END = Line(0, Mark.BLANK, "")


def detected(lines: Lines, *, is_named: bool = False) -> Found | None:
    """Return the dialect of a file with these lines, nothing where it is in none.

    ``is_named`` tells that a person named the format: what is in none is one of the deck format then. Raises
    :class:`QuizError` where a front matter never ends, or a comment that may hide everything.
    """
    front = read_front(lines, _ignored)
    if declares_types(front.values):
        return Found(DECK)
    evidence = _Evidence(has_front=front.is_there)
    try:
        _look_through(lines, evidence)
    except QuizError:
        # What looks like a comment may be part of a block, in which it need not end.
        if evidence.found() is None and not is_named:
            raise
    return evidence.found() or (Found(DECK) if is_named else None)


def _look_through(lines: Lines, evidence: "_Evidence") -> None:
    size = 0
    for count, (line, following) in enumerate(pairwise(_with_end(marked(lines, _ignored))), 1):
        evidence.see(line, following)
        size += len(line.text) + 1
        if size > _BEGINNING and count >= _LEAST_LINES and evidence.found():
            return


def _ignored(_number: int, _reason: str) -> None:
    """Leave it to the reader to report it."""


def _with_end(lines: Iterable[Line]) -> Iterable[Line]:
    yield from lines
    yield _END


class _Evidence:
    """What speaks for each dialect in the lines that were seen."""

    def __init__(self, *, has_front: bool) -> None:
        self._may_be_deck = has_front
        self._in_category = False
        self._points: Counter[str] = Counter()
        self._answered: Counter[int] = Counter()
        self._noted: Counter[int] = Counter()
        self._titles: list[str] = []
        self._first_level = 0
        self._heading = 0
        self._depth: int | None = None
        self._header: tuple[str, ...] = ()
        self._table: tuple[str, ...] = ()
        self._has_rows = False
        self._asked = self._answering = False

    def see(self, line: Line, following: Line) -> None:
        """Look at a line, with the one that follows."""
        # Also one such as “## A: First”, which might be an answer. What is indented may be part of a note.
        if line.level in (1, 2) and line.text.startswith("#"):
            self._in_category = grammar.is_heading(line.text)
        if line.mark is Mark.BLANK:
            self._table = ()
        elif self._is_below(line):
            return
        elif line.mark is Mark.RULE or (line.mark is Mark.HEADING and sign_of(line) is None):
            self._leave(line)
        elif not self._answering or self._is_question(line):
            self._see_text(line, following)

    def _is_below(self, line: Line) -> bool:
        """Tell whether a line is indented below a note, and leave the note where it is not."""
        if self._depth is not None and depth_of(line.text) > self._depth:
            return True
        self._depth = None
        return False

    def _leave(self, line: Line) -> None:
        """Come to a line that ends what stands above it."""
        self._asked = self._answering = False
        self._table = ()
        self._heading = line.level if line.title else 0
        self._first_level = self._first_level or line.level
        if line.level == 1:
            self._titles.append(line.title)

    def _see_text(self, line: Line, following: Line) -> None:
        if not self._has_mark(line, following):
            is_note = self._is_deck_note(line, following)
            if self._heading:
                (self._noted if is_note else self._answered)[self._heading] += 1
        self._heading = 0

    def _has_mark(self, line: Line, following: Line) -> bool:
        """Tell whether a line is part of a table, a question or a list, and count it."""
        return (
            self._is_in_table(line, following)
            or self._is_question(line)
            or self._is_answer(line)
            or self._is_entry(line)
        )

    def _is_in_table(self, line: Line, following: Line) -> bool:
        if self._table and line.mark is Mark.TEXT and "|" in line.text:
            fits = len(row_of(line.text, len(self._table))) == len(self._table)
            self._points[TABLE] += self._has_rows and fits and same_header(self._table, self._header)
            self._has_rows = True
            return True
        self._table, self._has_rows = header_of(line, following), False
        self._header = self._header or self._table
        return bool(self._table)

    def _is_question(self, line: Line) -> bool:
        sign = sign_of(line)
        if sign is None or not sign.asks:
            return False
        self._asked, self._answering = True, False
        return True

    def _is_answer(self, line: Line) -> bool:
        if not self._asked or sign_of(line) is None:
            return False
        self._points[QUESTIONS] += 1
        self._asked, self._answering = False, True
        return True

    def _is_entry(self, line: Line) -> bool:
        entry = entry_of(line.text) if line.mark is Mark.TEXT else None
        if entry is None or entry.meaning is None:
            return False
        self._points[BULLETS] += 1
        self._depth = entry.depth
        return True

    def _is_deck_note(self, line: Line, following: Line) -> bool:
        if line.mark is not Mark.TEXT or not _is_note(line.text, following):
            return False
        self._points[DECK] += 1
        self._may_be_deck = self._may_be_deck or self._in_category
        self._depth = 0
        return True

    def found(self) -> Found | None:
        """Return the dialect that most speaks for, nothing where that would be the deck format and it can't be."""
        title = self._title()
        answered = self._answered if self._may_be_deck else self._answered + self._noted
        answered = Counter({level: count for level, count in answered.items() if not (title and level == 1)})
        most = max(answered.values(), default=0)
        level = max((level for level, count in answered.items() if 2 * count > most), default=0)
        points = Counter({**self._points, HEADINGS: answered[level]})
        points[TABLE] = max(points[TABLE], bool(self._header))
        other = max(_OTHERS, key=points.__getitem__)
        if self._may_be_deck and points[DECK] >= points[other]:
            return Found(DECK)
        if not points[other] or (not self._may_be_deck and points[DECK] > 2 * points[other]):
            return None
        return Found(other, title, level, self._header)

    def _title(self) -> str:
        """Return the heading that names the deck, if there is one."""
        if self._first_level != 1 or len(self._titles) > 1:
            return ""
        try:
            return storable_line(self._titles[0])
        except QuizError:
            return ""


def _is_note(text: str, following: Line) -> bool:
    """Tell whether a line begins a note of the deck format."""
    if text[0] in WHITE_SPACE:
        return False
    try:
        _key, rest = grammar.key_and_rest(text)
        if rest:
            return bool(grammar.split_values(rest, DEFAULT_FIELDS[1:]))
    except QuizError:
        return False
    return following.mark is Mark.TEXT and grammar.field(following.text) is not None
