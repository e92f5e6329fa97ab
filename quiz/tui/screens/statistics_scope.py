"""Choosing whose statistics are shown: all decks or one of them, and of these only what a query finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from quiz.cards import Deck
from quiz.deck_tree import SEPARATOR
from quiz.errors import QuizError, unforeseen
from quiz.locale import _, mark, ngettext
from quiz.program import Program
from quiz.progress import scope_of
from quiz.query import QueryError, describe
from quiz.text import width
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.base import Dialog
from quiz.tui.screens.statistics_reading import Chosen
from quiz.tui.text import BOLD, QUIET, joined, line, rows
from quiz.tui.widgets.row_list import RowList
from quiz.tui.widgets.value_line import NamedRow

_PAUSE = 0.2
"""How many seconds after the last change the cards are counted."""

_LABEL = 8
_MOST_ROWS, _OTHER_LINES = 12, 12
"""How many decks are listed, and how many lines the window takes beside them."""

Decks = tuple[Deck, ...]
"""What a line of the list stands for: a deck, several, or with none all of them."""


class DeckRows(RowList[Decks]):
    """All decks together, and each of them; as many as there is height, around the selected one."""

    GROUND = "$panel"

    def show(self, shown: Sequence[Decks], selected: int) -> None:
        """Show decks; ``selected`` is the index of the line that Enter takes."""
        self._rows, self.selected = shown, selected
        self.styles.height = max(1, min(_MOST_ROWS, len(shown), self.app.size.height - _OTHER_LINES))
        self.refresh()

    def render(self) -> Content:
        """Draw a line a deck, sub-decks indented."""
        fitting = max(1, self.size.height)
        self._top = max(min(self._top, self.selected), self.selected - fitting + 1, 0)
        shown = self._rows[self._top : self._top + fitting]
        return rows(self._row(decks, number == self.selected) for number, decks in enumerate(shown, self._top))

    def _row(self, decks: Decks, chosen: bool) -> Content:
        depth = decks[0].name.count(SEPARATOR) if len(decks) == 1 else 0
        drawn = line("  " * depth + Chosen(decks).title(), BOLD if chosen else "", self.size.width - 4)
        return self.marked(joined("  ", drawn), chosen)

    def index_at(self, y: int) -> int | None:
        """Return the index of the deck in this line."""
        index = self._top + y
        return index if y >= 0 and index < len(self._rows) else None


@dataclass(frozen=True, slots=True)
class Found:
    """How many cards a scope has, or what is wrong with its query."""

    key: object
    cards: int | None = None
    problem: QuizError | None = None


class ScopeScreen(Dialog[Chosen]):
    """Decks to pick with the arrow keys, and a line for a query; Enter takes both."""

    PLACES = ("dialog", "choice")
    CSS = """
    ScopeScreen {
        Input { background: $panel; }
        .label { width: 8; }
        #decks { margin-bottom: 1; }
        #place { margin-left: 8; height: 1; }
        #about { height: 2; }
        LabelledRow { height: 1; }
        &.-low #place { display: none; }
        &.-low #decks { margin-bottom: 0; }
    }
    """

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self._chosen = chosen
        self._decks: list[Decks] = [()]
        self.selected = 0
        self._found: Found | None = None
        self._pause: Timer | None = None
        self._takes = False

    def compose_page(self) -> ComposeResult:
        """Compose the decks, the query, and what they select."""
        yield DeckRows(id="decks")
        yield NamedRow(mark("only"), Input(self._chosen.where, id="query", classes="typed", select_on_focus=False))
        yield Static(id="place")
        yield Static(id="about")

    def opened(self) -> None:
        """Read the decks and begin with what is chosen now."""
        decks = sorted(self.quiz.program.store.decks(), key=lambda deck: deck.name.split(SEPARATOR))
        several = [self._chosen.decks] if len(self._chosen.decks) > 1 else []
        self._decks = [(), *several, *((deck,) for deck in decks)]
        keys = [Chosen(one, self._chosen.where).key for one in self._decks]
        self.selected = keys.index(self._chosen.key) if self._chosen.key in keys else 0
        self.query_one(Input).focus()
        self._count()

    # What is shown

    def explained(self) -> dict[str, list[tuple[str, str]]]:
        """Explain what can be typed in the line for a query."""
        return {_("What a query finds"): describe()}

    def title_text(self) -> str:
        """Say what is chosen here."""
        return _("Whose statistics?")

    def show(self) -> None:
        """Show decks, query, and how many cards that are."""
        self.query_one(DeckRows).show(self._decks, self.selected)
        self.query_one(NamedRow).show(_LABEL)
        self.query_one(Input).placeholder = _("all cards, or a query such as tag:core")
        problem = self._found.problem if self._is_counted and self._found else None
        self.query_one("#place", Static).update(self._place(problem))
        self.query_one("#about", Static).update(rows(self._about(problem)))
        super().show()

    @property
    def _cells(self) -> int:
        return self.query_one("#about").size.width or self.columns - 6

    def _place(self, problem: QuizError | None) -> Content:
        """Return a sign below the place of the query that is wrong, behind the white space before it."""
        if not isinstance(problem, QueryError):
            return Content("")
        typed = self.query_one(Input).value
        before = typed[: len(typed) - len(typed.lstrip()) + problem.position]
        return Content.styled(" " * (1 + width(before)) + "^", "$error").truncate(max(1, self._cells - _LABEL))

    def _about(self, problem: QuizError | None) -> list[Content]:
        if problem is not None:
            said = problem.reason if isinstance(problem, QueryError) else problem.message
            return problem_lines(QuizError(said), self._cells)[:2]
        if not self._is_counted or self._found is None or self._found.cards is None:
            return [Content.styled("…", QUIET) if self.where else Content("")]
        cards = ngettext("{count} card", "{count} cards", self._found.cards)
        return [Content.styled(cards.format(count=self._found.cards), QUIET)]

    def footer(self) -> list[tuple[str, str]]:
        """Take it, pick another deck, or leave it as it is."""
        entries = [("dialog.accept", _("show")), ("choice.down+choice.up", _("deck"))]
        return [*entries, ("dialog.close", _("cancel"))]

    # What is chosen

    @property
    def where(self) -> str:
        """The query that is typed."""
        return self.query_one(Input).value.strip()

    @property
    def chosen(self) -> Chosen:
        """What is chosen now."""
        return Chosen(self._decks[self.selected], self.where)

    @property
    def _is_counted(self) -> bool:
        return self._found is not None and self._found.key == self.chosen.key

    def on_input_changed(self) -> None:
        """Count again when nothing more is typed."""
        self._takes = False
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._count)
        self.show()

    def _count(self) -> None:
        """Count, in a thread, the cards that a query finds; without one there is nothing to be wrong."""
        wanted = self.chosen
        if self._is_counted or not self.quiz.ready:
            return
        if not wanted.where:
            self._counted(Found(wanted.key))
            return
        self.run_worker(
            lambda: self._count_in_thread(wanted), thread=True, exclusive=True, group="count", exit_on_error=False
        )

    def _count_in_thread(self, wanted: Chosen) -> None:
        worker = get_current_worker()
        found = counted(self.quiz.program, wanted)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, found)

    def _counted(self, found: Found) -> None:
        if not self.is_attached or found.key != self.chosen.key:
            return
        self._found = found
        self.show()
        if self._takes:
            self.action_accept()

    # Leaving and moving

    def action_accept(self) -> None:
        """Take what is chosen, as soon as it is known that the query can be understood and finds something."""
        if not self._is_counted or self._found is None:
            self._takes = True
            self._count()
            return
        self._takes = False
        if self._found.problem is None:
            self.dismiss(self.chosen)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line takes it, too."""
        event.stop()
        self.action_accept()

    def _select(self, index: int) -> None:
        self.selected = max(0, min(index, len(self._decks) - 1))
        self.on_input_changed()

    def action_down(self) -> None:
        """Pick the next deck."""
        self._select(self.selected + 1)

    def action_up(self) -> None:
        """Pick the deck before."""
        self._select(self.selected - 1)

    def on_row_list_chosen(self, message: DeckRows.Chosen) -> None:
        """Pick the deck that was clicked, and take it with a second click."""
        if message.again:
            self.action_accept()
        else:
            self._select(message.index)


def counted(program: Program, wanted: Chosen) -> Found:
    """Return how many cards a scope with a query has; for a thread, as a search in many cards takes a while."""
    try:
        cards = scope_of(program, wanted.decks or None, wanted.where).card_ids or ()
    except QuizError as error:
        return Found(wanted.key, problem=error)
    except Exception as error:  # the outermost edge of a worker
        return Found(wanted.key, problem=unforeseen(error))
    nothing = QuizError(_("The query finds no card here.")) if not cards else None
    return Found(wanted.key, len(cards), nothing)
