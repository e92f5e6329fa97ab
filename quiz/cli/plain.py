"""Studying on lines of text, for pipes, dumb terminals and screen readers.

Printed: ``#`` information, ``?`` the prompt, ``=`` the answer, ``*`` the verdict, ``!`` the ratings, ``.`` what was
stored; further lines of a prompt begin with ``?+``. Read: a line that reveals or answers, then a rating. The lines
``u``, ``h`` and ``q`` undo, hint and end; to answer with one of these letters, put a space before it. The next ``?`` is
printed only after the answer before it is on the disk.
"""

import sys
from enum import Enum, auto

from quiz import locale
from quiz.asking import Choices, Judged, Question
from quiz.cards import Note, Rating
from quiz.cli.due import next_text
from quiz.cli.output import say
from quiz.config import AUTO
from quiz.errors import StaleCardError
from quiz.locale import _, ngettext
from quiz.modes import Mode, mode_for
from quiz.phrases import (
    category_text,
    direction_text,
    field_label,
    interval_text,
    next_instant,
    rating_name,
    shown_fields,
    summary_line,
)
from quiz.program import Program
from quiz.study import Session
from quiz.text import literal, one_line

_UNDO, _HINT, _QUIT = "u", "h", "q"


class _Then(Enum):
    """How it goes on after a card."""

    NEXT = auto()
    END = auto()


class Plain:
    """One session on the standard streams."""

    def __init__(self, session: Session, program: Program, mode: str) -> None:
        self._session = session
        self._program = program
        self._mode = mode
        self._ratings: dict[int, Rating] = {}

    def run(self) -> None:
        """Ask until nothing is left, the input ends, or the person does."""
        while True:
            question = self._session.next(self._program.clock.now())
            if question is None:
                self._show_ending()
                return
            if self._ask(question) is _Then.END:
                self._show_sum()
                return

    def _ask(self, question: Question) -> _Then:
        mode = mode_for("type" if self._mode == AUTO else self._mode, question.direction)
        self._show_head(question)
        self._show_prompt(question)
        while (line := self._read()) is not None and line != _QUIT:
            if line == _HINT:
                self._print("#", question.hint or _("There is no hint."))
            elif line != _UNDO:
                return self._reveal(question, mode, line)
            elif self._undo():
                return _Then.NEXT
        return _Then.END

    def _reveal(self, question: Question, mode: Mode, given: str) -> _Then:
        choices = self._session.reveal(question, self._program.clock.now())
        judged = self._session.judge(question, mode, given)
        self._show_answer(question)
        self._show_verdict(question, judged)
        proposal = judged.proposal
        self._show_ratings(choices, proposal)
        while (line := self._read()) is not None and line != _QUIT:
            rating = proposal if not line.strip() else _rating(line)
            if rating is not None:
                self._store(question, choices, rating, mode, given, judged)
                return _Then.NEXT
            if line == _UNDO and self._undo():
                return _Then.NEXT
            if line == _HINT:
                self._print("#", question.hint or _("There is no hint."))
            elif line != _UNDO:
                self._print("#", _("Type 1, 2, 3 or 4, or nothing for {name}.").format(name=rating_name(proposal)))
        return _Then.END

    def _store(
        self, question: Question, choices: Choices, rating: Rating, mode: Mode, given: str, judged: Judged
    ) -> None:
        now = self._program.clock.now()
        typed = literal(given).strip() if judged.verdict else ""
        try:
            entry = self._session.answer(
                question, choices, rating, now, mode=mode.name, given=typed, confused_with=judged.confused_with
            )
        except StaleCardError as error:
            self._print("#", error.message)
            return
        self._ratings[entry.id] = rating
        interval = interval_text(choices.outcomes[rating].interval)
        self._print(".", _("{rating}; next in {interval}").format(rating=rating_name(rating), interval=interval))

    def _undo(self) -> bool:
        undone = self._session.undo(self._program.clock.now())
        if undone is None or undone.entry is None:
            self._print("#", _("There is nothing to undo."))
            return False
        entry = undone.entry
        self._ratings.pop(entry.id, None)
        what = rating_name(entry.rating) if entry.rating else _("a change")
        when = entry.time.astimezone(self._program.clock.now().tzinfo)
        self._print(".", _("Undone: {what} of {time}").format(what=what, time=when.strftime("%Y-%m-%d %H:%M")))
        return True

    def _show_head(self, question: Question) -> None:
        counts = self._session.counts(self._program.clock.now())
        parts = [question.deck.title_in(locale.current()), direction_text(question.direction)]
        category = category_text(question.note, question.deck, question.language)
        if question.shows_category and category:
            parts.append(category)
        parts.append(
            _("new {new}, learning {learning}, due {due}").format(
                new=counts.new, learning=counts.learning, due=counts.due
            )
        )
        self._print("#", " · ".join(one_line(part) for part in parts))

    @staticmethod
    def _show_prompt(question: Question) -> None:
        first, *further = literal(question.prompt).split("\n")
        say(f"? {first}")
        for line in further:
            say(f"?+ {line}")
        sys.stdout.flush()

    def _show_answer(self, question: Question) -> None:
        for label, text in answer_lines(question):
            self._print("=", _("{label}: {text}").format(label=label, text=text) if label else text)

    def _show_verdict(self, question: Question, judged: Judged) -> None:
        if judged.verdict is None:
            return
        text = _("✓ right") if judged.verdict.right else _("✗ wrong")
        if judged.other is not None:
            other, meant = _summary(question, judged.other), _summary(question, question.note)
            reason = (
                _("“{other}” has the same prompt; “{meant}” was meant")
                if judged.verdict.right
                else _("that is “{other}”")
            )
            text = _("{verdict}; {reason}").format(verdict=text, reason=reason.format(other=other, meant=meant))
        self._print("*", one_line(text))

    def _show_ratings(self, choices: Choices, proposal: Rating) -> None:
        cells = [
            f"{rating.value} {rating_name(rating)} {interval_text(outcome.interval)}"
            for rating, outcome in choices.outcomes.items()
        ]
        cells.append(_("Enter: {number} {name}").format(number=proposal.value, name=rating_name(proposal)))
        self._print("!", " · ".join(cells))

    def _show_sum(self) -> None:
        count = len(self._ratings)
        if count:
            right = sum(rating is not Rating.AGAIN for rating in self._ratings.values())
            message = ngettext("{count} card answered, {right} right.", "{count} cards answered, {right} right.", count)
            self._print("#", message.format(count=count, right=right))

    def _show_ending(self) -> None:
        now = self._program.clock.now()
        ending = self._session.ending(now)
        self._show_sum()
        self._print("#", _("Nothing more is due today."))
        if ending.waiting_siblings:
            self._print(
                "#",
                ngettext(
                    "{count} card waits until tomorrow because its sibling was answered today; "
                    "“quiz study --siblings” asks it now.",
                    "{count} cards wait until tomorrow because their siblings were answered today; "
                    "“quiz study --siblings” asks them now.",
                    ending.waiting_siblings,
                ).format(count=ending.waiting_siblings),
            )
        self._print("#", next_text(next_instant(ending, now, self._program.config.day_start)))

    @staticmethod
    def _print(sign: str, text: str) -> None:
        for line in literal(text).split("\n"):
            say(f"{sign} {line}")

    @staticmethod
    def _read() -> str | None:
        """Return the next line, or nothing at the end of the input."""
        sys.stdout.flush()
        line = sys.stdin.readline()
        return line.rstrip("\r\n") if line else None


def _rating(line: str) -> Rating | None:
    text = line.strip()
    return Rating(int(text)) if text in ("1", "2", "3", "4") else None


def answer_lines(question: Question) -> list[tuple[str, str]]:
    """Return the whole note as lines with their labels: first what was asked for, without one, then the rest."""
    fields = shown_fields(question)
    asked = [("", text) for name, text in fields if name in question.direction.answer]
    rest = [(field_label(name), text) for name, text in fields if name not in question.direction.answer]
    category = (_("category"), category_text(question.note, question.deck, question.language))
    return [line for line in [*asked, category, *rest] if line[1]]


def _summary(question: Question, note: Note) -> str:
    return summary_line(note, question.note_type, question.direction, question.language)
