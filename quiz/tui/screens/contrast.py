"""A note beside those that it is easily confused with: what differs first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.cards import Note
from quiz.drill import Drill
from quiz.errors import QuizError
from quiz.locale import _
from quiz.neighbours import easily_confused
from quiz.questions import Question
from quiz.repository import Repository
from quiz.sessions import Start
from quiz.tui.screens.base import QuizScreen
from quiz.tui.text import BOLD, QUIET, apart, rows
from quiz.tui.widgets.side_by_side import Shown, body_lines, head_lines


class ContrastScreen(QuizScreen[None]):
    """Two notes side by side, and the way to the others that are confused with the first one."""

    PLACES = ("contrast",)

    def __init__(
        self,
        question: Question,
        others: Sequence[Note],
        *,
        start: Start,
        drill: Callable[[Note], None] | None = None,
    ) -> None:
        """Show the note of a question beside the first of ``others``, from which one goes to the next.

        ``drill`` is called with the other note, after the screen was closed, to practise both; otherwise the screen
        begins that drill itself, in the manner of ``start``.
        """
        super().__init__()
        self._question, self._start, self._drill = question, start, drill
        self.others = others
        self.index = 0
        self._left: Shown | None = None
        self._right: Shown | None = None
        self._pair: Drill | None = None

    def compose_page(self) -> ComposeResult:
        """Compose the heading, the two keys, which stay, and what scrolls below them."""
        yield Static(id="contrast-head")
        yield Static(id="contrast-keys")
        with VerticalScroll(id="contrast", can_focus=False):
            yield Static(id="contrast-text")

    def opened(self) -> None:
        """Begin with the first one."""
        self._turn_to(0)

    @property
    def other(self) -> Note | None:
        """The note at the right."""
        return self.others[self.index] if self.others else None

    def _turn_to(self, index: int) -> None:
        """Show another of the notes."""
        self.index = max(0, min(index, len(self.others) - 1))
        self._left, self._right, self._pair = None, None, None
        if self.other is not None:
            self._left, self._right = self._shown(self._question.note), self._shown(self.other)
            self._pair = self._pair_of(self.other)
        self.query_one("#contrast", VerticalScroll).scroll_home(animate=False)
        self.show()

    def _shown(self, note: Note) -> Shown:
        store = self.quiz.program.store
        return Shown(note, store.note_type(note.type_id), store.deck(note.deck_id), self._question.language)

    def _pair_of(self, other: Note) -> Drill | None:
        """Return the drill of both notes in the direction of the question, where the other one has it."""
        from quiz.sessions import drill_of_pair  # noqa: PLC0415  the screen is opened rarely

        return drill_of_pair(self.quiz.program, self._question.card, other, self._start)

    # What is shown

    def show(self) -> None:
        """Show both notes for the present size."""
        count = f"{self.index + 1} / {len(self.others)}" if len(self.others) > 1 else ""
        heading = apart(Content.styled(_("Contrast"), BOLD), Content.styled(count, QUIET), self.columns)
        self.query_one("#contrast-head", Static).update(heading)
        if self._left is not None and self._right is not None:
            cells = self.columns - 1  # behind which the bar for scrolling is
            head = head_lines(self._left, self._right, cells, low=self.low)
            self.query_one("#contrast-keys", Static).update(rows(head))
            self.query_one("#contrast-text", Static).update(rows(body_lines(self._left, self._right, cells)))
        super().show()

    def footer(self) -> list[tuple[str, str]]:
        """Practising, the next one, scrolling and closing."""
        entries = self.labelled("contrast.pair")
        entries += [("contrast.before+contrast.next", _("next"))] if len(self.others) > 1 else []
        return [*entries, *self.labelled("contrast.close"), ("contrast.down+contrast.up", _("scroll"))]

    def is_available(self, name: str) -> bool:
        """Tell what can be done with these two."""
        if name == "contrast.next":
            return self.index + 1 < len(self.others)
        if name == "contrast.before":
            return self.index > 0
        return name != "contrast.pair" or self._pair is not None

    # What can be done

    def action_next(self) -> None:
        """Show the next note."""
        self._turn_to(self.index + 1)

    def action_before(self) -> None:
        """Show the note before."""
        self._turn_to(self.index - 1)

    def action_down(self) -> None:
        """Scroll down."""
        self.query_one("#contrast", VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll up."""
        self.query_one("#contrast", VerticalScroll).scroll_up(animate=False)

    def action_pair(self) -> None:
        """Practise the two."""
        if self.other is None or self._pair is None:
            return
        if self._drill is not None:
            self.dismiss(None)
            self._drill(self.other)
            return
        from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  the two belong together

        self.app.switch_screen(StudyScreen(self._start, asking=self._pair))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def contrasted(repository: Repository, question: Question, first: Note | None = None) -> list[Note]:
    """Return the notes that one is shown beside: the one given first, then those that it names as easily confused.

    Without these where they can't be read: footers ask this when they are drawn, and what is wrong with the database is
    told by what a person does.
    """
    note, named = question.note, list[Note]()
    with suppress(QuizError):
        named = easily_confused(repository, note, question.language)
    found = {one.id: one for one in (*([first] if first is not None else []), *named)}
    found.pop(note.id, None)
    return list(found.values())
