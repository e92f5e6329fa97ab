"""The searches that are kept: taken again, added to, forgotten."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from quiz import config
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import storable_line
from quiz.tui.screens.ask import NameScreen
from quiz.tui.screens.list_dialog import ListDialog
from quiz.tui.screens.pick import Choice, ChoiceList
from quiz.tui.text import QUIET, paragraph, rows


class SearchesScreen(ListDialog[str]):
    """The kept searches by name; the result is the query of the one that was taken."""

    PLACES = ("dialog", "list", "searches")

    def __init__(self, present: str) -> None:
        """``present`` is the query that can be kept."""
        super().__init__()
        self._present = present

    def compose_page(self) -> ComposeResult:
        """Compose the list, or what is said where it is empty."""
        yield Static(id="about")
        yield ChoiceList(id="choices")

    def title_text(self) -> str:
        """Say what this is."""
        return _("Kept searches")

    @property
    def _searches(self) -> list[tuple[str, str]]:
        return sorted(self.quiz.program.config.searches.items())

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._searches)

    def show(self) -> None:
        """Show the searches."""
        found, about = self._searches, self.query_one("#about", Static)
        about.display, self.query_one(ChoiceList).display = not found, bool(found)
        said = _("There is none yet. Write a query in the browser, and keep it here under a name.")
        about.update(rows(paragraph(said, about.size.width or 60, QUIET)))
        self.selected = max(0, min(self.selected, len(found) - 1))
        self.query_one(ChoiceList).show([Choice(name, query) for name, query in found], self.selected)
        super().show()

    def is_available(self, name: str) -> bool:
        """Let searches be taken and forgotten where there are any, and the present one be kept."""
        if name == "searches.keep":
            return bool(self._present.strip())
        return super().is_available(name) or (name == "searches.forget" and self.count > 0)

    def footer(self) -> list[tuple[str, str]]:
        """Take, keep, forget, or close."""
        take = [("dialog.accept", _("take it"))] if self._searches else []
        return [*take, *self.labelled("searches.keep", "searches.forget", "dialog.close")]

    def action_accept(self) -> None:
        """Take the selected search."""
        self.dismiss(self._searches[self.selected][1])

    def action_keep(self) -> None:
        """Keep the present query under a name."""
        self.app.push_screen(NameScreen(lambda: _("Keep this search as"), "", self._keep), lambda _name: self.show())

    def _keep(self, name: str) -> None:
        name = storable_line(name, _("The name"))
        if not name:
            raise QuizError(_("The name is empty."), _("Write a short word for what is found."))
        self.quiz.change(f"{config.SEARCHES}.{name}", self._present.strip())

    def action_forget(self) -> None:
        """Forget the selected search."""
        self.quiz.change(f"{config.SEARCHES}.{self._searches[self.selected][0]}", "")
        self.show()
