"""Advice: each rule speaks when its reason holds, and only then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from quiz import query
from quiz.cards import Kind
from quiz.clock import Clock
from quiz.errors import QuizError
from quiz.program import Program
from quiz.query.values import quoted
from quiz.sessions import Start, begin, drill_of
from quiz.stats import advice, answering, behaviour, calibration, knowing, scheduled
from quiz.stats.advice import RANKS
from quiz.stats.askable import Askable
from quiz.stats.columns import NO_DAY, Cards, NoteGroup, Numbers
from quiz.stats.days import DayFacts
from quiz.stats.material import Collection, Material, Progress, Scope
from quiz.stats.periods import named
from tests.simulated import Habits, study_for

Told = Callable[..., dict[str, Any]]

DAY = date(2026, 3, 2)
SETTLED = {301}
"""The ids of notes that are told apart by now."""

QUIET: dict[str, dict[str, Any]] = {
    "future": {"backlog": 0, "daily_load": 10.0},
    "confusions": {"rows": []},
    "retention": {
        "desired_low": 0.9,
        "desired_high": 0.9,
        "rows": [{"period": period, "group": "all", "answers": 0, "right": 0} for period in ("month", "year")],
    },
    "leeches": {"leeches": 0},
    "directions": {"rows": []},
    "calibration": {"answers": 0},
    "categories": {"rows": []},
}
"""Figures in which no rule has a reason to speak."""

PLACES = {
    "future": scheduled,
    "confusions": behaviour,
    "retention": answering,
    "leeches": knowing,
    "directions": knowing,
    "calibration": calibration,
    "categories": knowing,
}


CARDS = 10
ALL, NONE = np.ones(CARDS, dtype=bool), np.zeros(CARDS, dtype=bool)
EVERYTHING = Askable(new=ALL, due=ALL, due_anyway=ALL, to_come=ALL, catches_up=False)
"""Each card may be asked, be it new or due."""

NOTHING = Askable(new=NONE, due=NONE, due_anyway=NONE, to_come=NONE, catches_up=False)
IDS = np.arange(1, CARDS + 1)


def some_cards(lapses: Sequence[int] = (), suspended: Sequence[int] = ()) -> Cards:
    """Ten cards, each the only one of its note; the first were forgotten so often, and some are suspended."""
    forgotten = np.zeros(CARDS, dtype=np.int64)
    forgotten[: len(lapses)] = lapses
    zeros, never = np.zeros(CARDS), np.full(CARDS, NO_DAY)
    return Cards(
        **{"id": IDS, "note": IDS, "deck": np.ones(CARDS, dtype=np.int64), "phase": zeros, "due": never, "last": never},
        **{"stability": np.ones(CARDS), "difficulty": zeros, "reps": zeros, "buried": never},
        lapses=forgotten,
        suspended=np.isin(IDS, suspended),
    )


def collection(directions: Mapping[str, Numbers] | None = None, groups: Sequence[NoteGroup] = ()) -> SimpleNamespace:
    decks = [SimpleNamespace(id=1, name="HTTP"), SimpleNamespace(id=2, name="FTP")]
    of_direction = {"key": IDS[::2], "meaning": IDS[1::2], **(directions or {})}
    notes = SimpleNamespace(id=IDS, leech=ALL)
    return SimpleNamespace(decks=decks, cards_by_direction=of_direction, notes=notes, note_groups=groups)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What is advised where some series have these values, the others quiet ones; of ten cards, or none."""

    def tell(
        days: int = 1,
        cards: Cards | Sequence[int] | None = None,
        begun: int = 1,
        recognised: Sequence[int] = (),
        askable: Askable = EVERYTHING,
        groups: Sequence[NoteGroup] = (),
        **values: Any,
    ) -> dict[str, Any]:
        for name, place in PLACES.items():
            monkeypatch.setattr(place, name, lambda _progress, name=name: {**QUIET[name], **values.get(name, {})})
        monkeypatch.setattr(behaviour, "recognised_only", lambda _progress: np.array(recognised))
        monkeypatch.setattr(behaviour, "is_settled", lambda _progress, asked, _given: asked in SETTLED)
        studied = (DayFacts(DAY, Kind.LEARN, 0, 0, 1, 0, 900, begun),) * days
        material = SimpleNamespace(
            days=studied,
            cards=some_cards() if cards is None else cards,
            scope=Scope(),
            askable=askable,
            collection=collection(groups=groups),
        )
        return advice.advice(cast(Progress, SimpleNamespace(material=material, day=DAY)))

    return tell


def direction(name: str, answers: int, right: float, low: float, high: float) -> dict[str, Any]:
    return {"direction": name, "slug": name, "answers": answers, "retention": right, "low": low, "high": high}


def month(right: int, answers: int, high: float, *, year: tuple[float, float] = (1.0, 1.0)) -> dict[str, Any]:
    """Return the retention of a month, and with ``year`` that of the year and its upper bound."""
    row = {"period": "month", "group": "all", "answers": answers, "retention": right / answers, "high": high}
    return {"rows": [row, {**row, "period": "year", "answers": 900, "retention": year[0], "high": year[1]}]}


def predictions(predicted: float, observed: float, answers: int = 300) -> dict[str, Any]:
    verdict = "forgets_more" if observed < predicted else "remembers_more"
    return {"answers": answers, "predicted": predicted, "observed": observed, "verdict": verdict}


def group(category: str, notes: Sequence[int], deck_id: int = 1) -> NoteGroup:
    return NoteGroup(1, deck_id, category, np.array(notes))


def category(name: str, unseen: int, known: int = 3, deck: str = "HTTP") -> dict[str, Any]:
    return {"deck": deck, "category": name, "known": known, "weak": 0, "unseen": unseen}


def mix_up(asked: str, given: str, count: int) -> dict[str, Any]:
    return {"asked": asked, "given": given, "count": count, "asked_id": int(asked), "given_id": int(given)}


def test_without_reason_nothing_is_said(told: Told) -> None:
    assert told() == {"rule": "", "text": "", "action": "", "where": "", "mode": "", "cards": []}


# Before anything else


def test_before_the_first_answer_cards_wait(told: Told) -> None:
    said = told(days=0)
    assert said["text"] == "Nothing is answered yet: 10 cards wait."
    assert said["action"] == "study"


@pytest.mark.parametrize(
    ("askable", "suspended", "words", "action"),
    [
        (replace(NOTHING, due=ALL), (), "10 cards wait", "study"),
        (replace(NOTHING, to_come=ALL), (), "none of these cards is asked today; you can practise them", "cram"),
        (NOTHING, (), "the settings begin no new cards: allow some", "configure"),
        (NOTHING, IDS, "all cards here are suspended", ""),
    ],
)
def test_how_to_begin_is_something_that_can_be_done(
    told: Told, askable: Askable, suspended: Sequence[int], words: str, action: str
) -> None:
    said = told(days=0, askable=askable, cards=some_cards(suspended=suspended))
    assert words in said["text"]
    assert said["action"] == action


def test_without_cards_it_is_said_when_there_will_be_something_to_see(told: Told) -> None:
    said = told(days=0, cards=())
    assert "no cards here yet" in said["text"]
    assert said["action"] == ""


@pytest.mark.parametrize(("overdue", "load", "speaks"), [(30, 10.0, True), (29, 10.0, False), (3, 0.2, True)])
def test_a_backlog_of_days_is_told(told: Told, overdue: int, load: float, speaks: bool) -> None:
    said = told(future={"backlog": overdue, "daily_load": load})
    assert said["rule"] == ("backlog" if speaks else "")
    if speaks:
        assert f"{overdue} reviews are overdue" in said["text"]
        assert said["text"].endswith("catch up before you begin new cards.")
        assert (said["action"], said["where"]) == ("study", "is:due")


def test_a_backlog_is_not_set_against_new_cards_where_none_come(told: Told) -> None:
    said = told(future={"backlog": 30, "daily_load": 2}, askable=replace(EVERYTHING, to_come=NONE))
    assert said["text"].endswith("where a day brings about 2: catch up before they are forgotten.")


@pytest.mark.parametrize(
    ("askable", "action"),
    [
        (replace(EVERYTHING, due=NONE), "configure"),
        (replace(EVERYTHING, due=NONE, due_anyway=NONE), ""),
        (replace(EVERYTHING, catches_up=True), ""),
    ],
    ids=["beyond the limit", "siblings wait", "a plan holds"],
)
def test_a_backlog_that_is_not_asked_today_leads_nowhere(told: Told, askable: Askable, action: str) -> None:
    said = told(future={"backlog": 30, "daily_load": 2}, askable=askable)
    assert said["action"] == action
    assert said["rule"] == ("backlog" if action else "")
    if action:
        assert "today's limit lets no more through" in said["text"]


# How well is remembered


@pytest.mark.parametrize(("answers", "high", "speaks"), [(20, 0.89, True), (19, 0.8, False), (500, 0.9, False)])
def test_that_less_is_remembered_is_told_where_it_is_no_chance(
    told: Told, answers: int, high: float, speaks: bool
) -> None:
    said = told(retention=month(answers * 8 // 10, answers, high))
    assert said["rule"] == ("forgetting" if speaks else "")
    if speaks:
        assert "You remember 80 % where you aim at 90 %: take fewer new cards" in said["text"]


@pytest.mark.parametrize(
    ("lately", "year", "text"),
    [
        ((43, 50, 0.93), (0.85, 0.86), "You remember 85 % where you aim at 90 %"),
        ((43, 50, 0.93), (0.89, 0.91), ""),
        ((46, 50, 0.97), (0.85, 0.86), ""),
    ],
    ids=["month not sure", "neither sure", "month good"],
)
def test_where_a_month_is_too_short_to_tell_the_year_tells(
    told: Told, lately: tuple[int, int, float], year: tuple[float, float], text: str
) -> None:
    said = told(retention=month(*lately, year=year))
    assert said["rule"] == ("forgetting" if text else "")
    assert text in said["text"]


@pytest.mark.parametrize("changes", [{"begun": 0}, {"askable": replace(EVERYTHING, to_come=NONE)}])
def test_where_no_cards_are_begun_what_is_forgotten_most_is_practised(told: Told, changes: dict[str, Any]) -> None:
    said = told(retention=month(40, 50, 0.89), cards=some_cards([1, 4, 0, 2, 9], suspended=[5]), **changes)
    assert said["text"] == "You remember 80 % where you aim at 90 %: practise what you forget most."
    assert (said["action"], said["cards"]) == ("cram", [2, 4, 1])
    assert told(retention=month(40, 50, 0.89), **changes)["rule"] == ""


@pytest.mark.parametrize(("high", "speaks"), [(0.79, True), (0.8, False), (0.89, False)])
def test_decks_with_different_aims_are_judged_by_the_lowest(told: Told, high: float, speaks: bool) -> None:
    said = told(retention={"desired_low": 0.8, "desired_high": 0.9, **month(70, 100, high)})
    assert said["rule"] == ("forgetting" if speaks else "")
    if speaks:
        assert "You remember 70 % where you aim at 80–90 %" in said["text"]


def test_without_decks_there_is_no_aim_to_miss(told: Told) -> None:
    assert told(retention={"desired_low": None, "desired_high": None, **month(10, 100, 0.2)})["rule"] == ""


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
        assert (said["action"], said["where"]) == ("study", 'direction:"meaning" is:due')


def test_a_direction_with_nothing_due_today_is_practised(told: Told) -> None:
    rows = [direction("key", 90, 0.95, 0.88, 0.98), direction("meaning", 90, 0.75, 0.65, 0.83)]
    askable = replace(EVERYTHING, due=IDS % 2 == 1)
    said = told(directions={"rows": rows}, askable=askable, cards=some_cards([3, 1, 3, 2]))
    assert (said["action"], said["where"], said["cards"]) == ("cram", "", [4, 2])
    assert told(directions={"rows": rows}, askable=askable)["rule"] == ""


@pytest.mark.parametrize(
    ("predicted", "observed", "rule", "words"),
    [
        (0.9, 0.84, "calibration", "You forget more than was predicted, by 6 points"),
        (0.85, 0.93, "sparing", "You remember more than was predicted, by 8 points"),
        (0.9, 0.86, "", ""),
    ],
)
def test_wrong_predictions_are_told(told: Told, predicted: float, observed: float, rule: str, words: str) -> None:
    said = told(calibration=predictions(predicted, observed))
    assert said["rule"] == rule
    assert words in said["text"]
    assert told(calibration=predictions(predicted, observed, answers=299))["rule"] == ""
    assert told(calibration={**predictions(predicted, observed), "verdict": "as_predicted"})["rule"] == ""


# Single cards, and new ones


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


@pytest.mark.parametrize("count", [1, 2])
def test_leeches_are_told(told: Told, count: int) -> None:
    said = told(leeches={"leeches": count}, cards=some_cards([9] * count))
    assert said["rule"] == ("leeches" if count > 1 else "")
    assert (said["action"], said["where"]) == (("cram", "is:leech lapses>0") if count > 1 else ("", ""))


def test_leeches_that_are_all_suspended_can_only_be_rewritten(told: Told) -> None:
    said = told(leeches={"leeches": 2}, cards=some_cards([9, 9], suspended=[1, 2]))
    assert (said["rule"], said["action"]) == ("leeches", "")


@pytest.mark.parametrize("cards", [[1, 2], [4, 7, 9]])
def test_what_is_recognised_and_not_recalled_is_told_and_practised(told: Told, cards: list[int]) -> None:
    said = told(recognised=cards)
    assert said["rule"] == ("recognising" if len(cards) > 2 else "")
    if said["rule"]:
        assert (said["action"], said["mode"], said["cards"]) == ("cram", "type", cards)


def test_a_category_that_was_begun_and_not_met_is_told(told: Told) -> None:
    begun, untouched = category("4xx", 12), category("5xx", 40, known=0)
    groups = [group("4xx", [1, 2]), group("5xx", [3])]
    said = told(categories={"rows": [begun, untouched]}, groups=groups)
    assert said["text"] == "12 cards of 4xx were never seen: begin with them."
    assert (said["action"], said["where"]) == ("study", 'category:"4xx" is:new')
    assert told(categories={"rows": [untouched, category("4xx", 0)]}, groups=groups)["rule"] == ""


def test_a_category_none_of_which_is_asked_today_is_passed_over(told: Told) -> None:
    rows = [category("4xx", 12), category("5xx", 2)]
    groups = [group("4xx", [1, 2]), group("4xx", [3], deck_id=2), group("5xx", [4])]
    said = told(categories={"rows": rows}, groups=groups, askable=replace(NOTHING, new=IDS > 2))
    assert said["text"] == "2 cards of 5xx were never seen: begin with them."
    assert told(categories={"rows": rows}, groups=groups, askable=NOTHING)["rule"] == ""


def test_nobody_who_forgets_far_more_than_wanted_is_sent_to_new_cards(told: Told) -> None:
    values = {"categories": {"rows": [category("4xx", 12)]}, "groups": [group("4xx", [1])]}
    assert told(**values, retention=month(0, 3, 0.56))["rule"] == ""
    assert told(**values, retention=month(2, 3, 0.94))["rule"] == "category"


# What comes first

FORGETTING = {"retention": month(67, 100, 0.75)}
DIRECTIONS = {"rows": [direction("key", 90, 0.88, 0.8, 0.93), direction("meaning", 90, 0.54, 0.44, 0.64)]}
MIX_UPS = {"confusions": {"rows": [mix_up("502", "503", 9)]}}


def test_the_rules_are_ranked() -> None:
    names = [[rule.__name__.removeprefix("of_") for rule in rank] for rank in RANKS]
    assert names == [
        ["beginning"],
        ["backlog"],
        ["forgetting", "directions", "calibration"],
        ["mix_up"],
        ["leeches"],
        ["recognising"],
        ["sparing"],
        ["category"],
    ]


def test_what_all_answers_suffer_from_comes_before_single_cards(told: Told) -> None:
    wrong = {"calibration": predictions(0.89, 0.67)}
    assert told(**MIX_UPS, leeches={"leeches": 3})["rule"] == "mix_up"
    assert told(**MIX_UPS, directions=DIRECTIONS)["rule"] == "directions"
    assert told(**MIX_UPS, **wrong)["rule"] == "calibration"
    assert told(**MIX_UPS, **FORGETTING)["rule"] == "forgetting"
    assert told(**FORGETTING, future={"backlog": 99, "daily_load": 2})["rule"] == "backlog"


def test_of_what_all_answers_suffer_from_the_largest_gap_is_told(told: Told) -> None:
    wrong = {"calibration": predictions(0.89, 0.67)}
    assert told(**FORGETTING, **wrong)["rule"] == "forgetting"
    assert told(retention=month(80, 100, 0.87), **wrong)["rule"] == "calibration"
    assert told(**FORGETTING, **wrong, directions=DIRECTIONS)["rule"] == "directions"
    small = {"rows": [direction("key", 90, 0.88, 0.8, 0.93), direction("meaning", 90, 0.74, 0.64, 0.79)]}
    assert told(**FORGETTING, **wrong, directions=small)["rule"] == "forgetting"


# Where it leads

NOW = datetime.fromisoformat("2026-03-02T09:00:00+08:00")


class Standing(Clock):
    """A clock that stands still, so many days later."""

    def __init__(self, days: int) -> None:
        self.instant = NOW + timedelta(days=days)

    def now(self) -> datetime:
        return self.instant


@pytest.fixture(scope="module", params=[Habits(days=0), Habits(days=12), Habits(days=40), Habits(days=60, idle=0.8)])
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of somebody who studied so long."""
    path = tmp_path_factory.mktemp("history") / "quiz.db"
    program = Program()
    program.database = str(path)
    study_for(program.store, NOW, request.param)
    program.close()
    return path


@pytest.mark.parametrize("away", [0, 1, 90])
@pytest.mark.parametrize("settings", [{}, {"new_per_day": 0}, {"reviews_per_day": 0}, {"new_per_day": 1}])
def test_what_is_advised_can_be_done(history: Path, tmp_path: Path, settings: dict[str, Any], away: int) -> None:
    (tmp_path / "quiz.db").write_bytes(history.read_bytes())
    program = Program()
    program.database, program.clock = str(tmp_path / "quiz.db"), Standing(away)
    for deck in program.store.decks():
        program.store.set_settings(deck, replace(deck.settings, **settings))
    material = Material(Collection(program.store), Scope(), program.clock.now(), program.config.day_start)
    progress = Progress(material, named("1y", material.day))
    for said in (said for rank in RANKS for rule in rank if (said := rule(progress)) is not None):
        assert leads_somewhere(program, said), said
    program.close()


def leads_somewhere(program: Program, said: advice.Advice) -> bool:
    """Tell whether what is advised finds a card to ask; settings can always be opened."""
    start = Start(where=said.where, mode=said.mode, cram=said.action == "cram")
    if said.action not in ("study", "cram"):
        return True
    try:
        asking = drill_of(program, said.cards, start) if said.cards else begin(program, start)
    except QuizError:
        return False
    return asking.next(program.clock.now()) is not None


@pytest.mark.parametrize("text", ["4xx", 'a "quoted" one', "back\\slash", "两 个", "(x or y)", "-no", "re:x", "*"])
def test_names_in_queries_stand_for_themselves(text: str) -> None:
    assert query.parse(f"category:{quoted(text)} is:new").condition is not None
