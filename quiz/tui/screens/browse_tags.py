"""Writing which tags notes get, and which they lose."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.field_dialog import FieldDialog
from quiz.tui.text import BOLD, QUIET, joined, line, paragraph, rows

Tags = tuple[tuple[str, ...], tuple[str, ...]]
"""The tags that notes get, and those that they lose."""

_MOST = 12
"""How many of the present tags are named."""


class TagScreen(FieldDialog[Tags]):
    """A line of tags, and below it the tags that the notes have now."""

    def __init__(self, present: Mapping[str, int], notes: int) -> None:
        """``present`` says how many of the ``notes`` have each tag."""
        super().__init__()
        self._present, self._notes = present, notes

    def compose_page(self) -> ComposeResult:
        """Compose the field, what it takes, and the present tags."""
        yield Input(id="tags")
        yield Static(id="about")

    def title_text(self) -> str:
        """Say whose tags they are."""
        return ngettext("Tags of {count} note", "Tags of {count} notes", self._notes).format(count=self._notes)

    def show(self) -> None:
        """Show what the field takes, or what is wrong with it, and the present tags."""
        about = self.query_one("#about", Static)
        cells = about.size.width or 60
        self.query_one(Input).placeholder = _("core -old")
        said = _("A tag is given; one behind “-” is taken away.")
        lines = problem_lines(self.problem, cells) if self.problem is not None else paragraph(said, cells, QUIET)
        about.update(rows([*lines, self._now(cells)]))
        super().show()

    def _now(self, cells: int) -> Content:
        if not self._present:
            return Content.styled(_("They have no tags now."), QUIET)
        named = list(self._present.items())[:_MOST]
        parts = [joined(line(tag, BOLD), Content.styled(f" {count}", QUIET)) for tag, count in named]
        return joined(Content.styled(f"{_('now')}  ", QUIET), Content("   ").join(parts)).truncate(cells, ellipsis=True)

    def footer(self) -> list[tuple[str, str]]:
        """Take them or not."""
        return [("dialog.accept", _("take it")), ("dialog.close", _("cancel"))]

    def take(self, text: str) -> Tags:
        """Return the tags that are written."""
        words = [word for word in re.split(r"[\s,，]+", text) if word]
        add = tuple(word for word in words if not word.startswith("-"))
        remove = tuple(word[1:] for word in words if word.startswith("-") and word != "-")
        if not add and not remove:
            raise QuizError(_("No tag is written."), _("Write for example {example}.").format(example="core -old"))
        return add, remove
