"""Studying: one card after another, from its prompt to the rating that is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz import locale
from quiz.asking import Choices, Judged, Question
from quiz.cards import Rating
from quiz.config import AUTO
from quiz.deck_tree import find
from quiz.drill import Drill
from quiz.errors import QuizError, StaleCardError
from quiz.locale import _
from quiz.modes import Mode, mode_for
from quiz.overview import left_of
from quiz.phrases import interval_text, rating_name
from quiz.study import Session
from quiz.text import literal
from quiz.tui.dates import clock_text
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.study_steps import CardSteps
from quiz.tui.start import Start
from quiz.tui.text import BOLD, QUIET, apart, joined, line, rows
from quiz.tui.widgets import contrast, digits
from quiz.tui.widgets.action_bar import ActionBar, Offer, shares
from quiz.tui.widgets.card_view import Room, answer_view, prompt_view
from quiz.tui.widgets.progress_line import ProgressLine
from quiz.tui.widgets.typed_answer import TypedAnswer

_ROOMY = 9
"""The rows of the answer from which an empty one separates the verdict from what was typed."""

RATING_ACTIONS = {
    Rating.AGAIN: "answer.again",
    Rating.HARD: "answer.hard",
    Rating.GOOD: "answer.good",
    Rating.EASY: "answer.easy",
}


class Phase(Enum):
    """What the screen is at: nothing yet, a question, its answer, or waiting for a card in learning steps."""

    BEGIN = auto()
    QUESTION = auto()
    ANSWER = auto()
    WAIT = auto()


@dataclass(slots=True)
class Asked:
    """The card that is on the screen, and what has happened to it so far."""

    question: Question
    mode: Mode
    choices: Choices | None = None
    judged: Judged | None = None
    given: str = ""
    times: int = 0
    hinted: bool = False

    @property
    def wrong(self) -> bool:
        """Whether an answer was judged to be wrong."""
        return self.judged is not None and self.judged.verdict is not None and not self.judged.verdict.right

    @property
    def proposal(self) -> Rating:
        """The rating that is proposed."""
        verdict = self.judged.verdict if self.judged else None
        return verdict.proposal if verdict else Rating.GOOD


class StudyScreen(CardSteps, QuizScreen[None]):
    """A study session, or a drill of some cards outside the schedule."""

    PLACES = ("study", "question", "answer", "wait")

    def __init__(self, start: Start, *, drill: Sequence[int] = (), session: Session | None = None) -> None:
        """Study as ``start`` says, drill some cards, or go on with a ``session`` that was at its end."""
        super().__init__()
        self.start = start
        self.drill = tuple(drill)
        self._going_on = session
        self.phase = Phase.BEGIN
        self.asked: Asked | None = None
        self.asking: Session | Drill | None = None

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
        try:
            self.asking = self._going_on or self._session()
        except QuizError as error:
            self.quiz.fail(error)
            return
        self.go_on()

    def _session(self) -> Session | Drill:
        program = self.quiz.program
        day_start, language = program.config.day_start, program.content_language
        if self.drill:
            return Drill(program.store, self.drill, day_start=day_start, language=language)
        decks = program.store.decks()
        chosen = [find(decks, name) for name in self.start.decks] or None
        return Session(
            program.store,
            chosen,
            day_start=day_start,
            language=language,
            together=self.start.siblings,
            forward=timedelta(0),
        )

    # From card to card

    def go_on(self) -> None:
        """Ask the next card, wait for one, or come to the end."""
        assert self.asking is not None
        try:
            now = self.now()
            question = self.asking.next(now)
            if question is not None:
                self._ask(question)
            elif self.asking.waiting(now) is not None:
                self._wait()
            else:
                self._end()
        except QuizError as error:
            self.quiz.report(error)

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
        typed = self.query_one(TypedAnswer)
        try:
            asked.choices = self.asking.reveal(asked.question, self.now())
            if asked.mode.name == "type":
                asked.given = typed.value.strip()
                asked.judged = self.asking.judge(asked.question, asked.mode, asked.given)
                asked.times = self.times_confused(asked.question, asked.judged.other)
        except QuizError as error:
            self.quiz.report(error)
            return
        self.phase = Phase.ANSWER
        self.set_focus(None)
        self.show()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Judge what was typed."""
        self.action_reveal()

    def rate(self, rating: Rating) -> None:
        """Store the answer and go on; where that fails, the card stays as it is."""
        asked = self.asked
        if self.phase is not Phase.ANSWER or asked is None or asked.choices is None or self.asking is None:
            return
        other = asked.judged.other if asked.judged and asked.wrong else None
        try:
            self.asking.answer(
                asked.question,
                asked.choices,
                rating,
                self.now(),
                mode=asked.mode.name,
                given=literal(asked.given),
                confused_with=other.id if other else None,
            )
        except StaleCardError as error:
            self.quiz.say(f"{error.message} {error.hint}", error=True)
        except QuizError as error:
            self.quiz.report(error)
            return
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

    # What is shown

    def show(self) -> None:
        """Show everything as it is now, in one frame."""
        with self.app.batch_update():
            self.show_head()
            self.show_prompt()
            self.show_bar()
            super().show()
            if self.phase is Phase.ANSWER:
                self.call_after_refresh(self.show_answer)
            else:
                self.query_one("#answer-text", Static).update(self._hint())

    def title_text(self) -> str:
        """Return what is studied: a deck, several, all, or a drill."""
        if self.drill:
            return _("Drill")
        decks = self.quiz.program.store.decks()
        chosen = [find(decks, name) for name in self.start.decks] or decks
        if len(chosen) > 1 and not self.start.decks:
            return _("All decks")
        return _(", ").join(deck.title_in(locale.current()) for deck in chosen)

    def show_head(self) -> None:
        """Show what is studied, how far, and what is left of each kind."""
        if self.asking is None:
            return
        counts = self.asking.counts(self.now())
        total = counts.done + left_of(counts)
        name = line(self.title_text(), QUIET, max(12, self.columns - 46))
        left = joined(name, Content.styled(f"   {counts.done} / {total}", QUIET))
        self.query_one("#study-head", Static).update(apart(left, self.kinds(counts), self.columns))
        self.query_one(ProgressLine).move_to(counts.done / total if total else 1.0)

    def show_prompt(self) -> None:
        """Show the prompt, or the countdown to the next card."""
        place = self.query_one("#prompt", Static)
        if self.phase is Phase.WAIT:
            place.update(self._countdown())
        elif self.asked is not None:
            revealed = self.phase is Phase.ANSWER
            place.update(prompt_view(self.asked.question, self.room(), revealed=revealed))

    def _countdown(self) -> Content:
        assert self.asking is not None
        now = self.now()
        due = self.asking.waiting(now)
        seconds = (due - now).total_seconds() if due else 0
        note = Content.styled(_("It is in learning."), QUIET)
        words = [Content.styled(_("until the next card"), BOLD), Content(""), note]
        if self.low:
            return joined(Content.styled(clock_text(seconds), BOLD), "  ", words[0])
        drawn = digits.big(clock_text(seconds)).split("\n")
        return rows([joined(left, "    ", right) for left, right in zip(drawn, words, strict=True)])

    def room(self) -> Room:
        """Return the room for the answer."""
        height = self.query_one("#answer", VerticalScroll).size.height
        return Room(self.columns, height, self.low, self.short, self.tall)

    def show_answer(self) -> None:
        """Show the note, or what was typed beside what is right."""
        asked = self.asked
        if asked is None or self.phase is not Phase.ANSWER:
            return
        room, shown = self.room(), self.query_one("#answer-text", Static)
        verdict = self._verdict(asked)
        if asked.wrong and asked.given:
            other = asked.judged.other if asked.judged else None
            space = [Content("")] if room.height >= _ROOMY else []
            height = max(4, room.height - len(verdict) - len(space))
            beside = contrast.contrast(asked.question, asked.given, other, room.cells, height)
            shown.update(rows([*verdict, *space, *beside]))
        else:
            shown.update(answer_view(asked.question, room, verdict=verdict))

    def _verdict(self, asked: Asked) -> list[Content]:
        if asked.judged is None or asked.judged.verdict is None:
            return []
        other = asked.judged.other
        if asked.judged.verdict.right:
            why = _("“{name}” was meant; both are right").format(name=asked.question.expected) if other else ""
            return [contrast.verdict_line("✓", _("Right"), "$success", why, self.columns)]
        why = contrast.reason(asked.given, asked.question.expected, asked.times)
        return [contrast.verdict_line("✗", _("Wrong"), "$error", why, self.columns)]

    def _hint(self) -> Content:
        if self.asked is None or not self.asked.hinted:
            return Content("")
        return line(self.asked.question.hint or _("There is no hint."), QUIET)

    def show_bar(self) -> None:
        """Show what to do next: one cell before the answer, four after it, in the same place."""
        typing = self.query_one(TypedAnswer)
        bar = self.query_one(ActionBar)
        types = self.phase is Phase.QUESTION and self.asked is not None and self.asked.mode.name == "type"
        typing.display, bar.display = types, not types and self.phase is not Phase.BEGIN
        if types:
            typing.show(self.key_of("question.reveal"))
        elif self.phase is Phase.ANSWER:
            bar.show(self._ratings(), shares(self.columns, 4))
        elif self.phase is Phase.QUESTION:
            below = _("say it to yourself first")
            offer = Offer("question.reveal", self.key_of("question.reveal"), _("show the answer"), below, proposed=True)
            bar.show([offer], [34])
        elif self.phase is Phase.WAIT:
            below = _("or wait: it comes by itself")
            bar.show([Offer("wait.forward", self.key_of("wait.forward"), _("ask it now"), below, proposed=True)], [34])

    def _ratings(self) -> list[Offer]:
        assert self.asked is not None
        choices = self.asked.choices
        assert choices is not None
        offers = []
        for rating, outcome in choices.outcomes.items():
            below = "" if self.drill else interval_text(outcome.interval)
            name = RATING_ACTIONS[rating]
            proposed = rating is self.asked.proposal
            offers.append(Offer(name, self.key_of(name), rating_name(rating), below, proposed))
        return offers

    def footer(self) -> list[tuple[str, str]]:
        """Return what is done most in this phase."""
        if self.phase is Phase.ANSWER:
            names = ["answer.accept", "study.undo", "answer.explain", "answer.pair", "study.info", "study.leave"]
            return self.labelled(*names, "study.suspend", "study.edit")
        if self.phase is Phase.QUESTION and self.asked is not None:
            types = self.asked.mode.name == "type"
            other = _("only look") if types else _("type it")
            entries = self.labelled("question.hint", "question.later", "study.undo")
            if self.is_available("question.mode"):
                entries.append(("question.mode", other))
            return [*entries, *self.labelled("study.leave")]
        return self.labelled("study.undo", "study.leave")

    def is_available(self, name: str) -> bool:
        """Tell what fits the phase."""
        if self.asking is None:
            return name == "study.leave"
        if name in ("study.undo", "study.leave"):
            return True
        return self.step_available(name)

    def refresh_question(self) -> None:
        """Show the card again after its note, or its deck's settings, were changed."""
        asked, store = self.asked, self.quiz.program.store
        if asked is None:
            self.go_on()
            return
        question = asked.question
        note = store.note(question.note.id)
        kind, deck = store.note_type(note.type_id), store.deck(question.deck.id)
        asked.question = replace(question, note=note, note_type=kind, deck=deck, card=store.card(question.card.id))
        self.show()
