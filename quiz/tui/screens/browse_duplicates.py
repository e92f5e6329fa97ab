"""Notes that may be the same: compared side by side, and made one without losing what was learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from quiz.browsing import NoteLine
from quiz.browsing.lines import other_fields, side_text
from quiz.changes import Merge
from quiz.duplicates import Duplicates
from quiz.errors import QuizError, unforeseen
from quiz.labels import field_label
from quiz.locale import _, ngettext
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.browse_finding import NobodyWaitsError
from quiz.tui.screens.list_dialog import ListDialog
from quiz.tui.screens.pick import Choice, ChoiceList
from quiz.tui.text import BOLD, FAINT, QUIET, joined, line, paragraph, rows, title_of

_OF_GROUP = ("list.back", "list.forward", "duplicates.skip")
_MOST_NOTES = 4
"""How many notes of a group are seen at once."""


class DuplicatesScreen(ListDialog[None]):
    """The groups, and the notes of the selected one, of which one is kept."""

    PLACES = ("dialog", "list", "duplicates")
    CSS = """
    DuplicatesScreen {
        #notes { height: auto; max-height: 12; margin-top: 1; }
        &.-low #notes { max-height: 7; margin-top: 0; }
        ChoiceList { max-height: 8; }
        &.-low ChoiceList { max-height: 4; }
    }
    """

    def __init__(self, merge: Callable[[Merge], None]) -> None:
        """``merge`` makes one note of several, and raises :class:`QuizError` where that can't be."""
        super().__init__()
        self._merge = merge
        self._groups: list[Duplicates] | None = None
        self._lines: dict[int, NoteLine] = {}
        self._problem: QuizError | None = None
        self.kept = 0

    def compose_page(self) -> ComposeResult:
        """Compose the groups, and the notes of the selected one."""
        yield ChoiceList(id="choices")
        yield Static(id="notes")

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._groups or ())

    def title_text(self) -> str:
        """Say how many groups there are."""
        if not self._groups:
            return _("Notes that may be the same")
        count = len(self._groups)
        said = ngettext("{count} group of notes that may be the same", "{count} groups that may be the same", count)
        return said.format(count=count)

    @property
    def is_settled(self) -> bool:
        """Whether all notes were compared."""
        return self._groups is not None or self._problem is not None

    def opened(self) -> None:
        """Compare all notes, in a thread."""
        self.run_worker(self._find, thread=True, exit_on_error=False)

    def _find(self) -> None:
        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled:
                raise NobodyWaitsError

        try:
            found = self.quiz.program.store.duplicates(pause=pause)
        except NobodyWaitsError:
            return
        except QuizError as error:
            self.app.call_from_thread(self._not_found, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self._not_found, unforeseen(error))
        else:
            self.app.call_from_thread(self._was_found, found)

    def _not_found(self, problem: QuizError) -> None:
        self._problem = problem
        self.redraw()

    def _was_found(self, found: list[Duplicates]) -> None:
        self._groups = found
        self.redraw()
        self.select(0)

    # What is shown

    def show(self) -> None:
        """Show the groups and the notes of the selected one."""
        groups, choices, notes = self._groups or [], self.query_one(ChoiceList), self.query_one("#notes", Static)
        choices.display = bool(groups)
        choices.show([self._choice(group) for group in groups], self.selected)
        notes.update(rows(self._below(notes.size.width or 60)))
        super().show()

    def _choice(self, group: Duplicates) -> Choice:
        found = [one for number in group.notes if (one := self._line(number)) is not None]
        keys = list(dict.fromkeys(one.note.key for one in found))
        label = " = ".join(keys[:3]) if len(keys) > 1 else f"{''.join(keys)} ×{len(found)}"
        return Choice(label, _(group.reason.value))

    def _below(self, cells: int) -> list[Content]:
        if self._problem is not None:
            return problem_lines(self._problem, cells)
        if self._groups is None:
            return [Content.styled(_("comparing…"), QUIET)]
        if not self._groups:
            return [Content.styled(_("No two notes are the same."), QUIET)]
        notes = self._groups[self.selected].notes
        first = max(0, min(self.kept - 1, len(notes) - _MOST_NOTES))
        shown = list(enumerate(notes))[first : first + _MOST_NOTES]
        lines = [part for at, number in shown for part in self._note(number, at, cells)]
        if hidden := len(notes) - len(shown):
            lines.append(line(_("+{count} more").format(count=hidden), QUIET, cells))
        if lost := self._lost(notes):
            said = _("Their own texts go: {fields}.").format(fields=_(", ").join(map(field_label, lost)))
            lines += paragraph(said, cells)
        return lines

    def _lost(self, notes: Sequence[int]) -> list[str]:
        """Return the fields in which another note has a text of its own, which is gone after the merge."""
        kept = self._line(notes[self.kept])
        others = [one for number in notes if number != notes[self.kept] and (one := self._line(number)) is not None]
        if kept is None:
            return []
        mine = kept.note.fields
        return [
            name
            for name in dict.fromkeys(name for one in others for name in one.note.fields)
            if mine.get(name) and any(one.note.fields.get(name) not in (None, "", mine[name]) for one in others)
        ]

    def _note(self, number: int, at: int, cells: int) -> list[Content]:
        """Return a note in two lines: its key, where it is and what was learned of it, and its other texts."""
        one = self._line(number)
        if one is None:
            return []
        answers = sum(card.state.reps for card in one.cards)
        said = ngettext("{count} answer", "{count} answers", answers).format(count=answers)
        sign = Content.styled("✓ ", BOLD) if at == self.kept else Content("  ")
        about = _(" · ").join([title_of(one.deck), said, *([_("is kept")] if at == self.kept else [])])
        texts = side_text(one.note.fields, other_fields(one.note_type), self.quiz.program.content_language)
        head = joined(sign, line(one.note.key, BOLD, 20), "  ", line(about, FAINT, max(4, cells - 24)))
        return [head, joined("  ", line(texts, QUIET, cells - 2))]

    def _line(self, number: int) -> NoteLine | None:
        if number not in self._lines:
            self._lines.update((one.id, one) for one in self.quiz.program.store.note_lines([number]))
        return self._lines.get(number)

    def is_available(self, name: str) -> bool:
        """Let groups be moved through and merged where there are any."""
        return super().is_available(name) or (name in _OF_GROUP and self.count > 0)

    def footer(self) -> list[tuple[str, str]]:
        """Merge, choose which note is kept, leave a group out, or close."""
        if not self._groups:
            return self.labelled("dialog.close")
        kept = [("list.back+list.forward", _("which is kept"))]
        return [("dialog.accept", _("merge")), *kept, *self.labelled("duplicates.skip", "dialog.close")]

    # Choosing and merging

    def select(self, index: int) -> None:
        """Go to a group; of its notes the one is kept of which most was learned."""
        groups = self._groups or []
        self.selected = max(0, min(index, len(groups) - 1))
        if groups:
            found = [self._line(number) for number in groups[self.selected].notes]
            answers = [sum(card.state.reps for card in one.cards) if one else -1 for one in found]
            self.kept = answers.index(max(answers))
        self.show()

    def action_accept(self) -> None:
        """Make one note of the selected group."""
        assert self._groups is not None
        notes = self._groups[self.selected].notes
        keep = notes[self.kept]
        with self.quiz.reporting():
            self._merge(Merge(keep, [number for number in notes if number != keep]))
            self._lines.clear()
            self.action_skip()

    def action_skip(self) -> None:
        """Leave the group out of the list."""
        if self._groups:
            gone = set(self._groups.pop(self.selected).notes)
            self._groups = [group for group in self._groups if self._still_there(group, gone)]
            self.select(self.selected)

    def _still_there(self, group: Duplicates, gone: set[int]) -> bool:
        """Tell whether a group still has two notes, after those of another one were merged."""
        return not gone.intersection(group.notes) or sum(self._line(number) is not None for number in group.notes) > 1

    def _keep_next(self, step: int) -> None:
        assert self._groups is not None
        count = len(self._groups[self.selected].notes)
        self.kept = (self.kept + step) % count
        self.show()

    def action_forward(self) -> None:
        """Keep the next note of the group instead."""
        self._keep_next(1)

    def action_back(self) -> None:
        """Keep the note before instead."""
        self._keep_next(-1)
