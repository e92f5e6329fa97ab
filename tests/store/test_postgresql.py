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

from quiz import asking, study, summary, today
from quiz import drill as drills
from quiz.browsing import Look
from quiz.cards import Deck, Note, Rating
from quiz.changes import (
    Bury,
    Change,
    Delete,
    Flag,
    MarkKnown,
    Merge,
    Move,
    Replace,
    Reschedule,
    Reset,
    Resume,
    SetField,
    Suspend,
    Tag,
    Unbury,
)
from quiz.deck_drafts import NoteDraft
from quiz.drill import Drill
from quiz.formats.json import write
from quiz.query import parse
from quiz.scheduling.days import DEFAULT_DAY_START
from quiz.store import Store
from quiz.study import Session
from tests.formats.whole_collections import collection, versions
from tests.store.support import (
    BOTH_WAYS,
    OTHER_PARAMETERS,
    Clock,
    answer_all,
    answer_next,
    deck_named,
    import_terms,
    import_text,
    record,
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


def use_a_session(session: Session, clock: Clock) -> None:
    """Whatever a session can do beside answering."""
    for step in (session.later, session.suspend, session.bury):
        question = session.next(clock.now)
        assert question is not None
        step(question, clock.now)
        session.undo(clock.now)
    session.waiting(clock.now)
    session.study_ahead(clock.now)
    session.counts(clock.now)
    session.ending(clock.now)
    assert session.summary(clock.now).cards > 0


def drill(store: Store, clock: Clock) -> None:
    """Answer a card outside the schedule and take it back."""
    asked = Drill(store, [store.cards()[0].id], day_start=DEFAULT_DAY_START)
    question = asked.next(clock.now)
    assert question is not None
    asked.answer(question, asked.reveal(question, clock.now), Rating.GOOD, clock.now, mode="flip")
    assert asked.undo(clock.now) is not None


def delete_and_restore(store: Store, deck: Deck, note: Note, clock: Clock) -> None:
    """Rename a deck, delete a note and a deck, and undo all of it."""
    store.set_settings(deck, replace(deck.settings, new_order="random", directions_off=("key",)))
    assert Session(store, [deck]).next(clock.now) is not None
    store.set_settings(deck, deck.settings)
    store.rename_deck(deck, "Another")
    store.rename_deck(deck, deck.name)
    store.delete_note(note, clock.now)
    store.restore_note(note.id)
    ids = store.delete_deck(deck, clock.now)
    assert [gone.name for gone in store.deleted_decks()] == [deck.name]
    store.restore_decks(ids)
    store.set_settings(deck, deck.settings)


def make_a_leech(store: Store, deck: Deck, card_id: int, clock: Clock) -> None:
    """Let a card be suspended as a leech, and take that back."""
    store.move([card_id], deck)
    chosen = replace(deck.settings, learning_steps=(), leech_lapses=1, leech_action="suspend", modes={"term": "type"})
    store.set_settings(deck, chosen)
    record(store, card_id, Rating.EASY, clock.forward(days=1))
    wrong = store.cards()[-1].note_id
    record(store, card_id, Rating.AGAIN, clock.forward(days=9), recall_ms=900, confused_with=wrong)
    assert store.card(card_id).suspended
    store.reset([card_id], clock.now, clock.day)
    for _change in range(2):
        store.undo_last(None, clock.now)
    assert not store.card(card_id).suspended


def ask_for_more(store: Store, deck: Deck, clock: Clock) -> None:
    """What a session asks for beside cards."""
    note = store.notes(deck)[0]
    card = store.cards_of_note(note.id)[0]
    record(store, card.id, Rating.AGAIN, clock.now, recall_ms=900, confused_with=store.notes(deck)[1].id)
    record(store, card.id, Rating.GOOD, clock.now, recall_ms=900)
    assert store.confusions(clock.day)
    other = store.notes(deck)[1].id
    assert store.answered_instead(note.id) == [other]
    assert store.confused_with(note.id, clock.day) == [(other, 1)]
    assert store.last_answers([card.id], 1) == {card.id: [Rating.GOOD]}
    assert store.cards_of_notes([note.id]) == store.cards_of_note(note.id)
    assert store.entries_of(card.id)
    assert store.recall_times("type")
    assert store.notes_near(deck.id, note.type_id, note.position)
    assert store.notes_saying(deck.id, note.type_id, note.key)
    assert store.notes_by_keys(deck.id, [note.key]) == [store.note_by_key(deck.id, note.key)]
    assert store.card_ids_where(parse(note.key), [deck.id], clock.now)


def change_many(store: Store, deck: Deck, clock: Clock) -> None:
    """Everything that is done to many cards and notes at once, and taking all of it back."""
    other = store.add_deck("Elsewhere", clock.now)
    ids, notes = [card.id for card in store.cards()], [note.id for note in store.notes(deck)]
    for card_id in ids[:2]:
        record(store, card_id, Rating.AGAIN, clock.now, confused_with=notes[1])
    assert store.notes_by_ids(notes) == store.notes(deck)
    assert store.notes_in([deck.id]) == notes
    assert store.homes_of(notes) == dict.fromkeys(notes, deck.id)
    with store.together():
        assert store.decks()
    assert store.preview(Replace(notes, "o", "0")).notes > 0
    changes: list[Change] = [
        *(Suspend(ids), Resume(ids), Bury(ids, clock.day), Unbury(ids), Flag(ids, 2), Move(ids, other.id)),
        *(MarkKnown(ids), Reschedule(ids, clock.day), Reset(ids), Tag(notes, ("new",)), Replace(notes, "o", "0")),
        *(SetField(notes, "hint", "h"), Delete(notes[2:]), Merge(notes[0], notes[1:])),
    ]
    done = [store.change(change, clock.now, clock.day) for change in changes]
    assert store.duplicates([deck.id]) == store.duplicates([other.id]) == []
    for one in reversed(done):
        assert store.take_back(one, clock.now).cards == one.cards


def count(store: Store) -> None:
    """What statistics ask for."""
    for ids in (None, [deck.id for deck in store.decks()]):
        assert store.day_facts(ids)
        assert store.hour_facts(ids)
    day = store.day_facts(None)[0].day
    assert store.skipped_days({day, day + timedelta(days=2)}) == frozenset()
    assert store.last_time() is not None
    assert len(store.card_columns()) == len(store.cards())
    assert len(store.note_columns())
    assert sum(len(group.notes) for group in store.note_groups()) == len(store.note_columns())
    assert sum(len(ids) for ids in store.cards_by_direction().values()) == len(store.cards())
    assert sum(len(ids) for ids in store.cards_by_deck().values()) >= len(store.cards())
    assert len(store.history(lambda: None)) > 0


def browse(store: Store, clock: Clock) -> None:
    """What the table of cards and that of notes ask for."""
    look = Look(clock.now)
    condition = parse("re:.").condition
    assert condition is not None
    assert len(store.notes_found(condition, look)) > 0
    for notes in (False, True):
        found = store.found(parse(""), None, look, notes=notes)
        assert len(store.values("key", look, notes=notes).ids) >= len(found) > 0
    assert store.card_lines([card.id for card in store.cards()])
    assert store.note_lines([card.note_id for card in store.cards()])
    assert store.vocabulary().decks
    cards = [card.id for card in store.cards()]
    assert set(store.cards_in(store.notes_of(cards))) == set(cards)
    assert store.suspended_among(cards) == sum(card.suspended for card in store.cards())
    assert store.buried_among(cards, clock.day) <= len(cards)
    assert store.tags_among(store.notes_of(cards)) is not None


def take_in_collections(store: Store, clock: Clock) -> None:
    """Import what was exported, and a collection with which everything happens that can."""
    chosen = replace(store.everything(), history=store.records(["key", "term"]))
    store.import_collection(collection("".join(write(chosen))), now=clock.now)
    for whole in versions():
        for _time in range(2):
            store.import_collection(collection(whole), now=clock.now)
            store.delete_deck(deck_named(store, "Net"), clock.now)


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
    use_a_session(session, clock)
    Session(store, only=frozenset({1, 3})).ending(clock.now)
    drill(store, clock)
    answer_all(Session(store, [other], together=True), clock)
    ids = [card.id for card in store.cards()]
    answered = [card.id for card in store.cards() if card.state.memory]
    store.suspend(ids[:1])
    store.bury(ids[1:2], clock.day + timedelta(days=1))
    store.flag(ids[2:3], 4)
    store.move(answered, empty)
    store.reschedule(answered[:1], clock.day, clock.now, clock.day)
    store.reset(answered[1:2], clock.now, clock.day)
    store.mark_known(ids[:1], clock.now, clock.day)
    make_a_leech(store, other, ids[3], clock)
    store.set_settings(empty, replace(deck_named(store, "Empty").settings, parameters=OTHER_PARAMETERS))
    for one in store.decks():
        store.statistics([one.id], clock.day)
        store.notes(one)
        store.cards([one.id])
        store.undo_last([one.id], clock.now)
    store.cards()
    store.statistics(None, clock.day)
    store.undo_last(None, clock.now)
    store.known(clock.day)
    count(store)
    browse(store, clock)
    ask_for_more(store, deck, clock)
    change_many(store, deck, clock)
    delete_and_restore(store, deck, note, clock)
    take_in_collections(store, clock)
    store.deck_counts(clock.day)
    store.log(ids[0])
    store.has_first_decks()
    store.note_first_decks()
    assert store.deck(deck.id).name == deck_named(store, "HTTP").name
    assert store.disagreements() == []


def test_every_statement_compiles_for_postgresql(
    store: Store, clock: Clock, statements: dict[str, ClauseElement | str]
) -> None:
    use_everything(store, clock)
    assert len(statements) > 60
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
    modules = (asking, drills, study, summary, today)
    users = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in modules)
    elsewhere = {"open", "close", "watch", "is_older"}
    methods = [name for name in dir(Store) if not name.startswith("_") and name not in elsewhere]
    missing = [name for name in methods if f".{name}(" not in source + support + users]
    assert missing == []
