"""Asking cards, whatever decides which: how each is asked, what is thought of the answer, and storing it.

:class:`Asking` is what a screen knows of a study session and of a drill.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quiz.cards import Card, Kind, Note, Rating, Review
from quiz.modes import AUTO, MODES, Given, Option, Task
from quiz.neighbours import Neighbours
from quiz.proposing import Circumstances, Proposal, Times, proposed
from quiz.questions import Choices, Judged, Question, as_stored, length
from quiz.repository import Answer, Repository, Step, Timed, Undone
from quiz.scheduling.answering import outcomes
from quiz.scheduling.days import study_day
from quiz.scheduling.memory import MemoryModel

LONGEST_ANSWER_MS = 60_000
"""An answer that takes longer is counted with this time, in milliseconds: the person was away."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards of each kind are still to be asked today, and how many are done: together the day's total.

    ``most`` is how many answers are left of a session that ends after a number of them.
    """

    new: int
    learning: int
    due: int
    done: int = 0
    most: int | None = None

    @property
    def left(self) -> int:
        """How many cards are still to be asked today, and in this session."""
        every = self.new + self.learning + self.due
        return every if self.most is None else min(self.most, every)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cards of a session are asked.

    ``mode`` is that of the whole session; where it is empty, that of the deck and direction holds, and where this is
    ``auto``, the ``usual`` one of the program. ``proposes`` is whether a rating is proposed from verdict and time;
    otherwise it is Good for all that is not wrong. ``language`` is that of meanings, each deck's own where it is empty.
    """

    mode: str = ""
    usual: str = AUTO
    proposes: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a session ends although more could be asked: after so many answers, or so long; 0 is without end."""

    answers: int = 0
    time: timedelta = timedelta(0)


USUAL_MANNER, NO_BOUNDS = Manner(), Bounds()


class Asking(ABC):
    """One card after another. All instants passed in are aware, in the learner's time zone."""

    def __init__(
        self, repository: Repository, day_start: timedelta, manner: Manner = USUAL_MANNER, bounds: Bounds = NO_BOUNDS
    ) -> None:
        self._repository = repository
        self._day_start = day_start
        self.manner = manner
        self.bounds = bounds
        self._began: datetime | None = None
        self._answers = 0
        self._takes_back = False
        """Whether the last step was taken back: its card is asked, also where the session is over."""
        self._neighbours = Neighbours(repository)
        self._times: dict[str, Times] = {}

    # Which card

    def next(self, now: datetime) -> Question | None:
        """Return the card to ask now, or nothing when the session is at its end."""
        self._began = self._began or now
        return None if self.is_over(now) and not self._takes_back else self._following(now)

    def is_over(self, now: datetime) -> bool:
        """Whether as many cards were answered, or as much time was spent, as was meant."""
        bounds, began = self.bounds, self._began or now
        return bool(bounds.answers and self._answers >= bounds.answers) or bool(
            bounds.time and now - began >= bounds.time
        )

    def speak(self, language: str) -> None:
        """Show meanings in another language from now on."""
        self.manner = replace(self.manner, language=language)

    def go_further(self) -> None:
        """Go on without an end after the session came to the one that was meant."""
        self.bounds = NO_BOUNDS

    @property
    def moves_schedule(self) -> bool:
        """Whether an answer changes when its card comes again."""
        return True

    @property
    def answers_left(self) -> int | None:
        """How many answers are left of those that were meant, where a number was."""
        return max(0, self.bounds.answers - self._answers) if self.bounds.answers else None

    @abstractmethod
    def _following(self, now: datetime) -> Question | None:
        """Return the card to ask now, whatever was meant of an end."""

    @abstractmethod
    def waiting(self, now: datetime) -> datetime | None:
        """Return when a card will soon be due, in UTC, where nothing is asked now but one comes within minutes."""

    @abstractmethod
    def later(self, question: Question, now: datetime) -> None:
        """Put a card behind everything else that is asked."""

    def undo(self, now: datetime) -> Undone | None:
        """Take back the last step; the card that it concerned is asked next."""
        undone = self._undo(now)
        if undone is not None:
            self._takes_back = True
            self._answers -= undone.what is Step.ANSWER and self._answers > 0
        return undone

    @abstractmethod
    def _undo(self, now: datetime) -> Undone | None:
        """Take back the last step and return what it was, or nothing where there is none."""

    def counts(self, now: datetime) -> Counts:
        """Return how many cards are still to be asked, the one being asked included, and how many are done."""
        counts, left = self.left_today(now), self.answers_left
        return counts if left is None else replace(counts, done=self._answers, most=left)

    @abstractmethod
    def left_today(self, now: datetime) -> Counts:
        """Return what is left and what is done, also where the session ends before."""

    # How it is asked

    def mode_of(self, question: Question, wanted: str = "") -> str:
        """Return the name of the mode in which a card is asked; ``wanted`` is what the person chose for this one."""
        of_deck = question.deck.settings.mode_of(question.card.direction)
        name = wanted or self.manner.mode or (of_deck if of_deck != AUTO else self.manner.usual)
        return MODES[name].resolve(self._task(question))

    def next_mode(self, question: Question, present: str) -> str:
        """Return the mode behind the present one in the register in which a card can be asked, or that one again."""
        task, names = self._task(question), [name for name in MODES if name != AUTO]
        at = names.index(present)
        following = (name for name in names[at + 1 :] + names[:at] if MODES[name].resolve(task) == name)
        return next(following, present)

    def options(self, question: Question) -> tuple[Option, ...]:
        """Return what a choice offers for a card; the same as long as it was not answered, and after an undo."""
        return self._neighbours.options(question, self._turn(question.card))

    def _turn(self, card: Card) -> str:
        """Return a text that is another one after each answer that is part of this session or drill."""
        return f"{card.state.reps}:{card.state.lapses}"

    def _task(self, question: Question) -> Task:
        card, settings = question.card, question.deck.settings
        memory = card.state.memory
        return Task(
            form=question.form,
            expected=question.expected,
            stability=memory.stability if memory else None,
            choice_below=settings.choice_below_of(card.direction),
            recall_from=settings.recall_from_of(card.direction),
            wrong_options=lambda: len(self.options(question)) - 1,
            compare=lambda given: self._neighbours.judged(question, given),
        )

    def partner(self, question: Question) -> Note | None:
        """Return the note that a card is to be told apart from, where it is asked for that."""
        return None

    def notes_changed(self) -> None:
        """Learn that notes were changed, so that answers are compared with them as they are now."""
        self._neighbours.forget()

    # What is thought of the answer

    def reveal(self, question: Question, now: datetime) -> Choices:
        """Return what each rating would do, for a card whose answer is shown at ``now``.

        The answer belongs to the study day on which it was revealed, so that the intervals shown are the ones used.
        """
        day = study_day(now, self._day_start)
        return Choices(day, now, outcomes(question.card.state, MemoryModel(question.deck.settings), day))

    def judge(self, question: Question, mode: str, given: Given, now: datetime, *, hinted: bool = False) -> Judged:
        """Return what is thought of an answer that was entered at ``now``, and which rating is proposed."""
        verdict = MODES[mode].judge(self._task(question), given)
        other = None if verdict.other is None else self._repository.note(verdict.other)
        proposal = Proposal(Rating.AGAIN if verdict.wrong else Rating.GOOD)
        if self.manner.proposes:
            taken = self.milliseconds(question, now)
            about = Circumstances(
                mode=mode,
                milliseconds=taken if taken < LONGEST_ANSWER_MS else None,
                usual=self._times_in(mode).usual(question.length),
                mature=question.is_mature,
                hinted=hinted,
            )
            proposal = proposed(verdict, about)
        return Judged(verdict, proposal, other, given.picked.text if given.picked else given.text)

    @staticmethod
    def milliseconds(question: Question, now: datetime) -> int:
        """Return the time since a card was asked, in milliseconds, at most :data:`LONGEST_ANSWER_MS`."""
        return min(max(int((now - question.shown).total_seconds() * 1000), 0), LONGEST_ANSWER_MS)

    def _times_in(self, mode: str) -> Times:
        """Return this person's times in a mode, read when they are first needed."""
        if mode not in self._times:
            timed = self._repository.recall_times(mode)
            there = (one for one in timed if one.milliseconds < LONGEST_ANSWER_MS)
            self._times[mode] = Times.of((self._length_of(one), one.milliseconds) for one in there)
        return self._times[mode]

    def _length_of(self, timed: Timed) -> int:
        direction = self._repository.note_type(timed.note.type_id).direction(timed.direction)
        return length(timed.note, direction, self.manner.language)

    # Storing it

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
        of the note whose right answer was given instead, which is no confusion where the person says that the card was
        known. Raises :class:`quiz.errors.StaleCardError` where the card was changed elsewhere since it was shown.
        """
        card = question.card
        self._leave()
        recalled = self.milliseconds(question, choices.instant)
        entry = self._repository.record(
            Answer(
                card_id=card.id,
                revision=card.revision,
                now=now,
                day=choices.day,
                kind=self._kind(card),
                rating=rating,
                mode=mode,
                milliseconds=self.milliseconds(question, now) if milliseconds is None else milliseconds,
                recall_ms=recalled,
                after=choices.outcomes[rating].taken(now),
                given=as_stored(given),
                confused_with=confused_with if rating is Rating.AGAIN else None,
            )
        )
        self._answers += 1
        known = rating is not Rating.AGAIN and recalled < LONGEST_ANSWER_MS and entry.kind.moves_memory
        if known and mode in self._times:
            self._times[mode].add(question.length, recalled)
        self._answered(card, entry)
        return entry

    @abstractmethod
    def _kind(self, card: Card) -> Kind:
        """Return what kind of answer one to this card is."""

    def _leave(self) -> None:
        """Leave the card that is asked: it is answered, whether that is stored or refused, or put aside."""
        self._takes_back = False

    @abstractmethod
    def _answered(self, card: Card, entry: Review) -> None:
        """Learn that the answer to a card was stored."""

    def _question(self, card: Card, now: datetime) -> Question:
        note = self._repository.note(card.note_id)
        kind = self._repository.note_type(note.type_id)
        deck = self._repository.deck(card.deck_id)
        language = self.manner.language or deck.language
        return Question(card, note, kind, deck, kind.direction(card.direction), language, now)
