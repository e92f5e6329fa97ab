"""A question: which field is entered, what kind of text it is, and which answers of a note are right."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quiz.cards import JUDGES, MATURE_DAYS, Card, CardState, Deck, Direction, Memory, Note, NoteType, Rating
from quiz.judging import Answers, Grade
from quiz.modes import Form, Verdict
from quiz.proposing import Pace, Proposal
from quiz.questions import LONGEST_GIVEN, Judged, Question, as_stored, confused_keys, length
from quiz.study_settings import DeckSettings
from quiz.text import width

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
FIELDS = ("key", "name", "meaning")
FROM_KEY = Direction("key", ("key",), ("name", "meaning"))
TO_KEY = Direction("meaning", ("meaning",), ("key",))
NOT_FOUND = {
    "key": "404",
    "name": "Not Found",
    "meaning": "找不到请求的资源。",
    "meaning.en": "There is nothing here.",
    "also": "Missing | Nowhere",
    "also.zh": "未找到",
    "hint": "手滑",
    "hint.en": "A slip",
    "confused": "410, ４０３、405 | 302，",
}


def note_of(fields: Mapping[str, str], number: int = 1) -> Note:
    return Note(number, f"guid{number}", 1, 1, fields.get("key", ""), fields, (), "4xx", 0, NOW, NOW)


def question_of(
    fields: Mapping[str, str] = NOT_FOUND,
    direction: Direction = FROM_KEY,
    *,
    language: str = "zh",
    names: tuple[str, ...] = FIELDS,
    key: str = "key",
    memory: Memory | None = None,
) -> Question:
    """A note of these fields, asked in a direction."""
    kind = NoteType("basic", names, key, (direction,), id=1)
    deck = Deck(1, "D", {}, "", "zh", DeckSettings(), (), {})
    card = Card(1, 1, 1, direction.slug, 0, CardState(memory=memory))
    return Question(card, note_of(fields), kind, deck, direction, language, NOW)


# What is asked


def test_the_prompt_has_a_line_for_each_field_that_has_a_text() -> None:
    direction = Direction("both", ("name", "also", "nothing", "meaning"), ("key",))
    question = question_of({"key": "404", "name": "Not Found", "meaning": "找不到"}, direction)
    assert question.prompt == "Not Found\n找不到"


@pytest.mark.parametrize(
    ("language", "prompt", "hint"), [("zh", "找不到请求的资源。", "手滑"), ("en", "There is nothing here.", "A slip")]
)
def test_prompt_and_hint_are_in_the_language_asked_for(language: str, prompt: str, hint: str) -> None:
    question = question_of(direction=TO_KEY, language=language)
    assert (question.prompt, question.hint) == (prompt, hint)


@pytest.mark.parametrize(
    ("meaning", "same"),
    [
        ("There is nothing here.", True),
        ("THERE IS NOTHING HERE.", True),
        ("Ｔｈｅｒｅ is nothing here.", True),
        ("There is nothing", False),
    ],
)
def test_another_note_has_the_same_prompt_whatever_its_case_and_width(meaning: str, same: bool) -> None:
    other = note_of({"key": "410", "meaning": meaning, "name": "Gone"}, 2)
    assert question_of(direction=TO_KEY, language="en").same_prompt(other) is same


def test_the_category_is_shown_where_it_does_not_give_away_the_key() -> None:
    assert question_of(direction=FROM_KEY).shows_category
    assert not question_of(direction=TO_KEY).shows_category


# What is entered


def test_the_first_field_of_the_answer_with_a_text_is_entered() -> None:
    question = question_of()
    assert (question.asked_field, question.expected) == ("name", "Not Found")
    nameless = question_of({"key": "404", "name": "", "meaning": "找不到"})
    assert (nameless.asked_field, nameless.expected) == ("meaning", "找不到")


def test_a_note_without_any_answer_is_asked_for_nothing() -> None:
    question = question_of({"key": "404"})
    assert (question.asked_field, question.expected, question.option_of(question.note)) == ("name", "", "")
    assert question.answers_of([question.note])[0] == Answers(1, ())


@pytest.mark.parametrize(("judge", "form"), [("exact", Form.CODE), ("name", Form.NAME), ("self", Form.MEANING)])
@pytest.mark.parametrize("direction", [FROM_KEY, TO_KEY], ids=str)
def test_the_direction_says_how_it_is_judged(judge: str, form: Form, direction: Direction) -> None:
    assert question_of(direction=replace(direction, judge=judge)).form is form


def test_every_way_to_judge_leads_to_a_form() -> None:
    assert {question_of(direction=replace(TO_KEY, judge=judge)).form for judge in JUDGES} == set(Form)


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ("404", Form.CODE),
        ("ENOENT", Form.CODE),
        ("tcp", Form.CODE),
        ("snake_case", Form.CODE),
        ("quicksort", Form.NAME),
        ("Hash table", Form.NAME),
        ("三次握手", Form.NAME),
        ("快排", Form.NAME),
    ],
)
def test_a_key_is_a_code_or_a_name_as_it_is_written(key: str, form: Form) -> None:
    assert question_of({"key": key, "meaning": "…"}, TO_KEY).form is form


@pytest.mark.parametrize(
    ("answer", "form"),
    [(("name", "meaning"), Form.NAME), (("meaning", "name"), Form.MEANING), (("hint",), Form.MEANING)],
)
def test_a_field_between_key_and_meaning_is_a_name_and_anything_else_a_meaning(
    answer: tuple[str, ...], form: Form
) -> None:
    assert question_of(direction=Direction("key", ("key",), answer)).form is form


def test_a_note_without_a_name_is_asked_for_its_meaning() -> None:
    assert question_of({"key": "404", "name": "", "meaning": "找不到"}).form is Form.MEANING


@pytest.mark.parametrize("names", [("key", "meaning"), ("meaning", "key")])
def test_of_two_fields_the_one_that_is_not_the_key_is_the_meaning(names: tuple[str, ...]) -> None:
    direction = Direction("key", ("key",), ("meaning",))
    assert question_of({"key": "tcp", "meaning": "a protocol"}, direction, names=names).form is Form.MEANING


@pytest.mark.parametrize(
    ("fields", "direction", "recalled"),
    [
        (NOT_FOUND, FROM_KEY, ("meaning",)),
        (NOT_FOUND, TO_KEY, ()),
        (NOT_FOUND, replace(FROM_KEY, judge="self"), ()),
        ({"key": "404", "name": "Not Found"}, FROM_KEY, ()),
        ({"key": "404", "meaning": "找不到"}, FROM_KEY, ()),
        (NOT_FOUND, Direction("key", ("key",), ("name", "meaning", "hint")), ("meaning", "hint")),
    ],
)
def test_after_a_code_or_a_name_the_rest_of_the_answer_is_recalled(
    fields: Mapping[str, str], direction: Direction, recalled: tuple[str, ...]
) -> None:
    assert question_of(fields, direction).recalled_fields == recalled


# Right answers


def test_a_name_is_right_in_every_language_and_so_is_every_other_name() -> None:
    fields = {
        **NOT_FOUND,
        "name.zh": "没找到",
        "name.en": "Not Found",
        "names": "no name",
        "also": "Missing || Not Found |",
    }
    question = question_of(fields)
    assert question.answers_of([question.note])[0] == Answers(1, ("Not Found", "没找到", "Missing", "未找到"))


def test_the_other_names_of_a_note_are_no_codes_and_no_meanings() -> None:
    to_key, to_meaning = question_of(direction=TO_KEY), question_of(direction=replace(FROM_KEY, answer=("meaning",)))
    assert to_key.answers_of([to_key.note])[0].texts == ("404",)
    assert to_meaning.answers_of([to_meaning.note])[0].texts == ("找不到请求的资源。", "There is nothing here.")


def test_the_answers_of_another_note_are_those_of_the_same_field() -> None:
    gone = note_of({"key": "410", "name": "Gone", "also": "Removed", "meaning": "没了"}, 2)
    assert question_of().answers_of([gone])[0] == Answers(2, ("Gone", "Removed"))
    assert question_of(direction=TO_KEY).answers_of([gone])[0] == Answers(2, ("410",))


def test_a_note_is_chosen_by_the_last_part_of_its_answer_that_has_a_text() -> None:
    question = question_of()
    assert question.option_of(question.note) == "找不到请求的资源。"
    assert replace(question, language="en").option_of(question.note) == "There is nothing here."
    assert question.option_of(note_of({"key": "410", "name": "Gone"})) == "Gone"
    assert question_of(direction=TO_KEY).option_of(question.note) == "404"


@pytest.mark.parametrize(
    ("confused", "keys"),
    [("410, 403", ["410", "403"]), ("410，403、405|302", ["410", "403", "405", "302"]), ("", []), (" , ,", [])],
)
def test_the_keys_of_what_is_easily_confused_are_separated_by_commas_or_bars(confused: str, keys: list[str]) -> None:
    assert confused_keys(note_of({"key": "404", "confused": confused}), "zh") == keys


# How much there is, and how well it is known


def test_the_length_is_what_is_read_and_what_is_entered_in_cells() -> None:
    assert question_of().length == width("404") + width("Not Found")
    assert question_of(direction=TO_KEY).length == width("找不到请求的资源。") + width("404") == 18 + 3
    assert question_of(direction=TO_KEY, language="en").length == len("There is nothing here.") + 3


def test_the_length_is_also_known_without_a_question() -> None:
    note = note_of({"key": "404", "meaning": "找不到"})
    assert length(note, FROM_KEY, "zh") == 3 + 6, "the first part of the answer that has a text"
    assert length(note_of({}), FROM_KEY, "zh") == 0


@pytest.mark.parametrize(
    ("memory", "mature"),
    [(None, False), (Memory(MATURE_DAYS - 0.1, 5.0), False), (Memory(MATURE_DAYS, 5.0), True)],
)
def test_a_card_is_mature_when_it_is_known_for_weeks(memory: Memory | None, mature: bool) -> None:
    assert question_of(memory=memory).is_mature is mature


# What was thought of an answer


def test_only_a_wrong_answer_of_another_note_is_a_confusion() -> None:
    other = note_of({"key": "410"}, 2)
    proposal = Proposal(Rating.AGAIN)
    assert Judged(Verdict(Grade.WRONG), proposal, other).confused_with == 2
    assert Judged(Verdict(Grade.WRONG), proposal).confused_with is None
    assert Judged(Verdict(Grade.RIGHT), proposal, other).confused_with is None
    assert Judged(Verdict(), proposal, other).confused_with is None


def test_a_judgement_says_whether_it_was_close_and_what_is_proposed() -> None:
    close = Judged(Verdict(Grade.CLOSE), Proposal(Rating.HARD, Pace.SLOW, 1.0))
    assert (close.close, close.wrong, close.rating) == (True, False, Rating.HARD)


@pytest.mark.parametrize(
    ("given", "stored"),
    [(" 404\n", "404"), ("a\tb", "a    b"), ("\x1b[31m\u202e", "\ufffd[31m\ufffd"), ("\ud800", "\ufffd"), ("", "")],
)
def test_what_was_typed_is_kept_without_harm(given: str, stored: str) -> None:
    assert as_stored(given) == stored


def test_of_a_long_text_the_beginning_is_kept() -> None:
    assert as_stored("汉" * 10_000) == "汉" * LONGEST_GIVEN
