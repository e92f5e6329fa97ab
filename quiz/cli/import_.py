"""``quiz import``: a deck from a file or from standard input."""

import sys
from typing import Any

import click

from quiz.cli.options import shared_options
from quiz.cli.output import note, say, say_json
from quiz.errors import QuizError
from quiz.formats import Source, read
from quiz.importing import SHOWN, nothing_read, read_source
from quiz.locale import _, ngettext
from quiz.program import Program
from quiz.store import Change, ImportReport
from quiz.text import one_line

_STANDARD_INPUT = "-"


@click.command(
    "import",
    help=_(
        "Import a deck from FILE, from standard input where FILE is “-”, or the one that comes with the program by its"
        " name, such as http-status."
    ),
)
@click.argument("file", metavar=_("FILE"))
@click.option("--deck", "deck", metavar=_("NAME"), default="", help=_("Import into this deck."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would be done."))
@click.option("--strict", is_flag=True, help=_("Import nothing where a line cannot be read."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@shared_options
@click.pass_obj
def command(program: Program, file: str, deck: str, dry_run: bool, strict: bool, as_json: bool) -> None:
    """Import a deck and say what was done."""
    source = _source(file)
    report = program.store.import_deck(
        source.draft, source.items, now=program.clock.now(), into=deck, dry_run=dry_run, strict=strict
    )
    kept = bool(report.read) and not (strict and report.unread)
    if as_json:
        say_json({"imported": kept and not dry_run, **_document(report)})
    else:
        _show_unread(report)
        if kept:
            _show(report, dry_run)
    if not kept:
        raise _nothing_came(report, file)


def _source(file: str) -> Source:
    return read(sys.stdin.buffer.read(), file, "stdin") if file == _STANDARD_INPUT else read_source(file)


def _nothing_came(report: ImportReport, file: str) -> QuizError:
    if not report.read:
        return nothing_read(file)
    return QuizError(
        ngettext(
            "{count} line could not be read; nothing was imported.",
            "{count} lines could not be read; nothing was imported.",
            len(report.unread),
        ).format(count=len(report.unread)),
        _("Mend the file, or import without --strict."),
    )


def _document(report: ImportReport) -> dict[str, Any]:
    return {
        "deck": report.deck,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "changes": [_change(change) for change in report.changes],
        "kept_local": [_change(change) for change in report.kept_local],
        "missing": report.missing,
        "unread": [{"line": unread.line, "reason": unread.reason} for unread in report.unread],
        "absent_fields": report.absent_fields,
        "unknown_fields": report.unknown_fields,
    }


def _change(change: Change) -> dict[str, str]:
    return {"key": change.key, "field": change.field, "before": change.before, "after": change.after}


def _show_unread(report: ImportReport) -> None:
    for unread in report.unread:
        note(_("Line {line} was not read: {reason}").format(line=unread.line, reason=one_line(unread.reason)))


def _show(report: ImportReport, dry_run: bool) -> None:
    head = _("Would import into “{deck}”:") if dry_run else _("Imported into “{deck}”:")
    say(head.format(deck=one_line(report.deck)))
    say(
        _("  {added} added, {changed} changed, {unchanged} unchanged").format(
            added=report.added, changed=report.changed, unchanged=report.unchanged
        )
    )
    removed = _("{key}, {field}: “{before}”")
    changed = _("{key}, {field}: “{before}” is now “{after}”")
    kept = _("{key}, {field}: “{before}”; the file has “{after}”")
    _list(_("Taken away:"), [_change_text(removed, change) for change in report.changes if change.is_removal])
    _list(_("Changed:"), [_change_text(changed, change) for change in report.changes if not change.is_removal])
    _list(_("Kept as you changed it:"), [_change_text(kept, change) for change in report.kept_local])
    _list(_("No longer in the file, kept:"), [one_line(key) for key in report.missing])
    _list(_("The file says nothing of these fields, kept:"), _in_a_line(report.absent_fields))
    _list(_("Fields that no card uses, kept:"), _in_a_line(report.unknown_fields))


def _change_text(pattern: str, change: Change) -> str:
    return pattern.format(
        key=one_line(change.key),
        field=one_line(change.field),
        before=one_line(change.before),
        after=one_line(change.after),
    )


def _in_a_line(names: list[str]) -> list[str]:
    return [one_line(_(", ").join(names))] if names else []


def _list(head: str, lines: list[str]) -> None:
    if not lines:
        return
    say(head)
    for line in lines[:SHOWN]:
        say(f"  {line}")
    if len(lines) > SHOWN:
        say(_("  … and {count} more; --json has all").format(count=len(lines) - SHOWN))
