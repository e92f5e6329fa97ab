"""The settings of a deck as text, there and back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.deck_settings import DECK_SETTINGS, changed, shown
from quiz.errors import QuizError
from quiz.store.rows import settings, settings_values
from quiz.study_settings import NEW_ORDERS, REVIEW_ORDERS, DeckSettings


def test_every_setting_reads_what_it_shows() -> None:
    for name, text in shown(DeckSettings()).items():
        assert changed(DeckSettings(), name, text) == DeckSettings()


def test_every_setting_of_a_deck_has_a_text_and_an_explanation() -> None:
    assert set(DECK_SETTINGS) == set(DeckSettings.__slots__)
    assert all(setting.takes and setting.explanation for setting in DECK_SETTINGS.values())


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("none", ()),
        ("", ()),
        ("key", ("key",)),
        ("key, name+meaning", ("key", "name+meaning")),
        ("key，key , meaning", ("key", "meaning")),
        ("card one, card two", ("card one", "card two")),
        ("`a, b`, `none`", ("a, b", "none")),
    ],
)
def test_directions_are_named_by_their_slugs(text: str, slugs: tuple[str, ...]) -> None:
    assert changed(DeckSettings(), "directions_off", text).directions_off == slugs


@given(st.lists(st.sampled_from(["key", "a b", "none", "x,y", "词，语", "cloze:1"]), unique=True))
def test_directions_read_as_they_are_shown(slugs: list[str]) -> None:
    before = DeckSettings(directions_off=tuple(slugs))
    assert changed(DeckSettings(), "directions_off", shown(before)["directions_off"]) == before


@pytest.mark.parametrize(("name", "orders"), [("new_order", NEW_ORDERS), ("review_order", REVIEW_ORDERS)])
def test_an_order_is_one_of_those_there_are(name: str, orders: tuple[str, ...]) -> None:
    for order in orders:
        after = changed(DeckSettings(), name, f" {order} ")
        assert getattr(after, name) == shown(after)[name] == order
        assert order in DECK_SETTINGS[name].takes
    with pytest.raises(QuizError, match=f"“{name}” cannot be “sideways”") as error:
        changed(DeckSettings(), name, "sideways")
    assert all(order in error.value.hint for order in orders)


BY_SLUG = [
    ("modes", "auto", {}),
    ("modes", "type", {"": "type"}),
    ("modes", "key=choice, meaning=type", {"key": "choice", "meaning": "type"}),
    ("modes", "flip，key = type,", {"": "flip", "key": "type"}),
    ("modes", "name+meaning=flip, cloze:1=type", {"name+meaning": "flip", "cloze:1": "type"}),
    ("modes", "`a, b`=flip, `x=y`=type, auto", {"a, b": "flip", "x=y": "type"}),
    ("choice_below", "2", {}),
    ("choice_below", "2.5", {"": 2.5}),
    ("choice_below", "2, meaning=5", {"meaning": 5.0}),
    ("recall_from", "0, meaning=36500", {"": 0.0, "meaning": 36500.0}),
    ("recall_from", "21", {}),
]


@pytest.mark.parametrize(("name", "text", "chosen"), BY_SLUG)
def test_what_holds_by_direction_is_written_behind_its_name(name: str, text: str, chosen: dict[str, Any]) -> None:
    assert getattr(changed(DeckSettings(), name, text), name) == chosen


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("modes", "shout"),
        ("modes", "key=shout"),
        ("modes", "key="),
        ("modes", "=type"),
        ("modes", "key=type, key=flip"),
        ("modes", "flip, type"),
        ("modes", "key type"),
        ("modes", "key=type=flip"),
        ("choice_below", "-1"),
        ("choice_below", "nan"),
        ("choice_below", "meaning=36501"),
        ("recall_from", "soon"),
        ("recall_from", "meaning"),
        ("leech_lapses", "100"),
        ("leech_lapses", "-1"),
        ("leech_action", "burn"),
        ("catch_up", "2026-12-01"),
        ("catch_up", "2026-12-01 0"),
        ("catch_up", "2026-13-01 40"),
        ("catch_up", "20261201 40"),
        ("catch_up", "2026-12-01 10000"),
        ("catch_up", "soon 40"),
        ("catch_up", "2026-12-01 40 soon"),
        ("catch_up", "2026-12-01 known"),
        ("catch_up", "2026-12-01 40 known weak"),
    ],
)
def test_what_a_setting_does_not_take_is_refused_with_what_it_takes(name: str, text: str) -> None:
    with pytest.raises(QuizError, match=f"“{name}” cannot be") as error:
        changed(DeckSettings(), name, text)
    assert DECK_SETTINGS[name].takes in error.value.hint


SLUGS = st.sampled_from(["key", "a b", "none", "x,y", "词，语", "cloze:1", "a=b", "name+meaning", "type"])


@given(
    st.dictionaries(st.just("") | SLUGS, st.sampled_from(["flip", "type", "choice"])),
    st.dictionaries(SLUGS, st.floats(0, 36500)),
    st.dates().map(lambda day: f"{day} 40") | st.dates().map(lambda day: f"{day} 7 weak"),
)
def test_what_was_chosen_reads_as_it_is_shown_and_is_stored(
    modes: dict[str, str], days: dict[str, float], catch_up: str
) -> None:
    before = DeckSettings(modes=modes, choice_below=days, recall_from=days, catch_up=catch_up, leech_action="suspend")
    after = DeckSettings()
    for name, text in shown(before).items():
        after = changed(after, name, text)
    assert after == before
    assert settings(json.loads(json.dumps(settings_values(before)))) == before


def test_a_backlog_is_spread_as_it_was_typed_until_none_is_said() -> None:
    spread = changed(DeckSettings(), "catch_up", "2026-12-01   040")
    assert (spread.catch_up, shown(spread)["catch_up"]) == ("2026-12-01 40", "2026-12-01 40")
    assert changed(spread, "catch_up", "2026-12-01 40   known").catch_up == "2026-12-01 40 known"
    assert changed(spread, "catch_up", "none") == DeckSettings()
    assert shown(DeckSettings())["catch_up"] == "none"


def test_settings_can_be_kept_apart_by_what_they_are() -> None:
    assert len({DeckSettings(), DeckSettings(), DeckSettings(modes={"": "flip"})}) == 2


def test_only_what_was_set_is_stored() -> None:
    assert settings_values(DeckSettings()) == {}
    chosen = DeckSettings(directions_off=("key",), new_order="random", review_order="weak")
    stored = settings_values(chosen)
    assert stored == {"directions_off": ["key"], "new_order": "random", "review_order": "weak"}
    assert settings(stored) == chosen
