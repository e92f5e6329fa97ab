"""The exact counts of each study day: kept in the transaction that writes, takes back or moves an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from quiz.cards import Kind, Rating, Review
from quiz.store.models import DayRow, HourRow

DAY = DayRow.__table__  # type: ignore[attr-defined]
HOUR = HourRow.__table__  # type: ignore[attr-defined]

RATING_COLUMNS = {Rating.AGAIN: "again", Rating.HARD: "hard", Rating.GOOD: "good", Rating.EASY: "easy"}
MATURE = "mature_"
"""What begins the names of the columns for mature cards."""

Key = tuple[Any, ...]
Counts = dict[str, int]
_Totals = tuple[dict[Key, Counts], dict[Key, Counts]]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as the counts see it: where it was counted, and whether the card was new before it."""

    entry: Review
    deck_id: int
    direction: str
    was_new: bool


class _Counted:
    """A table of counts: its key, its counts, and the statements that change a row of it.

    Statements of every answer are built once: building them takes longer than executing them.
    """

    def __init__(self, table: Table, key: tuple[str, ...], counts: tuple[str, ...], answers: tuple[str, ...]) -> None:
        self.table, self.key, self.counts = table, key, counts
        this = [table.c[name] == bindparam(f"of_{name}") for name in key]
        added = {name: table.c[name] + bindparam(f"add_{name}") for name in counts}
        self._add = update(table).where(*this).values(added)
        self._drop_empty = delete(table).where(*this, *[table.c[name] == 0 for name in answers])

    def add(self, writer: Connection, key: Key, counts: Mapping[str, int]) -> None:
        """Add counts to a row, or negative ones take them out again; a row without answers goes."""
        columns = dict(zip(self.key, key, strict=True))
        place = {f"of_{name}": value for name, value in columns.items()}
        if writer.execute(self._add, {**place, **{f"add_{name}": n for name, n in counts.items()}}).rowcount == 0:
            writer.execute(insert(self.table), {**columns, **counts})
        if min(counts.values()) < 0:
            writer.execute(self._drop_empty, place)

    def stored(self, reader: Connection) -> dict[Key, Counts]:
        """Return every row by its key."""
        return {
            tuple(row._mapping[name] for name in self.key): {name: row._mapping[name] for name in self.counts}
            for row in reader.execute(select(self.table))
        }


_RATINGS = tuple(RATING_COLUMNS.values())
_TIMED = (*_RATINGS, "milliseconds")
_DAYS = _Counted(
    DAY,
    key=("day", "deck_id", "direction", "kind"),
    counts=(*_TIMED, "cards_new", *(MATURE + name for name in _TIMED)),
    answers=_RATINGS,
)
_HOURS = _Counted(HOUR, key=("day", "deck_id", "hour"), counts=("answers", "passed"), answers=("answers",))


def counts_of(answer: Answered) -> tuple[Key, Counts]:
    """Return the row of ``day`` that an answer belongs to, and what it adds there."""
    entry = answer.entry
    counts = dict.fromkeys(_DAYS.counts, 0)
    for prefix in ("", MATURE) if entry.is_mature else ("",):
        if entry.rating is not None:
            counts[prefix + RATING_COLUMNS[entry.rating]] = 1
        counts[f"{prefix}milliseconds"] = entry.milliseconds
    counts["cards_new"] = int(answer.was_new)
    return (entry.day, answer.deck_id, answer.direction, entry.kind), counts


def hour_of(answer: Answered) -> tuple[Key, Counts] | None:
    """Return the row of ``hour`` that an answer belongs to, and what it adds there; drills belong to none."""
    entry = answer.entry
    if not entry.kind.moves_memory:
        return None
    return (entry.day, answer.deck_id, entry.hour), {"answers": 1, "passed": int(entry.rating is not Rating.AGAIN)}


def add(writer: Connection, answer: Answered) -> None:
    """Count an answer. Manual entries are not counted."""
    if not answer.entry.kind.is_answer:
        return
    _DAYS.add(writer, *counts_of(answer))
    hour = hour_of(answer)
    if hour is not None:
        _HOURS.add(writer, *hour)


class Recount:
    """What is to be added to the counts, and taken out of them, when many answers change: written all at once."""

    def __init__(self) -> None:
        self._added: _Totals = {}, {}

    def change(self, before: Iterable[Answered], after: Iterable[Answered]) -> None:
        """Take answers out as they were counted before, and count them as they are now."""
        _sum(self._added, before, -1)
        _sum(self._added, after)

    def write(self, writer: Connection) -> None:
        """Bring the counts up to date."""
        for table, added in zip((_DAYS, _HOURS), self._added, strict=True):
            for key, counts in added.items():
                if any(counts.values()):
                    table.add(writer, key, counts)


def on(reader: Connection, day: date) -> dict[int, tuple[int, int]]:
    """Return for each deck how many new cards were begun and how many reviews were answered on a study day."""
    ratings = sum((DAY.c[name] for name in _RATINGS[1:]), DAY.c.again)
    statement = select(DAY.c.deck_id, DAY.c.kind, func.sum(DAY.c.cards_new), func.sum(ratings)).where(DAY.c.day == day)
    done: dict[int, tuple[int, int]] = {}
    for deck_id, kind, new, answers in reader.execute(statement.group_by(DAY.c.deck_id, DAY.c.kind)):
        before = done.get(deck_id, (0, 0))
        done[deck_id] = (before[0] + new, before[1] + (answers if kind is Kind.REVIEW else 0))
    return done


def of_log(answers: Iterable[Answered]) -> tuple[dict[Key, Counts], dict[Key, Counts]]:
    """Return every row that ``day`` and ``hour`` have where these are all answers."""
    totals: _Totals = {}, {}
    _sum(totals, answers)
    return totals


def count_names(table: str) -> tuple[str, ...]:
    """Return the names of the columns of ``day`` or ``hour`` that are counts."""
    return (_DAYS if table == DAY.name else _HOURS).counts


def sum_into(totals: _Totals, answers: Iterable[Answered]) -> None:
    """Add the counts of answers to the rows of ``day`` and ``hour``."""
    _sum(totals, answers)


def _sum(totals: _Totals, answers: Iterable[Answered], sign: int = 1) -> None:
    """Add the counts of answers to the rows of ``day`` and ``hour``, or with ``sign`` −1 subtract them."""
    for answer in answers:
        for rows, counted in zip(totals, (counts_of(answer), hour_of(answer)), strict=True):
            if counted is not None:
                key, counts = counted
                if key not in rows:
                    rows[key] = dict.fromkeys(counts, 0)
                row = rows[key]
                for name, count in counts.items():
                    if count:
                        row[name] += sign * count


def stored(reader: Connection) -> tuple[dict[Key, Counts], dict[Key, Counts]]:
    """Return every row of ``day`` and of ``hour``."""
    return _DAYS.stored(reader), _HOURS.stored(reader)
