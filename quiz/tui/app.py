"""The app: opens the database behind the first picture, and keeps what all screens share."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.driver import Driver
from textual.screen import Screen

from quiz import crash_report, locale
from quiz.errors import DamagedError, QuizError, unforeseen
from quiz.locale import _
from quiz.program import Program
from quiz.sessions import Start
from quiz.text import one_line
from quiz.tui import keys
from quiz.tui.facts import facts_of
from quiz.tui.glyphs import AsciiFilter
from quiz.tui.in_order import KeysInOrder
from quiz.tui.literally import LiteralFilter
from quiz.tui.screens.base import QuizScreen
from quiz.tui.terminal import lasting
from quiz.tui.text import cut
from quiz.tui.themes import OWN, THEMES

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from quiz.tui.screens.browse_making import Step

_BACKUP_AFTER, _BACKUP_EVERY = 1.5, 1800.0
"""So many seconds after the database is open, and from then on, it is seen whether the study day has a backup."""
_MESSAGE_LINES, _MESSAGE_EDGES = 2, 3
"""How many lines a short message may have, as it must not hide what is being done, and the cells beside it."""


class QuizApp(KeysInOrder, inherit_bindings=False):
    """The program on the whole screen. ``failure`` is what ended it, where it did not end well."""

    CSS_PATH = "quiz.tcss"
    TITLE = "quiz"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar = []

    def __init__(self, program: Program, start: Start | None = None) -> None:
        super().__init__()
        self.program = program
        self.start = start
        self.ready = program.is_open
        self.failure: QuizError | None = None
        self.changes: list[Step] = []
        """What the browser changed and can be taken back, the last one at the end."""
        self._ascii = AsciiFilter()
        self._filters += [LiteralFilter(), self._ascii]
        for theme in THEMES:
            self.register_theme(theme)
        self._cautions: list[QuizError] = []
        program.caution = self._caution
        crash_report.tell("App", partial(facts_of, self))
        self.apply_settings()

    def get_default_screen(self) -> Screen[None]:
        """Begin at home, which is made later where the first card is asked for at once."""
        if self.start is not None:
            from quiz.tui.screens.home_later import HomeLater  # noqa: PLC0415

            return HomeLater()
        from quiz.tui.screens.home import HomeScreen  # noqa: PLC0415

        return HomeScreen()

    def on_mount(self) -> None:
        """Begin to open the database; go to the first card where that was asked for."""
        self._watch_signals()
        asyncio.get_running_loop().set_exception_handler(self._failed_aside)
        if self.start is not None:
            from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  only where it is asked for

            self.push_screen(StudyScreen(self.start))
        if not self.ready:
            self.call_after_refresh(self.run_worker, self._open, thread=True, exit_on_error=False)
        else:
            self._begin_to_keep()
        self.call_after_refresh(self._tell_cautions)

    def pop_screen(self) -> AwaitComplete:
        """Leave a screen, and keep nothing of what it drew.

        Textual keeps what the last 1,024 widgets drew, by their borders, also of those that are gone: some 50 MiB.
        """
        left = super().pop_screen()
        StylesCache.get_inner_outer.cache_clear()
        return left

    def refresh_css(self, animate: bool = True) -> None:
        """Read the stylesheet again for another theme; before there is a screen, only the first reading is to come."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def _open(self) -> None:
        """Open the database, in a thread: its libraries take longer to load than the first picture."""
        try:
            _store = self.program.store
        except DamagedError as error:
            self.call_from_thread(self._offer, error)
        except QuizError as error:
            self.call_from_thread(self.fail, error)
        except Exception as error:  # the outermost edge of a worker
            self.call_from_thread(self.fail, unforeseen(error))
        else:
            self.call_from_thread(self._opened)

    def _opened(self) -> None:
        self.ready = True
        self._begin_to_keep()
        for screen in self.screen_stack:
            if isinstance(screen, QuizScreen):
                screen.begin()

    def _offer(self, error: DamagedError, then: Callable[[], None] = lambda: None) -> None:
        """Let a person choose what is done with a damaged database; where it is left alone, go on with ``then``."""
        from quiz.tui.screens.damaged import DamagedScreen  # noqa: PLC0415  rarely needed

        if not any(isinstance(screen, DamagedScreen) for screen in self.screen_stack):
            self.push_screen(DamagedScreen(error), partial(self._chosen, error, then))
            self.call_after_refresh(self.forget_keys)

    def _chosen(self, error: DamagedError, then: Callable[[], None], mended: bool | None) -> None:
        """Go on at home with a database that is sound again; without one, leave unless it was open already."""
        if mended:
            self.ready = False
            self.call_later(self._begin_again)
        elif self.ready:
            then()
        else:
            self.fail(error)

    def _begin_again(self) -> None:
        """Go home, with another database in the place of the one that was there."""
        self.changes.clear()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.run_worker(self._open, thread=True, exit_on_error=False)

    def _caution(self, problem: QuizError) -> None:
        """Take in what is wrong with the settings; it is said as soon as there is a screen for it."""
        self._cautions.append(problem)
        if self.is_running:
            self.call_after_refresh(self._tell_cautions)

    def _tell_cautions(self) -> None:
        """Say what is wrong with the settings, all in one."""
        problems, self._cautions = self._cautions, []
        if problems:
            self._tell(problems, title=_("Before you go on"))

    def _failed_aside(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Show that something failed for which nobody waits; asyncio would print it over the screen."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self.call_later(self.report, unforeseen(error))

    def _begin_to_keep(self) -> None:
        """See from now on, while the database is open, that each study day has a backup."""
        self.set_timer(_BACKUP_AFTER, self._keep_today)
        self.set_interval(_BACKUP_EVERY, self._keep_today)

    def _keep_today(self) -> None:
        """Let there be a backup of the study day, made aside; where that fails it is said, and nobody waits."""
        from quiz.safekeeping import keep_today_aside  # noqa: PLC0415  the first picture does not wait for it

        with self.reporting():
            keep_today_aside(self.program, partial(self.call_from_thread, self._no_backup))

    def _no_backup(self, error: QuizError) -> None:
        """Say why there is no backup of today: at home with all words, elsewhere without being in the way."""
        if len(self.screen_stack) == 1:
            self.report(error)
        else:
            self.say(error.message)

    def fail(self, error: QuizError) -> None:
        """End the program with an error, which the command line prints."""
        self.failure = error
        self.exit(return_code=1)

    @property
    def is_settled(self) -> bool:
        """Whether the present screen has read what it shows."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        return not isinstance(screen, QuizScreen) or screen.is_settled

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a click asks for; where that fails, say why and go on."""
        done = True
        with self.reporting():
            done = await super().run_action(action, default_namespace, namespaces)
        return done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a key that works everywhere do nothing where a screen waits for any key."""
        screen = self.screen
        return not (isinstance(screen, QuizScreen) and screen.takes_every_key)

    def get_driver_class(self) -> type[Driver]:
        """Return the driver of this system, made to survive the end of its terminal."""
        return lasting(super().get_driver_class())

    def panic(self, *renderables: RenderableType) -> None:
        """End because keys can't be read any more; what was typed is kept."""
        self._keep()
        super().panic(*renderables)

    def _fatal_error(self) -> None:
        """End with a sentence instead of Textual's traceback; what was typed is kept, answers are stored already."""
        self._keep()
        error = self._exception
        if error is not None and self.failure is None:
            self.failure = error if isinstance(error, QuizError) else unforeseen(error)
        self._close_messages_no_wait()

    def _watch_signals(self) -> None:
        """Leave in order when the terminal is closed or the program is told to end."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError):  # Windows has none of this
                loop.add_signal_handler(getattr(signal, name), self._end)

    def _end(self) -> None:
        """End at once, but let every screen keep what was typed in it."""
        self._keep()
        self.exit()

    def _keep(self) -> None:
        """Let every screen keep what was typed in it. A mistake there must not keep the program from ending."""
        for screen in self.screen_stack:
            if isinstance(screen, QuizScreen):
                with suppress(Exception):
                    screen.keep()

    def say(self, message: str) -> None:
        """Show a short message for a moment, in the place of the one before."""
        self.clear_notifications()
        screen, message = self.screen, one_line(message)
        if isinstance(screen, QuizScreen):
            message = cut(message, _MESSAGE_LINES * (screen.columns - _MESSAGE_EDGES))
        self.notify(message, timeout=4, markup=False)

    def report(self, error: QuizError, then: Callable[[], None] = lambda: None) -> None:
        """Show what went wrong and what to do, until it is closed, and go on with ``then``.

        With a damaged database something can be done at once: that is offered instead.
        """
        if isinstance(error, DamagedError):
            self._offer(error, then)
        else:
            self._tell([error], then)

    def _tell(self, problems: list[QuizError], then: Callable[[], None] = lambda: None, title: str = "") -> None:
        """Show problems until they are closed, and go on with ``then``."""
        from quiz.tui.screens.message import MessageScreen  # noqa: PLC0415  rarely needed

        if isinstance(self.screen, MessageScreen):  # what follows from it is no news
            then()
        else:
            self.push_screen(MessageScreen(problems, title), lambda _none: then())

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Show what goes wrong inside, and go on behind it."""
        try:
            yield
        except QuizError as error:
            self.report(error)

    def apply_settings(self) -> None:
        """Go by the settings as they are now: theme, motion, glyphs, keys."""
        chosen = self.program.config
        self._bindings = keys.bindings(("app",), chosen.keys, priority=True)
        self.theme = OWN.get(chosen["theme"], chosen["theme"])
        if chosen["motion"] == "off":
            self.animation_level = "none"
        self._ascii.enabled = chosen["glyphs"] == "ascii"

    def change(self, setting: str, value: str) -> None:
        """Change a setting, keep it, and show everything by it. Raises :class:`QuizError` for a wrong value."""
        self.program.change(setting, value)
        if setting == "language":
            locale.use(value if value in locale.LANGUAGES else locale.from_environment())
        if setting == "motion":
            self.animation_level = "full" if value == "on" else "none"
        self.apply_settings()
        for screen in self.screen_stack:
            if isinstance(screen, QuizScreen):
                screen.rebind()
                screen.settings_changed()
        self.screen.refresh(layout=True)

    def action_language(self) -> None:
        """Switch to the other language."""
        self.change("language", "en" if locale.current() == "zh" else "zh")

    def action_theme(self) -> None:
        """Switch to the next of our themes."""
        names = list(OWN)
        chosen = self.program.config["theme"]
        following = names[(names.index(chosen) + 1) % len(names)] if chosen in names else names[0]
        self.change("theme", following)
        from quiz.tui.screens.settings import WORDS  # noqa: PLC0415  only when asked for

        self.say(_("Theme: {name}").format(name=_(WORDS["theme"].get(following, following))))

    def action_help(self) -> None:
        """Show what the keys of this screen do."""
        from quiz.tui.screens.help import HelpScreen  # noqa: PLC0415  only when asked for

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        elif isinstance(self.screen, QuizScreen):
            self.push_screen(HelpScreen(self.screen.helped(), self.screen.explained()))

    def action_palette(self) -> None:
        """Find a command by its name."""
        from quiz.tui.palette import open_palette  # noqa: PLC0415  only when asked for

        open_palette(self)

    async def action_quit(self) -> None:
        """Leave, unless a screen has something that would be lost: then it asks, in the place of the palette."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, QuizScreen):
            self.pop_screen()
        for screen in reversed(self.screen_stack):
            if isinstance(screen, QuizScreen) and screen.asks_before_leaving():
                return
        self.exit()

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return a picture of the screen as SVG that stands by itself."""
        from quiz.tui.picture import self_contained  # noqa: PLC0415  only when asked for

        return self_contained(super().export_screenshot(title=title, simplify=simplify))
