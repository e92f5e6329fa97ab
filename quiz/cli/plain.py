"""Studying on lines of text, for pipes, dumb terminals and screen readers.

Printed: ``#`` information, ``?`` the prompt, ``-`` an answer to choose, ``=`` the answer, ``*`` the verdict, ``!`` the
ratings, ``.`` what was stored; further lines of a prompt, and what else is to be recalled, begin with ``?+``. Read: a
line that reveals, answers or chooses, then a rating. The lines ``u``, ``h`` and ``q`` undo, hint and end; to answer
with one of these letters, put a space before it. The next ``?`` is printed only after the answer before it is on the
disk.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from quiz.cards import Rating, Review
from quiz.cli import plain_ending, plain_lines
from quiz.cli.output import say
from quiz.drill import Drill
from quiz.errors import QuizError, StaleCardError
from quiz.locale import _
from quiz.modes import Given, Option
from quiz.phrases import interval_text, rating_name, recall_text
from quiz.program import Program
from quiz.questions import Choices, Judged, Question
from quiz.sessions import Start
from quiz.study import Session
from quiz.text import literal

_UNDO, _HINT, _QUIT = "u", "h", "q"
_Meant = TypeVar("_Meant")


class _Then(Enum):
    """How it goes on after a card."""

    NEXT = auto()
    END = auto()


@dataclass(slots=True)
class _Asked:
    """The card that is asked, how, and whether its hint was shown."""

    question: Question
    mode: str
    options: tuple[Option, ...] = ()
    hinted: bool = False


@dataclass(frozen=True, slots=True)
class _Answered:
    """What was entered for a card, what is thought of it, and what each rating would do."""

    asked: _Asked
    given: Given
    judged: Judged
    choices: Choices

    @property
    def recalls(self) -> bool:
        """Whether more is to be recalled after the name that was typed."""
        return self.judged.leaves_to_recall(self.asked.question, self.asked.mode)


class Plain:
    """A session or a drill on the standard streams; ``start`` is what it was made from."""

    def __init__(self, asking: Session | Drill, program: Program, start: Start) -> None:
        self._asking = asking
        self._program = program
        self._start = start
        self._ratings: dict[int, Rating] = {}
        self._meanwhile: Callable[[], None] = _nothing

    def run(self, meanwhile: Callable[[], None] | None = None) -> None:
        """Ask until nothing is left, the input ends, or the person does.

        ``meanwhile`` is called once, when the first card is shown: it begins what nobody is to wait for.
        """
        self._meanwhile = meanwhile or _nothing
        asking = self._asking
        self._print("#", *plain_ending.opening_lines(asking))
        ending = None
        while ending is None:
            question = asking.next(self._program.clock.now())
            if question is None:
                day_start = self._program.config.day_start
                ending = plain_ending.ending_lines(asking, self._start, self._program.clock.now(), day_start)
            elif self._ask(question) is _Then.END:
                ending = plain_ending.left_lines(asking)
        self._print("#", *plain_ending.sum_lines(self._ratings.values()), *ending)

    def _begin_meanwhile(self) -> None:
        begin, self._meanwhile = self._meanwhile, _nothing
        sys.stdout.flush()
        begin()

    # One card

    def _ask(self, question: Question) -> _Then:
        asked = self._present(question)
        self._begin_meanwhile()
        given = self._hear(
            asked, lambda line: _given(asked, line), _("Type a, b, c or d, or nothing if you don't know.")
        )
        if isinstance(given, _Then):
            return given
        answered = self._judged(asked, given)
        then = self._show_answer(answered)
        return self._rate(answered) if then is None else then

    def _present(self, question: Question) -> _Asked:
        asking = self._asking
        mode = asking.mode_of(question)
        asked = _Asked(question, mode, asking.options(question) if mode == "choice" else ())
        counts = asking.counts(self._program.clock.now())
        left = plain_lines.counts_text(counts, drill=isinstance(asking, Drill))
        self._print("#", plain_lines.head_line(question, mode, left))
        first, *further = literal(question.prompt).split("\n")
        self._print("?", first)
        self._print("?+", *further)
        self._print("-", *plain_lines.option_lines(asked.options))
        return asked

    def _judged(self, asked: _Asked, given: Given) -> _Answered:
        now, question = self._program.clock.now(), asked.question
        choices = self._asking.reveal(question, now)
        judged = self._asking.judge(question, asked.mode, given, now, hinted=asked.hinted)
        return _Answered(asked, given, judged, choices)

    def _show_answer(self, answered: _Answered) -> _Then | None:
        """Show answer and verdict; where the name was typed, wait before the rest until that was recalled."""
        question, asked = answered.asked.question, answered.asked
        verdict = plain_lines.verdict_lines(question, answered.judged)
        if not answered.recalls:
            self._print("=", *plain_lines.answer_lines(question))
            self._print("*", *verdict)
            return None
        self._print("=", question.expected)
        self._print("*", *verdict)
        self._print("?+", recall_text(question))
        line = self._hear(asked, lambda line: line)
        if isinstance(line, _Then):
            return line
        self._print("=", *plain_lines.answer_lines(question, but=question.asked_field))
        return None

    def _rate(self, answered: _Answered) -> _Then:
        proposal = answered.judged.proposal
        done = plain_ending.done_by_ratings(self._asking, self._start)
        self._print("!", plain_lines.ratings_line(answered.choices, proposal, done))
        what = _("Type 1, 2, 3 or 4, or nothing for {name}.").format(name=rating_name(proposal.rating))
        while True:
            rating = self._hear(answered.asked, lambda line: plain_lines.rating_of(line, proposal.rating), what)
            if isinstance(rating, _Then):
                return rating
            if self._store(answered, rating):
                return _Then.NEXT
            self._print("#", what)

    def _store(self, answered: _Answered, rating: Rating) -> bool:
        """Store an answer and say so, or why not; tell whether it goes on with the next card."""
        question, choices = answered.asked.question, answered.choices
        try:
            entry = self._asking.answer(
                question,
                choices,
                rating,
                self._program.clock.now(),
                mode=answered.asked.mode,
                given=answered.given.text,
                confused_with=answered.judged.confused_with,
            )
        except StaleCardError as error:
            self._print("#", error.message)
            return True
        except QuizError as error:
            self._tell(error)
            return False
        self._ratings[entry.id] = rating
        self._print(".", self._stored(choices, rating))
        self._tell_of_leech(question, entry)
        return True

    def _tell(self, error: QuizError) -> None:
        """Say what could not be done now, so that a person can try it again.

        Raises it where nobody sits at a terminal: the next line in a pipe would be taken for something else.
        """
        if not sys.stdin.isatty():
            raise error
        self._print("#", *filter(None, (error.message, error.hint)))

    def _stored(self, choices: Choices, rating: Rating) -> str:
        name = rating_name(rating)
        if not self._asking.moves_schedule:
            return _("{rating}; the schedule is as it was").format(rating=name)
        interval = interval_text(choices.outcomes[rating].interval)
        return _("{rating}; next in {interval}").format(rating=name, interval=interval)

    def _tell_of_leech(self, question: Question, entry: Review) -> None:
        """Say so where this lapse shows that the card is a leech, and what might help."""
        from quiz.leeches import leech_of

        leech = leech_of(self._program.store, question, entry)
        if leech is not None:
            self._print("#", *leech.sentences())

    # Commands

    def _hear(self, asked: _Asked, meaning: Callable[[str], _Meant | None], what: str = "") -> _Meant | _Then:
        """Read until a line means something, and return that; ``what`` says what to type otherwise."""
        while (line := self._read()) is not None and line != _QUIT:
            if line == _HINT:
                asked.hinted = True
                self._print("#", asked.question.hint or _("There is no hint."))
            elif line == _UNDO:
                if self._undo():
                    return _Then.NEXT
            elif (meant := meaning(line)) is not None:
                return meant
            else:
                self._print("#", what)
        return _Then.END

    def _undo(self) -> bool:
        try:
            undone = self._asking.undo(self._program.clock.now())
        except QuizError as error:
            self._tell(error)
            return False
        if undone is None or undone.entry is None:
            self._print("#", _("There is nothing to undo."))
            return False
        entry = undone.entry
        self._ratings.pop(entry.id, None)
        what = rating_name(entry.rating) if entry.rating else _("a change")
        when = entry.time.astimezone(self._program.clock.now().tzinfo)
        self._print(".", _("Undone: {what} of {time}").format(what=what, time=when.strftime("%Y-%m-%d %H:%M")))
        return True

    @staticmethod
    def _print(sign: str, *texts: str) -> None:
        for text in texts:
            for line in literal(text).split("\n"):
                say(f"{sign} {line}")

    @staticmethod
    def _read() -> str | None:
        """Return the next line, or nothing at the end of the input."""
        sys.stdout.flush()
        line = sys.stdin.readline()
        return line.rstrip("\r\n") if line else None


def _nothing() -> None:
    """Begin nothing beside the session."""


def _given(asked: _Asked, line: str) -> Given | None:
    """Return what a line enters; nothing for one that names none of the options."""
    text = line.strip()
    if asked.mode == "choice" and text:
        option = plain_lines.picked(asked.options, text)
        return None if option is None else Given(option.text, option)
    return Given(text if asked.mode == "type" else "")
