"""Writes ``tests/data/schema-N.sql``, with N the newest schema: a small database with some history, as SQL.

The files are frozen: later programs have to open them. One is written again only as long as its schema was never
released::

    python -m tests.store.make_schema_fixture
"""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from quiz import formats
from quiz.cards import Rating
from quiz.store import Store, migrations
from quiz.study import Session
from tests.store.support import DATA, HTTP_LIST, OTHER_PARAMETERS, Clock, answer_next, record

NOTES = 12


def frozen(schema: int) -> Path:
    """Where the database of a schema lies."""
    return DATA / f"schema-{schema}.sql"


def fill(store: Store, clock: Clock) -> None:
    """Import some notes and give the cards a history: answers, one taken back, and every change by hand.

    One answer says how long its recall took, one makes a leech.
    """
    source = formats.read(HTTP_LIST.read_bytes(), str(HTTP_LIST), "http")
    store.import_deck(source.draft, list(islice(source.items, NOTES)), now=clock.now)
    deck = store.decks()[0]
    session = Session(store, [deck])
    for rating in (Rating.EASY, Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.EASY, Rating.EASY):
        answer_next(session, rating, clock.forward(minutes=1))
    session.undo(clock.forward(minutes=1))
    clock.forward(days=9)
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.GOOD, Rating.HARD, Rating.AGAIN):
        answer_next(session, rating, clock.forward(minutes=1))
    answered = [card.id for card in store.cards() if card.state.reps]
    store.reset(answered[:1], clock.forward(minutes=1), clock.day)
    store.reschedule(answered[1:2], clock.day + timedelta(days=5), clock.forward(minutes=1), clock.day)
    store.mark_known(answered[4:5], clock.forward(minutes=1), clock.day)
    record(store, answered[5], Rating.GOOD, clock.forward(days=30), recall_ms=1800)
    store.set_settings(deck, replace(deck.settings, leech_lapses=1))
    record(store, answered[4], Rating.AGAIN, clock.forward(minutes=1), recall_ms=2400)
    store.suspend(answered[2:3])
    store.bury(answered[3:4], clock.day + timedelta(days=1))
    store.set_settings(deck, replace(deck.settings, parameters=OTHER_PARAMETERS, new_per_day=7, modes={"key": "type"}))


def dump(path: Path) -> str:
    """Return a database as SQL."""
    with closing(sqlite3.connect(path)) as reader:
        return "\n".join(reader.iterdump()) + "\n"


def load(path: Path, script: str) -> None:
    """Make a database from SQL."""
    with closing(sqlite3.connect(path)) as writer:
        writer.executescript(script)


def make() -> str:
    """Return the database of this program as SQL."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.db"
        with Store.open(path, clock.now) as store:
            fill(store, clock)
        return dump(path)


if __name__ == "__main__":
    frozen(migrations.latest()).write_text(make(), encoding="utf-8")
