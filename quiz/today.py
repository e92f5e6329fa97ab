"""What can be asked on one study day in some decks: the queue of the day, and what is done of it."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quiz.asking import Counts
from quiz.cards import Card, Deck, Phase, Review
from quiz.deck_tree import ancestors, with_subdecks
from quiz.errors import NoCardError
from quiz.repository import AnsweredCard, Repository
from quiz.scheduling.days import is_to_come
from quiz.scheduling.queue import Candidate, DayQueue, Limits, build, step_has_come

_JUST = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Share:
    """How much is asked on a day: the daily limits so many times, reviews that are due by a later day, siblings too."""

    helpings: int = 1
    until: date | None = None
    together: bool = False


class Today:
    """The cards of one study day. It is made anew when the day changes, and after an undo.

    ``again`` is a card that is asked whatever the queue says; it counts in the limits like any other. ``only`` has the
    ids of the cards that may be asked, where not all may.
    """

    def __init__(
        self,
        repository: Repository,
        chosen: Sequence[Deck] | None,
        day: date,
        now: datetime,
        share: Share,
        again: int | None = None,
        only: frozenset[int] | None = None,
    ) -> None:
        self.day = day
        self._only = only
        self._repository = repository
        self._share = share
        self._until = share.until or day
        self._answered: dict[int, frozenset[int]] = {}
        self._answered_here: set[int] = set()
        self._last_entry = 0
        self._own: set[int] = set()
        living = repository.decks()
        self.decks = _studied(living, chosen)
        self._single = chosen[0].id if chosen is not None and len(chosen) == 1 else None
        card = None if again is None else repository.card(again)
        here = card is not None and card.deck_id in self.decks and card.is_available(day)
        self._again = card if here else None
        self.answered_elsewhere(now)
        queue = self._make_queue(living)
        self._queue = deque(queue.cards)
        self.waiting_siblings = queue.waiting_siblings

    def _make_queue(self, living: Sequence[Deck]) -> DayQueue:
        taken = dict(self._answered)
        for card in self._repository.learning(list(self.decks), self.day):
            taken.setdefault(card.note_id, frozenset({card.card_id}))
        limits = daily_limits(living, self._repository.done_on(self.day), self.day, self._share.helpings)
        again = self._anyway()
        if again is not None:
            limits.take(again)
            taken[again.note_id] = taken.get(again.note_id, frozenset()) | {again.card_id}
        queue = self._build(limits, taken, again.card_id if again else 0, self._review_order(living))
        return queue if again is None else DayQueue((again, *queue.cards), queue.waiting_siblings)

    def _anyway(self) -> Candidate | None:
        """Return the card that is asked whatever the queue says, unless it is in learning steps."""
        card = self._again
        if card is None or card.state.phase.in_steps:
            return None
        return Candidate(card.id, card.note_id, card.deck_id, card.state.phase, card.state.due_day)

    def _build(self, limits: Limits, taken: Mapping[int, frozenset[int]], without: int, order: str) -> DayQueue:
        due = self._repository.due_reviews(list(self.decks), self.day, self._until)
        reviews = (card for card in due if card.card_id != without and self._is_meant(card.card_id))
        new = (self._new_cards(deck, without) for deck in self.decks.values())
        return build(reviews, new, limits, taken, self.day, self._share.together, order)

    def _review_order(self, living: Sequence[Deck]) -> str:
        """Return the order of reviews: while a backlog is caught up that of its plan, the first by name of the decks.

        Like its limit, the order of a plan holds for the decks below it, too.
        """
        decks, chains = {deck.id: deck for deck in living}, ancestors(living)
        planned = (decks[number].settings.catch_up_order(self.day) for one in self.decks for number in chains[one])
        first = self._deck_of_orders()
        usual = first.settings.review_order if first else "known"
        return next((order for order in planned if order is not None), usual)

    def _deck_of_orders(self) -> Deck | None:
        """Return the deck whose order of reviews holds: the one that was chosen, or of several the first by name."""
        if self._single in self.decks:
            return self.decks[self._single]
        return next(iter(self.decks.values()), None)

    def _new_cards(self, deck: Deck, without: int) -> Iterator[Candidate]:
        """Yield the new cards of a deck in the order of the one deck that was chosen, otherwise in its own."""
        orders = self.decks.get(self._single or 0, deck)
        cards = self._repository.new_cards(deck.id, self.day, shuffled=orders.settings.new_order == "random")
        return (card for card in cards if card.card_id != without and self._is_meant(card.card_id))

    def _is_meant(self, card_id: int) -> bool:
        """Whether a card may be asked: one that was taken back always."""
        return self._only is None or card_id in self._only or (self._again is not None and card_id == self._again.id)

    def answered_elsewhere(self, now: datetime) -> bool:
        """Learn of the answers given since the last look, and return whether some were not of this session."""
        new = self._repository.answered_on(self.day, now, self._last_entry)
        for answer in new:
            self._note(answer)
            self._last_entry = max(self._last_entry, answer.entry)
        return any(answer.entry not in self._own for answer in new)

    def _note(self, answer: AnsweredCard) -> None:
        self._answered[answer.note_id] = self._answered.get(answer.note_id, frozenset()) | {answer.card_id}
        if answer.deck_id in self.decks and self._is_meant(answer.card_id):
            self._answered_here.add(answer.card_id)

    def take(self, card: Card, entry: Review) -> None:
        """Learn of an answer that this session has stored."""
        self._own.add(entry.id)
        self._note(AnsweredCard(entry.id, card.note_id, card.id, card.deck_id))
        self.drop(card)

    def drop(self, card: Card) -> None:
        """Take a card out of the queue: mostly its first one, another after an undo, none in steps."""
        if self._queue and self._queue[0].card_id == card.id:
            self._queue.popleft()
        elif not card.state.phase.in_steps:
            self._queue = deque(candidate for candidate in self._queue if candidate.card_id != card.id)

    def is_here(self, card: Card) -> bool:
        """Whether a card belongs to these decks and may be asked as far as suspending and burying go."""
        return card.deck_id in self.decks and card.is_available(self.day) and self._is_meant(card.id)

    def can_be_asked(self, card: Card, by: datetime) -> bool:
        """Whether a card is new, due on this day, or in learning steps due by an instant, and no sibling holds it."""
        state = card.state
        if not self.is_here(card) or self._waits(card.id, card.note_id):
            return False
        if state.phase.in_steps:
            return step_has_come(state.due_at, state.last_review, by)
        return state.phase is Phase.NEW or self._is_due(card)

    def _is_due(self, card: Card) -> bool:
        due = card.state.due_day
        ahead = due is not None and self.day < due <= self._until and card.state.last_day != self.day
        return ahead or is_to_come(card.state.last_day, self.day) or (due is not None and due <= self.day)

    def _waits(self, card_id: int, note_id: int) -> bool:
        """Whether a sibling was answered today, so that this card waits until tomorrow."""
        answered = self._answered.get(note_id, frozenset())
        taken_back = self._again is not None and self._again.id == card_id
        return not self._share.together and bool(answered) and card_id not in answered and not taken_back

    def learning(self) -> list[Candidate]:
        """Return the cards in learning steps, the one that is due first at the beginning."""
        found = self._repository.learning(list(self.decks), self.day)
        return [c for c in found if self._is_meant(c.card_id) and not self._waits(c.card_id, c.note_id)]

    def in_steps(self, by: datetime, without: Collection[int] = ()) -> Card | None:
        """Return the first card in learning steps that is due by an instant."""
        due = (card for card in self.learning() if card.has_come(by))
        first = next((card for card in due if card.card_id not in without), None)
        return None if first is None else self._repository.card(first.card_id)

    def from_queue(self, now: datetime, without: Collection[int] = ()) -> Card | None:
        """Return the first card of the queue that may still be asked; it stays there until it is answered."""
        for candidate in tuple(self._queue):
            if candidate.card_id in without:
                continue
            card = still_there(self._repository, candidate.card_id)
            if card is not None and card.state.phase is candidate.phase and self.can_be_asked(card, now):
                return card
            self._queue.remove(candidate)
        return None

    @property
    def has_reviews(self) -> bool:
        """Whether reviews are left in the queue."""
        return any(card.phase is Phase.REVIEW for card in self._left())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left in the queue."""
        return not any(self._left())

    def _left(self) -> Iterator[Candidate]:
        return (card for card in self._queue if not self._waits(card.card_id, card.note_id))

    def counts(self, end: datetime) -> Counts:
        """Return what is left and what is done of the day that ends at an instant."""
        left = list(self._left())
        steps = [card for card in self.learning() if card.has_come(end - _JUST)]
        to_ask = {card.card_id for card in (*left, *steps)}
        phases = [card.phase for card in left]
        done = len(self._answered_here - to_ask)
        return Counts(phases.count(Phase.NEW), len(steps), phases.count(Phase.REVIEW), done)


def still_there(repository: Repository, card_id: int) -> Card | None:
    """Return a card, or nothing where the database was restored meanwhile from a backup that does not have it."""
    try:
        return repository.card(card_id)
    except NoCardError:
        return None


def _studied(living: Sequence[Deck], chosen: Sequence[Deck] | None) -> dict[int, Deck]:
    """Return the chosen decks as they are now, with their sub-decks, by id and in the order of their names."""
    decks = living
    if chosen is not None:
        ids = {deck.id for deck in chosen}
        decks = with_subdecks(living, [deck for deck in living if deck.id in ids])
    return {deck.id: deck for deck in sorted(decks, key=lambda deck: deck.name)}


def _limits_of(deck: Deck, day: date) -> tuple[int, int]:
    """Return how many new cards and reviews are asked of a deck on a day; fewer while it catches up."""
    settings = deck.settings
    least = settings.catch_up_limit(day)
    reviews = settings.reviews_per_day if least is None else min(settings.reviews_per_day, least)
    return settings.new_per_day, reviews


def daily_limits(decks: Sequence[Deck], done: Mapping[int, tuple[int, int]], day: date, helpings: int = 1) -> Limits:
    """Return what is left of each deck's daily limits, or so many helpings of them.

    What is done in a deck counts in those above it, too.
    """
    chains = ancestors(decks)
    left = {deck.id: [one * helpings for one in _limits_of(deck, day)] for deck in decks}
    for deck_id, (new, reviews) in done.items():
        for above in chains.get(deck_id, ()):
            left[above][0] -= new
            left[above][1] -= reviews
    return Limits({deck_id: (new, reviews) for deck_id, (new, reviews) in left.items()}, chains)
