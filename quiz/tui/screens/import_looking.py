"""What the import screen does: it looks at files in a thread whenever something else is wanted, and imports them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Input

from quiz.errors import QuizError
from quiz.import_texts import imported_text
from quiz.locale import _, current
from quiz.store import ImportReport
from quiz.tui.screens.import_candidates import READABLE, Candidate, candidates_of
from quiz.tui.screens.import_running import ImportRunning
from quiz.tui.screens.import_work import Found, Work, look, write
from quiz.tui.widgets.import_lists import FileList, NoteList
from quiz.tui.widgets.path_input import PathInput
from quiz.tui.widgets.value_line import ValueLine

_PAUSE = 0.3
"""How many seconds after the last letter, or another format, is it looked at what an import would do."""


class ImportLooking(ImportRunning):
    """What is wanted, what was found, and what is going on; what it looks like is in the screen itself."""

    def __init__(self) -> None:
        super().__init__()
        self.candidates: list[Candidate] = []
        self.selected = 0
        self.note = 0
        self._looked_line = ""
        self._language = current()
        self.names: list[str] = []
        self._pause: Timer | None = None

    @property
    def line(self) -> str:
        """The line in which the files are named."""
        return self.query_one(PathInput).value.strip()

    @property
    def current(self) -> Candidate | None:
        """The file on which the lines of the form act."""
        return self.candidates[self.selected] if self.candidates else None

    @property
    def is_looked_at(self) -> bool:
        """Whether what is shown is what Enter would import."""
        wanted = [one for one in self.candidates if one.taken]
        return bool(self.candidates) and self.line == self._looked_line and all(one.is_current for one in wanted)

    @property
    def ready(self) -> list[Candidate]:
        """The files that Enter would import."""
        return [one for one in self.candidates if one.is_ready]

    @property
    def understood(self) -> VerticalScroll:
        """What was found, as lines that can be scrolled."""
        return self.query_one("#understood", VerticalScroll)

    # What a person does

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was said about the text before holds no more."""
        self.problem, self.names, self.said = None, [], ""
        one = self.current
        if isinstance(event.input, PathInput):
            if self.line != self._looked_line:
                self.give_up_work()
                self.candidates, self._looked_line = [], ""
        elif one is not None and event.input.id == "columns":
            one.columns = event.value
        elif one is not None:
            one.take_deck(event.value.strip())
            self._look_later()
        self.show()

    def on_value_line_changed(self) -> None:
        """Read the file in another format."""
        if (one := self.current) is not None:
            one.take_format(READABLE[self.query_one(ValueLine).index])
            self._look_later()
            self.show()

    def on_path_input_several(self, message: PathInput.Several) -> None:
        """Show how the path can go on."""
        self.names = message.names
        self.call_after_refresh(self.show)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look at the files, or import what was seen of them."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Look at the files, or import what was seen of them."""
        if self.work is not None or not self.line:
            return
        self.said, self.problem = "", None
        if self.line != self._looked_line or not self.candidates:
            self._look(self.line, [])
        elif not self.is_looked_at:
            self._look_again(entered=True)
        elif self.ready:
            self._write(self.ready)

    def action_close(self) -> None:
        """Stop what is going on, or go back without importing."""
        if self.work is None:
            self.dismiss(None)
        elif self.work.writes:
            self.work.stop.set()
        else:
            self.give_up_work()
            self.said = _("Stopped.")
            self.show()

    def action_forward(self) -> None:
        """Take the next format."""
        self.query_one(ValueLine).step(1)

    def action_back(self) -> None:
        """Take the format before."""
        self.query_one(ValueLine).step(-1)

    def action_down(self) -> None:
        """Go to the next file, or the next note."""
        self._move(1)

    def action_up(self) -> None:
        """Go to the file before, or the note before."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Scroll the report down."""
        self.understood.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the report up."""
        self.understood.scroll_page_up(animate=False)

    def _move(self, by: int) -> None:
        if len(self.candidates) < 2 or isinstance(self.focused, NoteList):
            self._choose_note(self.note + by)
        else:
            self._choose(self.selected + by)

    def action_switch(self) -> None:
        """Leave the selected file out, or import it after all."""
        if (one := self.current) is not None and self.work is None:
            one.taken = not one.taken
            self.show()

    def on_file_list_chosen(self, message: FileList.Chosen) -> None:
        """Go to the file that was clicked; with a second click leave it out, or import it after all."""
        if message.again:
            self.action_switch()
        else:
            self._choose(message.index)

    def on_note_list_chosen(self, message: NoteList.Chosen) -> None:
        """Show the note that was clicked."""
        self._choose_note(message.index)

    def _choose(self, index: int) -> None:
        self.selected, self.note = max(0, min(index, len(self.candidates) - 1)), 0
        self._fill_form(anew=True)
        self.show()

    def _choose_note(self, index: int) -> None:
        done = self.current.done if self.current else None
        self.note = max(0, min(index, len(done.first) - 1)) if done else 0
        self.show()

    def _fill_form(self, *, anew: bool = False) -> None:
        """Write into the lines of the form what holds for the selected file.

        What is being written stays, unless that was about another file.
        """
        one = self.current
        if one is None:
            return
        self.query_one(ValueLine).index = READABLE.index(one.wish.how.format)
        with self.prevent(Input.Changed):
            for name, text in (("#columns", one.columns), ("#deck", one.wish.into)):
                field = self.query_one(name, Input)
                is_written = field.has_focus and name == "#deck" and not anew
                if field.value != text and not is_written:
                    field.value = text
                    field.cursor_position = len(text)

    def settings_changed(self) -> None:
        """Look at the files once more in another language: what is said of them was put into words meanwhile."""
        if current() != self._language:
            self._language = current()
            self._look_anew()
        super().settings_changed()

    def _look_anew(self) -> None:
        """Look once more at everything that was looked at, or is just being."""
        if self.work is not None and self.work.writes:
            return
        is_looking = self.work is not None
        self.give_up_work()
        self.problem, self.said = None, ""
        for one in self.candidates:
            one.forget()
        if self.candidates:
            self._look("", self.candidates)
        elif is_looking:
            self._look(self.line, [])

    # What is done in a thread

    def _look_later(self) -> None:
        self.give_up_work()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look_again)

    def _look_again(self, *, entered: bool = False) -> None:
        """Look at the files of which something else is wanted than before.

        Columns that are being written are taken only when they were ``entered``.
        """
        is_written = self.query_one("#columns", Input).has_focus and not entered
        stale = [one for one in self.candidates if one.taken and not one.is_current]
        for one in stale:
            if is_written and one is self.current:
                continue
            try:
                one.take_columns()
            except QuizError as error:
                one.problem = error
                return self.show()
        if stale and self.work is None:
            self._look("", stale)
        return None

    def _look(self, named: str, chosen: Sequence[Candidate]) -> None:
        """Find out what the import of some files would do, or of those that a line names."""
        work = Work()
        self.begin_work(work, lambda: self._look_in_thread(work, named, chosen))

    def _write(self, chosen: Sequence[Candidate]) -> None:
        """Import, all or none, exactly what was seen."""
        work, program = Work(writes=True, count=len(chosen)), self.quiz.program
        self.begin_work(work, lambda: self.hand_over(work, self._written, write(program, work, chosen)))

    def _look_in_thread(self, work: Work, named: str, chosen: Sequence[Candidate]) -> None:
        if named:
            chosen = candidates_of(named)
            self.hand_over(work, self._named, named, chosen)
        work.count = len(chosen)
        for one in chosen:
            self.hand_over(work, self._found, one, look(self.quiz.program, work, one))
        self.hand_over(work, self._ended)

    # What comes of it

    def _named(self, named: str, candidates: list[Candidate]) -> None:
        self.candidates, self._looked_line, self.selected, self.note = candidates, named, 0, 0
        self.names = []
        self._fill_form(anew=True)
        self.show()

    def _found(self, one: Candidate, found: Found) -> None:
        columns = self.query_one("#columns", Input)
        if one is self.current and columns.has_focus:
            one.columns = columns.value  # its message may not have come yet
        one.found(found.wish, found.done, found.problem)
        if one is self.current:
            self.note = 0
            self._fill_form()
        self.show()

    def _ended(self) -> None:
        self.end_work()
        listed = self.query_one(FileList)
        self.show()
        if len(self.candidates) > 1 and isinstance(self.focused, PathInput):
            listed.focus()

    def _written(self, reports: list[ImportReport]) -> None:
        self.end_work()
        self.quiz.say(imported_text(reports))
        self.dismiss(reports[0].deck)
