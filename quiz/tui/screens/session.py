"""Choosing a session: how long, which cards, and how they are asked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cards import Deck, Direction
from quiz.deck_tree import directions_of, with_subdecks
from quiz.errors import QuizError
from quiz.labels import direction_text
from quiz.locale import _, mark
from quiz.query import QueryError, describe
from quiz.sessions import Start
from quiz.text import one_line
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.counting import CountingForm, place_of
from quiz.tui.screens.session_choices import (
    AHEAD,
    COUNTED,
    CRAM,
    MIX_UPS,
    MODES,
    WHAT,
    Selection,
    count_text,
    counted,
    whole,
)
from quiz.tui.suggesting import QuerySuggester
from quiz.tui.text import QUIET, line, paragraph, rows, title_of
from quiz.tui.widgets.value_line import NamedRow, ValueLine

_LABEL = 14


class SessionScreen(CountingForm[Start, Start, Selection]):
    """A form whose result is what to study."""

    CSS = """
    SessionScreen {
        Input { background: $panel; }
        .number { width: 16; }
        #what-about { margin: 0 0 1 15; height: 1; }
        #place { margin-left: 14; height: 1; }
        #about { height: 3; margin-top: 1; }
        LabelledRow { height: 1; }
        &.-short #what-about { margin-bottom: 0; }
        &.-low #what-about, &.-low #place { display: none; }
        &.-low #about { height: 2; margin-top: 0; }
        &.-low #window { padding: 0 2; }
    }
    """

    def __init__(self, decks: Sequence[Deck] = (), *, where: str = "", of: str = "") -> None:
        """Choose a session of these decks with their sub-decks, or of all; begin with a query, that ``of`` a filter."""
        super().__init__()
        self._where, self._of = where, of
        self._decks = tuple(decks)
        self._directions: dict[str, Direction] = {}
        self._refused: QuizError | None = None

    def compose_page(self) -> ComposeResult:
        """Compose the lines, and below them what they select."""
        yield NamedRow(mark("what"), ValueLine(id="what"))
        yield Static(id="what-about")
        yield NamedRow(mark("answers"), _number("cards"))
        yield NamedRow(mark("minutes"), _number("minutes"))
        yield NamedRow(mark("only"), Input(self._where, id="query", classes="typed", select_on_focus=False))
        yield Static(id="place")
        yield NamedRow(mark("direction"), ValueLine(id="direction"))
        yield NamedRow(mark("asked as"), ValueLine(id="mode"))
        yield Static(id="about")

    def opened(self) -> None:
        """Read the directions, and begin with what to study."""
        store = self.quiz.program.store
        decks = with_subdecks(store.decks(), self._decks) if self._decks else store.decks()
        self._directions = directions_of(kind for deck in decks for kind in store.note_types(deck))
        self.query_one("#query", Input).suggester = QuerySuggester(self.quiz.program)
        self.query_one("#what").focus()
        self.count()

    @property
    def _slugs(self) -> list[str]:
        return ["", *reversed(self._directions)]

    # What is shown

    def explained(self) -> dict[str, list[tuple[str, str]]]:
        """Explain what can be typed in the line for a query."""
        return {_("What a query finds"): describe()}

    def title_text(self) -> str:
        """Name what is studied."""
        if self._of:
            return _("A session of {deck}").format(deck=one_line(self._of))
        if not self._decks:
            return _("A session of all decks")
        return _("A session of {deck}").format(deck=_(", ").join(map(title_of, self._decks)))

    def show(self) -> None:
        """Show everything in the present language."""
        for row in self.query(NamedRow):
            row.show(_LABEL)
        self.query_one("#cards", Input).placeholder = _("all")
        self.query_one("#minutes", Input).placeholder = _("without end")
        self.query_one("#query", Input).placeholder = _("a query, such as tag:core or is:due")
        self._offer()
        about = WHAT[self._what][1]
        self.query_one("#what-about", Static).update(line(_(about), QUIET, max(10, self._cells - _LABEL - 1)))
        self._show_selection()
        super().show()

    def _offer(self) -> None:
        """Offer the values; what mix-ups do not know can't be reached then."""
        self._line("what").offer([_(word) for word, _about in WHAT])
        texts = [direction_text(self._directions[slug]) for slug in self._slugs[1:]]
        self._line("direction").offer([_("all"), *texts])
        self._line("mode").offer([_(MODES[mode]) for mode in MODES])
        for name in ("#query", "#direction"):
            row = self.query_one(name).parent
            assert isinstance(row, NamedRow)
            row.disabled = self._what in (MIX_UPS, COUNTED)

    @property
    def _cells(self) -> int:
        return self.query_one("#about").size.width or self.columns - 6

    def _show_selection(self) -> None:
        """Show how many cards there are, or what is wrong and where."""
        problem = self._problem
        place = place_of(problem, self._text("query"), self._cells - _LABEL)
        self.query_one("#place", Static).update(place)
        self.query_one("#about", Static).update(rows(self._about(problem)))

    @property
    def _problem(self) -> QuizError | None:
        """What is wrong with the session as it is, as far as that is known."""
        if self._refused is not None:
            return self._refused
        return self.found.problem if self.found else None

    def _about(self, problem: QuizError | None) -> list[Content]:
        if problem is not None:
            return self._problem_lines(problem)
        if self.found is None:
            return [Content.styled("…", QUIET)]
        return paragraph(count_text(self.found.cards, self.start), self._cells)

    def _problem_lines(self, problem: QuizError) -> list[Content]:
        """Return what is wrong, and where there is room what to do; the place in a query is shown already."""
        said = problem.reason if isinstance(problem, QueryError) else problem.message
        lines = problem_lines(QuizError(said, problem.hint), self._cells)
        room = 2 if self.low else 3
        return lines if len(lines) <= room else problem_lines(QuizError(said), self._cells)[:room]

    def footer(self) -> list[tuple[str, str]]:
        """Begin, go from line to line, change a value, or not."""
        entries = [("dialog.accept", _("begin")), ("choice.down", _("next line"))]
        if isinstance(self.focused, ValueLine):
            entries.append(("session.back+session.forward", _("change")))
        return [*entries, ("dialog.close", _("cancel"))]

    # What was chosen

    def _line(self, name: str) -> ValueLine:
        return self.query_one(f"#{name}", ValueLine)

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    @property
    def _what(self) -> int:
        return self._line("what").index

    @property
    def start(self) -> Start:
        """What would be studied."""
        what, chooses = self._what, self._what not in (MIX_UPS, COUNTED)
        return Start(
            decks=tuple(deck.name for deck in self._decks),
            mode=list(MODES)[self._line("mode").index],
            where=self._text("query").strip() if chooses else "",
            direction=self._slugs[self._line("direction").index] if chooses else "",
            limit=int(self._text("cards") or 0),
            minutes=int(self._text("minutes") or 0),
            ahead=what == AHEAD,
            cram=what == CRAM,
            confusions=not chooses,
            scheduled=what == COUNTED,
        )

    # Counting

    @property
    def wanted(self) -> Start:
        """What is chosen, without its end."""
        return whole(self.start)

    def counted(self, wanted: Start) -> Selection:
        """Count the cards that a session would ask."""
        return counted(self.quiz.program, wanted)

    def on_value_line_changed(self) -> None:
        """Count again."""
        self.on_input_changed()

    def on_input_changed(self) -> None:
        """Count again when nothing more is typed; what was refused before is another matter."""
        self._refused = None
        super().on_input_changed()

    def accept(self, found: Selection) -> None:
        """Begin where there is something to ask."""
        if found.problem is None and found.cards:
            self.dismiss(self.start)
            return
        if found.problem is None:
            self._refused = QuizError(_("No card fits."), _("Study ahead, or cram, to be asked all the same."))
        self.show()


def _number(name: str) -> Input:
    return Input(id=name, classes="number", restrict=r"\d{0,4}", select_on_focus=False)
