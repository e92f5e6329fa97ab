"""Leeches: what can be told of a card that is forgotten again and again, and what might help."""

from dataclasses import dataclass

from quiz.cards import Kind, Note, Rating, Review
from quiz.confusing import A_YEAR
from quiz.locale import _, ngettext
from quiz.mix_ups import OFTEN
from quiz.questions import Question
from quiz.repository import Repository
from quiz.study_settings import is_leech_at
from quiz.text import one_line, width

LONG_ANSWER = 60
"""From more than so many terminal cells on an answer is long for something that has to be recalled as a whole."""


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that was forgotten ``lapses`` times, and whether that suspended it.

    ``taken_for`` is the note whose answer was given most often instead, ``times`` how often that was.
    """

    question: Question
    lapses: int
    suspended: bool
    taken_for: Note | None = None
    times: int = 0

    @property
    def key(self) -> str:
        """The key of its note, in one line."""
        return one_line(self.question.note.key)

    def sentences(self) -> list[str]:
        """Return what has happened, and then what might help."""
        return [*self.told(), *self.advice()]

    def told(self) -> list[str]:
        """Return what has happened to the card."""
        forgotten = ngettext("{key} was forgotten {count} time.", "{key} was forgotten {count} times.", self.lapses)
        rests = _("It is marked as a leech and is not asked any more.")
        marked = rests if self.suspended else _("It is marked as a leech.")
        return [forgotten.format(key=self.key, count=self.lapses), marked]

    def advice(self) -> list[str]:
        """Return what might help, what is most likely to first."""
        return [*self._of_mix_up(), self._of_wording()]

    def _of_mix_up(self) -> list[str]:
        if self.taken_for is None:
            return []
        said = ngettext(
            "{other} was answered for it {count} time in a year: look at the two side by side, and drill them.",
            "{other} was answered for it {count} times in a year: look at the two side by side, and drill them.",
            self.times,
        )
        return [said.format(other=one_line(self.taken_for.key), count=self.times)]

    def _of_wording(self) -> str:
        """Return how the note could be written better: whatever of it is most probably to blame."""
        if width(self.question.expected) > LONG_ANSWER:
            return _("Make the answer shorter: a short one is recalled as a whole.")
        if not self.question.hint:
            return _("Give it a hint that only this card has.")
        return _("Rewrite it: a shorter meaning, or a hint that only this card has.")


def leech_of(repository: Repository, question: Question, entry: Review) -> Leech | None:
    """Return the leech that a card has become by an answer that was just stored, or is again; else nothing."""
    if entry.kind is not Kind.REVIEW or entry.rating is not Rating.AGAIN:
        return None
    card = repository.card(question.card.id)
    if not is_leech_at(card.state.lapses, question.deck.settings.leech_lapses):
        return None
    other, times = _taken_for(repository, question)
    return Leech(question, card.state.lapses, card.suspended, other, times)


def _taken_for(repository: Repository, question: Question) -> tuple[Note | None, int]:
    """Return what the note was mostly taken for, and how often, where that was often enough."""
    found = repository.confused_with(question.note.id, question.shown.date() - A_YEAR)
    other, times = next(iter(found), (0, 0))
    return (repository.note(other), times) if times >= OFTEN else (None, 0)
