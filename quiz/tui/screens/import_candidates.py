"""The files that may be imported: what a person wants with each, and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from quiz.errors import QuizError
from quiz.formats import FORMATS, SourceFile
from quiz.import_wishes import mapping_of, mapping_text, paths_of
from quiz.importing import HowToRead, Imported, files_of, source_file
from quiz.locale import _, ngettext
from quiz.text import literal, one_line

READABLE = ["", *(name for name, known in FORMATS.items() if known.read)]
"""The formats that can be chosen for a file; the first one is that which is found."""


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
    line in which that is written. One that is not ``taken`` is left out, one that is ``refused`` is no file at all.
    """

    file: SourceFile
    wish: Wish = field(default_factory=Wish)
    looked: Wish | None = None
    done: Imported | None = None
    problem: QuizError | None = None
    usual: Mapping[str, str] = field(default_factory=dict)
    columns: str = ""
    taken: bool = True
    refused: QuizError | None = None

    @property
    def name(self) -> str:
        """The name of the file without its folders."""
        return one_line(Path(self.file.name).name)

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
    def own_deck(self) -> str:
        """The deck that it goes into unless a person names one; none where there are several."""
        return self.done.report.deck if self.done and not self.done.report.others else ""

    def take_format(self, name: str) -> None:
        """Want it to be read in another format, of which nothing is known yet."""
        self.wish = replace(self.wish, how=HowToRead(name))
        self.usual, self.columns = {}, self.shown_columns

    def take_deck(self, name: str) -> None:
        """Want it to go into a deck; without a name, or with that of its own, into that."""
        own = self.done.source.draft.name if self.done else ""
        self.wish = replace(self.wish, into="" if name == own else name)

    def take_columns(self) -> None:
        """Want the columns to be what is written. Raises :class:`QuizError` where that can't be understood."""
        written = mapping_of(self.columns)
        fields = {title: name for title, name in written.items() if self.usual.get(title) != name}
        self.wish = replace(self.wish, how=replace(self.wish.how, fields=fields))

    def found(self, wish: Wish, done: Imported | None, problem: QuizError | None) -> None:
        """Take what was found by a wish. Where nothing could be read, what was found before stays to be seen."""
        self.looked, self.problem = wish, problem
        if done is None:
            return
        self.done = done
        if not wish.how.fields:
            self.usual = done.source.columns
        self.columns = self.shown_columns

    def state(self) -> str:
        """Return in a few words what an import does with it."""
        if not self.taken:
            return _("left out")
        if self.problem is not None or self.done is None:
            return one_line(self.problem.message) if self.problem else "…"
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
            found += [Candidate(_regular(path)) for path in files_of([wanted])]
        except QuizError as error:
            found.append(Candidate(SourceFile(wanted), refused=error))
    return found


def _regular(path: str) -> SourceFile:
    """Return a file. Raises :class:`QuizError` for pipes, which could be read but once, and for devices."""
    file = source_file(path)
    with suppress(OSError, ValueError):
        if Path(path).is_fifo() or Path(path).is_socket():
            raise QuizError(_("{file} is no file.").format(file=literal(path)), _("Name a file with a deck."))
    return file
