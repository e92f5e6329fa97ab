"""The window in which a filter gets its name and its query: a new one, or one that there is already."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.errors import QuizError, unforeseen
from quiz.filters import Filter, cards_of, free_name
from quiz.locale import _, mark, ngettext
from quiz.program import Program
from quiz.query import QueryError, describe
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.counting import CountingDialog, place_of
from quiz.tui.suggesting import QuerySuggester
from quiz.tui.text import BOLD, QUIET, line, paragraph, rows
from quiz.tui.widgets.value_line import NamedRow

_LABEL = 8
_LINES = 3
"""How many lines there are for what is found, or wrong."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many cards a query finds, or what is wrong with it."""

    cards: int = 0
    problem: QuizError | None = None


class FilterScreen(CountingDialog[Filter, str, Found]):
    """A line for the name and one for the query. The result is the filter, which is kept then."""

    PLACES = ("dialog", "choice")
    CSS = """
    FilterScreen {
        Input { background: $panel; }
        .label { width: 8; }
        LabelledRow { height: 1; }
        #between { height: 1; }
        #place { margin-left: 8; height: 1; }
        #about { height: 3; }
        &.-low #between { display: none; }
        &.-low #about { height: 2; }
    }
    """

    def __init__(self, query: str, before: Filter | None = None, *, mends: bool = False) -> None:
        """Make a filter of a query, or give the one from ``before`` another name or query.

        A window that ``mends`` a query begins there.
        """
        super().__init__()
        self._query, self._before, self._mends = query, before, mends
        self._refused: QuizError | None = None

    def compose_page(self) -> ComposeResult:
        """Compose the two lines, and what the query finds."""
        name = self._before.name if self._before else ""
        yield NamedRow(mark("name"), Input(name, id="name", classes="typed", select_on_focus=False))
        yield Static(id="between")
        yield NamedRow(mark("query"), Input(self._query, id="query", classes="typed", select_on_focus=False))
        yield Static(id="place")
        yield Static(id="about")

    def opened(self) -> None:
        """Begin with the name, or where something is to be mended."""
        self.query_one("#query", Input).suggester = QuerySuggester(self.quiz.program)
        self.query_one("#query" if self._mends else "#name").focus()
        self.count()

    # What is shown

    def explained(self) -> dict[str, list[tuple[str, str]]]:
        """Explain what can be typed in the line for a query."""
        return {_("What a query finds"): describe()}

    def title_text(self) -> str:
        """Say whether it is a new one."""
        return _("Change the filter") if self._before else _("New filter")

    def show(self) -> None:
        """Show both lines, and how many cards are found, or what is wrong and where."""
        for row in self.query(NamedRow):
            row.show(_LABEL)
        self.query_one("#name", Input).placeholder = _("a short word for what is found")
        self.query_one("#query", Input).placeholder = _("a query, such as tag:core or is:due")
        problem = self._problem
        self.query_one("#place", Static).update(place_of(problem, self._text("query"), self._cells - _LABEL))
        self.query_one("#about", Static).update(rows(self._about(problem)))
        super().show()

    @property
    def _cells(self) -> int:
        return self.query_one("#about").size.width or self.columns - 6

    @property
    def _problem(self) -> QuizError | None:
        if self._refused is not None:
            return self._refused
        return self.found.problem if self.found else None

    def _about(self, problem: QuizError | None) -> list[Content]:
        if problem is not None:
            said = problem.reason if isinstance(problem, QueryError) else problem.message
            return problem_lines(QuizError(said, problem.hint), self._cells)[: 2 if self.low else _LINES]
        if self.found is None:
            return [Content.styled("…", QUIET)]
        count = ngettext("{count} card", "{count} cards", self.found.cards).format(count=self.found.cards)
        said = _("Home lists it below the decks, with what its query finds then.")
        return [line(count, BOLD), *paragraph(said, self._cells, QUIET)]

    def footer(self) -> list[tuple[str, str]]:
        """Keep it, go from line to line, or not."""
        return [("dialog.accept", _("save")), ("choice.down", _("next line")), ("dialog.close", _("cancel"))]

    # What is written

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    @property
    def wanted(self) -> str:
        """The query that is written."""
        return self._text("query").strip()

    def counted(self, wanted: str) -> Found:
        """Count the cards that the query finds."""
        return _counted(self.quiz.program, wanted)

    def on_input_changed(self) -> None:
        """Count again when nothing more is typed; what was refused before is another matter."""
        self._refused = None
        super().on_input_changed()

    def accept(self, found: Found) -> None:
        """Keep the filter where its name is free and its query can be carried out."""
        if found.problem is not None:
            return
        try:
            self.dismiss(self._kept())
        except QuizError as error:
            self._refused = error
            self.show()

    def _kept(self) -> Filter:
        """Keep the filter, in the place of the one that there was, and return it."""
        before, quiz = self._before, self.quiz
        after = Filter(free_name(quiz.program, self._text("name"), before.name if before else ""), self.wanted)
        if after != before:
            quiz.change(after.setting, after.query)
        if before is not None and before.name != after.name:
            quiz.change(before.setting, "")
        return after

    # Moving

    def action_down(self) -> None:
        """Go to the next line."""
        self.focus_next()

    def action_up(self) -> None:
        """Go to the line before."""
        self.focus_previous()


def _counted(program: Program, query: str) -> Found:
    if not query:
        return Found(problem=QuizError(_("The query is empty."), _("Write what the filter is to find.")))
    try:
        return Found(len(cards_of(program, query)))
    except QuizError as error:
        return Found(problem=error)
    except Exception as error:  # the outermost edge of a worker
        return Found(problem=unforeseen(error))
