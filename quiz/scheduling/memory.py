"""The memory model: what an answer does to stability and difficulty. FSRS-6, one card at a time.

This is the only place that knows the ``fsrs`` package. Days are passed to it as UTC midnights a whole number of days
apart, so that it counts calendar days as Anki does, and never the hours between two answers. It is loaded at the first
answer, so that what only counts or lists cards starts without it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.cards import CardState, Memory, Phase, Rating
from quiz.errors import QuizError
from quiz.locale import _
from quiz.study_settings import DeckSettings

if TYPE_CHECKING:
    import fsrs

STABILITY_MIN, STABILITY_MAX = 0.001, 36500.0
"""The range of stability in days, as in Anki's engine."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def check_parameters(parameters: Sequence[float]) -> None:
    """Raise :class:`QuizError` unless the parameters are empty or a set that the model takes."""
    try:
        _scheduler(tuple(parameters), 0.9, (), (), 36500)
    except ValueError as error:
        raise QuizError(
            _("These FSRS parameters cannot be used."), _("There must be 21 numbers, each within the bounds of FSRS-6.")
        ) from error


@lru_cache(maxsize=64)
def _scheduler(
    parameters: tuple[float, ...],
    retention: float,
    learning: tuple[float, ...],
    relearning: tuple[float, ...],
    maximum: int,
) -> "fsrs.Scheduler":
    import fsrs  # noqa: PLC0415  loaded at the first answer

    return fsrs.Scheduler(
        parameters=parameters or fsrs.scheduler.DEFAULT_PARAMETERS,
        desired_retention=retention,
        learning_steps=[timedelta(minutes=step) for step in learning],
        relearning_steps=[timedelta(minutes=step) for step in relearning],
        maximum_interval=maximum,
        enable_fuzzing=False,
    )


class MemoryModel:
    """FSRS-6 with the settings of one deck."""

    def __init__(self, settings: DeckSettings) -> None:
        self._full = _scheduler(
            settings.parameters,
            settings.desired_retention,
            settings.learning_steps,
            settings.relearning_steps,
            settings.maximum_interval,
        )
        self._memory_only = _scheduler(
            settings.parameters, settings.desired_retention, (), (), settings.maximum_interval
        )

    def after(self, memory: Memory | None, rating: Rating, elapsed: int) -> Memory:
        """Return the memory after an answer ``elapsed`` whole days after the last; the first has no memory before."""
        state = CardState(phase=Phase.REVIEW if memory else Phase.NEW, memory=memory)
        card, _interval = self._review(self._memory_only, state, rating, elapsed)
        return _memory(card)

    def next(self, state: CardState, rating: Rating, elapsed: int) -> tuple[Memory, Phase, int | None, timedelta]:
        """Return memory, phase, step and interval after an answer.

        The interval is a step of less than a day in the learning phases, else a whole number of days of at least 1.
        """
        card, interval = self._review(self._full, state, rating, elapsed)
        return _memory(card), Phase(card.state), card.step, interval

    @staticmethod
    def _review(
        scheduler: "fsrs.Scheduler", state: CardState, rating: Rating, elapsed: int
    ) -> "tuple[fsrs.Card, timedelta]":
        import fsrs  # noqa: PLC0415  loaded at the first answer

        memory = state.memory
        before = fsrs.Card(
            card_id=1,
            state=fsrs.State(state.phase or Phase.LEARNING),
            step=state.step,
            stability=memory.stability if memory else None,
            difficulty=memory.difficulty if memory else None,
            due=_EPOCH,
            last_review=_EPOCH if memory else None,
        )
        now = _EPOCH + timedelta(days=elapsed)
        after, _log = scheduler.review_card(before, fsrs.Rating(rating), now)
        return after, after.due - now


def _memory(card: "fsrs.Card") -> Memory:
    assert card.stability is not None
    assert card.difficulty is not None
    return Memory(min(max(card.stability, STABILITY_MIN), STABILITY_MAX), card.difficulty)
