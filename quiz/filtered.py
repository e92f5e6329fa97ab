"""What the filters hold: what is left of today in each, how much is known, how many cards there are. Loads numpy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quiz.asking import Counts
from quiz.cards import Phase
from quiz.errors import QuizError
from quiz.filters import Filter, FilterRow, cards_of
from quiz.program import Program
from quiz.repository import DeckCounts
from quiz.scheduling.days import study_day
from quiz.scheduling.forgetting import decay_of
from quiz.stats.columns import Cards, Numbers
from quiz.stats.days import day_number
from quiz.study import Session


def _never() -> None:
    """Let a search go on."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The cards of the database as they are at one moment, of which filters have some. ``today`` is a day's number."""

    cards: Cards
    recall: Numbers
    today: int

    @classmethod
    def of(cls, program: Program) -> Holding:
        """Read all cards."""
        cards = program.store.card_columns()
        today = day_number(study_day(program.clock.now(), program.config.day_start))
        decays = {deck.id: decay_of(deck.settings.parameters) for deck in program.store.decks()}
        return cls(cards, cards.retrievability(today, decays), today)

    def known(self, ids: Numbers) -> float:
        """Return the mean retrievability of some cards, 0 to 1, counted as for a deck: without suspended ones."""
        mine = np.isin(self.cards.id, ids) & ~self.cards.suspended
        return float(self.recall[mine].mean()) if mine.any() else 0.0

    def counts(self, ids: Numbers) -> DeckCounts:
        """Return what some cards are, counted as in a deck whatever its daily limits."""
        cards = self.cards.of_ids(ids)
        phases, asked = cards.phase, ~cards.suspended
        steps = (phases == int(Phase.LEARNING)) | (phases == int(Phase.RELEARNING))
        due = (phases == int(Phase.REVIEW)) & (cards.due <= self.today) & (cards.buried <= self.today)
        return DeckCounts(
            notes=len(np.unique(cards.note)),
            cards=len(cards),
            new=int(np.count_nonzero(asked & (phases == int(Phase.NEW)))),
            learning=int(np.count_nonzero(asked & steps)),
            due=int(np.count_nonzero(asked & due)),
            suspended=int(np.count_nonzero(cards.suspended)),
        )


def rows(program: Program, filters: Sequence[Filter], pause: Callable[[], None] = _never) -> Iterator[FilterRow]:
    """Yield filters with what is left of today in each, within the limits of the decks of its cards, as of now.

    It is for a thread: each takes as long as making the queue of all decks does. ``pause`` is called time and again and
    may raise, which ends it.
    """
    holding = Holding.of(program)
    for one in filters:
        pause()
        try:
            cards = cards_of(program, one.query, pause)
            yield FilterRow(one, _left(program, cards), holding.known(cards), len(cards))
        except QuizError as error:
            yield FilterRow(one, problem=error)


def _left(program: Program, cards: Numbers) -> Counts:
    only = frozenset(cards.tolist())
    return Session(program.store, None, day_start=program.config.day_start, only=only).counts(program.clock.now())


def held(program: Program, filters: Sequence[Filter]) -> Iterator[tuple[Filter, DeckCounts | QuizError]]:
    """Yield what each filter has whatever the daily limits, or why its query fails."""
    holding = Holding.of(program)
    for one in filters:
        try:
            yield one, holding.counts(cards_of(program, one.query))
        except QuizError as error:
            yield one, error
