"""What a session on lines of text says of a card and of an answer, without the sign at the beginning of a line."""

from collections.abc import Iterable, Sequence

from quiz import locale
from quiz.asking import Counts
from quiz.cards import Note, Rating
from quiz.judging import Grade, Part
from quiz.labels import direction_text, field_label
from quiz.locale import _, mark, ngettext
from quiz.modes import Option
from quiz.phrases import category_text, interval_text, pace_text, parts_text, rating_name, shown_fields, told_apart
from quiz.proposing import Proposal
from quiz.questions import Choices, Judged, Question
from quiz.text import compatible, one_line

LETTERS = "abcd"
"""What the options of a choice are called, beside their numbers from 1 on."""

_VERDICTS = {Grade.RIGHT: mark("✓ right"), Grade.CLOSE: mark("≈ close"), Grade.WRONG: mark("✗ wrong")}


def head_line(question: Question, mode: str, left: str) -> str:
    """Return what is asked, how, and what is left, in one line."""
    parts = [question.deck.title_in(locale.current()), direction_text(question.direction)]
    if question.shows_category:
        parts.append(category_text(question.note, question.deck, question.language))
    parts += [_asked_how(question, mode), left]
    return " · ".join(one_line(part) for part in parts if part)


def _asked_how(question: Question, mode: str) -> str:
    """Return what to enter; nothing where any line shows the answer."""
    if mode == "choice":
        return _("choose a to d")
    return _("type: {field}").format(field=field_label(question.asked_field)) if mode == "type" else ""


def counts_text(counts: Counts, *, drill: bool) -> str:
    """Return how many cards are left: of each kind, or of a drill and a session that ends after a number in all."""
    if drill or counts.most is not None:
        return ngettext("{count} left", "{count} left", counts.left).format(count=counts.left)
    return _("new {new}, learning {learning}, due {due}").format(
        new=counts.new, learning=counts.learning, due=counts.due
    )


def option_lines(options: Iterable[Option]) -> list[str]:
    """Return the answers to choose from, each in one line behind its letter."""
    named = zip(LETTERS, options, strict=False)
    return [f"{letter}: {one_line(option.text)}" for letter, option in named]


def picked(options: Sequence[Option], line: str) -> Option | None:
    """Return the option that a line names by its letter or its number, if it does."""
    wanted = compatible(line).casefold()
    named = zip(LETTERS, options, strict=False)
    return next((option for number, (letter, option) in enumerate(named, 1) if wanted in (letter, str(number))), None)


def answer_lines(question: Question, *, but: str = "") -> list[str]:
    """Return the whole note: first what was asked for, without labels, then the rest; ``but`` a field said already."""
    fields = shown_fields(question)
    answer = question.direction.answer
    asked = [text for name, text in fields if name in answer and name != but]
    category = category_text(question.note, question.deck, question.language)
    rest = [(_("category"), category), *((field_label(name), text) for name, text in fields if name not in answer)]
    return asked + [_("{label}: {text}").format(label=label, text=text) for label, text in rest if text]


def verdict_lines(question: Question, judged: Judged) -> list[str]:
    """Return what is thought of an answer and why, and what tells it apart from the one that was given instead."""
    verdict = judged.verdict
    if verdict.grade is None:
        return _parts_lines(verdict.parts)
    lines = [_with_reason(_(_VERDICTS[verdict.grade]), _reason(question, judged))]
    return lines if judged.other is None else [*lines, *_difference_lines(question, judged.other, judged.wrong)]


def _parts_lines(parts: Sequence[Part]) -> list[str]:
    """Return how much of a meaning was typed, and what is missing."""
    if not parts:
        return []
    missing = [_("missing: {text}").format(text=one_line(part.text).strip()) for part in parts if not part.there]
    return [_with_reason(parts_text(parts), _("by its words; you decide")), *missing]


def _with_reason(verdict: str, reason: str) -> str:
    return one_line(_("{verdict}; {reason}").format(verdict=verdict, reason=reason) if reason else verdict)


def _reason(question: Question, judged: Judged) -> str:
    """Return why an answer got its verdict; may be empty."""
    if judged.other is not None:
        reason = _("that is “{other}”") if judged.wrong else _("“{other}” has the same prompt; “{meant}” was meant")
        return reason.format(other=_title(question, judged.other), meant=_title(question, question.note))
    if judged.close:
        return _("a small typo: “{typed}” for “{right}”").format(typed=judged.given, right=judged.verdict.expected)
    return "" if judged.given else _("no answer")


def _difference_lines(question: Question, other: Note, wrong: bool) -> list[str]:
    """Return what tells two notes apart, as far as they say; of one that was wrong otherwise what it is about."""
    of_other, of_meant = told_apart(question, other)
    if wrong and not of_other and question.note_type.key_field not in question.direction.prompt:
        of_other = question.prompt_of(other)
    told = ((other, of_other), (question.note, of_meant))
    return [one_line(_("{note}: {text}").format(note=_title(question, note), text=text)) for note, text in told if text]


def _title(question: Question, note: Note) -> str:
    """Return the key of a note with its name, where it has one beside its meaning."""
    kind = question.note_type
    names = dict.fromkeys((kind.key_field, *kind.fields[:-1]))
    return " ".join(filter(None, [note.text(name, question.language) for name in names][:2]))


def ratings_line(choices: Choices, proposal: Proposal, done: Sequence[str] = ()) -> str:
    """Return the ratings with their intervals, what an empty line takes, and why where that was the pace.

    ``done`` is what Again and what the others do where they move no schedule.
    """
    outcomes = choices.outcomes.items()
    does = {rating: done[rating is not Rating.AGAIN] if done else interval_text(of.interval) for rating, of in outcomes}
    cells = [f"{rating.value} {rating_name(rating)} {what}" for rating, what in does.items()]
    name, number = rating_name(proposal.rating), proposal.rating.value
    enter = _("Enter: {number} {name}").format(number=number, name=name)
    return " · ".join(filter(None, [*cells, enter, pace_text(proposal)]))


def rating_of(line: str, proposed: Rating) -> Rating | None:
    """Return the rating that a line names by its number, and the one proposed for an empty line."""
    text = compatible(line)
    if not text:
        return proposed
    return Rating(int(text)) if text in ("1", "2", "3", "4") else None
