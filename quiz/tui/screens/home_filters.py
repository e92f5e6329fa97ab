"""What home does with filters: counting them behind what is shown, studying, changing and forgetting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from quiz.errors import QuizError, unforeseen
from quiz.filters import FilterRow, all_filters
from quiz.locale import _
from quiz.sessions import Start
from quiz.text import one_line
from quiz.tui.screens.home_decks import DeckActions

if TYPE_CHECKING:
    from quiz.filters import Filter

_WORKERS = "filters"

_OF_FILTERS = frozenset({"home.session", "home.statistics", "home.export", "home.rename", "home.delete"})
"""What can be done with a filter as with a deck."""

_MOVES = frozenset({"home.down", "home.up", "home.first", "home.last"})


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A filter that was forgotten after so many decks of this run had been deleted."""

    filter: Filter
    after: int


class FilterActions(DeckActions):
    """The part of home with the filters, which stand below the decks: ``selected`` counts on from these."""

    def __init__(self) -> None:
        super().__init__()
        self.filters: tuple[FilterRow, ...] = ()
        self.selected = 0
        self._forgotten: list[Forgotten] = []

    @property
    def count(self) -> int:
        """How many decks and filters are shown."""
        return len(self.rows) + len(self.filters)

    @property
    def chosen_filter(self) -> FilterRow | None:
        """The selected filter, unless a deck is selected."""
        at = self.selected - len(self.rows)
        return self.filters[at] if 0 <= at < len(self.filters) else None

    @property
    def keys_of_rows(self) -> list[int | str]:
        """By what decks and filters are found again when everything was read anew: their ids and their names."""
        return [*(row.deck.id for row in self.rows), *(row.filter.name for row in self.filters)]

    @property
    def chosen_key(self) -> int | str:
        """By what the selected deck or filter is found again."""
        keys = self.keys_of_rows
        return keys[self.selected] if self.selected < len(keys) else 0

    # Counting

    def load_filters(self) -> None:
        """Show the filters that there are now with what is known of them, and count them again in a thread."""
        known = {row.filter: row for row in self.filters}
        kept = all_filters(self.quiz.program.config)
        self.filters = tuple(known.get(one, FilterRow(one)) for one in kept)
        self.workers.cancel_group(self, _WORKERS)
        if kept:
            work = partial(self._count_in_thread, kept)
            self.run_worker(work, thread=True, exclusive=True, group=_WORKERS, exit_on_error=False)

    def _count_in_thread(self, kept: Sequence[Filter]) -> None:
        from quiz.filtered import rows  # noqa: PLC0415  loads numpy, in the thread
        from quiz.tui.screens.browse_finding import NobodyWaitsError  # noqa: PLC0415

        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled:
                raise NobodyWaitsError

        try:
            for row in rows(self.quiz.program, kept, pause):
                pause()
                self.app.call_from_thread(self._counted, row)
        except NobodyWaitsError:
            return
        except QuizError as error:
            self.app.call_from_thread(self.quiz.report, error)
        except Exception as error:  # the outermost edge of a worker
            self.app.call_from_thread(self.quiz.fail, unforeseen(error))

    def _counted(self, row: FilterRow) -> None:
        """Show a filter with what was counted, unless it is another one by now."""
        self.filters = tuple(row if row.filter == before.filter else before for before in self.filters)
        self.redraw()

    # What can be done

    def row_action_available(self, name: str) -> bool:
        """Tell what can be done with what is selected."""
        chosen = self.chosen_filter
        if name in _MOVES:
            return self.count > 1
        if chosen is not None and name in _OF_FILTERS:
            return name != "home.statistics" or chosen.problem is None
        return self.deck_action_available(name)

    def action_study(self) -> None:
        """Study the selected deck or filter; do first what has to be done before that."""
        row = self.chosen_filter
        if row is None:
            super().action_study()
        elif row.is_useless:
            self._change_filter(row.filter, mends=True)
        else:
            self.study(_start_of(row.filter))

    def action_session(self) -> None:
        """Choose how long, which cards and how, and study that."""
        row = self.chosen_filter
        if row is None:
            super().action_session()
            return
        from quiz.tui.screens.session import SessionScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(
            SessionScreen(where=row.filter.query, of=row.filter.name), partial(self._session_of, row.filter)
        )

    def _session_of(self, one: Filter, start: Start | None) -> None:
        """Study what was chosen: the filter, unless its query was changed."""
        if start is not None:
            self.study(replace(start, filters=(one.name,)) if start.where == one.query.strip() else start)

    def action_statistics(self) -> None:
        """Show how it goes with the selected deck, or with the cards of the filter."""
        if self.chosen_filter is None:
            super().action_statistics()
        else:
            self.show_statistics(where=self.chosen_filter.filter.query)

    def action_export(self) -> None:
        """Export the selected deck, or the notes of the filter."""
        if self.chosen_filter is None:
            super().action_export()
        else:
            one = self.chosen_filter.filter
            self.show_export(where=one.query, name=one.name)

    def action_rename(self) -> None:
        """Give the selected deck another name, or the filter another name or query."""
        if self.chosen_filter is None:
            super().action_rename()
        else:
            self._change_filter(self.chosen_filter.filter)

    def _change_filter(self, before: Filter, *, mends: bool = False) -> None:
        from quiz.tui.screens.filter_form import FilterScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(FilterScreen(before.query, before, mends=mends), self._filter_kept)

    def _filter_kept(self, after: Filter | None) -> None:
        if after is not None:
            self.load(after.name)

    # Forgetting, and taking that back

    def action_delete(self) -> None:
        """Delete the selected deck after asking, or forget the filter: its cards stay."""
        row = self.chosen_filter
        if row is None:
            super().action_delete()
            return
        keys = self.keys_of_rows
        neighbours = [*keys[self.selected + 1 :], *reversed(keys[: self.selected])]
        with self.quiz.reporting():
            self.quiz.change(row.filter.setting, "")
            self._take_away(row)
            self._forgotten.append(Forgotten(row.filter, len(self._deletions)))
            said = _("Forgot “{name}”; its cards stay. {key} brings it back.")
            self.quiz.say(said.format(name=one_line(row.filter.name), key=self.key_of("home.undo")))
            self.load(next(iter(neighbours), None))

    def _take_away(self, row: FilterRow) -> None:
        """Show a filter no more, at once: reading everything again takes a while, and nobody is to study it then."""
        self.filters = tuple(one for one in self.filters if one is not row)
        self.selected = max(0, min(self.selected, self.count - 1))
        self.redraw()

    @property
    def can_undo(self) -> bool:
        """Whether there is a deck or a filter to bring back."""
        return bool(self._forgotten) or super().can_undo

    def action_undo(self) -> None:
        """Bring back what was deleted or forgotten last."""
        last = self._forgotten[-1] if self._forgotten else None
        if last is None or last.after < len(self._deletions):
            super().action_undo()
            return
        with self.quiz.reporting():
            self.quiz.change(last.filter.setting, last.filter.query)
            self._forgotten.pop()
            self.quiz.say(_("“{deck}” is back.").format(deck=one_line(last.filter.name)))
            self.load(last.filter.name)


def _start_of(one: Filter) -> Start:
    return Start(where=one.query.strip(), filters=(one.name,))


def filter_text(row: FilterRow) -> str:
    """Return what a filter finds, or why it cannot be read."""
    from quiz.query import QueryError  # noqa: PLC0415  the first picture does not wait for it

    problem = row.problem
    if problem is None:
        return one_line(row.filter.query)
    said = problem.reason if isinstance(problem, QueryError) else problem.message
    return _("{sentence} {next_sentence}").format(sentence=said, next_sentence=problem.hint).strip()
