"""The backups of the database: when and why each was made, what is in it; a new one is made, or one is restored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz import safekeeping
from quiz.backup_texts import contents_text, reason_text, size_text, when_text
from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.safekeeping import Listed
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.backups_restore import RestoreScreen
from quiz.tui.screens.pick import Choice, ChoiceList
from quiz.tui.screens.working_list import WorkingList
from quiz.tui.text import QUIET, paragraph, rows

if TYPE_CHECKING:
    from quiz.store.restoring import Change


class BackupsScreen(WorkingList[Path]):
    """The list, the newest first. Its result, where the database was restored, is the backup that it was brought from.

    What takes long is done in a thread, one thing at a time; ``doing`` says what.
    """

    PLACES = ("dialog", "list", "backups")
    CSS = """
    BackupsScreen {
        #about { height: auto; min-height: 2; margin-top: 1; }
        ChoiceList { max-height: 12; }
        &.-short ChoiceList { max-height: 8; }
        &.-low ChoiceList { max-height: 5; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.backups: Sequence[Listed] | None = None
        self._said = ""
        self._is_restoring = False

    def compose_page(self) -> ComposeResult:
        """Compose the list, and the line about the selected backup."""
        yield ChoiceList(id="choices")
        yield Static(id="about")

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.backups or ())

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being done."""
        return not self.doing and (self.backups is not None or self.problem is not None)

    def opened(self) -> None:
        """Read the list."""
        self.do(_("reading…"), partial(safekeeping.listed, self.quiz.program), self._was_listed)

    def failed(self, error: QuizError) -> None:
        """Show what went wrong; the list can be used again."""
        self._is_restoring = False
        super().failed(error)

    def _was_listed(self, found: Sequence[Listed]) -> None:
        self.backups = found
        self.selected = min(self.selected, max(0, len(found) - 1))

    # What is shown

    def title_text(self) -> str:
        """Say how many there are."""
        count = self.count
        return ngettext("{count} backup", "{count} backups", count).format(count=count) if count else _("Backups")

    def show(self) -> None:
        """Show the list, and what is in the selected backup or what is being done."""
        choices, about = self.query_one(ChoiceList), self.query_one("#about", Static)
        choices.display = bool(self.count)
        choices.show([self._choice(one) for one in self.backups or ()], self.selected)
        about.update(rows(self._about(about.size.width or 60)))
        super().show()

    def _choice(self, one: Listed) -> Choice:
        made, zone = one.backup, self.quiz.program.clock.now().tzinfo
        about = _(" · ").join([reason_text(made.reason), size_text(made.size)])
        return Choice(when_text(made.made, zone), about)

    def _about(self, cells: int) -> list[Content]:
        if self.problem is not None:
            return problem_lines(self.problem, cells)
        if self.doing or self._said:
            return paragraph(self.doing or self._said, cells, QUIET)
        if not self.backups:
            text = _(
                "There is no backup yet. One is made by itself at the first start of each day; {key} makes one now."
            )
            return paragraph(text.format(key=self.key_of("backups.make")), cells, QUIET)
        return paragraph(contents_text(self.backups[self.selected].contents), cells, QUIET)

    def is_available(self, name: str) -> bool:
        """Let nothing begin while something is being done."""
        if self.doing:
            return name in ("dialog.close", "list.close") and not self._is_restoring
        return name == "backups.make" or super().is_available(name)

    def footer(self) -> list[tuple[str, str]]:
        """Restore the selected one, make a new one, or close."""
        entries = [("dialog.accept", _("restore…"))] if self.is_available("dialog.accept") else []
        moves = [("list.down+list.up", _("move"))] if self.count > 1 and not self.doing else []
        return [*entries, *self.labelled("backups.make"), *moves, *self.labelled("dialog.close")]

    def select(self, index: int) -> None:
        """Go to a backup."""
        self.problem, self._said = None, ""
        super().select(index)

    # Making and restoring

    def action_make(self) -> None:
        """Make a backup."""

        def make() -> Sequence[Listed]:
            safekeeping.back_up(self.quiz.program)
            return safekeeping.listed(self.quiz.program)

        self.do(_("making a backup…"), make, self._was_made)

    def _was_made(self, found: Sequence[Listed]) -> None:
        self.selected = 0
        self._was_listed(found)
        self._said = _("The backup was made and checked.")

    def action_accept(self) -> None:
        """Check the selected backup, and ask whether it is to be restored."""
        assert self.backups is not None
        self._said, one = "", self.backups[self.selected]
        work = partial(safekeeping.compare, self.quiz.program, one.backup.path)
        self.do(_("checking the backup…"), work, lambda change: self._ask(one, change))

    def _ask(self, one: Listed, change: Change) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._restore(one)

        self.app.push_screen(RestoreScreen(one, change), answered)

    def _restore(self, one: Listed) -> None:
        self._is_restoring = True
        work = partial(safekeeping.restore, self.quiz.program, one.backup.path)
        self.do(_("restoring…"), work, lambda kept: self._was_restored(one))

    def _was_restored(self, one: Listed) -> None:
        self.quiz.changes.clear()  # they are about what is not there any more
        self.dismiss(one.backup.path)
        made = when_text(one.backup.made, self.quiz.program.clock.now().tzinfo)
        self.quiz.say(
            _("The database is as it was on {when}; as it was before it is kept as a backup.").format(when=made)
        )
