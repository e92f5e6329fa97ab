"""What an answer does to a card: its next state, for each of the four ratings, and the interval that is shown."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from quiz.cards import CardState, Phase, Rating
from quiz.scheduling.days import elapsed_days
from quiz.scheduling.memory import MemoryModel

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating would do: memory, phase, step, and ``interval`` until the card is due again.

    In a learning phase the interval runs in real time from the answer; otherwise it is whole study days.
    """

    state: CardState
    interval: timedelta

    def taken(self, now: datetime) -> CardState:
        """Return the state of the card when it is answered so at ``now``, an aware datetime."""
        instant = now.astimezone(UTC)
        due_at = instant + self.interval if self.state.phase.in_steps else None
        return CardState(
            phase=self.state.phase,
            step=self.state.step,
            due_day=self.state.due_day,
            due_at=due_at,
            memory=self.state.memory,
            reps=self.state.reps,
            lapses=self.state.lapses,
            last_review=instant,
            last_day=self.state.last_day,
        )


class Unmoved(Outcome):
    """What a rating does outside the schedule: nothing."""

    def taken(self, now: datetime) -> CardState:
        """Return the state of the card as it was."""
        return self.state


def unmoved(state: CardState) -> dict[Rating, Outcome]:
    """Return for each rating that the card stays as it is; its ``interval`` says nothing and is 0."""
    return {rating: Unmoved(state, timedelta(0)) for rating in Rating}


def outcomes(state: CardState, model: MemoryModel, day: date) -> dict[Rating, Outcome]:
    """Return what each rating would do to a card that is answered on the study day ``day``."""
    return {rating: outcome(state, model, rating, day) for rating in Rating}


def outcome(state: CardState, model: MemoryModel, rating: Rating, day: date) -> Outcome:
    """Return what one rating would do to a card that is answered on the study day ``day``."""
    memory, phase, step, interval = model.next(state, rating, elapsed_days(state.last_day, day))
    lapsed = state.phase is Phase.REVIEW and rating is Rating.AGAIN
    after = CardState(
        phase=phase,
        step=step,
        due_day=day if phase.in_steps else day + interval,
        memory=memory,
        reps=state.reps + 1,
        lapses=state.lapses + lapsed,
        last_day=day,
    )
    return Outcome(after, interval)
