"""The settings of the program; what ``quiz config set`` changes as well."""

from __future__ import annotations

from functools import partial

from quiz import config
from quiz.locale import _, mark
from quiz.tui.screens.setting_screen import SettingScreen
from quiz.tui.screens.setting_value import ValueScreen, refused
from quiz.tui.text import QUIET
from quiz.tui.widgets.setting_list import Row

_ON_OFF = {"on": mark("on"), "off": mark("off")}
_LANGUAGES = {"auto": mark("automatic"), "en": "English", "zh": "中文"}
LABELS = {
    "language": mark("Language"),
    "content_language": mark("Language of meanings"),
    "day_start": mark("Study day begins"),
    "mode": mark("How cards are asked"),
    "proposals": mark("Rating is proposed"),
    "timer": mark("Time of each card"),
    "theme": mark("Theme"),
    "motion": mark("Motion"),
    "glyphs": mark("Lines and bars"),
}
"""The names of the settings on the screen; what is not here is chosen elsewhere."""
WORDS: dict[str, dict[str, str]] = {
    "language": _LANGUAGES,
    "content_language": _LANGUAGES,
    "mode": {
        "auto": mark("automatic"),
        "flip": mark("look and rate"),
        "type": mark("type the answer"),
        "choice": mark("choose the answer"),
    },
    "proposals": _ON_OFF,
    "timer": {"on": mark("shown"), "off": mark("hidden")},
    "theme": {name: name for name in config.THEMES}
    | {"dark": mark("dark"), "light": mark("light"), "contrast": mark("high contrast")},
    "motion": _ON_OFF,
    "glyphs": {"unicode": mark("Unicode"), "ascii": mark("plain characters")},
}
"""The values of the settings that have a list of them, in words."""


class SettingsScreen(SettingScreen):
    """All settings of the program, and the way to its keys."""

    def title_text(self) -> str:
        """Name the screen."""
        return _("Settings")

    def settings(self) -> list[Row]:
        """List the settings in the order of the file, the keys last."""
        rows = [Row(name, _(LABELS[name]), self._value(name), stepped=name in WORDS) for name in LABELS]
        changed = len(self.quiz.program.config.keys)
        return [
            *rows,
            Row(config.KEYS, _("Keys"), _("{count} changed").format(count=changed) if changed else _("as usual")),
        ]

    def _value(self, name: str) -> str:
        return in_words(name, self.quiz.program.config[name])

    def about(self, row: Row) -> list[tuple[str, str]]:
        """Say what a setting does, takes, and is without being set."""
        if row.name == config.KEYS:
            return [(_("Which key does what, in every part of the program."), "")]
        setting = config.SETTINGS[row.name]
        takes = _(", ").join(in_words(row.name, value) for value in WORDS[row.name]) if row.stepped else setting.takes
        return [
            (_(setting.explanation), ""),
            (_("It takes: {values}.").format(values=takes), QUIET),
            (_("Default: {value}").format(value=in_words(row.name, setting.default)), QUIET),
        ]

    def is_available(self, name: str) -> bool:
        """Keys have no default together."""
        if name == "list.reset":
            return bool(self.rows) and self.row.name != config.KEYS
        return super().is_available(name)

    def change_setting(self, row: Row) -> None:
        """Take the next value, ask for one, or show the keys."""
        if row.stepped:
            self.step_setting(row, 1)
        elif row.name == config.KEYS:
            from quiz.tui.screens.key_settings import KeySettingsScreen  # noqa: PLC0415  only when asked for

            self.quiz.push_screen(KeySettingsScreen())
        else:
            setting, value = config.SETTINGS[row.name], self.quiz.program.config[row.name]
            accept = partial(self._accept, row.name)
            self.quiz.push_screen(ValueScreen(LABELS[row.name], setting.explanation, setting.takes, value, accept))

    def _accept(self, name: str, typed: str) -> None:
        value = typed.strip().replace("：", ":")
        if not config.SETTINGS[name].accepts(value):
            raise refused(LABELS[name], typed)
        self.quiz.change(name, value)

    def step_setting(self, row: Row, step: int) -> None:
        """Take a neighbouring value; behind the last comes the first."""
        values = list(WORDS[row.name])
        index = values.index(self.quiz.program.config[row.name])
        self.quiz.change(row.name, values[(index + step) % len(values)])

    def reset_setting(self, row: Row) -> None:
        """Set the default again."""
        self.quiz.change(row.name, config.SETTINGS[row.name].default)


def in_words(name: str, value: str) -> str:
    """Return a value of a setting as it is shown."""
    return _(WORDS[name][value]) if value in WORDS.get(name, {}) else value
