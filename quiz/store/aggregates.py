"""The exact counts of each study day: kept in the transaction that writes, takes back or moves an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from quiz.cards import Kind, Rating, Review
from quiz.store.models import DayRow

DAY = DayRow.__table__  # type: ignore[attr-defined]

_RATING_COLUMNS = {Rating.AGAIN: "again", Rating.HARD: "hard", Rating.GOOD: "good", Rating.EASY: "easy"}
_COUNTS = (*_RATING_COLUMNS.values(), "milliseconds", "cards_new")

_KEY = ("day", "deck_id", "direction", "kind")

# Statements of every answer are built once: building them takes longer than executing them.
_THIS = [DAY.c[name] == bindparam(f"of_{name}") for name in _KEY]
_ADD = update(DAY).where(*_THIS).values({name: DAY.c[name] + bindparam(f"add_{name}") for name in _COUNTS})
_DROP_EMPTY = delete(DAY).where(*_THIS, *[DAY.c[name] == 0 for name in _RATING_COLUMNS.values()])

Key = tuple[date, int, str, Kind]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as the counts see it: where it was counted, and whether the card was new before it."""

    entry: Review
    deck_id: int
    direction: str
    was_new: bool


def counts_of(answer: Answered) -> tuple[Key, dict[str, int]]:
    """Return the row that an answer belongs to, and what it adds there."""
    entry = answer.entry
    counts = dict.fromkeys(_COUNTS, 0)
    if entry.rating is not None:
        counts[_RATING_COLUMNS[entry.rating]] = 1
    counts["milliseconds"] = entry.milliseconds
    counts["cards_new"] = int(answer.was_new)
    return (entry.day, answer.deck_id, answer.direction, entry.kind), counts


def add(writer: Connection, answer: Answered, sign: int = 1) -> None:
    """Count an answer, or with ``sign`` −1 take it out again. Manual entries are not counted."""
    if not answer.entry.kind.is_answer:
        return
    key, counts = counts_of(answer)
    signed = {name: sign * count for name, count in counts.items()}
    place = {f"of_{name}": value for name, value in _columns(key).items()}
    if writer.execute(_ADD, {**place, **{f"add_{name}": count for name, count in signed.items()}}).rowcount == 0:
        writer.execute(insert(DAY), {**_columns(key), **signed})
    if sign < 0:
        writer.execute(_DROP_EMPTY, place)


def _columns(key: Key) -> dict[str, Any]:
    return dict(zip(_KEY, key, strict=True))


def move(writer: Connection, answers: Iterable[Answered], deck_id: int) -> None:
    """Count answers in another deck from now on."""
    for answer in answers:
        add(writer, answer, -1)
        add(writer, Answered(answer.entry, deck_id, answer.direction, answer.was_new))


def on(reader: Connection, day: date) -> dict[int, tuple[int, int]]:
    """Return for each deck how many new cards were begun and how many reviews were answered on a study day."""
    ratings = sum((DAY.c[name] for name in list(_RATING_COLUMNS.values())[1:]), DAY.c.again)
    statement = select(DAY.c.deck_id, DAY.c.kind, func.sum(DAY.c.cards_new), func.sum(ratings)).where(DAY.c.day == day)
    done: dict[int, tuple[int, int]] = {}
    for deck_id, kind, new, answers in reader.execute(statement.group_by(DAY.c.deck_id, DAY.c.kind)):
        before = done.get(deck_id, (0, 0))
        done[deck_id] = (before[0] + new, before[1] + (answers if kind is Kind.REVIEW else 0))
    return done


def stored(reader: Connection) -> dict[Key, dict[str, int]]:
    """Return every row of the counts."""
    return {
        (row.day, row.deck_id, row.direction, row.kind): {name: row._mapping[name] for name in _COUNTS}
        for row in reader.execute(select(DAY))
    }
