"""The command palette: every action of the screen that can be done now, found by what it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from quiz.actions import ACTIONS, place_of
from quiz.locale import _
from quiz.tui import keys
from quiz.tui.screens.base import QuizScreen

if TYPE_CHECKING:
    from textual.app import App

    from quiz.tui.app import QuizApp


def open_palette(app: QuizApp) -> None:
    """Show the palette over the present screen."""
    if not CommandPalette.is_open(cast("App[object]", app)):
        app.clear_notifications()
        app.push_screen(CommandPalette([Actions], placeholder=_("What do you want to do?")))


class Actions(Provider):
    """The actions of the app and of the screen below the palette."""

    async def discover(self) -> Hits:
        """Offer everything before something was typed."""
        for name, text in self._texts():
            yield DiscoveryHit(Content(text), partial(self._do, name), text=text, help=self._keys(name))

    async def search(self, query: str) -> Hits:
        """Offer what fits the query, by what it does or by its label."""
        matcher = self.matcher(query)
        for name, text in self._texts():
            score = matcher.match(f"{text} {_(ACTIONS[name].label)}")
            if score > 0:
                yield Hit(score, matcher.highlight(text), partial(self._do, name), text=text, help=self._keys(name))

    def _texts(self) -> list[tuple[str, str]]:
        here = self.screen.available() if isinstance(self.screen, QuizScreen) else []
        names = [*here, *keys.in_places(("app",))]
        return [(name, _(ACTIONS[name].does)) for name in names if name != "app.palette"]

    def _keys(self, name: str) -> str:
        chosen = self.screen.quiz.program.config.keys if isinstance(self.screen, QuizScreen) else {}
        return " ".join(keys.key_names(name, chosen))

    async def _do(self, name: str) -> Any:
        namespace = self.app if place_of(name) == "app" else self.screen
        await self.app.run_action(keys.method_of(name), namespace)
