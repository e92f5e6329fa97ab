"""Studying on lines of text, for pipes, dumb terminals and screen readers.

Printed: ``#`` information, ``?`` the prompt, ``=`` the answer, ``*`` the verdict, ``!`` the ratings, ``.`` what was
stored; further lines of a prompt begin with ``?+``. Read: a line that reveals or answers, then a rating. The lines
``u``, ``h`` and ``q`` undo, hint and end; to answer with one of these letters, put a space before it. The next ``?`` is
printed only after the answer before it is on the disk.
"""

import sys
from enum import Enum, auto

from quiz import locale
from quiz.cards import RESERVED_FIELDS, Note, Rating
from quiz.cli.due import next_instant, next_text
from quiz.cli.output import interval_text, say
from quiz.cli.program import Program
from quiz.config import AUTO
from quiz.errors import StaleCardError
from quiz.locale import LANGUAGES, _, mark, ngettext
from quiz.modes import Mode, mode_for
from quiz.study import Choices, Judged, Question, Session
from quiz.text import literal, one_line

RATING_NAMES = {
    Rating.AGAIN: mark("Again"),
    Rating.HARD: mark("Hard"),
    Rating.GOOD: mark("Good"),
    Rating.EASY: mark("Easy"),
}
FIELD_LABELS = {
    "key": mark("key"),
    "name": mark("name"),
    "meaning": mark("meaning"),
    "also": mark("also"),
    "explain": mark("explanation"),
    "confused": mark("easily confused with"),
    "source": mark("source"),
}
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
        verdict = judged.verdict
        self._show_answer(question)
        self._show_verdict(question, judged)
        proposal = verdict.proposal if verdict else Rating.GOOD
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
                self._print("#", _("Type 1, 2, 3 or 4, or nothing for {name}.").format(name=_name(proposal)))
        return _Then.END

    def _store(
        self, question: Question, choices: Choices, rating: Rating, mode: Mode, given: str, judged: Judged
    ) -> None:
        now = self._program.clock.now()
        typed = literal(given).strip() if judged.verdict else ""
        confused = judged.other.id if judged.other and judged.verdict and not judged.verdict.right else None
        try:
            entry = self._session.answer(
                question, choices, rating, now, mode=mode.name, given=typed, confused_with=confused
            )
        except StaleCardError as error:
            self._print("#", error.message)
            return
        self._ratings[entry.id] = rating
        interval = interval_text(choices.outcomes[rating].interval)
        self._print(".", _("{rating}; next in {interval}").format(rating=_name(rating), interval=interval))

    def _undo(self) -> bool:
        undone = self._session.undo(self._program.clock.now())
        if undone is None:
            self._print("#", _("There is nothing to undo."))
            return False
        entry = undone.entry
        self._ratings.pop(entry.id, None)
        what = _name(entry.rating) if entry.rating else _("a change")
        when = entry.time.astimezone(self._program.clock.now().tzinfo)
        self._print(".", _("Undone: {what} of {time}").format(what=what, time=when.strftime("%Y-%m-%d %H:%M")))
        return True

    def _show_head(self, question: Question) -> None:
        counts = self._session.counts(self._program.clock.now())
        parts = [question.deck.title_in(locale.current()), _direction_text(question)]
        category = _category_text(question)
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
            f"{rating.value} {_name(rating)} {interval_text(outcome.interval)}"
            for rating, outcome in choices.outcomes.items()
        ]
        cells.append(_("Enter: {number} {name}").format(number=proposal.value, name=_name(proposal)))
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
        self._print("#", next_text(next_instant(ending, now, self._program)))

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


def _name(rating: Rating) -> str:
    return _(RATING_NAMES[rating])


def _label(field: str) -> str:
    """Return the name of a field as it is shown: translated where the program knows it."""
    base, _dot, rest = field.partition(".")
    known = _(FIELD_LABELS[base]) if base in FIELD_LABELS else base
    return f"{known} {rest}" if rest else known


def _direction_text(question: Question) -> str:
    direction = question.direction
    sides = (direction.prompt, direction.answer)
    return " → ".join(" + ".join(_label(field) for field in side) for side in sides)


def _category_text(question: Question) -> str:
    if not question.note.category:
        return ""
    category = question.deck.category(question.note.category)
    title = category.title_in(question.language)
    return category.code if title == category.code else f"{category.code} {title}"


def answer_lines(question: Question) -> list[tuple[str, str]]:
    """Return the whole note as it is shown after the answer: first what was asked for, then the rest with its labels.

    Fields in other languages than the one in use, and those that are only for the program, are left out.
    """
    note, direction = question.note, question.direction
    asked = [("", note.text(name, question.language)) for name in direction.answer]
    shown = {*direction.answer, *direction.prompt, *direction.hint, *RESERVED_FIELDS}
    rest = [
        (_label(name), note.text(name, question.language))
        for name in note.fields
        if name not in shown and name.rpartition(".")[2] not in LANGUAGES
    ]
    category = (_("category"), _category_text(question))
    return [line for line in [*asked, category, *rest] if line[1]]


def _summary(question: Question, note: Note) -> str:
    """Return the key of a note with the first field behind it that is not the prompt."""
    shown = [name for name in question.note_type.fields if name not in question.direction.prompt]
    return " ".join(filter(None, (note.text(name, question.language) for name in shown[:2])))
