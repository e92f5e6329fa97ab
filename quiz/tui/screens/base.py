"""What every screen has: its actions, its place on the page, its footer, and what it says when there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.messages import Update
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quiz.actions import ACTIONS
from quiz.errors import QuizError
from quiz.locale import _
from quiz.tui import keys
from quiz.tui.text import BOLD, QUIET, line, rows
from quiz.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

SMALLEST = (60, 16)
"""The columns and rows below which a screen says that there is no room."""
NARROW, WIDE = 76, 110
LOW, USUAL, TALL = 20, 24, 34
_WIDE_PAGES = {"text": 82, "board": 100, "dashboard": 108}
"""How many cells each kind of page is wide on a wide screen."""

_MOVE_FOCUS = [Binding("tab", "app.focus_next"), Binding("shift+tab", "app.focus_previous")]

Result = TypeVar("Result")


class QuizScreen(Screen[Result]):
    """A screen whose keys come from the table of actions.

    A subclass names its ``PLACES`` in that table, has a method ``action_NAME`` for each action of them, says with
    :meth:`is_available` which of them can be done now, composes its page, and fills it in :meth:`show`, which is
    called again whenever the size, the language or the settings change.
    """

    PLACES: ClassVar[tuple[str, ...]] = ()
    PAGE: ClassVar[str] = "text"
    """How wide the page grows: ``text`` for reading, ``board`` for an overview, ``dashboard`` for many charts."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  Textual declares it so
        (0, "-narrow"),
        (NARROW, "-normal"),
        (WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-low"),
        (LOW, "-short"),
        (USUAL, "-usual"),
        (TALL, "-tall"),
    ]

    _typed_in: Widget | None = None
    """What had the focus before there was no room."""

    @property
    def quiz(self) -> QuizApp:
        """The app, with what it knows."""
        return cast("QuizApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose the page, the footer, and the message for terminals that are too small."""
        yield Static(id="no-room")
        with Vertical(id="page", classes=f"-{self.PAGE}"):
            yield from self.compose_page()
            yield KeyBar(id="keys")

    def compose_page(self) -> ComposeResult:
        """Compose what is above the footer."""
        yield from ()

    def on_mount(self) -> None:
        """Take the keys of this screen's actions, and begin where the database is open already."""
        self.rebind()
        if self.quiz.ready:
            self.begin()

    def begin(self) -> None:
        """Begin, or leave again where that is not possible."""
        try:
            self.opened()
        except QuizError as error:
            self.call_after_refresh(self.give_up, error)

    def give_up(self, error: QuizError) -> None:
        """Leave the screen again, because what it shows can't be read, and say why."""
        self.dismiss(None)
        self.quiz.report(error)

    @property
    def is_settled(self) -> bool:
        """Whether what the screen shows was read, so that keys can mean something. To be extended."""
        return True

    @property
    def takes_every_key(self) -> bool:
        """Whether the next key is taken for itself, and does nothing. To be extended."""
        return False

    def opened(self) -> None:
        """Begin: the database is open. To be extended."""

    def redraw(self) -> None:
        """Show everything, unless the screen was left meanwhile."""
        if not self.is_attached or not self.query(KeyBar):
            return
        with self.quiz.reporting():
            self.show()

    def settings_changed(self) -> None:
        """Show everything by the settings that were just changed."""
        self.redraw()

    def asks_before_leaving(self) -> bool:
        """Ask, where leaving the program would lose something, and tell whether that was necessary."""
        return False

    def keep(self) -> None:
        """Keep what was typed and is not stored, because the program has to end now. To be extended."""

    def rebind(self) -> None:
        """Take the keys as the settings have them now."""
        own = keys.bindings(self.PLACES, self.quiz.program.config.keys)
        moves = BindingsMap([move for move in _MOVE_FOCUS if move.key not in own.key_to_bindings])
        self._bindings = BindingsMap.merge([moves, own])
        self.refresh_bindings()

    def on_resize(self, event: Resize) -> None:
        """Show everything for the new size, or that there is no room."""
        columns, lines = SMALLEST
        tiny = event.size.width < columns or event.size.height < lines
        was_tiny = self.has_class("-tiny")
        self.set_class(tiny, "-tiny")
        if tiny and not was_tiny:
            self._typed_in = self.focused
        if tiny:
            self.query_one("#no-room", Static).update(_no_room(event.size.width, event.size.height))
        self.call_after_refresh(self._fill)
        if was_tiny and not tiny:
            self.call_after_refresh(self._type_on)

    def _type_on(self) -> None:
        """Go back to the field that had the focus before there was no room; what is typed in it stays."""
        from textual.widgets import Input  # noqa: PLC0415  the first picture does not wait for it

        field, self._typed_in = self._typed_in, None
        if isinstance(field, Input):
            field.select_on_focus = False
        if field is not None and field.is_attached:
            self.set_focus(field)

    def _fill(self) -> None:
        """Show everything for a new size in one picture.

        Textual throws away what it draws while a screen is made, so all of it is drawn again with what is new.
        """
        self.post_message(Update(self))
        self._place_messages()
        self.redraw()

    def _place_messages(self) -> None:
        """End short messages where the page ends: Textual would halve a wide character at the edge of what is below."""
        pages = (page for screen in reversed(self.app.screen_stack) for page in screen.query("#page"))
        right = next((page.content_region.right for page in pages), self.app.size.width)
        for rack in self.query("ToastRack"):
            rack.styles.padding = (0, self.app.size.width - right, 0, 0)

    def show(self) -> None:
        """Show everything as it is now. To be extended."""
        self.show_keys()

    def show_keys(self) -> None:
        """Show the footer as the actions are now."""
        for bar in self.query(KeyBar):
            bar.show(self.footer(), self.quiz.program.config.keys, typing=self.is_typing)

    def on_descendant_focus(self) -> None:
        """Show the keys that work while something is typed."""
        self.show_keys()

    def on_descendant_blur(self) -> None:
        """Show the keys that work while nothing is typed."""
        self.show_keys()

    @property
    def is_typing(self) -> bool:
        """Whether a field has the focus, so that letters are typed."""
        if self.focused is None:
            return False
        from textual.widgets import Input, TextArea  # noqa: PLC0415  the first picture does not wait for them

        return isinstance(self.focused, Input | TextArea)

    def footer(self) -> list[tuple[str, str]]:
        """Return the actions in the footer with their labels, the most useful first. ``?`` is added to them."""
        return []

    def labelled(self, *names: str) -> list[tuple[str, str]]:
        """Return those of the actions that can be done now, with their usual labels."""
        return [(name, _(ACTIONS[name].label)) for name in names if self.is_available(name)]

    def is_available(self, name: str) -> bool:
        """Tell whether an action of the table can be done now."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only those actions be done that are available."""
        for name in keys.in_places(self.PLACES):
            if keys.method_of(name) == action:
                return not self.has_class("-tiny") and self.is_available(name)
        return True

    def helped(self) -> list[str]:
        """Return the actions that the help lists: all of this screen."""
        return keys.in_places(self.PLACES)

    def explained(self) -> dict[str, list[tuple[str, str]]]:
        """Return what the help explains beside the keys: headings with words and what they mean. To be extended."""
        return {}

    def available(self) -> list[str]:
        """Return the actions of this screen that can be done now, for the palette."""
        return [name for name in keys.in_places(self.PLACES) if self.is_available(name)]

    def key_of(self, name: str) -> str:
        """Return the first key of an action as it is shown."""
        return next(iter(keys.key_names(name, self.quiz.program.config.keys)), "")

    @property
    def narrow(self) -> bool:
        """Whether the page has fewer columns than usual."""
        return self.app.size.width < NARROW

    @property
    def wide(self) -> bool:
        """Whether the page may use more columns than usual."""
        return self.app.size.width >= WIDE

    @property
    def low(self) -> bool:
        """Whether there are so few rows that everything has to be one line."""
        return self.app.size.height < LOW

    @property
    def short(self) -> bool:
        """Whether there are fewer rows than usual, so that groups stand closer."""
        return self.app.size.height < USUAL

    @property
    def tall(self) -> bool:
        """Whether there are rows for more space between groups."""
        return self.app.size.height >= TALL

    @property
    def columns(self) -> int:
        """How many cells the page is wide."""
        if self.narrow:
            return max(20, self.app.size.width - 5)
        if not self.wide:
            return 70
        return _WIDE_PAGES[self.PAGE]


def _no_room(columns: int, lines: int) -> Content:
    wanted = _("This window has {columns} × {lines} characters; quiz needs {least_columns} × {least_lines}.")
    return rows(
        [
            Content.styled(_("There is not enough room."), BOLD),
            wanted.format(columns=columns, lines=lines, least_columns=SMALLEST[0], least_lines=SMALLEST[1]),
            Content.styled(_("Enlarge it to go on where you are."), QUIET),
        ]
    )


class Dialog(QuizScreen[Result]):
    """A window over another screen: a title, what it is about, and its keys."""

    PLACES: ClassVar[tuple[str, ...]] = ("dialog",)

    def compose(self) -> ComposeResult:
        """Compose the window in the middle of the screen."""
        yield Static(id="no-room")
        with Vertical(id="window"):
            yield Static(id="title")
            yield from self.compose_page()
            yield KeyBar(id="keys")

    def title_text(self) -> str:
        """Return the heading of the window."""
        return ""

    def show(self) -> None:
        """Show the heading and the keys."""
        self.query_one("#title", Static).update(line(self.title_text(), BOLD))
        super().show()

    def is_available(self, name: str) -> bool:
        """There is nothing to throw away, unless a window says so."""
        return name != "dialog.discard"

    def helped(self) -> list[str]:
        """Return the actions that the help lists: those that can be done in this window."""
        return self.available()

    def action_close(self) -> None:
        """Close the window without a result."""
        self.dismiss(None)
