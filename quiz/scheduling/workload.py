"""How much work the settings of a deck mean: answers for each card in its first year."""

from collections.abc import Iterator
from datetime import date
from random import Random

from quiz.cards import CardState, Phase, Rating
from quiz.scheduling.answering import outcome
from quiz.scheduling.days import elapsed_days
from quiz.scheduling.forgetting import decay_of, retrievability
from quiz.scheduling.memory import MemoryModel
from quiz.study_settings import DeckSettings

CARDS = 300
"""How many cards are simulated."""

_FIRST_DAY, _YEAR = date(2001, 1, 1), 365


def reviews_in_first_year(settings: DeckSettings, rng: Random) -> float:
    """Return the mean number of answers that a card needs in its first 365 days, learning steps included.

    A simulation of :data:`CARDS` cards that are all begun on the first day and answered on every due day. A card in
    review is remembered with the probability that the forgetting curve of FSRS-6 gives on that day and rated Good, or
    else Again; new cards and those in steps, which run within a day, are rated Good. The memory model moves each card
    as in study. Of cards with the same history the expected number is remembered, rounded up or down by chance, which
    needs far fewer cards for the same precision than a draw for each (systematic sampling).
    """
    return _Simulation(settings, rng).answers() / CARDS


class _Simulation:
    """Groups of cards that have the same history, with the settings of one deck."""

    def __init__(self, settings: DeckSettings, rng: Random) -> None:
        self._model = MemoryModel(settings)
        self._decay = decay_of(settings.parameters)
        self._rng = rng

    def answers(self) -> int:
        """Return how many answers all cards need together."""
        groups, count = [(CardState(), _FIRST_DAY, CARDS)], 0
        while groups:
            state, day, cards = groups.pop()
            count += cards
            for rating, rated in self._ratings(state, day, cards):
                after = outcome(state, self._model, rating, day).state
                due = after.due_day or day
                if (due - _FIRST_DAY).days < _YEAR:
                    groups.append((after, due, rated))
        return count

    def _ratings(self, state: CardState, day: date, cards: int) -> Iterator[tuple[Rating, int]]:
        """Yield how many of a group of cards get which rating on a day."""
        recall = 1.0
        if state.phase is Phase.REVIEW and state.memory is not None:
            recall = retrievability(state.memory.stability, elapsed_days(state.last_day, day), self._decay)
        good = min(cards, int(cards * recall + self._rng.random()))
        for rating, rated in ((Rating.GOOD, good), (Rating.AGAIN, cards - good)):
            if rated:
                yield rating, rated
