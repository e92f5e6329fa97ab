"""The table of cards or notes: found as a filter finds, sorted as Python sorts, read by the screenful."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import ClauseElement, func, literal, select
from sqlalchemy.dialects import postgresql

from quiz.browsing import COLUMNS, Look, Sort
from quiz.browsing.finder import Finder
from quiz.browsing.lines import Line
from quiz.cards import Rating
from quiz.deck_drafts import NoteDraft
from quiz.query import QueryError, parse
from quiz.store import Store
from quiz.store.connection import interrupted_by
from quiz.store.searching import reading
from tests.browsing.orders import key_of
from tests.store.drawn_collections import fill, opened
from tests.store.drawn_queries import QUERIES
from tests.store.searched import Collection, answer, import_notes
from tests.store.support import Clock, deck_named

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
FIELDS = ("field:meaning", "field:name", "field:nothing")
OF_CARDS = [name for name, found in COLUMNS.items() if found.of_cards] + [*FIELDS]
OF_NOTES = [name for name, found in COLUMNS.items() if found.of_notes] + [*FIELDS]
LANGUAGES = st.sampled_from(["", "en", "zh"])


def sorts_by(names: Sequence[str]) -> st.SearchStrategy[list[Sort]]:
    return st.lists(st.builds(Sort, st.sampled_from(names), st.booleans()), max_size=3)


def in_python(lines: Sequence[Line], sorts: Sequence[Sort], look: Look) -> list[int]:
    """The ids of lines as Python sorts them by plain keys: what has none comes last, equal ones stay."""
    ordered = list(lines)
    for sort in reversed(sorts):
        keys: dict[int, Any] = {line.id: key_of(sort.column, line, look) for line in ordered}
        known = [line for line in ordered if keys[line.id] is not None]
        known.sort(key=lambda line: keys[line.id], reverse=sort.descending)
        ordered = known + [line for line in ordered if keys[line.id] is None]
    return [line.id for line in ordered]


def notes_of(collection: Collection, cards: Sequence[int]) -> list[int]:
    """The notes of some cards in the order of their home decks."""
    theirs = {card.note_id for card in collection.cards if card.id in cards}
    notes = [collection.notes[number] for number in theirs]
    return [note.id for note in sorted(notes, key=lambda note: (note.deck_id, note.position, note.id))]


def find(store: Store, look: Look, text: str = "", *sorts: Sort, notes: bool = False) -> list[int]:
    return list(Finder(store, look, notes).find(parse(text), sorts))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_cards_are_sorted_as_python_sorts_them(data: st.DataObject) -> None:
    with opened() as collection:
        fill(collection, data)
        store = collection.store
        look = Look(collection.clock.now, language=data.draw(LANGUAGES))
        finder, lines = Finder(store, look), store.card_lines([card.id for card in collection.cards])
        for sorts in ([Sort(name, down)] for name in OF_CARDS for down in (False, True)):
            assert list(finder.find(parse(""), sorts)) == in_python(lines, sorts, look), sorts
        for sorts in data.draw(st.lists(sorts_by(OF_CARDS), min_size=5, max_size=9)):
            assert list(finder.find(parse(""), sorts)) == in_python(lines, sorts, look), sorts


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_notes_are_sorted_as_python_sorts_them(data: st.DataObject) -> None:
    with opened() as collection:
        fill(collection, data)
        store = collection.store
        look = Look(collection.clock.now, language=data.draw(LANGUAGES))
        ids = notes_of(collection, [card.id for card in collection.cards])
        finder, lines = Finder(store, look, notes=True), store.note_lines(ids)
        for sorts in ([Sort(name, down)] for name in OF_NOTES for down in (False, True)):
            assert list(finder.find(parse(""), sorts)) == in_python(lines, sorts, look), sorts


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_finder_finds_what_a_plain_filter_finds(data: st.DataObject) -> None:
    with opened() as collection:
        fill(collection, data)
        look = Look(collection.clock.now)
        cards, notes = (Finder(collection.store, look, notes) for notes in (False, True))
        for text, test in data.draw(st.lists(QUERIES, min_size=8, max_size=15)):
            wanted = collection.found(test)
            assert list(cards.find(parse(text))) == wanted, text
            assert list(notes.find(parse(text))) == notes_of(collection, wanted), text


@pytest.fixture
def collection(store: Store, clock: Clock) -> Collection:
    """Two decks with three notes, one of which has a text in English only."""
    notes = [
        NoteDraft({"term": "b", "meaning": "second"}, ("core",), "4xx"),
        NoteDraft({"term": "A", "meaning": "erste", "meaning.en": "first"}),
    ]
    import_notes(store, "Net", notes, clock.now)
    import_notes(store, "Net::Deep", [NoteDraft({"term": "c", "meaning": "third"})], clock.now)
    made = Collection(store, clock)
    made.read()
    return made


@pytest.fixture
def look(clock: Clock) -> Look:
    return Look(clock.now, language="en")


def test_lines_come_in_the_order_that_is_asked_for(collection: Collection, store: Store) -> None:
    ids = [card.id for card in collection.cards][::-1]
    assert [line.id for line in store.card_lines(ids)] == ids
    assert [line.note.key for line in store.note_lines([3, 1, 99])] == ["c", "b"]
    assert (store.card_lines([]), store.note_lines([])) == ([], [])


def test_a_line_of_a_card_has_what_a_column_can_show(collection: Collection, store: Store, look: Look) -> None:
    line = store.card_lines(find(store, look, "deck:net key:a direction:key"))[0]
    shown = {name: COLUMNS[name].text(line, look) for name in ("prompt", "answer", "deck", "state", "due")}
    assert shown == {"prompt": "A", "answer": "first", "deck": "Net in English", "state": "new", "due": ""}


def test_only_the_decks_that_are_asked_for_are_searched(collection: Collection, store: Store, look: Look) -> None:
    deep = deck_named(store, "Net::Deep")
    assert list(Finder(store, look).find(parse(""), deck_ids=[deep.id])) == [c.id for c in store.cards([deep.id])]
    assert list(Finder(store, look).find(parse(""), deck_ids=[])) == []
    assert list(Finder(store, look, notes=True).find(parse("direction:meaning"), deck_ids=[deep.id])) == [3]


def test_a_note_is_due_with_its_first_card(collection: Collection, store: Store, clock: Clock, look: Look) -> None:
    for card, rating in zip(store.cards_of_note(1), (Rating.EASY, Rating.AGAIN), strict=True):
        answer(store, card, rating, clock)
    first = store.cards_of_note(1)[1].state.due_at
    assert first is not None
    local = first.astimezone(clock.now.tzinfo)
    assert COLUMNS["due"].text(store.note_lines([1])[0], look) == local.strftime("%H:%M")
    assert find(store, look, "", Sort("due"), notes=True)[0] == 1


def test_a_card_that_came_later_is_found_after_the_others(
    collection: Collection, store: Store, clock: Clock, look: Look
) -> None:
    finder = Finder(store, look)
    before = list(finder.find(parse(""), [Sort("key")]))
    import_notes(store, "Later", [NoteDraft({"term": "0", "meaning": "late"})], clock.now)
    after = list(finder.find(parse(""), [Sort("key")]))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 2


def test_deleted_decks_and_notes_are_in_no_table(
    collection: Collection, store: Store, clock: Clock, look: Look
) -> None:
    card = store.cards([deck_named(store, "Net::Deep").id])[0]
    store.move([card.id], deck_named(store, "Net"))
    store.delete_deck(deck_named(store, "Net::Deep"), clock.now)
    store.delete_note(collection.notes[2], clock.now)
    for name in OF_CARDS:
        assert set(find(store, look, "", Sort(name))) == {found.id for found in store.cards()}
    lines = store.card_lines(find(store, look))
    assert len(lines) == len(store.cards())
    assert all(found.text(line, look) is not None for line in lines for found in COLUMNS.values() if found.of_cards)


@pytest.mark.parametrize("text", ["category:none", "tag:none", "re:none", "confused:none", "-re:.", "none", "is:leech"])
@pytest.mark.parametrize("notes", [False, True])
def test_what_no_note_has_finds_nothing(
    collection: Collection, store: Store, look: Look, text: str, notes: bool
) -> None:
    assert find(store, look, text, notes=notes) == []


def test_an_empty_database_has_an_empty_table(store: Store, look: Look) -> None:
    for notes, names in ((False, OF_CARDS), (True, OF_NOTES)):
        for name in names:
            for text in ("", "x", "re:x", "tag:x", "category:x", "is:new"):
                assert find(store, look, text, Sort(name), notes=notes) == []


def test_notes_are_read_in_parts(
    collection: Collection, store: Store, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at_once in (1, 2, 3, 4):
        monkeypatch.setattr(reading, "_AT_ONCE", at_once)
        assert find(store, look, "re:[a-z]", notes=True) == [1, 2, 3]
        assert find(store, look, "", Sort("fields", True), notes=True) == [3, 1, 2]


def test_with_very_many_tags_each_note_is_looked_at(store: Store, look: Look, clock: Clock) -> None:
    many = [NoteDraft({"term": f"n{n}", "meaning": "x"}, (f"t{n}",)) for n in range(600)]
    import_notes(store, "Net", many, clock.now)
    assert [line.note.key for line in store.note_lines(find(store, look, "tag:t59*", Sort("key"), notes=True))] == [
        "n59", *(f"n59{n}" for n in range(10))
    ]  # fmt: skip


class StoppedError(Exception):
    """Nobody waits any more."""


def test_a_search_that_nobody_waits_for_is_given_up(collection: Collection, store: Store, look: Look) -> None:
    def stop() -> None:
        raise StoppedError

    for text in ("", "re:x", "b*c"):
        with pytest.raises(StoppedError):
            Finder(store, look).find(parse(text), pause=stop)
    with pytest.raises(StoppedError):
        store.values("prompt", look, pause=stop)
    assert find(store, look) == [card.id for card in collection.cards]


def test_a_statement_that_takes_long_is_interrupted(store: Store) -> None:
    def stop() -> None:
        raise StoppedError

    first = select(literal(1).label("n")).cte("numbers", recursive=True)
    endless = first.union_all(select(first.c.n + 1))
    with pytest.raises(StoppedError), store._read() as reader, interrupted_by(reader, stop):
        reader.execute(select(func.count()).select_from(endless)).all()
    assert store.cards() == []


def test_an_unknown_deck_is_said_with_its_place(collection: Collection, store: Store, look: Look) -> None:
    with pytest.raises(QueryError) as caught:
        find(store, look, "x deck:zzz")
    assert caught.value.position == 7


def test_every_statement_compiles_for_postgresql(collection: Collection, store: Store, look: Look) -> None:
    executed: list[ClauseElement] = []
    store.watch(lambda _connection, statement, *_rest: executed.append(statement))
    for notes, names in ((False, OF_CARDS), (True, OF_NOTES)):
        for name in names:
            find(store, look, "b*d or deck:net", Sort(name), notes=notes)
    store.card_lines([1])
    store.note_lines([1])
    store.vocabulary()
    assert len(executed) > 100
    for statement in executed:
        assert str(statement.compile(dialect=DIALECT))


def test_the_vocabulary_has_every_name(collection: Collection, store: Store, clock: Clock) -> None:
    answer(store, collection.cards[0], Rating.AGAIN, clock, confused_with=3)
    found = store.vocabulary()
    assert found.decks == ("Net", "Net in English", "Net::Deep", "Net::Deep in English")
    assert found.tags == ("core",)
    assert found.categories == (("4xx", "客户端错误"), ("ＡＢ", "Wide"))
    assert dict(found.directions) == {"Key": "term → meaning", "meaning": "meaning → term"}
    assert {"term", "name", "meaning", "meaning.en", "hint"} <= set(found.fields)
    assert found.keys == ("c",)
