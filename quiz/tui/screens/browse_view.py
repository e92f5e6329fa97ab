"""What the browser looks like: the query, the table of what it finds, and the selected card beside it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from quiz.browsing import CardLine, Column, Look, NoteLine, column, usual_columns
from quiz.cards import Card
from quiz.errors import QuizError
from quiz.locale import _, ngettext
from quiz.query import QueryError, describe
from quiz.tui.screens.browse_finding import BrowseFinding, Found
from quiz.tui.screens.counting import place_of
from quiz.tui.text import BOLD, FAINT, QUIET, apart, joined, line, paragraph, rows
from quiz.tui.widgets.card_pane import CardPane
from quiz.tui.widgets.line_table import LineTable, Row
from quiz.tui.widgets.query_input import QueryInput
from quiz.tui.widgets.table_columns import Heading

Line = CardLine | NoteLine

_AT_REST = 0.1
"""How many seconds a line is selected before what is known of it is read."""

_LEFT, _SEARCH = 4, "⌕ "
_MOST_SAID = 3
"""In how many lines it is said what is wrong with a query."""


class BrowseView(BrowseFinding):
    """The part of the browser that is seen. ``marked`` has the ids of marked lines."""

    PAGE = "table"
    CSS = """
    BrowseScreen {
        #browse-head, #browse-place { height: 1; padding: 0 0 0 4; }
        #browse-place { height: auto; min-height: 1; }
        #browse-filter { height: 1; padding: 0 0 0 4; margin-top: 1; }
        #search-sign { width: 2; }
        #browse-filter Input { background: $surface; border: none; padding: 0 1; height: 1; width: 1fr; }
        #browse-body { height: 1fr; }
        LineTable { height: 1fr; width: 1fr; }
        #pane { width: 42; height: 1fr; margin: 0 0 0 3; display: none; }
        &.-preview #pane { display: block; }
        &.-preview.-below #browse-body { layout: vertical; }
        &.-preview.-below #pane { width: 1fr; height: 10; margin: 0; padding: 1 0 0 4; }
        &.-low #browse-filter { margin-top: 0; }
    }
    """

    def __init__(self, text: str = "") -> None:
        """Begin with a query."""
        super().__init__()
        self._first_text = text
        self.marked: set[int] = set()
        self.wants_preview: bool | None = None
        self._rest: Timer | None = None

    def compose_page(self) -> ComposeResult:
        """Compose the query, the table, and the place for the selected card."""
        yield Static(id="browse-head")
        with Horizontal(id="browse-filter"):
            yield Static(_SEARCH, id="search-sign", markup=False)
            yield QueryInput(self._first_text, id="query")
        yield Static(id="browse-place")
        with Horizontal(id="browse-body"):
            yield LineTable(id="lines")
            yield CardPane(id="pane")

    @property
    def columns(self) -> int:
        """How many cells the page is wide: the whole terminal."""
        return max(40, self.app.size.width - 2 * _LEFT)

    # The lines

    @property
    def table(self) -> LineTable:
        """The table."""
        return self.query_one(LineTable)

    @property
    def ids(self) -> Sequence[int]:
        """The cards or notes of the table, in its order."""
        return self.found.ids if self.found is not None else ()

    @property
    def selected_id(self) -> int | None:
        """The card or note that is selected, if there is one."""
        at = self.table.selected
        return self.ids[at] if at < len(self.ids) else None

    @property
    def marked_here(self) -> list[int]:
        """The marked lines of the table, in its order; those that are not found now are not among them."""
        return [number for number in self.ids if number in self.marked] if self.marked else []

    def chosen_columns(self) -> tuple[Column, ...]:
        """Return the columns that the person chose; those that there are not are left out."""
        notes = self.wanted.notes
        names = self.quiz.program.config["browse_notes" if notes else "browse_cards"]
        found = [_column(name.strip(), notes=notes) for name in names.split(",")]
        return tuple(each for each in found if each is not None) or usual_columns(notes=notes)

    def read_lines(self, ids: Sequence[int], *, notes: bool) -> Sequence[Line]:
        """Return some lines as they are now; those that are gone meanwhile are left out."""
        store = self.quiz.program.store
        return store.note_lines(ids) if notes else store.card_lines(ids)

    def _rows(self, found: Found, columns: Sequence[Column], look: Look, first: int, end: int) -> list[Row]:
        """Return lines as rows of the table; one that is gone meanwhile is empty."""
        ids = found.ids[first:end]
        lines = {one.id: one for one in self.read_lines(ids, notes=found.wanted.notes)}
        return [self._row(lines.get(number), number, columns, look) for number in ids]

    def _row(self, one: Line | None, number: int, columns: Sequence[Column], look: Look) -> Row:
        cells = tuple(each.text(one, look) for each in columns) if one is not None else ("",) * len(columns)
        return Row(cells, number in self.marked, one is None or all(map(_rests, one.cards)))

    # Showing

    def show(self) -> None:
        """Show everything as it is now."""
        self.set_class(self.shows_preview, "-preview")
        self.set_class(not self.wide, "-below")
        self.query_one("#browse-head", Static).update(self._head())
        self.query_one(QueryInput).placeholder = _("everything; type words, or conditions such as is:due")
        self.show_below_query()
        super().show()

    def show_marks(self) -> None:
        """Show which lines are marked."""
        self.table.read_again()
        self.show()

    def show_below_query(self) -> None:
        """Show the line below the query."""
        self.query_one("#browse-place", Static).update(self._below_query())

    def show_found(self, before: Found | None) -> None:
        """Show what was found. What was selected stays selected where it is found again."""
        found = self.found
        assert found is not None
        columns, look, table = self.chosen_columns(), self.look(), self.table
        place = self._place_of_selected(before, found)
        table.selected, table.empty = place, _("Nothing is found.")
        if before is None or before.wanted.notes != found.wanted.notes:
            self.marked.clear()
            table.first_column = 0
        table.fill(
            len(found.ids), lambda first, end: self._rows(found, columns, look, first, end), self._headings(columns)
        )
        self.show()
        self.show_selected()

    def _place_of_selected(self, before: Found | None, found: Found) -> int:
        """Return where the selected line is now, after a change or in another order; otherwise the first place."""
        at = self.table.selected
        if not at or before is None or at >= len(before.ids) or _asks_else(before, found):
            return 0
        try:
            return found.ids.index(before.ids[at])
        except ValueError:
            return min(at, max(0, len(found.ids) - 1))

    def _headings(self, columns: Sequence[Column]) -> list[Heading]:
        sorts = {one.column: " ↓" if one.descending else " ↑" for one in self.wanted.sorts[:1]}
        return [Heading(each.heading() + sorts.get(each.name, ""), each.right) for each in columns]

    def _head(self) -> Content:
        title = joined(Content.styled(_("Browse"), BOLD), "   ", Content.styled(self._kind(), QUIET))
        return apart(title, self._count(), self.columns)

    def _kind(self) -> str:
        return _("notes") if self.wanted.notes else _("cards")

    def _count(self) -> Content:
        """Return how many lines there are, how many of them are marked, and which one is selected."""
        if self.found is None:
            return Content("")
        number = len(self.found.ids)
        form = ngettext("{count} note", "{count} notes", number) if self.found.wanted.notes else ""
        form = form or ngettext("{count} card", "{count} cards", number)
        parts = [line(form.format(count=number), QUIET)]
        if marked := len(self.marked_here):
            parts = [line(ngettext("{count} marked", "{count} marked", marked).format(count=marked), BOLD), *parts]
        elif number > self.table.lines:
            place = _("{number} of {count}").format(number=self.table.selected + 1, count=number)
            parts = [line(place, FAINT), *parts]
        return Content("   ").join(parts)

    def _below_query(self) -> Content:
        """Return the line below the query: what could follow, what is wrong and where, or that it is searched."""
        offers = self.query_one(QueryInput).offers(self.columns) if self.is_typing else Content("")
        if self.problem is not None and not offers.plain.strip():
            return self._problem(self.problem)
        if self.is_slow:
            return Content.styled(f"{' ' * len(_SEARCH)} {_('searching…')}", QUIET)
        return offers

    def _problem(self, problem: QuizError) -> Content:
        """Return a sign below the place that is wrong with what is wrong behind it, or below where that has no room."""
        said = problem.reason if isinstance(problem, QueryError) else problem.message
        indent, sign = " " * len(_SEARCH), place_of(problem, self.query_one(Input).value, self.columns - len(_SEARCH))
        beside = joined(indent, sign, line(f" {said}", "$error"))
        if beside.cell_length <= self.columns:
            return beside
        words = paragraph(f"{said} {problem.hint}".strip(), self.columns - len(_SEARCH) - 1, "$error")
        below = [joined(indent, " ", part) for part in words[:_MOST_SAID]]
        return rows([joined(indent, sign), *below] if sign.plain.strip() else below)

    # The selected card

    @property
    def shows_preview(self) -> bool:
        """Whether the selected card is shown: as the person wants it, otherwise where it has room beside the table."""
        if self.low or self.short:
            return False
        return self.wide if self.wants_preview is None else self.wants_preview

    def show_selected(self) -> None:
        """Show what is known of the selected line, as soon as it is selected for a moment."""
        self.query_one("#browse-head", Static).update(self._head())
        if self._rest is not None:
            self._rest.stop()
        if self.shows_preview:
            self._rest = self.set_timer(_AT_REST, self._show_pane)

    def _show_pane(self) -> None:
        pane, number = self.query_one(CardPane), self.selected_id
        if not self.is_attached or not self.shows_preview:
            return
        with self.quiz.reporting():
            lines = self.read_lines([number], notes=self.wanted.notes) if number is not None else ()
            pane.show(self.quiz.program, lines[0] if lines else None)

    def explained(self) -> dict[str, list[tuple[str, str]]]:
        """Explain what a query can be."""
        return {_("What a query finds"): describe()}

    def footer(self) -> list[tuple[str, str]]:
        """Return the keys of the query while it is written, otherwise those of the table."""
        if self.is_typing:
            return self.labelled("filter.take", "filter.complete", "filter.clear")
        first = self.labelled("browse.filter", "browse.open", "browse.mark")
        rest = self.labelled(
            "browse.undo", "browse.sort", "browse.suspend", "browse.tag", "browse.edit", "browse.study", "browse.notes"
        )
        return [*first, *rest, *self.labelled("browse.close")]


def _asks_else(before: Found, now: Found) -> bool:
    """Tell whether something else was looked for than before, whatever its order."""
    return (before.wanted.text, before.wanted.notes) != (now.wanted.text, now.wanted.notes)


def _column(name: str, *, notes: bool) -> Column | None:
    try:
        return column(name, notes=notes)
    except QuizError:
        return None


def _rests(card: Card) -> bool:
    return card.suspended
