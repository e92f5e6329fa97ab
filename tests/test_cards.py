"""The words of the program as data."""

import pytest

from quiz.cards import (
    Category,
    Direction,
    Kind,
    NoteType,
    Phase,
    check_field_name,
    default_directions,
    derived_guid,
    key_of,
    split_tags,
)
from quiz.deck_drafts import NoteDraft
from quiz.errors import QuizError

KIND = NoteType("basic", ("key", "name", "meaning"), "key", default_directions(("key", "name", "meaning"), "key"))


def test_a_note_type_asks_from_the_key_and_from_the_last_field_unless_it_says_otherwise() -> None:
    assert [str(direction) for direction in KIND.directions] == ["key → name + meaning", "meaning → key"]
    assert [direction.judge for direction in KIND.directions] == ["self", "exact"]
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
    with pytest.raises(QuizError, match="has no key"):
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


def test_the_guid_of_a_note_follows_from_its_deck_and_key_alone() -> None:
    assert derived_guid("HTTP", "404") == derived_guid("HTTP", "404") == "9ayVM1Zmr4yQ"
    assert len({derived_guid("HTTP", "404"), derived_guid("HTTP", "405"), derived_guid("HTT", "P404")}) == 3


def test_a_category_without_a_title_in_a_language_has_its_own() -> None:
    category = Category("4xx", "客户端错误", {"en": "Client errors"})
    assert [category.title_in(language) for language in ("en", "zh")] == ["Client errors", "客户端错误"]


def test_only_answers_in_earnest_move_the_memory() -> None:
    assert [kind for kind in Kind if kind.moves_memory] == [Kind.LEARN, Kind.REVIEW, Kind.RELEARN]
    assert [kind for kind in Kind if not kind.is_answer] == [Kind.RESET, Kind.RESCHEDULE, Kind.IMPORTED]


def test_learning_and_relearning_cards_are_in_steps() -> None:
    assert [phase for phase in Phase if phase.in_steps] == [Phase.LEARNING, Phase.RELEARNING]


def test_a_direction_reads_as_its_sides() -> None:
    assert str(Direction("x", ("a", "b"), ("c",))) == "a + b → c"
