"""Any collection comes through JSON as it is, and those of several machines become one, in any order.

Databases are drawn with a history; that they agree with their logs is what the program's own check says.
"""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from quiz.cards import Rating, key_of
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError
from quiz.store import Store
from quiz.study import Session
from tests.formats.whole_collections import mutated
from tests.store.drawn_collections import ACTIONS, act, drafts, opened
from tests.store.drawn_queries import DISTANCES, FRAGMENTS
from tests.store.handed_over import contents, hand_over, stores, take_in
from tests.store.searched import Collection, import_notes
from tests.store.support import NOW, OTHER_PARAMETERS, Clock, answer_next, deck_named, record

DRAWN = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def assert_same(mine: dict[str, list[str]], theirs: dict[str, list[str]]) -> None:
    """Hold two databases to be the same, row by row, so that what differs can be read."""
    for table in mine:
        assert [row for row in mine[table] if row not in theirs[table]] == []
        assert [row for row in theirs[table] if row not in mine[table]] == []
    assert mine == theirs


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(whole=mutated(), ratings=st.lists(st.sampled_from(list(Rating)), min_size=3, max_size=6))
def test_whatever_is_let_in_can_be_studied_and_handed_on(whole: dict[str, Any], ratings: list[Rating]) -> None:
    clock = Clock(NOW)
    with tempfile.TemporaryDirectory() as folder, stores(Path(folder), 2) as (store, other):
        try:
            take_in(store, json.dumps(whole))
        except QuizError:
            event("refused")
            return
        event(f"{sum(deck.deleted is None for deck in store.decks())} decks")
        session = Session(store)
        for rating in ratings:
            clock.forward(days=1)
            if session.next(clock.now) is not None:
                answer_next(session, rating, clock.now)
            for card in store.cards():
                record(store, card.id, rating, clock.now)
        assert store.statistics(None, clock.day)
        assert store.disagreements() == []
        hand_over(store, other, clock.now)
        assert contents(other) == contents(store)


STAYING = ACTIONS.filter(lambda action: action[0] != "move")
"""What can happen without a card going into another deck."""


def happen(
    collection: Collection,
    data: st.DataObject,
    actions: st.SearchStrategy[tuple[str, int, Rating, int]] = ACTIONS,
    *,
    least: int = 0,
    most: int = 25,
) -> None:
    """Let something happen to cards and notes, whose texts are such as can be stored."""
    for action, index, rating, number in data.draw(st.lists(actions, min_size=least, max_size=most)):
        collection.read()
        card = collection.cards[index % len(collection.cards)] if collection.cards else None
        if card is None:
            return
        if action == "edit":
            note = collection.notes[card.note_id]
            draft = NoteDraft({**note.fields, "meaning": FRAGMENTS[number]}, note.tags, note.category)
            collection.store.edit_note(note, draft.cleaned(), collection.clock.now)
        else:
            act(collection, action, card, rating, number)


def fill(collection: Collection, data: st.DataObject) -> None:
    """Three decks, one below another and one with parameters of its own, and something of a history."""
    store, clock = collection.store, collection.clock
    for name in ("Net", "Net::Deep", "系统"):
        import_notes(store, name, [draft.cleaned() for draft in data.draw(drafts())], clock.now)
        clock.forward(days=data.draw(DISTANCES))
    other = deck_named(store, "系统")
    store.set_settings(other, replace(other.settings, parameters=OTHER_PARAMETERS))
    happen(collection, data, least=5)


def delete_some(collection: Collection, data: st.DataObject) -> None:
    """Delete a deck or bring some back, once or more often, so that names are there twice."""
    store, clock = collection.store, collection.clock
    for name in data.draw(st.lists(st.sampled_from(["Net", "Net::Deep", "系统"]), max_size=3)):
        found = [deck for deck in store.decks() if deck.name == name]
        if found:
            store.delete_deck(found[0], clock.now)
        else:
            store.add_deck(name, clock.now)


@pytest.mark.no_cover
@DRAWN
@given(data=st.data())
def test_everything_comes_into_an_empty_database_as_it_is_and_only_once(data: st.DataObject) -> None:
    with opened() as collection, tempfile.TemporaryDirectory() as folder, stores(Path(folder), 1) as (empty,):
        fill(collection, data)
        delete_some(collection, data)
        reports = hand_over(collection.store, empty)
        assert not any(report.unread for report in reports)
        assert_same(contents(empty), contents(collection.store))
        assert empty.disagreements() == []
        before = contents(empty)
        again = hand_over(collection.store, empty, collection.clock.forward(days=1))
        assert not any(report.added or report.changed or report.cards or report.reviews for report in again)
        assert contents(empty) == before


def live_on(store: Store, clock: Clock, data: st.DataObject) -> None:
    """Let something happen to what is in a store, and add a note."""
    happen(Collection(store, clock), data, STAYING, most=15)
    net = deck_named(store, "Net")
    # A key that a deleted note has gets a guid by chance: which of two is kept then, is that of the first to come.
    taken = {note.key for note in store.everything().notes if note.deck_id == net.id}
    for draft in data.draw(drafts()):
        if key_of(draft.fields["term"]) not in taken:
            store.add_note(net, store.note_types(net)[0], NoteDraft(draft.fields, draft.tags).cleaned(), clock.now)
            break


@pytest.mark.no_cover
@DRAWN
@given(data=st.data())
def test_two_machines_become_one_in_either_order(data: st.DataObject) -> None:
    with opened() as first, tempfile.TemporaryDirectory() as folder, stores(Path(folder), 3) as (second, one, other):
        fill(first, data)
        hand_over(first.store, second)
        clock = Clock(first.clock.forward(days=data.draw(DISTANCES)))
        live_on(first.store, first.clock, data)
        live_on(second, clock, data)
        for source in (first.store, second):
            hand_over(source, one)
        for source in (second, first.store):
            hand_over(source, other)
        assert one.disagreements() == other.disagreements() == []
        mine, theirs = contents(one, OF_A_SIDE), contents(other, OF_A_SIDE)
        for table in ("review", "card", "note", "day", "hour"):
            assert mine[table] == theirs[table], table
        before = contents(one)
        for source in (first.store, second, other):
            hand_over(source, one)
            assert contents(one) == before


OF_A_SIDE = (
    *("card.suspended", "card.buried_until", "card.flag", "card.revision", "card.position"),
    *("note.imported", "note.tags", "note.position", "note.deleted", "note.created"),
)
"""What is that of the database where a card or a note was first: how a person marked it, and where it is put."""
