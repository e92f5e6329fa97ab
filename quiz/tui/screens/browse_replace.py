"""Writing what is found and replaced in the texts of notes; it is shown before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.changes import Replace, SetField
from quiz.errors import QuizError, unforeseen
from quiz.labels import field_label
from quiz.locale import _, mark, ngettext
from quiz.rewording import Difference, Preview
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.counting import CountingForm
from quiz.tui.text import BOLD, FAINT, QUIET, joined, line, rows
from quiz.tui.widgets.value_line import NamedRow, ValueLine

Wanted = Replace | SetField

_WAYS = (mark("any case and width"), mark("exactly so"), mark("regular expression"), mark("the whole field"))
_ANY, _EXACT, _REGEX, _WHOLE = range(len(_WAYS))
_LABEL, _SHOWN = 12, 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change would do, or why it can't be made."""

    preview: Preview | None = None
    problem: QuizError | None = None


class ReplaceScreen(CountingForm[None, Wanted, Outcome]):
    """A form: what is found, what stands there instead, in which field, and how it is compared."""

    CSS = """
    ReplaceScreen {
        Input { background: $panel; }
        #about { height: 8; margin-top: 1; }
        LabelledRow { height: 1; }
        &.-low #about { height: 4; margin-top: 0; }
    }
    """

    def __init__(self, notes: Sequence[int], fields: Sequence[str], make: Callable[[Wanted], None]) -> None:
        """Change some notes, which have these fields; where ``make`` raises :class:`QuizError` the form stays."""
        super().__init__()
        self._make = make
        self._refused: QuizError | None = None
        self._notes, self._fields = notes, ["", *fields]

    def compose_page(self) -> ComposeResult:
        """Compose the lines, and what they would do."""
        yield NamedRow(mark("find"), Input(id="find", classes="typed", select_on_focus=False))
        yield NamedRow(mark("replace by"), Input(id="by", classes="typed", select_on_focus=False))
        yield NamedRow(mark("in"), ValueLine(id="field"))
        yield NamedRow(mark("compared"), ValueLine(id="way"))
        yield Static(id="about")

    def opened(self) -> None:
        """Begin with what is found."""
        self.query_one("#find").focus()

    def title_text(self) -> str:
        """Say in how many notes."""
        count = len(self._notes)
        return ngettext("Replace in {count} note", "Replace in {count} notes", count).format(count=count)

    # What is shown

    def show(self) -> None:
        """Show the form, and what it would do."""
        for row in self.query(NamedRow):
            row.show(_LABEL)
        self._line("field").offer([_("all fields"), *map(field_label, self._fields[1:])])
        self._line("way").offer([_(way) for way in _WAYS])
        find = self.query_one("#find", Input)
        assert isinstance(find.parent, NamedRow)
        find.parent.disabled = self._way == _WHOLE
        about = self.query_one("#about", Static)
        about.update(rows(self._about(about.size.width or 60, about.size.height or 8)))
        super().show()

    def _about(self, cells: int, height: int) -> list[Content]:
        if not self._is_written:
            return [Content.styled(_("What would be changed is shown here first."), QUIET)]
        if self.found is None:
            return [Content.styled("…", QUIET)]
        problem = self._refused or self.found.problem
        if problem is not None:
            return problem_lines(problem, cells)[:height]
        preview = self.found.preview
        assert preview is not None
        if not preview.notes:
            return [Content.styled(_("Nothing would be changed."), QUIET)]
        said = ngettext("{count} note would be changed.", "{count} notes would be changed.", preview.notes)
        shown = [part for one in preview.differences[:_SHOWN] for part in _difference(one, cells)]
        return [Content(said.format(count=preview.notes)), *shown][:height]

    def footer(self) -> list[tuple[str, str]]:
        """Take it, go from line to line, change a value, or not."""
        entries = [("dialog.accept", _("replace")), ("choice.down", _("next line"))]
        if isinstance(self.focused, ValueLine):
            entries.append(("session.back+session.forward", _("change")))
        return [*entries, ("dialog.close", _("cancel"))]

    # What is wanted

    @property
    def _way(self) -> int:
        return self._line("way").index

    @property
    def _is_written(self) -> bool:
        return self._way == _WHOLE or bool(self.query_one("#find", Input).value)

    @property
    def wanted(self) -> Wanted:
        """The change as it is written."""
        field, by = self._fields[self._line("field").index], self.query_one("#by", Input).value
        if self._way == _WHOLE:
            return SetField(self._notes, field, by)
        find = self.query_one("#find", Input).value
        return Replace(self._notes, find, by, field, regex=self._way == _REGEX, match_case=self._way != _ANY)

    def counted(self, wanted: Wanted) -> Outcome:
        """Find out what the change would do."""
        if isinstance(wanted, SetField) and not wanted.field:
            return Outcome(problem=QuizError(_("A whole text needs a field."), _("Choose one in the line “in”.")))
        if isinstance(wanted, Replace) and not wanted.find:
            return Outcome(Preview(0, ()))
        try:
            return Outcome(self.quiz.program.store.preview(wanted))
        except QuizError as error:
            return Outcome(problem=error)
        except Exception as error:  # the outermost edge of a worker
            return Outcome(problem=unforeseen(error))

    def accept(self, found: Outcome) -> None:
        """Make the change where it does something; where it can't be made, say why, and keep what was written."""
        if found.preview is None or not found.preview.notes:
            return
        try:
            self._make(self.wanted)
        except QuizError as error:
            self._refused = error
            self.show()
        else:
            self.dismiss(None)

    def on_input_changed(self) -> None:
        """Find out anew what the change would do."""
        self._refused = None
        super().on_input_changed()

    def on_value_line_changed(self) -> None:
        """Find out anew what the change would do."""
        self.on_input_changed()

    # Moving

    def _line(self, name: str) -> ValueLine:
        return self.query_one(f"#{name}", ValueLine)


def _difference(one: Difference, cells: int) -> list[Content]:
    """Return a text before and after in two lines, around the place where they begin to differ."""
    at = next((n for n, pair in enumerate(zip(one.before, one.after, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, at - 12)
    before, after = (("…" if start else "") + text[start:] for text in (one.before, one.after))
    head = joined(line(one.key, BOLD, 14), " ", Content.styled(field_label(one.field), FAINT), "  ")
    return [
        joined(head, line(before, QUIET, max(4, cells - head.cell_length))),
        joined("  → ", line(after, "", cells - 4)),
    ]
