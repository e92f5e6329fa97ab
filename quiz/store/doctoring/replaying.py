"""Whether every card is what its log makes of it, and every count of a day is exact: one pass over a long log.

Cards and their entries are read side by side in the order of the cards, so that no more than one log is in memory.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from quiz.cards import Card, CardState, Kind, Memory, Phase, Rating, Review
from quiz.locale import ngettext
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import replayed
from quiz.store import aggregates, log
from quiz.store.aggregates import count_names
from quiz.store.columns import TEN_THOUSAND, from_milliseconds
from quiz.store.doctoring.findings import Finding, of_rows
from quiz.store.rows import state_values
from quiz.study_settings import DeckSettings

STATE = ("phase", "step", "due_day", "due_at", "stability", "difficulty", "reps", "lapses", "last_review", "last_day")
"""The columns of a card that follow from its log."""
_CARDS = f"SELECT id, deck_id, direction, {', '.join(STATE)} FROM card NOT INDEXED ORDER BY id"
_REVIEWS = (
    "SELECT card_id, id, time, day, utc_offset, kind, rating, mode, milliseconds, confused_with, phase, step, due_day,"
    " due_at, stability, difficulty, undone, recall_ms, scheduled_days, predicted FROM review ORDER BY card_id, id"
)
_EPOCH_DAY = date(1970, 1, 1)
_EPOCH_NUMBER = _EPOCH_DAY.toordinal()
_EVERY = 2000
_REMEMBERED = 1 << 16

Values = tuple[Any, ...]


@dataclass(slots=True)
class Replay:
    """What differs from the log: states by card, and the counts of days and hours as they are to be."""

    states: dict[int, Values] = field(default_factory=dict)
    unreadable: list[int] = field(default_factory=list)
    days: dict[aggregates.Key, aggregates.Counts] = field(default_factory=dict)
    hours: dict[aggregates.Key, aggregates.Counts] = field(default_factory=dict)


class _Model(MemoryModel):
    """A memory model that remembers what it has computed: many cards begin alike."""

    def __init__(self, settings: DeckSettings) -> None:
        super().__init__(settings)
        self._after = lru_cache(_REMEMBERED)(super().after)

    def after(self, memory: Memory | None, rating: Rating, elapsed: int) -> Memory:
        """Return the memory after an answer, as the model of the deck does."""
        return self._after(memory, rating, elapsed)


def replay(connection: sqlite3.Connection, settings: Mapping[int, DeckSettings], step: Callable[[int], None]) -> Replay:
    """Compute every card from its log, and count all answers. ``step`` is called with how many cards are done."""
    found = Replay()
    models = {deck_id: _Model(chosen) for deck_id, chosen in settings.items()}
    logs = _Logs(connection.execute(_REVIEWS))
    answers = _Counter(found)
    for done, (number, deck_id, direction, *state) in enumerate(connection.execute(_CARDS)):
        rows = logs.of(number)
        if not done % _EVERY:
            step(done)
        if deck_id not in models:
            continue
        try:
            entries = [entry_of(row) for row in rows]
            right = numbers_of(replayed(entries, models[deck_id]))
            answers.add(number, deck_id, direction, entries)
        except (ValueError, TypeError, ArithmeticError, AttributeError):
            # A column has what it cannot have, which is a finding of its own.
            found.unreadable.append(number)
            continue
        if right != tuple(state):
            found.states[number] = right
    return found


class _Counter:
    """Sums the answers of cards into the counts of days and hours."""

    def __init__(self, found: Replay) -> None:
        self._totals = found.days, found.hours

    def add(self, number: int, deck_id: int, direction: str, entries: list[Review]) -> None:
        """Add the answers of a card."""
        card = Card(number, 0, deck_id, direction, 0, CardState())
        aggregates.sum_into(self._totals, log.answers_of(card, entries))


class _Logs:
    """The entries of the log, in the order of their cards."""

    def __init__(self, rows: Iterable[Values]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, number: int) -> list[Values]:
        """Return the entries of a card. Cards are asked for in order; entries of cards between them are left out."""
        mine: list[Values] = []
        while self._next is not None and (not isinstance(self._next[0], int) or self._next[0] <= number):
            if self._next[0] == number:
                mine.append(self._next)
            self._next = next(self._rows, None)
        return mine


@lru_cache(_REMEMBERED)
def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number + _EPOCH_NUMBER)


_kinds, _ratings, _phases = ({int(one): one for one in members} for members in (Kind, Rating, Phase))


def entry_of(row: Values) -> Review:
    """Return the entry of a row of ``review``. Raises ``ValueError`` or ``TypeError`` for what it cannot have."""
    (card_id, number, time, day, offset, kind, rating, mode, taken, confused, phase, step, due_day, due_at,
     stability, difficulty, undone, recall, scheduled, predicted) = row  # fmt: skip
    if kind not in _kinds or phase not in _phases or (rating is not None and rating not in _ratings):
        raise ValueError(row)
    return Review(
        number, card_id, from_milliseconds(time), _day(day) or _EPOCH_DAY, offset, _kinds[kind],  # type: ignore[arg-type]
        None if rating is None else _ratings[rating],  # type: ignore[arg-type]
        mode, taken, "", confused, _phases[phase], step, _day(due_day),  # type: ignore[arg-type]
        None if due_at is None else from_milliseconds(due_at),
        None if stability is None else Memory(stability, difficulty),
        None if undone is None else from_milliseconds(undone),
        recall, scheduled, None if predicted is None else predicted / TEN_THOUSAND,
    )  # fmt: skip


_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = from_milliseconds(0)


def numbers_of(state: CardState) -> Values:
    """Return the columns :data:`STATE` of a card as the file has them."""
    values = state_values(state)
    return tuple(_number(values[name]) for name in STATE)


def _number(value: Any) -> Any:
    if value is None or isinstance(value, float):
        return value
    if hasattr(value, "hour"):
        return (value - _EPOCH) // _MILLISECOND
    return value.toordinal() - _EPOCH_NUMBER if isinstance(value, date) else int(value)


def stored(connection: sqlite3.Connection, table: str, key: tuple[str, ...]) -> dict[aggregates.Key, Values]:
    """Return the rows of a table of counts by their keys, as the file has them."""
    counts = count_names(table)
    statement = f"SELECT {', '.join(key)}, {', '.join(counts)} FROM {table} NOT INDEXED"
    return {row[: len(key)]: row[len(key) :] for row in connection.execute(statement)}


def counted(table: str, rows: Mapping[aggregates.Key, aggregates.Counts]) -> dict[aggregates.Key, Values]:
    """Return the counts of :class:`Replay` as the file is to have them."""
    names = count_names(table)
    return {tuple(map(_key_part, key)): tuple(counts[name] for name in names) for key, counts in rows.items()}


def _key_part(part: Any) -> Any:
    return part if isinstance(part, str) else _number(part)


COUNTS = {"day": ("day", "deck_id", "direction", "kind"), "hour": ("day", "deck_id", "hour")}
"""The tables of counts, with their keys."""


def examine(connection: sqlite3.Connection, found: Replay) -> Iterator[Finding]:
    """Yield which cards and counts differ from the log."""
    yield from of_rows(
        "card-log",
        found.states,
        lambda n: ngettext(
            "{count} card is not what its review log makes of it.",
            "{count} cards are not what their review logs make of them.",
            n,
        ),
    )
    for table, right in (("day", found.days), ("hour", found.hours)):
        wanted, present = counted(table, right), stored(connection, table, COUNTS[table])
        wrong = [key for key in wanted.keys() | present.keys() if wanted.get(key) != present.get(key)]
        yield from of_rows(f"counts-{table}", days_of(wrong), _COUNT_WORDS[table])


def days_of(keys: Iterable[aggregates.Key]) -> list[str]:
    """Return the days of some counts, each once, in their order; one that is no day is named by what it has."""
    numbers = {key[0] for key in keys}
    days = sorted(number for number in numbers if _is_day(number))
    return [str(_day(number)) for number in days] + [str(number) for number in numbers if not _is_day(number)]


def _is_day(number: Any) -> bool:
    return isinstance(number, int) and 0 < number + _EPOCH_NUMBER <= date.max.toordinal()


_COUNT_WORDS: dict[str, Callable[[int], str]] = {
    "day": lambda n: ngettext(
        "The counts of {count} day do not agree with the review log.",
        "The counts of {count} days do not agree with the review log.",
        n,
    ),
    "hour": lambda n: ngettext(
        "The counts by hour of {count} day do not agree with the review log.",
        "The counts by hour of {count} days do not agree with the review log.",
        n,
    ),
}
