"""Copying notes of the browser into a deck of their own: its name is asked, and what will be made is said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.copying import Copy, copied
from quiz.deck_tree import check_free, check_name
from quiz.errors import QuizError, unforeseen
from quiz.exporting import Notes, Selection, chosen
from quiz.formats.contents import Export, Part
from quiz.locale import _, ngettext
from quiz.text import one_line, storable_line
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.counting import CountingDialog
from quiz.tui.text import BOLD, QUIET, line, paragraph, rows, title_of

if TYPE_CHECKING:
    from quiz.program import Program

_LINES = 5
"""How many lines there are for what will be made, or what is wrong."""

_MOST_NAMED = 5
"""How many of the notes that are left out are named."""


@dataclass(frozen=True, slots=True)
class Found:
    """What will be made, or why that is not possible."""

    copy: Copy | None = None
    problem: QuizError | None = None


class CopyScreen(CountingDialog[Copy, int, Found]):
    """A line for the name of the new deck, and what it will have. The result is the copy that was made."""

    CSS = """
    CopyScreen {
        Input { background: $panel; }
        #about { height: 5; margin-top: 1; }
        &.-low #about { height: 4; margin-top: 0; }
    }
    """

    def __init__(self, notes: Sequence[int]) -> None:
        """Copy the notes with these ids."""
        super().__init__()
        self._notes = notes
        self._refused: QuizError | None = None
        self._is_making = False

    def compose_page(self) -> ComposeResult:
        """Compose the name, and what will be made."""
        yield Input(id="name")
        yield Static(id="about")

    def opened(self) -> None:
        """Begin to write, and find out meanwhile what will be made."""
        self.query_one(Input).focus()
        self.count()

    def title_text(self) -> str:
        """Say what is made, of how many notes."""
        count = len(self._notes)
        return ngettext("Copy {count} note into a new deck", "Copy {count} notes into a new deck", count).format(
            count=count
        )

    def show(self) -> None:
        """Show what will be made, or what is wrong."""
        about = self.query_one("#about", Static)
        self.query_one(Input).placeholder = _("Name")
        about.update(rows(self._about(about.size.width or 60)[: 4 if self.low else _LINES]))
        super().show()

    def _about(self, cells: int) -> list[Content]:
        problem = self._refused or (self.found.problem if self.found else None)
        if problem is not None:
            return problem_lines(problem, cells)
        copy = self.found.copy if self.found else None
        if copy is None or self._is_making:
            return [Content.styled(_("One moment…") if self._is_making else "…", QUIET)]
        cards = ngettext("{count} new card.", "{count} new cards.", copy.cards).format(count=copy.cards)
        notes = ngettext("{count} note with {cards}", "{count} notes with {cards}", copy.notes)
        stay = _("The notes that are copied stay as they are, with all that was learnt.")
        return [
            line(notes.format(count=copy.notes, cards=cards), BOLD),
            *paragraph(stay, cells, QUIET),
            *(paragraph(_left_out(copy), cells) if copy.left_out else []),
        ]

    def footer(self) -> list[tuple[str, str]]:
        """Make it or not."""
        return [("dialog.accept", _("make the deck")), ("dialog.close", _("cancel"))]

    # What will be made

    @property
    def wanted(self) -> int:
        """How many notes are copied: the name makes no difference to what is found out."""
        return len(self._notes)

    def counted(self, wanted: int) -> Found:
        """Find out what will be made, by going through the notes."""
        try:
            return Found(copied(_export(self.quiz.program, self._notes), ""))
        except QuizError as error:
            return Found(problem=error)
        except Exception as error:  # the outermost edge of a worker
            return Found(problem=unforeseen(error))

    def on_input_changed(self) -> None:
        """What was refused before is another matter."""
        self._refused = None
        super().on_input_changed()

    def accept(self, found: Found) -> None:
        """Make the deck in a thread, where its name is free."""
        if found.copy is None or self._is_making:
            return
        try:
            copy = found.copy.under(self._free_name())
        except QuizError as error:
            self._refused = error
        else:
            self._is_making = True
            self.run_worker(partial(self._make_in_thread, copy), thread=True, exit_on_error=False)
        self.show()

    def _free_name(self) -> str:
        """Return the name of the new deck. Raises :class:`QuizError` where it can't be that."""
        name = storable_line(self.query_one(Input).value, _("The deck's name"))
        check_name(name)
        check_free(name, self.quiz.program.store.decks())
        return name

    def _make_in_thread(self, copy: Copy) -> None:
        program = self.quiz.program
        try:
            report = program.store.import_deck(copy.draft(), copy.items(), now=program.clock.now(), strict=True)
            if report.unread:
                raise QuizError(report.unread[0].reason)
        except QuizError as error:
            self.app.call_from_thread(self._failed, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self._failed, unforeseen(error))
        else:
            self.app.call_from_thread(self._made, copy)

    def _failed(self, error: QuizError) -> None:
        self._is_making, self._refused = False, error
        self.redraw()

    def _made(self, copy: Copy) -> None:
        self._is_making = False
        if self.is_attached:
            self.dismiss(copy)

    def action_close(self) -> None:
        """Close the window, unless the deck is being made."""
        if not self._is_making:
            super().action_close()


def _export(program: Program, ids: Sequence[int]) -> Export:
    """Return notes with the decks in which they are at home. They are read in batches as they are gone through."""
    store, picked = program.store, chosen(program, Selection(notes=tuple(ids)))
    if not picked.notes:
        raise QuizError(_("Nothing is found."))
    parts = tuple(Part(deck, tuple(store.note_types(deck))) for deck in picked.decks)
    return Export(parts, Notes(picked.notes, store.notes_by_ids))


def _left_out(copy: Copy) -> str:
    """Return which notes are left out, and why."""
    count = len(copy.left_out)
    named = [f"{one_line(one.key)} ({title_of(one.deck)})" for one in copy.left_out[:_MOST_NAMED]]
    said = ngettext(
        "{count} note is left out, as another one has its key: {names}",
        "{count} notes are left out, as others have their keys: {names}",
        count,
    )
    return said.format(count=count, names=_(", ").join([*named, *(["…"] if count > _MOST_NAMED else [])]))
