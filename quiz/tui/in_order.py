"""Keys in their order: one that is pressed early waits until the one before has had its effect.

Textual sends a key to what has the focus when it arrives. Where the key before is about to open a window or to put the
next card on the screen, the new one would go to what is left: over a slow line a rating would end up in a text.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from textual._time import get_time
from textual.app import App
from textual.events import Event, Key, Paste

from quiz.action_keys import is_typed
from quiz.tui.facts import LastKeys

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds after which a key is passed on at any rate."""
_AGAIN = 0.02
_ROUNDS = 2


class KeysInOrder(App[None], inherit_bindings=False):
    """An app in which every key finds the screen that its user expects to be there by then."""

    def __init__(self) -> None:
        super().__init__()
        self.last_keys = LastKeys()
        self._early: deque[Key | Paste] = deque()
        self._turn = 0
        self._busy = False
        self._has_typed = False
        self._before: object = None
        self._forgotten_until = 0.0

    def forget_keys(self) -> None:
        """Let no key that was pressed until now do anything: it was not meant for what is on the screen now.

        While the program stands still, keys are read in a thread, so each has the time at which it was pressed.
        """
        self._forgotten_until = get_time()

    @property
    def is_settled(self) -> bool:
        """Whether the screen has what it shows, so that keys can mean something. To be extended."""
        return True

    async def on_event(self, event: Event) -> None:
        """Pass an event on; a key only when the one before it is done."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._early.append(event)
        if not self._busy and self.is_settled:
            await self._pass_on()
            return
        if not self._busy:
            self._begin_turn(None)
            self._wait_for_screen(self._turn)
        if len(self._early) == 1:
            self.set_timer(PATIENCE, partial(self._go_on, self._turn))

    def _begin_turn(self, before: object) -> None:
        """Keep keys until what this one begins is on the screen, where it begins another than there was before."""
        self._busy, self._before = True, before
        self._turn += 1

    async def _pass_on(self) -> None:
        """Pass on the keys that have come, as far as they need not wait for one of them."""
        while self._early:
            event = self._early.popleft()
            if event.time < self._forgotten_until:
                continue
            screen, target = self.screen, self.focused or self.screen
            types = isinstance(event, Key) and is_typed(event.key) and self.focused is not None
            if self._has_typed and not types:
                # What was typed has to be in its field before a key that may leave the screen.
                self._early.appendleft(event)
            else:
                self.last_keys.note(event, typed=types)
                await super().on_event(_in_one_line(event, self.focused))
            if not types or self.screen is not screen:
                self._has_typed = False
                self._begin_turn(screen)
                self._follow(target, self._turn)
                if self._early:
                    self.set_timer(PATIENCE, partial(self._go_on, self._turn))
                return
            self._has_typed = True

    def _is_over(self, turn: int) -> bool:
        """Tell whether there is nothing to wait for any more: the key was passed on, or the program ends."""
        return turn != self._turn or not self.is_running or not self.screen_stack

    def _follow(self, node: MessagePump | None, turn: int, left: int = _ROUNDS) -> None:
        """Follow a key from the widget that had the focus up to the app, where an action may have begun.

        What that action tells its widgets comes the same way again, so it is gone twice. At every widget the message
        is posted twice, too, so that it stays behind those which the key has caused there.
        """
        if self._is_over(turn):
            return
        if node is not None and node is not self:
            above = partial(self._follow, node._parent, turn, left)
            if node.call_later(partial(node.call_later, above)):
                return
        if left > 1:
            self.call_later(self._follow, self.focused or self.screen, turn, left - 1)
        else:
            self.call_later(self._wait_for_screen, turn)

    def _wait_for_screen(self, turn: int, seen: tuple[object, object] | None = None, same: int = 0) -> None:
        """Wait until what was begun is on the screen, and until neither screen nor focus change any more."""
        if self._is_over(turn):
            return
        if not self.is_settled:
            self.set_timer(_AGAIN, partial(self._wait_for_screen, turn))
            return
        if seen is None and self.screen is self._before:
            self._go_on(turn)
            return
        now = (self.screen, self.focused)
        same = same + 1 if now == seen else 0
        if same == _ROUNDS or not self.screen.call_after_refresh(self._wait_for_screen, turn, now, same):
            self._go_on(turn)

    def _go_on(self, turn: int) -> None:
        """Pass on the next key, unless that was done already."""
        if turn == self._turn and self._busy:
            self._busy, self._before = False, None  # a screen that was closed goes
            self.call_later(self._pass_on)


def _in_one_line(event: Key | Paste, focused: object) -> Key | Paste:
    """Return a text that is pasted into a field of one line so that all its lines arrive there."""
    if not isinstance(event, Paste):
        return event
    from textual.widgets import Input  # noqa: PLC0415  the first picture does not wait for it

    return Paste(" ".join(event.text.split("\n"))) if isinstance(focused, Input) else event
