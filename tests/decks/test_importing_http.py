"""The shipped deck and the list that it grew from, imported over each other: histories stay, changes are told."""

from datetime import timedelta
from pathlib import Path

import pytest

from quiz.cards import Card, Deck, Note
from quiz.deck_drafts import NoteDraft
from quiz.store import ImportReport, Store
from quiz.study import Session
from tests.decks.test_http_status import DECK, source
from tests.store.support import HTTP_LIST, NOW, Clock, answer_all

LATER = NOW + timedelta(days=1)
BOTH = pytest.mark.parametrize(("first", "second"), [(DECK, HTTP_LIST), (HTTP_LIST, DECK)], ids=["poorer", "richer"])


def bring_in(store: Store, file: Path) -> ImportReport:
    found = source(file)
    into = store.decks()[0].name if store.decks() else ""
    return store.import_deck(found.draft, found.items, now=LATER if into else NOW, into=into)


def histories(store: Store) -> list[tuple[int, str, object, int]]:
    def row(card: Card) -> tuple[int, str, object, int]:
        return card.note_id, card.direction, card.state, len(store.log(card.id))

    return sorted(map(row, store.cards()), key=lambda found: found[:2])


def all_texts(note: Note | NoteDraft) -> dict[str, str]:
    """The texts of a note, its tags and its category among them."""
    return {**note.fields, "tags": " ".join(note.tags), "category": note.category}


def titles_of(deck: Deck) -> dict[str, dict[str, str]]:
    """The titles of a deck and of its categories, in each language."""
    titles = {
        category.code: {"title": category.title, **{f"title.{name}": text for name, text in category.titles.items()}}
        for category in deck.categories
    }
    own = {"language": deck.language, **{f"title.{name}": text for name, text in deck.titles.items()}}
    return {**titles, deck.name: own}


def differences(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> list[tuple[str, str, str, str]]:
    """What is another text than before: whose, which, and both."""
    return [
        (key, name, before[key].get(name, ""), after[key].get(name, ""))
        for key in before
        for name in {**before[key], **after[key]}
        if before[key].get(name, "") != after[key].get(name, "")
    ]


@BOTH
def test_every_note_keeps_its_history(store: Store, first: Path, second: Path) -> None:
    bring_in(store, first)
    answer_all(Session(store), Clock(NOW))
    before = histories(store)
    assert sum(length for *_card, length in before) >= 20
    report = bring_in(store, second)
    assert (report.added, report.missing, report.unread, report.kept_local) == (0, [], [], [])
    assert histories(store) == before


@BOTH
def test_each_changed_text_is_reported_with_what_it_was_and_what_it_is(store: Store, first: Path, second: Path) -> None:
    bring_in(store, first)
    deck = store.decks()[0]
    before, heads = {note.key: all_texts(note) for note in store.notes(deck)}, titles_of(deck)
    report = bring_in(store, second)
    after = {note.key: all_texts(note) for note in store.notes(deck)}
    told = [(change.key, change.field, change.before, change.after) for change in report.changes]
    changed = differences(before, after)
    titles = differences(heads, titles_of(store.decks()[0]))
    assert sorted(told) == sorted([*titles, *changed])
    assert len(titles) >= 3
    assert report.changed == len({key for key, *_rest in changed})


def test_the_plain_list_brings_its_names_meanings_and_titles_and_leaves_the_rest(store: Store) -> None:
    bring_in(store, DECK)
    report = bring_in(store, HTTP_LIST)
    rich = {item.fields["key"]: item for item in source(DECK).items if isinstance(item, NoteDraft)}
    plain = {item.fields["key"]: item for item in source(HTTP_LIST).items if isinstance(item, NoteDraft)}
    deck = store.decks()[0]
    for note in store.notes(deck):
        assert all_texts(note) == {**all_texts(rich[note.key]), **plain[note.key].fields}
    assert {change.field for change in report.changes} == {"name", "meaning", "title"}
    assert ("1xx", "信息响应", "信息相应") in [(change.key, change.before, change.after) for change in report.changes]
    assert set(report.absent_fields) == {
        *("also", "confused", "explain", "explain.en", "hint", "hint.en", "meaning.en"),
        *("source", "source.en", "tags", "versus", "versus.en"),
    }


def test_after_the_plain_list_the_deck_is_again_as_it_ships(store: Store, tmp_path: Path) -> None:
    bring_in(store, DECK)
    bring_in(store, HTTP_LIST)
    bring_in(store, DECK)
    with Store.open(tmp_path / "fresh.db", NOW) as other:
        bring_in(other, DECK)
        shipped = {note.key: all_texts(note) for note in other.notes(other.decks()[0])}
        heads = other.decks()[0].categories, other.decks()[0].titles
    assert {note.key: all_texts(note) for note in store.notes(store.decks()[0])} == shipped
    assert (store.decks()[0].categories, store.decks()[0].titles) == heads
