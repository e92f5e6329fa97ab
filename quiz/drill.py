"""A drill: asking exactly these cards, outside the schedule unless that is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from quiz.asking import NO_BOUNDS, USUAL_MANNER, Asking, Bounds, Counts, Manner
from quiz.cards import KIND_OF_PHASE, Card, Kind, Rating, Review
from quiz.questions import Choices, Question
from quiz.repository import Repository, Step, Undone
from quiz.scheduling.answering import unmoved
from quiz.scheduling.days import study_day

BETWEEN = 2
"""How many other cards are asked before one that was missed comes again, where there are as many."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where a drill is: the cards to come, those that are done, and how often each was right in a row."""

    left: tuple[int, ...]
    done: frozenset[int] = frozenset()
    in_a_row: Mapping[int, int] = field(default_factory=dict)
    round: int = 0


class Drill(Asking):
    """Asking some cards in the order given, whether they are due, suspended or buried, or not.

    Answers are in the log and in the counts of the day. They move no schedule, unless ``scheduled``: then each is a
    review like any other. A card rated Again comes again.
    """

    def __init__(
        self,
        repository: Repository,
        card_ids: Sequence[int],
        *,
        day_start: timedelta,
        manner: Manner = USUAL_MANNER,
        bounds: Bounds = NO_BOUNDS,
        scheduled: bool = False,
    ) -> None:
        super().__init__(repository, day_start, manner, bounds)
        self._scheduled = scheduled
        self._course = Course(tuple(dict.fromkeys(card_ids)))
        self._steps: list[tuple[Course, int, Review | None]] = []
        """What was before each step, its card, and its entry in the log, where it was an answer."""

    def _following(self, now: datetime) -> Question | None:
        while self._course.left:
            first = self._course.left[0]
            card = self._repository.card(first)
            question = None if card.retired else self._question(card, now)
            if question is not None and not question.deck.deleted:
                return question
            self._drop(first)
        return None

    def _drop(self, card_id: int) -> None:
        """Go on without a card that can't be asked any more."""
        self._course = replace(self._course, left=self._others(card_id))

    def _others(self, card_id: int) -> tuple[int, ...]:
        return tuple(one for one in self._course.left if one != card_id)

    @property
    def moves_schedule(self) -> bool:
        """Whether the answers count in the schedule, as was asked for."""
        return self._scheduled

    def waiting(self, now: datetime) -> datetime | None:
        """Return nothing: a drill never waits."""
        return None

    def reveal(self, question: Question, now: datetime) -> Choices:
        """Return what each rating would do: nothing to the schedule, unless that was asked for."""
        if self._scheduled:
            return super().reveal(question, now)
        return Choices(study_day(now, self._day_start), now, unmoved(question.card.state))

    def _kind(self, card: Card) -> Kind:
        return KIND_OF_PHASE[card.state.phase] if self._scheduled else Kind.CRAM

    def _answered(self, card: Card, entry: Review) -> None:
        self._steps.append((self._course, card.id, entry))
        self._course = self._after(card.id, entry.rating is not Rating.AGAIN)

    def _after(self, card_id: int, right: bool) -> Course:
        """Return how it goes on after an answer."""
        left = list(self._others(card_id))
        if right:
            return replace(self._course, left=tuple(left), done=self._course.done | {card_id})
        left.insert(BETWEEN, card_id)
        return replace(self._course, left=tuple(left))

    def later(self, question: Question, now: datetime) -> None:
        """Put a card behind all others."""
        self._leave()
        card_id = question.card.id
        self._steps.append((self._course, card_id, None))
        self._course = replace(self._course, left=(*self._others(card_id), card_id))

    def _undo(self, now: datetime) -> Undone | None:
        while self._steps:
            course, card_id, entry = self._steps.pop()
            undone = Undone(Step.LATER, card_id) if entry is None else self._repository.undo_entry(entry.id, now)
            self._course = course
            if undone is not None:
                return undone
        return None

    @property
    def results(self) -> tuple[int, int]:
        """How many answers were given, and how many of them were right."""
        ratings = [entry.rating for _course, _card, entry in self._steps if entry is not None]
        return len(ratings), len(ratings) - ratings.count(Rating.AGAIN)

    def left_today(self, now: datetime) -> Counts:
        """Return how many cards are left, all as due, and how many were remembered."""
        return Counts(new=0, learning=0, due=len(self._course.left), done=len(self._course.done))

    def _turn(self, card: Card) -> str:
        return f"{super()._turn(card)}:{self._repository.entries_of(card.id)}"
