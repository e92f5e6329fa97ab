"""Writing on which day cards fall due."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.browsing.due_days import Days, due_days
from quiz.locale import _, ngettext
from quiz.scheduling.days import study_day
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.field_dialog import FieldDialog
from quiz.tui.text import QUIET, paragraph, rows


class DueScreen(FieldDialog[Days]):
    """A line for a day, or for the first and the last one of those over which cards are spread."""

    def __init__(self, cards: int) -> None:
        super().__init__()
        self._cards = cards

    def compose_page(self) -> ComposeResult:
        """Compose the field, and what can be written in it."""
        yield Input(id="days")
        yield Static(id="about")

    def title_text(self) -> str:
        """Ask."""
        said = ngettext("When is {count} card due?", "When are {count} cards due?", self._cards)
        return said.format(count=self._cards)

    def show(self) -> None:
        """Show what can be written, or what is wrong."""
        about = self.query_one("#about", Static)
        cells = about.size.width or 60
        self.query_one(Input).placeholder = "3d"
        about.update(rows(problem_lines(self.problem, cells) if self.problem is not None else _about(cells)))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Take it or not."""
        return [("dialog.accept", _("take it")), ("dialog.close", _("cancel"))]

    def take(self, text: str) -> Days:
        """Return the days that are written."""
        return due_days(text, study_day(self.quiz.program.clock.now(), self.quiz.program.config.day_start))


def _about(cells: int) -> list[Content]:
    said = [
        _("0d is today, 3d in three days, 2w in two weeks; or a date such as 2026-12-01."),
        _("1d..7d spreads them evenly over a week. New cards have no schedule and stay as they are."),
    ]
    return [part for sentence in said for part in paragraph(sentence, cells, QUIET)]
