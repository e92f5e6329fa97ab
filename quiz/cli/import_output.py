"""What ``quiz import`` prints: how a file was understood, what an import does, and its first notes."""

from collections.abc import Sequence
from typing import Any

from quiz.cli.output import note, say
from quiz.import_texts import (
    Listing,
    counts_text,
    further_counts,
    listings,
    more_notes,
    note_texts,
    type_texts,
    understood,
)
from quiz.importing import SHOWN, Imported
from quiz.locale import _, ngettext
from quiz.store import Change, ImportReport
from quiz.text import one_line


def show_source(done: Imported) -> None:
    """Say how the source was understood, and what of it could not be read."""
    note(_("Read as {dialect}.").format(dialect=understood(done.source)))
    unread = done.report.all_unread
    for one in unread[:SHOWN]:
        said = _("Line {line} was not read: {reason}") if one.line else _("Not read: {reason}")
        note(said.format(line=one.line, reason=one_line(one.reason)))
    if len(unread) > SHOWN:
        note(_("… and {count} more; --json has all").format(count=len(unread) - SHOWN))


def question(dones: Sequence[Imported]) -> str:
    """Return what a person is asked before anything is written."""
    reports = [report for done in dones for report in done.report.all()]
    count = sum(report.added + report.changed for report in reports)
    reviews = sum(report.reviews for report in reports)
    if count:
        return ngettext("Import {count} note?", "Import {count} notes?", count).format(count=count)
    if reviews:
        asked = ngettext("Import {count} entry of the history?", "Import {count} entries of the history?", reviews)
        return asked.format(count=reviews)
    return _("No note would change. Import all the same?")


def show(done: Imported, language: str, *, dry_run: bool, brief: bool = False) -> None:
    """Print what was done with each deck, or would be; with ``brief`` only how much."""
    for report in done.report.all():
        head = _("Would import into “{deck}”:") if dry_run else _("Imported into “{deck}”:")
        say(head.format(deck=one_line(report.deck)))
        for counts in (counts_text(report), *further_counts(report)):
            say(f"  {counts}")
        if not brief:
            for listing in listings(report, dry_run=dry_run):
                _list(listing)
    if dry_run:
        _show_first(done, language)


def _show_first(done: Imported, language: str) -> None:
    """Print what notes consist of, how they are asked, and the first ones as they will look."""
    if not done.first:
        return
    for listing in type_texts(done.types):
        if len(done.types) > 1:
            say(_("{heading}:").format(heading=listing.heading))
        for text in listing.entries:
            say(text)
    say(_("The first notes:"))
    for each in done.first:
        say(f"  {' — '.join(note_texts(each, done.types, language))}")
    if more := more_notes(done):
        say(f"  … {more}")


def _list(listing: Listing) -> None:
    say(_("{heading}:").format(heading=listing.heading))
    for text in listing.entries:
        say(f"  {text}")
    if listing.count > len(listing.entries):
        say("  " + _("… and {count} more; --json has all").format(count=listing.count - len(listing.entries)))


# JSON


def document(done: Imported, *, imported: bool) -> dict[str, Any]:
    """Return what was done as it is documented in the README."""
    report = done.report
    return {
        "imported": imported,
        "format": done.source.format,
        **_deck_document(report),
        "unread": [{"line": unread.line, "reason": unread.reason} for unread in report.all_unread],
        "others": [_deck_document(other) for other in report.others],
    }


def _deck_document(report: ImportReport) -> dict[str, Any]:
    return {
        "deck": report.deck,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "cards": report.cards,
        "reviews": report.reviews,
        "rested": report.rested,
        "changes": [_change(change) for change in report.changes],
        "kept_local": [_change(change) for change in report.kept_local],
        "missing": report.missing,
        "absent_fields": report.absent_fields,
        "unknown_fields": report.unknown_fields,
    }


def _change(change: Change) -> dict[str, str]:
    return {"key": change.key, "field": change.field, "before": change.before, "after": change.after}
