"""Bindings from the table of actions, and the names of keys as people know them."""

from collections.abc import Iterable, Iterator, Mapping

from textual.binding import Binding, BindingsMap
from textual.keys import format_key

from quiz.action_keys import keys_of
from quiz.actions import ACTIONS, place_of
from quiz.locale import _

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def in_places(places: Iterable[str]) -> list[str]:
    """Return the actions of some places, in the order of the table."""
    chosen = set(places)
    return [name for name in ACTIONS if place_of(name) in chosen]


def method_of(name: str) -> str:
    """Return the name that Textual gives an action: ``study.undo`` is ``undo``, done by ``action_undo``."""
    return name.partition(".")[2]


def bindings(places: Iterable[str], chosen: Mapping[str, str], *, priority: bool = False) -> BindingsMap:
    """Return the bindings of all actions of some places; ``chosen`` has the keys that the person changed.

    Those with ``priority`` act whatever has the focus.
    """
    return BindingsMap(list(_bindings(places, chosen, priority)))


def _bindings(places: Iterable[str], chosen: Mapping[str, str], priority: bool) -> Iterator[Binding]:
    for name in in_places(places):
        for key in keys_of(name, chosen):
            yield Binding(key, method_of(name), _(ACTIONS[name].label), id=name, show=False, priority=priority)


def key_name(key: str) -> str:
    """Return a key as it is shown: ``Space``, ``Esc``, ``?``, ``Ctrl+S``."""
    if key == "space":
        return _("Space")
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key.removeprefix('ctrl+').upper()}"
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key if len(key) == 1 else format_key(key)


def key_names(name: str, chosen: Mapping[str, str]) -> list[str]:
    """Return the keys of an action as they are shown."""
    return [key_name(key) for key in keys_of(name, chosen)]
