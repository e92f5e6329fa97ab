"""Reading a collection: what is wrong is refused with its place, a note alone, or a deck with the whole file."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from quiz import formats
from quiz.cards import Kind, Memory, Phase, Rating
from quiz.collection import NoteRecord
from quiz.deck_drafts import Unread
from quiz.errors import QuizError
from quiz.formats import SourceFile, detected
from quiz.formats.json.words import LAST_ID
from tests.formats.whole_collections import (
    AT,
    ID,
    card,
    collection,
    deck,
    direction,
    document,
    everything,
    note,
    note_type,
    read_notes,
    reason,
    review,
)


def test_everything_that_can_be_said_is_read() -> None:
    found = collection(everything())
    first, gone = found.decks
    assert (first.deck.titles, first.deck.description) == ({"en": "Networks"}, "About\nnetworks")
    assert first.deck.settings.learning_steps == (1.5,)
    assert first.deck.settings.recall_from == {"term": 9}
    assert first.deck.front == {"author": "someone", "empty": ""}
    assert gone.deck.deleted == datetime(2026, 3, 2, 1, tzinfo=UTC)
    one, other = found.notes()
    assert isinstance(one, NoteRecord)
    assert isinstance(other, NoteRecord)
    assert one.imported == {"fields": {"hint": None, "meaning": "older"}, "tags": [], "category": ""}
    assert one.cards is not None
    assert one.cards[0].card.deck_id == gone.deck.id
    assert one.cards[0].log[1].review.imported == Memory(36500, 1)
    assert one.cards[0].log[1].review.kind is Kind.KNOWN
    assert one.cards[0].log[0].review.phase is Phase.LEARNING
    assert one.cards[1].card.buried_until == date(2026, 4, 1)
    assert other.cards is not None
    assert other.cards[0].log[0].review.rating is Rating.AGAIN
    assert other.cards[0].log[0].confused_with == "guid of tcp"


def test_what_is_as_usual_need_not_be_said() -> None:
    (record,) = read_notes(document(note()))
    assert isinstance(record, NoteRecord)
    assert record.cards is None
    assert record.imported is None
    assert record.note.tags == ()


def test_names_may_come_in_any_order() -> None:
    whole = everything()
    turned = {name: whole[name] for name in reversed(whole)}
    assert read_notes(turned) == read_notes(whole)
    assert collection(turned).decks == collection(whole).decks


def test_notes_can_be_gone_through_more_than_once() -> None:
    found = collection(everything())
    assert [*found.notes()] == [*found.notes()]


def test_an_instant_with_an_offset_is_the_same_instant() -> None:
    (record,) = read_notes(document(note(changed="2026-03-02T09:00:00.123999+08:00")))
    assert isinstance(record, NoteRecord)
    assert record.note.changed == datetime(2026, 3, 2, 1, 0, 0, 123_000, tzinfo=UTC)


def test_a_collection_is_found_by_its_beginning_whatever_its_name() -> None:
    data = json.dumps(everything(), indent=1).encode()
    assert detected(SourceFile("notes.md", data=data)).name == "json"
    assert detected(SourceFile("notes.md", data=b'{"other": "quiz"}')).name == "md"
    source = formats.read(data, "notes.md", "deck")
    assert source.draft.name == "Net"
    assert "2" in source.details[0]
    assert list(source.items) == []


@pytest.mark.parametrize(
    ("whole", "message"),
    [
        ([], "not a JSON object"),
        (12, "not a JSON object"),
        ({}, "no collection of quiz"),
        ({"format": 1, "deck": {}, "note_types": [], "notes": []}, "does not begin with a “format” that is “quiz”"),
        ({"format": "quiz", "deck": {}}, "nothing named “deck” is known"),
        ({"format": "anki", "version": 1, "decks": [], "notes": []}, "no collection of quiz"),
        (document() | {"version": 2}, "a newer version of quiz (format 2"),
        (document() | {"version": "1"}, "does not say of which version"),
        (document() | {"version": True}, "does not say of which version"),
        ({"format": "quiz", "version": 1, "notes": []}, "has no “decks”"),
        ({"format": "quiz", "version": 1, "decks": []}, "has no “notes”"),
        (document() | {"notes": {}}, "a list is expected"),
        (document() | {"more": 1}, "nothing named “more” is known"),
    ],
)
def test_a_file_that_is_no_collection_is_refused(whole: Any, message: str) -> None:
    with pytest.raises(QuizError) as caught:
        read_notes(whole)
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("text", "decks[0]: “text” is not an object"),
        ({"name": "A"}, "decks[0]: “note_types” is missing"),
        (deck(""), "decks[0].name: it is empty"),
        (deck("A::"), "decks[0].name: “A::” cannot be the name of a deck: a part of it is empty"),
        (deck("A::::3"), "a part of it is empty"),
        (deck("A\nB"), "there is a line break"),
        (deck("A\x1b[2J"), "U+001B"),
        ({"name": 7, "note_types": []}, "decks[0].name: 7 is not a text"),
        (deck(unknown=1), "decks[0].unknown: nothing of this name is known here"),
        (deck(titles={"en": 1}), "decks[0].titles.en: 1 is not a text"),
        (deck(created="2026-03-02T09:00:00"), "decks[0].created: “2026-03-02T09:00:00” is not an instant"),
        (deck(created="0001-01-01T00:00:00Z"), "is not an instant"),
        (deck(deleted="9999-12-31T23:59:59Z"), "is not an instant"),
        (deck(deleted="2026-02-30T23:59:59Z"), "is not an instant"),
        (deck(categories=[{"code": "a", "title": "A"}] * 2), "decks[0].categories[1].code: it is there twice"),
        (deck(imported={"description": 1}), "decks[0].imported.description: 1 is not a text"),
        (deck(settings={"new_per_day": "20"}), "decks[0].settings.new_per_day: it takes: 0 … 9999"),
        (deck(settings={"new_per_day": -1}), "settings.new_per_day"),
        (deck(settings={"new_per_day": True}), "settings.new_per_day"),
        (deck(settings={"desired_retention": 1e308}), "settings.desired_retention"),
        (deck(settings={"learning_steps": [0]}), "settings.learning_steps"),
        (deck(settings={"learning_steps": ["1m"]}), "settings.learning_steps"),
        (deck(settings={"learning_steps": [10**400]}), "settings.learning_steps"),
        (deck(settings={"parameters": [1.0] * 20}), "settings.parameters"),
        (deck(settings={"modes": {"": "guess"}}), "settings.modes"),
        (deck(settings={"choice_below": {"": -1}}), "settings.choice_below"),
        (deck(settings={"catch_up": "tomorrow"}), "settings.catch_up"),
        (deck(settings={"directions_off": ["term", "meaning"]}), "would have no direction left"),
        (deck(settings={"no": 1}), "decks[0].settings.no: nothing of this name is known here"),
        (deck(note_types=[note_type(), note_type()]), "decks[0].note_types[1].name: it is there twice"),
        (deck(note_types=[note_type() | {"key_field": "x"}]), "note_types[0].key_field: “x” is none of the fields"),
        (deck(note_types=[note_type() | {"fields": []}]), "note_types[0].fields: it is empty"),
        (deck(note_types=[note_type() | {"fields": ["term", "was"]}]), "“was” cannot be the name of a field"),
        (deck(note_types=[note_type() | {"directions": []}]), "note_types[0].directions: it is empty"),
        (
            deck(note_types=[note_type("basic", *[direction("a", "term", "meaning")] * 2)]),
            "note_types[0].directions[1].slug: it is there twice",
        ),
        (
            deck(note_types=[note_type("basic", direction("a", "term", "meaning", judge="me"))]),
            "directions[0].judge: “me” is not one of auto, exact, name, self",
        ),
    ],
)
def test_a_deck_that_is_wrong_spoils_the_file_and_is_named(wrong: Any, message: str) -> None:
    with pytest.raises(QuizError) as caught:
        collection(document(decks=[wrong]))
    assert message in caught.value.message
    assert caught.value.message.startswith("Line 1, decks[0]")
    assert caught.value.hint


def test_two_decks_of_one_name_are_refused_unless_one_was_deleted() -> None:
    with pytest.raises(QuizError, match="another deck “Net”"):
        collection(document(decks=[deck(), deck()]))
    with pytest.raises(QuizError, match="another deck “Net”"):
        collection(document(decks=[deck(), deck(label="Other")]))
    with pytest.raises(QuizError, match="another deck “Net”"):
        collection(document(decks=[deck(), deck(deleted=AT)]))
    assert len(collection(document(decks=[deck(), deck(deleted=AT, label="old")])).decks) == 2


IN_STEPS = {"phase": "learning", "step": 0, "due_at": AT}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (17, "17 is not an object"),
        ({"guid": "g"}, "“deck” is missing"),
        (note(guid="a\x00b"), "U+0000"),
        (note(fields={"term": "a\ud800", "meaning": "b"}), "U+D800"),
        (note(fields={"term": "tcp", "meaning": ["b"]}), "fields.meaning: a list is not a text"),
        (note(fields={"term": "tcp"}), "has no meaning"),
        (note(fields={"meaning": "b"}), "fields.term: it is empty"),
        (note(fields={"term": "a\nb", "meaning": "b"}), "more than one line"),
        (note(fields={"term": "a", "meaning": "b", "was": "c"}), "“was” cannot be the name of a field"),
        (note(deck="Other"), "deck: there is no deck “Other” in the file"),
        (note(note_type="cloze"), "note_type: its deck has no note type “cloze”"),
        (note(tags=["two words"]), "“two words” is no tag"),
        (note(tags=["a", "a"]), "tags[1]: it is there twice"),
        (note(position=-1), "position: -1 is not a whole number from 0"),
        (note(position=10**40), "position: 1000000000000000000000000000000000000000… is not a whole number"),
        (note(position=0.5), "position: 0.5 is not a whole number"),
        (note(changed=None), "changed: null is not an instant"),
        (note(imported=[]), "imported: a list is not an object"),
        (note(imported={"fields": {"a": 1}}), "imported.fields.a: 1 is not a text"),
        (note(more=1), "more: nothing of this name is known here"),
        (note(cards={}), "cards: an object is not a list"),
        (note(cards=[card(), card()]), "cards[1].direction: it is there twice"),
        (note(cards=[card("")]), "cards[0].direction: it is empty"),
        (note(cards=[card(flag=8)]), "cards[0].flag: 8 is not a whole number from 0 to 7"),
        (note(cards=[card(suspended=1)]), "cards[0].suspended: 1 is not true or false"),
        (note(cards=[card(phase="learning", due_day="2026-03-02")]), "cards[0].phase: a card has a step"),
        (note(cards=[card(phase="review")]), "cards[0].phase: a card has a day"),
        (note(cards=[card(stability=1.0)]), "cards[0].difficulty: null is not a number"),
        (note(cards=[card(deck="Other")]), "cards[0].deck: there is no deck “Other” in the file"),
    ],
)
def test_a_note_that_is_wrong_is_passed_over_and_named(wrong: Any, message: str) -> None:
    whole = document(wrong, note("udp"))
    unread, record = read_notes(whole)
    assert isinstance(unread, Unread)
    assert message in unread.reason
    assert isinstance(record, NoteRecord)
    assert unread.line == record.line == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": ID}, "id: 3706429240663609959 is not the id of an answer"),
        ({"id": "-5"}, "“-5” is not the id of an answer"),
        ({"id": "0"}, "“0” is not the id of an answer"),
        ({"id": "１２"}, "“１２” is not the id of an answer"),
        ({"id": str(2**63)}, "is not the id of an answer"),
        ({"id": str(LAST_ID + 1)}, "is not the id of an answer"),
        ({"time": "2026-03-02T09:00:00"}, "time: “2026-03-02T09:00:00” is not an instant"),
        ({"time": "0001-01-01T00:00:00Z"}, "is not an instant"),
        ({"time": "2026-03-02T24:61:00Z"}, "is not an instant"),
        ({"day": "9999-12-31"}, "day: “9999-12-31” is not a day from 1970-01-01 to 2100-01-01"),
        ({"day": "2026-W10-1"}, "is not a day"),
        ({"day": "2026-02-30"}, "is not a day"),
        ({"utc_offset": 5000}, "utc_offset: 5000 is not a whole number from -1439 to 1439"),
        ({"kind": "guess"}, "kind: “guess” is not one of learn"),
        ({"rating": 5}, "rating: 5 is not one of again, hard, good, easy"),
        ({"rating": "great"}, "rating: “great” is not one of"),
        ({"kind": "reset", "phase": "new"}, "a card has a day on which it is due, unless it is new"),
        ({"kind": "reschedule"}, "rating: answers have a rating, and nothing else has one"),
        ({"stability": 3.0, "difficulty": 5.0}, "stability: entries of the kinds imported and known"),
        ({"kind": "known", "stability": 1e9, "difficulty": 5.0}, "stability: 1000000000.0 is not a number from 0.001"),
        ({"phase": "learning", "step": 0}, "phase: a card has a step, and an instant"),
        ({"phase": "relearning", "due_at": AT}, "phase: a card has a step, and an instant"),
        ({"phase": "review", "step": 1}, "phase: a card has a step, and an instant"),
        ({**IN_STEPS, "step": -1}, "step: -1 is not a whole number"),
        ({**IN_STEPS, "step": 100}, "step: 100 is not a whole number"),
        ({"milliseconds": 2**31}, "milliseconds: 2147483648 is not a whole number"),
        ({"milliseconds": -1}, "milliseconds: -1 is not a whole number"),
        ({"given": "a\x1bb"}, "U+001B"),
        ({"given": "a\ud800b"}, "U+D800"),
        ({"predicted": 1.5}, "predicted: 1.5 is not a number from 0 to 1"),
        ({"predicted": True}, "predicted: true is not a number from 0 to 1"),
        ({"predicted": 10**400}, "predicted: 10000"),
        ({"undone": True}, "undone: true is not an instant"),
        ({"confused_with": 7}, "confused_with: 7 is not a text"),
    ],
)
def test_an_entry_of_which_nothing_could_be_made_spoils_its_note(wrong: dict[str, Any], message: str) -> None:
    found = reason(document(note(cards=[card("term", review(ID + 1), review(**wrong))])))
    assert message in found
    assert found.startswith("“guid of tcp”: cards[0].reviews[1]")


def test_an_entry_that_is_there_twice_in_a_log_spoils_its_note() -> None:
    assert "cards[0].reviews[1].id: it is there twice" in reason(
        document(note(cards=[card("term", review(), review())]))
    )


def test_a_reset_that_leaves_a_learnt_card_is_refused() -> None:
    entry = review(kind="reset")
    del entry["rating"]
    assert "phase: a reset leaves a new card" in reason(document(note(cards=[card("term", entry)])))


def test_infinite_numbers_are_refused() -> None:
    text = json.dumps(document(note(cards=[card("term", review(predicted=0.5))]))).replace("0.5", "1e999")
    (unread,) = read_notes(text)
    assert isinstance(unread, Unread)
    assert "predicted: inf is not a number" in unread.reason


def test_a_text_of_ten_mebibytes_is_read() -> None:
    long = "汉" * (10 << 20)
    (record,) = read_notes(document(note(cards=[card("term", review(given=long))])))
    assert isinstance(record, NoteRecord)
    assert record.cards is not None
    assert record.cards[0].log[0].review.given == long


def test_long_lists_take_no_longer_than_their_length() -> None:
    (record,) = read_notes(document(note(tags=[f"tag{number}" for number in range(100_000)])))
    assert isinstance(record, NoteRecord)
    assert len(record.note.tags) == 100_000


def test_each_note_has_its_line() -> None:
    text = json.dumps(document(note("a"), note("b", fields={}), note("c")), indent=1)
    lines = [one.line for one in read_notes(text)]
    assert len(set(lines)) == 3
    assert [text.split("\n")[line - 1].strip() for line in lines] == ["{"] * 3


def test_what_no_person_should_see_is_not_shown() -> None:
    found = reason(document(note("a", guid="\x1b[2J", deck="\x1b[2J\u202e")))
    assert "\x1b" not in found
    assert "\u202e" not in found
