"""What becomes of something that was typed and is not stored."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from quiz.locale import _
from quiz.tui.screens.base import Dialog
from quiz.tui.text import paragraph, rows


class Unsaved(Dialog[bool | None]):
    """Asks what becomes of what was typed: True to save it, False to throw it away, nothing to go on writing."""

    PLACES: ClassVar[tuple[str, ...]] = ("dialog", "form")

    def compose_page(self) -> ComposeResult:
        """Compose the question."""
        yield Static(id="question")

    def title_text(self) -> str:
        """Ask."""
        return _("Save the changes?")

    def show(self) -> None:
        """Say what each key does."""
        names = ("dialog.accept", "dialog.discard", "dialog.close")
        save, discard, stay = (self.key_of(name) for name in names)
        said = _("{save} saves, {discard} throws them away, {stay} goes on writing.")
        place = self.query_one("#question", Static)
        cells = place.size.width or self.columns - 6
        place.update(rows(paragraph(said.format(save=save, discard=discard, stay=stay), cells)))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Return the three ways."""
        return [
            ("dialog.accept", _("save")),
            ("dialog.discard", _("throw away")),
            ("dialog.close", _("go on")),
        ]

    def is_available(self, name: str) -> bool:
        """There is nothing to add here."""
        return name != "form.another"

    def available(self) -> list[str]:
        """Return the three ways, for the palette; saving by the name that it has in the form."""
        return ["form.save", "dialog.discard", "dialog.close"]

    def asks_before_leaving(self) -> bool:
        """It is being asked already."""
        return True

    def action_save(self) -> None:
        """Save."""
        self.dismiss(True)

    def action_accept(self) -> None:
        """Save: the key that is pressed without reading loses nothing."""
        self.dismiss(True)

    def action_discard(self) -> None:
        """Throw away."""
        self.dismiss(False)
