"""Pairs of notes that a person mixes up, and the drill that tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import islice

from quiz.asking import NO_BOUNDS, USUAL_MANNER, Bounds, Counts, Manner
from quiz.cards import Rating
from quiz.drill import Course, Drill
from quiz.modes import Form
from quiz.questions import Question
from quiz.repository import Confusion, Repository

SINCE = timedelta(days=90)
"""How long ago two notes may have been mixed up, at most, to be drilled."""

IN_A_ROW = 2
"""How often each note of a pair has to be told apart from the other in a row."""

MOST_PAIRS = 5
"""How many pairs are drilled together, at most: those that are mixed up most."""


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
    homes of the notes, empty for all. Where at most so many are wanted, the cards of the others are not looked at.
    """
    merged: dict[frozenset[int], list[Confusion]] = {}
    for found in repository.confusions(day - SINCE):
        if deck_ids is None or found.note.deck_id in deck_ids:
            merged.setdefault(frozenset((found.note.id, found.other.id)), []).append(found)
    frequent = sorted(merged.values(), key=lambda both: -sum(one.count for one in both))
    made = (_pair(repository, both) for both in frequent)
    return list(islice((pair for pair in made if pair is not None and not _is_settled(repository, pair)), most))


def _pair(repository: Repository, both: list[Confusion]) -> Pair | None:
    latest = max(both, key=lambda one: one.entry)
    found = [_card_of(repository, note.id, latest.direction) for note in (latest.note, latest.other)]
    if found[0] is None or found[1] is None:
        return None
    return Pair(latest, sum(one.count for one in both), (found[0], found[1]))


def _card_of(repository: Repository, note_id: int, slug: str) -> int | None:
    return next((card.id for card in repository.cards_of_note(note_id) if card.direction == slug), None)


def _is_settled(repository: Repository, pair: Pair) -> bool:
    return all(_right_in_a_row(repository, card_id) >= IN_A_ROW for card_id in pair.cards)


def _right_in_a_row(repository: Repository, card_id: int) -> int:
    """Return how many of the last answers to a card were right, without an answer between that was not."""
    count = 0
    for entry in reversed(repository.log(card_id)):
        if entry.undone is not None or not entry.kind.is_answer:
            continue
        if entry.rating is Rating.AGAIN:
            break
        count += 1
    return count


class ConfusionDrill(Drill):
    """Asking pairs of cards in turn until each was told apart :data:`IN_A_ROW` times in a row.

    All cards of unfinished pairs come in each round, in an order that cannot be foreseen, also when one of them is told
    apart already: otherwise it would be clear which of the two is asked. What the machine can judge is typed.
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

    def counts(self, now: datetime) -> Counts:
        """Return how many cards are not told apart yet, all as due, and how many are."""
        cards = {card_id for pair in self._pairs for card_id in pair}
        return self._bounded(len(cards - self._course.done), len(cards & self._course.done))

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
        """Return a round of all pairs of which a card was not told apart yet."""
        cards = {card_id for pair in self._pairs if not course.done.issuperset(pair) for card_id in pair}
        left = sorted(cards, key=lambda card_id: _drawn(course.round, card_id))
        return replace(course, left=tuple(left), round=course.round + 1)


def _drawn(number: int, card_id: int) -> bytes:
    """Return the place of a card in a round: it looks random and is the same again after an undo."""
    return blake2b(f"{number}:{card_id}".encode(), digest_size=8).digest()
