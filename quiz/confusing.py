"""Pairs of notes that a person mixes up, and the drill that tells them apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import islice

from quiz.asking import NO_BOUNDS, USUAL_MANNER, Bounds, Counts, Manner
from quiz.cards import Card, Note, Rating
from quiz.drill import Course, Drill
from quiz.mix_ups import IN_A_ROW, SINCE
from quiz.modes import Form
from quiz.questions import Question
from quiz.repository import Confusion, Repository

A_YEAR = timedelta(days=365)
"""How long ago another answer may have been given for a note, at most, to be told of."""

MANY = 2
"""Above this number of cards none is asked twice running."""

MOST_PAIRS = 5
"""How many pairs are drilled together, at most: those that are mixed up most."""

_AT_ONCE = 200
"""How many pairs are looked at together."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes that are mixed up, how often both ways together, and their cards in the direction of the last time."""

    confusion: Confusion
    count: int
    cards: tuple[int, int]


def pairs(
    repository: Repository, day: date, deck_ids: Sequence[int] | None = None, most: int | None = None
) -> list[Pair]:
    """Return the pairs that were mixed up lately and not told apart since, the most frequent first.

    A pair is told apart when the last :data:`IN_A_ROW` answers to each of its cards were right. ``deck_ids`` are the
    decks of which one has to hold a card of the pair at least, none for all. Where at most so many are wanted, no
    more of the log than needed is read.
    """
    merged: dict[frozenset[int], list[Confusion]] = {}
    for found in repository.confusions(day - SINCE):
        merged.setdefault(frozenset((found.note.id, found.other.id)), []).append(found)
    frequent = sorted(merged.values(), key=lambda both: -sum(one.count for one in both))
    parts = (frequent[start : start + _AT_ONCE] for start in range(0, len(frequent), _AT_ONCE))
    decks = None if deck_ids is None else frozenset(deck_ids)
    return list(islice((pair for part in parts for pair in _unsettled(repository, part, decks)), most))


def _unsettled(
    repository: Repository, mixed_up: Sequence[Sequence[Confusion]], deck_ids: frozenset[int] | None
) -> Iterator[Pair]:
    """Yield the pairs that have two cards in the same direction, and were not told apart."""
    ids = {note.id for both in mixed_up for note in (both[0].note, both[0].other)}
    cards = {(card.note_id, card.direction): card for card in repository.cards_of_notes(sorted(ids))}
    made = (_pair(both, cards, deck_ids) for both in mixed_up)
    found = [pair for pair in made if pair is not None]
    asked = sorted({card_id for pair in found for card_id in pair.cards})
    last = repository.last_answers(asked, IN_A_ROW)
    return (pair for pair in found if not all(_is_told_apart(last.get(card_id, ())) for card_id in pair.cards))


def _pair(
    both: Sequence[Confusion], cards: Mapping[tuple[int, str], Card], deck_ids: frozenset[int] | None
) -> Pair | None:
    latest = max(both, key=lambda one: one.entry)
    first, second = (cards.get((note.id, latest.direction)) for note in (latest.note, latest.other))
    if first is None or second is None:
        return None
    if deck_ids is not None and deck_ids.isdisjoint((first.deck_id, second.deck_id)):
        return None
    return Pair(latest, sum(one.count for one in both), (first.id, second.id))


def _is_told_apart(last: Sequence[Rating]) -> bool:
    """Tell whether the last answers to a card, :data:`IN_A_ROW` at most, were enough and all right."""
    return len(last) == IN_A_ROW and Rating.AGAIN not in last


class ConfusionDrill(Drill):
    """Asking pairs of cards in turn until each was told apart :data:`IN_A_ROW` times in a row.

    All cards of unfinished pairs come in each round, in an order that looks random, also when one of them is told apart
    already: otherwise it would be clear which of the two is asked. For the same reason the cards of a single pair may
    come twice running, between two rounds; with more cards none does. What the machine can judge is typed.
    """

    def __init__(
        self,
        repository: Repository,
        drilled: Sequence[tuple[int, int]],
        *,
        day_start: timedelta,
        manner: Manner = USUAL_MANNER,
        bounds: Bounds = NO_BOUNDS,
        scheduled: bool = False,
    ) -> None:
        super().__init__(repository, (), day_start=day_start, manner=manner, bounds=bounds, scheduled=scheduled)
        self._pairs = tuple(drilled)
        self._course = self._next_round(self._course)

    def mode_of(self, question: Question, wanted: str = "") -> str:
        """Return the mode of a card: what the machine can judge is typed, as picking one of two is half guessing."""
        typed = "" if question.form is Form.MEANING or self.manner.mode else "type"
        return super().mode_of(question, wanted or typed)

    def partner(self, question: Question) -> Note | None:
        """Return the note of the other card of the first pair that a card belongs to."""
        pair = next((pair for pair in self._pairs if question.card.id in pair), ())
        other = next((card_id for card_id in pair if card_id != question.card.id), None)
        return None if other is None else self._repository.note(self._repository.card(other).note_id)

    def left_today(self, now: datetime) -> Counts:
        """Return how many cards are not told apart yet, all as due, and how many are."""
        cards = {card_id for pair in self._pairs for card_id in pair}
        done = self._course.done & cards
        return Counts(new=0, learning=0, due=len(cards - done), done=len(done))

    def _drop(self, card_id: int) -> None:
        self._pairs = tuple(pair for pair in self._pairs if card_id not in pair)
        self._course = self._next_round(replace(self._course, left=()))

    def _after(self, card_id: int, right: bool) -> Course:
        course = self._course
        in_a_row = {**course.in_a_row, card_id: course.in_a_row.get(card_id, 0) + 1 if right else 0}
        done = frozenset(one for one, count in in_a_row.items() if count >= IN_A_ROW)
        after = replace(course, left=self._others(card_id), done=done, in_a_row=in_a_row)
        return after if after.left else self._next_round(after)

    def _next_round(self, course: Course) -> Course:
        """Return a round of all pairs of which a card was not told apart yet.

        What was answered last is not its first, but changes places with the second one; with two cards alone that would
        tell which is asked.
        """
        cards = {card_id for pair in self._pairs if not course.done.issuperset(pair) for card_id in pair}
        left = sorted(cards, key=lambda card_id: _drawn(course.round, card_id))
        if len(left) > MANY and left[0] == self._last_answered():
            left[:2] = reversed(left[:2])
        return replace(course, left=tuple(left), round=course.round + 1)

    def _last_answered(self) -> int | None:
        answered = (card_id for _course, card_id, entry in reversed(self._steps) if entry is not None)
        return next(answered, None)


def _drawn(number: int, card_id: int) -> bytes:
    """Return the place of a card in a round: it looks random and is the same again after an undo."""
    return blake2b(f"{number}:{card_id}".encode(), digest_size=8).digest()
