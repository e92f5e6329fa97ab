"""What can be exported, and what an export of it would be: how many notes, and its first lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from quiz.cards import EXTRA_FIELDS
from quiz.errors import QuizError, unforeseen
from quiz.exporting import OWN_COLUMNS, Chosen, Selection, chosen
from quiz.formats import FORMATS
from quiz.formats.contents import ALL_LANGUAGES
from quiz.locale import _, mark, ngettext
from quiz.query.values import quoted
from quiz.tui.screens.export_preview import PreviewLine, preview_of
from quiz.tui.text import title_of
from quiz.written_files import Writing

if TYPE_CHECKING:
    from quiz.cards import Deck, Note, NoteType
    from quiz.program import Program

FILE, FILTER, DECK = "file", "filter", "deck"
INTO = {FILE: mark("a file"), FILTER: mark("a filter at home"), DECK: mark("a new deck of copies")}
"""What a selection can become, in words."""

HISTORY = (mark("without cards and answers"), mark("with all cards and answers"))
"""Whether the cards and answers go with the notes, in words."""

FORM = ("into", "from", "query", "direction", "sort", "limit", "format", "fields", "history", "file")
"""The lines of the form, in their order."""
_OF_FILES = frozenset({"format", "fields", "history", "file"})
_OF_FILTERS = frozenset({"into", "from", "query", "direction"})


@dataclass(frozen=True, slots=True)
class Scope:
    """From what notes are taken: ``words`` say it in the present language, ``selection`` is all of it."""

    words: Callable[[], str]
    selection: Selection

    @property
    def is_fixed(self) -> bool:
        """Whether these are some notes by their ids, which no query would find again."""
        return self.selection.notes is not None


def scopes_of(decks: Sequence[Deck]) -> list[Scope]:
    """Return all decks together, and each of them."""
    return [Scope(lambda: _("all decks"), Selection()), *map(_of_deck, decks)]


def _of_deck(deck: Deck) -> Scope:
    return Scope(lambda: title_of(deck), Selection((deck.name,)))


def notes_scope(notes: Sequence[int], words: Callable[[], str]) -> Scope:
    """Return some notes in their order."""
    return Scope(words, Selection(notes=tuple(notes)))


def lines_for(into: str, *, history: bool) -> list[str]:
    """Return the lines that have a meaning for what the notes become; ``history`` tells that it has a place there."""
    wanted = {FILE: frozenset(FORM), FILTER: _OF_FILTERS, DECK: frozenset(FORM) - _OF_FILES}[into]
    return [name for name in FORM if name in wanted and (history or name != "history")]


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a list that has commas between them."""
    return tuple(name for part in text.replace("，", ",").split(",") if (name := part.strip()))


def field_names(kinds: Iterable[NoteType]) -> list[str]:
    """Return what can be chosen of notes: fields of their types, those that all may have, and what else there is."""
    own = dict.fromkeys(name for kind in kinds for name in (kind.key_field, *kind.fields))
    names = [*dict.fromkeys([*own, *EXTRA_FIELDS, *OWN_COLUMNS])]
    return [*names, *(f"{name}{ALL_LANGUAGES}" for name in (*own, *EXTRA_FIELDS))]


def column_names() -> list[str]:
    """Return the columns by which cards can be sorted."""
    from quiz.browsing import COLUMNS  # noqa: PLC0415  needed while they are chosen

    return [column.name for column in COLUMNS.values() if column.of_cards]


def query_of(selection: Selection) -> str:
    """Return a query that finds the cards of a selection, apart from their order and an end."""
    parts = [f"deck:{quoted(name)}" for name in selection.decks]
    parts += [f"direction:{quoted(slug)}" for slug in selection.directions]
    where = selection.where.strip()
    if where:
        parts.append(f"({where})" if parts else where)
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen, as far as it decides how many notes there are and how the result looks.

    With ``folder`` each deck gets a file of its own.
    """

    selection: Selection
    into: str = FILE
    format: str = "md"
    folder: bool = False

    @property
    def notes(self) -> Selection:
        """What decides which notes there are."""
        return replace(self.selection, fields=(), history=False)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and in which of the lines of the form."""

    line: str
    error: QuizError


@dataclass(frozen=True, slots=True)
class Found:
    """The notes that are chosen, then the first lines of the result, or what is wrong."""

    picked: Chosen | None = None
    preview: tuple[PreviewLine, ...] | None = None
    mistake: Mistake | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is known how the result begins, or that there will be none."""
        return self.preview is not None or self.mistake is not None


class StoppedError(Exception):
    """What was begun in a thread is given up: nobody waits for it any more."""


def found(
    program: Program, wanted: Wanted, known: Chosen | None, tell: Callable[[Found], None], pause: Callable[[], None]
) -> Found:
    """Find the notes, unless they are ``known``, ``tell`` that, and then how the result begins; for a thread.

    ``pause`` is called time and again and may raise :class:`StoppedError`.
    """
    place, picked = "sort", None
    try:
        _check_sort(wanted.selection.sort)
        place = "query"
        picked = known or chosen(program, wanted.selection, pause)
        tell(Found(picked))
        if wanted.into != FILE:
            return Found(picked, ())
        place = "file"
        _check_one_file(wanted, picked)
        place = "fields" if wanted.selection.fields else "format"
        writing = Writing(program, wanted.selection, FORMATS[wanted.format], watch=partial(_watched, pause))
        return Found(picked, preview_of(writing, picked, folder=wanted.folder))
    except StoppedError:
        return Found()
    except QuizError as error:
        return Found(picked, mistake=Mistake(place, error))
    except Exception as error:  # the outermost edge of a worker
        return Found(picked, mistake=Mistake(place, unforeseen(error)))


def _watched(pause: Callable[[], None], notes: Iterable[Note]) -> Iterator[Note]:
    for note in notes:
        pause()
        yield note


def _check_sort(text: str) -> None:
    """Raise :class:`QuizError` for columns that cards cannot be sorted by."""
    from quiz.browsing import sorts_of  # noqa: PLC0415  loads numpy, in the thread

    sorts_of(text)


def _check_one_file(wanted: Wanted, picked: Chosen) -> None:
    """Raise :class:`QuizError` where one file would have to hold several decks, and its format can't."""
    count = len(picked.decks)
    if FORMATS[wanted.format].one_deck and not wanted.folder and count > 1:
        said = ngettext(
            "Such a file has one deck; there is {count}.", "Such a file has one deck; there are {count}.", count
        )
        raise QuizError(
            said.format(count=count),
            _("With a slash at its end it is a folder, for one file a deck; or change the format."),
        )
