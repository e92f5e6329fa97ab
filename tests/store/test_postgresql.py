"""Several machines will share a PostgreSQL one day: every statement that the store executes compiles for it, too."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ClauseElement
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from quiz import study
from quiz.cards import NoteDraft, Rating
from quiz.store import Store
from quiz.study import Session
from tests.store.support import (
    BOTH_WAYS,
    OTHER_PARAMETERS,
    Clock,
    answer_all,
    answer_next,
    deck_named,
    import_terms,
    import_text,
)

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
HTTP = "---\ntitle: HTTP\n---\n## 2xx: ok\n200: OK, fine\n201: Created, made\n## 4xx: wrong\n404: Not Found, gone\n"


@pytest.fixture
def statements(store: Store) -> dict[str, ClauseElement | str]:
    """What the store executes from now on, each statement once."""
    found: dict[str, ClauseElement | str] = {}

    def listen(_connection: object, statement: Any, *_rest: object) -> None:
        found.setdefault(str(statement), statement)

    store.watch(listen)
    return found


def use_everything(store: Store, clock: Clock) -> None:
    """A run in which every method of the store is called."""
    import_text(store, HTTP, clock.now)
    import_text(store, HTTP.replace("gone", "lost") + "410: Gone, away\n", clock.now)
    deck, other = store.decks()[0], import_terms(store, "Terms::Deep", ["a", "b"], clock.now)
    import_terms(store, "Terms::Deep", ["b", "c"], clock.now, directions=BOTH_WAYS[:1])
    empty = store.add_deck("Empty", clock.now)
    kind = store.note_types(other)[0]
    note = store.add_note(other, kind, NoteDraft({"term": "d", "meaning": "e"}), clock.now)
    store.edit_note(note, NoteDraft({"term": "d", "meaning": "f"}, tags=("core",)), clock.now)
    session = Session(store)
    for rating in Rating:
        answer_next(session, rating, clock.forward(minutes=1))
    session.undo(clock.now)
    answer_all(Session(store, [other], together=True), clock)
    session.counts(clock.now)
    session.ending(clock.now)
    ids = [card.id for card in store.cards()]
    answered = [card.id for card in store.cards() if card.state.memory]
    store.suspend(ids[:1])
    store.bury(ids[1:2], clock.day + timedelta(days=1))
    store.flag(ids[2:3], 4)
    store.move(answered, empty)
    store.reschedule(answered[:1], clock.day, clock.now, clock.day)
    store.reset(answered[1:2], clock.now, clock.day)
    store.set_settings(empty, replace(deck_named(store, "Empty").settings, parameters=OTHER_PARAMETERS))
    for one in store.decks():
        store.statistics([one.id], clock.day)
        store.notes(one)
        store.cards([one.id])
        store.undo_last([one.id], clock.now)
    store.deck_counts(clock.day)
    store.log(ids[0])
    store.has_first_decks()
    store.note_first_decks()
    assert store.deck(deck.id) == deck_named(store, "HTTP")
    assert store.disagreements() == []


def test_every_statement_compiles_for_postgresql(
    store: Store, clock: Clock, statements: dict[str, ClauseElement | str]
) -> None:
    use_everything(store, clock)
    assert len(statements) > 40
    for text, statement in statements.items():
        assert not isinstance(statement, str), f"not an expression: {text}"
        assert str(statement.compile(dialect=DIALECT))


def test_every_table_compiles_for_postgresql() -> None:
    for table in SQLModel.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=DIALECT))
        assert f"CREATE TABLE {table.name}" in made or f'CREATE TABLE "{table.name}"' in made
        assert all(str(CreateIndex(index).compile(dialect=DIALECT)) for index in table.indexes)


def test_what_holds_64_bits_in_sqlite_holds_them_in_postgresql() -> None:
    review = CreateTable(SQLModel.metadata.tables["review"])
    made = str(review.compile(dialect=DIALECT))
    assert "id BIGINT NOT NULL" in made
    assert "time BIGINT NOT NULL" in made


def test_the_run_calls_every_method_of_the_store() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    support = (Path(__file__).parent / "support.py").read_text(encoding="utf-8")
    session = Path(study.__file__).read_text(encoding="utf-8")
    elsewhere = {"open", "close", "watch"}
    methods = [name for name in vars(Store) if not name.startswith("_") and name not in elsewhere]
    missing = [name for name in methods if f".{name}(" not in source + support + session]
    assert missing == []
