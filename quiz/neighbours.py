"""The notes that a card can be taken for: what a typed answer is compared with, and what a choice offers."""

from collections.abc import Iterable, Sequence

from quiz.cards import Note, key_of
from quiz.judging import Answers, Finding, Grade, Others, judge_code, judge_name
from quiz.modes import Form, Option
from quiz.modes.options import Possible, options
from quiz.questions import Question, confused_keys
from quiz.repository import Repository

NEAR = 1000
"""How many notes of a deck are looked at; of a larger deck those that stand nearest, and what has the very words."""

_Place = tuple[int, int, str, str]


class Neighbours:
    """The notes around those that are asked. What was read is kept until :meth:`forget`."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._notes: dict[tuple[int, int], list[Note]] = {}
        self._others: dict[_Place, Others] = {}
        self._options: tuple[str, tuple[Option, ...]] = ("", ())

    def forget(self) -> None:
        """Read notes anew from now on, since some were changed."""
        self._notes, self._others, self._options = {}, {}, ("", ())

    def near(self, question: Question) -> list[Note]:
        """Return the notes of the deck and type of a question, or of a large deck those around it."""
        note = question.note
        place = (note.deck_id, note.type_id)
        if place in self._notes:
            return self._notes[place]
        found = self._repository.notes_near(note.deck_id, note.type_id, note.position, NEAR)
        if len(found) < NEAR:
            self._notes[place] = found
        return found

    # Typed answers

    def judged(self, question: Question, given: str) -> Finding:
        """Judge a typed code or name among all other answers that could be meant."""
        alone = self._compare(question, given, Others([]), [])
        exact = question.form is Form.NAME or key_of(given) in map(key_of, question.answers_of(question.note).texts)
        if not given.strip() or (alone.grade is Grade.RIGHT and exact):
            return alone
        near = self.near(question)
        found = self._compare(question, given, self._prepared(question, near), near)
        if found.other is not None or len(near) < NEAR:
            return found
        note = question.note
        named = self._repository.notes_by_keys(note.deck_id, [key_of(given)])
        saying = [other for other in named if other.type_id == note.type_id]
        saying += self._repository.notes_saying(note.deck_id, note.type_id, given)
        return self._compare(question, given, Others(_answers(question, saying)), saying)

    def _prepared(self, question: Question, near: Sequence[Note]) -> Others:
        note = question.note
        place = (note.deck_id, note.type_id, f"{question.form.name} {question.asked_field}", question.language)
        kept = self._others.get(place) if len(near) < NEAR else None
        if kept is None:
            kept = self._others[place] = Others(_answers(question, near))
        return kept

    @staticmethod
    def _compare(question: Question, given: str, others: Others, notes: Sequence[Note]) -> Finding:
        judge = judge_code if question.form is Form.CODE else judge_name
        right_too = frozenset(note.id for note in notes if question.same_prompt(note))
        return judge(given, question.answers_of(question.note), others, right_too)

    # Choices

    def options(self, question: Question) -> tuple[Option, ...]:
        """Return what a choice offers, the same as long as the card was not answered since."""
        card = question.card
        seed = f"{question.note.guid}:{card.direction}:{self._repository.entries_of(card.id)}"
        place = f"{seed}:{question.language}"
        if self._options[0] != place:
            self._options = (place, self._chosen(question, seed))
        return self._options[1]

    def _chosen(self, question: Question, seed: str) -> tuple[Option, ...]:
        note, language = question.note, question.language
        known, answered = self._known_confusions(question), self._answered_instead(question)
        every = {other.id: other for other in (*answered, *known, *self.near(question))}
        possible = [Possible(n.id, question.option_of(n), n.category) for n in every.values() if question.option_of(n)]
        return options(
            Possible(note.id, question.option_of(note), note.category),
            possible,
            answered=[other.id for other in answered],
            confused=[other.id for other in known] + _naming(note, every.values(), language),
            excluded=frozenset(n.id for n in every.values() if question.same_prompt(n)),
            also_right=question.answers_of(note).texts,
            seed=seed,
        )

    def _answered_instead(self, question: Question) -> list[Note]:
        answered = map(self._repository.note, self._repository.answered_instead(question.note.id))
        return [other for other in answered if other.type_id == question.note.type_id]

    def _known_confusions(self, question: Question) -> list[Note]:
        note = question.note
        keys = [key_of(key) for key in confused_keys(note, question.language)]
        found = self._repository.notes_by_keys(note.deck_id, keys) if keys else []
        return [other for other in found if other.type_id == note.type_id]


def _answers(question: Question, notes: Sequence[Note]) -> list[Answers]:
    return [question.answers_of(note) for note in notes]


def _naming(note: Note, others: Iterable[Note], language: str) -> list[int]:
    """Return the notes that say of themselves that they are easily confused with this one."""
    return [other.id for other in others if note.key in map(key_of, confused_keys(other, language))]
