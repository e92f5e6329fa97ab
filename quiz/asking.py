"""Asking cards, whatever decides which: the question, its answer, and what is thought of it.

:class:`Asking` is what a screen knows of a study session and of a drill.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quiz.cards import Card, Deck, Direction, Kind, Note, NoteType, Rating, Review, key_of
from quiz.modes import Mode, Verdict
from quiz.repository import Answer, Repository, Undone
from quiz.scheduling.answering import Outcome, outcomes
from quiz.scheduling.days import study_day
from quiz.scheduling.memory import MemoryModel
from quiz.text import folded

LONGEST_ANSWER_MS = 60_000
"""An answer that takes longer is counted with this time, in milliseconds: the person was away."""

LONGEST_GIVEN = 1000
"""How many characters are kept of what was typed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards of each kind are still to be asked today, and how many are done: together the day's total."""

    new: int
    learning: int
    due: int
    done: int = 0

    @property
    def left(self) -> int:
        """How many cards are still to be asked today."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True)
class Question:
    """A card to ask, with everything that is shown of it. ``shown`` is the instant it was asked."""

    card: Card
    note: Note
    note_type: NoteType
    deck: Deck
    direction: Direction
    language: str
    shown: datetime

    @property
    def prompt(self) -> str:
        """What is asked, a line a field."""
        return self.prompt_of(self.note)

    def prompt_of(self, note: Note) -> str:
        """What would be asked of another note in this direction."""
        return "\n".join(filter(None, (note.text(name, self.language) for name in self.direction.prompt)))

    @property
    def expected(self) -> str:
        """The text that a typed answer is compared with."""
        return self.note.text(self.direction.answer[0], self.language)

    @property
    def hint(self) -> str:
        """What is shown on request before the answer; may be empty."""
        return "\n".join(filter(None, (self.note.text(name, self.language) for name in self.direction.hint)))

    @property
    def shows_category(self) -> bool:
        """Whether the category may be shown before the answer: not where it would give away the key."""
        return self.note_type.key_field in self.direction.prompt


@dataclass(frozen=True, slots=True)
class Judged:
    """What is thought of a typed answer; ``verdict`` is empty where only the person can judge.

    ``other`` is another note whose key was given: a confusion, or where the verdict is right a note of the same prompt.
    """

    verdict: Verdict | None
    other: Note | None = None

    @property
    def wrong(self) -> bool:
        """Whether the answer was judged to be wrong."""
        return self.verdict is not None and not self.verdict.right

    @property
    def proposal(self) -> Rating:
        """The rating that is proposed."""
        return self.verdict.proposal if self.verdict else Rating.GOOD

    @property
    def confused_with(self) -> int | None:
        """The id of the note whose right answer was given instead."""
        return self.other.id if self.other is not None and self.wrong else None


@dataclass(frozen=True, slots=True)
class Choices:
    """The four ratings of a card that was revealed on ``day``, with what each would do."""

    day: date
    outcomes: Mapping[Rating, Outcome]


class Asking(ABC):
    """One card after another. All instants passed in are aware, in the learner's time zone.

    ``language`` is the language of meanings, that of each deck where it is empty.
    """

    def __init__(self, repository: Repository, day_start: timedelta, language: str) -> None:
        self._repository = repository
        self._day_start = day_start
        self._language = language

    def speak(self, language: str) -> None:
        """Show meanings in another language from now on."""
        self._language = language

    @abstractmethod
    def next(self, now: datetime) -> Question | None:
        """Return the card to ask now, or nothing."""

    @abstractmethod
    def waiting(self, now: datetime) -> datetime | None:
        """Return when a card will soon be due, in UTC, where nothing is asked now but one comes within minutes."""

    @abstractmethod
    def later(self, question: Question, now: datetime) -> None:
        """Put a card behind everything else that is asked."""

    @abstractmethod
    def undo(self, now: datetime) -> Undone | None:
        """Take back the last step; the card that it concerned is asked next."""

    @abstractmethod
    def counts(self, now: datetime) -> Counts:
        """Return how many cards are still to be asked, the one that is being asked included."""

    def reveal(self, question: Question, now: datetime) -> Choices:
        """Return what each rating would do, for a card whose answer is shown at ``now``.

        The answer belongs to the study day on which it was revealed, so that the intervals shown are the ones used.
        """
        day = study_day(now, self._day_start)
        return Choices(day, outcomes(question.card.state, MemoryModel(question.deck.settings), day))

    def judge(self, question: Question, mode: Mode, given: str) -> Judged:
        """Judge what was typed. The key of another note that has the same prompt is right, too."""
        verdict = mode.judge(question.expected, given)
        asks_for_key = question.direction.answer == (question.note_type.key_field,)
        if verdict is None or verdict.right or not asks_for_key:
            return Judged(verdict)
        other = self._repository.note_by_key(question.note.deck_id, key_of(given))
        if other is not None and folded(question.prompt_of(other)) == folded(question.prompt):
            return Judged(Verdict(right=True, proposal=Rating.GOOD), other)
        return Judged(verdict, other)

    def answer(
        self,
        question: Question,
        choices: Choices,
        rating: Rating,
        now: datetime,
        *,
        mode: str,
        given: str = "",
        milliseconds: int | None = None,
        confused_with: int | None = None,
    ) -> Review:
        """Store an answer and return its entry in the log.

        ``milliseconds`` is the time the person took, by default since the card was asked; ``confused_with`` is the id
        of the note whose right answer was given instead. Raises
        :class:`quiz.errors.StaleCardError` where the card was changed elsewhere since it was shown.
        """
        card = question.card
        self._leave()
        taken = int((now - question.shown).total_seconds() * 1000) if milliseconds is None else milliseconds
        entry = self._repository.record(
            Answer(
                card_id=card.id,
                revision=card.revision,
                now=now,
                day=choices.day,
                kind=self._kind(card),
                rating=rating,
                mode=mode,
                milliseconds=min(max(taken, 0), LONGEST_ANSWER_MS),
                after=choices.outcomes[rating].taken(now),
                given=given[:LONGEST_GIVEN],
                confused_with=confused_with,
            )
        )
        self._answered(card, entry)
        return entry

    @abstractmethod
    def _kind(self, card: Card) -> Kind:
        """Return what kind of answer one to this card is."""

    @abstractmethod
    def _leave(self) -> None:
        """Prepare for an answer, whether it will be stored or refused."""

    @abstractmethod
    def _answered(self, card: Card, entry: Review) -> None:
        """Learn that the answer to a card was stored."""

    def _question(self, card: Card, now: datetime) -> Question:
        note = self._repository.note(card.note_id)
        kind = self._repository.note_type(note.type_id)
        deck = self._repository.deck(card.deck_id)
        return Question(card, note, kind, deck, kind.direction(card.direction), self._language or deck.language, now)
