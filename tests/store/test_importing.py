"""Importing a deck again: the source decides what the user did not change, and history always stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.cards import Card, Note, Rating
from quiz.deck_drafts import DeckDraft, NoteDraft, Unread
from quiz.errors import QuizError
from quiz.store import Change, ImportReport, Store
from quiz.study import Session
from tests.store.support import (
    BOTH_WAYS,
    NOW,
    Clock,
    answer_all,
    answer_next,
    card_of,
    deck_named,
    import_terms,
    import_text,
    note_type,
)

LATER = NOW + timedelta(days=1)
HEAD = "---\ntitle: HTTP\n---\n"
OK = "200: OK, it went well\n"
CREATED = "201: Created, there is something new\n"
GONE = "410: Gone, and for good\n"
TEXT = HEAD + "## 2xx: fine\n" + OK + CREATED + "## 4xx: wrong\n" + GONE


def note(store: Store, key: str) -> Note:
    return next(note for deck in store.decks() for note in store.notes(deck) if note.key == key)


def keys(store: Store, deck: str = "HTTP") -> list[str]:
    return [note.key for note in store.notes(deck_named(store, deck))]


def edit(store: Store, key: str, /, tags: tuple[str, ...] | None = None, **fields: str) -> None:
    """Change a note as a user does; an empty text takes a field away."""
    found = note(store, key)
    texts = {name: text for name, text in {**found.fields, **fields}.items() if text}
    store.edit_note(found, NoteDraft(texts, found.tags if tags is None else tags, found.category), LATER)


def counts(report: ImportReport) -> tuple[int, int, int]:
    return report.added, report.changed, report.unchanged


def history(store: Store, key: str) -> list[tuple[Card, int]]:
    """The cards of a note without their revision and place, and how long the log of each is."""
    wanted = note(store, key).id
    cards = [card for card in store.cards() if card.note_id == wanted]
    return [(replace(card, revision=0, position=0), len(store.log(card.id))) for card in cards]


@pytest.fixture
def imported(store: Store) -> Store:
    """A store with three notes, each with an answer."""
    assert counts(import_text(store, TEXT)) == (3, 0, 0)
    answer_all(Session(store), Clock(NOW))
    return store


# Again


def test_importing_the_same_text_again_changes_nothing(imported: Store) -> None:
    deck = imported.decks()
    notes, cards = imported.notes(deck[0]), imported.cards()
    report = import_text(imported, TEXT, LATER)
    assert counts(report) == (0, 0, 3)
    assert (report.changes, report.kept_local, report.missing, report.unread) == ([], [], [], [])
    assert (imported.decks(), imported.notes(deck[0]), imported.cards()) == (deck, notes, cards)


def test_texts_change_and_history_stays(imported: Store) -> None:
    before = history(imported, "200")
    report = import_text(imported, TEXT.replace("it went well", "all is well"), LATER)
    assert counts(report) == (0, 1, 2)
    assert report.changes == [Change("200", "meaning", "it went well", "all is well")]
    assert note(imported, "200").fields == {"key": "200", "name": "OK", "meaning": "all is well"}
    assert history(imported, "200") == before
    assert [length for _card, length in before] == [1, 0]


def test_only_a_note_whose_text_changed_is_stamped_as_changed(imported: Store) -> None:
    import_text(imported, TEXT.replace("it went well", "all is well"), LATER)
    assert [note(imported, key).changed for key in ("200", "201")] == [LATER, NOW]
    assert note(imported, "200").created == NOW


def test_a_new_note_gets_cards_and_its_place(imported: Store) -> None:
    report = import_text(imported, TEXT.replace(CREATED, CREATED + "204: No Content, empty\n"), LATER)
    assert counts(report) == (1, 0, 3)
    assert keys(imported) == ["200", "201", "204", "410"]
    assert [card.position for card in imported.cards() if card.note_id == note(imported, "410").id] == [3, 3]
    assert len(imported.cards()) == 8


def test_a_missing_note_is_named_and_stays(imported: Store) -> None:
    before = history(imported, "201")
    report = import_text(imported, TEXT.replace(CREATED, ""), LATER)
    assert report.missing == ["201"]
    assert history(imported, "201") == before


def test_a_note_that_the_user_wrote_is_not_missing(imported: Store) -> None:
    deck = deck_named(imported, "HTTP")
    draft = NoteDraft({"key": "299", "name": "Mine", "meaning": "of my own"})
    imported.add_note(deck, imported.note_types(deck)[0], draft, NOW)
    assert import_text(imported, TEXT, LATER).missing == []
    assert "299" in keys(imported)


HINTED = TEXT.replace(OK, OK + "  hint: two\n  hint.en: too\n").replace(CREATED, CREATED + "  hint: one\n")


def test_a_field_that_left_a_note_goes(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    assert note(imported, "200").fields["hint"] == "two"
    report = import_text(imported, HINTED.replace("  hint: two\n", ""), LATER)
    assert report.changes == [Change("200", "hint", "two", "")]
    assert counts(report) == (0, 1, 2)
    assert report.absent_fields == []
    assert "hint" not in note(imported, "200").fields
    assert import_text(imported, HINTED.replace("  hint: two\n", ""), LATER).changes == []


def test_a_note_that_loses_a_field_and_changes_counts_once(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    text = HINTED.replace("  hint: two\n", "").replace("it went well", "all is well")
    report = import_text(imported, text, LATER)
    assert [(change.field, change.after) for change in report.changes] == [("meaning", "all is well"), ("hint", "")]
    assert counts(report) == (0, 1, 2)


def test_a_field_that_no_note_of_the_source_has_stays_and_is_named(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    for _time in range(2):
        report = import_text(imported, TEXT, LATER)
        assert report.absent_fields == ["hint", "hint.en"]
        assert (report.changes, counts(report)) == ([], (0, 0, 3))
        assert note(imported, "200").fields["hint"] == "two"
    report = import_text(imported, HINTED.replace("hint: two", "hint: three"), LATER)
    assert report.changes == [Change("200", "hint", "two", "three")]
    assert report.kept_local == []


def test_a_language_that_no_note_of_the_source_has_stays(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    report = import_text(imported, HINTED.replace("  hint.en: too\n", ""), LATER)
    assert (report.absent_fields, report.changes) == (["hint.en"], [])
    assert note(imported, "200").fields["hint.en"] == "too"


def test_a_difference_from_one_note_goes_where_the_source_has_others(imported: Store) -> None:
    text = TEXT.replace(OK, OK + "  versus.201: new\n  versus.410: gone\n")
    import_text(imported, text, LATER)
    report = import_text(imported, text.replace("  versus.410: gone\n", ""), LATER)
    assert report.changes == [Change("200", "versus.410", "gone", "")]


def test_tags_and_categories_stay_where_the_source_has_none(imported: Store) -> None:
    import_text(imported, TEXT.replace(OK, OK + "  tags: core\n"), LATER)
    report = import_text(imported, HEAD + OK + CREATED + GONE, LATER)
    assert report.absent_fields == ["category", "tags"]
    assert (note(imported, "200").tags, note(imported, "200").category) == (("core",), "2xx")


def test_a_field_that_the_source_declares_goes_from_all_notes(store: Store) -> None:
    head = "---\ntitle: T\nfields: term, meaning, example.long\ndirections: term -> meaning\n---\n"
    import_text(store, head + "a:\n  meaning: one\n  example.long: two\n")
    report = import_text(store, head + "a:\n  meaning: one\n", LATER)
    assert report.changes == [Change("a", "example.long", "two", "")]
    assert report.absent_fields == []


def test_what_is_kept_is_named_once(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    edit(imported, "200", meaning="my own words")
    text = HINTED.replace("  hint: two\n", "").replace("it went well", "all is well")
    report = import_text(imported, text, LATER)
    assert report.kept_local == [Change("200", "meaning", "my own words", "all is well")]
    assert report.changes == [Change("200", "hint", "two", "")]


def test_a_text_that_a_card_needs_stays(store: Store) -> None:
    head = "---\ntitle: HTTP\ndirections: hint -> key\n---\n"
    import_text(store, head + OK + "  hint: two\n  explain: more\n" + GONE + "  hint: four\n  explain: less\n")
    report = import_text(store, HEAD + OK.replace("it", "all") + GONE + "  hint: no\n  explain: less\n", LATER)
    assert report.unread == []
    changed = [(change.key, change.field) for change in report.changes]
    assert changed == [("200", "meaning"), ("410", "hint"), ("200", "explain")]
    assert note(store, "200").fields["hint"] == "two"


def test_a_field_with_the_name_of_something_else_is_a_field(imported: Store) -> None:
    import_text(imported, TEXT, LATER)
    report = import_text(imported, HEAD + OK + "  category: mine\n" + CREATED + GONE, LATER)
    assert report.absent_fields == ["category"]
    assert (note(imported, "410").category, note(imported, "200").fields["category"]) == ("4xx", "mine")
    assert import_text(imported, HEAD + OK + CREATED + GONE, LATER).absent_fields == ["category"]


def test_the_titles_of_the_deck_stay_where_the_source_has_none(store: Store) -> None:
    titled = HEAD.replace("title: HTTP\n", "title: HTTP\ntitle.en: Codes\n")
    import_text(store, titled + OK)
    assert import_text(store, HEAD + OK, LATER).changes == []
    assert store.decks()[0].titles == {"en": "Codes"}


def test_what_the_user_changed_in_a_field_that_goes_stays(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    edit(imported, "200", hint="mine")
    report = import_text(imported, HINTED.replace("  hint: two\n", ""), LATER)
    assert (report.changes, report.kept_local) == ([], [])
    assert note(imported, "200").fields["hint"] == "mine"


def test_what_the_user_changed_in_a_field_that_no_note_of_the_source_has_stays(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    edit(imported, "200", hint="mine")
    edit(imported, "201", hint="")
    report = import_text(imported, TEXT, LATER)
    assert (report.changes, report.kept_local, report.absent_fields) == ([], [], ["hint", "hint.en"])
    assert note(imported, "200").fields["hint"] == "mine"
    assert "hint" not in note(imported, "201").fields


def test_a_field_that_the_user_took_away_everywhere_is_not_named_as_kept(imported: Store) -> None:
    import_text(imported, TEXT.replace(OK, OK + "  hint: two\n"), LATER)
    edit(imported, "200", hint="")
    assert import_text(imported, TEXT, LATER).absent_fields == []


def test_a_note_that_is_refused_tells_nothing_of_the_fields_of_the_source(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    twice = "411: Once, an id\n  id: same\n412: Twice, the same id\n  id: same\n  hint: no\n"
    report = import_text(imported, TEXT + twice, LATER)
    assert len(report.unread) == 1
    assert (report.changes, report.absent_fields) == ([], ["hint", "hint.en"])


def test_a_renamed_note_is_reported_by_the_key_that_it_had(imported: Store) -> None:
    import_text(imported, HINTED, LATER)
    text = HINTED.replace("200: OK", "299: OK").replace("  hint: two\n", "  was: 200\n")
    report = import_text(imported, text, LATER)
    assert report.changes == [Change("200", "key", "200", "299"), Change("200", "hint", "two", "")]


def test_titles_of_categories_still_come_after_the_user_made_another_category(imported: Store) -> None:
    found = note(imported, "200")
    imported.edit_note(found, NoteDraft(found.fields, found.tags, "mine"), LATER)
    report = import_text(imported, TEXT.replace("## 2xx: fine", "## 2xx: all fine") + "## 5xx: worse\n", LATER)
    assert Change("2xx", "title", "fine", "all fine") in report.changes
    codes = [category.code for category in deck_named(imported, "HTTP").categories]
    assert codes == ["2xx", "4xx", "5xx", "mine"]


def test_a_new_deck_changes_nothing(store: Store) -> None:
    head = "---\ntitle: HTTP\ntitle.en: Codes\nlanguage: zh\ndescription: all of them\n---\n"
    assert import_text(store, head + "## 2xx: fine\n## 2xx.zh: 成功\n" + OK).changes == []


def test_titles_that_change_are_reported(imported: Store) -> None:
    text = TEXT.replace("title: HTTP\n", "title: HTTP\ntitle.en: Codes\ndescription: all of them\n")
    report = import_text(imported, text.replace("## 2xx: fine\n", "## 2xx: all fine\n## 2xx.zh: 成功\n"), LATER)
    assert report.changes == [
        Change("HTTP", "description", "", "all of them"),
        Change("HTTP", "title.en", "", "Codes"),
        Change("2xx", "title", "fine", "all fine"),
        Change("2xx", "title.zh", "", "成功"),
    ]
    assert counts(report) == (0, 0, 3)


def test_a_note_changes_its_category(imported: Store) -> None:
    import_text(imported, HEAD + "## 2xx: fine\n" + OK + CREATED + GONE, LATER)
    assert note(imported, "410").category == "2xx"


# What the user changed


def test_a_text_that_the_user_changed_stays_and_is_listed(imported: Store) -> None:
    edit(imported, "200", meaning="my own words")
    report = import_text(imported, TEXT.replace("it went well", "all is well"), LATER)
    assert report.kept_local == [Change("200", "meaning", "my own words", "all is well")]
    assert counts(report) == (0, 0, 3)
    assert note(imported, "200").fields["meaning"] == "my own words"


def test_a_text_that_the_user_changed_stays_however_often_it_is_imported(imported: Store) -> None:
    edit(imported, "200", meaning="my own words")
    for text in (TEXT, TEXT.replace("it went well", "all is well"), TEXT, TEXT):
        assert [change.before for change in import_text(imported, text, LATER).kept_local] == ["my own words"]
    assert note(imported, "200").fields["meaning"] == "my own words"


def test_the_other_fields_of_a_note_that_the_user_changed_are_updated(imported: Store) -> None:
    edit(imported, "200", meaning="my own words")
    report = import_text(imported, TEXT.replace("200: OK,", "200: Okay,"), LATER)
    assert note(imported, "200").fields == {"key": "200", "name": "Okay", "meaning": "my own words"}
    assert [change.field for change in report.changes] == ["name"]


def test_a_change_that_the_source_adopts_is_the_users_no_longer(imported: Store) -> None:
    edit(imported, "200", meaning="all is well")
    report = import_text(imported, TEXT.replace("it went well", "all is well"), LATER)
    assert (report.kept_local, counts(report)) == ([], (0, 0, 3))
    report = import_text(imported, TEXT.replace("it went well", "still better"), LATER)
    assert note(imported, "200").fields["meaning"] == "still better"
    assert report.kept_local == []


def test_a_change_that_the_user_took_back_is_none(imported: Store) -> None:
    edit(imported, "200", meaning="my own words")
    edit(imported, "200", meaning="it went well")
    import_text(imported, TEXT.replace("it went well", "all is well"), LATER)
    assert note(imported, "200").fields["meaning"] == "all is well"


def test_a_field_that_the_user_added_stays(imported: Store) -> None:
    edit(imported, "200", explain="a long story")
    report = import_text(imported, TEXT, LATER)
    assert report.kept_local == []
    assert note(imported, "200").fields["explain"] == "a long story"


def test_a_field_that_the_user_took_away_stays_away(imported: Store) -> None:
    import_text(imported, TEXT.replace(OK, OK + "  hint: two\n"), LATER)
    edit(imported, "200", hint="")
    report = import_text(imported, TEXT.replace(OK, OK + "  hint: two\n"), LATER)
    assert report.kept_local == [Change("200", "hint", "", "two")]
    assert "hint" not in note(imported, "200").fields


def test_tags_of_the_user_and_of_the_source_are_merged(imported: Store) -> None:
    import_text(imported, TEXT.replace(OK, OK + "  tags: core, old\n"), LATER)
    edit(imported, "200", tags=("core", "old", "mine"))
    import_text(imported, TEXT.replace(OK, OK + "  tags: core, fresh\n"), LATER)
    assert set(note(imported, "200").tags) == {"core", "mine", "fresh"}


def test_a_tag_that_the_user_took_away_stays_away(imported: Store) -> None:
    text = TEXT.replace(OK, OK + "  tags: core, dull\n")
    import_text(imported, text, LATER)
    edit(imported, "200", tags=("core",))
    import_text(imported, text, LATER)
    assert note(imported, "200").tags == ("core",)


# Which note is meant


def test_a_renamed_note_keeps_its_history(imported: Store) -> None:
    before, guid = history(imported, "410"), note(imported, "410").guid
    report = import_text(imported, TEXT.replace(GONE, "419: Gone, and for good\n  was: 410\n"), LATER)
    assert counts(report) == (0, 1, 2)
    assert keys(imported) == ["200", "201", "419"]
    assert (history(imported, "419"), note(imported, "419").guid) == (before, guid)
    assert report.missing == []


def test_a_renamed_note_may_keep_its_line_about_the_old_key(imported: Store) -> None:
    text = TEXT.replace(GONE, "419: Gone, and for good\n  was: 410\n")
    import_text(imported, text, LATER)
    assert counts(import_text(imported, text, LATER)) == (0, 0, 3)


def test_an_old_key_that_is_used_again_is_another_note(imported: Store) -> None:
    before = history(imported, "410")
    report = import_text(imported, TEXT + "419: Gone too, really\n  was: 410\n", LATER)
    assert counts(report) == (1, 0, 3)
    assert history(imported, "410") == before
    assert len({note(imported, key).guid for key in keys(imported)}) == 4


def test_keys_are_equal_after_normalisation(imported: Store) -> None:
    report = import_text(imported, TEXT.replace("200: OK", "２００: OK"), LATER)
    assert counts(report) == (0, 1, 2)
    assert len(keys(imported)) == 3


def test_an_id_pins_a_note_whatever_its_key(store: Store) -> None:
    import_text(store, HEAD + "200: OK, fine\n  id: first\n201: Created, new\n  id: second\n")
    numbers = {note(store, key).guid: note(store, key).id for key in ("200", "201")}
    assert set(numbers) == {"first", "second"}
    import_text(store, HEAD + "299: OK, fine\n  id: first\n200: Created, new\n  id: second\n", LATER)
    assert {note.guid: note.id for note in store.notes(store.decks()[0])} == numbers
    assert {note.guid: note.key for note in store.notes(store.decks()[0])} == {"first": "299", "second": "200"}


def test_an_id_that_two_notes_have_is_refused_at_the_second(store: Store) -> None:
    report = import_text(store, HEAD + "200: OK, fine\n  id: one\n201: Created, new\n  id: one\n")
    assert counts(report) == (1, 0, 0)
    assert [(unread.line, "one" in unread.reason) for unread in report.unread] == [(6, True)]


def test_a_note_has_the_same_id_on_every_machine(store: Store, tmp_path: Path) -> None:
    import_text(store, TEXT)
    with Store.open(tmp_path / "other.db", NOW) as other:
        import_text(other, TEXT, LATER)
        assert {note.guid for note in other.notes(other.decks()[0])} == {
            note.guid for note in store.notes(store.decks()[0])
        }


# Directions


def test_a_direction_that_goes_retires_its_cards_and_one_that_comes_back_has_its_history(
    store: Store, clock: Clock
) -> None:
    import_terms(store, "D", ["tcp"], clock.now)
    answer_next(Session(store), Rating.EASY, clock.now)
    before = card_of(store, "tcp")
    import_terms(store, "D", ["tcp"], clock.now, directions=BOTH_WAYS[1:])
    assert [card.direction for card in store.cards()] == ["meaning"]
    assert store.card(before.id).retired
    import_terms(store, "D", ["tcp"], clock.now, directions=BOTH_WAYS)
    after = card_of(store, "tcp")
    assert (after.id, after.state) == (before.id, before.state)
    assert len(store.log(after.id)) == 1
    assert store.disagreements() == []


def test_a_direction_that_comes_adds_a_card_to_every_note(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["tcp", "udp"], clock.now, directions=BOTH_WAYS[:1])
    import_terms(store, "D", ["tcp", "dns"], clock.now, directions=BOTH_WAYS)
    assert sorted(card.direction for card in store.cards()) == ["meaning"] * 3 + ["term"] * 3


def test_a_retired_card_is_not_asked(store: Store, clock: Clock) -> None:
    import_terms(store, "D", ["tcp"], clock.now)
    session = Session(store)
    session.next(clock.now)
    import_terms(store, "D", ["tcp"], clock.now, directions=BOTH_WAYS[1:])
    question = session.next(clock.now)
    assert question is None or question.direction.slug == "meaning"
    assert [question.direction.slug for question in answer_all(Session(store), clock)] == ["meaning"]


def test_a_source_that_declares_no_directions_leaves_those_of_the_deck(imported: Store) -> None:
    declared = TEXT.replace("title: HTTP\n", "title: HTTP\ndirections: key -> name\n")
    import_text(imported, declared, LATER)
    assert {card.direction for card in imported.cards()} == {"key"}
    import_text(imported, TEXT, LATER)
    assert {card.direction for card in imported.cards()} == {"key"}


# How


def everything(store: Store) -> list[object]:
    return [store.decks(), [store.notes(deck) for deck in store.decks()], store.cards()]


def test_a_dry_run_tells_everything_and_changes_nothing(imported: Store) -> None:
    edit(imported, "201", meaning="my own words")
    before = everything(imported)
    text = TEXT.replace("it went well", "all is well").replace(GONE, "404: Not Found, nothing\n")
    text = text.replace("there is something new", "newer")
    dry = import_text(imported, text, LATER, dry_run=True)
    assert everything(imported) == before
    assert dry == import_text(imported, text, LATER)
    assert (counts(dry), dry.missing, len(dry.kept_local)) == ((1, 1, 1), ["410"], 1)


def test_a_dry_run_of_a_new_deck_makes_none(store: Store) -> None:
    assert counts(import_text(store, TEXT, dry_run=True)) == (3, 0, 0)
    assert store.decks() == []


def test_a_strict_import_with_something_unread_changes_nothing(imported: Store) -> None:
    before = everything(imported)
    report = import_text(imported, TEXT.replace("it went well", "all is well") + "405\n", LATER, strict=True)
    assert [unread.line for unread in report.unread] == [9]
    assert everything(imported) == before


def test_without_strict_what_can_be_read_is_imported(imported: Store) -> None:
    report = import_text(imported, TEXT.replace("it went well", "all is well") + "405\n", LATER)
    assert len(report.unread) == 1
    assert note(imported, "200").fields["meaning"] == "all is well"


def test_a_source_of_which_nothing_can_be_read_makes_no_deck(store: Store) -> None:
    report = store.import_deck(DeckDraft("Nothing", (note_type(),)), [Unread(3, "because")], now=NOW)
    assert report.unread == [Unread(3, "because")]
    assert store.decks() == []


def test_a_failure_in_the_middle_of_the_source_changes_nothing(store: Store) -> None:
    def broken() -> Iterator[NoteDraft]:
        for number in range(700):
            yield NoteDraft({"term": f"t{number}", "meaning": "m"})
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        store.import_deck(DeckDraft("D", (note_type(),)), broken(), now=NOW)
    assert store.decks() == []


def test_a_deck_is_imported_into_another(imported: Store) -> None:
    report = import_text(imported, HEAD + "999: Other, thing\n", LATER, into="My own")
    assert report.deck == "My own"
    assert keys(imported, "My own") == ["999"]
    assert keys(imported) == ["200", "201", "410"]
    assert counts(import_text(imported, HEAD + "998: Another, thing\n", LATER, into="my")) == (1, 0, 0)
    assert sorted(keys(imported, "My own")) == ["998", "999"]


def test_the_same_notes_in_two_decks_are_two_notes_each_with_its_own_history(imported: Store) -> None:
    import_text(imported, TEXT, LATER, into="Copy")
    assert keys(imported, "Copy") == keys(imported)
    guids = [note.guid for deck in imported.decks() for note in imported.notes(deck)]
    assert len(set(guids)) == 6
    copied = {note.id for note in imported.notes(deck_named(imported, "Copy"))}
    assert all(card.state.reps == 0 for card in imported.cards() if card.note_id in copied)


def test_a_deck_without_a_title_is_named_after_its_file(store: Store) -> None:
    report = import_text(store, OK + GONE)
    assert report.deck == "deck"
    assert keys(store, "deck") == ["200", "410"]
    assert counts(import_text(store, OK + GONE, LATER)) == (0, 0, 2)


def test_categories_keep_their_titles_in_the_order_of_the_source(imported: Store) -> None:
    import_text(imported, HEAD + "## 5xx: broken\n500: Error, oh\n## 2xx: good\n" + OK, LATER)
    deck = deck_named(imported, "HTTP")
    assert [(category.code, category.title) for category in deck.categories] == [
        ("5xx", "broken"),
        ("2xx", "good"),
        ("4xx", "wrong"),
    ]


def test_many_notes_are_imported_in_batches_and_in_order(store: Store) -> None:
    terms = [f"t{number}" for number in range(1201)]
    deck = import_terms(store, "D", terms, NOW)
    assert [note.key for note in store.notes(deck)] == terms
    assert len(store.cards()) == 2402
    backwards = import_terms(store, "D", terms[::-1], LATER)
    assert [note.key for note in store.notes(backwards)] == terms[::-1]


def test_a_card_that_was_moved_stays_where_it_is_when_its_note_is_imported_again(imported: Store) -> None:
    elsewhere = imported.add_deck("Elsewhere", NOW)
    moved = card_of(imported, "200", "key")
    imported.move([moved.id], elsewhere)
    report = import_text(imported, TEXT.replace("it went well", "all is well"), LATER)
    assert counts(report) == (0, 1, 2)
    assert imported.card(moved.id).deck_id == elsewhere.id
    assert len(imported.cards()) == 6
    assert imported.disagreements() == []


# Keys that the user changed


def test_a_note_whose_key_the_user_changed_is_found_again(imported: Store) -> None:
    before = history(imported, "200")
    edit(imported, "200", key="200a")
    report = import_text(imported, TEXT.replace("it went well", "all is well"))
    assert counts(report) == (0, 1, 2)
    assert (report.missing, report.kept_local) == ([], [Change("200a", "key", "200a", "200")])
    assert note(imported, "200a").fields["meaning"] == "all is well"
    assert history(imported, "200a") == before


def test_a_note_cannot_be_given_the_key_of_another(imported: Store) -> None:
    with pytest.raises(QuizError, match="has a note “201” already"):
        edit(imported, "200", key="２０１")
    assert keys(imported) == ["200", "201", "410"]
