"""What is said of an import before and after it: how a file was understood, what changes, how its notes will look.

The command and the screen say it in the same words.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quiz.cards import NoteType, text_in
from quiz.deck_drafts import NoteDraft, Unread
from quiz.errors import QuizError
from quiz.formats import FORMATS, Source
from quiz.importing import SHOWN, Imported
from quiz.labels import direction_text, field_label
from quiz.locale import _, ngettext
from quiz.store import Change, ImportReport
from quiz.text import literal, one_line

T = TypeVar("T")

_LONGEST = 400
"""How many characters of a text are shown; a field may have millions."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading, and what stands below it, a line each: the first entries of ``count``."""

    heading: str
    entries: list[str]
    count: int


def understood(source: Source) -> str:
    """Return as what a source was read, in one line: its dialect, else its format, and how that was understood."""
    said = source.dialect or _(FORMATS[source.format].title)
    return _("; ").join(one_line(part).rstrip(".。") for part in (said, *source.details))


def counts_text(report: ImportReport) -> str:
    """Return how many notes of a deck are new, others than before, or the same."""
    counts = _("{added} added, {changed} changed, {unchanged} unchanged")
    return counts.format(added=report.added, changed=report.changed, unchanged=report.unchanged)


def further_counts(report: ImportReport) -> list[str]:
    """Return how many cards and entries of the history are new, and how many cards rest, where there are any."""
    cards = ngettext("{count} new card", "{count} new cards", report.cards)
    entries = ngettext("{count} new entry of the history", "{count} new entries of the history", report.reviews)
    rested = ngettext(
        "{count} card is asked no more: its direction is not in the file",
        "{count} cards are asked no more: their direction is not in the file",
        report.rested,
    )
    said = ((cards, report.cards), (entries, report.reviews), (rested, report.rested))
    return [text.format(count=count) for text, count in said if count]


def unread_text(unread: Unread) -> str:
    """Return where something could not be read, and why."""
    reason = _short(unread.reason)
    return _("line {line}: {reason}").format(line=unread.line, reason=reason) if unread.line else reason


def listings(report: ImportReport, *, dry_run: bool) -> Iterator[Listing]:
    """Yield what a person should look at in a deck, the weightiest first, and nothing that is empty."""
    removed = _("{key}, {field}: “{before}”")
    changed = (
        _("{key}, {field}: “{before}” becomes “{after}”")
        if dry_run
        else _("{key}, {field}: “{before}” is now “{after}”")
    )
    kept = _("{key}, {field}: “{before}”; the file has “{after}”")
    taken = [change for change in report.changes if change.is_removal]
    others = [change for change in report.changes if not change.is_removal]
    found = (
        _listing(_("Taken away"), taken, lambda change: _change_text(removed, change)),
        _listing(_("Changed"), others, lambda change: _change_text(changed, change)),
        _listing(_("Kept as you changed it"), report.kept_local, lambda change: _change_text(kept, change)),
        _listing(_("No longer in the file, kept"), report.missing, _short),
        _in_a_line(_("The file says nothing of these fields, kept"), report.absent_fields),
        _in_a_line(_("Fields that no card uses, kept"), report.unknown_fields),
    )
    return (listing for listing in found if listing.count)


def _listing(heading: str, things: Sequence[T], text: Callable[[T], str]) -> Listing:
    return Listing(heading, [text(thing) for thing in things[:SHOWN]], len(things))


def _in_a_line(heading: str, names: Sequence[str]) -> Listing:
    return Listing(heading, [_short(_(", ").join(names))], int(bool(names)))


def _short(text: str) -> str:
    """Return a text in one line; the beginning of a long one."""
    return one_line(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _change_text(pattern: str, change: Change) -> str:
    return pattern.format(
        key=_short(change.key), field=change.field, before=_short(change.before), after=_short(change.after)
    )


def type_texts(types: Iterable[NoteType]) -> Iterator[Listing]:
    """Yield what the notes of each type consist of and how they are asked, below the name of the type."""
    for kind in types:
        said = [_("Fields: {fields}").format(fields=_(", ").join(map(field_label, kind.fields)))]
        if kind.directions:
            said.append(_("Asked: {directions}").format(directions=_("; ").join(map(direction_text, kind.directions))))
        yield Listing(one_line(kind.name), said, len(said))


def kind_of(note: NoteDraft, types: Sequence[NoteType]) -> NoteType:
    """Return the type of a note of a source: that which it names, else the main one."""
    return next((kind for kind in types if kind.name == note.type_name), types[0])


def note_texts(note: NoteDraft, types: Sequence[NoteType], language: str) -> list[str]:
    """Return the fields of a note that have text in a language of the content, each in one line, the key first."""
    kind = kind_of(note, types)
    names = [kind.key_field, *(name for name in kind.fields if name != kind.key_field)]
    return [text for name in names if (text := _short(text_in(note.fields, name, language)))]


def more_notes(done: Imported) -> str:
    """Return how many notes there are beside the first ones; nothing where these are all."""
    rest = done.report.all_read - len(done.first)
    return ngettext("and {count} more note", "and {count} more notes", rest).format(count=rest) if rest > 0 else ""


def imported_text(reports: Sequence[ImportReport]) -> str:
    """Return in a sentence what was done with some decks."""
    decks = {report.deck for report in reports}
    if len(decks) == 1:
        said = _("Imported into “{deck}”: {added} added, {changed} changed, {unchanged} unchanged.")
    else:
        said = _("Imported into {decks} decks: {added} added, {changed} changed, {unchanged} unchanged.")
    return said.format(
        deck=one_line(reports[0].deck),
        decks=len(decks),
        added=sum(report.added for report in reports),
        changed=sum(report.changed for report in reports),
        unchanged=sum(report.unchanged for report in reports),
    )


def why_nothing_came(done: Imported, name: str, *, strict: bool = False) -> QuizError | None:
    """Return why nothing is imported of a file of this name; nothing where something is."""
    unread = len(done.report.all_unread)
    collection = done.source.collection
    if not done.report.all_read and (unread or not (collection and collection.decks)):
        return _nothing_read(done.source.format, name)
    if not (strict and unread):
        return None
    said = ngettext(
        "{count} line could not be read; nothing was imported.",
        "{count} lines could not be read; nothing was imported.",
        unread,
    )
    return QuizError(said.format(count=unread), _("Mend the file, or import without --strict."))


def _nothing_read(format_name: str, name: str) -> QuizError:
    in_deck_format = _("Notes are written KEY: NAME, MEANING, one a line.")
    return QuizError(
        _("Nothing in {file} could be read as a note; nothing was imported.").format(file=literal(name)),
        in_deck_format if format_name == "md" else _("Check the file, or choose another format."),
    )
