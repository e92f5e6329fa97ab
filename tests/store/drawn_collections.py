"""Collections drawn at random: decks, notes, and something of a history."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st

from quiz.cards import Card, Rating
from quiz.deck_drafts import NoteDraft
from quiz.store import Store
from tests.store.drawn_queries import DISTANCES, FRAGMENTS, KEYS, TAGS
from tests.store.searched import Collection, answer, import_notes
from tests.store.support import NOW, OTHER_PARAMETERS, Clock, deck_named


def texts() -> st.SearchStrategy[str]:
    """Texts of fields: fragments with or without something between."""
    return st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from(["", " ", "\n"]).map(lambda between: between.join(parts))
    )


@st.composite
def drafts(draw: st.DrawFn) -> list[NoteDraft]:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    return [
        NoteDraft(
            {
                "term": key,
                "meaning": draw(texts()),
                "name": draw(st.just("") | texts()),
                "meaning.en": draw(st.just("") | texts()),
            },
            tags=tuple(draw(st.lists(st.sampled_from(TAGS), max_size=2, unique=True))),
            category=draw(st.sampled_from(["", "4xx", "ＡＢ"])),
        )
        for key in keys
    ]


ACTIONS = st.tuples(
    st.sampled_from(
        ["answer", "confuse", "wait", "back", "suspend", "bury", "flag", "move", "reset", "undo", "edit", "delete"]
    ),
    st.integers(0, 99),
    st.sampled_from(list(Rating)),
    DISTANCES,
)


def act(collection: Collection, action: str, card: Card, rating: Rating, number: int) -> None:
    """Do one of the things that can be done to a card."""
    store, clock = collection.store, collection.clock
    others = list(collection.notes)
    match action:
        case "answer":
            answer(store, card, rating, clock)
        case "confuse":
            answer(store, card, Rating.AGAIN, clock, others[number % len(others)])
        case "wait":
            clock.forward(days=number, hours=number)
        case "back":
            clock.forward(days=-number)
        case "suspend":
            store.suspend([card.id])
        case "bury":
            store.bury([card.id], clock.day + timedelta(days=number - 3))
        case "flag":
            store.flag([card.id], number % 8)
        case "move":
            store.move([card.id], deck_named(store, "系统"))
        case "reset":
            store.reset([card.id], clock.now, clock.day)
        case "undo":
            store.undo_last(None, clock.now)
        case "edit":
            note = collection.notes[card.note_id]
            fields = {**note.fields, "meaning": FRAGMENTS[number]}
            store.edit_note(note, NoteDraft(fields, note.tags, note.category), clock.now)
        case "delete":
            store.delete_note(collection.notes[card.note_id], clock.now)


@contextmanager
def opened() -> Iterator[Collection]:
    clock = Clock(NOW)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "quiz.db", clock.now) as store:
        yield Collection(store, clock)


def fill(collection: Collection, data: st.DataObject) -> None:
    """Three decks, one below another and one with parameters of its own, and something of a history."""
    store, clock = collection.store, collection.clock
    for name in ("Net", "Net::Deep", "系统"):
        import_notes(store, name, data.draw(drafts()), clock.now)
        clock.forward(days=data.draw(DISTANCES))
    other = deck_named(store, "系统")
    store.set_settings(other, replace(other.settings, parameters=OTHER_PARAMETERS))
    for action, index, rating, number in data.draw(st.lists(ACTIONS, min_size=5, max_size=25)):
        collection.read()
        if collection.cards:
            act(collection, action, collection.cards[index % len(collection.cards)], rating, number)
    collection.read()
