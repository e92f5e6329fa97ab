"""The question whether a backup is to be restored, with what that would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz.backup_texts import change_lines, change_rows, when_text
from quiz.locale import _
from quiz.text import width
from quiz.tui.screens.base import Dialog
from quiz.tui.text import BOLD, QUIET, joined, line, paragraph, rows, to_left, to_right

if TYPE_CHECKING:
    from quiz.safekeeping import Listed
    from quiz.store.restoring import Change

_GAP = 4


class RestoreScreen(Dialog[bool]):
    """What the database holds now and would hold then; Enter restores, Escape leaves it as it is."""

    def __init__(self, one: Listed, change: Change) -> None:
        super().__init__()
        self._one, self._change = one, change

    def compose_page(self) -> ComposeResult:
        """Compose the table and the sentences below it."""
        yield Static(id="message")

    def title_text(self) -> str:
        """Ask."""
        zone = self.quiz.program.clock.now().tzinfo
        return _("Restore the backup of {when}?").format(when=when_text(self._one.backup.made, zone))

    def show(self) -> None:
        """Show what would change."""
        message = self.query_one("#message", Static)
        zone = self.quiz.program.clock.now().tzinfo
        cells = message.size.width or 60
        below = [part for text in change_lines(self._change) for part in paragraph(text, cells)]
        if self._change.now is not None:
            below += paragraph(_("The present database is kept as a backup."), cells, QUIET)
        message.update(rows([*_table(change_rows(self._change, zone)), Content(""), *below]))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Yes and no."""
        return [("dialog.accept", _("restore")), ("dialog.close", _("cancel"))]

    def action_accept(self) -> None:
        """Say yes."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Say no."""
        self.dismiss(False)


def _table(cells: Sequence[Sequence[str]]) -> list[Content]:
    """Return rows of three cells, the last two at the right; what differs is bold."""
    first, *others = (max(width(row[at]) for row in cells) for at in range(3))
    return [_row(row, first, others, changed=number > 0 and row[1] != row[2]) for number, row in enumerate(cells)]


def _row(row: Sequence[str], first: int, others: Sequence[int], *, changed: bool) -> Content:
    now, then = (
        to_right(line(text, style), cells)
        for text, style, cells in zip(row[1:], _styles(row, changed), others, strict=True)
    )
    return joined(to_left(line(row[0], QUIET), first), " " * _GAP, now, " " * _GAP, then)


def _styles(row: Sequence[str], changed: bool) -> tuple[str, str]:
    heading = not row[0]
    return (QUIET, QUIET) if heading else ("", BOLD if changed else "")
