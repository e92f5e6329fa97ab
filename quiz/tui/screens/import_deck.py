"""Importing a deck: a file is named, what would be done is shown, and only then is anything written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz.errors import QuizError, unforeseen
from quiz.formats import FORMATS
from quiz.importing import nothing_read, read_source
from quiz.locale import _, ngettext
from quiz.store import ImportReport
from quiz.text import literal, one_line
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.import_report import Reading, report_lines
from quiz.tui.text import BOLD, QUIET, line, paragraph, rows, to_left, width
from quiz.tui.widgets.next_button import NextButton
from quiz.tui.widgets.path_input import PathInput

_PAUSE = 0.3
"""How many seconds after the last letter of a deck's name is it looked what an import into it would do."""

_NAMES = 12

T = TypeVar("T")


class ImportScreen(QuizScreen[str]):
    """A path, the name of the deck, what was understood; Enter imports. Its result is the name of the deck."""

    PLACES = ("dialog",)
    CSS = """
    ImportScreen {
        #heading { height: 1; margin-bottom: 1; }
        #file-row, #deck-row { height: 1; }
        #file-label, #deck-label { height: 1; }
        #file, #deck { width: 1fr; }
        #about { height: auto; margin-top: 1; margin-bottom: 1; }
        #understood { height: 1fr; }
        #report { height: auto; width: 1fr; }
        #buttons { height: 3; margin-top: 1; margin-bottom: 1; align-horizontal: right; }
        #next { width: 36; height: 3; }
        &.-narrow #next { width: 1fr; }
        &.-tall #buttons { margin-bottom: 3; }
        &.-low #buttons, &.-low #next { height: 1; }
        &.-low #about { margin-top: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._reading: Reading | None = None
        self._problem: QuizError | None = None
        self._names: list[str] = []
        self._busy = False
        self._turn = 0

    def compose_page(self) -> ComposeResult:
        """Compose the fields, what was understood, and the button."""
        yield Static(id="heading")
        with Horizontal(id="file-row"):
            yield Static(id="file-label")
            yield PathInput(id="file")
        with Horizontal(id="deck-row"):
            yield Static(id="deck-label")
            yield Input(id="deck")
        yield Static(id="about")
        with VerticalScroll(id="understood"):
            yield Static(id="report")
        with Horizontal(id="buttons"):
            yield NextButton(id="next")

    def on_mount(self) -> None:
        """Begin with the path."""
        super().on_mount()
        self.query_one(PathInput).focus()

    # What is shown

    def show(self) -> None:
        """Show everything as it is now."""
        self.query_one("#heading", Static).update(Content.styled(_("Import a deck"), BOLD))
        self._show_labels()
        self.query_one("#about", Static).update(rows(self._about()))
        self.query_one("#deck-row").display = self._reading is not None
        self._show_report()
        words = self._offer()
        key = self.key_of("dialog.accept")
        self.query_one(NextButton).show("dialog.accept" if words else "", key, words)
        super().show()

    def _show_labels(self) -> None:
        file, deck = _("File"), _("Into the deck")
        cells = 2 + (max(width(file), width(deck)) if self._reading else width(file))
        for name, word in (("#file-label", file), ("#deck-label", deck)):
            label = self.query_one(name, Static)
            label.styles.width = cells
            label.update(to_left(Content.styled(word, QUIET), cells))

    def _about(self) -> list[Content]:
        """Return what went wrong, how the path can go on, what the deck is, or what can be imported."""
        cells = self.columns
        if self._problem is not None:
            return problem_lines(self._problem, cells)
        if self._names:
            shown = "   ".join(literal(name) for name in self._names[:_NAMES])
            return paragraph(shown + (" …" if len(self._names) > _NAMES else ""), cells, QUIET)[:3]
        if self._reading is not None:
            said = _("“{deck}” is a new deck.") if self._reading.is_new else _("“{deck}” is here already.")
            return [line(said.format(deck=one_line(self._reading.report.deck)), QUIET, cells)]
        suffixes = " ".join(suffix for one in FORMATS.values() if one.read for suffix in one.suffixes)
        text = _("Tab completes the path. Files that can be read: {suffixes}. Nothing is written before you say so.")
        return paragraph(text.format(suffixes=suffixes), cells, QUIET)

    def _show_report(self) -> None:
        reading, place = self._reading, self.query_one("#report", Static)
        if reading is None:
            place.update("")
            return
        language = self.quiz.program.content_language
        place.update(rows(report_lines(reading, language, self.columns - 1)))

    def _offer(self) -> str:
        """Return what Enter does now; nothing while it is being done."""
        if self._busy:
            return ""
        if not self._is_current():
            return _("show what is in it")
        assert self._reading is not None
        count = self._reading.report.added + self._reading.report.changed
        if not count:
            return _("import; no note changes")
        return ngettext("import {count} note", "import {count} notes", count).format(count=count)

    def footer(self) -> list[tuple[str, str]]:
        """Go back; the button says what Enter does."""
        return [("dialog.close", _("back, without importing"))]

    # Reading and importing

    @property
    def _file(self) -> str:
        return self.query_one(PathInput).value.strip()

    @property
    def _deck(self) -> str:
        return self.query_one("#deck", Input).value.strip()

    def _is_current(self) -> bool:
        """Tell whether what is shown is what Enter would import."""
        reading = self._reading
        return reading is not None and reading.path == self._file and reading.deck == self._deck

    def on_input_changed(self, event: Input.Changed) -> None:
        """What was said about the text before holds no more."""
        self._problem, self._names = None, []
        if self._reading is not None and self._reading.path != self._file:
            self._reading = None
        elif self._reading is not None and not self._is_current():
            turn = self._next_turn()
            self.set_timer(_PAUSE, lambda: self._look_if(turn))
        self.show()

    def _look_if(self, turn: int) -> None:
        if turn == self._turn and self._deck and not self._is_current():
            self._look()

    def on_path_input_several(self, message: PathInput.Several) -> None:
        """Show how the path can go on."""
        self._names = message.names
        self.call_after_refresh(self.show)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file, or import what was read."""
        self.action_accept()

    def action_accept(self) -> None:
        """Read the file, or import what was read and shown."""
        if self._busy:
            return
        if self._is_current():
            self._write()
        elif self._file:
            self._look()

    def _next_turn(self) -> int:
        self._turn += 1
        return self._turn

    def _look(self) -> None:
        """Find out, in a thread, what an import would do."""
        path, before, turn = self._file, self._reading, self._next_turn()
        deck = self._deck if before is not None else ""
        self._busy = True
        self.show()
        self._in_thread(lambda: self._read(path, deck, before), lambda reading: self._looked(reading, turn))

    def _read(self, path: str, deck: str, before: Reading | None) -> Reading:
        if before is not None and before.path == path:
            draft, items = before.draft, before.items
        else:
            source = read_source(str(_regular(path)))
            draft, items = source.draft, tuple(source.items)
        store = self.quiz.program.store
        report = store.import_deck(draft, items, now=self.quiz.program.clock.now(), into=deck, dry_run=True)
        if not report.read:
            raise nothing_read(path)
        known = next((one for one in store.decks() if one.name == report.deck), None)
        kept = store.note_types(known) if known is not None and not draft.declares_types else ()
        return Reading(path, deck or report.deck, draft, tuple(kept) or draft.types, items, report, known is None)

    def _looked(self, reading: Reading, turn: int) -> None:
        if turn != self._turn or reading.path != self._file:
            return self.show()
        self._reading, self._names = reading, []
        field = self.query_one("#deck", Input)
        if not field.value or not field.has_focus:
            with self.prevent(Input.Changed):
                field.value = reading.deck
        return self.show()

    def _write(self) -> None:
        """Import, in a thread, exactly what was read and shown."""
        reading = self._reading
        assert reading is not None
        self._busy = True
        self.show()
        program = self.quiz.program
        self._in_thread(
            lambda: program.store.import_deck(
                reading.draft, reading.items, now=program.clock.now(), into=self._into(reading)
            ),
            self._written,
        )

    @staticmethod
    def _into(reading: Reading) -> str:
        return "" if reading.deck == reading.draft.name else reading.deck

    def _written(self, report: ImportReport) -> None:
        said = _("Imported into “{deck}”: {added} added, {changed} changed, {unchanged} unchanged.")
        counts = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
        self.quiz.say(said.format(deck=report.deck, **counts))
        self.dismiss(report.deck)

    def _in_thread(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do something in a thread, then hand its result over; what goes wrong is said in a line."""

        def run() -> None:
            try:
                result = work()
            except QuizError as error:
                self.app.call_from_thread(self._failed, error)
            except Exception as error:  # the outermost edge of a worker
                self.app.call_from_thread(self._failed, unforeseen(error))
            else:
                self.app.call_from_thread(self._finished, lambda: done(result))

        self.run_worker(run, thread=True, exit_on_error=False)

    def _finished(self, done: Callable[[], None]) -> None:
        self._busy = False
        if self.is_attached:
            done()

    def _failed(self, error: QuizError) -> None:
        self._busy, self._problem = False, error
        if self.is_attached:
            self.show()

    def action_close(self) -> None:
        """Go back without importing; an import that is being written is waited for."""
        if not self._busy or self._reading is None:
            self.dismiss(None)


def _regular(path: str) -> Path:
    """Return the path of a file with the home folder for ``~``. Raises :class:`QuizError` for pipes and devices."""
    try:
        file = Path(path).expanduser()
        special = file.exists() and not (file.is_file() or file.is_dir())
    except (OSError, RuntimeError, ValueError):
        return Path(path)
    if special:
        raise QuizError(_("{file} is no file.").format(file=literal(path)), _("Name a file with a deck."))
    return file
