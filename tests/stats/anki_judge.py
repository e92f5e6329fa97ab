"""The same cards and the same log in a collection of Anki, which then says what it makes of them.

Anki judges only here, in tests. Its figures are those of the present instant; so an hour of the day is chosen for the
process in which it is early afternoon, far from midnight and from 04:00, whenever the test runs.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from anki.collection import Collection

from quiz.cards import Card, Deck, Kind, Phase, Review
from quiz.scheduling.forgetting import decay_of
from tests.stats.facts import World

AFTERNOON = 14
DAY_SECONDS = 86_400
CREATED_DAYS_AGO = 400
ROLLOVER_HOURS = 4

TYPES = {Kind.LEARN: 0, Kind.REVIEW: 1, Kind.RELEARN: 2, Kind.CRAM: 3}
"""Anki's number of each kind of answer; it has no interviews. All that is done by hand is manual there, 4."""

CARD_TYPES = {Phase.NEW: 0, Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}
QUEUES = {Phase.NEW: 0, Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 1}
SUSPENDED, BURIED = -1, -3
RELEARNING_INTERVAL = 1
"""What Anki keeps as the interval of a card in relearning: that from which it will go on."""


@contextmanager
def early_afternoon() -> Iterator[datetime]:
    """Let it be about two o'clock for this process, and yield the present instant in that time zone."""
    ahead = AFTERNOON - datetime.now(UTC).hour
    before = os.environ.get("TZ")
    try:
        _set_zone(f"<{ahead:+03d}>{-ahead}")
        yield datetime.now(timezone(timedelta(hours=ahead)))
    finally:
        _set_zone(before)


def _set_zone(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()


class Judge:
    """A collection of Anki that is filled with what a database of ours has. It is to be closed.

    With ``whole_days`` it is told that the last answer to each card was at this time of its study day.
    """

    def __init__(self, path: Path, world: World, now: datetime, today: date, *, whole_days: bool) -> None:
        self._path, self._world, self._now, self._today, self._whole_days = path, world, now, today, whole_days
        self._first = today - timedelta(days=CREATED_DAYS_AGO)
        self._begin()
        self.collection = Collection(str(path))
        self._decks = {deck.id: self._deck(deck) for deck in world.decks}
        self._write()

    def _begin(self) -> None:
        """Make a collection that began some time ago. Anki reads when that was once, when it is opened."""
        begun = datetime(self._first.year, self._first.month, self._first.day, ROLLOVER_HOURS, tzinfo=self._now.tzinfo)
        collection = Collection(str(self._path))
        collection.set_config("fsrs", True)
        collection.set_config("rollover", ROLLOVER_HOURS)
        collection.set_config("lastUnburied", CREATED_DAYS_AGO)
        self._execute(collection, "UPDATE col SET crt = ?", int(begun.timestamp()))
        collection.close()

    @staticmethod
    def _execute(collection: Collection, statement: str, *values: Any) -> None:
        assert collection.db is not None
        collection.db.execute(statement, *values)

    def _deck(self, deck: Deck) -> int:
        number = self.collection.decks.id(deck.name)
        assert number is not None
        return int(number)

    def _write(self) -> None:
        settings = {deck.id: deck.settings for deck in self._world.decks}
        numbers = self._numbers()
        for card in self._world.cards:
            if card.id in numbers and not card.retired:
                self._write_card(card, numbers[card.id], decay_of(settings[card.deck_id].parameters))
        taken: set[int] = set()
        for card_id, log in self._world.logs.items():
            for entry in log:
                if entry.undone is None and entry.kind is not Kind.INTERVIEW:
                    self._write_entry(entry, numbers.get(card_id, card_id), taken)

    def _numbers(self) -> Mapping[int, int]:
        """The id of each card in Anki: the instant at which it was made, in milliseconds."""
        made = {card.id: self._world.notes.get(card.note_id) for card in self._world.cards}
        return {n: _milliseconds(note.created) + n for n, note in made.items() if note is not None}

    def _write_card(self, card: Card, number: int, decay: float) -> None:
        state, memory = card.state, card.state.memory
        data: dict[str, Any] = {}
        if memory is not None:
            data = {"s": memory.stability, "d": memory.difficulty, "decay": decay, "lrt": self._seen(card)}
        queue = SUSPENDED if card.suspended else QUEUES[state.phase]
        if queue != SUSPENDED and card.buried_until is not None and card.buried_until > self._today:
            queue = BURIED
        interval = RELEARNING_INTERVAL if state.phase is Phase.RELEARNING else state.scheduled_days or 0
        self._execute(
            self.collection,
            "INSERT INTO cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue,"
            " odid, flags, data) VALUES (?, ?, ?, 0, 0, 0, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, ?)",
            *(number, card.note_id, self._decks[card.deck_id], CARD_TYPES[state.phase], queue, self._due(card)),
            *(interval, state.reps, state.lapses, json.dumps(data)),
        )

    def _seen(self, card: Card) -> int:
        """The second of the last answer to a card."""
        state = card.state
        assert state.last_review is not None
        assert state.last_day is not None
        if not self._whole_days:
            return int(state.last_review.timestamp())
        return int(self._now.timestamp()) - (self._today - state.last_day).days * DAY_SECONDS

    def _due(self, card: Card) -> int:
        """The second at which a card in steps is due, the day of one in review since the collection began."""
        if card.state.due_at is not None:
            return int(card.state.due_at.timestamp())
        return card.position if card.state.due_day is None else (card.state.due_day - self._first).days

    def _write_entry(self, entry: Review, card: int, taken: set[int]) -> None:
        number = _milliseconds(entry.time)
        while number in taken:
            number += 1
        taken.add(number)
        interval = entry.scheduled_days if entry.scheduled_days is not None else -600
        self._execute(
            self.collection,
            "INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)"
            " VALUES (?, ?, 0, ?, 0, ?, ?, ?, ?)",
            *(number, card, entry.rating or 0, interval, 0 if entry.kind is Kind.CRAM else 500),
            *(entry.milliseconds, TYPES.get(entry.kind, 4)),
        )

    def graphs(self, search: str) -> Any:
        """All figures of the cards that a search finds, of all time."""
        assert self.collection.sched.today == CREATED_DAYS_AGO
        return self.collection._backend.graphs(search=search, days=0)

    def close(self) -> None:
        """Close the collection."""
        self.collection.close()


def _milliseconds(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)
