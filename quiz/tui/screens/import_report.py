"""What an import would do, as lines: counts, what was not read, fields, the first notes, what changes, what stays."""

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from quiz.deck_drafts import NoteDraft, Unread
from quiz.import_texts import (
    Listing,
    counts_text,
    further_counts,
    listings,
    more_notes,
    note_texts,
    type_texts,
    understood,
    unread_text,
)
from quiz.importing import SHOWN, Imported
from quiz.locale import _, ngettext
from quiz.text import one_line
from quiz.tui.text import BOLD, QUIET, joined, line, paragraph

_UNREAD_FIRST = 3
"""How many of the lines that were not read are named before the notes; all of them are behind these."""

_MOST_LINES = 2
"""How many lines an entry takes."""


def report_lines(
    done: Imported, language: str, cells: int, *, with_notes: bool, beside: Sequence[str] = ()
) -> list[Content | str]:
    """Return what a dry run found, the most important first; the first notes only where they stand nowhere else.

    ``beside`` are the names of the other files that go into the same deck; each was looked at for itself.
    """
    unread = done.report.all_unread
    said = _("Read as {dialect}.").format(dialect=understood(done.source))
    if unread and not done.report.all_read:
        return [*paragraph(said, cells, QUIET), *_unread(unread, cells, SHOWN)]
    drawn: list[Content | str] = [*_counts(done, cells)]
    drawn += paragraph(_("{first} {then}").format(first=decks_text(done), then=said), cells, QUIET)
    if beside:
        drawn += paragraph(beside_text(beside), cells, QUIET)[:_MOST_LINES]
    drawn += _types(done, cells)
    drawn += _unread(unread, cells, _UNREAD_FIRST)
    if with_notes and done.first:
        drawn += ["", line(first_notes_text(done), BOLD, cells)]
        drawn += [note_line(note, done, language, cells) for note in done.first]
        drawn += [line(f"… {more}", QUIET, cells)] if (more := more_notes(done)) else []
    for report in done.report.all():
        for listing in listings(report, dry_run=True):
            head = _("{heading} ({deck})").format(heading=listing.heading, deck=one_line(report.deck))
            drawn += _list(replace(listing, heading=head) if done.report.others else listing, cells)
    if len(unread) > _UNREAD_FIRST:
        drawn += _list(_unread_listing(_("All lines that were not read"), unread, SHOWN), cells)
    return drawn


def decks_text(done: Imported) -> str:
    """Return into which deck the notes go, or into how many."""
    reports = list(done.report.all())
    if len(reports) > 1:
        return _("There are {count} decks.").format(count=len(reports))
    said = _("“{deck}” is a new deck.") if reports[0].is_new else _("“{deck}” is here already.")
    return said.format(deck=one_line(reports[0].deck))


def beside_text(names: Sequence[str]) -> str:
    """Return which other files go into the same deck, so that notes may be counted in each."""
    said = ngettext(
        "Together with {files}; what is in both is counted twice.",
        "Together with {files}; what is in several is counted in each.",
        len(names),
    )
    return said.format(files=_(", ").join(names))


def first_notes_text(done: Imported) -> str:
    """Return the heading of the first notes."""
    shown, count = len(done.first), done.report.all_read
    if shown >= count:
        return ngettext("The note", "The notes", count)
    return _("The first {shown} of {count} notes").format(shown=shown, count=count)


def note_line(note: NoteDraft, done: Imported, language: str, cells: int) -> Content:
    """Return a note as its key and, after a dash, its other fields."""
    key, *rest = note_texts(note, done.types, language) or [""]
    shown = joined(line(key, BOLD), " — ", line(_(", ").join(rest))) if rest else line(key, BOLD)
    return shown.truncate(cells, ellipsis=True)


def _counts(done: Imported, cells: int) -> list[Content]:
    """Return how much is new; by deck where there are several."""
    lines = []
    for report in done.report.all():
        counts = joined(line(counts_text(report), BOLD), line("".join(f" · {text}" for text in further_counts(report))))
        if done.report.others:
            new = _("new deck") if report.is_new else _("here already")
            lines.append(joined(line(report.deck, BOLD), line(f"  {new}", QUIET)).truncate(cells, ellipsis=True))
        lines.append(counts.truncate(cells, ellipsis=True))
    return lines


def _types(done: Imported, cells: int) -> list[Content | str]:
    """Return which fields the notes have, and what is asked by what; several types of notes by name."""
    drawn: list[Content | str] = []
    for listing in type_texts(done.types):
        if len(done.types) > 1:
            drawn.append(line(listing.heading, BOLD, cells))
        for text in listing.entries:
            drawn += paragraph(text, cells, QUIET)
    return drawn


def _unread(unread: Sequence[Unread], cells: int, most: int) -> list[Content | str]:
    if not unread:
        return []
    head = ngettext("{count} line was not read", "{count} lines were not read", len(unread)).format(count=len(unread))
    return _list(_unread_listing(head, unread, most), cells, "$warning")


def _unread_listing(heading: str, unread: Sequence[Unread], most: int) -> Listing:
    return Listing(heading, list(map(unread_text, unread[:most])), len(unread))


def _list(listing: Listing, cells: int, style: str = "") -> list[Content | str]:
    """Return a heading and entries below it."""
    drawn: list[Content | str] = ["", line(listing.heading, f"bold {style}".strip(), cells)]
    for entry in listing.entries:
        drawn += [joined("  ", part) for part in paragraph(entry, cells - 2, QUIET)[:_MOST_LINES]]
    if rest := listing.count - len(listing.entries):
        drawn.append(line("  " + _("… and {count} more").format(count=rest), QUIET, cells))
    return drawn
