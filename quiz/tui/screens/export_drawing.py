"""How the parts of the export screen look: what is wrong in a line, the count, the preview, and what Enter does."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from quiz.errors import QuizError
from quiz.exporting import Chosen
from quiz.locale import _, ngettext
from quiz.query import QueryError
from quiz.tui.screens.ask import problem_lines
from quiz.tui.screens.counting import place_of
from quiz.tui.screens.export_choices import DECK, FILE, FILTER, Wanted
from quiz.tui.screens.export_preview import PreviewLine
from quiz.tui.text import BOLD, QUIET, joined, line, paragraph, progress, title_of

_BAR = 24


def mistake_lines(error: QuizError, typed: str, cells: int, most: int) -> list[Content]:
    """Return what is wrong with the line above, and for a query where; the hint only where there is room."""
    place = [place_of(error, typed, cells)] if isinstance(error, QueryError) else []
    said = error.reason if isinstance(error, QueryError) else error.message
    lines = problem_lines(QuizError(said, error.hint), cells)
    if len(place) + len(lines) > most:
        lines = problem_lines(QuizError(said), cells)
    return [*place, *lines][:most]


def count_text(picked: Chosen) -> str:
    """Return how many notes there are, and of which deck, or of how many."""
    notes, decks = len(picked.notes), len(picked.decks)
    said = ngettext("{count} note", "{count} notes", notes).format(count=notes)
    if not decks:
        return said
    names = ngettext("{count} deck", "{count} decks", decks).format(count=decks)
    return _("{notes} of {decks}").format(notes=said, decks=title_of(picked.decks[0]) if decks == 1 else names)


def writing_line(done: int, total: int, cells: int) -> Content:
    """Return how far writing has come."""
    said = _("{done} of {count} notes").format(done=done, count=total)
    bar = max(8, min(_BAR, cells - len(said) - 2))
    return joined(progress(done / total if total else 1.0, bar), "  ", line(said, QUIET, max(1, cells - bar - 2)))


def preview_lines(lines: Iterable[PreviewLine], cells: int) -> list[Content]:
    """Return the beginning of the result, each line cut to the width."""
    return [line(each.text, BOLD if each.heading else "", cells) for each in lines]


def about_lines(into: str, cells: int) -> list[Content]:
    """Return what a filter, or a deck of copies, is; a file shows itself."""
    said = {
        FILE: "",
        FILTER: _("Home lists it below the decks, with what its query finds then."),
        DECK: _("The notes that are copied stay as they are, with all that was learnt."),
    }[into]
    return paragraph(said, cells, QUIET) if said else []


def button_words(wanted: Wanted, notes: int, *, overwrites: bool) -> str:
    """Return what Enter does."""
    if wanted.into == FILTER:
        return _("name the filter")
    if wanted.into == DECK:
        return _("name the deck")
    if overwrites:
        return _("overwrite it")
    return ngettext("write {count} note", "write {count} notes", notes).format(count=notes)
