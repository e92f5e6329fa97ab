"""The queue of a study day: which cards are asked, and in which order.

Due reviews come in the order of their retrievability, the best known first, which costs the fewest minutes for each
card remembered when there is a backlog, unless the deck's settings name another order; new cards come in the order of
the deck, or shuffled, and are spread evenly among the reviews. Of a note only one card is taken on a day. Daily limits
hold for a deck and for all decks above it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b

from quiz.cards import Phase
from quiz.scheduling.days import elapsed_days
from quiz.scheduling.forgetting import retrievability

AHEAD = timedelta(minutes=20)
"""How much earlier than it is due a card in learning steps is brought forward when nothing else is left."""

SLACK = timedelta(minutes=1)
"""How far a clock is put back now and then without anybody minding it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the queue has to know of a card. ``decay`` belongs to the parameters of its deck.

    ``answered`` is the instant of the last answer, known only of cards in learning steps.
    """

    card_id: int
    note_id: int
    deck_id: int
    phase: Phase
    due_day: date | None = None
    due_at: datetime | None = None
    stability: float | None = None
    last_day: date | None = None
    decay: float = 0.0
    answered: datetime | None = None

    def has_come(self, by: datetime) -> bool:
        """Whether the card, in learning steps, is due by an instant."""
        return step_has_come(self.due_at, self.answered, by)


def step_has_come(due: datetime | None, answered: datetime | None, by: datetime) -> bool:
    """Whether a card in learning steps, which is due at an instant, is due by another one.

    One that was answered later than that is, too: the clock was ahead then, and the card must not wait until it is so
    late again.
    """
    return due is not None and (due <= by or (answered is not None and answered - by > SLACK))


class Limits:
    """How many new cards and reviews may still be asked today, in each deck and the decks above it."""

    def __init__(self, remaining: Mapping[int, tuple[int, int]], chains: Mapping[int, tuple[int, ...]]) -> None:
        """Take for each deck what is left of new cards and of reviews, and for each the ids from it to the top."""
        self._left = {deck_id: [max(0, new), max(0, reviews)] for deck_id, (new, reviews) in remaining.items()}
        self._chains = chains

    def allows(self, card: Candidate) -> bool:
        """Whether one more card of this deck and kind fits."""
        return all(self._left[deck_id][self._column(card)] > 0 for deck_id in self._chains[card.deck_id])

    def take(self, card: Candidate) -> None:
        """Count one card of this deck and kind."""
        for deck_id in self._chains[card.deck_id]:
            self._left[deck_id][self._column(card)] -= 1

    @staticmethod
    def _column(card: Candidate) -> int:
        return 0 if card.phase is Phase.NEW else 1


@dataclass(frozen=True, slots=True)
class DayQueue:
    """The cards of a day except those in learning steps, in order, and how many cards wait for a sibling."""

    cards: tuple[Candidate, ...]
    waiting_siblings: int


def build(
    reviews: Iterable[Candidate],
    new: Iterable[Iterable[Candidate]],
    limits: Limits,
    taken: Mapping[int, frozenset[int]],
    day: date,
    together: bool = False,
    review_order: str = "known",
) -> DayQueue:
    """Return the queue of ``day`` from its due reviews and its new cards, one iterable a deck, in the deck's order.

    The iterables may be lazy: of each only as much is read as the limits allow.
    ``taken`` has the notes of which a card was answered today, or is in learning steps, with those cards' ids: their
    siblings wait until tomorrow. ``together`` lets siblings follow, at the end. ``review_order`` is one of
    :data:`quiz.cards.REVIEW_ORDERS`.
    """
    picker = _Picker(limits, taken)
    due = picker.pick(sorted(reviews, key=lambda card: _place(card, day, review_order)))
    fresh = [card for deck in new for card in picker.pick(deck)]
    siblings = picker.siblings_within_limits()
    cards = list(_spread(due, fresh))
    return DayQueue(tuple(cards + siblings), 0) if together else DayQueue(tuple(cards), len(siblings))


class _Picker:
    """Takes cards while limits allow and keeps siblings apart."""

    def __init__(self, limits: Limits, taken: Mapping[int, frozenset[int]]) -> None:
        self._limits = limits
        self._notes: dict[int, frozenset[int]] = dict(taken)
        self._siblings: list[Candidate] = []

    def pick(self, cards: Iterable[Candidate]) -> list[Candidate]:
        picked = []
        for card in cards:
            if not self._limits.allows(card):
                if card.phase is Phase.NEW:
                    break
                continue
            if self._notes.get(card.note_id, frozenset()) - {card.card_id}:
                self._siblings.append(card)
                continue
            self._notes[card.note_id] = frozenset({card.card_id})
            self._limits.take(card)
            picked.append(card)
        return picked

    def siblings_within_limits(self) -> list[Candidate]:
        kept = []
        for card in self._siblings:
            if self._limits.allows(card):
                self._limits.take(card)
                kept.append(card)
        return kept


def _place(card: Candidate, day: date, order: str) -> tuple[float, bytes]:
    """Return what reviews are sorted by; equal ones come by chance."""
    return _PLACES[order](card, day), shuffled(card.card_id, day)


def _known(card: Candidate, day: date) -> float:
    if not card.stability:
        return 0.0
    return retrievability(card.stability, elapsed_days(card.last_day, day), card.decay)


_PLACES: dict[str, Callable[[Candidate, date], float]] = {
    "known": lambda card, day: -_known(card, day),
    "weak": _known,
    "due": lambda card, day: (card.due_day or day).toordinal(),
    "random": lambda card, day: 0.0,
}


def shuffled(card_id: int, day: date) -> bytes:
    """An order that is the same all day, whatever else is due, and another one tomorrow."""
    return blake2b(f"{day.toordinal()}:{card_id}".encode(), digest_size=8).digest()


def _spread(reviews: list[Candidate], new: list[Candidate]) -> Iterator[Candidate]:
    """Spread the new cards evenly among the reviews, beginning with a review where there is one."""
    total, placed = len(reviews) + len(new), 0
    rest = iter(reviews)
    for index in range(total):
        if placed < len(new) and (index + 1) * (len(new) + 1) > (placed + 1) * (total + 1):
            yield new[placed]
            placed += 1
        else:
            card = next(rest, None)
            if card is None:
                yield from new[placed:]
                return
            yield card
