"""What the table of the browser shows: cards or notes, in which order, in which columns, found by which kept search."""

from __future__ import annotations

from dataclasses import replace

from quiz.browsing import COLUMNS, Sort, column
from quiz.errors import QuizError
from quiz.locale import _
from quiz.tui.screens.browse_view import BrowseView
from quiz.tui.widgets.line_table import LineTable
from quiz.tui.widgets.query_input import QueryInput


class BrowseTable(BrowseView):
    """The part of the browser that chooses what the table shows."""

    def action_notes(self) -> None:
        """Show notes instead of cards, or cards again."""
        notes = not self.wanted.notes
        sorts = tuple(one for one in self.wanted.sorts if _fits(one, notes=notes))
        self.find(replace(self.wanted, notes=notes, sorts=sorts))

    def action_preview(self) -> None:
        """Show or hide the selected card."""
        self.wants_preview = not self.shows_preview
        self.show()
        self.call_after_refresh(self.show_selected)

    def action_sort(self) -> None:
        """Choose by which column the table is sorted."""
        from quiz.tui.screens.pick import Choice, PickScreen  # noqa: PLC0415  loaded when it is first needed

        shown = self.chosen_columns()
        more = [each for each in COLUMNS.values() if each.fits(notes=self.wanted.notes) and each not in shown]
        names = ["", *(each.name for each in (*shown, *more))]
        present = self.wanted.sorts[0] if self.wanted.sorts else None

        def choices() -> list[Choice]:
            found = [Choice(_("as in the decks"))]
            for each in (*shown, *more):
                turned = present is not None and present.column == each.name
                about = _("the other way round") if turned else ""
                found.append(Choice(each.heading(), about))
            return found

        def picked(index: int | None) -> None:
            if index is not None:
                self.sort_by(names[index])

        selected = names.index(present.column) if present and present.column in names else 0
        self.app.push_screen(PickScreen(lambda: _("Sorted by what?"), choices, selected), picked)

    def sort_by(self, column: str) -> None:
        """Sort by a column; by the same one again the other way round, by none as in the decks."""
        first = self.wanted.sorts[0] if self.wanted.sorts else None
        turned = first is not None and first.column == column and not first.descending
        sorts = (Sort(column, turned),) if column else ()
        self.find(replace(self.wanted, sorts=sorts))

    def on_line_table_heading_clicked(self, message: LineTable.HeadingClicked) -> None:
        """Sort by the column whose heading was clicked."""
        self.sort_by(self.chosen_columns()[message.column].name)

    def action_searches(self) -> None:
        """Take, keep or forget a search."""
        from quiz.tui.screens.browse_searches import SearchesScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(SearchesScreen(self.wanted.text), self._search_taken)

    def _search_taken(self, query: str | None) -> None:
        if query is not None:
            self.query_one(QueryInput).value = query

    def action_columns(self) -> None:
        """Choose the columns."""
        from quiz.tui.screens.browse_columns import ColumnsScreen  # noqa: PLC0415  loaded when it is first needed

        vocabulary = self.query_one(QueryInput).vocabulary
        fields = vocabulary.fields if vocabulary else ()
        shown = [each.name for each in self.chosen_columns()]
        self.app.push_screen(ColumnsScreen(shown, fields, notes=self.wanted.notes), self._columns_chosen)

    def _columns_chosen(self, names: tuple[str, ...] | None) -> None:
        if names is not None:
            self.quiz.change("browse_notes" if self.wanted.notes else "browse_cards", ",".join(names))


def _fits(sort: Sort, *, notes: bool) -> bool:
    try:
        column(sort.column, notes=notes)
    except QuizError:
        return False
    return True
