"""What is told when a card turns out to be a leech, and what can be done about it at once."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz.drill import Drill
from quiz.leeches import Leech
from quiz.locale import _
from quiz.sessions import Start
from quiz.tui.screens.base import Dialog
from quiz.tui.text import BOLD, QUIET, hanging, paragraph, rows


class LeechScreen(Dialog[None]):
    """One leech: what happened, what might help, and the keys that do it. It closes without a result."""

    PLACES = ("dialog", "leech")

    def __init__(self, leech: Leech, start: Start, suspend: Callable[[bool], None]) -> None:
        """Tell of a leech; ``suspend`` is called with whether its card is to be suspended, or asked again."""
        super().__init__()
        self._leech, self._start, self._suspend = leech, start, suspend
        self.suspended = leech.suspended

    def compose_page(self) -> ComposeResult:
        """Compose the text."""
        yield Static(id="message")

    def title_text(self) -> str:
        """Say what this is about."""
        return _("This card does not stay")

    def show(self) -> None:
        """Show what happened and what might help."""
        place = self.query_one("#message", Static)
        place.update(rows(self._lines(place.size.width or self.columns - 6)))
        super().show()

    def _lines(self, cells: int) -> list[Content | str]:
        """Return the text: what happened, advice with a bullet each, and what the card is now."""
        told = self._leech.told()
        lines: list[Content | str] = [part for said in told for part in paragraph(said, cells)]
        lines += ["", Content.styled(_("What might help"), BOLD)]
        for advice in self._leech.advice():
            lines += hanging(Content.styled("· ", QUIET), paragraph(advice, cells - 2))
        return [*lines, "", *paragraph(self._state(), cells, QUIET)]

    def _state(self) -> str:
        """Return whether the card is asked, and the key that changes it."""
        key = self.key_of("leech.suspend")
        if self.suspended:
            return _("The card is suspended; {key} lets it be asked again.").format(key=key)
        return _("The card is asked on; {key} suspends it.").format(key=key)

    def footer(self) -> list[tuple[str, str]]:
        """Go on, or do something about it."""
        suspend = ("leech.suspend", _("ask it again") if self.suspended else _("suspend"))
        return [("dialog.accept", _("go on")), *self.labelled("leech.contrast", "leech.pair", "leech.edit"), suspend]

    def is_available(self, name: str) -> bool:
        """Compare and drill only where it is known what the card is taken for."""
        if name == "leech.contrast":
            return self._leech.taken_for is not None
        if name == "leech.pair":
            return self._drill() is not None
        return super().is_available(name)

    def _drill(self) -> Drill | None:
        """Return the drill of this card and the one it is taken for, where there is one."""
        from quiz.sessions import drill_of_pair  # noqa: PLC0415  the window is opened rarely

        other = self._leech.taken_for
        card = self._leech.question.card
        return None if other is None else drill_of_pair(self.quiz.program, card, other, self._start)

    def action_accept(self) -> None:
        """Go on."""
        self.dismiss(None)

    def action_contrast(self) -> None:
        """Show the two notes side by side."""
        from quiz.tui.screens.contrast import ContrastScreen, contrasted  # noqa: PLC0415  only when asked for

        question, first = self._leech.question, self._leech.taken_for
        if first is not None:
            others = contrasted(self.quiz.program.store, question, first)
            self.app.push_screen(ContrastScreen(question, others, start=self._start))

    def action_pair(self) -> None:
        """Drill the two in the place of this window."""
        from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  it opens this window

        drill = self._drill()
        if drill is not None:
            self.app.push_screen(StudyScreen(self._start, asking=drill))

    def action_edit(self) -> None:
        """Change the note."""
        from quiz.tui.screens.note_form import NoteForm  # noqa: PLC0415  only when asked for

        store = self.quiz.program.store
        note = store.note(self._leech.question.note.id)
        self.app.push_screen(NoteForm(store.deck(note.deck_id), note))

    def action_suspend(self) -> None:
        """Suspend the card, or let it be asked again."""
        self.suspended = not self.suspended
        self._suspend(self.suspended)
        self.show()
