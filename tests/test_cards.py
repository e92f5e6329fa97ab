"""The words of the program as data."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import (
    Category,
    Direction,
    Kind,
    NoteType,
    Phase,
    check_field_name,
    derived_guid,
    derived_guids,
    key_of,
    keys_of,
    split_tags,
)
from quiz.deck_drafts import NoteDraft, cleaned_note, cleaned_notes, default_directions
from quiz.errors import QuizError
from quiz.study_settings import CHOICE_BELOW, DeckSettings, is_leech_at

KIND = NoteType("basic", ("key", "name", "meaning"), "key", default_directions(("key", "name", "meaning"), "key"))


def test_a_note_type_asks_from_the_key_and_from_the_last_field_unless_it_says_otherwise() -> None:
    assert [str(direction) for direction in KIND.directions] == ["key → name + meaning", "meaning → key"]
    assert [direction.judge for direction in KIND.directions] == ["auto", "auto"]
    turned = default_directions(("term", "code"), "code")
    assert [str(direction) for direction in turned] == ["code → term", "term → code"]


def test_a_direction_is_found_by_its_slug() -> None:
    assert KIND.direction("meaning").answer == ("key",)
    with pytest.raises(KeyError):
        KIND.direction("cloze:1")


def test_each_side_of_each_direction_needs_some_text() -> None:
    KIND.check({"key": "404", "meaning": "x"})
    with pytest.raises(QuizError, match="“404” has no meaning"):
        KIND.check({"key": "404", "name": "Not Found"})
    with pytest.raises(QuizError, match="The note has no text for key"):
        KIND.check({"name": "Not Found", "meaning": "x"})


def test_a_key_has_one_line() -> None:
    with pytest.raises(QuizError, match="more than one line"):
        KIND.check({"key": "4\n04", "meaning": "x"})


def test_fields_in_a_language_and_the_usual_extra_ones_are_known() -> None:
    fields = dict.fromkeys(["key", "meaning.en", "hint", "explain.zh", "versus.410", "colour", "colour.en"], "x")
    assert KIND.unknown(fields) == ["colour", "colour.en"]


@pytest.mark.parametrize("name", ["a", "名", "meaning.en", "a-b", "x_1", "é"])
def test_a_field_name_begins_with_a_letter_of_any_script(name: str) -> None:
    check_field_name(name)


@pytest.mark.parametrize(
    "name", ["", "1a", "_a", "-a", ".en", "a b", "a:b", "a+b", "id", "was", "tags", "note-type", "a\n"]
)
def test_other_names_and_reserved_ones_are_refused(name: str) -> None:
    with pytest.raises(QuizError, match="cannot be the name of a field"):
        check_field_name(name)


def test_a_draft_is_cleaned_of_white_space_empty_fields_and_repeated_tags() -> None:
    draft = NoteDraft({"key": " 404 ", "name": " ", "meaning": "e\u0301"}, tags=("a, b", "b　c"), category=" 4xx ")
    cleaned = draft.cleaned()
    assert cleaned.fields == {"key": "404", "meaning": "é"}
    assert (cleaned.tags, cleaned.category) == (("a", "b", "c"), "4xx")


CELLS = st.text("a 中é\u0301\t\n\x00,", max_size=4)
ROW = st.tuples(CELLS, CELLS, st.lists(CELLS, max_size=2).map(tuple), CELLS, CELLS, CELLS)


@given(st.lists(ROW, min_size=1, max_size=5), st.sampled_from(["", "Deck", "a\nb"]))
def test_drafts_are_cleaned_together_as_each_is_alone(rows: list[tuple[Any, ...]], deck: str) -> None:
    names = ("key", "meaning")

    def alone() -> list[NoteDraft]:
        return [
            cleaned_note(names, (key, meaning), tags, category, "basic", guid, was, line, deck)
            for line, (key, meaning, tags, category, guid, was) in enumerate(rows)
        ]

    def together() -> list[NoteDraft]:
        keys, meanings, tags, categories, guids, was = zip(*rows, strict=True)
        return cleaned_notes(names, (keys, meanings), tags, categories, "basic", guids, was, range(len(rows)), deck)

    try:
        expected = alone()
    except QuizError:
        with pytest.raises(QuizError):
            together()
    else:
        assert together() == expected


@pytest.mark.parametrize(
    "draft",
    [
        NoteDraft({"key": "a\x00"}),
        NoteDraft({"key": "a"}, tags=("a\x1c",)),
        NoteDraft({"key": "a"}, category="a\nb"),
        NoteDraft({"key": "a"}, guid="a\x07"),
        NoteDraft({"key": "a"}, was="a\nb"),
        NoteDraft({"a b": "a"}),
    ],
    ids=["control", "tag", "category", "guid", "was", "field name"],
)
def test_a_draft_that_cannot_be_stored_is_refused(draft: NoteDraft) -> None:
    with pytest.raises(QuizError):
        draft.cleaned()


def test_tags_are_separated_by_commas_and_white_space() -> None:
    assert split_tags(" a, b，c、d  e\n") == ["a", "b", "c", "d", "e"]


def test_keys_are_equal_in_any_width() -> None:
    assert key_of("４０４ ") == key_of("404")
    assert keys_of(["４０４ ", " 404", "中"]) == ["404", "404", "中"]
    assert keys_of([" a", "b ", ""]) == ["a", "b", ""]


def test_the_guid_of_a_note_follows_from_its_deck_and_key_alone() -> None:
    assert derived_guid("HTTP", "404") == derived_guid("HTTP", "404") == "9ayVM1Zmr4yQ"
    assert len({derived_guid("HTTP", "404"), derived_guid("HTTP", "405"), derived_guid("HTT", "P404")}) == 3
    keys = ["404", "", "中", "x" * 100]
    assert derived_guids("HTTP", keys) == [derived_guid("HTTP", key) for key in keys]
    assert derived_guids("HTTP", []) == []


def test_a_category_without_a_title_in_a_language_has_its_own() -> None:
    category = Category("4xx", "客户端错误", {"en": "Client errors"})
    assert [category.title_in(language) for language in ("en", "zh")] == ["Client errors", "客户端错误"]


def test_only_answers_in_earnest_move_the_memory() -> None:
    assert [kind for kind in Kind if kind.moves_memory] == [Kind.LEARN, Kind.REVIEW, Kind.RELEARN]
    assert [kind for kind in Kind if not kind.is_answer] == [Kind.RESET, Kind.RESCHEDULE, Kind.IMPORTED, Kind.KNOWN]
    assert [kind for kind in Kind if kind.brings_memory] == [Kind.IMPORTED, Kind.KNOWN]


def test_a_leech_is_told_at_the_threshold_and_every_four_lapses_after_it() -> None:
    assert [lapses for lapses in range(20) if is_leech_at(lapses, 8)] == [8, 12, 16]
    assert [lapses for lapses in range(10) if is_leech_at(lapses, 1)] == [1, 5, 9]
    assert not any(is_leech_at(lapses, 0) for lapses in range(100))


def test_a_setting_by_direction_holds_for_all_others_too() -> None:
    chosen = DeckSettings(
        modes={"": "flip", "key": "type"}, choice_below={"key": 0.0}, recall_from={"": 30.0, "key": 7.0}
    )
    assert [chosen.mode_of(slug) for slug in ("key", "meaning")] == ["type", "flip"]
    assert [chosen.choice_below_of(slug) for slug in ("key", "meaning")] == [0.0, CHOICE_BELOW]
    assert [chosen.recall_from_of(slug) for slug in ("key", "meaning")] == [7.0, 30.0]


def test_nothing_chosen_means_auto_and_the_usual_stabilities() -> None:
    usual = DeckSettings()
    assert (usual.mode_of("key"), usual.choice_below_of("key"), usual.recall_from_of("key")) == ("auto", 2.0, 21.0)


def test_a_backlog_is_spread_until_a_day_that_counts_too() -> None:
    spread = DeckSettings(catch_up="2026-12-01 40")
    days = (date(2026, 11, 25), date(2026, 12, 1), date(2026, 12, 2))
    assert [spread.catch_up_limit(day) for day in days] == [40, 40, None]
    assert [spread.catch_up_order(day) for day in days] == [None, None, None]
    assert (DeckSettings().catch_up_limit(days[0]), DeckSettings().catch_up_order(days[0])) == (None, None)


def test_an_order_of_its_own_holds_as_long_as_a_backlog_is_spread() -> None:
    known = DeckSettings(review_order="due", catch_up="2026-12-01 40 known")
    days = (date(2026, 12, 1), date(2026, 12, 2))
    assert [(known.catch_up_limit(day), known.catch_up_order(day)) for day in days] == [(40, "known"), (None, None)]


def test_learning_and_relearning_cards_are_in_steps() -> None:
    assert [phase for phase in Phase if phase.in_steps] == [Phase.LEARNING, Phase.RELEARNING]


def test_a_direction_reads_as_its_sides() -> None:
    assert str(Direction("x", ("a", "b"), ("c",))) == "a + b → c"
