"""The form of the export screen: its lines, what is chosen in them, and how path and format follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from quiz.cards import Deck, Direction
from quiz.deck_tree import directions_of, with_subdecks
from quiz.exporting import Selection
from quiz.formats import FORMATS, Format
from quiz.locale import _, mark
from quiz.query import describe
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.export_choices import (
    FILE,
    FILTER,
    FORM,
    INTO,
    Found,
    Scope,
    StoppedError,
    Wanted,
    column_names,
    field_names,
    found,
    lines_for,
    names_in,
    scopes_of,
)
from quiz.tui.screens.export_file import WRITABLE, format_by_suffix, is_folder, suggested, with_suffix
from quiz.tui.screens.export_writing import ExportWriting
from quiz.tui.suggesting import ListSuggester, QuerySuggester
from quiz.tui.widgets.next_button import NextButton
from quiz.tui.widgets.path_input import PathInput
from quiz.tui.widgets.value_line import NamedRow, ValueLine

LABELS = {
    "into": mark("into"),
    "from": mark("from"),
    "query": mark("only"),
    "direction": mark("direction"),
    "sort": mark("sort"),
    "limit": mark("at most"),
    "format": mark("format"),
    "fields": mark("fields"),
    "history": mark("history"),
    "file": mark("file"),
}
PLACEHOLDERS = {
    "query": mark("a query, such as tag:core or is:due"),
    "sort": mark("as in the deck, or such as due,-lapses"),
    "limit": mark("all"),
    "fields": mark("all, or such as key,meaning.*,tags"),
}
"""What stands in the lines in which a text is written, until one is."""


class ExportForm(ExportWriting):
    """The part of the export screen with the form."""

    def __init__(
        self,
        scopes: Sequence[Scope] = (),
        *,
        deck: Deck | None = None,
        where: str = "",
        sort: str = "",
        name: str = "",
    ) -> None:
        """Choose from ``scopes``, or from all decks, beginning with a ``deck``, a query and columns to sort by.

        ``name`` is that of the filter with the query.
        """
        super().__init__()
        self.scopes = list(scopes)
        self.directions: dict[str, Direction] = {}
        self.names: list[str] = []
        """The names with which the path could go on."""
        self._deck, self._where, self._sort, self._filter_name = deck, where, sort, name
        self._suggested = ""

    def compose(self) -> ComposeResult:
        """Compose the page: this is no window over another screen."""
        yield from QuizScreen.compose(self)

    def compose_page(self) -> ComposeResult:
        """Compose the form, and below or beside it what comes of it."""
        yield Static(id="title")
        with Container(id="both"):
            with Vertical(id="form"):
                for name in FORM:
                    yield NamedRow(LABELS[name], self._editor(name))
                    yield Static(id=f"wrong-{name}", classes="wrong")
                with Container(id="summary"):
                    yield Static(id="count")
                    yield NextButton(id="next")
            with VerticalScroll(id="preview", can_focus=False):
                yield Static(id="preview-text")

    def _editor(self, name: str) -> Widget:
        if name == "file":
            path = PathInput(id=name, classes="typed")
            path.select_on_focus = False
            return path
        if name == "limit":
            return Input(id=name, classes="number", restrict=r"\d{0,6}", select_on_focus=False)
        if name in PLACEHOLDERS:
            begun = {"query": self._where, "sort": self._sort}.get(name, "")
            return Input(begun, id=name, classes="typed", select_on_focus=False)
        return ValueLine(id=name)

    def opened(self) -> None:
        """Read what there is to choose from, and begin at the first line."""
        store = self.quiz.program.store
        decks = store.decks()
        if not self.scopes:
            self.scopes = scopes_of(decks)
            self.value("from").index = 1 + decks.index(self._deck) if self._deck in decks else 0
        self.field("query").suggester = QuerySuggester(self.quiz.program)
        self.field("fields").suggester = ListSuggester(field_names(k for d in decks for k in store.note_types(d)))
        self.field("sort").suggester = ListSuggester(column_names())
        self.value("into").focus()
        self._follow()
        self.count()

    def explained(self) -> dict[str, list[tuple[str, str]]]:
        """Explain what can be typed in the line for a query."""
        return {_("What a query finds"): describe()}

    # What is chosen

    def value(self, name: str) -> ValueLine:
        """Return a line with a value out of several."""
        return self.query_one(f"#{name}", ValueLine)

    def field(self, name: str) -> Input:
        """Return a line in which a text is written."""
        return self.query_one(f"#{name}", Input)

    @property
    def path(self) -> str:
        """The path as it was typed."""
        return self.field("file").value.strip()

    @property
    def possible(self) -> list[str]:
        """What the notes can become: no query finds those that were marked again."""
        return [into for into in INTO if into != FILTER or not self.scope.is_fixed]

    @property
    def into(self) -> str:
        """What the notes become."""
        return self.possible[self.value("into").index]

    @property
    def scope(self) -> Scope:
        """From what notes are taken."""
        return self.scopes[self.value("from").index]

    @property
    def slugs(self) -> list[str]:
        """The directions that can be chosen, by their slugs; the first means all."""
        return ["", *reversed(self.directions)]

    @property
    def format(self) -> Format:
        """The format of the file."""
        return FORMATS[WRITABLE[self.value("format").index]]

    @property
    def lines(self) -> list[str]:
        """The lines that have a meaning for what is chosen."""
        return lines_for(self.into, history=self.format.has_history)

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        into = self.into
        return Wanted(self._selection(self.lines), into, self.format.name, into == FILE and is_folder(self.path))

    def _selection(self, lines: Sequence[str]) -> Selection:
        """Return what these lines of the form say."""
        slug = self.slugs[self.value("direction").index]
        return replace(
            self.scope.selection,
            where=self.field("query").value.strip(),
            directions=(slug,) if slug else (),
            sort=self.field("sort").value.replace("，", ",").strip() if "sort" in lines else "",
            fields=names_in(self.field("fields").value) if "fields" in lines else (),
            limit=int(self.field("limit").value or 0) or None if "limit" in lines else None,
            history="history" in lines and self.value("history").index == 1,
        )

    # What follows from it

    def on_value_line_changed(self) -> None:
        """Let the path follow, and count again."""
        self._follow()
        self._changed()

    def on_input_changed(self, event: Input.Changed | None = None) -> None:
        """Let the format follow the path, and count again."""
        if event is not None and event.input.id == "file":
            self.names = []
            meant = format_by_suffix(self.path)
            if meant is not None:
                self.value("format").index = WRITABLE.index(meant)
        self._changed()

    def _changed(self) -> None:
        """What was refused before is another matter."""
        self.refused = None
        super().on_input_changed()

    def _follow(self) -> None:
        """Offer the directions of the decks that are chosen, and a path for them in the format."""
        store, scope = self.quiz.program.store, self.scope
        decks = self._decks_of(scope.selection)
        self.directions = directions_of(kind for deck in decks for kind in store.note_types(deck))
        field, before = self.field("file"), self._suggested
        title = scope.words() if scope.selection.decks else self._filter_name
        self._suggested = suggested(scope.selection, self.format, title, several=len(decks) > 1)
        text = self._suggested if field.value == before else with_suffix(field.value, self.format)
        if text != field.value:
            with self.prevent(Input.Changed):
                field.value = text
            field.cursor_position = len(text)

    def _decks_of(self, selection: Selection) -> list[Deck]:
        """Return the decks in which notes of a selection can be at home."""
        store = self.quiz.program.store
        decks = store.decks()
        if selection.notes is not None:
            homes = set(store.homes_of(selection.notes).values())
            return [deck for deck in decks if deck.id in homes]
        named = [deck for deck in decks if deck.name in selection.decks]
        return with_subdecks(decks, named) if named else decks

    def on_path_input_several(self, message: PathInput.Several) -> None:
        """Show how the path can go on."""
        self.names = message.names
        self.call_after_refresh(self.show)

    # Counting

    def counted(self, wanted: Wanted) -> Found:
        """Find the notes, and then how the result begins."""
        worker, before = get_current_worker(), self._counted
        known = before[1].picked if before is not None and before[0].notes == wanted.notes else None

        def pause() -> None:
            if worker.is_cancelled:
                raise StoppedError

        def tell(part: Found) -> None:
            pause()
            self.app.call_from_thread(self._was_counted, wanted, part)

        return found(self.quiz.program, wanted, known, tell, pause)
