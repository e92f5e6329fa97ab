"""Exporting: what is chosen becomes a file, a filter or a deck; how many notes, and the result, are shown before."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz import locale
from quiz.formats import FORMATS
from quiz.labels import direction_text
from quiz.locale import _
from quiz.text import one_line
from quiz.tui.screens.export_choices import FORM, HISTORY, INTO, Mistake
from quiz.tui.screens.export_drawing import (
    about_lines,
    button_words,
    count_text,
    mistake_lines,
    preview_lines,
    writing_line,
)
from quiz.tui.screens.export_file import WRITABLE
from quiz.tui.screens.export_form import PLACEHOLDERS, ExportForm
from quiz.tui.screens.export_preview import PreviewLine
from quiz.tui.text import BOLD, QUIET, line, paragraph, rows
from quiz.tui.widgets.next_button import NextButton, room_of
from quiz.tui.widgets.value_line import NamedRow, ValueLine

_LABEL = 10
"""How many cells the labels take."""
_NAMES = 8
"""In how many ways a path goes on that are named at most."""
_PREVIEW = "preview"


class ExportScreen(ExportForm):
    """A form, the number of notes that it chooses, and how the result begins. Enter makes it."""

    PLACES = ("dialog", "choice", "session", _PREVIEW)
    PAGE = "board"
    CSS = """
    ExportScreen {
        align: center top;
        background: $background;
        .label { width: 11; }
        LabelledRow { height: 1; }
        .number { width: 16; }
        .wrong { margin-left: 11; height: auto; }
        #both { height: 1fr; }
        #form { height: auto; }
        #summary { layout: horizontal; height: 1; margin: 1 0; }
        #count { width: 1fr; height: 1; }
        #next { width: 28; height: 1; }
        #preview { height: 1fr; }
        #preview-text { height: auto; }
        KeyBar { margin-top: 1; }
        &.-wide {
            #page { width: 108; }
            #both { layout: horizontal; }
            #form { width: 52; margin-right: 4; }
            #preview { width: 1fr; }
            #summary { layout: vertical; height: 5; margin: 2 0 0 11; }
            #count, #next { width: 1fr; }
            #count { padding-left: 1; }
            #next { height: 3; margin-top: 1; }
        }
        &.-short #summary { margin: 1 0 0 0; }
        &.-narrow #next { width: 26; }
        &.-low #title { margin-bottom: 0; }
        &.-low #summary { margin: 0; }
        &.-low KeyBar { margin-top: 0; }
    }
    """

    _preview: tuple[PreviewLine, ...] = ()
    """The beginning of the result, until it is known how another one begins."""
    _drawn: Sequence[Content] = ()
    _drawn_for: tuple[tuple[PreviewLine, ...], str, int, str] | None = None

    # What is shown

    def title_text(self) -> str:
        """Name what the screen does."""
        return _("Export")

    def show(self) -> None:
        """Show everything in the present language."""
        if self.scopes:
            self._offer()
            self._show_form()
            self._show_result()
        super().show()

    def _offer(self) -> None:
        self.value("into").offer([_(INTO[into]) for into in self.possible])
        self.value("from").offer([scope.words() for scope in self.scopes])
        texts = [direction_text(self.directions[slug]) for slug in self.slugs[1:]]
        self.value("direction").offer([_("all"), *texts])
        self.value("format").offer([_(FORMATS[name].title) for name in WRITABLE])
        self.value("history").offer([_(word) for word in HISTORY])
        for name, words in PLACEHOLDERS.items():
            self.field(name).placeholder = _(words)

    def _show_form(self) -> None:
        shown, mistake = self.lines, self._mistake
        for name in FORM:
            row = self.query_one(f"#{name}").parent
            assert isinstance(row, NamedRow)
            row.show(_LABEL)
            row.display = name in shown
            row.disabled = self.is_writing
            wrong = self.query_one(f"#wrong-{name}", Static)
            lines = self._lines_below(name, mistake)
            wrong.display = bool(lines)
            wrong.update(rows(lines))

    def _lines_below(self, name: str, mistake: Mistake | None) -> list[Content]:
        """Return what is wrong with a line, or how the path can go on."""
        cells = max(20, self.query_one("#form").size.width - _LABEL - 1)
        if mistake is not None and mistake.line == name:
            typed = self.field(name).value if name in PLACEHOLDERS else ""
            return mistake_lines(mistake.error, typed, cells, 3 if self.low else 6 if self.tall else 4)
        if name == "file" and self.names:
            return paragraph(one_line("  ".join(self.names[:_NAMES])), cells, QUIET)[:2]
        return []

    @property
    def _mistake(self) -> Mistake | None:
        return self.refused or (self.found.mistake if self.found else None)

    def _show_result(self) -> None:
        known = self.found
        if known is not None and known.is_whole:
            self._preview = known.preview or ()
        self._show_preview(max(20, self.query_one("#preview").size.width - 1))
        self.show_progress()
        words, key = self._button(), self.key_of("dialog.accept")
        button = self.query_one(NextButton)
        button.show("dialog.accept" if words else "", key, words)
        button.styles.min_width = None if self.wide else room_of(key, words)

    def _show_preview(self, cells: int) -> None:
        """Draw the preview where it is not what is drawn already: that is much to draw at each key."""
        wanted = (self._preview, self.into, cells, locale.current())
        if wanted != self._drawn_for:
            self._drawn_for = wanted
            self._drawn = [*about_lines(self.into, cells), *preview_lines(self._preview, cells)]
            self.query_one("#preview-text", Static).update(rows(self._drawn))

    def show_progress(self) -> None:
        """Show how many notes there are, or are written."""
        self.query_one("#count", Static).update(self._count())

    def _count(self) -> Content:
        cells = max(20, self.query_one("#count").size.width - 1)
        picked = self.found.picked if self.found else None
        if self.done is not None and picked is not None:
            return writing_line(self.done, len(picked.notes), cells)
        if picked is None:
            return Content.styled("" if self.found else "…", QUIET)
        return line(count_text(picked), BOLD, cells)

    def _button(self) -> str:
        """Return what Enter does; nothing where that is not possible."""
        known = self.found
        if known is None or known.picked is None or known.mistake is not None or self.is_writing:
            return ""
        if not known.picked.notes and self.wanted.selection.has_conditions:
            return ""
        return button_words(self.wanted, len(known.picked.notes), overwrites=self.overwrites)

    def footer(self) -> list[tuple[str, str]]:
        """Go from line to line, change a value, scroll, or not; the button says what Enter does."""
        if self.is_writing:
            return [("dialog.close", _("stop; nothing is written then"))]
        entries = [("choice.down+choice.up", _("line"))]
        if isinstance(self.focused, ValueLine):
            entries.append(("session.back+session.forward", _("change")))
        scroll = [("preview.page_down+preview.page_up", _("scroll"))] if self._scrolls else []
        return [*entries, *scroll, ("dialog.close", _("cancel"))]

    @property
    def _scrolls(self) -> bool:
        return len(self._drawn) > self.query_one("#preview").size.height

    def is_available(self, name: str) -> bool:
        """Let nothing but an end be done while the file is written."""
        if self.is_writing:
            return name == "dialog.close"
        if name.startswith(f"{_PREVIEW}."):
            return self._scrolls
        return super().is_available(name)

    def action_page_down(self) -> None:
        """Scroll the preview down."""
        self.query_one("#preview", VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the preview up."""
        self.query_one("#preview", VerticalScroll).scroll_page_up(animate=False)
