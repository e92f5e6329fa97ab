"""Taking in a collection: what is the same, what is added, and what stays as it is here."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.cards import Phase, Rating, derived_guid
from quiz.changes import Merge
from quiz.collection import Collection, NoteRecord
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats.json import read, write
from quiz.formats.json.words import LAST_ID
from quiz.formats.source_file import ReadOptions, SourceFile
from quiz.scheduling.days import study_day
from quiz.store import Store
from quiz.study import Session
from quiz.study_settings import LEECH_TAG
from tests.formats.whole_collections import AT, ID, card, deck, direction, document, note, note_type, review
from tests.store.handed_over import collection, contents, hand_over, stores, take_in, written
from tests.store.support import NOW, Clock, answer_all, card_of, deck_named, import_terms, record

LATER = "2026-05-01T00:00:00.000Z"
EARLIER = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another empty database."""
    (tmp_path / "other").mkdir()
    with stores(tmp_path / "other", 1) as (opened,):
        yield opened


def take(store: Store, *notes: dict[str, Any], **more: Any) -> Any:
    """Import notes of one deck and return the report on it."""
    report, *_others = take_in(store, json.dumps(document(*notes, **more)))
    assert store.disagreements() == []
    return report


def keys(store: Store, name: str = "Net") -> list[str]:
    return [one.key for one in store.notes(deck_named(store, name))]


# Decks


def test_a_new_deck_comes_with_everything(store: Store) -> None:
    whole = deck(
        titles={"en": "Networks"},
        settings={"new_per_day": 5, "learning_steps": [1.5]},
        categories=[{"code": "4xx", "title": "错误"}],
        front={"author": "me"},
    )
    assert take(store, note(), decks=[whole]).is_new
    found = deck_named(store, "Net")
    assert found.titles == {"en": "Networks"}
    assert (found.settings.new_per_day, found.settings.learning_steps) == (5, (1.5,))
    assert found.category("4xx").title == "错误"
    assert found.front == {"author": "me"}


def test_a_deck_that_is_here_keeps_what_it_has(store: Store) -> None:
    take(store, note("tcp"), decks=[deck(settings={"new_per_day": 5}, titles={"en": "Networks"})])
    report = take(store, note("udp"), decks=[deck(settings={"new_per_day": 9}, titles={"en": "Other"})])
    assert not report.is_new
    found = deck_named(store, "Net")
    assert found.settings.new_per_day == 5
    assert found.titles == {"en": "Networks"}
    assert keys(store) == ["tcp", "udp"]


def test_note_types_fields_and_directions_that_are_missing_are_added(store: Store) -> None:
    one_way = note_type("basic", direction("term", "term", "meaning"))
    take(store, note("tcp"), decks=[deck(note_types=[one_way])])
    wider = note_type() | {"fields": ["term", "meaning", "more"]}
    take(store, note("udp"), decks=[deck(note_types=[wider, note_type("cloze")])])
    first, second = store.note_types(deck_named(store, "Net"))
    assert first.fields == ("term", "meaning", "more")
    assert [one.slug for one in first.directions] == ["term", "meaning"]
    assert second.name == "cloze"
    assert sorted(one.direction for one in store.cards()) == ["meaning", "meaning", "term", "term"]


def test_a_note_type_with_another_key_is_refused_and_nothing_kept(store: Store) -> None:
    take(store, note())
    before = contents(store)
    with pytest.raises(QuizError, match="“Net” the notes here have the key “term”, those of the file “meaning”"):
        take(store, note("udp"), decks=[deck(note_types=[note_type() | {"key_field": "meaning"}])])
    assert contents(store) == before


def test_a_direction_that_notes_here_have_no_text_for_is_refused(store: Store) -> None:
    take(store, note())
    wider = note_type("basic", direction("term", "term", "meaning"), direction("more", "more", "term"))
    more = note("udp", fields={"term": "udp", "meaning": "m", "more": "x"})
    with pytest.raises(QuizError, match="“tcp” has no more"):
        take(store, more, decks=[deck(note_types=[wider])])


def test_decks_that_were_deleted_come_too_and_only_once(store: Store, other: Store) -> None:
    for _time in range(2):
        import_terms(store, "Net", ["tcp"], NOW)
        store.delete_deck(deck_named(store, "Net"), NOW)
    import_terms(store, "Net", ["udp"], NOW)
    hand_over(store, other)
    hand_over(store, other)
    assert [gone.name for gone in other.deleted_decks()] == ["Net", "Net"]
    assert contents(other) == contents(store)
    other.delete_deck(other.decks()[0], NOW)
    other.restore_decks([other.deleted_decks()[0].id])


def test_what_was_deleted_here_with_its_deck_comes_back_with_a_living_one(store: Store, other: Store) -> None:
    import_terms(store, "Net", ["tcp", "udp"], NOW)
    record(store, card_of(store, "tcp").id, Rating.GOOD, NOW)
    before, kept = contents(store), written(store)
    hand_over(store, other)
    other.delete_deck(deck_named(other, "Net"), NOW)
    (report,) = take_in(other, kept)
    assert (report.is_new, report.changed, report.added) == (True, 2, 0)
    assert keys(other) == ["tcp", "udp"]
    assert other.disagreements() == []
    again = contents(other, ("card.revision",))
    assert [row for row in contents(store, ("card.revision",))["card"] if row not in again["card"]] == []
    assert before["review"] == again["review"]


# Notes


def test_a_text_that_was_changed_later_wins_as_a_whole(store: Store) -> None:
    take(store, note("tcp", tags=["old"], changed=EARLIER))
    report = take(store, note("tcp", fields={"term": "tcp", "meaning": "new"}, tags=["new"], changed=LATER))
    assert (report.changed, report.unchanged, report.added) == (1, 0, 0)
    assert [(one.field, one.before, one.after) for one in report.changes] == [
        ("meaning", "the meaning of tcp", "new"),
        ("tags", "old", "new"),
    ]
    (found,) = store.notes(deck_named(store, "Net"))
    assert (found.fields["meaning"], found.tags) == ("new", ("new",))
    assert found.changed.isoformat() == "2026-05-01T00:00:00+00:00"


def test_a_text_that_was_changed_later_here_stays_and_is_named(store: Store) -> None:
    take(store, note("tcp", changed=LATER))
    report = take(store, note("tcp", fields={"term": "tcp", "meaning": "old"}, changed=EARLIER))
    assert (report.changed, report.unchanged) == (0, 1)
    assert [(one.field, one.before, one.after) for one in report.kept_local] == [
        ("meaning", "the meaning of tcp", "old")
    ]


def test_a_note_that_was_deleted_later_is_deleted_and_one_that_was_written_later_comes_back(store: Store) -> None:
    take(store, note("tcp", cards=[card("term"), card("meaning")]))
    report = take(store, note("tcp", deleted=LATER))
    assert report.changes[0].is_removal
    assert keys(store) == []
    assert store.cards() == []
    assert take(store, note("tcp", changed="2026-04-01T00:00:00Z")).unchanged == 1
    assert keys(store) == []
    take(store, note("tcp", changed="2026-06-01T00:00:00Z"))
    assert keys(store) == ["tcp"]
    assert len(store.cards()) == 2


def test_a_new_note_with_the_key_of_one_here_is_the_same_fact(store: Store) -> None:
    take(store, note("tcp", "mine", cards=[card("term", review(ID))]))
    entry = review(ID + 2**21, day="2026-03-05", kind="review", confused_with="theirs")
    theirs = note(
        "tcp", "theirs", changed=LATER, fields={"term": "tcp", "meaning": "later"}, cards=[card("term", entry)]
    )
    report = take(store, theirs)
    assert (report.added, report.changed, report.reviews) == (0, 1, 1)
    (found,) = store.notes(deck_named(store, "Net"))
    assert (found.guid, found.fields["meaning"]) == ("mine", "later")
    assert len(store.log(card_of(store, "tcp").id)) == 2
    assert store.log(card_of(store, "tcp").id)[-1].confused_with == found.id
    again = take(store, theirs)
    assert (again.added, again.changed, again.unchanged, again.reviews) == (0, 0, 1, 0)


def test_two_notes_of_the_collection_do_not_become_one(store: Store) -> None:
    take(store, note("tcp", "mine", changed=LATER))
    report = take(store, note("tcp", "theirs"), note("udp", "mine", changed=EARLIER))
    assert [one.reason for one in report.unread] == ["The key “tcp” belongs to another note of the deck."]
    assert keys(store) == ["tcp"]


def test_a_key_that_becomes_free_further_on_can_be_taken(store: Store) -> None:
    take(store, note("a", "1", changed=EARLIER), note("b", "2", changed=EARLIER, position=1))
    report = take(store, note("b", "1", changed=LATER), note("c", "2", changed=LATER), note("a", "3"))
    assert (report.changed, report.added, report.unread, report.kept_local) == (2, 1, [], [])
    assert {one.guid: one.key for one in store.notes(deck_named(store, "Net"))} == {"1": "b", "2": "c", "3": "a"}


def test_keys_that_were_exchanged_stay_and_are_named(store: Store) -> None:
    take(store, note("a", "1", changed=EARLIER), note("b", "2", changed=EARLIER, position=1))
    report = take(store, note("b", "1", changed=LATER), note("a", "2", changed=LATER))
    assert keys(store) == ["a", "b"]
    assert {one.key for one in report.kept_local} == {"a", "b"}


def test_two_notes_with_one_guid_or_one_key_are_refused_the_second_time(store: Store) -> None:
    report = take(store, note("a", "1"), note("b", "1"), note("a", "2"))
    assert keys(store) == ["a"]
    assert [one.reason for one in report.unread] == [
        "The id “1” belongs to another note of the source.",
        "The key “a” belongs to another note of the deck.",
    ]


def test_what_was_last_imported_of_a_note_is_known_afterwards(store: Store, other: Store) -> None:
    draft_deck = import_terms(store, "Net", ["tcp"], NOW)
    (found,) = store.notes(draft_deck)
    store.edit_note(found, NoteDraft({**found.fields, "meaning": "mine"}), NOW)
    hand_over(store, other)
    import_terms(other, "Net", ["tcp"], NOW)
    assert other.notes(deck_named(other, "Net"))[0].fields["meaning"] == "mine"


def test_notes_without_history_get_new_cards(store: Store) -> None:
    report = take(store, note("tcp"), decks=[deck(settings={"directions_off": ["meaning"]})])
    assert report.cards == 2
    assert [one.direction for one in store.cards()] == ["term"]


def test_a_selection_has_only_what_was_chosen(store: Store, other: Store) -> None:
    import_terms(store, "Net", ["tcp", "udp"], NOW)
    for one in store.cards():
        record(store, one.id, Rating.GOOD, NOW)
    chosen = replace(
        store.everything(), notes=store.notes(deck_named(store, "Net"))[:1], history=store.records(["term"])
    )
    take_in(other, "".join(write(chosen)))
    assert keys(other) == ["tcp"]
    assert {one.direction: one.state.reps for one in other.cards()} == {"term": 1, "meaning": 0}
    plain = replace(store.everything(), history=None)
    assert "cards" not in json.loads("".join(write(plain)))["notes"][0]


def test_a_deck_that_is_added_while_everything_is_written_is_left_out(store: Store) -> None:
    import_terms(store, "Net", ["tcp"], NOW)
    begun = store.everything()
    import_terms(store, "Sys", ["fork"], NOW)
    whole = json.loads("".join(write(begun)))
    assert [one["name"] for one in whole["decks"]] == ["Net"]
    assert [one["fields"]["term"] for one in whole["notes"]] == ["tcp"]


def test_a_log_of_any_length_is_taken_back(store: Store) -> None:
    entries = [review(ID + n * 2**21, undone=AT) for n in range(1500)]
    take(store, note("tcp", cards=[card("term", *({**entry, "kind": "cram"} for entry in entries))]))
    plain = [{name: value for name, value in entry.items() if name != "undone"} for entry in entries]
    take(store, note("udp", cards=[card("term", *({**entry, "id": str(int(entry["id"]) + 1)} for entry in plain))]))
    again = [{**entry, "id": str(int(entry["id"]) + 1)} for entry in entries]
    take(store, note("udp", cards=[card("term", *again)]))
    assert card_of(store, "udp").state.phase is Phase.NEW
    assert all(entry.undone for entry in store.log(card_of(store, "udp").id))


# Cards and logs


def test_a_card_is_what_its_whole_log_makes_of_it_whatever_the_file_says(store: Store) -> None:
    lying = card("term", review(), phase="review", due_day="2050-01-01", stability=3000.0, difficulty=1.0, reps=99)
    take(store, note("tcp", cards=[lying]))
    found = card_of(store, "tcp")
    assert found.state.reps == 1
    assert found.state.memory is not None
    assert found.state.memory.stability < 10


def test_a_card_of_a_direction_that_its_note_lacks_rests(store: Store) -> None:
    take(store, note("tcp", cards=[card("gone", review()), card("term", retired=True)]))
    assert sorted(one.direction for one in store.cards()) == ["meaning", "term"]
    assert '"direction":"gone"' in written(store)


def test_marks_come_with_a_new_card_and_stay_where_a_card_is_here(store: Store) -> None:
    marked = card("term", suspended=True, flag=3, buried_until="2026-04-01")
    take(store, note("tcp", cards=[marked]))
    assert (card_of(store, "tcp").suspended, card_of(store, "tcp").flag) == (True, 3)
    store.flag([card_of(store, "tcp").id], 5)
    store.suspend([card_of(store, "tcp").id], False)
    take(store, note("tcp", cards=[marked]))
    assert (card_of(store, "tcp").suspended, card_of(store, "tcp").flag) == (False, 5)


def test_entries_are_added_to_the_log_in_the_order_of_their_ids(store: Store) -> None:
    late = review(ID + 2**22, day="2026-03-09", kind="review", rating="again")
    take(store, note("tcp", cards=[card("term", late)]))
    take(store, note("tcp", cards=[card("term", review(ID))]))
    log = store.log(card_of(store, "tcp").id)
    assert [entry.id for entry in log] == [ID, ID + 2**22]
    assert (card_of(store, "tcp").state.reps, card_of(store, "tcp").state.lapses) == (2, 1)


def test_an_entry_that_was_taken_back_on_one_side_is_taken_back(store: Store) -> None:
    take(store, note("tcp", cards=[card("term", review())]))
    assert card_of(store, "tcp").state.reps == 1
    take(store, note("tcp", cards=[card("term", review(undone=LATER))]))
    assert card_of(store, "tcp").state.phase is Phase.NEW
    take(store, note("tcp", cards=[card("term", review())]))
    assert card_of(store, "tcp").state.phase is Phase.NEW
    take(store, note("tcp", cards=[card("term", review(undone="2026-04-01T00:00:00Z"))]))
    undone = store.log(card_of(store, "tcp").id)[0].undone
    assert undone is not None
    assert undone.month == 4


def test_a_confusion_names_a_note_that_comes_later_and_no_note_that_is_unknown(store: Store) -> None:
    first = card("term", review(ID, confused_with="udp's"), review(ID + 2**21, confused_with="nobody's"))
    take(store, note("tcp", cards=[first]), note("udp", "udp's"))
    named, unnamed = store.log(card_of(store, "tcp").id)
    assert named.confused_with == card_of(store, "udp").note_id
    assert unnamed.confused_with is None


def test_an_entry_is_there_once_even_where_a_file_has_it_twice(store: Store) -> None:
    report = take(store, note("tcp", cards=[card("term", review())]), note("udp", cards=[card("term", review())]))
    assert report.reviews == 1
    assert card_of(store, "udp").state.phase is Phase.NEW


def test_the_history_of_notes_that_were_merged_here_stays_with_the_kept_one(store: Store, other: Store) -> None:
    import_terms(store, "Net", ["tcp", "udp"], NOW)
    for key in ("tcp", "udp"):
        record(store, card_of(store, key).id, Rating.GOOD, NOW)
    hand_over(store, other)
    keep, gone = (card_of(other, key).note_id for key in ("tcp", "udp"))
    other.change(Merge(keep, [gone]), NOW + timedelta(hours=1), study_day(NOW))
    before = contents(other)
    hand_over(store, other)
    assert contents(other) == before
    assert len(other.log(card_of(other, "tcp").id)) == 2


def test_a_card_that_was_moved_is_in_the_other_deck(store: Store, other: Store) -> None:
    import_terms(store, "Net", ["tcp"], NOW)
    moved = card_of(store, "tcp")
    record(store, moved.id, Rating.GOOD, NOW)
    store.move([moved.id], store.add_deck("Elsewhere", NOW))
    hand_over(store, other)
    assert contents(other, ("card.revision",)) == contents(store, ("card.revision",))
    assert other.deck(card_of(other, "tcp").deck_id).name == "Elsewhere"
    only = [part for part in store.everything().parts if part.deck.name == "Net"]
    whole = json.loads("".join(write(replace(store.everything(), parts=tuple(only)))))
    assert all("deck" not in one for one in whole["notes"][0]["cards"])


def test_leeches_are_tagged_as_their_lapses_say(store: Store) -> None:
    wrong = [review(ID + n * 2**21, day=f"2026-03-{n + 1:02}", kind="review", rating="again") for n in range(4)]
    few = deck(settings={"leech_lapses": 3})
    take(store, note("tcp", cards=[card("term", *wrong[:3])]), decks=[few])
    assert store.note(card_of(store, "tcp").note_id).tags == ()
    take(store, note("tcp", changed=LATER, tags=["core"], cards=[card("term", wrong[3])]), decks=[few])
    assert card_of(store, "tcp").state.lapses == 3
    assert store.note(card_of(store, "tcp").note_id).tags == ("core", LEECH_TAG)


def test_the_next_answer_has_a_larger_id_than_all_that_came(store: Store) -> None:
    take(store, note("tcp", cards=[card("term", review(LAST_ID))]))
    entry = record(store, card_of(store, "tcp").id, Rating.GOOD, NOW + timedelta(days=5))
    assert LAST_ID < entry.id < 2**63
    assert store.disagreements() == []


# All or nothing


def test_a_note_that_is_wrong_is_left_out_or_with_strict_all(store: Store) -> None:
    text = json.dumps(document(note("tcp"), note("udp", position=-1)))
    (report,) = take_in(store, text, strict=True)
    assert (report.added, len(report.unread)) == (1, 1)
    assert store.decks() == []
    (report,) = take_in(store, text)
    assert "udp" in report.unread[0].reason
    assert keys(store) == ["tcp"]


def test_nothing_is_kept_where_no_note_could_be_read(store: Store) -> None:
    (report,) = take_in(store, json.dumps(document(note(position=-1))))
    assert report.unread
    assert store.decks() == []


def test_decks_alone_can_be_taken_in(store: Store) -> None:
    take(store)
    assert [one.name for one in store.decks()] == ["Net"]


def test_notes_of_no_deck_are_named(store: Store) -> None:
    (report,) = take_in(store, json.dumps(document(note()) | {"decks": []}))
    assert "there is no deck" in report.unread[0].reason


def test_a_dry_run_says_what_would_be_done_and_does_nothing(store: Store) -> None:
    (report,) = take_in(store, json.dumps(document(note(cards=[card("term", review())]))), dry_run=True)
    assert (report.added, report.cards, report.reviews) == (1, 2, 1)
    assert contents(store)["deck"] == []


def test_what_ends_in_the_middle_leaves_the_database_as_it_was(store: Store) -> None:
    import_terms(store, "Net", ["tcp"], NOW)
    before, text = contents(store), json.dumps(document(*(note(f"n{n}", cards=[card()]) for n in range(500))))
    with pytest.raises(QuizError, match="ends too early"):
        take_in(store, text[: len(text) // 2])
    assert contents(store) == before
    whole = collection(text)

    def stopped() -> Iterator[NoteRecord | Unread]:
        for number, one in enumerate(whole.notes()):
            if number == 300:
                raise KeyboardInterrupt
            yield one

    with pytest.raises(KeyboardInterrupt):
        store.import_collection(Collection(whole.decks, stopped), now=NOW)
    assert contents(store) == before


def test_a_file_is_read_as_a_stream(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    long = "x" * 1000
    notes = (json.dumps(note(f"n{n}", fields={"term": f"n{n}", "meaning": long})) for n in range(3000))
    path.write_text(json.dumps(document())[:-2] + ",\n".join(notes) + "]}", encoding="utf-8")
    file = SourceFile("large.json", path=path)
    found = read(file, ReadOptions("deck")).collection
    assert found is not None
    rows = found.notes()
    next(rows)
    assert file.position < path.stat().st_size / 2
    assert sum(1 for _row in rows) == 2999


# Whatever was let in


def test_the_program_lives_with_the_oddest_that_is_let_in(store: Store, clock: Clock) -> None:
    odd = [
        *(review(1, day="1970-01-01", time="1970-01-01T00:00:00Z"), review(LAST_ID - 2**30, day="2100-01-01")),
        review(ID, phase="relearning", step=99, due_at="2099-12-31T23:59:59.999Z", due_day="9999-12-31"),
        review(ID + 5, mode="[/x]", given="[/x]\u202e\n" + "汉" * 1000, utc_offset=-1439, scheduled_days=3_000_000),
        review(ID + 6, kind="cram", phase="new", predicted=1) | {"due_day": None},
    ]
    del odd[-1]["due_day"]
    take(store, note("tcp", cards=[card("term", *odd), card("meaning", buried_until="9999-12-31", position=10**9)]))
    answer_all(Session(store), clock)
    for one in store.cards():
        record(store, one.id, Rating.AGAIN, clock.forward(days=1))
    assert store.statistics(None, clock.day)
    assert len(store.history(lambda: None)) >= 5
    assert store.undo_last(None, clock.now) is not None
    assert store.disagreements() == []


def test_guids_of_a_deck_file_meet_those_of_a_collection(store: Store) -> None:
    take(store, note("tcp", derived_guid("Net", "tcp")))
    import_terms(store, "Net", ["tcp"], NOW + timedelta(days=1))
    assert len(keys(store)) == 1
