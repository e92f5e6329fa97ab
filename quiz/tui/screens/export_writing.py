"""Writing what the export screen has chosen: in a thread, with its progress; Escape gives it up and leaves nothing."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from quiz.errors import QuizError, unforeseen
from quiz.exporting import Chosen
from quiz.formats import FORMATS
from quiz.locale import _, ngettext
from quiz.text import literal, one_line
from quiz.tui.screens.counting import CountingForm
from quiz.tui.screens.export_choices import DECK, FILE, Found, Mistake, StoppedError, Wanted, query_of
from quiz.tui.screens.export_file import path_of, question_about
from quiz.written_files import Writing, WrittenFile, file_names

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.cards import Note
    from quiz.copying import Copy
    from quiz.filters import Filter

_STEPS = 50
"""So often it is shown how far writing has come."""
_FEW = 200
"""After so many notes at the earliest."""


class ExportWriting(CountingForm[bool, Wanted, Found]):
    """The part of the export screen that does what is chosen. Its result is whether that was done."""

    refused: Mistake | None = None
    """What was wrong when it was tried, until something is changed."""
    done: int | None = None
    """How many notes are written so far, while that is being done."""
    _agreed: str = ""
    """The path for which it was asked whether the file may be overwritten."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    @property
    @abstractmethod
    def path(self) -> str:
        """The path as it was typed."""

    @abstractmethod
    def show_progress(self) -> None:
        """Show how many notes are written so far."""

    @property
    def is_writing(self) -> bool:
        """Whether something is being written."""
        return self.done is not None

    @property
    def overwrites(self) -> bool:
        """Whether it was asked if the file may be overwritten."""
        return bool(self._agreed) and self._agreed == self.path

    def accept(self, found: Found) -> None:
        """Do what is chosen, or show why that is not possible, as soon as it is known how the result begins."""
        if not found.is_whole:
            self._accepts = True
        elif found.picked is None or found.mistake is not None or self.is_writing:
            self.show()
        elif not found.picked.notes and self.wanted.selection.has_conditions:
            self._refuse("query", QuizError(_("No note fits this selection."), _("Leave something out of it.")))
        elif self.wanted.into == FILE:
            self._begin(found.picked)
        elif self.wanted.into == DECK:
            self._copy(found.picked)
        else:
            self._keep_filter()

    def _refuse(self, line: str, error: QuizError) -> None:
        self.refused = Mistake(line, error)
        self.show()

    # Into a file

    def _begin(self, picked: Chosen) -> None:
        """Begin to write; where files are there, ask first whether they may go."""
        agreed, self._agreed = self.overwrites, ""
        try:
            path = path_of(self.path)
        except QuizError as error:
            self._refuse("file", error)
            return
        question = None if agreed else question_about(_files(path, picked, self.wanted))
        if question is None:
            self._write(path, picked, force=agreed)
        else:
            self._agreed = self.path
            self._refuse("file", question)

    def _write(self, path: Path, picked: Chosen, *, force: bool) -> None:
        wanted = self.wanted
        self.done, self.refused = 0, None
        self._stop.clear()
        watch = partial(self._watched, max(_FEW, len(picked.notes) // _STEPS))
        writing = Writing(self.quiz.program, wanted.selection, FORMATS[wanted.format], watch=watch)
        write = partial(writing.folder if wanted.folder else writing.file, path, picked, force=force)
        self.run_worker(partial(self._write_in_thread, write, path), thread=True, group="write", exit_on_error=False)
        self.show()

    def _watched(self, step: int, notes: Iterable[Note]) -> Iterator[Note]:
        """Hand notes on, in the thread, and show after each ``step`` how many these were."""
        for number, note in enumerate(notes):
            if self._stop.is_set():
                raise StoppedError
            if number and not number % step:
                self.app.call_from_thread(self._progressed, number)
            yield note

    def _write_in_thread(self, write: Callable[[], WrittenFile | list[WrittenFile]], path: Path) -> None:
        try:
            written = write()
        except StoppedError:
            self._tell(self._stopped)
        except QuizError as error:
            self._tell(partial(self._failed, error))
        except Exception as error:  # the outermost edge of a worker
            self._tell(partial(self._failed, unforeseen(error)))
        else:
            self._tell(partial(self._written, path, written if isinstance(written, list) else [written]))

    def _tell(self, what: Callable[[], None]) -> None:
        """Tell the screen, unless it was left meanwhile."""
        if self.is_attached:
            self.app.call_from_thread(what)

    def _progressed(self, notes: int) -> None:
        if self.is_writing and self.is_attached:
            self.done = notes
            self.show_progress()

    def _stopped(self) -> None:
        self.quiz.say(_("Nothing was written."))
        self._go_on()

    def _failed(self, error: QuizError) -> None:
        self.refused = Mistake("file", error)
        self._go_on()

    def _go_on(self) -> None:
        """Let the form be changed again."""
        self.done = None
        self.show()
        self.query_one("#file").focus()

    def _written(self, path: Path, files: list[WrittenFile]) -> None:
        count = sum(each.notes for each in files)
        if len(files) == 1:
            said = ngettext("{count} note written to {file}.", "{count} notes written to {file}.", count)
        else:
            said = ngettext(
                "{count} note written to {number} files in {file}.",
                "{count} notes written to {number} files in {file}.",
                count,
            )
        place = files[0].path if len(files) == 1 else path
        self._ended(said.format(count=count, number=len(files), file=literal(str(place))))

    def _ended(self, said: str) -> None:
        self.done = None
        self.quiz.say(said)
        self.dismiss(True)

    def action_close(self) -> None:
        """Give up what is being written, or leave."""
        if self.is_writing:
            self._stop.set()
        else:
            self.dismiss(False)

    def on_unmount(self) -> None:
        """Give up what is being written when the program ends: nothing is left behind then, either."""
        self._stop.set()

    # Into a deck or a filter

    def _copy(self, picked: Chosen) -> None:
        from quiz.tui.screens.browse_copy import CopyScreen  # noqa: PLC0415  loaded when it is first needed

        def copied(made: Copy | None) -> None:
            if made is not None:
                count, name = made.notes, one_line(made.deck.name)
                said = ngettext("{count} note copied into “{deck}”.", "{count} notes copied into “{deck}”.", count)
                self._ended(said.format(count=count, deck=name))

        self.app.push_screen(CopyScreen(picked.notes), copied)

    def _keep_filter(self) -> None:
        from quiz.tui.screens.filter_form import FilterScreen  # noqa: PLC0415  loaded when it is first needed

        def kept(made: Filter | None) -> None:
            if made is not None:
                self._ended(_("The filter “{name}” is at home, below the decks.").format(name=one_line(made.name)))

        self.app.push_screen(FilterScreen(query_of(self.wanted.selection)), kept)


def _files(path: Path, picked: Chosen, wanted: Wanted) -> list[Path]:
    """Return the files that would be written."""
    if not wanted.folder:
        return [path]
    return [path / name for name in file_names(picked.decks, FORMATS[wanted.format]).values()]
