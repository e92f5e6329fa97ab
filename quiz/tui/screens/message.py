"""Something that the person has to know before going on: what went wrong, and what to do."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.locale import _
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import QUIET, paragraph, rows


class MessageScreen(ReadingWindow):
    """What went wrong, each with its hint, until it is closed. Keys pressed before it is seen do nothing."""

    def __init__(self, problems: Sequence[QuizError], title: str = "") -> None:
        super().__init__()
        self._problems, self._title = problems, title

    def on_mount(self) -> None:
        """Take no key as an answer to what was not on the screen when it was pressed."""
        super().on_mount()
        self.watch(self.query_one("#reading"), "show_vertical_scrollbar", self.show_keys, init=False)
        self.call_after_refresh(self.quiz.forget_keys)

    def title_text(self) -> str:
        """Say that it did not work, unless it is something else."""
        return self._title or _("That did not work")

    def show(self) -> None:
        """Show what went wrong, and quietly the hints."""
        self.query_one("#text", Static).update(rows(_lines(self._problems, self.cells)))
        super().show()

    @property
    def _is_longer(self) -> bool:
        return any(pane.show_vertical_scrollbar for pane in self.query("#reading"))

    def is_available(self, name: str) -> bool:
        """Let the window be closed, and what is longer be moved through."""
        closes = ("dialog.accept", "dialog.close", "list.close")
        return name in closes or (name in ("list.down", "list.up") and self._is_longer)

    def footer(self) -> list[tuple[str, str]]:
        """Close, and scroll where there is more."""
        return [("dialog.accept", _("go on")), *([("list.down+list.up", _("scroll"))] if self._is_longer else [])]

    def action_accept(self) -> None:
        """Close the window."""
        self.dismiss(None)


def _lines(problems: Sequence[QuizError], cells: int) -> list[Content]:
    """Return what went wrong, a paragraph for each hint."""
    said: dict[str, list[str]] = {}
    for problem in problems:
        said.setdefault(problem.hint, []).append(problem.message)
    lines: list[Content] = []
    for hint, messages in said.items():
        lines += [Content(""), *(part for message in messages for part in paragraph(message, cells))]
        lines += paragraph(hint, cells, QUIET) if hint else []
    return lines[1:]
