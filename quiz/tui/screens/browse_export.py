"""Writing notes of the browser to a file; its suffix says in which format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.formats import FORMATS, Export, format_of
from quiz.locale import _, ngettext
from quiz.text import one_line
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.field_dialog import FieldDialog
from quiz.tui.text import QUIET, paragraph, rows
from quiz.tui.widgets.path_input import PathInput
from quiz.writing import write_file


class ExportScreen(FieldDialog[Path]):
    """A line for the path. A file that exists is overwritten only when that is asked for a second time."""

    def __init__(self, notes: Sequence[int]) -> None:
        super().__init__()
        self._notes = notes
        self._refused = ""

    def compose_page(self) -> ComposeResult:
        """Compose the field, and what can be written in it."""
        yield PathInput(id="file")
        yield Static(id="about")

    def title_text(self) -> str:
        """Say how many notes are written."""
        count = len(self._notes)
        return ngettext("Export {count} note", "Export {count} notes", count).format(count=count)

    def show(self) -> None:
        """Show which formats there are, or what is wrong."""
        about = self.query_one("#about", Static)
        cells = about.size.width or 60
        suffixes = _(", ").join(suffix for each in FORMATS.values() if each.write for suffix in each.suffixes[:1])
        said = _("The suffix chooses the format: {suffixes}.").format(suffixes=suffixes)
        lines = problem_lines(self.problem, cells) if self.problem is not None else paragraph(said, cells, QUIET)
        about.update(rows(lines))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Write it or not."""
        return [("dialog.accept", _("write")), ("dialog.close", _("cancel"))]

    def on_path_input_several(self, message: PathInput.Several) -> None:
        """Show how the path can go on."""
        if message.names:
            self.query_one("#about", Static).update(one_line("  ".join(message.names[:8])))

    def take(self, text: str) -> Path:
        """Write the file and return where it is."""
        path = Path(text.strip()).expanduser()
        if not text.strip():
            raise QuizError(_("No file is named."), _("Write for example notes.md."))
        again = self._refused == text
        self._refused = text
        format_ = format_of(path.name)
        assert format_.write is not None
        hint = _("Press Enter again to overwrite it, or choose another name.")
        write_file(path, format_.write(self._export()), force=again, hint=hint)
        return path

    def _export(self) -> Export:
        """Return the notes as a part of the deck in which they are at home."""
        store = self.quiz.program.store
        notes = store.notes_by_ids(self._notes)
        homes = sorted({note.deck_id for note in notes})
        if len(homes) != 1:
            raise QuizError(
                _("These notes are from {count} decks; a file has those of one.").format(count=len(homes)),
                _("Find those of one deck, such as deck:http, and export them."),
            )
        deck = store.deck(homes[0])
        return Export(deck, tuple(store.note_types(deck)), notes)
