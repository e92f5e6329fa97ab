"""The columns of the table: what each is called, what stands in its cells, and how lines are sorted by it.

To add one is an entry in :data:`COLUMNS`, and one in :mod:`quiz.store.listing.values`, by which it is sorted; a test
holds each order equal to a plain one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quiz.browsing import cells
from quiz.browsing.lines import Condition, Look
from quiz.cards import check_field_name
from quiz.errors import QuizError
from quiz.labels import field_label
from quiz.locale import _, mark
from quiz.text import literal, one_line

FIELD = "field:"
"""What stands before the name of a field that is shown as a column."""

_CONDITIONS = {
    Condition.NEW: mark("new"),
    Condition.LEARNING: mark("learning"),
    Condition.REVIEW: mark("in review"),
    Condition.RELEARNING: mark("relearning"),
    Condition.BURIED: mark("buried"),
    Condition.SUSPENDED: mark("suspended"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table of cards, of that of notes, or of both.

    ``text`` is what stands in the cell of a line, itself in one line in which nothing acts on a terminal. ``title`` is
    translated by :meth:`heading`. ``right`` tells that cells stand at the right edge of the column.
    """

    name: str
    title: str
    text: Callable[[Any, Look], str]
    right: bool = False
    of_cards: bool = True
    of_notes: bool = False

    def fits(self, *, notes: bool) -> bool:
        """Tell whether the table of notes, or that of cards, can have the column."""
        return self.of_notes if notes else self.of_cards

    def heading(self) -> str:
        """Return the title in the language of the interface; a field has the name by which it is known there."""
        return field_label(self.name.removeprefix(FIELD)) if self.name.startswith(FIELD) else _(self.title)


def column(name: str, *, notes: bool = False) -> Column:
    """Return the column of this name; ``field:NAME`` is any field of the note.

    Raises :class:`QuizError` for a name that the table of cards, or that of notes, does not know.
    """
    if name.startswith(FIELD):
        check_field_name(name.removeprefix(FIELD))
        return _of_field(name)
    found = COLUMNS.get(name)
    if found is None or not found.fits(notes=notes):
        known = [each.name for each in COLUMNS.values() if each.fits(notes=notes)]
        raise QuizError(
            _("There is no column “{name}” here.").format(name=literal(name)),
            _("These exist: {names}.").format(names=_(", ").join([*known, f"{FIELD}meaning"])),
        )
    return found


def usual_columns(*, notes: bool = False) -> tuple[Column, ...]:
    """Return the columns that are shown where none were chosen."""
    return tuple(COLUMNS[name] for name in (_USUAL_OF_NOTES if notes else _USUAL_OF_CARDS))


def _textual(name: str, title: str, text: Callable[[Any, Look], str], **where: bool) -> Column:
    """Return a column of texts."""
    return Column(name, title, lambda line, look: one_line(text(line, look)), **where)


def _numeric(
    name: str,
    title: str,
    number: Callable[[Any, Look], float | None],
    shown: Callable[[Any], str] = str,
    **where: bool,
) -> Column:
    """Return a column of numbers, at the right edge."""

    def text(line: Any, look: Look) -> str:
        value = number(line, look)
        return "" if value is None else shown(value)

    return Column(name, title, text, right=True, **where)


def _of_field(name: str) -> Column:
    field = name.removeprefix(FIELD)
    return _textual(name, "", lambda line, look: cells.field(line.note, field, look), of_notes=True)


_ALL: tuple[Column, ...] = (
    _textual("key", mark("key"), lambda line, _look: line.note.key, of_notes=True),
    _textual("prompt", mark("asked"), cells.prompt),
    _textual("answer", mark("answer"), cells.answer),
    _textual("fields", mark("contents"), cells.fields, of_cards=False, of_notes=True),
    _textual("deck", mark("deck"), cells.deck, of_notes=True),
    Column("direction", mark("direction"), cells.direction),
    _textual("category", mark("category"), cells.category, of_notes=True),
    _textual("tags", mark("tags"), cells.tags, of_notes=True),
    _numeric("cards", mark("cards"), lambda line, _look: len(line.cards), of_cards=False, of_notes=True),
    Column("state", mark("state"), lambda line, look: _(_CONDITIONS[line.condition(look.day)])),
    Column("due", mark("due"), cells.due, of_notes=True),
    _numeric("interval", mark("interval"), lambda line, _look: line.card.state.scheduled_days, cells.days_text),
    _numeric("stability", mark("stability"), cells.stability, cells.stability_text),
    _numeric("difficulty", mark("difficulty"), cells.difficulty, "{:.1f}".format),
    _numeric(
        "retrievability",
        mark("recall"),
        cells.retrievability,
        lambda value: _("{percent} %").format(percent=round(100 * value)),
    ),
    _numeric("lapses", mark("lapses"), cells.lapses, of_notes=True),
    _numeric("reps", mark("answered"), lambda line, _look: line.card.state.reps),
    Column(
        "added",
        mark("added"),
        lambda line, look: cells.day_text(look.day_of(line.note.created)),
        of_notes=True,
    ),
    Column(
        "changed",
        mark("changed"),
        lambda line, look: cells.day_text(look.day_of(line.note.changed)),
        of_notes=True,
    ),
    Column("reviewed", mark("last answered"), lambda line, _look: cells.day_text(line.card.state.last_day)),
    _numeric("flag", mark("flag"), lambda line, _look: line.card.flag or None, "⚑{}".format),
)

COLUMNS: dict[str, Column] = {column.name: column for column in _ALL}
"""Every column by its name, in the order in which they are offered."""

_USUAL_OF_CARDS = ("key", "prompt", "answer", "state", "due", "stability", "lapses")
_USUAL_OF_NOTES = ("key", "fields", "deck", "category", "cards", "due", "lapses")
