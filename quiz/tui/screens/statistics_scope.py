"""Choosing whose statistics are shown: all decks or one of them, and of these only what a query finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cards import Deck
from quiz.deck_tree import SEPARATOR
from quiz.errors import QuizError, unforeseen
from quiz.locale import _, mark, ngettext
from quiz.program import Program
from quiz.progress import scope_of
from quiz.query import QueryError, describe
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.counting import CountingDialog, place_of
from quiz.tui.screens.statistics_reading import Chosen
from quiz.tui.suggesting import QuerySuggester
from quiz.tui.text import BOLD, QUIET, joined, line, rows
from quiz.tui.widgets.row_list import RowList
from quiz.tui.widgets.value_line import NamedRow

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

    cards: int | None = None
    problem: QuizError | None = None


class ScopeScreen(CountingDialog[Chosen, Chosen, Found]):
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
        self.query_one(Input).suggester = QuerySuggester(self.quiz.program)
        self.query_one(Input).focus()
        self.count()

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
        problem = self.found.problem if self.found else None
        place = place_of(problem, self.query_one(Input).value, self._cells - _LABEL)
        self.query_one("#place", Static).update(place)
        self.query_one("#about", Static).update(rows(self._about(problem)))
        super().show()

    @property
    def _cells(self) -> int:
        return self.query_one("#about").size.width or self.columns - 6

    def _about(self, problem: QuizError | None) -> list[Content]:
        if problem is not None:
            said = problem.reason if isinstance(problem, QueryError) else problem.message
            return problem_lines(QuizError(said), self._cells)[:2]
        if self.found is None or self.found.cards is None:
            return [Content.styled("…", QUIET) if self.where else Content("")]
        cards = ngettext("{count} card", "{count} cards", self.found.cards)
        return [Content.styled(cards.format(count=self.found.cards), QUIET)]

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
    def wanted(self) -> Chosen:
        """What is chosen now."""
        return Chosen(self._decks[self.selected], self.where)

    def counted(self, wanted: Chosen) -> Found:
        """Count the cards of a scope with a query; without one there is nothing to be wrong."""
        return counted(self.quiz.program, wanted) if wanted.where else Found()

    def accept(self, found: Found) -> None:
        """Take what is chosen where the query can be understood and finds something."""
        if found.problem is None:
            self.dismiss(self.wanted)

    # Moving

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
        cards = scope_of(program, wanted.decks or None, wanted.where).card_ids
    except QuizError as error:
        return Found(problem=error)
    except Exception as error:  # the outermost edge of a worker
        return Found(problem=unforeseen(error))
    count = 0 if cards is None else len(cards)
    return Found(count, None if count else QuizError(_("The query finds no card here.")))
