"""The step to schema 3: what held just before each answer, the counts of mature cards, and those of the hours.

It reads and writes plain columns, so that it does the same whatever later schemas add to the tables.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, text

from quiz.cards import CardState, Kind, Memory, Phase, Rating, Review
from quiz.scheduling.forgetting import decay_of, predicted
from quiz.scheduling.memory import MemoryModel
from quiz.scheduling.replay import after
from quiz.store import rows
from quiz.store.columns import TEN_THOUSAND, from_milliseconds

_PLACE = "day = :day AND deck_id = :deck AND direction = :direction AND kind = :kind"
_CREATE_HOUR = """CREATE TABLE hour (
    day INTEGER NOT NULL,
    deck_id INTEGER NOT NULL,
    hour SMALLINT NOT NULL,
    answers INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    PRIMARY KEY (day, deck_id, hour),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
)"""
_TABLES = (
    "ALTER TABLE review ADD COLUMN scheduled_days INTEGER",
    "ALTER TABLE review ADD COLUMN predicted SMALLINT",
    "ALTER TABLE day ADD COLUMN mature_again INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE day ADD COLUMN mature_hard INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE day ADD COLUMN mature_good INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE day ADD COLUMN mature_easy INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE day ADD COLUMN mature_milliseconds BIGINT DEFAULT '0' NOT NULL",
    _CREATE_HOUR,
)
_CARDS_AT_ONCE = 500
_EPOCH_DAY = date(1970, 1, 1)


def migrate(writer: Connection) -> None:
    """Bring the log and the counts up."""
    for statement in _TABLES:
        writer.execute(text(statement))
    ids = writer.scalars(text("SELECT DISTINCT card_id FROM review ORDER BY card_id")).all()
    models = {row.id: _model(row.settings) for row in writer.execute(text("SELECT id, settings FROM deck"))}
    for start in range(0, len(ids), _CARDS_AT_ONCE):
        _bring_up(writer, ids[start], ids[min(start + _CARDS_AT_ONCE, len(ids)) - 1], models)


def _model(settings: str) -> tuple[MemoryModel, float]:
    chosen = rows.settings(json.loads(settings))
    return MemoryModel(chosen), decay_of(chosen.parameters)


def _bring_up(writer: Connection, first: int, last: int, models: Mapping[int, tuple[MemoryModel, float]]) -> None:
    """Bring up the log of some cards, and add them to the counts."""
    found = writer.execute(
        text(
            "SELECT review.*, card.deck_id, card.direction FROM review JOIN card ON card.id = review.card_id"
            " WHERE card_id BETWEEN :first AND :last AND undone IS NULL ORDER BY card_id, review.id"
        ),
        {"first": first, "last": last},
    ).all()
    facts: list[dict[str, Any]] = []
    mature: Counter[tuple[Any, ...]] = Counter()
    hours: Counter[tuple[Any, ...]] = Counter()
    for _card, log in groupby(found, key=lambda row: row.card_id):
        for row, entry in _with_facts(list(log), models):
            facts.append({"of": row.id, **_facts(entry)})
            if entry.kind.is_answer:
                _count(row, entry, mature, hours)
    if facts:
        writer.execute(
            text("UPDATE review SET scheduled_days = :scheduled_days, predicted = :predicted WHERE id = :of"), facts
        )
    _add_mature(writer, mature)
    _add_hours(writer, hours)


def _with_facts(
    log: Sequence[Row[Any]], models: Mapping[int, tuple[MemoryModel, float]]
) -> Iterator[tuple[Row[Any], Review]]:
    """Yield the entries of a card's log with what held just before each."""
    state = CardState()
    for row in log:
        model, decay = models[row.deck_id]
        entry = _entry(row, state, decay)
        state = after(state, entry, model)
        yield row, entry


def _entry(row: Row[Any], state: CardState, decay: float) -> Review:
    day = _day(row.day)
    assert day is not None
    return Review(
        id=row.id,
        card_id=row.card_id,
        time=from_milliseconds(row.time),
        day=day,
        utc_offset=row.utc_offset,
        kind=Kind(row.kind),
        rating=None if row.rating is None else Rating(row.rating),
        mode=row.mode,
        milliseconds=row.milliseconds,
        given="",
        confused_with=None,
        phase=Phase(row.phase),
        step=row.step,
        due_day=_day(row.due_day),
        due_at=_instant(row.due_at),
        imported=None if row.stability is None else Memory(row.stability, row.difficulty),
        scheduled_days=state.scheduled_days,
        predicted=predicted(state, day, decay),
    )


def _day(number: int | None) -> date | None:
    return None if number is None else _EPOCH_DAY + timedelta(days=number)


def _instant(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_milliseconds(milliseconds)


def _facts(entry: Review) -> dict[str, int | None]:
    expected = entry.predicted
    return {
        "scheduled_days": entry.scheduled_days,
        "predicted": None if expected is None else round(expected * TEN_THOUSAND),
    }


def _count(row: Row[Any], entry: Review, mature: Counter[tuple[Any, ...]], hours: Counter[tuple[Any, ...]]) -> None:
    """Add an answer to the counts of its day and hour."""
    if entry.is_mature and entry.rating is not None:
        place = (row.day, row.deck_id, row.direction, row.kind)
        mature[(*place, f"mature_{entry.rating.name.lower()}")] += 1
        mature[(*place, "mature_milliseconds")] += row.milliseconds
    if entry.kind.moves_memory:
        hours[row.day, row.deck_id, entry.hour, "answers"] += 1
        hours[row.day, row.deck_id, entry.hour, "passed"] += entry.rating is not Rating.AGAIN


def _add_mature(writer: Connection, counts: Counter[tuple[Any, ...]]) -> None:
    for name in sorted({key[-1] for key in counts}):
        _execute(
            writer,
            f"UPDATE day SET {name} = {name} + :added WHERE {_PLACE}",
            (
                {"day": day, "deck": deck, "direction": direction, "kind": kind, "added": added}
                for (day, deck, direction, kind, column), added in counts.items()
                if column == name
            ),
        )


def _add_hours(writer: Connection, counts: Counter[tuple[Any, ...]]) -> None:
    places = sorted({key[:3] for key in counts})
    _execute(
        writer,
        "INSERT INTO hour (day, deck_id, hour, answers, passed) VALUES (:day, :deck, :hour, :answers, :passed)"
        " ON CONFLICT (day, deck_id, hour)"
        " DO UPDATE SET answers = hour.answers + excluded.answers, passed = hour.passed + excluded.passed",
        (
            {"day": place[0], "deck": place[1], "hour": place[2], "answers": counts[(*place, "answers")],
             "passed": counts[(*place, "passed")]}
            for place in places
        ),
    )  # fmt: skip


def _execute(writer: Connection, statement: str, values: Iterable[dict[str, Any]]) -> None:
    """Execute a statement for each of the values, if there are any."""
    every = list(values)
    if every:
        writer.execute(text(statement), every)
