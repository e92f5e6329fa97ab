"""Studying: one card after another, from its prompt to the rating that is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from quiz.asking import Question
from quiz.cards import Rating
from quiz.config import AUTO
from quiz.drill import Drill
from quiz.errors import QuizError, StaleCardError
from quiz.locale import _
from quiz.modes import mode_for
from quiz.study import Session
from quiz.text import literal
from quiz.tui.screens.card_screen import Asked, Phase
from quiz.tui.screens.study_steps import CardSteps
from quiz.tui.screens.study_view import StudyView
from quiz.tui.start import Start
from quiz.tui.widgets.action_bar import ActionBar
from quiz.tui.widgets.progress_line import ProgressLine
from quiz.tui.widgets.typed_answer import TypedAnswer


class StudyScreen(StudyView, CardSteps):
    """A study session, or a drill of some cards outside the schedule."""

    PLACES = ("study", "question", "answer", "wait")

    def __init__(self, start: Start, *, drill: Sequence[int] = (), session: Session | None = None) -> None:
        """Study as ``start`` says, drill some cards, or go on with a ``session`` that was at its end."""
        super().__init__()
        self.start = start
        self.drill = tuple(drill)
        self._going_on = session

    def compose_page(self) -> ComposeResult:
        """Compose the parts from top to bottom; they stay, only their contents change."""
        yield Static(id="study-head")
        yield ProgressLine()
        yield Static(id="prompt")
        with VerticalScroll(id="answer", can_focus=False):
            yield Static(id="answer-text")
        yield TypedAnswer(id="typing")
        yield ActionBar(id="bar")

    def opened(self) -> None:
        """Begin the session as soon as the database is open."""
        self.asking = self._going_on or self._session()
        self.go_on()

    def give_up(self, error: QuizError) -> None:
        """Leave; where the program was started for this, end it with the error."""
        if self.quiz.start is self.start:
            self.quiz.fail(error)
        else:
            super().give_up(error)

    def _session(self) -> Session | Drill:
        program = self.quiz.program
        day_start, language = program.config.day_start, program.content_language
        if self.drill:
            return Drill(program.store, self.drill, day_start=day_start, language=language)
        return Session(
            program.store,
            program.decks(self.start.decks),
            day_start=day_start,
            language=language,
            together=self.start.siblings,
            forward=timedelta(0),
        )

    # From card to card

    def go_on(self) -> None:
        """Ask the next card, wait for one, or come to the end."""
        assert self.asking is not None
        with self.quiz.reporting():
            now = self.now()
            question = self.asking.next(now)
            if question is not None:
                self._ask(question)
            elif self.asking.waiting(now) is not None:
                self._wait()
            else:
                self._end()

    def _ask(self, question: Question) -> None:
        wanted = self.start.mode or self.quiz.program.config["mode"]
        self.asked = Asked(question, mode_for("type" if wanted == AUTO else wanted, question.direction))
        self.phase = Phase.QUESTION
        self.query_one(TypedAnswer).clear()
        self.query_one("#answer", VerticalScroll).scroll_home(animate=False)
        self.show()

    def _wait(self) -> None:
        self.asked, self.phase = None, Phase.WAIT
        self.set_focus(None)
        self.show()
        self.set_timer(1, self._tick)

    def _tick(self) -> None:
        """Count down, and ask the card when it is due."""
        if self.phase is not Phase.WAIT or self.asking is None or not self.is_attached:
            return
        with self.quiz.reporting():
            if self.app.screen is self and self.asking.next(self.now()) is not None:
                self.go_on()
                return
            self.show_prompt()
            self.set_timer(1, self._tick)

    def _end(self) -> None:
        if self.drill:
            self.quiz.say(_("Drill finished; the schedule is as it was."))
            self.dismiss(None)
            return
        from quiz.tui.screens.summary import SummaryScreen  # noqa: PLC0415  only at the end

        assert isinstance(self.asking, Session)
        self.app.switch_screen(SummaryScreen(self.asking, self.start, self.title_text()))

    # Before and after the answer

    def action_reveal(self) -> None:
        """Show the answer; what was typed is judged."""
        asked = self.asked
        if self.phase is not Phase.QUESTION or asked is None or self.asking is None:
            return
        asked.choices = self.asking.reveal(asked.question, self.now())
        if asked.mode.name == "type":
            asked.given = self.query_one(TypedAnswer).value.strip()
            asked.judged = self.asking.judge(asked.question, asked.mode, asked.given)
            asked.times = self.times_confused(asked.question, asked.judged.other)
        self.phase = Phase.ANSWER
        self.set_focus(None)
        self.show()

    async def on_input_submitted(self) -> None:
        """Judge what was typed."""
        await self.run_action("screen.reveal")

    def rate(self, rating: Rating) -> None:
        """Store the answer and go on; where that fails, the card stays as it is."""
        asked = self.asked
        if self.phase is not Phase.ANSWER or asked is None or asked.choices is None or self.asking is None:
            return
        try:
            self.asking.answer(
                asked.question,
                asked.choices,
                rating,
                self.now(),
                mode=asked.mode.name,
                given=literal(asked.given),
                confused_with=asked.judged.confused_with if asked.judged else None,
            )
        except StaleCardError as error:  # the next one can be asked all the same
            self.quiz.report(error)
        self.go_on()

    def action_accept(self) -> None:
        """Take the rating that is proposed."""
        if self.asked is not None:
            self.rate(self.asked.proposal)

    def action_again(self) -> None:
        """Rate the card: forgotten."""
        self.rate(Rating.AGAIN)

    def action_hard(self) -> None:
        """Rate the card: remembered with effort."""
        self.rate(Rating.HARD)

    def action_good(self) -> None:
        """Rate the card: remembered."""
        self.rate(Rating.GOOD)

    def action_easy(self) -> None:
        """Rate the card: remembered at once."""
        self.rate(Rating.EASY)

    def footer(self) -> list[tuple[str, str]]:
        """Return what is done most in this phase."""
        if self.phase is Phase.ANSWER:
            names = ["answer.accept", "study.undo", "answer.explain", "answer.pair", "study.leave", "study.info"]
            return self.labelled(*names, "study.suspend", "study.edit")
        if self.phase is Phase.QUESTION and self.asked is not None:
            types = self.asked.mode.name == "type"
            other = _("only look") if types else _("type it")
            entries = self.labelled("question.hint", "question.later", "study.undo", "study.leave")
            return [*entries, ("question.mode", other)] if self.is_available("question.mode") else entries
        return self.labelled("study.undo", "study.leave")

    def is_available(self, name: str) -> bool:
        """Tell what fits the phase."""
        if self.asking is None:
            return name == "study.leave"
        if name in ("study.undo", "study.leave"):
            return True
        return self.step_available(name)

    def settings_changed(self) -> None:
        """Show the card in the language that was chosen."""
        language = self.quiz.program.content_language
        if self.asking is not None:
            self.asking.speak(language)
        if self.asked is not None:
            self.asked.question = replace(self.asked.question, language=language)
        super().settings_changed()

    def refresh_question(self) -> None:
        """Show the card again after its note was changed."""
        asked, store = self.asked, self.quiz.program.store
        if asked is None:
            self.go_on()
            return
        with self.quiz.reporting():
            question = asked.question
            note = store.note(question.note.id)
            kind, deck = store.note_type(note.type_id), store.deck(question.deck.id)
            asked.question = replace(question, note=note, note_type=kind, deck=deck, card=store.card(question.card.id))
            self.show()
