"""A drill: asking exactly these cards, outside the schedule, until each was remembered once."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from quiz.asking import Asking, Choices, Counts, Question
from quiz.cards import Card, Kind, Rating, Review
from quiz.repository import Repository, Step, Undone
from quiz.scheduling.answering import unmoved
from quiz.scheduling.days import study_day

BETWEEN = 2
"""How many other cards are asked before one that was missed comes again, where there are as many."""


class Drill(Asking):
    """Asking some cards in the order given, whether they are due, suspended or buried, or not.

    Answers are in the log and in the counts of the day, but move no schedule. A card rated Again comes again.
    """

    def __init__(
        self, repository: Repository, card_ids: Sequence[int], *, day_start: timedelta, language: str = ""
    ) -> None:
        super().__init__(repository, day_start, language)
        self._left = deque(dict.fromkeys(card_ids))
        self._done: set[int] = set()
        self._steps: list[tuple[int, int | None]] = []
        """The cards that were answered, each with its entry in the log, or put off, without one."""

    def next(self, now: datetime) -> Question | None:
        """Return the card to ask now, or nothing when all were remembered."""
        while self._left:
            card = self._repository.card(self._left[0])
            question = None if card.retired else self._question(card, now)
            if question is not None and not question.deck.deleted:
                return question
            self._left.popleft()
        return None

    def waiting(self, now: datetime) -> datetime | None:
        """Return nothing: a drill never waits."""
        return None

    def reveal(self, question: Question, now: datetime) -> Choices:
        """Return that no rating would change the schedule of the card."""
        return Choices(study_day(now, self._day_start), unmoved(question.card.state))

    def _kind(self, card: Card) -> Kind:
        return Kind.CRAM

    def _leave(self) -> None:
        """Do nothing: the card stays first until its answer is stored."""

    def _answered(self, card: Card, entry: Review) -> None:
        self._take(card.id)
        self._steps.append((card.id, entry.id))
        if entry.rating is Rating.AGAIN:
            self._left.insert(BETWEEN, card.id)
        else:
            self._done.add(card.id)

    def _take(self, card_id: int) -> None:
        if card_id in self._left:
            self._left.remove(card_id)

    def later(self, question: Question, now: datetime) -> None:
        """Put a card behind all others."""
        self._take(question.card.id)
        self._left.append(question.card.id)
        self._steps.append((question.card.id, None))

    def undo(self, now: datetime) -> Undone | None:
        """Take back the last step of this drill; its card is asked next."""
        while self._steps:
            card_id, entry = self._steps.pop()
            undone = Undone(Step.LATER, card_id) if entry is None else self._repository.undo_entry(entry, now)
            self._take(card_id)
            self._done.discard(card_id)
            self._left.appendleft(card_id)
            if undone is not None:
                return undone
        return None

    def counts(self, now: datetime) -> Counts:
        """Return how many cards are left, all as due, and how many were remembered."""
        return Counts(new=0, learning=0, due=len(self._left), done=len(self._done))
