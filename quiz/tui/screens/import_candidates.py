"""The files that may be imported: what a person wants with each, and what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from quiz.errors import QuizError
from quiz.formats import FORMATS, SourceFile
from quiz.import_wishes import mapping_of, mapping_text, paths_of
from quiz.importing import HowToRead, Imported, files_of, source_file
from quiz.locale import _, ngettext
from quiz.text import literal, one_line, width
from quiz.wrapping import cut

READABLE = ["", *(name for name, known in FORMATS.items() if known.read)]
"""The formats that can be chosen for a file; the first one is that which is found."""


_LONGEST_NAME = 40
"""How many cells the name of a file takes where something is said of it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be read, and into which deck; without one into that which it names."""

    how: HowToRead = field(default_factory=HowToRead)
    into: str = ""


@dataclass(slots=True)
class Candidate:
    """A file, and what was found in it.

    ``looked`` is the wish by which it was looked at last, with what its import would do in ``done``, or with the
    ``problem`` that there was. ``usual`` has what its columns are unless a person wants something else, ``columns`` the
    line in which that is written, and ``heard`` what that was when it was last understood. ``read_as`` is how it was
    read when that was possible, ``own_deck`` the deck into which it goes unless a person names one, nothing where there
    are several. One that is not ``taken`` is left out, one that is ``refused`` is no file at all. ``name`` is as much
    of its path as tells it from the other files.
    """

    file: SourceFile
    wish: Wish = field(default_factory=Wish)
    looked: Wish | None = None
    done: Imported | None = None
    problem: QuizError | None = None
    usual: Mapping[str, str] = field(default_factory=dict)
    columns: str = ""
    heard: str = ""
    read_as: HowToRead | None = None
    own_deck: str = ""
    taken: bool = True
    refused: QuizError | None = None
    name: str = ""

    @property
    def is_current(self) -> bool:
        """Whether it was looked at as it is wanted now."""
        return self.looked == self.wish and self.columns == self.shown_columns

    @property
    def is_ready(self) -> bool:
        """Whether it is to be imported, and can be."""
        return self.taken and self.is_current and self.done is not None and self.problem is None

    @property
    def shown_columns(self) -> str:
        """The line in which it is written what its columns became."""
        return mapping_text(self.done.source.columns) if self.done else ""

    @property
    def changes(self) -> int:
        """How many notes an import adds or changes."""
        return sum(report.added + report.changed for report in self.done.report.all()) if self.done else 0

    @property
    def reviews(self) -> int:
        """How many entries of the history an import adds."""
        return sum(report.reviews for report in self.done.report.all()) if self.done else 0

    @property
    def understood(self) -> Imported | None:
        """What was found in it, unless it is to be read in another way and can't be."""
        done = self.done
        if done is None or self.problem is None:
            return done
        is_read = self.read_as == self.wish.how and self.columns == self.shown_columns
        return done if is_read else None

    @property
    def decks(self) -> set[str]:
        """The names of the decks into which it goes."""
        return {report.deck for report in self.done.report.all()} if self.done and self.is_ready else set()

    @property
    def said(self) -> QuizError | None:
        """The problem that there was, with the name of the file where its long path would hide the reason."""
        path = literal(self.file.name)
        if self.problem is None or width(path) <= _LONGEST_NAME:
            return self.problem
        return QuizError(self.problem.message.replace(path, cut(self.name, _LONGEST_NAME)), self.problem.hint)

    def take_format(self, name: str) -> None:
        """Want it to be read in another format, of which nothing is known yet."""
        self.wish = replace(self.wish, how=HowToRead(name))
        self.usual, self.columns, self.heard = {}, self.shown_columns, self.shown_columns

    def take_deck(self, name: str) -> None:
        """Want it to go into a deck; without a name, or with that of its own, into that."""
        self.wish = replace(self.wish, into="" if name == self.own_deck else name)

    def take_columns(self) -> None:
        """Want the columns to be what is written. Raises :class:`QuizError` where that can't be understood."""
        written = mapping_of(self.columns)
        fields = {title: name for title, name in written.items() if self.usual.get(title) != name}
        self.wish, self.heard = replace(self.wish, how=replace(self.wish.how, fields=fields)), self.columns

    def found(self, wish: Wish, done: Imported | None, problem: QuizError | None) -> None:
        """Take what was found by a wish; columns that are being written anew meanwhile stay as they are written."""
        self.looked, self.problem = wish, problem
        if done is None:
            if self.read_as is not None and self.read_as.format != wish.how.format:
                self._know_nothing()
            return
        self.done, self.read_as = done, wish.how
        if not wish.how.fields:
            self.usual = done.source.columns
        if not wish.into:
            self.own_deck = "" if done.report.others else done.report.deck
        if self.columns == self.heard:
            self.columns = self.heard = self.shown_columns

    def _know_nothing(self) -> None:
        """Forget what was found in another format."""
        self.done = self.read_as = None
        self.usual, self.columns, self.heard = {}, "", ""

    def forget(self) -> None:
        """Have it looked at once more."""
        self.looked = None

    def state(self) -> str:
        """Return in a few words what an import does with it."""
        if not self.taken:
            return _("left out")
        if self.problem is not None or self.done is None:
            return one_line(self.said.message) if self.said else "…"
        report = self.done.report
        notes = ngettext("{count} note", "{count} notes", report.all_read).format(count=report.all_read)
        changes = ngettext("{count} to import", "{count} to import", self.changes).format(count=self.changes)
        unread = sum(len(each.unread) for each in report.all())
        lines = ngettext("{count} line not read", "{count} lines not read", unread).format(count=unread)
        return " · ".join([notes, *([changes] if self.changes < report.all_read else []), *([lines] if unread else [])])


def candidates_of(line: str) -> list[Candidate]:
    """Return the files that a line names, those in folders as well; what is no file at all is refused.

    Raises :class:`QuizError` where the line can't be understood.
    """
    found: list[Candidate] = []
    for wanted in paths_of(line):
        try:
            found += [Candidate(_regular(path), name=_below(wanted, path)) for path in files_of([wanted])]
        except QuizError as error:
            found.append(Candidate(SourceFile(wanted), refused=error, name=wanted))
    _name_shortly(found)
    return found


def _below(wanted: str, path: str) -> str:
    """Return the path of a file as it is below the folder that was named, or as that of the file was."""
    return path if path == wanted else str(Path(path).relative_to(wanted))


def _name_shortly(found: Sequence[Candidate]) -> None:
    """Name files without their folders; those of one name by the shortest path by which they can be told apart."""
    bare = Counter(Path(one.file.name).name for one in found)
    below = Counter(one.name for one in found)
    for one in found:
        name = Path(one.file.name).name
        if bare[name] > 1:
            name = one.name if below[one.name] == 1 else one.file.name
        one.name = one_line(name)


def _regular(path: str) -> SourceFile:
    """Return a file. Raises :class:`QuizError` for pipes, which could be read but once, and for devices."""
    file = source_file(path)
    with suppress(OSError, ValueError):
        if Path(path).is_fifo() or Path(path).is_socket():
            raise QuizError(_("{file} is no file.").format(file=literal(path)), _("Name a file with a deck."))
    return file
