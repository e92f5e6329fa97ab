"""How the program says what it knows of a card: the same words on the screen and on lines of text."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from quiz.asking import Bounds
from quiz.cards import RESERVED_FIELDS, Deck, Direction, Note, NoteType, Rating
from quiz.judging import Part
from quiz.labels import field_label
from quiz.locale import LANGUAGES, _, mark, ngettext
from quiz.proposing import Pace, Proposal
from quiz.questions import Question, confused_keys
from quiz.study import Ending

RATING_NAMES = {
    Rating.AGAIN: mark("Again"),
    Rating.HARD: mark("Hard"),
    Rating.GOOD: mark("Good"),
    Rating.EASY: mark("Easy"),
}
_MINUTES_A_DAY = 24 * 60
_POINT = re.compile(r"^\s*[-*·•]\s+")


def rating_name(rating: Rating) -> str:
    """Return the word for a rating."""
    return _(RATING_NAMES[rating])


def category_text(note: Note, deck: Deck, language: str) -> str:
    """Return code and title of a note's category; empty where it has none."""
    if not note.category:
        return ""
    category = deck.category(note.category)
    title = category.title_in(language)
    return category.code if title == category.code else f"{category.code} {title}"


def points_of(explanation: str) -> list[str]:
    """Return the points of an explanation: its list items or lines, without what marks them."""
    return [_POINT.sub("", part).strip() for part in explanation.split("\n") if part.strip()]


def other_names(note: Note, language: str) -> str:
    """Return the other names of what a note is about, as they are shown."""
    return _(", ").join(name.strip() for name in note.text("also", language).split("|") if name.strip())


def difference(note: Note, key: str, language: str) -> str:
    """Return what a note says of another one, so that the two are told apart; may be empty."""
    return note.text(f"versus.{key}", language)


def said_of(note: Note, other: Note, key_field: str, language: str) -> str:
    """Return what a note says of another one, by the other's key as it is shown or as it is stored; may be empty."""
    return difference(note, other.text(key_field, language), language) or difference(note, other.key, language)


def told_apart(question: Question, other: Note) -> tuple[str, str]:
    """Return what tells two notes apart: of the other one, and of the one that is asked; each may be empty."""
    key_field, language = question.note_type.key_field, question.language
    return said_of(question.note, other, key_field, language), said_of(other, question.note, key_field, language)


def drilled_text(rating: Rating, *, pairs: bool) -> str:
    """Return what a rating does in a drill that moves no schedule; ``pairs`` where two cards are told apart."""
    if pairs:
        return _("mixed up") if rating is Rating.AGAIN else _("right")
    return _("comes once more") if rating is Rating.AGAIN else _("done")


def drill_over_text(*, moves_schedule: bool) -> str:
    """Return that a drill is at its end, and what it did to the schedule."""
    if moves_schedule:
        return _("Drill finished; its answers count in the schedule.")
    return _("Drill finished; the schedule is as it was.")


def recall_text(question: Question) -> str:
    """Return what is to be recalled after the name that was entered, as a short question."""
    fields = _(" and ").join(field_label(name) for name in question.recalled_fields)
    return _("and the {field}?").format(field=fields)


def over_text(bounds: Bounds, *, by_number: bool) -> str:
    """Return which end of a session was reached: so many answers, or so many minutes."""
    if by_number:
        count = bounds.answers
        said = ngettext("The limit of {count} answer is reached.", "The limit of {count} answers is reached.", count)
    else:
        count = round(bounds.time.total_seconds() / 60)
        said = ngettext("{count} minute is over.", "{count} minutes are over.", count)
    return said.format(count=count)


def left_text(count: int) -> str:
    """Return how many cards are left after the end of a session was reached."""
    more = ngettext("{count} card is still to be asked.", "{count} cards are still to be asked.", count)
    return more.format(count=count)


def shown_fields(question: Question) -> list[tuple[str, str]]:
    """Return (field, text) of the note as it is shown after the answer: first what was asked for, then the rest.

    Fields in other languages than the one in use, the prompt, the hint, and those that are only for the program are
    left out, and so are confusions behind which a difference is shown anyway.
    """
    note, direction = question.note, question.direction
    asked = [(name, note.text(name, question.language)) for name in direction.answer]
    left_out = {*direction.answer, *direction.prompt, *direction.hint, *RESERVED_FIELDS}
    names = dict.fromkeys(map(_without_language, note.fields))
    rest = [(name, _as_shown(note, name, question.language)) for name in names if name not in left_out]
    return [(name, text) for name, text in [*asked, *rest] if text]


def _without_language(name: str) -> str:
    base, _dot, language = name.rpartition(".")
    return base if base and language in LANGUAGES else name


def _as_shown(note: Note, name: str, language: str) -> str:
    """Return the text of a field as a person reads it; of confusions those whose difference is not told."""
    if name == "also":
        return other_names(note, language)
    if name == "confused":
        return _(", ").join(key for key in confused_keys(note, language) if not difference(note, key, language))
    return note.text(name, language)


def summary_line(note: Note, note_type: NoteType, direction: Direction, language: str) -> str:
    """Return the key of a note with the first field behind it that is not the prompt."""
    shown = [name for name in note_type.fields if name not in direction.prompt]
    return " ".join(filter(None, (note.text(name, language) for name in shown[:2])))


def pace_text(proposal: Proposal) -> str:
    """Return how fast the answer was, where that decided the proposal; otherwise nothing."""
    if proposal.pace is Pace.USUAL or proposal.usual is None:
        return ""
    seconds = f"{proposal.usual / 1000:.1f}"
    if proposal.pace is Pace.SLOW:
        return _("slow for you: usually {seconds} s").format(seconds=seconds)
    return _("fast for you: usually {seconds} s").format(seconds=seconds)


def parts_text(parts: Sequence[Part]) -> str:
    """Return how many parts of a meaning were typed."""
    there = sum(part.there for part in parts)
    if there == len(parts):
        return _("All of it is there")
    said = ngettext("{there} of {count} part is there", "{there} of {count} parts are there", len(parts))
    return said.format(there=there, count=len(parts))


def interval_text(interval: timedelta) -> str:
    """Return an interval in the largest unit that fits: minutes, hours, days, months or years."""
    minutes = interval.total_seconds() / 60
    if minutes < 60:
        return _("{number} min").format(number=max(1, round(minutes)))
    if minutes < _MINUTES_A_DAY:
        return _("{number} h").format(number=_short(minutes / 60))
    days = interval.days
    if days < 61:
        return ngettext("{number} day", "{number} days", days).format(number=days)
    if days < 730:
        return _("{number} months").format(number=_short(days / 30.4375))
    return _("{number} years").format(number=_short(days / 365.25))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def next_instant(ending: Ending, now: datetime, day_start: timedelta) -> datetime | None:
    """Return when the next cards are due, in the learner's time zone: an instant in steps, or the start of a day."""
    instants = []
    if ending.next_at is not None:
        instants.append(ending.next_at.astimezone(now.tzinfo))
    if ending.next_day is not None:
        day = ending.next_day
        instants.append(datetime(day.year, day.month, day.day, tzinfo=now.tzinfo) + day_start)
    return min(instants, default=None)
