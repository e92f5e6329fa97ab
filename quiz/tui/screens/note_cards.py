"""A note with all of its cards: what is known of each, and its history."""

from textual.content import Content
from textual.widgets import Static

from quiz.labels import direction_text, field_label
from quiz.locale import _
from quiz.tui.card_facts import card_lines
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import BOLD, FAINT, QUIET, line, paragraph, rows


class NoteCards(ReadingWindow):
    """One note, as it is now."""

    def __init__(self, note_id: int) -> None:
        super().__init__()
        self._note_id = note_id
        self._key = ""

    def title_text(self) -> str:
        """Name the note."""
        return self._key

    def show(self) -> None:
        """Show its fields, then each card."""
        program = self.quiz.program
        found = program.store.note_lines([self._note_id])
        if not found:
            self.query_one("#text", Static).update(line(_("This note was deleted."), QUIET))
            super().show()
            return
        one = found[0]
        language = program.content_language or one.deck.language
        self._key = one.note.text(one.note_type.key_field, language) or one.note.key
        lines: list[Content] = []
        for name, text in one.note.fields.items():
            if text and name != one.note_type.key_field:
                lines += [line(field_label(name), FAINT, self.cells), *paragraph(text, self.cells), Content("")]
        directions = {direction.slug: direction for direction in one.note_type.directions}
        for card in one.cards:
            known = directions.get(card.direction)
            lines.append(line(direction_text(known) if known else card.direction, BOLD, self.cells))
            deck = program.store.deck(card.deck_id)
            lines += [*card_lines(program, card, one.note, deck, self.cells), Content("")]
        self.query_one("#text", Static).update(rows(lines[:-1]))
        super().show()
