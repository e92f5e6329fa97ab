"""A learner who studies for months or years, written straight into the log: a long history in seconds.

What is written is what the program would have written: cards are what their log makes of them, and the counts of days
and hours are exact. The learner recalls by a hidden memory of their own, confuses some notes, is slower at the end of
the day, and does without some days.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from quiz.cards import KIND_OF_PHASE, Card, CardState, Phase, Rating, Review
from quiz.scheduling.answering import outcome
from quiz.scheduling.days import study_day, utc_offset
from quiz.scheduling.forgetting import DEFAULT_DECAY, predicted
from quiz.scheduling.memory import MemoryModel
from quiz.store import Store, aggregates, log, rows
from quiz.store.columns import to_milliseconds
from quiz.store.migrations import DEVICE_BITS

DEVICE = 4711
HOURS, SHARES = (7, 8, 12, 21, 22), (30, 30, 10, 20, 10)
STEP = timedelta(minutes=10)
_BATCH = 5000


@dataclass(frozen=True)
class Habits:
    """How a person studies: days in all, how often a day is left out, new cards and answers a day."""

    days: int = 365
    idle: float = 0.12
    new: int = 4
    most: int = 90
    confused: float = 0.25


class Learner:
    """Someone who studies the cards of a database up to an instant."""

    def __init__(self, store: Store, now: datetime, habits: Habits, seed: int = 8) -> None:
        self.store, self.now, self.habits = store, now, habits
        self.rng = random.Random(seed)
        self.cards = {card.id: card for card in store.cards()}
        self.notes = {card.note_id: store.note(card.note_id) for card in self.cards.values()}
        self.models = {deck.id: MemoryModel(deck.settings) for deck in store.decks()}
        self.pairs = self._pairs()
        self.last_id = store.last_entry()
        self.entries: list[Review] = []

    def _pairs(self) -> dict[int, int]:
        """Some notes, each with another one whose answer is given for it."""
        by_deck: dict[int, list[int]] = {}
        for note in self.notes.values():
            by_deck.setdefault(note.deck_id, []).append(note.id)
        found: dict[int, int] = {}
        for ids in by_deck.values():
            chosen = self.rng.sample(ids, min(len(ids) // 2 * 2, 12))
            found |= dict(zip(chosen[::2], chosen[1::2], strict=True))
        return found

    def study(self) -> None:
        """Study every day up to the last, some days not, and store it."""
        today = study_day(self.now)
        for ago in range(self.habits.days, -1, -1):
            if ago and self.rng.random() < self.habits.idle:
                continue
            self._one_day(today - timedelta(days=ago), last=not ago)
        self._store()

    def _one_day(self, day: date, *, last: bool) -> None:
        hour = self.rng.choices(HOURS, SHARES)[0]
        now = datetime.combine(day, time_of_day(hour, self.rng.randrange(60)), self.now.tzinfo)
        if last:
            now = self.now - timedelta(hours=1)
        for card in self._due(day)[: self.habits.most]:
            now = self._answer_until_known(card.id, now, day)
            if last and now > self.now:
                return

    def _due(self, day: date) -> list[Card]:
        every = list(self.cards.values())
        due = [card for card in every if card.state.due_day is not None and card.state.due_day <= day]
        new = [card for card in every if card.state.phase is Phase.NEW]
        self.rng.shuffle(due)
        return due + new[: self.habits.new]

    def _answer_until_known(self, card_id: int, now: datetime, day: date) -> datetime:
        for _time in range(4):
            now += timedelta(milliseconds=self._answer(card_id, now, day))
            if not self.cards[card_id].state.phase.in_steps:
                break
            now += timedelta(seconds=40)
        return now

    def _answer(self, card_id: int, now: datetime, day: date) -> int:
        """Answer a card and return how many milliseconds that took."""
        card = self.cards[card_id]
        before = card.state
        rating, confused = self._rating(card, day, now.hour)
        taken = int(self.rng.lognormvariate(8.2 + 0.25 * (card.direction != "key") + 0.3 * (rating < 3), 0.5))
        after = outcome(before, self.models[card.deck_id], rating, day).taken(now + timedelta(milliseconds=taken))
        self.entries.append(self._entry(card, now + timedelta(milliseconds=taken), day, rating, taken, after, confused))
        self.cards[card_id] = replace(card, state=after)
        return taken

    def _rating(self, card: Card, day: date, hour: int) -> tuple[Rating, int | None]:
        likely = predicted(card.state, day, DEFAULT_DECAY)
        likely = 0.6 if likely is None else max(0.05, likely - 0.05 * (card.direction != "key") - 0.03 * (hour > 20))
        other = self.pairs.get(card.note_id)
        if self.rng.random() > likely:
            return Rating.AGAIN, other if self.rng.random() < self.habits.confused else None
        return self.rng.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (12, 78, 10))[0], None

    def _entry(
        self, card: Card, now: datetime, day: date, rating: Rating, taken: int, after: CardState, confused: int | None
    ) -> Review:
        self.last_id = max(to_milliseconds(now) << DEVICE_BITS | DEVICE, self.last_id + (1 << DEVICE_BITS))
        before, memory = card.state, card.state.memory
        mode = "choice" if memory is None or memory.stability < 2 else "type" if card.direction != "key" else "flip"
        return Review(
            id=self.last_id,
            card_id=card.id,
            time=rows.to_the_millisecond(now),
            day=day,
            utc_offset=utc_offset(now),
            kind=KIND_OF_PHASE[before.phase],
            rating=rating,
            mode=mode,
            milliseconds=taken,
            given="",
            confused_with=confused,
            phase=after.phase,
            step=after.step,
            due_day=after.due_day,
            due_at=after.due_at,
            recall_ms=taken,
            scheduled_days=before.scheduled_days,
            predicted=predicted(before, day, DEFAULT_DECAY),
        )

    def _store(self) -> None:
        with self.store._write() as writer:
            for part in _parts(self.entries):
                writer.execute(rows.REVIEW.insert(), [rows.review_values(entry) for entry in part])
            for card in self.cards.values():
                if card.state.reps:
                    values = rows.state_values(card.state)
                    writer.execute(rows.CARD.update().where(rows.CARD.c.id == card.id).values(**values))
            by_card: dict[int, list[Review]] = {}
            for entry in self.entries:
                by_card.setdefault(entry.card_id, []).append(entry)
            answers = (
                one for number, entries in by_card.items() for one in log.answers_of(self.cards[number], entries)
            )
            for table, counted in zip((aggregates.DAY, aggregates.HOUR), aggregates.of_log(answers), strict=True):
                key = [column.name for column in table.primary_key]
                values_of = [dict(zip(key, place, strict=True)) | counts for place, counts in counted.items()]
                if values_of:
                    writer.execute(table.insert(), values_of)


def _parts(entries: Sequence[Review]) -> Iterator[Sequence[Review]]:
    for start in range(0, len(entries), _BATCH):
        yield entries[start : start + _BATCH]


def study_for(store: Store, now: datetime, habits: Habits | None = None, seed: int = 8) -> None:
    """Let a learner study all cards of a database that has no history yet, up to an instant."""
    Learner(store, now, habits or Habits(), seed).study()
