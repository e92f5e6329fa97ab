"""The statistics: what to do, and charts in pages or as a dashboard; each is shown as soon as it is computed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from textual.timer import Timer

from quiz.cards import Deck
from quiz.charts.register import CHARTS
from quiz.program import Program
from quiz.stats.material import Cancelled
from quiz.tui.screens.statistics_actions import WORKERS, StatisticsActions
from quiz.tui.screens.statistics_picking import at_place, pickable
from quiz.tui.screens.statistics_reading import WITH_UNIT, Chosen, Reading, View, basis_of, leave_where_cancelled
from quiz.tui.screens.statistics_view import LINE
from quiz.tui.widgets.chart_board import ChartBoard
from quiz.tui.widgets.statistics_head import StatisticsHead

_FIRST = (*LINE, "calendar")
"""The series of the first picture."""

_SLOW = 0.3
"""How many seconds may pass before a chart says that it is being computed."""


class StatisticsScreen(StatisticsActions):
    """Charts of some decks, or of all, over a period."""

    PLACES = ("statistics",)

    def __init__(self, decks: Sequence[Deck] = (), *, where: str = "") -> None:
        """Show how it goes with these decks and their sub-decks, or with all; of these with what a query finds."""
        super().__init__(decks, where=where)
        self._patience: Timer | None = None

    # Computing

    def opened(self) -> None:
        """Show at once what the counts of days tell, which is read in moments, and compute the rest when it is seen."""
        self.reading = Reading(self.quiz.program)
        for name in _FIRST:
            self.reading.compute(self.view, name)
        self.begun = True
        self.show()
        self.call_after_refresh(self._compute)

    def on_screen_suspend(self) -> None:
        """Hide the mark of the panel that has the keys: left of a window it would look like its cursor."""
        self._show_covered(True)

    def on_screen_resume(self) -> None:
        """Show the mark again; compute everything anew after something was studied or changed."""
        self._show_covered(False)
        if self.is_stale:
            self.is_stale = False
            self._read_anew()

    def _show_covered(self, covered: bool) -> None:
        self.is_covered = covered
        if self.at and self.is_attached:
            self.show_charts(self.at)

    def settings_changed(self) -> None:
        """Compute everything anew where it depends on what was changed, and show it."""
        if self.begun and self.reading.basis != basis_of(self.quiz.program):
            self._read_anew()
        else:
            self.redraw()

    def _read_anew(self) -> None:
        self.reading = Reading(self.quiz.program)
        self.redraw()
        self._compute()

    def _compute(self) -> None:
        """Compute, in a thread, first what is on this page and then the rest; what runs is given up."""
        self.is_slow = False
        if self._patience is not None:
            self._patience.stop()
        self._patience = self.set_timer(_SLOW, self._show_slow)
        names = dict.fromkeys((*LINE, *self.names, "confusions", "advice", *CHARTS))
        work = partial(self._compute_in_thread, self.reading, self.view, tuple(names))
        self.run_worker(work, thread=True, exclusive=True, group=WORKERS, exit_on_error=False)

    def _compute_in_thread(self, reading: Reading, view: View, names: Sequence[str]) -> None:
        with suppress(Cancelled):
            for name in names:
                if reading.found(view, name) is None:
                    reading.compute(view, name)
                    leave_where_cancelled()
                    self.app.call_from_thread(self._computed, reading, view, name)

    def _computed(self, reading: Reading, view: View, name: str) -> None:
        """Show what was computed, unless something else is looked at by now."""
        if reading is not self.reading or view != self.view or not self.is_attached:
            return
        if name == "advice":
            self.redraw()
            return
        if name in LINE:
            self.show_today()
        if name in self.names:
            self.show_computed(name)
            self.show_keys()
        if name == self.at:
            self.show_focus()

    def _show_slow(self) -> None:
        self.is_slow = True
        self.show_charts()

    def look_at(self, view: View) -> None:
        """Look at another scope, or over another period."""
        if view.chosen.key != self.view.chosen.key:
            self.picks.clear()
        if view != self.view:
            self.view = view
            self.show()
            self._compute()

    # What can be done

    def is_available(self, name: str) -> bool:
        """Tell what can be done with what is shown."""
        if not self.begun:
            return name == "statistics.close"
        if name == "statistics.accept":
            return self.picked_in(self.at) is not None or bool(self.advised)
        if name in ("statistics.down", "statistics.up"):
            return self.picked_in(self.at) is not None
        if name == "statistics.card":
            return self.at == "leeches" and self.picked_in(self.at) is not None
        if name == "statistics.unit":
            return not WITH_UNIT.isdisjoint(self.names)
        return name != "statistics.save" or self.reading.value(self.view, self.target) is not None

    def _pick(self, step: int) -> None:
        """Pick another day or line, so many further on; there it stays where there is none."""
        picked = self.picked_in(self.at)
        if picked is not None and 0 <= picked + step < pickable(self.at, self.reading.value(self.view, self.at)):
            self.picks[self.at] = picked + step
            self.show_charts(self.at)

    def action_down(self) -> None:
        """Pick the next day or line."""
        self._pick(1)

    def action_up(self) -> None:
        """Pick the day or line before."""
        self._pick(-1)

    def action_after(self) -> None:
        """Turn to the next page, after the last to the first; in the calendar go a week on."""
        self._turn_or_pick(1)

    def action_before(self) -> None:
        """Turn to the page before, before the first to the last; in the calendar go a week back."""
        self._turn_or_pick(-1)

    def _turn_or_pick(self, step: int) -> None:
        if self.at == "calendar" and self.picked_in(self.at) is not None:
            self._pick(7 * step)
            return
        self._turn_to((self.page + step) % len(self.pages))

    def action_first_page(self) -> None:
        """Turn to the first page."""
        self._turn_to(0)

    def action_last_page(self) -> None:
        """Turn to the last page."""
        self._turn_to(len(self.pages) - 1)

    def _turn_to(self, page: int) -> None:
        if page != self.page:
            self.page, self.at = page, ""
            self.show()
            if any(self.reading.found(self.view, name) is None for name in self.names):
                self._compute()

    def action_panel(self) -> None:
        """Let the keys act on the next panel."""
        self._go_to_panel(1)

    def action_panel_before(self) -> None:
        """Let the keys act on the panel before."""
        self._go_to_panel(-1)

    def _go_to_panel(self, step: int) -> None:
        names = self.names
        place = names.index(self.at) + step if self.at else min(step, 0)
        self.at = names[place % len(names)]
        self.show_focus()

    def action_close(self) -> None:
        """Leave the panel, or the statistics."""
        if not self.at:
            self.dismiss(None)
            return
        self.at = ""
        self.show_focus()

    def action_shorter(self) -> None:
        """Take a shorter period."""
        self.look_at(self.view.moved(-1))

    def action_longer(self) -> None:
        """Take a longer period."""
        self.look_at(self.view.moved(1))

    def action_unit(self) -> None:
        """Join days to the next unit."""
        self.look_at(self.view.by_next_unit(self.reading.day))

    def action_scope(self) -> None:
        """Choose decks or cards."""
        from quiz.tui.screens.statistics_scope import ScopeScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(ScopeScreen(self.view.chosen), self._scope_chosen)

    def _scope_chosen(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self.look_at(replace(self.view, chosen=chosen))

    # The mouse

    def on_statistics_head_chosen(self, message: StatisticsHead.Chosen) -> None:
        """Take the period that was clicked."""
        self.look_at(replace(self.view, period=message.period))

    async def on_chart_board_clicked(self, message: ChartBoard.Clicked) -> None:
        """Let the keys act on a chart, pick what was clicked in it, and open it with a second click."""
        name, was = message.series, self.picked_in(message.series)
        self.at = name
        picked = self.picked_in(name)
        found = None
        if picked is not None:
            found = at_place(name, self.lines_of(name), picked, message.column, message.line)
            self._pick(found - picked if found is not None else 0)
        self.show_focus()
        if found is not None and found == was:
            await self.run_action("screen.accept")


def prepare(program: Program) -> None:
    """Compute what is shown first, for a thread: the next time it takes a quarter of the time."""
    reading, view = Reading(program), View(Chosen())
    for name in _FIRST:
        reading.compute(view, name)
