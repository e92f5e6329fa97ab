"""The browser: find cards and notes by a query, look at them, and change one or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from quiz.cards import Note
from quiz.rewording import edited
from quiz.sessions import Start, drill_of
from quiz.tui.screens.browse_changes import BrowseChanges
from quiz.tui.screens.browse_finding import Wanted
from quiz.tui.screens.browse_making import Step
from quiz.tui.widgets.line_table import LineTable
from quiz.tui.widgets.query_input import QueryInput

if TYPE_CHECKING:
    from quiz.query.completing import Vocabulary

_NEED_NO_LINE = frozenset(
    f"browse.{name}" for name in ("filter", "notes", "preview", "sort", "columns", "searches", "duplicates", "close")
)
"""The actions that can be done where nothing is found."""

_AT_REST = 0.5
"""How many seconds after the screen was opened names are read."""


class BrowseScreen(BrowseChanges):
    """All cards and notes in a table. Letters are keys, unless a query is being written."""

    PLACES = ("browse", "filter")

    _marked_last = 0

    def opened(self) -> None:
        """Find everything, or what the query says that the screen begins with."""
        self.find(Wanted(self.query_one(QueryInput).value))
        self.set_timer(_AT_REST, self._read_ahead)

    def _read_ahead(self) -> None:
        """Read the names that queries can have, in a thread, before the first one is written."""
        self.run_worker(self._read_vocabulary, thread=True, exit_on_error=False)

    def _read_vocabulary(self) -> None:
        vocabulary = self.quiz.program.store.vocabulary()
        self.app.call_from_thread(self._was_read, vocabulary)

    def _was_read(self, vocabulary: Vocabulary) -> None:
        if self.is_attached:
            self.query_one(QueryInput).vocabulary = vocabulary

    def on_screen_resume(self) -> None:
        """Find again what may have been changed on another screen."""
        if self.found is not None and self.quiz.ready:
            self.find_again()

    def settings_changed(self) -> None:
        """Show everything in another language, or with other columns."""
        if self.found is not None:
            self.show_found(self.found)
        self.redraw()

    def is_available(self, name: str) -> bool:
        """Tell what can be done now: writing a query, or with lines of the table."""
        if name.startswith("filter."):
            return self.is_typing and (name != "filter.complete" or bool(self.query_one(QueryInput).completions()))
        if self.is_typing:
            return False
        if name == "browse.undo":
            return bool(self.quiz.changes)
        if name == "browse.add_filter":
            return bool(self.wanted.text.strip()) and self.problem is None
        if name == "browse.left":
            return self.table.hides_left
        if name == "browse.right":
            return self.table.hides_right
        return not name.startswith("browse.") or name in _NEED_NO_LINE or bool(self.ids)

    # Writing a query

    def action_filter(self) -> None:
        """Write a query."""
        self.query_one(QueryInput).focus()
        self.show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the table follow what is typed."""
        if event.value != self.wanted.text:
            self.find_as_typed(event.value)
        self.show_below_query()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to what was found."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Go to what was found."""
        self.set_focus(None)
        self.show()

    def action_leave(self) -> None:
        """Go back to the table."""
        self.action_take()

    def action_complete(self) -> None:
        """Take what is offered first."""
        self.query_one(QueryInput).complete()

    def action_clear(self) -> None:
        """Find everything again."""
        self.query_one(QueryInput).value = ""

    # Moving

    def _go_to(self, index: int) -> None:
        self.table.select(index)
        self.show_selected()

    def action_down(self) -> None:
        """Go to the next line."""
        self._go_to(self.table.selected + 1)

    def action_up(self) -> None:
        """Go to the line before."""
        self._go_to(self.table.selected - 1)

    def action_page_down(self) -> None:
        """Go down by as many lines as are seen."""
        self._go_to(self.table.selected + self.table.lines)

    def action_page_up(self) -> None:
        """Go up by as many lines as are seen."""
        self._go_to(self.table.selected - self.table.lines)

    def action_first(self) -> None:
        """Go to the first line."""
        self._go_to(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self._go_to(len(self.ids) - 1)

    def action_right(self) -> None:
        """Show the columns further right."""
        self.table.show_columns_from(self.table.first_column + 1)

    def action_left(self) -> None:
        """Show the columns further left."""
        self.table.show_columns_from(self.table.first_column - 1)

    def on_line_table_chosen(self, message: LineTable.Chosen) -> None:
        """Go to the line that was clicked, and open it with a second click."""
        if self.is_typing:
            self.action_take()
        if message.again:
            self.action_open()
        else:
            self._go_to(message.index)

    # Marking

    def action_mark(self) -> None:
        """Mark the line, or take its mark away, and go on to the next one."""
        number = self.selected_id
        if number is not None:
            self.marked ^= {number}
            self._marked_last = self.table.selected
            self.table.read_again()
            self.action_down()

    def action_mark_range(self) -> None:
        """Mark all lines from the one that was marked last to the selected one."""
        first, last = sorted((min(self._marked_last, len(self.ids) - 1), self.table.selected))
        self.marked |= set(self.ids[first : last + 1])
        self._marked_last = self.table.selected
        self.show_marks()

    def action_mark_all(self) -> None:
        """Mark all lines; where all are, take all marks away."""
        everything = set(self.ids)
        self.marked = set() if self.marked >= everything else self.marked | everything
        self.show_marks()

    # Where lines lead to

    def action_open(self) -> None:
        """Show what is known of the card, or the cards of the note."""
        number = self.selected_id
        if number is None:
            return
        if self.wanted.notes:
            from quiz.tui.screens.note_cards import NoteCards  # noqa: PLC0415  loaded when it is first needed

            self.app.push_screen(NoteCards(number))
            return
        from quiz.tui.screens.card_info import card_info  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(card_info(self.quiz.program, number))

    def action_edit(self) -> None:
        """Change the note."""
        from quiz.tui.screens.note_form import NoteForm  # noqa: PLC0415  loaded when it is first needed

        number = self.selected_id
        found = self.read_lines([number], notes=self.wanted.notes) if number is not None else ()
        if found and not self.is_busy():
            before = found[0].note

            def written(after: Note | None) -> None:
                if after is not None:
                    self.made(Step(edited(before, after), of_notes=True))

            self.app.push_screen(NoteForm(found[0].home, before), written)

    def action_study(self) -> None:
        """Study what is marked, or the selected line, outside the schedule."""
        from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  loaded when it is first needed

        start = Start(cram=True)
        self.app.push_screen(StudyScreen(start, asking=drill_of(self.quiz.program, self.target_cards(), start)))

    def action_session(self) -> None:
        """Choose a session of what was found."""
        from quiz.tui.screens.session import SessionScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(SessionScreen(where=self.wanted.text), self._study)

    def _study(self, start: Start | None) -> None:
        if start is not None:
            from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  loaded when it is first needed

            self.app.push_screen(StudyScreen(start))
