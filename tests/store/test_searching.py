"""What a query finds is what a plain filter over all cards finds, whatever was typed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import ClauseElement
from sqlalchemy.dialects import postgresql

from quiz.cards import Rating
from quiz.deck_drafts import NoteDraft
from quiz.query import QueryError, parse
from quiz.store import Store
from tests.store import searched
from tests.store.drawn_collections import fill, opened
from tests.store.drawn_queries import CONSTRUCTS, QUERIES, quoted, without
from tests.store.searched import Collection, answer, import_notes
from tests.store.support import OTHER_PARAMETERS, Clock, deck_named

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def found(collection: Collection, text: str, deck_ids: list[int] | None = None) -> list[int]:
    clock = collection.clock
    return collection.store.card_ids_where(parse(text), deck_ids, clock.now)


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_query_finds_what_a_plain_filter_finds(data: st.DataObject) -> None:
    with opened() as collection:
        fill(collection, data)
        for text, test in data.draw(st.lists(QUERIES, min_size=15, max_size=25)):
            assert found(collection, text) == collection.found(test), text


@pytest.mark.no_cover
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_each_construct_alone_finds_what_a_plain_filter_finds(data: st.DataObject) -> None:
    with opened() as collection:
        fill(collection, data)
        for strategy in CONSTRUCTS:
            for text, test in data.draw(st.lists(strategy, min_size=6, max_size=10)):
                assert found(collection, text) == collection.found(test), text
                assert found(collection, f"-{text}") == collection.found(without((text, test), "-")[1]), text


HOSTILE = ["'", '"', "%", "_", "\\", "/", "'; DROP TABLE note; --", "\\%", ":x", "?", "(", ")", "{0}", "\u202e", "*"]


@pytest.fixture
def collection(store: Store, clock: Clock) -> Collection:
    """Notes of which each has a hostile text in its meaning, and one that has none."""
    notes = [NoteDraft({"term": f"n{n}", "meaning": f"x{text}y"}) for n, text in enumerate(HOSTILE)]
    import_notes(store, "Net", [*notes, NoteDraft({"term": "plain", "meaning": "nothing"})], clock.now)
    import_notes(store, "Net::Deep", [NoteDraft({"term": "tcp", "meaning": "segments"})], clock.now)
    made = Collection(store, clock)
    made.read()
    return made


@pytest.mark.no_cover
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "meaning:{}", "term:{} or {}"])
def test_a_hostile_text_is_looked_for_and_nothing_else(collection: Collection, text: str, form: str) -> None:
    wanted = [card.id for card in collection.cards if f"x{text}y" in collection.notes[card.note_id].fields["meaning"]]
    assert len(wanted) == 2
    assert found(collection, form.replace("{}", quoted(f"x{text}y"))) == wanted
    collection.read()
    assert len(collection.cards) == 2 * (len(HOSTILE) + 2)


@pytest.mark.no_cover
@pytest.mark.parametrize("head", ["tag:", "category:", "confused:", "name:", ""])
@pytest.mark.parametrize("text", ["' or 1=1 --", "%%", "__", "\\\\"])
def test_no_text_finds_what_it_does_not_name(collection: Collection, head: str, text: str) -> None:
    assert found(collection, head + quoted(text)) == []


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_any_text_can_be_looked_for(collection: Collection, text: str) -> None:
    assert found(collection, quoted(text)) == collection.found(searched.in_some_field(text, wild=False))


EXAMPLES = [
    NoteDraft({"term": "404", "name": "Not Found", "meaning": "找不到请求的资源"}, ("Core",), "4xx"),
    NoteDraft(
        {"term": "408", "name": "Request Timeout", "meaning": "请求超时", "meaning.en": "a slow client"}, (), "4xx"
    ),
    NoteDraft({"term": "４１０", "meaning": "资源 已经没有了，不要再请求", "hint": "time is out"}, ("core",), "ＡＢ"),
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("FOUND", ["404"]),
        ("not found", ["408", "410"]),
        ('"NOT FOUND"', ["404"]),
        ('"found not"', []),
        ("请求", ["404", "408", "410"]),
        ("请求 资源", ["404", "410"]),
        ("请*资源", ["404"]),
        ("资源*请", []),
        ("time*out", ["408"]),
        ("t*me*t", ["408"]),
        ("name:out", ["408"]),
        ("meaning:SLOW", ["408"]),
        ("meaning.en:slow", ["408"]),
        ("meaning.en:超时", []),
        ('name:""', ["410"]),
        ("name:*", ["404", "408"]),
        ("key:41", ["410"]),
        ("term:40", ["404", "408"]),
        ("tag:core", ["404", "410"]),
        ("tag:cor", []),
        ("tag:c*", ["404", "410"]),
        ('tag:""', ["408"]),
        ("category:4XX", ["404", "408"]),
        ("category:4", []),
        ("category:客户端错误", ["404", "408"]),
        ("category:client*", ["404", "408"]),
        ("category:ab or category:wide", ["410"]),
        ("re:^[a-z]+.found$", ["404"]),
        ("re:(?-i:FOUND)", []),
        ("re:^４", ["410"]),
        ("-tag:core or name:found", ["404", "408"]),
    ],
)
def test_what_a_query_finds_can_be_said_beforehand(store: Store, clock: Clock, text: str, keys: list[str]) -> None:
    import_notes(store, "Net", EXAMPLES, clock.now)
    numbers = store.card_ids_where(parse(f"direction:key ({text})"), None, clock.now)
    assert [store.note(store.card(number).note_id).key for number in numbers] == keys


def test_an_empty_query_finds_every_card_deck_by_deck(collection: Collection) -> None:
    assert found(collection, "") == [card.id for card in collection.cards]


def test_only_the_decks_that_are_asked_for_are_searched(collection: Collection, store: Store) -> None:
    deep = deck_named(store, "Net::Deep")
    assert found(collection, "segments or nothing", [deep.id]) == [c.id for c in store.cards([deep.id])]
    assert found(collection, "", []) == []


def test_cards_of_deleted_notes_and_decks_are_not_found(collection: Collection, store: Store, clock: Clock) -> None:
    store.delete_note(next(n for n in collection.notes.values() if n.key == "plain"), clock.now)
    store.delete_deck(deck_named(store, "Net::Deep"), clock.now)
    for text in ("segments", "nothing", "re:segments", "meaning:nothing", "key:plain"):
        assert found(collection, text) == []


def test_a_direction_that_is_off_is_not_found(collection: Collection, store: Store) -> None:
    deck = deck_named(store, "Net")
    store.set_settings(deck, replace(deck.settings, directions_off=("meaning",)))
    assert {store.card(number).direction for number in found(collection, "deck:net nothing")} == {"Key"}


def test_an_answer_that_was_taken_back_confuses_nothing(collection: Collection, store: Store, clock: Clock) -> None:
    first, other = collection.cards[0], collection.cards[-1]
    entry = answer(store, first, Rating.AGAIN, clock, other.note_id)
    assert {store.card(number).note_id for number in found(collection, "confused:tcp")} == {first.note_id}
    assert {store.card(number).note_id for number in found(collection, "confused:n0")} == {other.note_id}
    assert found(collection, "rated:again<1d") == [first.id]
    store.undo_entry(entry.id, clock.now)
    assert found(collection, "confused:tcp or confused:n0 or rated:again") == []


def test_a_note_that_was_deleted_confuses_nothing(collection: Collection, store: Store, clock: Clock) -> None:
    first, other = collection.cards[0], collection.cards[-1]
    answer(store, first, Rating.AGAIN, clock, other.note_id)
    store.delete_note(collection.notes[other.note_id], clock.now)
    assert found(collection, "confused:tcp or confused:n0") == []


def test_today_ends_when_the_study_day_ends(collection: Collection, store: Store, clock: Clock) -> None:
    answer(store, collection.cards[0], Rating.EASY, clock)
    clock.forward(hours=18.5)
    assert len(found(collection, "added<1d")) == len(collection.cards)
    assert len(found(collection, "reviewed=0d")) == 1
    clock.forward(hours=1)
    assert found(collection, "added<1d or reviewed=0d") == []
    assert len(found(collection, "added<2d")) == len(collection.cards)


def test_what_is_due_is_what_the_decks_count(collection: Collection, store: Store, clock: Clock) -> None:
    for card in collection.cards[:6]:
        answer(store, card, Rating.EASY, clock)
    clock.forward(days=200)
    store.suspend([collection.cards[0].id])
    store.bury([collection.cards[1].id], clock.day + timedelta(days=1))
    store.bury([collection.cards[2].id], clock.day)
    assert len(found(collection, "is:due")) == sum(held.due for held in store.deck_counts(clock.day).values()) == 4
    assert found(collection, "is:buried") == [collection.cards[1].id]


def test_each_deck_forgets_with_its_own_parameters(collection: Collection, store: Store, clock: Clock) -> None:
    deep = deck_named(store, "Net::Deep")
    store.set_settings(deep, replace(deep.settings, parameters=OTHER_PARAMETERS))
    for card in store.cards():
        answer(store, card, Rating.GOOD, clock)
    clock.forward(days=400)
    collection.read()
    for percent in range(1, 101):
        wanted = [
            c for c in collection.cards if (searched.numbers(collection, c)["retrievability"] or 0) < percent / 100
        ]
        assert found(collection, f"retrievability<{percent}%") == [card.id for card in wanted]


@pytest.mark.parametrize(
    ("text", "position", "said", "hint"),
    [
        ("x deck:nett", 7, "There is no deck “nett”.", "Net"),
        ("deck:zzz*", 5, "There is no deck “zzz*”.", "Net"),
        ("direction:kee", 10, "There is no direction “kee”.", "Key, meaning"),
    ],
)
def test_an_unknown_deck_or_direction_is_said_with_its_place(
    collection: Collection, text: str, position: int, said: str, hint: str
) -> None:
    with pytest.raises(QueryError) as caught:
        found(collection, text)
    assert caught.value.position == position
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_every_statement_compiles_for_postgresql(collection: Collection, store: Store) -> None:
    executed: list[ClauseElement] = []
    store.watch(lambda _connection, statement, *_rest: executed.append(statement))
    numbers = "stability<3d difficulty=5 retrievability=80% retrievability<0.5 interval>1w lapses>=4 reps=0"
    days = "due<=2d added<1w reviewed>3d changed>=2026-11-25 rated:again<3d rated:good"
    states = " ".join(f"is:{state}" for state in searched.STATES)
    texts = 'word "a b" c*e -deck:net tag:core category:4xx meaning:x key:4 re:^4 direction:key confused:n0'
    for text in (numbers, days, states, texts, f"({numbers}) or not ({days}) or {states} or {texts}"):
        found(collection, text)
    assert len(executed) > 20
    for statement in executed:
        assert str(statement.compile(dialect=DIALECT))


def test_what_was_typed_stands_in_no_statement(collection: Collection, store: Store) -> None:
    executed: list[ClauseElement] = []
    store.watch(lambda _connection, statement, *_rest: executed.append(statement))
    found(collection, "Zqx tag:Zqx category:Zqx meaning:Zqx re:Zqx confused:Zqx Z*qx (Zqx or -Zqx)")
    assert executed
    assert not any("zqx" in str(statement).lower() for statement in executed)


@pytest.mark.parametrize(
    ("text", "meant"), [("dek:http", "deck:"), ("tags:core", "tag:"), ("stabilty:3", "stability<")]
)
def test_a_field_that_nobody_has_and_that_is_nearly_a_name_is_told(
    collection: Collection, text: str, meant: str
) -> None:
    with pytest.raises(QueryError) as told:
        found(collection, text)
    assert "There is no field" in told.value.reason
    assert meant in told.value.hint
    assert told.value.position == 0


def test_a_field_that_nobody_has_is_simply_not_found(collection: Collection) -> None:
    assert found(collection, "nothinglikeit:x") == []
