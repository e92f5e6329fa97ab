"""What the statistics lead to: a session, a drill, a card, a day, a definition, a picture."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from quiz.errors import QuizError
from quiz.locale import _
from quiz.sessions import Start, begin, drill_of, drill_of_pair
from quiz.text import literal
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.statistics_view import StatisticsView

WORKERS = "statistics"
"""The group of the threads that compute."""


class StatisticsActions(StatisticsView):
    """The part of the statistics that leaves them. ``is_stale`` says that something may be changed on coming back."""

    is_stale = False

    # What Enter does

    def action_accept(self) -> None:
        """Open what is picked in the panel that has the keys; otherwise do what is advised."""
        row = self.picked_row(self.at) if self.at else None
        if row is None:
            self.action_advised()
        elif self.at == "calendar":
            self._show_day(date.fromisoformat(row["day"]))
        elif self.at == "confusions":
            self._drill(row["asked_id"], row["given_id"])
        else:
            self._drill_weak(row["card_id"])

    def action_card(self) -> None:
        """Show what is known of the card that is picked."""
        row = self.picked_row(self.at)
        if row is not None:
            self._show_card(row["card_id"])

    def action_advised(self) -> None:
        """Do what is advised."""
        advice, names = self.reading.value(self.view, "advice") or {}, self.view.chosen.names
        match self.advised:
            case "study":
                self._study(Start(names, where=self._also(advice["where"]), mode=advice["mode"]))
            case "cram" if advice["cards"]:
                start = Start(names, mode=advice["mode"], cram=True)
                self._study(start, drill_of(self.quiz.program, advice["cards"], start))
            case "cram":
                self._study(Start(names, where=self._also(advice["where"]), cram=True))
            case "drill":
                self._drill_mix_ups(Start(names, confusions=True))
            case "configure":
                self._configure()

    def _also(self, where: str) -> str:
        """Return a query for cards that also those of the scope find."""
        own = self.view.chosen.where
        return " ".join(f"({part})" for part in (own, where)) if own and where else own or where

    def _study(self, start: Start, asking: Any = None) -> None:
        from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  loaded when it is first needed

        self._leave_for(StudyScreen(start, asking=asking))

    def _configure(self) -> None:
        from quiz.tui.screens.deck_settings import DeckSettingsScreen  # noqa: PLC0415  loaded when it is first needed

        deck = self.reading.only_deck(self.view.chosen)
        if deck is not None:
            self._leave_for(DeckSettingsScreen(self.quiz.program.store.deck(deck.id)))

    def _leave_for(self, screen: QuizScreen[None]) -> None:
        """Open a screen that may change what is shown here; nothing is computed meanwhile."""
        self.is_stale = True
        self.workers.cancel_group(self, WORKERS)
        self.app.push_screen(screen)

    def _drill_mix_ups(self, start: Start) -> None:
        """Drill what is mixed up; where all of it was told apart lately, what was mixed up most in the period."""
        try:
            asking = begin(self.quiz.program, start)
        except QuizError:
            rows = (self.reading.value(self.view, "confusions") or {}).get("rows")
            if not rows:
                raise
            self._drill(rows[0]["asked_id"], rows[0]["given_id"])
        else:
            self._study(start, asking)

    def _drill(self, asked_id: int, given_id: int) -> None:
        """Drill two notes in the direction in which one was taken for the other last."""
        store = self.quiz.program.store
        mixed = [
            (entry.id, card)
            for card in store.cards_of_note(asked_id)
            for entry in store.log(card.id)
            if entry.confused_with == given_id and entry.undone is None
        ]
        last = max(mixed, key=lambda one: one[0], default=None)
        drill = drill_of_pair(self.quiz.program, last[1], store.note(given_id), Start()) if last else None
        if drill is None:
            self.quiz.say(_("These two are not asked in the same direction any more."))
        else:
            self._study(Start(confusions=True), drill)

    def _drill_weak(self, card_id: int) -> None:
        """Drill the weakest cards outside the schedule: this one, those listed below it, and then those above it."""
        rows = (self.reading.value(self.view, "leeches") or {}).get("rows", ())
        ids = [row["card_id"] for row in rows]
        first, start = ids.index(card_id), Start(cram=True)
        self._study(start, drill_of(self.quiz.program, ids[first:] + ids[:first], start))

    def _show_card(self, card_id: int) -> None:
        from quiz.tui.screens.card_info import card_info  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(card_info(self.quiz.program, card_id))

    def _show_day(self, day: date) -> None:
        from quiz.tui.screens.statistics_day import DayScreen  # noqa: PLC0415  loaded when it is first needed

        self.app.push_screen(DayScreen(day, partial(self.reading.scope_of, self.view.chosen)))

    # About a chart

    def action_define(self) -> None:
        """Say what exactly a chart counts."""
        from quiz.tui.screens.statistics_definition import DefinitionScreen  # noqa: PLC0415  only when asked for

        figure = self.figure_of(self.target)
        self.app.push_screen(DefinitionScreen(self.target, figure.summary if figure else ""))

    def action_save(self) -> None:
        """Save a chart as a picture in the present folder."""
        from quiz.tui.screens.statistics_saving import save  # noqa: PLC0415  only when asked for

        figure = self.figure_of(self.target)
        if figure is not None:
            path = save(figure, self.target, self.reading.day, Path.cwd())
            self.quiz.say(_("Saved {file}.").format(file=literal(str(path))))
