"""The keys of actions: their names, which a terminal can send, and which can stand beside each other."""

import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress

from quiz.actions import ACTIONS, TOGETHER, place_of
from quiz.errors import QuizError
from quiz.locale import _
from quiz.text import literal

_NAMED_KEYS = frozenset(
    ["escape", "enter", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"]
    + ["up", "down", "left", "right"]
    + [f"f{number}" for number in range(1, 25)]
)
_MODIFIERS = frozenset(("ctrl", "shift", "alt"))
_SAME_KEYS = {
    "ctrl+m": "enter",
    "ctrl+i": "tab",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
}
"""What a terminal cannot tell from another key."""
_WITH_CTRL = frozenset("abcdefghijklmnopqrstuvwxyz@\\]^_")
"""The characters that a terminal sends together with Ctrl; others come as without it."""
EDITING = frozenset(
    ["backspace", "delete", "home", "end", "left", "right", "up", "down", "pageup", "pagedown", "f6", "f7"]
    + [f"ctrl+{key}" for key in ("a", "c", "d", "e", "k", "u", "v", "w", "x", "y", "z")]
    + [f"{modifier}+{key}" for modifier in ("alt", "ctrl") for key in ("backspace", "delete")]
    + [f"{modifier}+{key}" for modifier in ("ctrl", "shift", "ctrl+shift") for key in ("left", "right")]
    + [f"shift+{key}" for key in ("up", "down", "home", "end")]
)
"""What a field for text does itself."""
_MOVES_FOCUS = frozenset(("tab", "shift+tab"))
_WHILE_TYPING = (
    "filter.take",
    "filter.complete",
    "filter.clear",
    "filter.leave",
    "form.save",
    "form.another",
    "form.close",
    "dialog.accept",
    "dialog.close",
    "choice.down",
    "choice.up",
)
"""Actions that are needed where a text is being typed, so that a key that types something would never do them."""
_SHORTER_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}


def keys_of(name: str, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of an action: those that the person chose, or its own."""
    return split_keys(chosen.get(name, ACTIONS[name].keys))


def split_keys(text: str) -> tuple[str, ...]:
    """Return the keys in a list separated by commas, each by the name that Textual gives it: ``?`` is question_mark."""
    return tuple(_named(key) for key in filter(None, (key.strip() for key in text.split(","))))


def _named(key: str) -> str:
    """Return the name of a key that is written as the character it types."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER_NAMES.get(name, name)


def is_typed(key: str) -> bool:
    """Tell whether a key writes something into a field that has the focus."""
    return _character(key) is not None


def _character(key: str) -> str | None:
    """Return the character that a key types, where it types one that can be seen."""
    if len(key) == 1:
        return key if key.isprintable() else None
    longer = {short: long for long, short in _SHORTER_NAMES.items()}.get(key, key)
    for name in (longer.replace("_", " "), longer.replace("_", "-")):
        with suppress(KeyError):
            found = unicodedata.lookup(name)
            return found if found.isprintable() else None
    return None


def check_keys(name: str, keys: str, chosen: Mapping[str, str]) -> None:
    """Raise :class:`QuizError` unless an action can have these keys beside those of all others."""
    if name not in ACTIONS:
        raise QuizError(
            _("There is no action “{name}”.").format(name=literal(name)),
            _("The help of the app lists them; write for example keys.study.undo."),
        )
    wanted = split_keys(keys)
    if not wanted:
        raise QuizError(
            _("“{name}” would have no key.").format(name=name), _("Name at least one, such as u or ctrl+z.")
        )
    for key in wanted:
        _check_reach(name, key)
        _check_spelling(key)
        for other in _beside(name):
            if key in keys_of(other, chosen):
                raise QuizError(
                    _("The key {key} already means “{action}” there.").format(key=key, action=_(ACTIONS[other].does)),
                    _("Choose another key, or give that action another one first."),
                )
    _check_use(name, wanted)


def _check_spelling(key: str) -> None:
    """Refuse what no terminal sends. A key is a character, or a name such as ``f5``, ``ctrl+k`` or ``escape``."""
    *modifiers, base = key.split("+")
    character = _character(base)
    known = base in _NAMED_KEYS or character is not None
    if "ctrl" in modifiers and character is not None:
        known = character in _WITH_CTRL and "shift" not in modifiers
    elif "shift" in modifiers and character is not None:
        known = False  # it comes as another character
    if not known or not _MODIFIERS.issuperset(modifiers):
        raise QuizError(
            _("“{key}” is no key.").format(key=literal(key)),
            _("Write a character, or a name such as f5, ctrl+k, space or escape."),
        )


def _check_use(name: str, wanted: Iterable[str]) -> None:
    """Refuse keys that would only ever change the text in which they are pressed, where an action is needed there."""
    place = place_of(name)
    taken = EDITING if place != "choice" else frozenset()
    if name in _WHILE_TYPING and all(is_typed(key) or key in taken for key in wanted):
        raise QuizError(
            _("“{action}” is needed while a text is typed, and {key} changes that text.").format(
                action=_(ACTIONS[name].does), key=next(iter(wanted))
            ),
            _("Choose a key that changes no text, such as f5 or ctrl+o."),
        )


def _check_reach(name: str, key: str) -> None:
    """Refuse what a terminal does not tell from another key, and what moves between fields where there are any."""
    if key in _SAME_KEYS:
        raise QuizError(
            _("In a terminal {key} is the same key as {other}.").format(key=key, other=_SAME_KEYS[key]),
            _("Choose another key."),
        )
    if key in _MOVES_FOCUS and key not in split_keys(ACTIONS[name].keys):
        raise QuizError(_("{key} goes from field to field.").format(key=key), _("Choose another key."))


def _beside(name: str) -> Iterable[str]:
    """Return the other actions that can be pressed while this one can."""
    places = set().union(*(group for group in TOGETHER if place_of(name) in group))
    return (other for other in ACTIONS if other != name and place_of(other) in places)
