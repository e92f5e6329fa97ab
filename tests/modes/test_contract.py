"""What every mode promises: one contract for all of the register, and what each adds to it."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.judging import Answers, Grade, Others, judge_code, judge_name
from quiz.modes import AUTO, MODES, WRONG_OPTIONS, Form, Given, Option, Task, Verdict
from quiz.study_settings import ASKED_AS, CHOICE_BELOW, RECALL_FROM

EXPECTED = {
    Form.CODE: ("404", "ENOENT", "O(n log n)", "C++", "²"),
    Form.NAME: ("Not Found", "I'm a teapot", "三次握手", "naïve Bayes"),
    Form.MEANING: ("找不到请求的资源。", "The server found nothing; it may come back.", "…"),
}
EVERY_ANSWER = [(form, text) for form, texts in EXPECTED.items() for text in texts]
HOSTILE = ["", " ", "\0", "\ud800", "[/x]", "\x1b[31m", "\u202e404", "e" + "\u0301" * 5_000, "ﷺ" * 10_000, "🏳️‍🌈"]
STABILITIES = (None, 0.0, 0.4, 2.0, 20.9, 21.0, 36_500.0)
NOTE, OTHER = 1, 2


def task_of(
    form: Form = Form.CODE,
    expected: str = "404",
    *,
    stability: float | None = None,
    wrong: int = WRONG_OPTIONS,
    others: Sequence[str] = (),
    choice_below: float = CHOICE_BELOW,
    recall_from: float = RECALL_FROM,
) -> Task:
    """A card of note 1 among notes 2, 3 … that have the other answers."""
    answers = Answers(NOTE, (expected,))
    known = Others([answers, *(Answers(OTHER + place, (text,)) for place, text in enumerate(others))])
    judge = judge_code if form is Form.CODE else judge_name
    return Task(form, expected, stability, choice_below, recall_from, lambda: wrong, lambda t: judge(t, answers, known))


def exact(task: Task) -> Given:
    """What somebody enters who knows the answer, in any mode."""
    return Given(task.expected, Option(NOTE, task.expected, right=True))


@pytest.mark.parametrize("name", MODES)
def test_a_mode_is_registered_under_its_name(name: str) -> None:
    assert MODES[name].name == name


def test_decks_can_ask_in_every_mode_and_the_default_comes_first() -> None:
    assert tuple(MODES) == ASKED_AS
    assert ASKED_AS[0] == AUTO


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("stability", STABILITIES)
@pytest.mark.parametrize("wrong", [0, WRONG_OPTIONS - 1, WRONG_OPTIONS])
def test_a_mode_leads_to_one_in_which_the_card_can_really_be_asked(
    name: str, form: Form, stability: float | None, wrong: int
) -> None:
    task = task_of(form, EXPECTED[form][0], stability=stability, wrong=wrong)
    found = MODES[name].resolve(task)
    assert found != AUTO
    assert MODES[found].resolve(task) == found
    assert found != "choice" or wrong == WRONG_OPTIONS


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize(("form", "expected"), EVERY_ANSWER)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_mode_judges_any_text(name: str, form: Form, expected: str, text: str) -> None:
    verdict = MODES[name].judge(task_of(form, expected, others=["405", "Gone"]), Given(text))
    assert verdict.expected == expected
    assert not (verdict.right and verdict.wrong)
    assert 0 <= verdict.covered <= 1


@pytest.mark.parametrize("name", MODES)
@given(text=st.text(max_size=60), answer=st.sampled_from(EVERY_ANSWER))
@settings(deadline=None)
def test_a_mode_judges_any_drawn_text_and_never_its_own_answer_as_wrong(
    name: str, text: str, answer: tuple[Form, str]
) -> None:
    task = task_of(*answer, others=["405", "Not Mound", text])
    MODES[name].judge(task, Given(text))
    assert not MODES[name].judge(task, exact(task)).wrong


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize(("form", "expected"), EVERY_ANSWER)
def test_an_exact_answer_is_never_wrong_in_any_mode(name: str, form: Form, expected: str) -> None:
    task = task_of(form, expected, others=[expected, "Gone"])
    verdict = MODES[name].judge(task, exact(task))
    assert not verdict.wrong
    assert verdict.other is None


@pytest.mark.parametrize("name", MODES)
def test_only_the_person_judges_a_meaning_unless_it_is_chosen(name: str) -> None:
    verdict = MODES[name].judge(task_of(Form.MEANING, "找不到请求的资源。"), Given("完全不对"))
    assert verdict.grade is (Grade.WRONG if name == "choice" else None)


# Flip


@pytest.mark.parametrize(("form", "expected"), EVERY_ANSWER)
@pytest.mark.parametrize("text", ["404", "nonsense", ""])
def test_flipping_judges_nothing(form: Form, expected: str, text: str) -> None:
    assert MODES["flip"].judge(task_of(form, expected), Given(text)) == Verdict(expected=expected)


# Type


@pytest.mark.parametrize("text", ["404", " 404 ", "４０４", "　４04\t"])
def test_a_typed_code_is_right_in_any_width_and_with_space_around_it(text: str) -> None:
    assert MODES["type"].judge(task_of(), Given(text)).grade is Grade.RIGHT


@pytest.mark.parametrize("text", ["", "  ", "405", "4O4", "404."])
def test_a_typed_code_that_differs_is_wrong(text: str) -> None:
    assert MODES["type"].judge(task_of(), Given(text)).grade is Grade.WRONG


def test_a_typed_name_may_have_a_small_typo_and_be_taken_for_another() -> None:
    task = task_of(Form.NAME, "Not Found", others=["Gone", "Conflict"])
    assert MODES["type"].judge(task, Given("not-fuond")).grade is Grade.CLOSE
    assert MODES["type"].judge(task, Given("conflict")) == Verdict(Grade.WRONG, "Not Found", OTHER + 1)


def test_of_a_typed_meaning_is_said_what_is_there_and_what_is_missing() -> None:
    task = task_of(Form.MEANING, "找不到资源；也许以后会有。")
    verdict = MODES["type"].judge(task, Given("找不到資源"))
    assert [(part.text, part.there) for part in verdict.parts] == [("找不到资源；", True), ("也许以后会有。", False)]
    assert verdict.grade is None
    assert 0 < verdict.covered < 1


@pytest.mark.parametrize("text", ["", " \t", "　"])
def test_who_types_no_meaning_only_looked(text: str) -> None:
    assert MODES["type"].judge(task_of(Form.MEANING, "找不到"), Given(text)) == Verdict(expected="找不到")


# Choice


def test_the_right_option_is_right_and_another_one_is_a_confusion_with_its_note() -> None:
    choice, task = MODES["choice"], task_of()
    assert choice.judge(task, Given(picked=Option(NOTE, "404", right=True))) == Verdict(Grade.RIGHT, "404")
    assert choice.judge(task, Given(picked=Option(7, "410", right=False))) == Verdict(Grade.WRONG, "404", 7)


def test_who_picks_nothing_did_not_know_it_and_mixed_up_nothing() -> None:
    assert MODES["choice"].judge(task_of(), Given("404")) == Verdict(Grade.WRONG, "404")


@pytest.mark.parametrize("form", list(Form), ids=str)
def test_where_there_is_too_little_to_choose_from_the_card_is_flipped(form: Form) -> None:
    assert MODES["choice"].resolve(task_of(form, wrong=WRONG_OPTIONS - 1)) == "flip"


# Auto


@pytest.mark.parametrize(
    ("form", "known"),
    [
        (Form.CODE, ["choice", "choice", "choice", "type", "type", "type", "type"]),
        (Form.NAME, ["choice", "choice", "choice", "type", "type", "flip", "flip"]),
        (Form.MEANING, ["choice", "choice", "choice", "flip", "flip", "flip", "flip"]),
    ],
    ids=str,
)
def test_the_better_a_card_is_known_the_harder_it_is_asked(form: Form, known: list[str]) -> None:
    asked = [MODES[AUTO].resolve(task_of(form, stability=stability)) for stability in STABILITIES]
    assert asked == known


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("stability", [None, 0.0, 1.9])
def test_a_card_that_is_hardly_known_is_flipped_where_there_is_nothing_to_choose_from(
    form: Form, stability: float | None
) -> None:
    assert MODES[AUTO].resolve(task_of(form, stability=stability, wrong=0)) == "flip"


@pytest.mark.parametrize(
    ("choice_below", "recall_from", "asked"),
    [
        (0.0, 21.0, ["type", "type", "type", "type", "type", "flip", "flip"]),
        (10.0, 10.0, ["choice", "choice", "choice", "choice", "flip", "flip", "flip"]),
        (36_501.0, 21.0, ["choice"] * len(STABILITIES)),
        (0.0, 0.0, ["flip"] * len(STABILITIES)),
        (0.4, 36_501.0, ["choice", "choice", "type", "type", "type", "type", "type"]),
    ],
)
def test_the_thresholds_are_those_of_the_deck(choice_below: float, recall_from: float, asked: list[str]) -> None:
    tasks = (
        task_of(Form.NAME, stability=stability, choice_below=choice_below, recall_from=recall_from)
        for stability in STABILITIES
    )
    assert [MODES[AUTO].resolve(task) for task in tasks] == asked


def test_the_options_of_a_card_that_is_well_known_are_not_looked_for() -> None:
    def wrong_options() -> int:
        raise AssertionError("looking for options takes time")

    task = Task(Form.CODE, "404", 5.0, CHOICE_BELOW, RECALL_FROM, wrong_options, task_of().compare)
    assert [MODES[name].resolve(task) for name in (AUTO, "flip", "type")] == ["type", "flip", "type"]
