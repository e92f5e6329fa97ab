"""What is known of a card: its memory, its schedule, and every answer that was given."""

from textual.widgets import Static

from quiz.labels import direction_text
from quiz.program import Program
from quiz.questions import Question
from quiz.tui.card_facts import card_lines
from quiz.tui.screens.reading import ReadingWindow
from quiz.tui.text import rows


class CardInfo(ReadingWindow):
    """One card. Before the answer its key is not shown, which could be what is asked for."""

    def __init__(self, question: Question, *, revealed: bool) -> None:
        super().__init__()
        self._question, self._revealed = question, revealed

    def title_text(self) -> str:
        """Say which card this is."""
        question = self._question
        key = question.note.text(question.note_type.key_field, question.language)
        if self._revealed or question.note_type.key_field in question.direction.prompt:
            return f"{key}   {direction_text(question.direction)}"
        return direction_text(question.direction)

    def show(self) -> None:
        """Show figures, forgetting curve and history."""
        program, question = self.quiz.program, self._question
        card, note = program.store.card(question.card.id), program.store.note(question.note.id)
        self.query_one("#text", Static).update(rows(card_lines(program, card, note, question.deck, self.cells)))
        super().show()


def card_info(program: Program, card_id: int) -> CardInfo:
    """Return the window about a card. Raises :class:`QuizError` where it, its note or its deck is gone."""
    card = program.store.card(card_id)
    note, deck = program.store.note(card.note_id), program.store.deck(card.deck_id)
    kind = program.store.note_type(note.type_id)
    language = program.content_language or deck.language
    question = Question(card, note, kind, deck, kind.direction(card.direction), language, program.clock.now())
    return CardInfo(question, revealed=True)
