"""The line in which a query is written: it knows what could be typed next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input

from quiz.tui.text import BOLD, FAINT, QUIET, joined, line

if TYPE_CHECKING:
    from quiz.query.completing import Completion, Vocabulary


class QueryInput(Input):
    """A line for a query. ``vocabulary`` has the names that it offers, as soon as these were read."""

    def __init__(self, value: str, *, id: str) -> None:
        super().__init__(value, id=id, select_on_focus=False)
        self.vocabulary: Vocabulary | None = None

    def completions(self) -> Sequence[Completion]:
        """Return what could be typed at the cursor, what fits best first."""
        from quiz.query.completing import Vocabulary, completions  # noqa: PLC0415  needed while a query is written

        return completions(self.value, self.cursor_position, self.vocabulary or Vocabulary())

    def complete(self) -> bool:
        """Take what is offered first, and tell whether there was anything."""
        found = self.completions()
        if not found:
            return False
        self.value = found[0].applied(self.value)
        self.cursor_position = found[0].start + len(found[0].text)
        return True

    def offers(self, cells: int) -> Content:
        """Return what is offered in one line; what Tab takes comes first."""
        found = self.completions() if self.value.strip() else ()
        shown, gap = Content(" " * 3), ""
        for number, one in enumerate(found):
            words = joined(gap, line(one.label, BOLD if not number else QUIET))
            if not number and one.about:
                words = joined(words, line(f" {one.about}", FAINT))
            if shown.cell_length + words.cell_length > cells:
                break
            shown, gap = joined(shown, words), "   "
        return shown
