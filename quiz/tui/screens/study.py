"""Studying: one card after another, from its prompt to the rating that is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from quiz.cards import Rating
from quiz.drill import Drill
from quiz.errors import QuizError, StaleCardError
from quiz.locale import _, ngettext
from quiz.modes import Given
from quiz.phrases import drill_over_text
from quiz.questions import Choices, Question
from quiz.sessions import Start, begin, resolved
from quiz.study import Session
from quiz.tui.screens.card_screen import Asked, Phase
from quiz.tui.screens.study_steps import CardSteps
from quiz.tui.screens.study_view import StudyView
from quiz.tui.widgets.action_bar import ActionBar
from quiz.tui.widgets.answer_pane import AnswerPane
from quiz.tui.widgets.option_rows import OptionRows
from quiz.tui.widgets.progress_line import ProgressLine
from quiz.tui.widgets.typed_answer import TypedAnswer

_TWICE = timedelta(milliseconds=250)
"""How soon after a choice a key for a rating is taken for the same press."""


class StudyScreen(StudyView, CardSteps):
    """A study session, or a drill of some cards outside the schedule."""

    PLACES = ("study", "question", "answer", "wait")

    def __init__(self, start: Start, *, asking: Session | Drill | None = None) -> None:
        """Study as ``start`` says, or go on with a session, or with a drill that was made for it."""
        super().__init__()
        self.start = self._wanted = start
        self._begun = asking

    def compose_page(self) -> ComposeResult:
        """Compose the parts from top to bottom; they stay, only their contents change."""
        yield Static(id="study-head")
        yield ProgressLine()
        yield Static(id="prompt")
        with AnswerPane(id="answer"):
            yield OptionRows(id="options")
            yield Static(id="answer-text")
        yield TypedAnswer(id="typing")
        yield ActionBar(id="bar")

    def opened(self) -> None:
        """Begin the session as soon as the database is open."""
        self.start = resolved(self.quiz.program, self.start)
        self.asking = self._begun or begin(self.quiz.program, self.start, forward=timedelta(0))
        self.go_on()

    def give_up(self, error: QuizError) -> None:
        """Leave; where the program was started for this, end it with the error."""
        if self.quiz.start is self._wanted:
            self.quiz.fail(error)
        else:
            super().give_up(error)

    def on_answer_pane_resized(self) -> None:
        """Draw the answer for the room that there is now."""
        if self.shows_answer:
            self.show_answer()

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

    def _ask(self, question: Question, wanted: str = "", *, hinted: bool = False) -> None:
        assert self.asking is not None
        mode = self.asking.mode_of(question, wanted)
        options = self.asking.options(question) if mode == "choice" else ()
        self.asked = Asked(question, mode, options, hinted=hinted)
        self.phase = Phase.QUESTION
        self.query_one(TypedAnswer).clear()
        self.query_one("#answer", VerticalScroll).scroll_home(animate=False)
        self.show()

    def ask_as(self, mode: str) -> None:
        """Ask this card in another mode; the time goes on."""
        if self.asked is not None:
            self.set_focus(None)
            self._ask(self.asked.question, mode, hinted=self.asked.hinted)

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
        if isinstance(self.asking, Session):
            from quiz.tui.screens.summary import SummaryScreen  # noqa: PLC0415  only at the end

            self.app.switch_screen(SummaryScreen(self.asking, self.start, self.title_text()))
            return
        assert self.asking is not None
        count, right = self.asking.results
        told = ngettext("{count} answer, {right} right.", "{count} answers, {right} right.", count)
        over = drill_over_text(moves_schedule=self.moves_schedule)
        figures = told.format(count=count, right=right)
        self.quiz.say(_("{sentence} {next_sentence}").format(sentence=over, next_sentence=figures))
        self.dismiss(None)

    # Before and after the answer

    def action_reveal(self) -> None:
        """Show the answer; what was typed is judged. After a name, show what was to be recalled."""
        asked = self.asked
        if self.phase is Phase.RECALL:
            self.phase = Phase.ANSWER
            self.show()
        elif self.phase is Phase.QUESTION and asked is not None:
            typed = self.query_one(TypedAnswer).value.strip() if asked.mode == "type" else ""
            self._judge(asked, Given(typed))

    def pick(self, index: int) -> None:
        """Pick one of the answers that are offered."""
        asked = self.asked
        if self.phase is Phase.QUESTION and asked is not None and index < len(asked.options):
            option = asked.options[index]
            self._judge(asked, Given(option.text, option))

    def _judge(self, asked: Asked, given: Given) -> None:
        if self.asking is None:
            return
        asked.given = given
        asked.choices = self.asking.reveal(asked.question, self.now())
        self._judge_given(asked, asked.choices)
        self.phase = Phase.RECALL if asked.recalls else Phase.ANSWER
        self.set_focus(None)
        self.query_one("#answer").scroll_home(animate=False)
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
            entry = self.asking.answer(
                asked.question,
                asked.choices,
                rating,
                self.now(),
                mode=asked.mode,
                given=asked.given.text,
                confused_with=asked.judged.confused_with if asked.judged else None,
            )
        except StaleCardError as error:
            # The next one is asked when this was read: a next prompt would say that the answer is stored.
            self.quiz.report(error, then=self.go_on)
            return
        self.answered(asked, entry)
        self.go_on()

    def action_accept(self) -> None:
        """Take the rating that is proposed."""
        if self.asked is not None:
            self.rate(self.asked.proposal)

    def _rate_by_key(self, rating: Rating) -> None:
        """Rate the card, unless the key that has just picked an answer came twice: it means a rating as well."""
        asked = self.asked
        choices = asked.choices if asked is not None and asked.given.picked is not None else None
        if choices is None or self.now() - choices.instant >= _TWICE:
            self.rate(rating)

    def action_again(self) -> None:
        """Rate the card: forgotten."""
        self._rate_by_key(Rating.AGAIN)

    def action_hard(self) -> None:
        """Rate the card: remembered with effort."""
        self._rate_by_key(Rating.HARD)

    def action_good(self) -> None:
        """Rate the card: remembered."""
        self._rate_by_key(Rating.GOOD)

    def action_easy(self) -> None:
        """Rate the card: remembered at once."""
        self._rate_by_key(Rating.EASY)

    def footer(self) -> list[tuple[str, str]]:
        """Return what is done most in this phase."""
        if self.phase is Phase.ANSWER:
            names = ["answer.accept", "study.undo", "answer.explain", "answer.pair", "answer.contrast", "study.leave"]
            return self.labelled(*names, "study.info", "study.suspend", "study.edit")
        if self.phase is Phase.QUESTION and self.asked is not None:
            entries = [("question.pick1+question.pick2+question.pick3+question.pick4", _("pick"))]
            entries = entries if self.asked.mode == "choice" else []
            entries += self.labelled("question.hint", "question.later", "study.undo", "study.leave")
            return [*entries, ("question.mode", self.mode_words())] if self.is_available("question.mode") else entries
        return self.labelled("question.hint", "study.undo", "study.leave")

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
            self._show_again(self.asked, replace(self.asked.question, language=language))
        self._studied = None
        super().settings_changed()

    def refresh_question(self) -> None:
        """Show the card again after its note was changed."""
        asked, store = self.asked, self.quiz.program.store
        if asked is None:
            self.go_on()
            return
        with self.quiz.reporting():
            assert self.asking is not None
            self.asking.notes_changed()
            question = asked.question
            note = store.note(question.note.id)
            kind, deck = store.note_type(note.type_id), store.deck(question.deck.id)
            card = self._reread(question.card)
            self._show_again(asked, replace(question, note=note, note_type=kind, deck=deck, card=card))
            self.show()

    def _show_again(self, asked: Asked, question: Question) -> None:
        """Take a question as it is now: the same options with their present texts, and what was given judged anew."""
        assert self.asking is not None
        store = self.quiz.program.store
        asked.question, asked.contrasts = question, None
        notes = {option.note_id: store.note(option.note_id) for option in asked.options}
        asked.options = tuple(replace(one, text=question.option_of(notes[one.note_id])) for one in asked.options)
        picked = asked.given.picked
        if picked is not None:
            asked.given = Given(*next((one.text, one) for one in asked.options if one.note_id == picked.note_id))
        self.judge_again()

    def judge_again(self) -> None:
        """Judge what was given anew, where anything was: the note may be another one, or a hint was taken."""
        asked = self.asked
        if asked is not None and asked.choices is not None:
            self._judge_given(asked, asked.choices)
            if self.phase is Phase.RECALL and not asked.recalls:
                self.phase = Phase.ANSWER

    def _judge_given(self, asked: Asked, choices: Choices) -> None:
        """Judge what was given by the note as it is now."""
        assert self.asking is not None
        asked.judged = self.asking.judge(asked.question, asked.mode, asked.given, choices.instant, hinted=asked.hinted)
        asked.times = self.times_confused(asked.question, asked.judged.other)
