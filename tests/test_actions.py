"""The table of actions: one meaning a key, names for good, and keys that a person may choose."""

import string
from itertools import combinations

import pytest
from textual.binding import Binding, BindingType
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from quiz.action_keys import EDITING, check_keys, keys_of, split_keys
from quiz.actions import ACTIONS, PLACES, TOGETHER, place_of
from quiz.errors import QuizError

# What shares a key because only one of the two can be done at a time.
ONE_AT_A_TIME = [{"question", "answer"}, {"question", "wait"}, {"answer", "wait"}]


def test_every_action_has_a_place_that_is_named() -> None:
    assert {place_of(name) for name in ACTIONS} == set(PLACES)
    assert set().union(*TOGETHER) == set(PLACES)


@pytest.mark.parametrize("group", TOGETHER, ids=lambda group: "+".join(sorted(group)))
def test_a_key_means_one_thing_on_a_screen(group: set[str]) -> None:
    here = [name for name in ACTIONS if place_of(name) in group]
    for one, other in combinations(here, 2):
        if {place_of(one), place_of(other)} not in ONE_AT_A_TIME:
            assert not set(keys_of(one, {})) & set(keys_of(other, {})), (one, other)


def test_keys_that_are_characters_have_the_names_that_textual_gives_them() -> None:
    for character in string.punctuation.replace(",", "") + string.digits + string.ascii_letters + "，。":
        assert split_keys(character) == (_character_to_key(character),)


def test_a_chosen_key_takes_the_place_of_the_default() -> None:
    assert keys_of("study.undo", {"study.undo": "z, ctrl+k"}) == ("z", "ctrl+k")
    assert keys_of("study.undo", {}) == ("u", "ctrl+z")


@pytest.mark.parametrize(
    ("name", "keys", "said"),
    [
        ("study.nothing", "z", "no action"),
        ("study.undo", " , ", "no key"),
        ("study.undo", "1", "already means"),
        ("study.undo", "?", "already means"),
        ("study.undo", "ctrl+", "is no key"),
        ("study.undo", "two words", "is no key"),
        ("study.undo", "foobar", "is no key"),
        ("study.undo", "ctrl+foobar", "is no key"),
        ("study.undo", "hold+k", "is no key"),
        ("study.undo", "ctrl+m", "the same key as enter"),
        ("study.undo", "shift+tab", "from field to field"),
        ("study.undo", "ctrl+h", "the same key as backspace"),
        ("study.undo", "shift+a", "is no key"),
        ("study.undo", "ctrl+1", "is no key"),
        ("study.undo", "ctrl+shift+x", "is no key"),
        ("study.undo", "super+k", "is no key"),
        ("form.save", "s", "is needed while a text is typed"),
        ("form.save", "backspace", "is needed while a text is typed"),
        ("dialog.close", "end", "is needed while a text is typed"),
        ("dialog.accept", "ctrl+k, y", "is needed while a text is typed|already means"),
        ("form.close", "q, space, ?", "is needed while a text is typed|already means"),
    ],
)
def test_a_key_that_cannot_be_is_refused(name: str, keys: str, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        check_keys(name, keys, {})


@pytest.mark.parametrize("key", ["z", "f12", "ctrl+k", "pageup", "alt+left", "semicolon", "ß", "ж", "、"])
def test_a_key_that_a_terminal_sends_is_taken(key: str) -> None:
    check_keys("study.undo", key, {})
    check_keys("form.save", f"{key},ctrl+o", {})


def _keys(bound: BindingType) -> list[str]:
    assert isinstance(bound, Binding)
    return bound.key.split(",")


def test_what_a_field_does_itself_is_known() -> None:
    """A newer Textual may have new keys there."""
    own = {key.strip() for field in (Input, TextArea) for bound in field.BINDINGS for key in _keys(bound)}
    assert {key for key in own if not key.startswith("super+")} - {"enter", "ctrl+shift+a", "ctrl+shift+k"} <= EDITING


def test_every_default_could_be_chosen() -> None:
    for name, action in ACTIONS.items():
        check_keys(name, action.keys, {})


def test_a_key_may_mean_something_else_where_both_are_never_on_the_screen() -> None:
    check_keys("home.delete", "f", {})
    check_keys("study.undo", "z", {"home.undo": "z"})
