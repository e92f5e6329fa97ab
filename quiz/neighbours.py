"""The notes that a card can be taken for: what a typed answer is compared with, and what a choice offers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quiz.cards import Note, key_of
from quiz.judging import Answers, Finding, Grade, Others, judge_code, judge_name
from quiz.modes import Form, Option
from quiz.modes.options import Possible, options
from quiz.questions import Question, SamePrompt, confused_keys
from quiz.repository import Repository

NEAR = 1000
"""How many notes of a deck are looked at; of a larger deck those that stand nearest, and what has the very words."""


@dataclass(frozen=True, slots=True)
class _Around:
    """The notes of a deck around a place in it, all of them where they are few."""

    notes: list[Note]
    place: int
    others: dict[str, Others] = field(default_factory=dict)
    """What is compared with an answer, by field, kind of text and language."""

    @property
    def is_all(self) -> bool:
        """Whether these are all notes of the deck."""
        return len(self.notes) < NEAR

    def reaches(self, place: int) -> bool:
        """Whether these are near another place as well."""
        return self.is_all or abs(place - self.place) < NEAR // 4


class Neighbours:
    """The notes around those that are asked. What was read is kept until :meth:`forget`."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._around: dict[tuple[int, int], _Around] = {}
        self._options: tuple[str, tuple[Option, ...]] = ("", ())

    def forget(self) -> None:
        """Read notes anew from now on, since some were changed."""
        self._around, self._options = {}, ("", ())

    def _near(self, question: Question) -> _Around:
        """Return the notes of the deck and type of a question, or of a large deck those around it."""
        note = question.note
        kept = self._around.get((note.deck_id, note.type_id))
        if kept is None or not kept.reaches(note.position):
            found = self._repository.notes_near(note.deck_id, note.type_id, note.position, NEAR)
            kept = self._around[note.deck_id, note.type_id] = _Around(found, note.position)
        return kept

    # Typed answers

    def judged(self, question: Question, given: str) -> Finding:
        """Judge a typed code or name among all other answers that could be meant."""
        [expected] = question.answers_of([question.note])
        alone = _compare(question, given, expected, Others([]), [])
        exact = question.form is Form.NAME or key_of(given) in map(key_of, expected.texts)
        if not given.strip() or (alone.grade is Grade.RIGHT and exact):
            return alone
        near = self._near(question)
        found = _compare(question, given, expected, _prepared(question, near), near.notes)
        if found.other is not None or near.is_all:
            return found
        saying = self._saying(question, given)
        return _compare(question, given, expected, Others(question.answers_of(saying)), saying)

    def _saying(self, question: Question, given: str) -> list[Note]:
        """Return the notes of a large deck, wherever they stand, that have the very words that were typed."""
        note = question.note
        named = self._repository.notes_by_keys(note.deck_id, [key_of(given)])
        saying = [other for other in named if other.type_id == note.type_id]
        return saying + self._repository.notes_saying(note.deck_id, note.type_id, given)

    # Choices

    def options(self, question: Question, turn: str) -> tuple[Option, ...]:
        """Return what a choice offers, the same for the same ``turn`` of a card."""
        seed = f"{question.note.guid}:{question.card.direction}:{turn}"
        place = f"{seed}:{question.language}"
        if self._options[0] != place:
            self._options = (place, self._chosen(question, seed))
        return self._options[1]

    def _chosen(self, question: Question, seed: str) -> tuple[Option, ...]:
        note, language = question.note, question.language
        known = _of_type_of(note, easily_confused(self._repository, note, language))
        answered = _of_type_of(note, map(self._repository.note, self._repository.answered_instead(note.id)))
        every = {other.id: other for other in (*answered, *known, *self._near(question).notes)}
        texts = ((other, question.option_of(other)) for other in every.values())
        possible = [Possible(other.id, text, other.category) for other, text in texts if text]
        return options(
            Possible(note.id, question.option_of(note), note.category),
            possible,
            answered=[other.id for other in answered],
            confused=[other.id for other in known] + _naming(note, every.values(), language),
            excluded=SamePrompt(question, every.values()),
            also_right=question.answers_of([note])[0].texts,
            seed=seed,
        )


def easily_confused(repository: Repository, note: Note, language: str) -> list[Note]:
    """Return the notes that one names as easily confused with it, in its order."""
    keys = [key_of(key) for key in confused_keys(note, language)]
    return repository.notes_by_keys(note.deck_id, keys)


def _of_type_of(note: Note, others: Iterable[Note]) -> list[Note]:
    return [other for other in others if other.type_id == note.type_id]


def _prepared(question: Question, near: _Around) -> Others:
    place = f"{question.form.name} {question.asked_field} {question.language}"
    if place not in near.others:
        near.others[place] = Others(question.answers_of(near.notes))
    return near.others[place]


def _compare(question: Question, given: str, expected: Answers, others: Others, notes: Sequence[Note]) -> Finding:
    judge = judge_code if question.form is Form.CODE else judge_name
    return judge(given, expected, others, SamePrompt(question, notes))


def _naming(note: Note, others: Iterable[Note], language: str) -> list[int]:
    """Return the notes that say of themselves that they are easily confused with this one."""
    return [other.id for other in others if note.key in map(key_of, confused_keys(other, language))]
