"""The keys of all actions; each can have another one."""

from __future__ import annotations

from functools import partial

from textual.events import Key

from quiz.actions import ACTIONS, PLACES
from quiz.config import KEYS
from quiz.locale import _
from quiz.tui import keys
from quiz.tui.screens.setting_screen import SettingScreen
from quiz.tui.text import BOLD, QUIET
from quiz.tui.widgets.setting_list import Row, SettingList


class KeySettingsScreen(SettingScreen):
    """All actions by place with their keys. Enter waits for the new key of the selected one."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = False

    def title_text(self) -> str:
        """Name the screen."""
        return _("Keys")

    def settings(self) -> list[Row]:
        """List the actions below the names of their places, those that work everywhere at the end."""
        rows = []
        for place, name in sorted(PLACES.items(), key=lambda item: item[0] == "app"):
            rows.append(Row(place, _(name), heading=True))
            rows += [self._action(action) for action in keys.in_places((place,))]
        return rows

    def _action(self, name: str) -> Row:
        pressed = "  ".join(keys.key_names(name, self.quiz.program.config.keys))
        waits = self._waiting and self.row.name == name
        return Row(name, _(ACTIONS[name].does), "…" if waits else pressed)

    def about(self, row: Row) -> list[tuple[str, str]]:
        """Say what can be done with an action, or what is waited for."""
        if self._waiting:
            return [(_("Press the new key; Escape leaves it as it is."), BOLD), (row.label, QUIET)]
        usual = "  ".join(keys.key_names(row.name, {}))
        return [
            (_("Enter, then the new key. It stands for all keys that the action has now."), ""),
            (_("Default: {value}").format(value=usual), QUIET),
            (f"{KEYS}.{row.name}", QUIET),
        ]

    @property
    def takes_every_key(self) -> bool:
        """Whether the new key is waited for."""
        return self._waiting

    def is_available(self, name: str) -> bool:
        """Let nothing be done while the new key is waited for: that key must not act."""
        if self._waiting:
            return False
        return super().is_available(name)

    def change_setting(self, row: Row) -> None:
        """Wait for the new key."""
        self._waiting = True

    def reset_setting(self, row: Row) -> None:
        """Give an action its own keys again."""
        self.quiz.change(f"{KEYS}.{row.name}", ACTIONS[row.name].keys)

    def on_key(self, event: Key) -> None:
        """Take the key that was waited for."""
        if not self._waiting:
            return
        event.stop()
        event.prevent_default()
        self._waiting = False
        if event.key == "escape":
            self.show()
        else:
            self.attempt(partial(self.quiz.change, f"{KEYS}.{self.row.name}", event.key))

    async def on_row_list_chosen(self, message: SettingList.Chosen) -> None:
        """A click ends the wait for a key."""
        if self._waiting:
            self._waiting = False
            self.move_to(message.index)
        else:
            await super().on_row_list_chosen(message)
