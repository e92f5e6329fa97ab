"""What a person marks a card with while studying: known for good, new again, a flag; leeches, and the time it takes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from textual.timer import Timer

from quiz.asking import Asking
from quiz.cards import Card, Kind, Rating, Review
from quiz.locale import _
from quiz.questions import Question
from quiz.repository import Undone
from quiz.study import Session
from quiz.tui.dates import clock_text
from quiz.tui.screens.card_screen import Asked, CardScreen, Phase
from quiz.tui.screens.flag import FlagScreen, flag_text

MARKS = ("study.known", "study.reset", "study.flag", "study.timer")
"""The actions of this part of the study screen."""

_TICK = 1.0


class CardMarks(CardScreen):
    """The part of the study screen that marks cards, tells of leeches, and lets the clock of a card run."""

    _clock: Timer | None = None

    def mark_available(self, name: str) -> bool:
        """Tell what can be done with the card: known and new again are changes of a schedule, which a drill has not."""
        if self.asked is None or self.phase in (Phase.BEGIN, Phase.WAIT):
            return False
        return isinstance(self.asking, Session) or name not in ("study.known", "study.reset")

    # Known, and new again

    def action_known(self) -> None:
        """Do not ask this card any more: it is known for good."""
        if isinstance(self.asking, Session):
            self._change(self.asking.mark_known, _("The card is known for good and is not asked any more."))

    def action_reset(self) -> None:
        """Make this card new again."""
        if isinstance(self.asking, Session):
            self._change(self.asking.reset, _("The card is new again; its history stays."))

    def _change(self, change: Callable[[Question, datetime], None], said: str) -> None:
        if self.asked is None:
            return
        change(self.asked.question, self.now())
        self.say_undoable(said)
        self.go_on()

    def say_undoable(self, said: str) -> None:
        """Say what was done, and the key that takes it back."""
        undo = _("{key} takes it back.").format(key=self.key_of("study.undo"))
        self.quiz.say(_("{sentence} {next_sentence}").format(sentence=said, next_sentence=undo))

    # Flags

    def action_flag(self) -> None:
        """Choose a flag for this card."""
        if self.asked is not None:
            self.app.push_screen(FlagScreen(self.asked.question.card.flag), self._flagged)

    def _flagged(self, flag: int | None) -> None:
        asked = self.asked
        if flag is None or asked is None or flag == asked.question.card.flag:
            return
        with self.quiz.reporting():
            card = asked.question.card
            self.quiz.program.store.flag([card.id], flag)
            asked.question = replace(asked.question, card=self._reread(card))
            self.quiz.say(_("Flag: {name}").format(name=flag_text(flag)))
            self.show()

    def _reread(self, card: Card) -> Card:
        """Return a card as it is now, unless it was answered elsewhere: then the one shown stays, and is stale."""
        now = self.quiz.program.store.card(card.id)
        return now if now.state == card.state else card

    # Leeches

    def answered(self, asked: Asked, entry: Review) -> None:
        """Tell of a leech when an answer that was stored has made one. The next card comes below the window."""
        if entry.rating is not Rating.AGAIN:
            return
        from quiz.leeches import leech_of  # noqa: PLC0415  only at a lapse
        from quiz.tui.screens.leech import LeechScreen  # noqa: PLC0415

        leech = leech_of(self.quiz.program.store, asked.question, entry)
        if leech is not None:
            # What follows may put the end of the session in the place of this screen; the window is to lie above it.
            window = LeechScreen(leech, self.start, lambda on: self._suspend_leech(asked.question, on))
            self.app.call_later(self.app.push_screen, window, self._told)

    def _suspend_leech(self, question: Question, on: bool) -> None:
        """Suspend a leech as a step of the session, which can be taken back, or let it be asked again."""
        if not isinstance(self.asking, Session):
            self.quiz.program.store.suspend([question.card.id], on)
        elif on:
            self.asking.suspend(question, self.now())
        else:
            self.asking.ask_again(question)

    def _told(self, _none: None) -> None:
        """Go on after the window: note and card may have been changed there."""
        if not self.is_attached or self.asked is None:
            return
        with self.quiz.reporting():
            if self.phase is Phase.QUESTION:
                # The time that the window was read is not that of the card below it.
                self.asked.question = replace(self.asked.question, shown=self.now())
            card = self.quiz.program.store.card(self.asked.question.card.id)
            if card.suspended and isinstance(self.asking, Session):
                self.go_on()
            else:
                self.refresh_question()

    # The clock

    def action_timer(self) -> None:
        """Show or hide how long cards have been asked."""
        shown = self.quiz.program.config["timer"] == "on"
        self.quiz.change("timer", "off" if shown else "on")

    def show(self) -> None:
        """Let the clock run where it is seen."""
        self._set_clock()
        super().show()

    @property
    def clock_runs(self) -> bool:
        """Whether the time of this card is shown and goes on, by itself."""
        config = self.quiz.program.config
        asked = self.phase is Phase.QUESTION and self.asked is not None
        return asked and config["timer"] == "on" and config["motion"] == "on"

    def _set_clock(self) -> None:
        if self._clock is None and self.clock_runs:
            self._clock = self.set_interval(_TICK, self.tick_timer)
        elif self._clock is not None and not self.clock_runs:
            self._clock.stop()
            self._clock = None

    def tick_timer(self) -> None:
        """Show the time that went on, unless a window lies over it."""
        if self.clock_runs and self.is_current:
            with self.quiz.reporting():
                self.show_head()

    @abstractmethod
    def show_head(self) -> None:
        """Show the line at the top."""


def time_text(asked: Asked | None, phase: Phase, now: datetime, *, runs: bool) -> str:
    """Return how long a card is being asked, or took until its answer was shown; empty where neither is known.

    A clock that does not run by itself is not shown before the answer.
    """
    if asked is None or phase in (Phase.BEGIN, Phase.WAIT):
        return ""
    if phase is Phase.QUESTION:
        return clock_text(Asking.milliseconds(asked.question, now) / 1000) if runs else ""
    end = asked.choices.instant if asked.choices else now
    return clock_text(Asking.milliseconds(asked.question, end) / 1000)


def undone_change(undone: Undone) -> str:
    """Return which change of a schedule was taken back, in words."""
    kind = undone.entry.kind if undone.entry is not None else None
    if kind is Kind.KNOWN:
        return _("Undone: the card is not known for good any more.")
    if kind is Kind.RESET:
        return _("Undone: the card is as it was before it became new again.")
    return _("Undone: a change of the schedule.")
