"""The settings of a deck as text, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cards import NEW_ORDERS, REVIEW_ORDERS, DeckSettings
from quiz.deck_settings import DECK_SETTINGS, changed, shown
from quiz.errors import QuizError
from quiz.store.rows import settings, settings_values


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


def test_only_what_was_set_is_stored() -> None:
    assert settings_values(DeckSettings()) == {}
    chosen = DeckSettings(directions_off=("key",), new_order="random", review_order="weak")
    stored = settings_values(chosen)
    assert stored == {"directions_off": ["key"], "new_order": "random", "review_order": "weak"}
    assert settings(stored) == chosen
