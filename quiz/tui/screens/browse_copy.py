"""Copying notes of the browser into a deck of their own: its name is asked, and what will be made is said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from quiz.copying import Copy, copied
from quiz.deck_tree import check_free, check_name
from quiz.errors import QuizError, unforeseen
from quiz.exporting import Notes, Selection, chosen
from quiz.filters import check_no_filter
from quiz.formats.contents import Export, Part
from quiz.locale import _, ngettext
from quiz.text import one_line, storable_line
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.counting import CountingDialog
from quiz.tui.screens.export_choices import StoppedError
from quiz.tui.screens.export_drawing import writing_line
from quiz.tui.text import BOLD, QUIET, line, paragraph, rows, title_of

if TYPE_CHECKING:
    from quiz.cards import Note
    from quiz.program import Program

_LINES = 5
"""How many lines there are for what will be made, or what is wrong."""

_MOST_NAMED = 5
"""How many of the notes that are left out are named."""

_BEAT, _QUIET_BEATS = 0.1, 3
"""How many seconds after each other it is shown how far it has come, and how often nothing is shown before."""


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
        self._said = ""
        self._is_counting = self._is_making = False
        self._stop = Event()
        self._done = self._beats = 0
        self._beat: Timer | None = None

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
        if self._is_making:
            return [self._advance(cells)]
        if self._said:
            return paragraph(self._said, cells)
        if copy is None:
            return [Content.styled("…", QUIET)]
        cards = ngettext("{count} new card.", "{count} new cards.", copy.cards).format(count=copy.cards)
        notes = ngettext("{count} note with {cards}", "{count} notes with {cards}", copy.notes)
        stay = _("The notes that are copied stay as they are, with all that was learnt.")
        return [
            line(notes.format(count=copy.notes, cards=cards), BOLD),
            *paragraph(stay, cells, QUIET),
            *(paragraph(_left_out(copy), cells) if copy.left_out else []),
        ]

    def _advance(self, cells: int) -> Content:
        """Return how far it has come, unless that may be over in a moment."""
        if self._beats < _QUIET_BEATS:
            return Content.styled(_("One moment…"), QUIET)
        return writing_line(self._done, len(self._notes), cells)

    def footer(self) -> list[tuple[str, str]]:
        """Make it or not; what is being made can be stopped."""
        if self._is_making:
            return [("dialog.close", _("stop; no deck is made then"))]
        return [("dialog.accept", _("make the deck")), ("dialog.close", _("cancel"))]

    # What will be made

    @property
    def wanted(self) -> int:
        """How many notes are copied: the name makes no difference to what is found out."""
        return len(self._notes)

    def count(self) -> None:
        """Go through the notes once, whatever is typed meanwhile."""
        if not self._is_counting:
            self._is_counting = self.quiz.ready
            super().count()

    def counted(self, wanted: int) -> Found:
        """Find out what will be made, by going through the notes; that ends when the window is closed."""
        try:
            export = _export(self.quiz.program, self._notes)
            return Found(copied(replace(export, notes=_Watched(export.notes, self._reached)), ""))
        except StoppedError:
            return Found()
        except QuizError as error:
            return Found(problem=error)
        except Exception as error:  # the outermost edge of a worker
            return Found(problem=unforeseen(error))

    def on_input_changed(self) -> None:
        """What was refused or stopped before is another matter."""
        self._refused, self._said = None, ""
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
            self._begin(copy)
        self.show()

    def _begin(self, copy: Copy) -> None:
        self._is_making, self._refused, self._said = True, None, ""
        self._done = self._beats = 0
        self._stop.clear()
        self._beat = self.set_interval(_BEAT, self._count_beat)
        self.run_worker(partial(self._make_in_thread, copy), thread=True, exit_on_error=False)

    def _count_beat(self) -> None:
        self._beats += 1
        if self._is_making and self._beats >= _QUIET_BEATS:
            self.redraw()

    def _reached(self, number: int) -> None:
        """Take note, in a thread, of how many notes were copied. Raises :class:`StoppedError` where it is to end."""
        if self._stop.is_set():
            raise StoppedError
        self._done = number

    def _free_name(self) -> str:
        """Return the name of the new deck. Raises :class:`QuizError` where it can't be that."""
        name = storable_line(self.query_one(Input).value, _("The deck's name"))
        check_name(name)
        check_free(name, self.quiz.program.store.decks())
        check_no_filter(self.quiz.program.config, name)
        return name

    def _make_in_thread(self, copy: Copy) -> None:
        program = self.quiz.program
        try:
            report = program.store.import_deck(copy.draft(), copy.items(), now=program.clock.now(), strict=True)
            if report.unread:
                raise QuizError(report.unread[0].reason)
        except StoppedError:
            self._tell(self._stopped)
        except QuizError as error:
            self._tell(partial(self._failed, error))
        except Exception as error:  # the outermost edge of a worker
            self._tell(partial(self._failed, unforeseen(error)))
        else:
            self._tell(partial(self._made, copy))

    def _tell(self, what: Callable[[], None]) -> None:
        """Tell the window, unless the program ends meanwhile."""
        if self.is_attached:
            self.app.call_from_thread(what)

    def _ended(self) -> None:
        self._is_making = False
        if self._beat is not None:
            self._beat.stop()

    def _stopped(self) -> None:
        """Say that nothing was made, as soon as it is taken back."""
        self._ended()
        self._said = _("Stopped; no deck was made.")
        self.redraw()

    def _failed(self, error: QuizError) -> None:
        self._ended()
        self._refused = error
        self.redraw()

    def _made(self, copy: Copy) -> None:
        self._ended()
        if self.is_attached:
            self.dismiss(copy)

    def action_close(self) -> None:
        """Close the window, or stop what is being made."""
        if self._is_making:
            self._stop.set()
        else:
            super().action_close()

    def on_unmount(self) -> None:
        """Go through no more notes when the window is closed, and make nothing when the program ends."""
        self._stop.set()


@dataclass(frozen=True, slots=True)
class _Watched:
    """Notes that tell how many of them were gone through whenever the next one is read, which may raise."""

    notes: Iterable[Note]
    tell: Callable[[int], None]

    def __iter__(self) -> Iterator[Note]:
        for number, note in enumerate(self.notes):
            self.tell(number)
            yield note


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
