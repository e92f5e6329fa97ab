"""What can be done with the card on the screen beside rating it."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from quiz.asking import Asking
from quiz.cards import Note, Rating
from quiz.confusing import A_YEAR
from quiz.locale import _, ngettext
from quiz.phrases import rating_name
from quiz.questions import Question
from quiz.repository import Step, Undone
from quiz.scheduling.days import study_day
from quiz.study import Session
from quiz.text import literal
from quiz.tui.screens.card_marks import MARKS, CardMarks, undone_change
from quiz.tui.screens.card_screen import Asked, Phase

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

_IN_SESSION = ("study.suspend", "study.suspend_note", "study.bury", "study.bury_note")


class CardSteps(CardMarks):
    """The part of the study screen that hints, puts off, suspends, undoes, and opens other screens."""

    def step_available(self, name: str) -> bool:
        """Tell what can be done with the card in this phase."""
        place = name.partition(".")[0]
        if place == "wait":
            return self.phase is Phase.WAIT
        if self.asked is None:
            return False
        if name in _IN_SESSION:
            return isinstance(self.asking, Session)
        if place == "question":
            return self._question_step_available(name, self.asked)
        if name in MARKS:
            return self.mark_available(name)
        if name == "answer.pair":
            return self._mixed_up_with(self.asked) is not None
        if name == "answer.contrast":
            return self.phase is Phase.ANSWER and bool(self._contrasted(self.asked))
        return place == "study" or self.phase is Phase.ANSWER

    def _question_step_available(self, name: str, asked: Asked) -> bool:
        """Tell what can be done before the answer is shown."""
        if name == "question.reveal":
            return self.phase in (Phase.QUESTION, Phase.RECALL)
        if name == "question.hint":
            return bool(asked.question.hint) and self.phase in (Phase.QUESTION, Phase.RECALL)
        if name == "question.mode" and self._next_mode() is None:
            return False
        if name.startswith("question.pick"):
            return self.phase is Phase.QUESTION and int(name[-1]) <= len(asked.options)
        return self.phase is Phase.QUESTION

    def _next_mode(self) -> str | None:
        """Return the mode that one key asks this card in instead, or nothing where there is only one."""
        if self.asked is None or self.asking is None:
            return None
        following = self.asking.next_mode(self.asked.question, self.asked.mode)
        return None if following == self.asked.mode else following

    def mode_words(self) -> str:
        """Return what the key for the mode does now."""
        words = {"flip": _("only look"), "type": _("type it"), "choice": _("choose it")}
        return words.get(self._next_mode() or "", "")

    def times_confused(self, question: Question, other: Note | None) -> int:
        """Return how often the answer of another note was given for this one in a year."""
        if other is None:
            return 0
        program = self.quiz.program
        day = study_day(self.now(), program.config.day_start)
        return dict(program.store.confused_with(question.note.id, day - A_YEAR)).get(other.id, 0)

    # Before the answer

    def action_hint(self) -> None:
        """Show the hint."""
        if self.asked is not None:
            self.asked.hinted = True
            self.judge_again()
            self.show()

    def action_later(self) -> None:
        """Put this card behind the others."""
        if self.asked is not None and self.asking is not None:
            self.asking.later(self.asked.question, self.now())
            self.go_on()

    def action_mode(self) -> None:
        """Ask this card in the next mode that fits it."""
        following = self._next_mode()
        if following is not None:
            self.ask_as(following)

    @abstractmethod
    def ask_as(self, mode: str) -> None:
        """Ask this card in another mode; the time goes on."""

    @abstractmethod
    def judge_again(self) -> None:
        """Judge what was given anew, where anything was."""

    @abstractmethod
    def rate(self, rating: Rating) -> None:
        """Store the answer and go on."""

    @abstractmethod
    def pick(self, index: int) -> None:
        """Pick one of the answers that are offered."""

    def action_pick1(self) -> None:
        """Pick the first answer."""
        self.pick(0)

    def action_pick2(self) -> None:
        """Pick the second answer."""
        self.pick(1)

    def action_pick3(self) -> None:
        """Pick the third answer."""
        self.pick(2)

    def action_pick4(self) -> None:
        """Pick the fourth answer."""
        self.pick(3)

    def action_forward(self) -> None:
        """Ask the waiting card now."""
        if isinstance(self.asking, Session):
            self.asking.bring_forward(self.now())
            self.go_on()

    # At any time

    def action_undo(self) -> None:
        """Take back the last step."""
        if self.asking is not None and take_back(self.quiz, self.asking):
            self.go_on()

    def _put_aside(self, bury: bool, whole_note: bool) -> None:
        if self.asked is None or not isinstance(self.asking, Session):
            return
        question, now = self.asked.question, self.now()
        if bury:
            count = self.asking.bury(question, now, whole_note=whole_note)
            said = ngettext("{count} card rests until tomorrow.", "{count} cards rest until tomorrow.", count)
        else:
            count = self.asking.suspend(question, now, whole_note=whole_note)
            said = ngettext("{count} card is suspended.", "{count} cards are suspended.", count)
        self.say_undoable(said.format(count=count))
        self.go_on()

    def action_suspend(self) -> None:
        """Do not ask this card any more."""
        self._put_aside(bury=False, whole_note=False)

    def action_suspend_note(self) -> None:
        """Do not ask this note any more."""
        self._put_aside(bury=False, whole_note=True)

    def action_bury(self) -> None:
        """Do not ask this card again today."""
        self._put_aside(bury=True, whole_note=False)

    def action_bury_note(self) -> None:
        """Do not ask this note again today."""
        self._put_aside(bury=True, whole_note=True)

    def action_copy(self) -> None:
        """Copy the text of the card as far as it is shown."""
        if self.asked is None:
            return
        question = self.asked.question
        lines = [question.prompt]
        if self.phase is Phase.ANSWER:
            lines += [question.note.text(name, question.language) for name in question.direction.answer]
        self.app.copy_to_clipboard(literal("\n".join(filter(None, lines))))
        self.quiz.say(_("Copied: {what}").format(what=lines[0]))

    def action_down(self) -> None:
        """Scroll the answer down."""
        self.query_one("#answer", VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll the answer up."""
        self.query_one("#answer", VerticalScroll).scroll_up(animate=False)

    def action_leave(self) -> None:
        """Leave; everything is stored."""
        self.dismiss(None)

    # Other screens

    def action_explain(self) -> None:
        """Show the whole note."""
        from quiz.tui.screens.note_view import NoteView  # noqa: PLC0415  only when asked for

        if self.asked is not None:
            self.app.push_screen(NoteView(self.asked.question))

    def action_info(self) -> None:
        """Show what is known of the card."""
        from quiz.tui.screens.card_info import CardInfo  # noqa: PLC0415  only when asked for

        if self.asked is not None:
            revealed = self.phase is Phase.ANSWER
            self.app.push_screen(CardInfo(self.asked.question, revealed=revealed))

    def action_edit(self) -> None:
        """Change the note."""
        from quiz.tui.screens.note_form import NoteForm  # noqa: PLC0415  only when asked for

        if self.asked is not None:
            store, note = self.quiz.program.store, self.asked.question.note
            self.app.push_screen(NoteForm(store.deck(note.deck_id), note), lambda _saved: self.refresh_question())

    def action_pair(self) -> None:
        """Rate the card as forgotten, then practise the two that were mixed up."""
        other = self._mixed_up_with(self.asked)
        if other is not None:
            self._drill_with(other)

    def _drill_with(self, other: Note) -> None:
        """Practise this card and another one; where the other one was answered, the card is rated Again before."""
        from quiz.sessions import drill_of_pair  # noqa: PLC0415  only when asked for
        from quiz.tui.screens.study import StudyScreen  # noqa: PLC0415  the two belong together

        assert self.asked is not None
        wrong = self.asked.wrong
        drill = drill_of_pair(self.quiz.program, self.asked.question.card, other, self.start)
        if wrong:
            self.rate(Rating.AGAIN)
            self.quiz.say(_("Rated {rating}; now the two are practised.").format(rating=rating_name(Rating.AGAIN)))
        if drill is not None:
            after = self.go_on if wrong else self.refresh_question
            self.app.push_screen(StudyScreen(self.start, asking=drill), lambda _none: after())

    @staticmethod
    def _mixed_up_with(asked: Asked | None) -> Note | None:
        """Return the note whose answer was given instead, where one was."""
        return asked.judged.other if asked is not None and asked.wrong and asked.judged is not None else None

    def _contrasted(self, asked: Asked) -> list[Note]:
        """Return the notes that this one can be contrasted with: first the one whose answer was given."""
        from quiz.tui.screens.contrast import contrasted  # noqa: PLC0415  after the first answer

        if asked.contrasts is None:
            asked.contrasts = contrasted(self.quiz.program.store, asked.question, self._first_contrast(asked))
        return asked.contrasts

    def action_contrast(self) -> None:
        """Show this note beside the one that it is confused with."""
        from quiz.tui.screens.contrast import ContrastScreen  # noqa: PLC0415  only when asked for

        if self.asked is not None and self.phase is Phase.ANSWER:
            others = self._contrasted(self.asked)
            self.app.push_screen(ContrastScreen(self.asked.question, others, start=self.start, drill=self._drill_with))

    def _first_contrast(self, asked: Asked) -> Note | None:
        """Return the note that this one is contrasted with first: the one that was answered, or of the same pair."""
        answered = asked.judged.other if asked.judged else None
        return answered or (self.asking.partner(asked.question) if self.asking else None)


def take_back(quiz: QuizApp, asking: Asking) -> bool:
    """Take back the last step, say what it was, and tell whether there was one."""
    now = quiz.program.clock.now()
    undone = asking.undo(now)
    quiz.say(_("There is nothing to undo.") if undone is None else _undone_text(undone, now))
    return undone is not None


def _undone_text(undone: Undone, now: datetime) -> str:
    """Return what was taken back, in words."""
    if undone.what is Step.SUSPENDED:
        return _("Undone: the card is asked again.")
    if undone.what is Step.BURIED:
        return _("Undone: the card is asked again today.")
    if undone.what is Step.LATER:
        return _("Undone: the card comes now.")
    entry = undone.entry
    if entry is None or entry.rating is None:
        return undone_change(undone)
    when = entry.time.astimezone(now.tzinfo)
    time = when.strftime("%H:%M" if when.date() == now.date() else "%Y-%m-%d %H:%M")
    return _("Undone: {what} of {time}").format(what=rating_name(entry.rating), time=time)
