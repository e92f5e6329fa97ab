"""Home: what is left of today, the decks, the last weeks, one sentence of advice, and one key to begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from quiz.errors import QuizError, unforeseen
from quiz.filters import FilterRow
from quiz.locale import _, ngettext
from quiz.program import Program, spare_what_is_loaded
from quiz.text import one_line
from quiz.tui.dates import date_text
from quiz.tui.screens.home_deletion import Deletion, last_deletion
from quiz.tui.screens.home_drawing import greeting, hero, show_problem, weeks
from quiz.tui.screens.home_filters import FilterActions, filter_text
from quiz.tui.text import BOLD, QUIET, apart, joined, paragraph, rows, title_of, width
from quiz.tui.widgets.deck_list import DeckList
from quiz.tui.widgets.next_button import NextButton, room_for_words

if TYPE_CHECKING:
    from quiz.overview import DeckRow, Overview


_AT_REST = 0.5
"""After how many seconds of showing everything the rest of the program may be loaded."""


class HomeScreen(FilterActions):
    """The first screen, and the last."""

    PLACES = ("home",)
    PAGE = "board"

    def __init__(self) -> None:
        super().__init__()
        self.overview: Overview | None = None
        self._select: int | str = 0
        self.unfolded: frozenset[int] = frozenset()
        self._failed = False
        self.problem: QuizError | None = None
        self._ahead: Timer | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the decks are there, or can't be read."""
        return self.overview is not None or self._failed

    def compose_page(self) -> ComposeResult:
        """Compose the parts from top to bottom."""
        yield Static(self._head(), id="head")
        yield Static(id="hero")
        yield DeckList(id="decks")
        with Horizontal(id="below"):
            yield Static(id="weeks")
            with Vertical(id="right"):
                yield Static(id="advice")
                yield NextButton(id="next")

    def opened(self) -> None:
        """Read everything as soon as the database is open; behind another screen not before coming back."""
        if self.is_current:
            self.load()

    def on_screen_resume(self) -> None:
        """Read everything again on coming back, but not from the message that this was not possible."""
        if self.quiz.ready and not self._failed:
            self.load()
        self._failed = False

    def load(self, select: int | str | None = None) -> None:
        """Read what is shown, in a thread; then select this deck, by its id, or filter, or what is selected now."""
        if select is not None:
            self._select = select
        self.run_worker(self._load, thread=True, exclusive=True, group="overview", exit_on_error=False)

    def _load(self) -> None:
        from quiz.overview import overview  # noqa: PLC0415  the first picture does not wait for it

        program = self.quiz.program
        try:
            now = program.clock.now()
            loaded = overview(program.store, now, program.config.day_start, program.content_language)
            deletion = last_deletion(program.store.deleted_decks())
        except QuizError as error:
            self.app.call_from_thread(self._not_loaded, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self.quiz.fail, unforeseen(error))
        else:
            self.app.call_from_thread(self._loaded, loaded, deletion)

    def _not_loaded(self, error: QuizError) -> None:
        self._failed, self.problem = True, error
        self.show()
        self.quiz.report(error)

    def _loaded(self, loaded: Overview, deletion: Deletion | None) -> None:
        wanted = self._select or self.chosen_key
        self.overview, self.deleted_before, self._select, self.problem = loaded, deletion, 0, None
        self.query_one("#hero").remove_class("-problem")
        self.unfolded |= frozenset(number for row in loaded.decks if row.deck.id == wanted for number in row.above)
        self.load_filters()
        keys = self.keys_of_rows
        self.selected = keys.index(wanted) if wanted in keys else _first_with_work(self.rows)
        self.show()
        if self._ahead is None:
            self._ahead = self.set_timer(_AT_REST, self._load_ahead)

    def _load_ahead(self) -> None:
        """Load what opens slowest, in a thread while nothing else is to be done: its key is followed at once then."""
        self.run_worker(partial(_load, self.quiz.program), thread=True, exit_on_error=False)

    def settings_changed(self) -> None:
        """Sentences and the study day depend on the settings."""
        self.show()
        if self.quiz.ready:
            self.load()

    @property
    def rows(self) -> list[DeckRow]:
        """The decks that are shown."""
        if self.overview is None:
            return []
        from quiz.overview import visible  # noqa: PLC0415  loaded with what is shown

        return visible(self.overview.decks, self.unfolded)

    @property
    def chosen(self) -> DeckRow | None:
        """The selected deck, unless a filter is selected."""
        shown = self.rows
        return shown[self.selected] if self.selected < len(shown) else None

    # What is shown

    def show(self) -> None:
        """Show everything for the present size."""
        self.query_one("#head", Static).update(self._head())
        if self.overview is None:
            show_problem(self.query_one("#hero", Static), self.problem, self.columns)
            return super().show()
        self.query_one("#hero", Static).update(hero(self.overview, self.columns, wide=self.wide))
        decks = self.query_one(DeckList)
        decks.with_known = not self.narrow
        decks.step = 2 if self.tall and self.wide and self.count <= 5 else 1
        decks.show(self.rows, self.filters, self.selected, self.unfolded)
        self._show_weeks(self.overview)
        self._show_advice()
        self.query_one(NextButton).show(*self._next())
        return super().show()

    def _show_weeks(self, shown: Overview) -> None:
        """Show the study days; before there are any, what this is about."""
        place = self.query_one("#weeks", Static)
        self.query_one("#below").set_class(shown.first_day, "-first")
        place.display = not self.low and (shown.first_day or not self.narrow)
        place.update(greeting(self.columns) if shown.first_day else weeks(shown, broad=self.wide, airy=self.tall))

    @property
    def _right_columns(self) -> int:
        """How wide the button is; the advice stands above it."""
        return self.columns if self.narrow or self.low else 50 if self.wide else 36

    def _head(self) -> Content:
        now = self.quiz.program.clock.now()
        day = self.overview.day if self.overview else now.date()
        return apart(Content.styled("quiz", BOLD), Content.styled(date_text(day, not self.narrow), QUIET), self.columns)

    def _show_advice(self) -> None:
        place = self.query_one("#advice", Static)
        assert self.overview is not None
        place.display = not (self.narrow or self.low or self.overview.first_day)
        said = paragraph(self._advice(self.overview), self._right_columns - 2)
        place.update(rows(joined(Content.styled("▌ ", "$primary"), part) for part in said if part.plain))

    def _advice(self, shown: Overview) -> str:
        """Return the sentence of advice with the key that does it; while a plan to catch up holds, what that is.

        Where a filter is selected it is said what that finds.
        """
        if self.chosen_filter is not None:
            return filter_text(self.chosen_filter)
        if shown.catch_up is not None and shown.catch_up.running is not None:
            from quiz.tui.screens.catch_up import running_text  # noqa: PLC0415  loaded when it is first needed

            said = _("{advice} Press {key} to change it.")
            return said.format(advice=running_text(shown.catch_up.running), key=self.key_of("home.catch_up"))
        advice = shown.advice
        if advice is None or not advice.action:
            return advice.text if advice else ""
        return _("{advice} Press {key}.").format(advice=advice.text, key=self.key_of(advice.action))

    def _next(self) -> tuple[str, str, str, str]:
        """Return the action to do next, its key, words and figure."""
        key = self.key_of("home.study")
        return "home.study", key, *self._next_words(key)

    def _next_words(self, key: str) -> tuple[str, str]:
        """Return what is done next with the selected deck, or filter, and with how many cards."""
        chosen = self.chosen_filter or self.chosen
        if chosen is None:
            return _("import a deck"), ""
        if isinstance(chosen, FilterRow) and chosen.is_useless:
            return _("mend its query") if chosen.problem else _("change its query"), ""
        if not chosen.cards and not isinstance(chosen, FilterRow):
            return _("write the first note"), ""
        if not chosen.left and chosen.counts is not None:
            return _("how it went today") if chosen.counts.done else _("study ahead"), ""
        cards = ngettext("{count} card", "{count} cards", chosen.left).format(count=chosen.left) if chosen.left else ""
        name = one_line(chosen.filter.name) if isinstance(chosen, FilterRow) else title_of(chosen.deck)
        words = _("study {deck}").format(deck=name)
        fits = width(words) <= room_for_words(self._right_columns, key, cards)
        short = _("study this filter") if isinstance(chosen, FilterRow) else _("study this deck")
        return words if fits else short, cards

    def footer(self) -> list[tuple[str, str]]:
        """Return what is done most."""
        entries = [("home.down+home.up", _("move"))] if self.count > 1 else []
        first = self.labelled("home.catch_up", "home.mix_ups", "home.study_all", "home.session", "home.statistics")
        rest = self.labelled("home.add", "home.import", "home.export", "home.new", "home.configure")
        last = ["home.settings", "home.quit", "home.backups"]
        return [*entries, *first, *rest, *self.labelled(*(last if self.overview else last[::-1]))]

    def is_available(self, name: str) -> bool:
        """Tell what can be done with what is selected."""
        if self.overview is None:
            return name == "home.quit" or (name == "home.backups" and self.problem is not None)
        return self.row_action_available(name)

    # Moving and studying

    def move_to(self, index: int) -> None:
        """Select a row."""
        self.selected = max(0, min(index, self.count - 1))
        self.show()

    def action_down(self) -> None:
        """Select the next deck or filter."""
        self.move_to(self.selected + 1)

    def action_up(self) -> None:
        """Select the deck or filter before."""
        self.move_to(self.selected - 1)

    def action_first(self) -> None:
        """Select the first deck."""
        self.move_to(0)

    def action_last(self) -> None:
        """Select the last filter, or where there is none the last deck."""
        self.move_to(self.count)

    def action_unfold(self) -> None:
        """Show the sub-decks of the selected deck."""
        if self.chosen is not None and self.chosen.has_children:
            self.unfolded |= {self.chosen.deck.id}
            self.show()

    def action_fold(self) -> None:
        """Fold the sub-decks away, or go to the deck above."""
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.deck.id in self.unfolded:
            self.unfolded -= {chosen.deck.id}
            self.show()
        elif chosen.depth:
            above = [i for i, row in enumerate(self.rows[: self.selected]) if row.depth < chosen.depth]
            self.move_to(above[-1])

    def on_row_list_chosen(self, message: DeckList.Chosen) -> None:
        """Select the deck or filter that was clicked, and study it with a second click."""
        if message.again:
            self.action_study()
        else:
            self.move_to(message.index)


def _load(program: Program) -> None:
    """Load statistics and the browser, and read once what the statistics show first, which prepares its statements."""
    import quiz.browsing.finder  # noqa: PLC0415  loaded ahead
    import quiz.store.listing.found  # noqa: PLC0415
    import quiz.tui.screens.browse  # noqa: F401, PLC0415
    from quiz.query import parse  # noqa: PLC0415
    from quiz.tui.screens.statistics import prepare  # noqa: PLC0415

    parse("ahead")
    prepare(program)
    spare_what_is_loaded()


def _first_with_work(shown: list[DeckRow]) -> int:
    return next((index for index, row in enumerate(shown) if row.left), 0)
