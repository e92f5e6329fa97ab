"""A new deck: its name, and which kind of notes it has."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Input, Static

from quiz.cards import DEFAULT_TYPE, Deck, Direction, NoteType
from quiz.deck_drafts import default_directions
from quiz.filters import check_no_filter
from quiz.locale import _, mark
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.field_dialog import FieldDialog
from quiz.tui.text import BOLD, NEXT, QUIET, joined, line, paragraph, rows, to_left


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notes: what it is called, how it is asked, and the note type."""

    name: str
    asks: str
    type: NoteType


_TERM = ("term", "meaning")
_CODE = ("key", "name", "meaning")
KINDS = (
    Kind(
        mark("term and meaning"),
        mark("both ways: term → meaning, meaning → term"),
        NoteType(
            DEFAULT_TYPE,
            _TERM,
            "term",
            (Direction("term", ("term",), ("meaning",)), Direction("meaning", ("meaning",), ("term",))),
        ),
    ),
    Kind(
        mark("code, name and meaning"),
        mark("both ways: code → name and meaning, meaning → code"),
        NoteType(DEFAULT_TYPE, _CODE, "key", default_directions(_CODE, "key")),
    ),
)
"""The kinds that a new deck can have; the first one is proposed."""


class Kinds(Static):
    """The kinds below each other; the chosen one has a bar."""

    class Chosen(Message):
        """A kind was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    chosen = 0

    def show(self, chosen: int) -> None:
        """Show the kinds with the chosen one."""
        self.chosen = chosen
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw two lines a kind."""
        return rows(part for index, kind in enumerate(KINDS) for part in self._lines(kind, index == self.chosen))

    def _lines(self, kind: Kind, chosen: bool) -> list[Content]:
        cells = self.size.width
        bar = Content.styled("▌ ", NEXT) if chosen else Content("  ")
        name = joined(bar, Content.styled(_(kind.name), BOLD if chosen else ""))
        drawn = [to_left(name, cells), to_left(joined("  ", line(_(kind.asks), QUIET, cells - 2)), cells)]
        return [part.stylize_before("on $panel") for part in drawn] if chosen else drawn

    def on_click(self, event: Click) -> None:
        """Choose the kind that was clicked."""
        if 0 <= event.y < 2 * len(KINDS):
            self.post_message(self.Chosen(event.y // 2))


class NewDeckScreen(FieldDialog[Deck]):
    """A window for the name of a new deck. Its result is the deck, which is in the database then."""

    PLACES = ("dialog", "choice")
    CSS = """
    #explain { margin-bottom: 1; height: auto; }
    Kinds { height: 4; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind = 0

    def compose_page(self) -> ComposeResult:
        """Compose the name, the kinds, and what is wrong."""
        yield Input(id="name")
        yield Static(id="explain")
        yield Kinds(id="kinds")

    def title_text(self) -> str:
        """Say what this is."""
        return _("New deck")

    def show(self) -> None:
        """Show everything in the present language."""
        field = self.query_one(Input)
        field.placeholder = _("Name")
        cells = field.size.width or 60
        hint = paragraph(_("A name such as Networks::TCP puts the deck below Networks."), cells, QUIET)
        self.query_one("#explain", Static).update(rows(problem_lines(self.problem, cells) if self.problem else hint))
        self.query_one(Kinds).show(self._kind)
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Make it, choose the kind, or not."""
        return [
            ("dialog.accept", _("make the deck")),
            ("choice.down", _("kind of notes")),
            ("dialog.close", _("cancel")),
        ]

    def action_down(self) -> None:
        """Choose the next kind."""
        self._choose(self._kind + 1)

    def action_up(self) -> None:
        """Choose the kind before."""
        self._choose(self._kind - 1)

    def _choose(self, index: int) -> None:
        self._kind = index % len(KINDS)
        self.show()

    def on_kinds_chosen(self, message: Kinds.Chosen) -> None:
        """Choose the kind that was clicked."""
        self._choose(message.index)

    def take(self, text: str) -> Deck:
        """Make the deck."""
        program = self.quiz.program
        check_no_filter(program.config, text)
        return program.store.add_deck(text, program.clock.now(), (KINDS[self._kind].type,))
