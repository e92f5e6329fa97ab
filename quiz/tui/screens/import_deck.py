"""Importing: files are named, what would be done with each is shown, and only then is anything written."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz.formats import FORMATS
from quiz.import_texts import kind_of
from quiz.importing import Imported
from quiz.locale import _, current, mark, ngettext
from quiz.text import literal, one_line
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.import_candidates import READABLE
from quiz.tui.screens.import_looking import ImportLooking
from quiz.tui.screens.import_report import first_notes_text, note_line, report_lines
from quiz.tui.screens.import_running import QUIET_BEATS
from quiz.tui.screens.import_work import Work
from quiz.tui.text import BOLD, QUIET, apart, line, paragraph, progress, rows
from quiz.tui.widgets.card_preview import CardPreview
from quiz.tui.widgets.import_lists import FileList, FileRow, NoteList
from quiz.tui.widgets.next_button import NextButton
from quiz.tui.widgets.path_input import PathInput
from quiz.tui.widgets.paths_input import PathsInput
from quiz.tui.widgets.value_line import NamedRow, ValueLine

_NAMES = 12
_ABOUT_LINES = 4
_LABEL = 9
"""How many cells the labels take."""

_LONGEST = 2000
"""How many characters of a field are shown as on a card."""

_LEAST_LINES = 5
"""How many lines of the report there are at least."""

_AROUND = 25
"""How many lines there are on a high screen beside form, files and report: 8 of them for the first notes."""

_PREVIEW = "preview"

_MOST_FILES = 8
_FEW_FILES = 4
"""So many files are listed at once, at most, and where there are not many rows."""


class ImportScreen(ImportLooking):
    """Paths, what is in the files, how each is read; Enter imports. Its result is the name of the first deck."""

    PLACES = ("dialog", "import", _PREVIEW)
    PAGE = "board"
    CSS = """
    ImportScreen {
        #heading { height: 1; margin-bottom: 1; }
        .label { width: 9; }
        #format { background: $surface; }
        LabelledRow { height: 1; }
        #files { margin-top: 1; margin-bottom: 1; }
        #about { height: auto; margin-top: 1; }
        #understood { height: 1fr; margin-top: 1; }
        #report { height: auto; width: 1fr; }
        #notes-head { height: 1; margin-top: 1; }
        #look { height: 1fr; min-height: 7; }
        #notes { width: 1fr; height: 1fr; }
        #preview { width: 1fr; height: 1fr; margin-left: 4; }
        #buttons { height: 3; margin-top: 1; margin-bottom: 1; align-horizontal: right; }
        #next { width: 44; height: 3; }
        &.-narrow #next { width: 1fr; }
        &.-tall #buttons { margin-bottom: 3; }
        &.-low #buttons, &.-low #next { height: 1; }
        &.-low #about, &.-low #files { margin-top: 0; }
        &.-low #files, &.-short #files, &.-usual #files { margin-bottom: 0; }
        &.-beside #understood { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[object, ...] = ()

    def compose_page(self) -> ComposeResult:
        """Compose the lines of the form, what was understood, the first notes, and the button."""
        yield Static(id="heading")
        yield NamedRow(mark("File"), PathsInput(id="file", classes="typed"))
        yield FileList(id="files")
        yield NamedRow(mark("Format"), ValueLine(id="format"))
        yield NamedRow(mark("Columns"), Input(id="columns", classes="typed", select_on_focus=False))
        yield NamedRow(mark("Deck"), Input(id="deck", classes="typed"))
        yield Static(id="about")
        with VerticalScroll(id="understood"):
            yield Static(id="report")
        yield Static(id="notes-head")
        with Horizontal(id="look"):
            yield NoteList(id="notes")
            yield CardPreview(id="preview")
        with Horizontal(id="buttons"):
            yield NextButton(id="next")

    def on_mount(self) -> None:
        """Begin with the path."""
        super().on_mount()
        self.watch(self.understood, "show_vertical_scrollbar", self.show_keys, init=False)
        self.query_one(PathInput).focus()

    # What is shown

    def show(self) -> None:
        """Show everything as it is now."""
        for row in self.query(NamedRow):
            row.show(_LABEL)
        self.query_one("#heading", Static).update(Content.styled(_("Import"), BOLD))
        self._show_files()
        self._show_form()
        self.show_about()
        self._show_report()
        words = self._offer()
        self.query_one(NextButton).show("dialog.accept" if words else "", self.key_of("dialog.accept"), words)
        super().show()

    def _show_files(self) -> None:
        listed = self.query_one(FileList)
        listed.display = len(self.candidates) > 1
        rows_of = [
            FileRow(one.name, one.state(), one.taken, one.taken and one.problem is not None) for one in self.candidates
        ]
        listed.styles.height = min(len(rows_of), _MOST_FILES if self.tall else _FEW_FILES)
        listed.show(rows_of, self.selected)

    def _show_form(self) -> None:
        """Show how the selected file is read, and where its notes go."""
        one = self.current
        source = one.done.source if one and one.done else None
        shown = {
            "file": True,
            "format": one is not None and one.refused is None,
            "columns": one is not None and bool(one.columns or (source and source.columns)),
            "deck": one is not None and one.done is not None and not one.done.is_collection,
        }
        for row in self.query(NamedRow):
            row.display = shown[row.typed.id or ""]
            row.disabled = self.work is not None and self.work.writes
        self.query_one(ValueLine).offer(list(map(self._format_words, READABLE)))
        own = one_line(one.own_deck) if one else ""
        self.query_one("#deck", Input).placeholder = own or _("each note into its own deck")

    def _format_words(self, name: str) -> str:
        one = self.current
        if name:
            return _(FORMATS[name].title)
        found = one.done.source.format if one and one.done and not one.wish.how.format else ""
        if not found:
            return _("as it is found in the file")
        return _("found: {format}").format(format=_(FORMATS[found].title))

    def _show_report(self) -> None:
        """Show what was found in the selected file; its first notes as cards where there is room."""
        one, language = self.current, self.quiz.program.content_language
        done = one.understood if one else None
        beside = self.wide and self.tall and done is not None and bool(done.first)
        self.set_class(beside, "-beside")
        for name in ("#notes-head", "#look"):
            self.query_one(name).display = beside
        self._show_lines(done, language, with_notes=not beside)
        self.understood.styles.max_height = (
            max(_LEAST_LINES, self.app.size.height - self._other_lines) if beside else None
        )
        if beside and done is not None:
            self.query_one("#notes-head", Static).update(line(first_notes_text(done), BOLD, self.columns))
            cells = self.columns // 2 - 4
            self.query_one(NoteList).show([note_line(note, done, language, cells) for note in done.first], self.note)
            note = done.first[min(self.note, len(done.first) - 1)]
            fields = {name: text[:_LONGEST] for name, text in note.fields.items()}
            self.query_one(CardPreview).show(kind_of(note, done.types), fields, language)

    def _show_lines(self, done: Imported | None, language: str, *, with_notes: bool) -> None:
        """Show what was found from its beginning on, which may be thousands of lines, unless it is shown already."""
        others = self._beside() if done else []
        wanted = (done, language, current(), self.columns, with_notes, others)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        cells = self.columns - 1
        lines = report_lines(done, language, cells, with_notes=with_notes, beside=others) if done else []
        self.query_one("#report", Static).update(rows(lines))
        self.understood.scroll_home(animate=False)

    def _beside(self) -> list[str]:
        """Return the names of the other files that go into a deck of the selected one."""
        selected = self.current
        if selected is None:
            return []
        return [one.name for one in self.candidates if one is not selected and one.decks & selected.decks]

    @property
    def _scrolls(self) -> bool:
        """Whether there is more of the report than is seen."""
        return self.understood.show_vertical_scrollbar

    def show_about(self) -> None:
        """Show how far it is, what went wrong, how the path can go on, where notes go, or what can be imported."""
        about, said = self.query_one("#about", Static), self._about(self.columns)[:_ABOUT_LINES]
        about.update(rows(said))
        about.display = bool(said)

    def _about(self, cells: int) -> list[Content]:
        one = self.current
        problem = self.problem or (one.said if one else None)
        if self.work is not None:
            return self._advance(self.work, cells)
        if problem is not None:
            return problem_lines(problem, cells)
        if self.names:
            shown = "   ".join(literal(name) for name in self.names[:_NAMES])
            return paragraph(shown + (" …" if len(self.names) > _NAMES else ""), cells, QUIET)[:3]
        if self.said or one is not None:
            return paragraph(self.said, cells, QUIET) if self.said else []
        suffixes = " ".join(suffix for known in FORMATS.values() if known.read for suffix in known.suffixes)
        text = _(
            "Name a file, a folder, or several of them one after the other; Tab completes a name, and one with spaces"
            " among several stands in quotation marks. Files that can be read: {suffixes}. Nothing is written before"
            " you say so."
        )
        return paragraph(text.format(suffixes=suffixes), cells, QUIET)

    def _advance(self, work: Work, cells: int) -> list[Content]:
        """Return what is done, and how far that is, unless it has just begun."""
        if self.beats < QUIET_BEATS or not work.number:
            return [Content(" "), Content(" ")]
        said = _("Importing {file}") if work.writes else _("Reading {file}")
        place = _("{number} of {count}").format(number=work.number, count=work.count) if work.count > 1 else ""
        percent = f"{place}   {round(100 * work.fraction)} %"
        return [apart(line(said.format(file=work.file)), line(percent, QUIET), cells), progress(work.fraction, cells)]

    @property
    def _other_lines(self) -> int:
        """How many lines there are beside the report, with the least that the first notes need."""
        form = sum(row.display for row in self.query(NamedRow))
        return _AROUND + form + (2 + len(self.candidates[:_MOST_FILES]) if len(self.candidates) > 1 else 0)

    def _offer(self) -> str:
        """Return what Enter does now; nothing while it is being done."""
        if self.work is not None or not self.line:
            return ""
        if not self.is_looked_at:
            return _("show what is in it")
        ready = self.ready
        if not ready:
            return ""
        count, reviews = sum(one.changes for one in ready), sum(one.reviews for one in ready)
        if not count and reviews:
            said = ngettext("import {count} entry of the history", "import {count} entries of the history", reviews)
            return said.format(count=reviews)
        if not count:
            return _("import; no note changes")
        if len(ready) == 1:
            return ngettext("import {count} note", "import {count} notes", count).format(count=count)
        said = ngettext("import {count} note, {files} files", "import {count} notes, {files} files", count)
        return said.format(count=count, files=len(ready))

    def footer(self) -> list[tuple[str, str]]:
        """Change the format, go to another file, go back; the button says what Enter does."""
        if self.work is not None:
            return [("dialog.close", _("stop"))]
        entries = [("dialog.close", _("back, without importing"))]
        if self._scrolls:
            entries = [("dialog.close", _("go back")), ("preview.page_down+preview.page_up", _("scroll"))]
        if isinstance(self.focused, ValueLine):
            entries = [("import.back+import.forward", _("change")), *entries]
        if len(self.candidates) < 2:
            return entries
        one = self.current
        switch = _("leave out") if one is None or one.taken else _("import after all")
        return [("import.down+import.up", _("file")), ("import.switch", switch), *entries]

    def helped(self) -> list[str]:
        """Return the actions that the help lists: there is nothing to throw away."""
        return [name for name in super().helped() if name != "dialog.discard"]

    def is_available(self, name: str) -> bool:
        """Let files be moved through and left out where there are several, and values be taken that can be."""
        if name in ("import.forward", "import.back"):
            return isinstance(self.focused, ValueLine)
        if name == "import.switch":
            return len(self.candidates) > 1 and not isinstance(self.focused, ValueLine)
        if name.startswith(f"{_PREVIEW}."):
            return self._scrolls
        return name != "dialog.discard"
