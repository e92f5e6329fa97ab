"""What a report on a mistake says of the app: which screens, in which phase, and the last keys. No text of any card."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from textual.events import Event, Key, Paste

if TYPE_CHECKING:
    from textual.screen import Screen

    from quiz.tui.app import QuizApp

_KEYS = 60
_TYPED, _PASTED = "(typed)", "(pasted)"


class LastKeys:
    """The last keys that were pressed, by their names; of what was typed in a field only that something was."""

    def __init__(self) -> None:
        self._keys: deque[str] = deque(maxlen=_KEYS)

    def note(self, event: Event, *, typed: bool) -> None:
        """Remember a key."""
        if isinstance(event, Paste):
            self._keys.append(_PASTED)
        elif isinstance(event, Key):
            # Letters beyond ASCII are the key of nothing, so they are text that has found no field.
            self._keys.append(_TYPED if typed or not (event.character or "").isascii() else event.key)

    def __str__(self) -> str:
        return " ".join(self._keys) or "none"


def facts_of(app: QuizApp) -> Mapping[str, object]:
    """Return what is known of an app, for a report."""
    focused = app.focused
    return {
        "screens": " > ".join(map(_screen, app.screen_stack)) or "none",
        "focus": type(focused).__name__ if focused is not None else "none",
        "size": f"{app.size.width} × {app.size.height}",
        "theme": app.theme,
        "glyphs": app.program.config["glyphs"],
        "motion": app.program.config["motion"],
        "workers": len(app.workers),
        "keys": app.last_keys,
    }


def _screen(screen: Screen[object]) -> str:
    """Return a screen by its class, with the phase that it is in and how many cards it has asked, if it has them."""
    phase = getattr(screen, "phase", None)
    return type(screen).__name__ + (f" ({phase.name})" if isinstance(phase, Enum) else "")
