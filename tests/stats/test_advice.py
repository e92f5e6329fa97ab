"""Advice: each rule speaks when its reason holds, and only then."""

from collections.abc import Callable, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from quiz import query
from quiz.cards import Kind
from quiz.query.values import quoted
from quiz.stats import advice, answering, behaviour, calibration, knowing, scheduled
from quiz.stats.advice import RULES
from quiz.stats.days import DayFacts
from quiz.stats.material import Progress, Scope

Told = Callable[..., dict[str, Any]]

DAY = date(2026, 3, 2)
SETTLED = {301}
"""The ids of notes that are told apart by now."""

QUIET: dict[str, dict[str, Any]] = {
    "future": {"backlog": 0, "daily_load": 10.0},
    "states": {"new": 5},
    "confusions": {"rows": []},
    "retention": {
        "desired_low": 0.9,
        "desired_high": 0.9,
        "rows": [{"period": "month", "group": "all", "answers": 0, "right": 0}],
    },
    "leeches": {"leeches": 0},
    "directions": {"rows": []},
    "calibration": {"answers": 0},
    "categories": {"rows": []},
}
"""Figures in which no rule has a reason to speak."""

PLACES = {
    "future": scheduled,
    "states": scheduled,
    "confusions": behaviour,
    "retention": answering,
    "leeches": knowing,
    "directions": knowing,
    "calibration": calibration,
    "categories": knowing,
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What is advised where some series have these values, the others quiet ones."""

    def tell(
        days: int = 1, cards: int = 10, begun: int = 1, recognised: Sequence[int] = (), **values: Any
    ) -> dict[str, Any]:
        for name, place in PLACES.items():
            monkeypatch.setattr(place, name, lambda _progress, name=name: {**QUIET[name], **values.get(name, {})})
        monkeypatch.setattr(behaviour, "recognised_only", lambda _progress: np.array(recognised))
        monkeypatch.setattr(behaviour, "is_settled", lambda _progress, asked, _given: asked in SETTLED)
        studied = (DayFacts(DAY, Kind.LEARN, 0, 0, 1, 0, 900, begun),) * days
        material = SimpleNamespace(days=studied, cards=range(cards), scope=Scope())
        return advice.advice(cast(Progress, SimpleNamespace(material=material, day=DAY)))

    return tell


def direction(name: str, answers: int, right: float, low: float, high: float) -> dict[str, Any]:
    return {"direction": name, "slug": name, "answers": answers, "retention": right, "low": low, "high": high}


def month(right: int, answers: int, high: float) -> dict[str, Any]:
    row = {"period": "month", "group": "all", "answers": answers, "retention": right / answers, "high": high}
    return {"rows": [row]}


def mix_up(asked: str, given: str, count: int) -> dict[str, Any]:
    return {"asked": asked, "given": given, "count": count, "asked_id": int(asked), "given_id": int(given)}


def test_without_reason_nothing_is_said(told: Told) -> None:
    assert told() == {"rule": "", "text": "", "action": "", "where": "", "mode": "", "cards": []}


def test_before_the_first_answer_cards_wait(told: Told) -> None:
    said = told(days=0, cards=128)
    assert said["text"] == "Nothing is answered yet: 128 cards wait."
    assert said["action"] == "study"


def test_without_cards_it_is_said_when_there_will_be_something_to_see(told: Told) -> None:
    said = told(days=0, cards=0)
    assert "no cards here yet" in said["text"]
    assert said["action"] == ""


@pytest.mark.parametrize(("overdue", "load", "speaks"), [(30, 10.0, True), (29, 10.0, False), (3, 0.2, True)])
def test_a_backlog_of_days_is_told(told: Told, overdue: int, load: float, speaks: bool) -> None:
    said = told(future={"backlog": overdue, "daily_load": load})
    assert said["rule"] == ("backlog" if speaks else "")
    if speaks:
        assert f"{overdue} reviews are overdue" in said["text"]
        assert (said["action"], said["where"]) == ("study", "is:due")


@pytest.mark.parametrize("count", [1, 2, 7])
def test_what_is_mixed_up_again_is_told(told: Told, count: int) -> None:
    said = told(confusions={"rows": [mix_up("502", "503", count)]})
    assert said["rule"] == ("mix_up" if count > 1 else "")
    if count > 1:
        assert said["text"].startswith(f"You took 502 for 503 {count} times")
        assert said["action"] == "drill"


def test_what_is_told_apart_by_now_is_no_news(told: Told) -> None:
    said = told(confusions={"rows": [mix_up("301", "302", 9), mix_up("502", "503", 2)]})
    assert said["text"].startswith("You took 502 for 503")
    assert told(confusions={"rows": [mix_up("301", "302", 9)]})["rule"] == ""


@pytest.mark.parametrize(("answers", "high", "speaks"), [(50, 0.89, True), (49, 0.8, False), (500, 0.9, False)])
def test_that_less_is_remembered_is_told_where_it_is_no_chance(
    told: Told, answers: int, high: float, speaks: bool
) -> None:
    said = told(retention=month(answers * 8 // 10, answers, high))
    assert said["rule"] == ("forgetting" if speaks else "")
    if speaks:
        assert "You remember 80 % where you aim at 90 %" in said["text"]


def test_fewer_new_cards_are_only_advised_where_cards_are_begun(told: Told) -> None:
    bad = month(40, 50, 0.89)
    assert told(retention=bad)["rule"] == "forgetting"
    assert told(retention=bad, begun=0)["rule"] == told(retention=bad, states={"new": 0})["rule"] == ""


@pytest.mark.parametrize(("high", "speaks"), [(0.79, True), (0.8, False), (0.89, False)])
def test_decks_with_different_aims_are_judged_by_the_lowest(told: Told, high: float, speaks: bool) -> None:
    said = told(retention={"desired_low": 0.8, "desired_high": 0.9, **month(70, 100, high)})
    assert said["rule"] == ("forgetting" if speaks else "")
    if speaks:
        assert "You remember 70 % where you aim at 80–90 %" in said["text"]


def test_without_decks_there_is_no_aim_to_miss(told: Told) -> None:
    assert told(retention={"desired_low": None, "desired_high": None, **month(10, 100, 0.2)})["rule"] == ""


@pytest.mark.parametrize("count", [1, 2])
def test_leeches_are_told(told: Told, count: int) -> None:
    said = told(leeches={"leeches": count})
    assert said["rule"] == ("leeches" if count > 1 else "")
    assert said["where"] == ("is:leech lapses>0" if count > 1 else "")


@pytest.mark.parametrize("cards", [[1, 2], [4, 7, 9]])
def test_what_is_recognised_and_not_recalled_is_told_and_practised(told: Told, cards: list[int]) -> None:
    said = told(recognised=cards)
    assert said["rule"] == ("recognising" if len(cards) > 2 else "")
    if said["rule"]:
        assert (said["action"], said["mode"], said["cards"]) == ("cram", "type", cards)


@pytest.mark.parametrize(
    ("weak", "speaks"),
    [
        (direction("meaning", 90, 0.75, 0.65, 0.83), True),
        (direction("meaning", 90, 0.86, 0.77, 0.91), False),
        (direction("meaning", 49, 0.5, 0.4, 0.6), False),
    ],
)
def test_a_direction_that_lags_behind_is_told(told: Told, weak: dict[str, Any], speaks: bool) -> None:
    said = told(directions={"rows": [direction("key", 90, 0.95, 0.88, 0.98), weak]})
    assert said["rule"] == ("directions" if speaks else "")
    if speaks:
        assert "Of meaning you remember 75 %, of key 95 %" in said["text"]
        assert said["where"] == 'direction:"meaning"'


@pytest.mark.parametrize(
    ("predicted", "observed", "words"),
    [(0.9, 0.84, "forget more"), (0.85, 0.93, "remember more"), (0.9, 0.86, "")],
)
def test_wrong_predictions_are_told(told: Told, predicted: float, observed: float, words: str) -> None:
    said = told(calibration={"answers": 300, "predicted": predicted, "observed": observed})
    assert said["rule"] == ("calibration" if words else "")
    assert words in said["text"]
    few = told(calibration={"answers": 299, "predicted": predicted, "observed": observed})
    assert few["rule"] == ""


def test_a_category_that_was_begun_and_not_met_is_told(told: Told) -> None:
    begun = {"category": "4xx", "known": 3, "weak": 0, "unseen": 12}
    untouched = {"category": "5xx", "known": 0, "weak": 0, "unseen": 40}
    said = told(categories={"rows": [begun, untouched]})
    assert said["text"] == "12 cards of 4xx were never seen."
    assert said["where"] == 'category:"4xx" is:new'
    assert told(categories={"rows": [untouched, {**begun, "unseen": 0}]})["rule"] == ""


def test_the_first_reason_is_told() -> None:
    names = [rule.__name__.removeprefix("of_") for rule in RULES]
    assert names == [
        *("beginning", "backlog", "mix_up", "forgetting", "leeches", "recognising"),
        *("directions", "calibration", "category"),
    ]


@pytest.mark.parametrize("text", ["4xx", 'a "quoted" one', "back\\slash", "两 个", "(x or y)", "-no", "re:x", "*"])
def test_names_in_queries_stand_for_themselves(text: str) -> None:
    assert query.parse(f"category:{quoted(text)} is:new").condition is not None
