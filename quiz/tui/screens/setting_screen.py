"""What the screens of settings share: a list, what the selected setting does, and its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.locale import _
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.base import QuizScreen
from quiz.tui.text import BOLD, QUIET, apart, line, paragraph, rows
from quiz.tui.widgets.setting_list import Row, SettingList


class SettingScreen(QuizScreen[None]):
    """A list of settings that are changed at once, with the explanation of the selected one below it.

    A subclass says with :meth:`settings` what is listed, and what happens in ``change_setting``, ``step_setting`` and
    ``reset_setting``, which may raise :class:`QuizError`: it is shown below the list, and nothing has changed.
    """

    PLACES = ("list",)
    DEFAULT_CSS = """
    SettingScreen #heading { height: 1; margin-bottom: 1; }
    SettingScreen SettingList { height: 1fr; min-height: 3; }
    SettingScreen #about { height: 7; padding: 1 0 0 2; margin-bottom: 1; }
    SettingScreen.-tall #about { height: 9; padding: 2 0 0 2; }
    SettingScreen.-tall #heading { margin-bottom: 2; }
    SettingScreen.-low #about { height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.selected = 0
        self.rows: list[Row] = []
        self._error: QuizError | None = None

    def compose_page(self) -> ComposeResult:
        """Compose heading, list and explanation."""
        yield Static(id="heading")
        yield SettingList(id="settings")
        yield Static(id="about")

    # To be extended

    def title_text(self) -> str:
        """Return the heading of the screen."""
        return ""

    def settings(self) -> list[Row]:
        """Return the rows of the list as they are now."""
        return []

    def about(self, row: Row) -> list[tuple[str, str]]:
        """Return the sentences (text, style) on a setting."""
        return []

    def change_setting(self, row: Row) -> None:
        """Change a setting as Enter does."""

    def step_setting(self, row: Row, step: int) -> None:
        """Take the value ``step`` places further."""

    def reset_setting(self, row: Row) -> None:
        """Set the default again."""

    # What is shown

    @property
    def row(self) -> Row:
        """The selected row."""
        return self.rows[self.selected]

    def show(self) -> None:
        """Show everything as it is now."""
        self.rows = self.settings()
        self.selected = self._selectable(min(self.selected, len(self.rows) - 1), 1)
        self.query_one(SettingList).show(self.rows, self.selected)
        self.query_one("#heading", Static).update(self._heading())
        self.query_one("#about", Static).update(rows(self._about()))
        super().show()

    def on_screen_resume(self) -> None:
        """Show what was changed in a window."""
        if self.rows:
            self.show()

    def _heading(self) -> Content:
        shown = [index for index, row in enumerate(self.rows) if not row.heading]
        place = Content.styled(f"{shown.index(self.selected) + 1} / {len(shown)}", QUIET)
        return apart(line(self.title_text(), BOLD), place, self.columns)

    def _about(self) -> list[Content]:
        cells = self.columns - 4
        if self._error is not None:
            return problem_lines(self._error, cells)
        return [part for text, style in self.about(self.row) if text for part in paragraph(text, cells, style)]

    def footer(self) -> list[tuple[str, str]]:
        """Return what can be done with the selected setting."""
        entries = [("list.down", _("move"))] if self.is_available("list.down") else []
        return entries + self.labelled("list.change", "list.back", "list.forward", "list.close", "list.reset")

    def is_available(self, name: str) -> bool:
        """Let the arrow keys act only where there are neighbouring values."""
        if not self.rows:
            return name == "list.close"
        return self.row.stepped if name in ("list.forward", "list.back") else True

    # Moving and changing

    def _selectable(self, index: int, step: int) -> int:
        """Return the nearest row in a direction that is no heading; the selected one where there is none."""
        while 0 <= index < len(self.rows):
            if not self.rows[index].heading:
                return index
            index += step
        return self.selected

    def move_to(self, index: int, step: int = 1) -> None:
        """Select a row."""
        self.selected, self._error = self._selectable(index, step), None
        self.show()

    def attempt(self, change: Callable[[], None]) -> None:
        """Change something; what went wrong is shown below the list."""
        self._error = None
        try:
            change()
        except QuizError as error:
            self._error = error
        self.show()

    def action_down(self) -> None:
        """Select the next setting."""
        self.move_to(self.selected + 1)

    def action_up(self) -> None:
        """Select the setting before."""
        self.move_to(self.selected - 1, -1)

    def action_first(self) -> None:
        """Select the first setting."""
        self.move_to(0)

    def action_last(self) -> None:
        """Select the last setting."""
        self.move_to(len(self.rows) - 1, -1)

    def action_change(self) -> None:
        """Change the selected setting."""
        self.attempt(partial(self.change_setting, self.row))

    def action_forward(self) -> None:
        """Take the next value."""
        self.attempt(partial(self.step_setting, self.row, 1))

    def action_back(self) -> None:
        """Take the value before."""
        self.attempt(partial(self.step_setting, self.row, -1))

    def action_reset(self) -> None:
        """Set the default again."""
        self.attempt(partial(self.reset_setting, self.row))

    def action_close(self) -> None:
        """Close the settings; everything is kept already."""
        self.dismiss(None)

    async def on_row_list_chosen(self, message: SettingList.Chosen) -> None:
        """Select the setting that was clicked, and change it with a second click."""
        if message.again:
            await self.run_action("screen.change")
        else:
            self.move_to(message.index)
